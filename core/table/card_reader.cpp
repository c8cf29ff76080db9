#include "table/card_reader.h"

#include <algorithm>

#include "table/bytes_in.h"
#include "table/number_codec.h"
#include "table/range_decoder.h"

namespace goeswith {
namespace {

using format::CardKind;
using format::CardSubject;

// Which kinds a column of each subject may have, as bits: 1 << CardKind.
constexpr std::array<std::uint8_t, format::kCardSubjects> kAllowedKinds = {
    0,
    1 << 2,                    // SKU: a text each
    1 << 0 | 1 << 2,           // title
    1 << 0 | 1 << 3,           // price
    1 << 0 | 1 << 1,           // currency
    1 << 0 | 1 << 1 | 1 << 2,  // URL
    1 << 0 | 1 << 1 | 1 << 2,  // image
    1 << 0 | 1 << 4,           // category
    1 << 0 | 1 << 4,           // group
    1 << 0 | 1 << 3,           // availability
    1 << 0 | 1 << 3,           // family
};

// A list holds no more; beside it the length of a copy, modulo 2^32, is never none.
constexpr std::uint64_t kMostText = 0x7FFFFFFF;

}  // namespace

bool CardReader::read(std::span<const std::uint8_t> section, std::uint32_t count, const CardReader* base) {
  text_columns_ = 1;
  decoded_block_ = kNone;
  BytesIn in(section);
  block_shift_ = in.u8();
  const std::uint32_t run_bits = in.u8();
  const std::uint32_t head_size = in.varint();
  if (block_shift_ > format::kMaxBlockShift || run_bits > format::kMaxRunBits) return false;
  const auto runs = in.bytes((std::uint64_t{count} * run_bits + 7) / 8);
  const auto head = in.bytes(head_size);

  const std::uint32_t blocks = (count + (1u << block_shift_) - 1) >> block_shift_;
  if (!blocks_.read(in, blocks)) return false;
  if (base) {
    base_size_ = base->common_size_;
    text_.resize(base_size_);
    std::copy_n(base->text_.begin(), base_size_, text_.begin());
    models_ = base->models_;
  } else {
    BitModel::forget(models_);
  }
  most_text_ = static_cast<std::uint32_t>(std::min(base_size_ + format::mostText(section.size()), kMostText));
  return readHead(head, count, section.size()) && orderCards(runs, run_bits, count);
}

bool CardReader::readHead(std::span<const std::uint8_t> head, std::uint32_t count, std::size_t section_size) {
  RangeDecoder decoder(head);
  NumberModels models;
  BitModel::forget(models);
  std::uint32_t common = 0;
  std::uint32_t number_columns = 0;
  columns_[1].kind = CardKind::kTextEach;
  for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
    const std::uint32_t kind = codeNumber(decoder, models.data(), 0);
    if (kind > static_cast<std::uint32_t>(CardKind::kNamed) || (kAllowedKinds[subject] >> kind & 1) == 0) return false;
    Column& column = columns_[subject];
    column.kind = static_cast<CardKind>(kind);
    if (column.kind == CardKind::kTextForAll) column.first_text = common++;
    if (column.kind == CardKind::kTextEach) column.first_text = text_columns_++;
    number_columns += column.kind >= CardKind::kNumbers;
  }
  if (!format::hasRoomFor(section_size, count, number_columns)) return false;
  const std::uint32_t texts = codeNumber(decoder, models.data(), 0);
  if (!decodeTexts(decoder, models_, texts, true)) return false;
  common_size_ = text_.size();
  for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
    Column& column = columns_[subject];
    if (column.kind < CardKind::kNumbers) continue;
    if (!readNumbers(decoder, column, count)) return false;
    column.first_text = common;
    if (column.kind == CardKind::kNamed) common += column.values.size();
  }
  return common <= texts && decoder.isExhausted();
}

bool CardReader::readNumbers(RangeDecoder& decoder, Column& column, std::uint32_t count) {
  NumberModels places;
  NumberModels values;
  BitModel::forget(places);
  BitModel::forget(values);
  List<std::uint32_t>& known = column.values;
  column.numbers.resize(count);
  std::uint32_t last = 0;
  for (std::uint32_t& number : column.numbers) {
    const std::uint32_t code = codeNumber(decoder, places.data(), 0);
    if (code == 1) {
      known.add() = last = codeNumber(decoder, values.data(), 0);
      if (column.kind == CardKind::kNamed && last > format::kMaxNamed) return false;
    } else if (code > 1) {
      if (code - 2 >= known.size()) return false;
      last = known[code - 2];
    }
    number = last;
  }
  if (column.kind != CardKind::kNamed) known = List<std::uint32_t>();
  return true;
}

bool CardReader::orderCards(std::span<const std::uint8_t> runs, std::uint32_t run_bits, std::uint32_t count) {
  order_.resize(count);
  List<std::uint32_t> next;  // where each run begins, and then where its next card goes
  next.fillWithZeros(count + 1);
  // Twice over the runs, which are not worth memory of their own.
  for (int pass = 0; pass < 2; ++pass) {
    std::uint32_t bits = 0;  // fewer than kMaxRunBits + 8
    std::uint32_t bit_count = 0;
    const std::uint8_t* byte = runs.data();
    for (std::uint32_t place = 0; place < count; ++place) {
      for (; bit_count < run_bits; bit_count += 8) bits |= std::uint32_t{*byte++} << bit_count;
      const std::uint32_t run = bits & ((1u << run_bits) - 1);
      bits >>= run_bits;
      bit_count -= run_bits;
      if (run >= count) return false;
      if (pass == 0) {
        ++next[run + 1];
      } else {
        order_[next[run]++] = place;
      }
    }
    if (bits != 0) return false;
    if (pass == 0) {
      for (std::uint32_t run = 0; run < count; ++run) next[run + 1] += next[run];
    }
  }
  for (Column& column : columns_) {
    List<std::uint32_t>& numbers = column.numbers;
    if (numbers.size() == 0) continue;
    std::copy(numbers.begin(), numbers.end(), next.begin());
    for (std::uint32_t card = 0; card < count; ++card) numbers[card] = next[order_[card]];
  }
  return true;
}

std::uint32_t CardReader::cardsIn(std::uint32_t block) const {
  return std::min(count() - blockStart(block), 1u << block_shift_);
}

bool CardReader::load(std::uint32_t card) {
  const std::uint32_t place = order_[card];
  const std::uint32_t block = place >> block_shift_;
  // SKUs alone are told by those before them; other texts stand behind those of all cards.
  const std::uint32_t count = text_columns_ == 1 ? place - blockStart(block) + 1 : text_columns_ * cardsIn(block);
  return decode(block, count);
}

bool CardReader::decode(std::uint32_t block, std::uint32_t count) {
  if (decoded_block_ == block && decoded_texts_ >= count) return true;
  decoded_block_ = kNone;
  text_.resize(common_size_);
  // At once: a list that moves as it grows would leave as much behind.
  text_.reserve(most_text_);
  RangeDecoder decoder(blocks_[block]);
  texts::Models models = models_;
  const bool is_whole = count == text_columns_ * cardsIn(block);
  if (!decodeTexts(decoder, models, count, is_whole)) return false;
  if (is_whole && !decoder.isExhausted()) return false;
  decoded_block_ = block;
  decoded_texts_ = count;
  return true;
}

bool CardReader::decodeTexts(RangeDecoder& decoder, texts::Models& models, std::uint32_t count, bool is_whole) {
  texts::Step step;
  bool after_copy = false;
  while (count > 0) {
    const std::uint32_t size = text_.size();
    const char last = size > 0 ? text_[size - 1] : '\0';
    step = codeStep(decoder, models.data(), after_copy, static_cast<std::uint8_t>(last), step);
    const std::uint32_t length = after_copy ? step.length : 1;
    if (length - 1 >= most_text_ - size || (after_copy && step.distance > size)) return false;
    text_.resize(size + length);
    char* const out = text_.begin() + size;
    for (std::uint32_t k = 0; k < length; ++k) {
      // A copy goes beyond the last text only when more texts follow.
      if (count == 0) return !is_whole;
      out[k] = after_copy ? *(out + k - step.distance) : static_cast<char>(step.byte);
      count -= out[k] == '\0';
    }
  }
  return true;
}

std::string_view CardReader::textAt(std::uint32_t from, std::uint32_t number) const {
  const char* text = text_.begin() + from;
  for (; number > 0; --number) text = std::find(text, text_.end(), '\0') + 1;
  return {text, static_cast<std::size_t>(std::find(text, text_.end(), '\0') - text)};
}

bool CardReader::followSku(List<char>& sku, std::string_view coded) {
  if (coded.empty()) return false;
  const std::uint32_t shared = static_cast<std::uint8_t>(coded[0]) - 1u;
  if (shared > sku.size() || shared + coded.size() == 1) return false;
  sku.resize(shared + static_cast<std::uint32_t>(coded.size()) - 1);
  std::copy(coded.begin() + 1, coded.end(), sku.begin() + shared);
  return true;
}

// Makes `sku` the next of the block, whose coded text is at `at`, which moves on.
bool CardReader::nextSku(std::uint32_t& at, List<char>& sku) const {
  const std::string_view coded = textAt(at, 0);
  at += static_cast<std::uint32_t>(coded.size()) + 1;
  return followSku(sku, coded);
}

bool CardReader::sku(std::uint32_t card, List<char>& out) const {
  out.clear();
  std::uint32_t at = common_size_;
  const std::uint32_t last = order_[card] & ((1u << block_shift_) - 1);
  for (std::uint32_t k = 0; k <= last; ++k) {
    if (!nextSku(at, out)) return false;
  }
  return true;
}

std::uint32_t CardReader::find(std::string_view wanted, List<char>& sku) {
  // The block is the last that does not begin beyond the SKU; then the SKU is looked for in it.
  std::uint32_t begin = 0;
  std::uint32_t end = blocks_.count();
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    const bool is_last = end - begin == 1;
    const std::uint32_t count = is_last ? cardsIn(middle) : 1;
    has_failed_ |= !decode(middle, count);
    sku.clear();
    std::uint32_t at = common_size_;
    for (std::uint32_t k = 0; !has_failed_ && k < count; ++k) {
      has_failed_ |= !nextSku(at, sku);
      const int order = std::string_view(sku.begin(), sku.size()).compare(wanted);
      if (order == 0) {
        const std::uint32_t place = blockStart(middle) + k;
        return static_cast<std::uint32_t>(std::find(order_.begin(), order_.end(), place) - order_.begin());
      }
      if (k == 0 && !is_last) (order < 0 ? begin : end) = middle;
    }
    if (has_failed_ || is_last) break;
  }
  return kNone;
}

std::string_view CardReader::text(CardSubject subject, std::uint32_t card) const {
  const Column& column = this->column(subject);
  std::uint32_t from = base_size_;
  std::uint32_t number = column.first_text;
  switch (column.kind) {
    case CardKind::kTextForAll:
      break;
    case CardKind::kTextEach: {
      const std::uint32_t place = order_[card];
      const std::uint32_t block = place >> block_shift_;
      from = common_size_;
      number = number * cardsIn(block) + place - blockStart(block);
      break;
    }
    case CardKind::kNamed: {
      const std::uint32_t value = column.numbers[card];
      if (value == 0) return {};
      const List<std::uint32_t>& values = column.values;
      number += static_cast<std::uint32_t>(std::find(values.begin(), values.end(), value) - values.begin());
      break;
    }
    default:
      return {};
  }
  return textAt(from, number);
}

std::string_view CardReader::textForAll(CardSubject subject) const {
  const Column& column = this->column(subject);
  return column.kind == CardKind::kTextForAll ? textAt(base_size_, column.first_text) : std::string_view();
}

TraitColumns CardReader::traits() const {
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
