#include "table/table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace goeswith {
namespace {

using format::readU16;
using format::readU32;

tl::unexpected<TableError> fail(TableErrorCode code, std::uint64_t offset) {
  return tl::unexpected(TableError{code, static_cast<std::uint32_t>(offset)});
}

// A varint at `at`, which moves on. kBadVarint at the end of the bytes, beyond four bytes and for a longer form than
// needed: four bytes hold every item number.
constexpr std::uint32_t kBadVarint = 0xFFFFFFFFu;
std::uint32_t readVarint(std::span<const std::uint8_t> bytes, std::uint32_t& at) {
  std::uint32_t value = 0;
  std::uint32_t shift = 0;
  std::uint8_t byte;
  do {
    if (at >= bytes.size() || shift > 21) return kBadVarint;
    byte = bytes[at++];
    value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    shift += 7;
  } while (byte >= 0x80);
  return byte != 0 || shift == 7 ? value : kBadVarint;
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

tl::expected<Table, TableError> Table::open(std::span<const std::uint8_t> bytes) {
  Table table;
  if (const auto read = table.read(bytes); !read) return tl::unexpected(read.error());
  return table;
}

tl::expected<void, TableError> Table::read(std::span<const std::uint8_t> bytes) {
  using enum TableErrorCode;
  const std::size_t seen = std::min(bytes.size(), format::kMagic.size());
  if (!std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(seen), format::kMagic.begin())) {
    return fail(kNotATable, 0);
  }
  if (bytes.size() > format::kVersionOffset && bytes[format::kVersionOffset] != format::kVersion) {
    return fail(kUnsupportedVersion, format::kVersionOffset);
  }
  if (bytes.size() < format::kHeaderSize) return fail(kTruncated, bytes.size());
  const std::uint32_t size = readU32(&bytes[format::kSizeOffset]);
  if (bytes.size() < size) return fail(kTruncated, bytes.size());
  if (bytes.size() > size) return fail(kTrailingBytes, size);
  const std::uint32_t checksum =
      XXH32(bytes.data() + format::kChecksummedFrom, bytes.size() - format::kChecksummedFrom, 0);
  if (checksum != readU32(&bytes[format::kChecksumOffset])) return fail(kChecksumMismatch, format::kChecksumOffset);
  for (std::uint32_t at = format::kVersionOffset + 1; at < format::kChecksumOffset; ++at) {
    if (bytes[at] != 0) return fail(kReservedBitsSet, at);
  }

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
  for (std::uint32_t s = 0; s < sections; ++s) {
    const std::uint32_t at = format::kHeaderSize + format::kDirectoryEntrySize * s;
    const std::uint32_t section_tag = readU32(&bytes[at]);
    const std::uint32_t offset = readU32(&bytes[at + 4]);
    const std::uint32_t length = readU32(&bytes[at + 8]);
    if (offset != expected_offset || length > size - offset) return fail(kBadDirectory, at);
    expected_offset += length;
    for (std::uint32_t before = format::kHeaderSize; before < at; before += format::kDirectoryEntrySize) {
      if (readU32(&bytes[before]) == section_tag) return fail(kBadDirectory, at);
    }
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
  if (cards_.size() < format::kCardsHeaderSize) return fail(kBadCards, offsetOf(cards_));
  if (biases_.data()) {
    if (auto read = readBiases(offsetOf(biases_)); !read) return read;
  }
  if (rules_.data()) {
    if (auto read = readRules(offsetOf(rules_)); !read) return read;
  }
  if (calibration_.data()) {
    if (auto read = readCalibration(offsetOf(calibration_)); !read) return read;
  }
  return readRows(offsetOf(rows_));
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
  if (part_.size() < format::kPartHeaderSize) return fail(kBadPart, offset);
  std::uint32_t at = format::kPartHeaderSize;
  List<std::uint32_t>* const lists[] = {&row_items_, &card_items_};
  for (std::uint32_t list = 0; list < 2; ++list) {
    // Every item takes a byte at least.
    const std::uint32_t count = readU32(&part_[format::kGenerationSize + 4 * list]);
    if (count > part_.size() - at) return fail(kBadPart, offset + format::kGenerationSize + 4 * list);
    lists[list]->resize(count);
    std::uint32_t next = 0;
    for (std::uint32_t& item : *lists[list]) {
      // What is bad is too much.
      const std::uint32_t gap = readVarint(part_, at);
      if (gap >= item_count_ - next) return fail(kBadPart, offset + at);
      item = next + gap;
      next = item + 1;
    }
  }
  if (at != part_.size()) return fail(kBadPart, offset + at);
  row_count_ = row_items_.size();
  card_count_ = card_items_.size();
  for (const std::uint32_t item : row_items_) {
    if (cardOf(item) == kNone) return fail(kBadPart, offset);
  }
  return {};
}

tl::expected<void, TableError> Table::readRows(std::uint32_t offset) {
  using enum TableErrorCode;
  if (rows_.size() < format::kRowsHeaderSize) return fail(kBadRows, offset);
  levels_ = rows_[0];
  block_shift_ = rows_[1];
  std::uint32_t at = format::kRowsHeaderSize;
  const std::uint32_t prior_bytes = readU16(&rows_[2]);
  if (levels_ == 0 || block_shift_ > format::kMaxBlockShift || prior_bytes > rows_.size() - at) {
    return fail(kBadRows, offset);
  }
  RangeDecoder decoder(rows_.first(at + prior_bytes).subspan(at));
  rows::codePriors(decoder, priors_);
  if (!decoder.isExhausted()) return fail(kBadRows, offset + at);
  at += prior_bytes;

  const std::uint32_t blocks = (rowCount() + blockRows() - 1) >> block_shift_;
  // The length of every block takes a byte at least.
  if (blocks > rows_.size() - at) return fail(kBadRows, offset + at);
  block_starts_.resize(blocks + 1);
  std::uint32_t start = 0;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    block_starts_[block] = start;
    const std::uint32_t length = readVarint(rows_, at);
    if (length > rows_.size() - start) return fail(kBadRows, offset + at);
    start += length;
  }
  block_starts_[blocks] = start;
  first_block_ = at;
  if (start != rows_.size() - at) return fail(kBadRows, offset + at);
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
    // Categories are numbered from 1, without an end.
    const std::uint32_t first = list == 0 ? 1 : 0;
    const std::uint32_t numbers = list == 0 ? 0xFFFFFFFFu : item_count_;
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
    if (category <= previous) return fail(kBadRules, offset + at + 4 * k);
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
