#include "table/table.h"

#include <algorithm>

#include "table/bytes_in.h"
#include "table/checksum.h"

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
  const auto magic = bytes.first(std::min(bytes.size(), format::kMagic.size()));
  if (!std::equal(magic.begin(), magic.end(), format::kMagic.begin())) return fail(kNotATable, 0);
  if (bytes.size() < format::kHeaderSize) return fail(kTruncated, bytes.size());
  if (readU32(&bytes[format::kVersionOffset]) != format::kVersion) {
    return fail(kUnsupportedVersion, format::kVersionOffset);
  }
  std::uint32_t at = format::kHeaderSize;
  std::array<std::uint32_t, format::kSections> offsets;
  for (std::uint32_t s = 0; s < format::kSections; ++s) {
    const std::uint32_t length_at = format::kLengthsOffset + 4 * s;
    const std::uint32_t length = readU32(&bytes[length_at]);
    if (length > bytes.size() - at) return fail(kTruncated, length_at);
    sections_[s] = bytes.subspan(at, length);
    offsets[s] = at;
    at += length;
  }
  if (at != bytes.size()) return fail(kTrailingBytes, at);
  if (checksumOf(bytes.subspan(format::kChecksummedFrom)) != readU32(&bytes[format::kChecksumOffset])) {
    return fail(kChecksumMismatch, format::kChecksumOffset);
  }

  item_count_ = row_count_ = card_count_ = readU32(&bytes[format::kItemsOffset]);
  edge_count_ = readU32(&bytes[format::kEdgesOffset]);
  if (item_count_ > format::kMaxItems) return fail(kLimitExceeded, format::kItemsOffset);
  if (isShard()) {
    if (auto read = readPart(offsets[format::kPart]); !read) return read;
  }
  const std::span<const std::uint8_t> biases = section(format::kBiases);
  if (!biases.empty() && biases.size() != std::size_t{format::kBiasHeaderSize} + cardCount()) {
    return fail(kBadBias, offsets[format::kBiases]);
  }
  if (!section(format::kRules).empty()) {
    if (auto read = readRules(offsets[format::kRules]); !read) return read;
  }
  if (auto read = readCalibration(offsets[format::kCalibration]); !read) return read;
  return readRows(offsets[format::kRows], base);
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
  const std::span<const std::uint8_t> part = section(format::kPart);
  if (part.size() < format::kGenerationSize) return fail(TableErrorCode::kBadPart, offset);
  generation_ = format::readU32(&part[0]) | std::uint64_t{format::readU32(&part[4])} << 32;
  BytesIn in(part.subspan(format::kGenerationSize));
  // Each varint has one byte without the top bit.
  card_count_ = static_cast<std::uint32_t>(std::count_if(part.begin() + format::kGenerationSize, part.end(),
                                                         [](std::uint8_t byte) { return byte < 0x80; }));
  row_count_ = 0;
  card_items_.resize(card_count_);
  row_items_.resize(card_count_);
  std::uint32_t next = 0;
  for (std::uint32_t& item : card_items_) {
    const std::uint32_t code = in.varint();
    const std::uint32_t gap = code >> 1;
    if (in.failed() || gap >= item_count_ - next) return fail(TableErrorCode::kBadPart, offset);
    item = next + gap;
    if ((code & 1) != 0) row_items_[row_count_++] = item;
    next = item + 1;
  }
  row_items_.resize(row_count_);
  if (in.remaining() > 0) return fail(TableErrorCode::kBadPart, offset);
  return {};
}

tl::expected<void, TableError> Table::readRows(std::uint32_t offset, const Table* base) {
  using enum TableErrorCode;
  const std::span<const std::uint8_t> rows = section(format::kRows);
  if (rows.size() < format::kRowsHeaderSize) return fail(kBadRows, offset);
  levels_ = rows[0];
  block_shift_ = rows[1];
  BytesIn in(rows.subspan(format::kRowsHeaderSize));
  const std::span<const std::uint8_t> priors = in.bytes(readU16(&rows[2]));
  if (levels_ == 0 || block_shift_ > format::kMaxBlockShift || in.failed()) return fail(kBadRows, offset);
  stands_on_base_ = isShard() && priors.empty();
  if (stands_on_base_) {
    if (!base) return fail(kBadRows, offset);
    if (!isBeside(*base)) return fail(kOtherGeneration, offset);
    priors_ = base->priors_;
  } else {
    RangeDecoder decoder(priors);
    rows::codePriors(decoder, priors_);
    if (!decoder.isExhausted()) return fail(kBadRows, offset);
  }
  const std::uint32_t blocks = (rowCount() + blockRows() - 1) >> block_shift_;
  if (!blocks_.read(in, blocks)) return fail(kBadRows, offset + rows.size() - in.remaining());
  return {};
}

tl::expected<void, TableError> Table::readRules(std::uint32_t offset) {
  using enum TableErrorCode;
  const std::span<const std::uint8_t> rules = section(format::kRules);
  if (rules.size() < format::kRulesHeaderSize) return fail(kBadRules, offset);
  std::uint32_t at = format::kRulesHeaderSize;
  for (std::uint32_t list = 0; list < pair_lists_.size(); ++list) {
    const std::uint32_t count_at = format::kPairListsOffset + 4 * list;
    const std::uint32_t count = readU32(&rules[count_at]);
    if (count > (rules.size() - at) / format::kPairSize) return fail(kBadRules, offset + count_at);
    PairList& pairs = pair_lists_[list];
    pairs = PairList(rules.subspan(at, count * format::kPairSize));
    std::uint64_t least = 0;
    for (std::uint32_t k = 0; k < count; ++k, at += format::kPairSize) {
      const NumberPair pair = pairs[k];
      const std::uint64_t place = std::uint64_t{pair.from} << 32 | pair.to;
      if (std::max(pair.from, pair.to) > format::kMaxNamed || place < least) return fail(kBadRules, offset + at);
      least = place + 1;
    }
  }
  if (at != rules.size()) return fail(kBadRules, offset + at);
  return {};
}

tl::expected<void, TableError> Table::readCalibration(std::uint32_t offset) {
  BytesIn in(section(format::kCalibration));
  Knot knot{};
  while (!in.failed() && in.remaining() > 0) {
    const std::uint32_t step = in.varint();
    if (step > 0) knot = {knot.min_cart + step, 0, 0};
    knot.score += in.varint();
    knot.attach_rate = static_cast<std::uint16_t>(knot.attach_rate + in.varint());
    knots_.add() = knot;
  }
  if (in.failed() || knots_.size() > format::kMaxKnots) return fail(TableErrorCode::kBadCalibration, offset);
  return {};
}

std::uint32_t Table::attachRate(std::uint32_t cart_size, std::int32_t score) const {
  std::uint32_t rate = 0;
  for (const Knot& knot : knots_) {
    if (knot.min_cart <= cart_size && static_cast<std::int32_t>(knot.score) <= score) rate = knot.attach_rate;
  }
  return rate;
}

}  // namespace goeswith
