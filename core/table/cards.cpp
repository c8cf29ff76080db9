#include "table/cards.h"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "table/bytes_in.h"
#include "table/bytes_out.h"
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
  explicit ColumnWriter(const std::vector<Card>& cards) : cards_(cards) {}

  void text(CardSubject subject, std::string Card::*field) {
    if (std::all_of(cards_.begin(), cards_.end(), [&](const Card& card) { return (card.*field).empty(); })) return;
    std::vector<std::uint8_t> data;
    for (const Card& card : cards_) {
      appendText(data, card.*field);
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

  // `numbers` says for each card which of the distinct values of `field` it has, from 1, in the order of their first
  // use; 0 for none.
  void choice(CardSubject subject, std::string Card::*field, std::span<const std::uint32_t> numbers) {
    if (numbers.empty()) return;
    std::vector<std::uint8_t> names;
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] <= count) continue;
      ++count;
      appendText(names, cards_[i].*field);
      names.push_back(0);
    }
    std::vector<std::uint8_t> data;
    appendVarint(data, count);
    data.insert(data.end(), names.begin(), names.end());
    for (const std::uint32_t number : numbers) appendVarint(data, number);
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
    const std::string encoded = expandPattern(kPlaceholder, cards_[0].sku);
    const std::string& first = cards_[0].*field;
    const std::size_t at = first.rfind(encoded);
    if (at == std::string::npos) return {};
    std::string pattern = first;
    pattern.replace(at, encoded.size(), kPlaceholder);
    const bool fits = std::all_of(cards_.begin(), cards_.end(),
                                  [&](const Card& card) { return expandPattern(pattern, card.sku) == card.*field; });
    return fits ? std::optional(pattern) : std::nullopt;
  }

  void append(CardSubject subject, CardEncoding encoding, const std::vector<std::uint8_t>& data) {
    ++count_;
    out_.push_back(static_cast<std::uint8_t>(subject));
    out_.push_back(static_cast<std::uint8_t>(encoding));
    appendU32(out_, data.size());
    out_.insert(out_.end(), data.begin(), data.end());
  }

  const std::vector<Card>& cards_;
  std::vector<std::uint8_t> out_ = {0};
  std::uint8_t count_ = 0;
};

bool readText(CardEncoding encoding, BytesIn& data, std::vector<Card>& cards, std::string Card::*field) {
  if (encoding == CardEncoding::kText) {
    for (Card& card : cards) card.*field = data.terminatedText();
    return true;
  }
  if (encoding == CardEncoding::kPattern) {
    const std::string_view pattern = data.restAsText();
    // SKUs come first in the file, so they are known here; repeated long patterns are what a bound is needed for.
    if (pattern.size() > 4096) return false;
    for (Card& card : cards) card.*field = expandPattern(pattern, card.sku);
    return true;
  }
  return false;
}

bool readChoice(CardEncoding encoding, BytesIn& data, std::vector<Card>& cards, std::string Card::*field,
                std::vector<std::uint32_t>& numbers) {
  if (encoding != CardEncoding::kChoice) return false;
  const std::uint32_t count = data.varint();
  if (count > data.remaining()) return false;
  std::vector<std::string_view> values(count);
  for (std::string_view& value : values) value = data.terminatedText();
  numbers.resize(cards.size());
  for (std::size_t i = 0; i < cards.size(); ++i) {
    numbers[i] = data.varint();
    if (numbers[i] > count) return false;
    if (numbers[i] > 0) cards[i].*field = values[numbers[i] - 1];
  }
  return true;
}

bool readIntegers(CardEncoding encoding, BytesIn& data, std::size_t count, std::vector<std::uint32_t>& numbers) {
  if (encoding != CardEncoding::kInteger) return false;
  numbers.resize(count);
  for (std::uint32_t& number : numbers) number = data.varint();
  return true;
}

bool readColumn(CardSubject subject, CardEncoding encoding, BytesIn& data, DecodedCards& decoded) {
  std::vector<Card>& cards = decoded.cards.items;
  ItemTraits& traits = decoded.traits;
  switch (subject) {
    case CardSubject::kSku:
      return encoding == CardEncoding::kText && readText(encoding, data, cards, &Card::sku);
    case CardSubject::kTitle:
      return encoding == CardEncoding::kText && readText(encoding, data, cards, &Card::title);
    case CardSubject::kPrice:
      if (!readIntegers(encoding, data, cards.size(), traits.price)) return false;
      for (std::size_t i = 0; i < cards.size(); ++i) {
        if (traits.price[i] > 0) cards[i].price_minor = traits.price[i] - 1;
      }
      return true;
    case CardSubject::kCurrency:
      if (encoding != CardEncoding::kPattern) return false;
      decoded.cards.currency = data.restAsText();
      return true;
    case CardSubject::kUrl:
      return readText(encoding, data, cards, &Card::url);
    case CardSubject::kImage:
      return readText(encoding, data, cards, &Card::image);
    case CardSubject::kCategory:
      return readChoice(encoding, data, cards, &Card::category, traits.category);
    case CardSubject::kGroup:
      return readChoice(encoding, data, cards, &Card::group, traits.group);
    case CardSubject::kAvailability: {
      std::vector<std::uint32_t> numbers;
      if (!readIntegers(encoding, data, cards.size(), numbers)) return false;
      for (std::size_t i = 0; i < cards.size(); ++i) {
        if (numbers[i] > 2) return false;
        if (numbers[i] > 0) cards[i].available = numbers[i] == 2;
      }
      return true;
    }
    case CardSubject::kFamily:
      if (!readIntegers(encoding, data, cards.size(), traits.family)) return false;
      for (std::size_t i = 0; i < cards.size(); ++i) cards[i].family = traits.family[i];
      return true;
  }
  data.block(data.remaining());  // a subject of a later minor version
  return true;
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
  const ItemTraits traits = makeTraits(cards);
  ColumnWriter columns(cards.items);
  columns.text(CardSubject::kSku, &Card::sku);
  columns.text(CardSubject::kTitle, &Card::title);
  columns.integer(CardSubject::kPrice, traits.price);
  columns.constant(CardSubject::kCurrency, cards.currency);
  columns.textOrPattern(CardSubject::kUrl, &Card::url);
  columns.textOrPattern(CardSubject::kImage, &Card::image);
  columns.choice(CardSubject::kCategory, &Card::category, traits.category);
  columns.choice(CardSubject::kGroup, &Card::group, traits.group);
  std::vector<std::uint32_t> availability;
  for (const Card& card : cards.items) availability.push_back(card.available ? 1 + *card.available : 0);
  columns.integer(CardSubject::kAvailability, availability);
  columns.integer(CardSubject::kFamily, traits.family);
  const std::vector<std::uint8_t> raw = std::move(columns).finish();
  const std::vector<std::uint8_t> deflated = deflateRaw(raw);
  std::vector<std::uint8_t> section;
  appendU32(section, raw.size());
  section.insert(section.end(), deflated.begin(), deflated.end());
  return section;
}

tl::expected<DecodedCards, TableError> decodeCards(std::span<const std::uint8_t> section, std::uint32_t item_count) {
  const auto bad = [](std::size_t offset) {
    return tl::unexpected(TableError{TableErrorCode::kBadCards, static_cast<std::uint32_t>(offset)});
  };
  BytesIn header(section, 0);
  const std::uint32_t raw_size = header.u32();
  if (header.failed() || raw_size > format::kMaxInflation * section.size() + format::kInflationAllowance) return bad(0);
  const auto raw = inflateRaw(section.subspan(format::kCardsHeaderSize), raw_size);
  if (!raw) return bad(0);

  BytesIn reader(*raw, 0);
  // Every item has at least the NUL byte of its SKU: a bound before anything is allocated by it.
  if (item_count > raw_size) return bad(0);
  DecodedCards decoded;
  decoded.cards.items.resize(item_count);
  const std::uint32_t column_count = reader.u8();
  int previous_subject = 0;
  for (std::uint32_t c = 0; c < column_count; ++c) {
    const std::size_t start = reader.offset();
    const std::uint8_t subject = reader.u8();
    const auto encoding = static_cast<CardEncoding>(reader.u8());
    BytesIn data = reader.block(reader.u32());
    if (reader.failed() || subject <= previous_subject) return bad(start);
    previous_subject = subject;
    if (!readColumn(static_cast<CardSubject>(subject), encoding, data, decoded)) return bad(data.offset());
    if (data.failed() || !data.atEnd()) return bad(data.offset());
  }
  if (reader.failed() || !reader.atEnd()) return bad(reader.offset());
  std::unordered_set<std::string_view> skus;
  for (const Card& card : decoded.cards.items) {
    if (card.sku.empty() || !skus.insert(card.sku).second) return bad(0);
  }
  return decoded;
}

}  // namespace goeswith
