#include "table/cards.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "table/bytes_in.h"
#include "table/bytes_out.h"
#include "table/card_columns.h"
#include "table/deflate.h"
#include "table/format.h"

namespace goeswith {
namespace {

using format::CardEncoding;
using format::CardSubject;

constexpr std::string_view kPlaceholder = "{id}";

void appendText(std::vector<std::uint8_t>& out, std::string_view text) {
  assert(text.find('\0') == std::string_view::npos);
  out.insert(out.end(), text.begin(), text.end());
}

// Encodes the columns one after another and keeps count of them.
class ColumnWriter {
 public:
  // The columns list the cards in the order of `cards`.
  explicit ColumnWriter(const std::vector<const Card*>& cards) : cards_(cards) {}

  // SKUs, which ascend within each run: each starts with as much of the one before it as both share. The count is of
  // ASCII characters only, so that it is the same in UTF-8 and UTF-16.
  void skus() {
    std::vector<std::uint8_t> data;
    std::string_view previous;
    for (const Card* card : cards_) {
      const std::string_view sku = card->sku;
      std::size_t shared = 0;
      while (shared < format::kMaxSharedPrefix && shared < previous.size() && shared < sku.size() &&
             sku[shared] == previous[shared] && static_cast<unsigned char>(sku[shared]) < 0x80) {
        ++shared;
      }
      data.push_back(static_cast<std::uint8_t>(shared + 1));
      appendText(data, sku.substr(shared));
      data.push_back(0);
      previous = sku;
    }
    append(CardSubject::kSku, CardEncoding::kFrontCoded, data);
  }

  void text(CardSubject subject, std::string Card::*field) {
    if (std::all_of(cards_.begin(), cards_.end(), [&](const Card* card) { return (card->*field).empty(); })) return;
    std::vector<std::uint8_t> data;
    for (const Card* card : cards_) {
      appendText(data, card->*field);
      data.push_back(0);
    }
    append(subject, CardEncoding::kText, data);
  }

  void constant(CardSubject subject, std::string_view text) {
    if (text.empty()) return;
    std::vector<std::uint8_t> data;
    appendText(data, text);
    append(subject, CardEncoding::kPattern, data);
  }

  void textOrPattern(CardSubject subject, std::string Card::*field) {
    const std::optional<std::string> pattern = commonPattern(field);
    if (pattern) {
      constant(subject, *pattern);
    } else {
      text(subject, field);
    }
  }

  // `numbers` says for each card which number its text has, 0 for none; equal texts have equal numbers.
  void choice(CardSubject subject, std::string Card::*field, const std::vector<std::uint32_t>& numbers) {
    std::map<std::uint32_t, std::string_view> names;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] > 0) names.emplace(numbers[i], cards_[i]->*field);
    }
    if (names.empty()) return;
    std::vector<std::uint8_t> data;
    appendVarint(data, static_cast<std::uint32_t>(names.size()));
    std::uint32_t next = 1;
    for (const auto& [number, name] : names) {
      appendVarint(data, number - next);
      next = number + 1;
    }
    for (const auto& [number, name] : names) {
      appendText(data, name);
      data.push_back(0);
    }
    for (const std::uint32_t number : numbers) {
      const auto place = number == 0 ? -1 : std::distance(names.begin(), names.find(number));
      appendVarint(data, static_cast<std::uint32_t>(place + 1));
    }
    append(subject, CardEncoding::kChoice, data);
  }

  // Numbers as they stand in the file: 0 for "not known".
  void integer(CardSubject subject, std::span<const std::uint32_t> numbers) {
    if (std::all_of(numbers.begin(), numbers.end(), [](std::uint32_t number) { return number == 0; })) return;
    std::vector<std::uint8_t> data;
    for (const std::uint32_t number : numbers) appendVarint(data, number);
    append(subject, CardEncoding::kInteger, data);
  }

  std::vector<std::uint8_t> finish() && {
    out_[0] = count_;
    return std::move(out_);
  }

 private:
  // The pattern that gives every card's field, if there is one; only of texts that hold the SKU.
  std::optional<std::string> commonPattern(std::string Card::*field) const {
    if (cards_.empty()) return {};
    const std::string encoded = expandPattern(kPlaceholder, cards_[0]->sku);
    const std::string& first = cards_[0]->*field;
    const std::size_t at = first.rfind(encoded);
    if (at == std::string::npos) return {};
    std::string pattern = first;
    pattern.replace(at, encoded.size(), kPlaceholder);
    const bool fits = std::all_of(cards_.begin(), cards_.end(),
                                  [&](const Card* card) { return expandPattern(pattern, card->sku) == card->*field; });
    return fits ? std::optional(pattern) : std::nullopt;
  }

  void append(CardSubject subject, CardEncoding encoding, const std::vector<std::uint8_t>& data) {
    ++count_;
    out_.push_back(static_cast<std::uint8_t>(subject));
    out_.push_back(static_cast<std::uint8_t>(encoding));
    appendU32(out_, data.size());
    out_.insert(out_.end(), data.begin(), data.end());
  }

  const std::vector<const Card*>& cards_;
  std::vector<std::uint8_t> out_ = {0};
  std::uint8_t count_ = 0;
};

bool readTexts(const CardColumns& columns, CardSubject subject, std::span<const std::uint32_t> card_at,
               std::vector<Card>& cards, std::string Card::*field) {
  const CardColumns::Column& column = columns.column(subject);
  if (column.encoding == CardEncoding::kPattern) {
    for (Card& card : cards) card.*field = expandPattern(column.data, card.sku);
    return isCardText(column.data);
  }
  if (!column.data.data()) return true;
  BytesIn texts(column.data);
  for (const std::uint32_t card : card_at) cards[card].*field = texts.terminatedText();
  return !texts.failed();
}

bool readNames(const CardColumns& columns, CardSubject subject, std::vector<Card>& cards, std::string Card::*field) {
  std::unordered_map<std::uint32_t, std::string_view> names;
  BytesIn in(columns.column(subject).data);
  if (in.remaining() == 0) return true;
  std::vector<std::uint32_t> choices(in.varint());
  std::uint32_t next = 1;
  for (std::uint32_t& choice : choices) {
    choice = next + in.varint();
    next = choice + 1;
  }
  for (const std::uint32_t choice : choices) names.emplace(choice, in.terminatedText());
  for (std::uint32_t card = 0; card < cards.size(); ++card) {
    if (const std::uint32_t number = columns.number(subject, card)) cards[card].*field = names[number];
  }
  return !in.failed();
}

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
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    if (!pattern.substr(at).starts_with(kPlaceholder)) {
      out += pattern[at++];
      continue;
    }
    at += kPlaceholder.size();
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
  }
  return out;
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

std::vector<std::uint8_t> encodeCards(const Cards& cards) {
  return encodeCards(cards, makeTraits(cards), Effort::much);
}

std::vector<std::uint8_t> encodeCards(const Cards& cards, const ItemTraits& traits, Effort effort) {
  // Like SKUs go with like titles, prices and categories: in the order of SKUs all of them take less. The numbers are
  // told by runs of items whose SKUs ascend.
  const std::size_t count = cards.items.size();
  std::vector<std::uint32_t> run_of(count, 0);
  for (std::size_t i = 1; i < count; ++i) {
    run_of[i] = run_of[i - 1] + (cards.items[i].sku < cards.items[i - 1].sku);
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(cards.items[a].sku, a) < std::tie(cards.items[b].sku, b);
  });
  std::vector<const Card*> in_order;
  for (const std::uint32_t i : order) in_order.push_back(&cards.items[i]);
  const auto column = [&](const std::vector<std::uint32_t>& numbers) {
    std::vector<std::uint32_t> ordered;
    if (!numbers.empty()) {
      for (const std::uint32_t i : order) ordered.push_back(numbers[i]);
    }
    return ordered;
  };

  ColumnWriter columns(in_order);
  columns.skus();
  columns.text(CardSubject::kTitle, &Card::title);
  columns.integer(CardSubject::kPrice, column(traits.price));
  columns.constant(CardSubject::kCurrency, cards.currency);
  columns.textOrPattern(CardSubject::kUrl, &Card::url);
  columns.textOrPattern(CardSubject::kImage, &Card::image);
  columns.choice(CardSubject::kCategory, &Card::category, column(traits.category));
  columns.choice(CardSubject::kGroup, &Card::group, column(traits.group));
  std::vector<std::uint32_t> availability;
  for (const Card* card : in_order) availability.push_back(card->available ? 1 + *card->available : 0);
  columns.integer(CardSubject::kAvailability, availability);
  columns.integer(CardSubject::kFamily, column(traits.family));
  columns.integer(CardSubject::kRun, column(run_of));
  const std::vector<std::uint8_t> raw = std::move(columns).finish();
  const std::vector<std::uint8_t> deflated = deflateRaw(raw, effort);
  std::vector<std::uint8_t> section;
  appendU32(section, raw.size());
  // SKUs that are no more than counted compress so well that a reader would take them for an attack: empty blocks of
  // DEFLATE make up for it.
  while (raw.size() > format::mostInflated(section.size() + deflated.size())) {
    section.insert(section.end(), {0x00, 0x00, 0x00, 0xFF, 0xFF});
  }
  section.insert(section.end(), deflated.begin(), deflated.end());
  return section;
}

tl::expected<DecodedCards, TableError> decodeCards(std::span<const std::uint8_t> section, std::uint32_t card_count) {
  const auto bad = [] { return tl::unexpected(TableError{TableErrorCode::kBadCards, 0}); };
  BytesIn header(section, 0);
  const std::uint32_t raw_size = header.u32();
  if (header.failed() || raw_size > format::mostInflated(section.size())) return bad();
  const auto raw = inflateRaw(section.subspan(format::kCardsHeaderSize), raw_size);
  if (!raw) return bad();

  CardColumns columns;
  if (!columns.read(*raw, card_count)) return bad();
  std::vector<std::uint32_t> card_at(card_count);  // by place in the file
  for (std::uint32_t card = 0; card < card_count; ++card) card_at[columns.placeOf(card)] = card;
  DecodedCards decoded;
  std::vector<Card>& cards = decoded.cards.items;
  cards.resize(card_count);

  List<char> sku;
  std::unordered_set<std::string_view> known;
  for (std::uint32_t card = 0; card < card_count; ++card) {
    columns.sku(card, sku);
    cards[card].sku.assign(sku.begin(), sku.size());
    if (!isCardText(cards[card].sku) || !known.insert(cards[card].sku).second) return bad();
  }
  for (std::uint32_t card = 0; card < card_count; ++card) {
    if (const std::uint32_t price = columns.number(CardSubject::kPrice, card)) cards[card].price_minor = price - 1;
    const std::uint32_t availability = columns.number(CardSubject::kAvailability, card);
    if (availability > 0) cards[card].available = availability == 2;
    cards[card].family = columns.number(CardSubject::kFamily, card);
  }
  decoded.cards.currency = columns.column(CardSubject::kCurrency).data;
  const bool has_text = isCardText(decoded.cards.currency) &&
                        readTexts(columns, CardSubject::kTitle, card_at, cards, &Card::title) &&
                        readTexts(columns, CardSubject::kUrl, card_at, cards, &Card::url) &&
                        readTexts(columns, CardSubject::kImage, card_at, cards, &Card::image) &&
                        readNames(columns, CardSubject::kCategory, cards, &Card::category) &&
                        readNames(columns, CardSubject::kGroup, cards, &Card::group);
  if (!has_text) return bad();
  const auto copy = [](std::span<const std::uint32_t> numbers) { return std::vector(numbers.begin(), numbers.end()); };
  const TraitColumns traits = columns.traits();
  decoded.traits = {copy(traits.category), copy(traits.group), copy(traits.family), copy(traits.price)};
  return decoded;
}

}  // namespace goeswith
