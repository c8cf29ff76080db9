#include "mine/judge/families.h"

#include <tsl/robin_map.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "table/whole/utf8.h"

namespace goeswith {
namespace {

// A word is a variant word when it stands in at least kContexts titles in the place of another word, these are at least
// kShare of its titles, and in at least kSamePriceShare of them an item with the other word costs the same. Without
// prices, or where they differ as sizes' do, it takes the higher bounds. Chosen by reading the families of a gift
// shop's 3,700 titles.
constexpr std::uint32_t kContexts = 6;
constexpr double kShare = 0.25;
constexpr double kSamePriceShare = 0.75;
constexpr std::uint32_t kContextsWithoutPrice = 12;
constexpr double kShareWithoutPrice = 0.5;
constexpr double kSamePriceTolerance = 0.05;

// Longer titles are descriptions; only their beginning is read.
constexpr std::size_t kMaxTitleWords = 24;

constexpr std::string_view kKnownVariantWords[] = {
    // Colours in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish and Danish.
    "red", "blue", "green", "yellow", "orange", "pink", "purple", "violet", "lilac", "black", "white", "grey", "gray",
    "brown", "beige", "ivory", "cream", "gold", "silver", "turquoise", "navy", "khaki", "rot", "rote", "roter", "rotes",
    "blau", "blaue", "blauer", "blaues", "grün", "grüne", "grüner", "grünes", "gelb", "gelbe", "gelber", "gelbes",
    "rosa", "lila", "schwarz", "schwarze", "schwarzer", "schwarzes", "weiß", "weiße", "weißer", "weißes", "weiss",
    "grau", "graue", "grauer", "graues", "braun", "braune", "brauner", "braunes", "silber", "türkis", "rouge", "bleu",
    "bleue", "vert", "verte", "jaune", "rose", "noir", "noire", "blanc", "blanche", "gris", "grise", "marron", "doré",
    "argenté", "rojo", "roja", "azul", "verde", "amarillo", "amarilla", "naranja", "negro", "negra", "blanco", "blanca",
    "morado", "rosso", "rossa", "giallo", "gialla", "azzurro", "blu", "nero", "nera", "bianco", "bianca", "grigio",
    "grigia", "marrone", "viola", "arancione", "vermelho", "vermelha", "amarelo", "amarela", "preto", "preta", "branco",
    "branca", "cinza", "roxo", "roxa", "rood", "rode", "blauw", "blauwe", "groen", "groene", "geel", "gele", "zwart",
    "zwarte", "wit", "witte", "grijs", "grijze", "bruin", "bruine", "paars", "paarse", "roze", "zilver", "czerwony",
    "czerwona", "niebieski", "niebieska", "zielony", "zielona", "żółty", "żółta", "czarny", "czarna", "biały", "biała",
    "szary", "szara", "röd", "blå", "grön", "gul", "svart", "vit", "grå", "brun", "rød", "grøn", "sort", "hvid",
    // Sizes.
    "xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "small", "medium", "large", "klein", "kleine", "kleiner",
    "kleines", "mittel", "groß", "große", "großer", "großes", "gross", "petit", "petite", "moyen", "moyenne", "grand",
    "grande", "pequeño", "pequeña", "mediano", "mediana", "piccolo", "piccola", "medio", "pequeno", "pequena", "groot",
    "grote", "mały", "mała", "duży", "duża", "liten", "stor"};

bool isPartOfWord(char32_t code) {
  return isLetterOrDigit(code) || code == '\'' || code == 0x2019;
}

// Calls `take` with each word of the title, in small letters, that holds no digit.
template <typename Take>
void forEachWord(std::string_view title, Take take) {
  std::string word;
  bool has_digit = false;
  const auto end = [&] {
    if (!word.empty() && !has_digit) take(std::as_const(word));
    word.clear();
    has_digit = false;
  };
  for (std::size_t at = 0; at < title.size();) {
    const char32_t code = nextCodePoint(title, at);
    if (!isPartOfWord(code)) {
      end();
      continue;
    }
    has_digit = has_digit || isDecimalDigit(code);
    appendCodePoint(word, inLowerCase(code));
  }
  end();
}

// The finaliser of splitmix64.
std::uint64_t mixed(std::uint64_t key) {
  key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9u;
  key = (key ^ (key >> 27)) * 0x94D049BB133111EBu;
  return key ^ (key >> 31);
}

std::uint64_t hashAt(std::uint64_t word, std::size_t position) {
  return mixed((word + 1) * 0x9E3779B97F4A7C15u + position);
}

// The words of all titles as numbers.
struct Titles {
  std::vector<std::uint32_t> words;
  std::vector<std::uint64_t> offsets = {0};
  std::vector<std::string> spelling;       // by word
  std::vector<std::uint32_t> title_count;  // by word: titles that hold it

  std::span<const std::uint32_t> of(std::size_t item) const {
    return std::span(words).subspan(offsets[item], offsets[item + 1] - offsets[item]);
  }
};

Titles splitTitles(const Cards& cards) {
  Titles titles;
  tsl::robin_map<std::string, std::uint32_t> numbers;
  std::vector<std::size_t> last_title;  // by word: 1 + the last item whose title holds it
  for (std::size_t i = 0; i < cards.items.size(); ++i) {
    forEachWord(cards.items[i].title, [&](const std::string& word) {
      if (titles.words.size() - titles.offsets.back() == kMaxTitleWords) return;
      const auto number = static_cast<std::uint32_t>(titles.spelling.size());
      const auto [found, is_new] = numbers.try_emplace(word, number);
      if (is_new) {
        titles.spelling.push_back(word);
        titles.title_count.push_back(0);
        last_title.push_back(0);
      }
      titles.words.push_back(found->second);
      titles.title_count[found->second] += std::exchange(last_title[found->second], i + 1) != i + 1;
    });
    titles.offsets.push_back(titles.words.size());
  }
  return titles;
}

// A title without one of its words, and that word.
struct Gap {
  std::uint64_t rest;  // hash of the other words and of the gap's place
  std::uint32_t word;
  std::uint32_t item;
};

// By word: in how many places it changes with another word, and how often that costs the same.
struct Exchange {
  std::uint32_t contexts = 0;
  std::uint32_t same_price = 0;
  std::uint32_t other_price = 0;
};

std::vector<Exchange> countExchanges(const Cards& cards, const Titles& titles) {
  std::vector<Gap> gaps;
  for (std::uint32_t i = 0; i < cards.items.size(); ++i) {
    const auto words = titles.of(i);
    if (words.size() < 2) continue;
    std::uint64_t whole = words.size();
    for (std::size_t p = 0; p < words.size(); ++p) whole += hashAt(words[p], p);
    for (std::size_t p = 0; p < words.size(); ++p) {
      constexpr std::uint64_t kGap = 1ull << 40;  // no word's number
      gaps.push_back({whole - hashAt(words[p], p) + hashAt(kGap, p), words[p], i});
    }
  }
  std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    return a.rest != b.rest ? a.rest < b.rest : a.word != b.word ? a.word < b.word : a.item < b.item;
  });

  std::vector<Exchange> exchanges(titles.spelling.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> priced;  // price and word
  for (auto begin = gaps.begin(); begin != gaps.end();) {
    const auto end = std::find_if(begin, gaps.end(), [&](const Gap& gap) { return gap.rest != begin->rest; });
    if (begin->word != (end - 1)->word) {
      priced.clear();
      for (auto gap = begin; gap != end; ++gap) {
        if (gap != begin && gap->word == (gap - 1)->word) continue;
        ++exchanges[gap->word].contexts;
        if (const auto price = cards.items[gap->item].price_minor) priced.emplace_back(*price, gap->word);
      }
      std::sort(priced.begin(), priced.end());
      for (std::size_t k = 0; priced.size() > 1 && k < priced.size(); ++k) {
        const auto isNear = [&](std::size_t a, std::size_t b) {
          return priced[b].first - priced[a].first <= kSamePriceTolerance * priced[b].first;
        };
        const bool same = (k > 0 && isNear(k - 1, k)) || (k + 1 < priced.size() && isNear(k, k + 1));
        Exchange& exchange = exchanges[priced[k].second];
        ++(same ? exchange.same_price : exchange.other_price);
      }
    }
    begin = end;
  }
  return exchanges;
}

std::vector<bool> findVariantWords(const Cards& cards, const Titles& titles) {
  const std::vector<Exchange> exchanges = countExchanges(cards, titles);
  std::vector<std::string_view> known(std::begin(kKnownVariantWords), std::end(kKnownVariantWords));
  std::sort(known.begin(), known.end());
  std::vector<bool> is_variant(titles.spelling.size());
  for (std::size_t w = 0; w < is_variant.size(); ++w) {
    const Exchange& exchange = exchanges[w];
    const double share = static_cast<double>(exchange.contexts) / titles.title_count[w];
    const std::uint32_t priced = exchange.same_price + exchange.other_price;
    is_variant[w] = std::binary_search(known.begin(), known.end(), std::string_view(titles.spelling[w])) ||
                    (exchange.contexts >= kContexts && share >= kShare && priced >= kContexts &&
                     exchange.same_price >= kSamePriceShare * priced) ||
                    (exchange.contexts >= kContextsWithoutPrice && share >= kShareWithoutPrice);
  }
  return is_variant;
}

// Disjoint sets of items.
class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }

  // The first item of the set.
  std::uint32_t find(std::uint32_t item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace

Families findFamilies(const Cards& cards) {
  const std::size_t item_count = cards.items.size();
  const Titles titles = splitTitles(cards);
  const std::vector<bool> is_variant = findVariantWords(cards, titles);

  Sets sets(item_count);
  tsl::robin_map<std::uint64_t, std::uint32_t> first_of_key;
  tsl::robin_map<std::string_view, std::uint32_t> first_of_group;
  tsl::robin_map<std::string_view, std::uint64_t> category_numbers;
  for (std::uint32_t i = 0; i < item_count; ++i) {
    const Card& card = cards.items[i];
    if (!card.group.empty()) sets.join(i, first_of_group.try_emplace(card.group, i).first->second);
    std::uint64_t key = 0;
    std::size_t position = 0;
    for (const std::uint32_t word : titles.of(i)) {
      if (!is_variant[word]) key += hashAt(word, position++);
    }
    if (position == 0) continue;
    const std::uint64_t category = category_numbers.try_emplace(card.category, category_numbers.size()).first->second;
    sets.join(i, first_of_key.try_emplace(mixed(key + category), i).first->second);
  }

  // A family needs two items that no group binds already.
  std::vector<bool> is_family(item_count);
  for (std::uint32_t i = 0; i < item_count; ++i) {
    const std::uint32_t first = sets.find(i);
    if (first == i) continue;
    const std::string& group = cards.items[i].group;
    if (group.empty() || group != cards.items[first].group) is_family[first] = true;
  }
  Families families;
  families.family_of.assign(item_count, 0);
  for (std::uint32_t i = 0; i < item_count; ++i) {
    const std::uint32_t first = sets.find(i);
    if (!is_family[first]) continue;
    families.family_of[i] = first == i ? ++families.count : families.family_of[first];
  }
  return families;
}

}  // namespace goeswith
