#include "table/table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "table/bytes_in.h"

namespace goeswith {
namespace {

using format::readU16;
using format::readU32;

tl::unexpected<TableError> fail(TableErrorCode code, std::uint64_t offset) {
  return tl::unexpected(TableError{code, static_cast<std::uint32_t>(offset)});
}

}  // namespace

std::uint32_t PairList::firstFrom(std::uint32_t wanted) const {
  std::uint32_t begin = 0;
  std::uint32_t end = size();
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    if (from(middle) < wanted) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

tl::expected<Table, TableError> Table::open(std::span<const std::uint8_t> bytes, const Table* base) {
  Table table;
  if (const auto read = table.read(bytes, base); !read) return tl::unexpected(read.error());
  return table;
}

tl::expected<void, TableError> Table::read(std::span<const std::uint8_t> bytes, const Table* base) {
  using enum TableErrorCode;
  if (bytes.size() < format::kHeaderSize) return fail(kTruncated, bytes.size());
  if (!std::equal(format::kMagic.begin(), format::kMagic.end(), bytes.begin())) return fail(kNotATable, 0);
  if (readU32(&bytes[format::kVersionOffset]) != format::kVersion) {
    return fail(kUnsupportedVersion, format::kVersionOffset);
  }
  const std::uint32_t size = readU32(&bytes[format::kSizeOffset]);
  if (bytes.size() < size) return fail(kTruncated, bytes.size());
  if (bytes.size() > size) return fail(kTrailingBytes, size);
  const std::uint32_t checksum =
      XXH32(bytes.data() + format::kChecksummedFrom, bytes.size() - format::kChecksummedFrom, 0);
  if (checksum != readU32(&bytes[format::kChecksumOffset])) return fail(kChecksumMismatch, format::kChecksumOffset);

  item_count_ = row_count_ = card_count_ = readU32(&bytes[format::kItemsOffset]);
  edge_count_ = readU32(&bytes[format::kEdgesOffset]);
  if (item_count_ > format::kMaxItems) return fail(kLimitExceeded, format::kItemsOffset);
  const std::uint32_t sections = section_count_ = readU32(&bytes[format::kSectionsOffset]);
  if (sections == 0 || sections > format::kMaxSections) return fail(kLimitExceeded, format::kSectionsOffset);

  std::uint32_t expected_offset = format::kHeaderSize + format::kDirectoryEntrySize * sections;
  if (expected_offset > size) return fail(kBadDirectory, format::kSectionsOffset);
  struct KnownSection {
    std::uint32_t tag;
    std::span<const std::uint8_t> Table::*section;
  };
  static constexpr KnownSection kSections[] = {
      {format::kRowsTag, &Table::rows_},
      {format::kPartTag, &Table::part_},
      {format::kCardsTag, &Table::cards_},
      {format::kInfoTag, &Table::info_},
      {format::kSupportTag, &Table::support_},
      {format::kBiasTag, &Table::biases_},
      {format::kRulesTag, &Table::rules_},
      {format::kCalibrationTag, &Table::calibration_},
  };
  std::uint32_t last_tag = 0;
  for (std::uint32_t s = 0; s < sections; ++s) {
    const std::uint32_t at = format::kHeaderSize + format::kDirectoryEntrySize * s;
    const std::uint32_t section_tag = readU32(&bytes[at]);
    const std::uint32_t offset = readU32(&bytes[at + 4]);
    const std::uint32_t length = readU32(&bytes[at + 8]);
    if (offset != expected_offset || length > size - offset) return fail(kBadDirectory, at);
    expected_offset += length;
    if (section_tag <= last_tag) return fail(kBadDirectory, at);
    last_tag = section_tag;
    const auto section = bytes.first(expected_offset).subspan(offset);
    const auto* const known = std::find_if(std::begin(kSections), std::end(kSections),
                                           [section_tag](const auto& each) { return each.tag == section_tag; });
    if (known != std::end(kSections)) {
      this->*known->section = section;
    } else if (!format::isSkippable(section_tag)) {
      return fail(kUnknownSection, at);
    }
  }
  if (expected_offset != size) return fail(kBadDirectory, format::kHeaderSize);
  // A section that is there has an address even when it has no bytes.
  if (!rows_.data() || !cards_.data()) return fail(kMissingSection, format::kHeaderSize);
  const auto offsetOf = [bytes](std::span<const std::uint8_t> section) {
    return static_cast<std::uint32_t>(section.data() - bytes.data());
  };
  if (part_.data()) {
    if (auto read = readPart(offsetOf(part_)); !read) return read;
  }
  if (biases_.data()) {
    if (auto read = readBiases(offsetOf(biases_)); !read) return read;
  }
  if (rules_.data()) {
    if (auto read = readRules(offsetOf(rules_)); !read) return read;
  }
  if (calibration_.data()) {
    if (auto read = readCalibration(offsetOf(calibration_)); !read) return read;
  }
  return readRows(offsetOf(rows_), base);
}

bool Table::isBeside(const Table& other) const {
  const std::span<const std::uint8_t> mine = generation();
  return isShard() && other.isShard() && item_count_ == other.item_count_ &&
         std::equal(mine.begin(), mine.end(), other.generation().begin());
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

tl::expected<void, TableError> Table::readPart(std::uint32_t offset) {
  using enum TableErrorCode;
  if (part_.size() < format::kPartHeaderSize || part_[format::kPartBaseOffset] > 1) return fail(kBadPart, offset);
  BytesIn in(part_.subspan(format::kPartHeaderSize));
  const auto place = [&] { return offset + part_.size() - in.remaining(); };
  List<std::uint32_t>* const lists[] = {&row_items_, &card_items_};
  for (std::uint32_t list = 0; list < 2; ++list) {
    // Every item takes a byte at least.
    const std::uint32_t count = readU32(&part_[format::kGenerationSize + 4 * list]);
    if (count > in.remaining()) return fail(kBadPart, place());
    lists[list]->resize(count);
    std::uint32_t next = 0;
    for (std::uint32_t& item : *lists[list]) {
      const std::uint32_t gap = in.varint();
      if (in.failed() || gap >= item_count_ - next) return fail(kBadPart, place());
      item = next + gap;
      next = item + 1;
    }
  }
  if (in.remaining() > 0) return fail(kBadPart, place());
  row_count_ = row_items_.size();
  card_count_ = card_items_.size();
  for (const std::uint32_t item : row_items_) {
    if (cardOf(item) == kNone) return fail(kBadPart, offset);
  }
  return {};
}

tl::expected<void, TableError> Table::readRows(std::uint32_t offset, const Table* base) {
  using enum TableErrorCode;
  if (rows_.size() < format::kRowsHeaderSize) return fail(kBadRows, offset);
  levels_ = rows_[0];
  block_shift_ = rows_[1];
  BytesIn in(rows_.subspan(format::kRowsHeaderSize));
  const std::span<const std::uint8_t> priors = in.bytes(readU16(&rows_[2]));
  if (levels_ == 0 || block_shift_ > format::kMaxBlockShift || in.failed()) return fail(kBadRows, offset);
  if (standsOnBase()) {
    if (!base || !priors.empty()) return fail(kBadRows, offset);
    if (!isBeside(*base)) return fail(kOtherGeneration, offset);
    priors_ = base->priors_;
  } else {
    RangeDecoder decoder(priors);
    rows::codePriors(decoder, priors_);
    if (!decoder.isExhausted()) return fail(kBadRows, offset);
  }
  const std::uint32_t blocks = (rowCount() + blockRows() - 1) >> block_shift_;
  if (!blocks_.read(in, blocks)) return fail(kBadRows, offset + rows_.size() - in.remaining());
  return {};
}

tl::expected<void, TableError> Table::readBiases(std::uint32_t offset) {
  using enum TableErrorCode;
  if (biases_.size() != std::size_t{format::kBiasHeaderSize} + cardCount()) return fail(kBadBias, offset);
  const std::uint32_t unit = readU32(biases_.data());
  if (unit > format::kMaxBiasUnit) return fail(kBadBias, offset);
  for (std::uint32_t card = 0; card < cardCount(); ++card) {
    if (biases_[format::kBiasHeaderSize + card] == 0x80) return fail(kBadBias, offset + format::kBiasHeaderSize + card);
  }
  return {};
}

tl::expected<void, TableError> Table::readRules(std::uint32_t offset) {
  using enum TableErrorCode;
  if (rules_.size() < format::kRulesHeaderSize) return fail(kBadRules, offset);
  for (std::uint32_t at = 9; at < 12; ++at) {
    if (rules_[at] != 0) return fail(kReservedBitsSet, offset + at);
  }
  std::uint32_t at = format::kRulesHeaderSize;
  for (std::uint32_t list = 0; list < pair_lists_.size(); ++list) {
    const std::uint32_t count = readU32(&rules_[12 + 4 * list]);
    if (count > (rules_.size() - at) / format::kPairSize) return fail(kBadRules, offset + 12 + 4 * list);
    // Categories are numbered from 1.
    const std::uint32_t first = list == 0 ? 1 : 0;
    const std::uint32_t numbers = list == 0 ? format::kMaxNamed : item_count_;
    PairList& pairs = pair_lists_[list];
    pairs = PairList(rules_.first(at + count * format::kPairSize).subspan(at));
    std::uint64_t least = 0;
    for (std::uint32_t k = 0; k < count; ++k, at += format::kPairSize) {
      const NumberPair pair = pairs[k];
      const std::uint64_t place = std::uint64_t{pair.from} << 32 | pair.to;
      if (pair.from - first >= numbers || pair.to - first >= numbers || place < least) {
        return fail(kBadRules, offset + at);
      }
      least = place + 1;
    }
  }
  const std::uint32_t count = readU32(&rules_[24]);
  if (count != (rules_.size() - at) / 4 || (rules_.size() - at) % 4 != 0) return fail(kBadRules, offset + 24);
  dearer_categories_ = rules_.subspan(at);
  std::uint32_t previous = 0;
  for (std::uint32_t k = 0; k < count; ++k) {
    const std::uint32_t category = dearerCategory(k);
    if (category <= previous || category > format::kMaxNamed) return fail(kBadRules, offset + at + 4 * k);
    previous = category;
  }
  return {};
}

tl::expected<void, TableError> Table::readCalibration(std::uint32_t offset) {
  using enum TableErrorCode;
  const std::uint32_t classes = calibration_.empty() ? 0 : calibration_[0];
  if (classes == 0 || classes > format::kMaxCalibrationClasses) return fail(kBadCalibration, offset);
  std::uint32_t at = 1;
  std::uint32_t previous_cart = 0;
  for (std::uint32_t c = 0; c < classes; ++c) {
    if (calibration_.size() - at < format::kCalibrationClassSize) return fail(kBadCalibration, offset + at);
    const std::uint32_t cart = readU16(&calibration_[at]);
    const std::uint32_t knots = calibration_[at + 2];
    at += format::kCalibrationClassSize;
    const bool is_ascending = c == 0 ? cart == 1 : cart > previous_cart;
    if (!is_ascending || knots == 0 || knots > (calibration_.size() - at) / format::kKnotSize) {
      return fail(kBadCalibration, offset + at);
    }
    previous_cart = cart;
    std::int32_t previous_score = -1;
    std::uint32_t previous_rate = 0;
    for (std::uint32_t k = 0; k < knots; ++k, at += format::kKnotSize) {
      const auto score = static_cast<std::int32_t>(readU32(&calibration_[at]));
      const std::uint32_t rate = readU16(&calibration_[at + 4]);
      if (score <= previous_score || rate < previous_rate) return fail(kBadCalibration, offset + at);
      previous_score = score;
      previous_rate = rate;
    }
  }
  if (at != calibration_.size()) return fail(kBadCalibration, offset + at);
  return {};
}

std::uint32_t Table::attachRate(std::size_t cart_size, std::int32_t score) const {
  std::uint32_t rate = 0;
  // Places and not addresses: a table without calibration has none.
  std::size_t at = 1;
  while (at < calibration_.size() && readU16(&calibration_[at]) <= cart_size) {
    rate = 0;
    std::uint32_t knots = calibration_[at + 2];
    for (at += format::kCalibrationClassSize; knots > 0; --knots, at += format::kKnotSize) {
      if (static_cast<std::int32_t>(readU32(&calibration_[at])) <= score) rate = readU16(&calibration_[at + 4]);
    }
  }
  return rate;
}

}  // namespace goeswith
