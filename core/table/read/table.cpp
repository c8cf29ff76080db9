#include "table/read/table.h"

#include <algorithm>
#include <cstring>

#include "table/code/checksum.h"
#include "table/code/text_reader.h"

namespace goeswith {

using format::readU32;

tl::expected<Table, TableError> Table::open(std::span<const std::uint8_t> bytes, const Table* base) {
  Table table;
  if (const TableErrorCode code = table.read(bytes, base); code != TableErrorCode::kNone) {
    return tl::unexpected(TableError{code, offsetOf(code)});
  }
  return table;
}

TableErrorCode Table::read(std::span<const std::uint8_t> bytes, const Table* base) {
  using enum TableErrorCode;
  if (bytes.size() < format::kHeaderSize || !std::equal(format::kMagic.begin(), format::kMagic.end(), bytes.begin())) {
    return kNotATable;
  }
  if (readU32(&bytes[format::kVersionOffset]) != format::kVersion) return kUnsupportedVersion;
  if (readU32(&bytes[format::kSizeOffset]) != bytes.size()) return kWrongSize;
  if (checksumOf(bytes.subspan(format::kChecksummedFrom)) != readU32(&bytes[format::kChecksumOffset])) {
    return kChecksumMismatch;
  }
  generation_ = readU32(&bytes[format::kGenerationOffset]);
  HeadReader head(bytes.subspan(format::kHeaderSize));
  item_count_ = head.number(HeadReader::kCounts) & format::kMaxItems;
  edge_count_ = head.number(HeadReader::kCounts);
  if (isShard()) {
    readPart(head);
  } else {
    row_count_ = card_count_ = head.entries(item_count_);
  }
  for (auto& section : sections_) section = head.bytes(head.number(HeadReader::kCounts));
  bias_unit_ = head.number(HeadReader::kCounts) & 0xFFFF;
  if (bias_unit_ != 0) biases_ = head.bytes(card_count_);
  readRules(head);
  readCalibration(head);
  if (!head.isSound()) return kBadHead;
  return readRows(base);
}

std::uint32_t Table::placeIn(const List<std::uint32_t>& items, std::uint32_t item) const {
  if (!isShard()) return item < item_count_ ? item : kNone;
  std::uint32_t begin = 0;
  std::uint32_t end = items.size();
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    if (items[middle] == item) return middle;
    if (items[middle] < item) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return kNone;
}

void Table::readPart(HeadReader& head) {
  card_count_ = head.entries(head.number(HeadReader::kCounts));
  card_items_.resize(card_count_);
  row_items_.resize(card_count_);
  row_count_ = 0;
  std::uint32_t next = 0;
  for (std::uint32_t& item : card_items_) {
    const std::uint32_t code = head.number(HeadReader::kSteps);
    item = next + (code >> 1);
    head.require(item >= next && item < item_count_);
    if ((code & 1) != 0) row_items_[row_count_++] = item;
    next = item + 1;
  }
  row_items_.resize(row_count_);
}

void Table::readRules(HeadReader& head) {
  for (std::uint32_t& limit : limits_) limit = head.number(HeadReader::kCounts);
  for (std::uint32_t list = 0; list < kPairLists; ++list) {
    std::uint32_t from = 0;
    for (std::uint32_t left = head.entries(head.number(HeadReader::kCounts)); left > 0; --left) {
      from += head.number(HeadReader::kSteps);
      const std::uint32_t to = head.number(HeadReader::kValues);
      head.require(std::max(from, to) <= format::kMaxNamed);
      rule_pairs_.add() = {static_cast<PairListNumber>(list), {from, to}};
    }
  }
}

void Table::readCalibration(HeadReader& head) {
  Knot knot{};
  for (std::uint32_t left = head.number(HeadReader::kCounts) & format::kMaxKnots; left > 0; --left) {
    const std::uint32_t step = head.number(HeadReader::kCounts);
    if (step > 0) knot = {knot.min_cart + step, 0, 0};
    knot.score += head.number(HeadReader::kSteps);
    knot.attach_rate = static_cast<std::uint16_t>(knot.attach_rate + head.number(HeadReader::kValues));
    knots_.add() = knot;
  }
}

TableErrorCode Table::readRows(const Table* base) {
  using enum TableErrorCode;
  HeadReader head(section(format::kRows));
  levels_ = (head.number(HeadReader::kCounts) & 255) + 1;
  block_shift_ = head.number(HeadReader::kCounts) & format::kMaxBlockShift;
  stands_on_base_ = head.number(HeadReader::kCounts) == 0;
  if (stands_on_base_ != (base != nullptr)) return kOtherGeneration;
  if (base) {
    if (!isBeside(*base)) return kOtherGeneration;
    priors_ = base->priors_;
  } else {
    texts::Models models;
    BitModel::forget(models);
    if (!decodeTexts(head.decoder(), models.data(), priors_text_, sizeof *priors_ + 1, 1, true) ||
        priors_text_.size() <= sizeof *priors_) {
      return kBadRows;
    }
    priors_ = reinterpret_cast<const rows::Priors*>(priors_text_.begin());
  }
  blocks_.read(head, head.entries((row_count_ + blockRows() - 1) >> block_shift_));
  return head.isSound() ? kNone : kBadRows;
}

std::uint32_t Table::attachRate(std::uint32_t cart_size, std::int32_t score) const {
  std::uint32_t rate = 0;
  for (const Knot& knot : knots_) {
    if (knot.min_cart <= cart_size && static_cast<std::int32_t>(knot.score) <= score) rate = knot.attach_rate;
  }
  return rate;
}

}  // namespace goeswith
