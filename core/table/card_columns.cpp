#include "table/card_columns.h"

#include <algorithm>

#include "table/bytes_in.h"

namespace goeswith {
namespace {

using format::CardEncoding;
using format::CardSubject;

// For each subject the encodings that it may have, bit by bit.
constexpr std::array<std::uint8_t, 12> kAllowedEncodings = {0, 16, 1, 4, 2, 3, 3, 8, 8, 4, 4, 4};

// What a text of the column of SKUs shares with the one before it.
std::uint32_t sharedWithBefore(std::string_view text) {
  return static_cast<std::uint8_t>(text[0]) - 1u;
}

std::string_view textFrom(std::string_view texts, std::uint32_t start) {
  BytesIn in(texts.substr(start));
  return in.terminated();
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
  const CardEncoding encoding = column.encoding;
  if (encoding == CardEncoding::kPattern) {
    return in.remaining() <= format::kMaxPattern && column.data.find('\0') == std::string_view::npos;
  }
  std::uint32_t limit = subject == CardSubject::kAvailability ? 2 : 0xFFFFFFFFu;
  List<std::uint32_t> choices;
  if (encoding == CardEncoding::kChoice) {
    limit = in.varint();
    if (limit > in.remaining()) return false;
    choices.resize(limit);
    std::uint32_t before = 0;
    for (std::uint32_t& choice : choices) {
      const std::uint32_t gap = in.varint();
      if (gap >= 0xFFFFFFFFu - before) return false;
      choice = before += gap + 1;
    }
    for (std::uint32_t left = limit; left > 0; --left) in.terminated();
  }

  if (count > in.remaining()) return false;  // each takes a byte at least
  column.numbers.resize(count);
  std::uint32_t ascii = 0;  // characters that the SKU before starts with
  for (std::uint32_t& number : column.numbers) {
    if (encoding == CardEncoding::kInteger || encoding == CardEncoding::kChoice) {
      number = in.varint();
      if (number > limit) return false;
      if (encoding == CardEncoding::kChoice && number > 0) number = choices[number - 1];
      continue;
    }
    number = static_cast<std::uint32_t>(in.offset());
    const std::string_view text = in.terminated();
    if (encoding == CardEncoding::kFrontCoded) {
      if (text.empty()) return false;
      const std::uint32_t shared = sharedWithBefore(text);
      // Beyond ASCII a reader that counts in UTF-16 would find another text.
      if (shared > ascii || shared > format::kMaxSharedPrefix || shared + text.size() == 1) return false;
      ascii = shared;
      for (std::uint32_t k = 1; k < text.size() && static_cast<std::uint8_t>(text[k]) < 0x80; ++k) ++ascii;
    }
  }
  return !in.failed() && in.atEnd();
}

bool CardColumns::orderCards(std::uint32_t count) {
  order_.resize(count);
  List<std::uint32_t> next;  // where each run begins, and then where its next card goes
  next.resize(count + 1);
  std::fill(next.begin(), next.end(), 0);
  for (std::uint32_t place = 0; place < count; ++place) {
    const std::uint32_t run = number(CardSubject::kRun, place);
    if (run >= count) return false;
    ++next[run + 1];
  }
  for (std::uint32_t run = 0; run < count; ++run) next[run + 1] += next[run];
  for (std::uint32_t place = 0; place < count; ++place) order_[next[number(CardSubject::kRun, place)]++] = place;

  for (std::size_t subject = 2; subject < static_cast<std::size_t>(CardSubject::kRun); ++subject) {
    List<std::uint32_t>& numbers = columns_[subject].numbers;
    if (numbers.size() == 0) continue;
    std::copy(numbers.begin(), numbers.end(), next.begin());
    for (std::uint32_t card = 0; card < count; ++card) numbers[card] = next[order_[card]];
  }
  return true;
}

std::string_view CardColumns::skuText(std::uint32_t place) const {
  const Column& skus = column(CardSubject::kSku);
  return textFrom(skus.data, skus.numbers[place]);
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
  std::uint32_t number = this->number(subject, card);
  if (column.encoding == CardEncoding::kText) return textFrom(column.data, number);
  // How many names come before that of the number, and where they start.
  BytesIn in(column.data);
  std::uint32_t before = 0;
  std::uint32_t choice = 0;
  for (std::uint32_t left = in.varint(); left > 0; --left) {
    choice += in.varint() + 1;
    before += choice < number;
  }
  if (number == 0) return {};
  for (; before > 0; --before) in.terminated();
  return in.terminated();
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
