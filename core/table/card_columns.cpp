#include "table/card_columns.h"

#include <algorithm>

#include "table/bytes_in.h"

namespace goeswith {
namespace {

using format::CardEncoding;
using format::CardSubject;

// For each subject the encodings that it may have, bit by bit.
constexpr std::array<std::uint8_t, 12> kAllowedEncodings = {0, 16, 1, 4, 2, 3, 3, 8, 8, 4, 4, 4};

// The text of that place. Precondition: there is one.
std::string_view textAt(std::string_view texts, std::uint32_t place) {
  BytesIn in(texts);
  while (place-- > 0) in.terminated();
  return in.terminated();
}

std::uint32_t sharedWithBefore(std::string_view text) {
  return static_cast<std::uint8_t>(text[0]) - 1u;
}

bool areTexts(BytesIn& in, std::uint32_t count) {
  while (count > 0 && !in.failed()) {
    in.terminated();
    --count;
  }
  return !in.failed();
}

bool readNumbers(BytesIn& in, std::uint32_t count, std::uint32_t limit, List<std::uint32_t>& numbers) {
  if (count > in.remaining()) return false;  // each takes a byte at least
  numbers.resize(count);
  for (std::uint32_t& number : numbers) {
    number = in.varint();
    if (number > limit) return false;
  }
  return !in.failed();
}

}  // namespace

bool CardColumns::read(std::span<const std::uint8_t> bytes, std::uint32_t count) {
  BytesIn in(bytes, 0);
  std::uint32_t last = 0;
  for (std::uint32_t left = in.u8(); left > 0; --left) {
    const std::uint32_t subject = in.u8();
    const std::uint32_t encoding = in.u8();
    BytesIn data = in.block(in.u32());
    if (in.failed() || subject <= last) return false;
    last = subject;
    if (subject >= kAllowedEncodings.size()) continue;  // of a later minor version
    if (encoding > 7 || (kAllowedEncodings[subject] >> encoding & 1) == 0) return false;
    Column& column = columns_[subject];
    column.data = data.rest();
    column.encoding = static_cast<CardEncoding>(encoding);
    if (!readColumn(static_cast<CardSubject>(subject), column, count)) return false;
  }
  // SKUs, which must be there, have an encoding of their own.
  return !in.failed() && in.atEnd() && column(CardSubject::kSku).encoding == CardEncoding::kFrontCoded &&
         orderCards(count);
}

bool CardColumns::readColumn(CardSubject subject, Column& column, std::uint32_t count) {
  BytesIn in(column.data);
  std::uint32_t limit = subject == CardSubject::kAvailability ? 2 : 0xFFFFFFFFu;
  switch (column.encoding) {
    case CardEncoding::kText:
      return areTexts(in, count) && in.atEnd();
    case CardEncoding::kFrontCoded:
      return readSkus(count);
    case CardEncoding::kPattern:
      return in.remaining() <= format::kMaxPattern && column.data.find('\0') == std::string_view::npos;
    case CardEncoding::kChoice: {
      const std::uint32_t choices = limit = in.varint();
      if (!readNumbers(in, choices, 0xFFFFFFFFu, column.choices)) return false;
      std::uint32_t before = 0;
      for (std::uint32_t& choice : column.choices) {
        if (choice >= 0xFFFFFFFFu - before) return false;
        choice = before += choice + 1;
      }
      column.names = column.data.substr(in.offset());
      if (!areTexts(in, choices)) return false;
      break;
    }
    case CardEncoding::kInteger:
      break;
  }
  if (!readNumbers(in, count, limit, column.numbers)) return false;
  if (column.encoding == CardEncoding::kChoice) {
    for (std::uint32_t& number : column.numbers) {
      if (number > 0) number = column.choices[number - 1];
    }
  }
  return in.atEnd();
}

bool CardColumns::readSkus(std::uint32_t count) {
  BytesIn in(column(CardSubject::kSku).data);
  if (count > in.remaining() / 2) return false;
  sku_starts_.resize(count);
  std::uint32_t ascii = 0;  // characters that the text before starts with
  for (std::uint32_t& start : sku_starts_) {
    start = static_cast<std::uint32_t>(in.offset());
    const std::string_view text = in.terminated();
    if (text.empty()) return false;
    const std::uint32_t shared = sharedWithBefore(text);
    // Beyond ASCII a reader that counts in UTF-16 would find another text.
    if (shared > ascii || shared > format::kMaxSharedPrefix) return false;
    if (shared + text.size() == 1) return false;
    ascii = shared;
    for (std::uint32_t k = 1; k < text.size() && static_cast<std::uint8_t>(text[k]) < 0x80; ++k) ++ascii;
  }
  return in.atEnd();
}

bool CardColumns::orderCards(std::uint32_t count) {
  const List<std::uint32_t>& runs = column(CardSubject::kRun).numbers;
  order_.resize(count);
  if (runs.size() == 0) {
    for (std::uint32_t place = 0; place < count; ++place) order_[place] = place;
    return true;
  }
  List<std::uint32_t> next;  // where each run begins, and then where its next card goes
  next.resize(count + 1);
  std::fill(next.begin(), next.end(), 0);
  for (const std::uint32_t run : runs) {
    if (run >= count) return false;
    ++next[run + 1];
  }
  for (std::uint32_t run = 0; run < count; ++run) next[run + 1] += next[run];
  for (std::uint32_t place = 0; place < count; ++place) order_[next[runs[place]]++] = place;

  for (Column& column : columns_) {
    if (column.numbers.size() == 0) continue;
    List<std::uint32_t>& by_card = next;
    by_card.resize(count);
    for (std::uint32_t card = 0; card < count; ++card) by_card[card] = column.numbers[order_[card]];
    std::copy(by_card.begin(), by_card.end(), column.numbers.begin());
  }
  return true;
}

// One more than how much the text of that place shares with the one before, and the rest.
std::string_view CardColumns::skuText(std::uint32_t place) const {
  BytesIn in(column(CardSubject::kSku).data.substr(sku_starts_[place]));
  return in.terminated();
}

std::uint32_t CardColumns::find(std::string_view sku) const {
  std::uint32_t matched = 0;
  for (std::uint32_t place = 0; place < count(); ++place) {
    const std::string_view text = skuText(place);
    // A text that shares more with the one before it than that one with the SKU differs where that one did.
    const std::uint32_t shared = sharedWithBefore(text);
    if (shared > matched) continue;
    std::uint32_t at = 1;
    for (matched = shared; at < text.size() && matched < sku.size() && text[at] == sku[matched]; ++at) ++matched;
    if (at == text.size() && matched == sku.size()) {
      return static_cast<std::uint32_t>(std::find(order_.begin(), order_.end(), place) - order_.begin());
    }
  }
  return kNone;
}

void CardColumns::sku(std::uint32_t card, List<char>& out) const {
  std::uint32_t place = order_[card];
  std::string_view text = skuText(place);
  std::uint32_t missing = sharedWithBefore(text);
  out.resize(missing + static_cast<std::uint32_t>(text.size()) - 1);
  std::copy(text.begin() + 1, text.end(), out.begin() + missing);
  // What is missing at the start stands in texts before.
  while (missing > 0) {
    text = skuText(--place);
    const std::uint32_t shared = sharedWithBefore(text);
    if (shared >= missing) continue;
    std::copy_n(text.begin() + 1, missing - shared, out.begin() + shared);
    missing = shared;
  }
}

std::string_view CardColumns::text(CardSubject subject, std::uint32_t card) const {
  const Column& column = this->column(subject);
  if (column.encoding == CardEncoding::kPattern) return column.data;
  if (column.encoding == CardEncoding::kText) return column.data.empty() ? column.data : textAt(column.data, order_[card]);
  const std::uint32_t number = this->number(subject, card);
  if (number == 0) return {};
  const std::uint32_t* choice = std::find(column.choices.begin(), column.choices.end(), number);
  return textAt(column.names, static_cast<std::uint32_t>(choice - column.choices.begin()));
}

TraitColumns CardColumns::traits() const {
  const auto numbers = [this](CardSubject subject) -> std::span<const std::uint32_t> {
    return {column(subject).numbers.begin(), column(subject).numbers.size()};
  };
  TraitColumns traits;
  traits.category = numbers(CardSubject::kCategory);
  traits.group = numbers(CardSubject::kGroup);
  traits.family = numbers(CardSubject::kFamily);
  traits.price = numbers(CardSubject::kPrice);
  return traits;
}

}  // namespace goeswith
