#include "table/read/card_reader.h"

#include <algorithm>

#include "table/code/head_reader.h"
#include "table/code/range_decoder.h"
#include "table/code/text_reader.h"

namespace goeswith {

using format::CardSubject;

namespace {

// Which kinds a column of each subject from 2 on may have, as bits: 1 << CardKind.
constexpr std::array<std::uint8_t, format::kCardSubjects> kAllowedKinds = {
    0,
    0,
    1 << format::kNothing | 1 << format::kTextEach,                             // title
    1 << format::kNothing | 1 << format::kNumbers,                              // price
    1 << format::kNothing | 1 << format::kTextForAll,                           // currency
    1 << format::kNothing | 1 << format::kTextForAll | 1 << format::kTextEach,  // URL
    1 << format::kNothing | 1 << format::kTextForAll | 1 << format::kTextEach,  // image
    1 << format::kNothing | 1 << format::kNamed,                                // category
    1 << format::kNothing | 1 << format::kNamed,                                // group
    1 << format::kNothing | 1 << format::kNumbers,                              // availability
    1 << format::kNothing | 1 << format::kNumbers,                              // family
};

}  // namespace

bool CardReader::read(std::span<const std::uint8_t> section, std::uint32_t count, const CardReader* base) {
  HeadReader head(section);
  block_shift_ = head.number(HeadReader::kCounts) & format::kMaxBlockShift;
  const std::uint32_t run_bits = head.number(HeadReader::kCounts);
  if (run_bits > format::kMaxRunBits || head.entries(count) < count) return false;
  text_columns_ = 1;
  std::uint32_t common = 0;
  for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
    Column& column = columns_[subject];
    column.kind = head.number(HeadReader::kCounts);
    head.require(column.kind < format::kKinds && (kAllowedKinds[subject] >> column.kind & 1) != 0);
    if (column.kind == format::kTextForAll) column.first_text = common++;
    if (column.kind == format::kTextEach) column.first_text = text_columns_++;
  }
  models_.resize(texts::kModels);
  if (base) {
    base_size_ = base->common_size_;
    text_.resize(base_size_);
    std::copy_n(base->text_.begin(), base_size_, text_.begin());
    std::copy_n(base->models_.begin(), texts::kModels, models_.begin());
  } else {
    for (BitModel& model : models_) model = BitModel::unknown();
  }
  most_text_ = base_size_ + format::mostText(section.size());
  const std::uint32_t texts = head.number(HeadReader::kCounts);
  if (!decodeTexts(head.decoder(), models_.begin(), text_, most_text_, texts, true)) return false;
  common_size_ = text_.size();
  decoded_block_ = kNone;
  for (Column& column : columns_) {
    if (column.kind < format::kNumbers) continue;
    if (!readNumbers(head, column, count)) return false;
    column.first_text = common;
    if (column.kind == format::kNamed) common += column.values.size();
  }
  const auto runs = head.bytes((count * run_bits + 7) / 8);
  blocks_.read(head, (count + cardsPerBlock() - 1) >> block_shift_);
  return common <= texts && head.isSound() && orderCards(runs.data(), run_bits, count);
}

bool CardReader::readNumbers(HeadReader& head, Column& column, std::uint32_t count) {
  if (head.entries(count) < count) return false;
  head.forget();
  List<std::uint32_t>& known = column.values;
  column.numbers.resize(count);
  std::uint32_t last = 0;
  for (std::uint32_t& number : column.numbers) {
    const std::uint32_t code = head.number(HeadReader::kSteps);
    if (code == 1) {
      known.add() = last = head.number(HeadReader::kValues);
      head.require(column.kind != format::kNamed || last <= format::kMaxNamed);
    } else if (code > 1) {
      if (code - 2 >= known.size()) return false;
      last = known[code - 2];
    }
    number = last;
  }
  return true;
}

bool CardReader::orderCards(const std::uint8_t* byte, std::uint32_t run_bits, std::uint32_t count) {
  List<std::uint32_t> runs;  // of each place
  List<std::uint32_t> next;  // where each run begins, and then where its next card goes
  runs.resize(count);
  next.fillWithZeros(count + 1);
  std::uint32_t bits = 0;  // fewer than kMaxRunBits + 8
  std::uint32_t bit_count = 0;
  for (std::uint32_t& run : runs) {
    for (; bit_count < run_bits; bit_count += 8) bits |= std::uint32_t{*byte++} << bit_count;
    run = bits & ((1u << run_bits) - 1);
    bits >>= run_bits;
    bit_count -= run_bits;
    if (run >= count) return false;
    ++next[run + 1];
  }
  for (std::uint32_t run = 0; run < count; ++run) next[run + 1] += next[run];
  order_.resize(count);
  for (std::uint32_t place = 0; place < count; ++place) order_[next[runs[place]]++] = place;
  for (Column& column : columns_) {
    List<std::uint32_t>& numbers = column.numbers;
    if (numbers.size() == 0) continue;
    std::copy(numbers.begin(), numbers.end(), runs.begin());
    for (std::uint32_t card = 0; card < count; ++card) numbers[card] = runs[order_[card]];
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
  texts::Models models;
  std::copy_n(models_.begin(), texts::kModels, models.begin());
  const bool is_whole = count == text_columns_ * cardsIn(block);
  if (!decodeTexts(decoder, models.data(), text_, most_text_, count, is_whole)) return false;
  if (is_whole && !decoder.isExhausted()) return false;
  decoded_block_ = block;
  decoded_texts_ = count;
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
    case format::kTextForAll:
      break;
    case format::kTextEach: {
      const std::uint32_t place = order_[card];
      const std::uint32_t block = place >> block_shift_;
      from = common_size_;
      number = number * cardsIn(block) + place - blockStart(block);
      break;
    }
    case format::kNamed: {
      const std::uint32_t value = this->number(subject, card);
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
  return column.kind == format::kTextForAll ? textAt(base_size_, column.first_text) : std::string_view();
}

TraitColumns CardReader::traits() const {
  TraitColumns traits;
  traits.category = column(CardSubject::kCategory).numbers.begin();
  traits.group = column(CardSubject::kGroup).numbers.begin();
  traits.family = column(CardSubject::kFamily).numbers.begin();
  traits.price = column(CardSubject::kPrice).numbers.begin();
  return traits;
}

}  // namespace goeswith
