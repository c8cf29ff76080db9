#include "table/whole/cards.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "table/format.h"

namespace goeswith {
namespace {

using format::CardSubject;

constexpr std::array<std::pair<CardSubject, std::string Card::*>, 3> kTextFields = {
    {{CardSubject::kTitle, &Card::title}, {CardSubject::kUrl, &Card::url}, {CardSubject::kImage, &Card::image}}};
constexpr std::array<std::pair<CardSubject, std::string Card::*>, 2> kNameFields = {
    {{CardSubject::kCategory, &Card::category}, {CardSubject::kGroup, &Card::group}}};

// Numbers the distinct values of a field from 1 in the order of their first use; empty when no card has one.
std::vector<std::uint32_t> numberValues(const std::vector<Card>& cards, std::string Card::*field) {
  std::vector<std::uint32_t> numbers(cards.size(), 0);
  std::unordered_map<std::string_view, std::uint32_t> known;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::string_view value = cards[i].*field;
    if (!value.empty())
      numbers[i] = known.try_emplace(value, static_cast<std::uint32_t>(known.size() + 1)).first->second;
  }
  return known.empty() ? std::vector<std::uint32_t>() : numbers;
}

}  // namespace

std::string expandPattern(std::string_view pattern, std::string_view sku) {
  static constexpr std::string_view kUnescaped = "-_.!~*'()";
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  const std::size_t at = pattern.find(kPlaceholder);
  if (at == std::string_view::npos) return std::string(pattern);
  std::string out(pattern.substr(0, at));
  for (const char c : sku) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (is_alphanumeric || kUnescaped.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out.append(pattern.substr(at + kPlaceholder.size()));
}

ItemTraits makeTraits(const Cards& cards) {
  ItemTraits traits;
  traits.category = numberValues(cards.items, &Card::category);
  traits.group = numberValues(cards.items, &Card::group);
  const auto column = [&](auto&& number_of) {
    std::vector<std::uint32_t> numbers;
    for (const Card& card : cards.items) numbers.push_back(number_of(card));
    const bool any = std::any_of(numbers.begin(), numbers.end(), [](std::uint32_t number) { return number > 0; });
    return any ? numbers : std::vector<std::uint32_t>();
  };
  traits.family = column([](const Card& card) { return card.family; });
  traits.price = column([](const Card& card) { return card.price_minor ? *card.price_minor + 1 : 0; });
  return traits;
}

tl::expected<DecodedCards, TableError> decodeCards(std::span<const std::uint8_t> section, std::uint32_t card_count,
                                                   const CardReader* base) {
  const auto bad = [] { return tl::unexpected(TableError{TableErrorCode::kBadCards, 0}); };
  CardReader reader;
  if (!reader.read(section, card_count, base)) return bad();
  std::vector<std::uint32_t> card_at(card_count);  // by place in the file
  for (std::uint32_t card = 0; card < card_count; ++card) card_at[reader.placeOf(card)] = card;
  DecodedCards decoded;
  std::vector<Card>& cards = decoded.cards.items;
  cards.resize(card_count);

  std::uint64_t texts_left = format::mostText(section.size()) - reader.commonBytes();
  // Patterns, names and SKUs are there once, and cards have them again.
  std::uint64_t repeats_left = 64 * section.size() + (std::uint64_t{1} << 20);
  const auto take = [](std::uint64_t& from, std::uint64_t size) {
    const bool fits = size <= from;
    if (fits) from -= size;
    return fits;
  };
  List<char> sku;
  std::string previous;
  for (std::uint32_t place = 0; place < card_count;) {
    const std::uint32_t end = std::min(place + reader.cardsPerBlock(), card_count);
    if (!reader.load(card_at[end - 1])) return bad();  // the last needs all of the block
    std::string_view texts = reader.loadedTexts();
    if (!take(texts_left, texts.size())) return bad();
    const auto next = [&texts] {
      const std::string_view text = texts.substr(0, texts.find('\0'));
      texts.remove_prefix(text.size() + 1);
      return text;
    };
    sku.clear();
    for (std::uint32_t at = place; at < end; ++at) {
      if (!CardReader::followSku(sku, next())) return bad();
      std::string text(sku.begin(), sku.size());
      if (!isCleanText(text) || (at > 0 && text <= previous)) return bad();
      cards[card_at[at]].sku = previous = std::move(text);
    }
    for (const auto& [subject, field] : kTextFields) {
      if (reader.kind(subject) != format::kTextEach) continue;
      for (std::uint32_t at = place; at < end; ++at) {
        Card& card = cards[card_at[at]];
        const std::string_view text = next();
        if (!isCleanText(text)) return bad();
        card.*field = subject == CardSubject::kTitle ? text : expandPattern(text, card.sku);
        const bool repeats_sku = card.*field != text;
        if (repeats_sku && !take(repeats_left, (card.*field).size())) return bad();
      }
    }
    place = end;
  }
  for (const auto& [subject, field] : kTextFields) {
    if (reader.kind(subject) != format::kTextForAll) continue;
    const std::string_view pattern = reader.textForAll(subject);
    if (!isCleanText(pattern) || pattern.size() > format::kMaxPattern) return bad();
    for (Card& card : cards) {
      card.*field = expandPattern(pattern, card.sku);
      if (!take(repeats_left, (card.*field).size())) return bad();
    }
  }
  decoded.cards.currency = reader.textForAll(CardSubject::kCurrency);
  if (!isCleanText(decoded.cards.currency)) return bad();
  for (const auto& [subject, field] : kNameFields) {
    std::unordered_map<std::uint32_t, std::string_view> names;
    bool is_text = true;
    reader.visitNames(subject, [&](std::uint32_t number, std::string_view name) {
      is_text = is_text && isCleanText(name);
      if (number > 0) names.emplace(number, name);
    });
    if (!is_text) return bad();
    for (std::uint32_t card = 0; card < card_count; ++card) {
      const auto name = names.find(reader.number(subject, card));
      if (name == names.end()) continue;
      if (!take(repeats_left, name->second.size())) return bad();
      cards[card].*field = name->second;
    }
  }
  for (std::uint32_t card = 0; card < card_count; ++card) {
    if (const std::uint32_t price = reader.number(CardSubject::kPrice, card)) cards[card].price_minor = price - 1;
    const std::uint32_t availability = reader.number(CardSubject::kAvailability, card);
    if (availability > 0) cards[card].available = availability > 1;
    cards[card].family = reader.number(CardSubject::kFamily, card);
  }
  const auto copy = [&](const std::uint32_t* column) {
    return column == nullptr ? std::vector<std::uint32_t>() : std::vector(column, column + card_count);
  };
  const TraitColumns traits = reader.traits();
  decoded.traits = {copy(traits.category), copy(traits.group), copy(traits.family), copy(traits.price)};
  return decoded;
}

}  // namespace goeswith
