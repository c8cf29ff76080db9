// Table: the read side of the table format (FORMAT.md), for the scorer.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <tl/expected.hpp>
#include <vector>

#include "table/format.h"
#include "table/number_pair.h"
#include "table/table_error.h"

namespace goeswith {

// What a row says of one target.
struct Edge {
  std::uint32_t target;  // item number
  std::int32_t weight;   // |weight| < 2^20; negative: the source speaks against the target
};

// An ascending list of number pairs as it lies in a file. Borrows the bytes.
class PairList {
 public:
  PairList() = default;
  // Precondition: `bytes` holds whole pairs.
  explicit PairList(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size() / format::kPairSize); }
  NumberPair operator[](std::uint32_t k) const {
    const std::uint8_t* at = bytes_.data() + std::size_t{k} * format::kPairSize;
    return {format::readU32(at), format::readU32(at + 4)};
  }

  // The pairs that start with `from`. Takes logarithmic time and as much again as there are such pairs.
  PairList startingWith(std::uint32_t from) const;

 private:
  std::span<const std::uint8_t> bytes_;
};

// A validated view of a table's bytes.
//
// Safe for untrusted input: open() and read() check the checksum and every count, offset and row in time linear in the
// size, and allocate 4 bytes an item; afterwards no access can leave the bytes. Cards are only located here (see
// cards.h). Throws nothing.
class Table {
 public:
  // Borrows `bytes`, which must outlive the table and must not change.
  static tl::expected<Table, TableError> open(std::span<const std::uint8_t> bytes);

  // The same in two steps, for the browser: returning either a table or an error costs 300 bytes of download. A table
  // is empty until read() fills it, once; when that fails, the table must not be used.
  Table() = default;
  tl::expected<void, TableError> read(std::span<const std::uint8_t> bytes);

  std::uint32_t itemCount() const { return item_count_; }
  std::uint32_t edgeCount() const { return edge_count_; }
  std::uint32_t levels() const { return levels_; }
  bool hasSignedWeights() const { return sign_bits_ != 0; }

  // Number of edges in the row of `item`, at most format::kMaxRowLength. Precondition: item < itemCount().
  std::uint32_t rowLength(std::uint32_t item) const { return rows_[format::kRowsHeaderSize + item]; }

  // Calls `visit(Edge)` for every edge of the row of `item`, targets ascending. Precondition: item < itemCount().
  template <class Visit>
  void forEachEdge(std::uint32_t item, Visit&& visit) const;

  // What the item scores before any cart speaks, |bias| < 2^20. Precondition: item < itemCount().
  std::int32_t bias(std::uint32_t item) const {
    if (biases_.empty()) return 0;
    return format::biasValue(static_cast<std::int8_t>(biases_[format::kBiasHeaderSize + item]),
                             static_cast<std::int32_t>(format::readU32(biases_.data())));
  }

  // The rules that depend on the cart; Policy in policy.h says what each means. policyOf() gives all of them as one.
  std::uint32_t maxSameCategoryPricePercent() const { return rules_.empty() ? 0 : format::readU16(&rules_[0]); }
  std::uint32_t maxPricePercent() const { return rules_.empty() ? 0 : format::readU16(&rules_[2]); }
  // The most items of a placement (the number of a Placement, below format::kPlacements); 0: no limit.
  std::uint32_t placementLimit(std::size_t placement) const { return rules_.empty() ? 0 : rules_[4 + placement]; }
  const PairList& deniedCategories() const { return pair_lists_[0]; }
  const PairList& blockedItems() const { return pair_lists_[1]; }
  const PairList& pinnedItems() const { return pair_lists_[2]; }
  std::uint32_t dearerCategoryCount() const { return static_cast<std::uint32_t>(dearer_categories_.size() / 4); }
  // The k-th, ascending. Precondition: k < dearerCategoryCount().
  std::uint32_t dearerCategory(std::uint32_t k) const {
    return format::readU32(&dearer_categories_[4 * std::size_t{k}]);
  }

  // The expected attach rate, in 65,536ths, of an item that scores `score` for a cart of `cart_size` ≥ 1 items; 0 when
  // the table knows none.
  bool hasCalibration() const { return !calibration_.empty(); }
  std::uint32_t attachRate(std::size_t cart_size, std::int32_t score) const;

  // The sections that are not the scorer's, as they lie in the file. Those that are
  // optional are empty when the table has none.
  std::span<const std::uint8_t> cardsSection() const { return cards_; }
  std::span<const std::uint8_t> infoSection() const { return info_; }
  std::span<const std::uint8_t> rowsSection() const { return rows_; }
  std::span<const std::uint8_t> calibrationSection() const { return calibration_; }
  std::span<const std::uint8_t> supportSection() const { return support_; }

 private:
  // Each reads and checks its section, which starts at `offset` of the file.
  tl::expected<void, TableError> readRows(std::uint32_t offset);
  tl::expected<void, TableError> readBiases(std::uint32_t offset);
  tl::expected<void, TableError> readRules(std::uint32_t offset);
  tl::expected<void, TableError> readCalibration(std::uint32_t offset);

  // The sections as they lie in the file; without an address when the table has none.
  std::span<const std::uint8_t> rows_;
  std::span<const std::uint8_t> cards_;
  std::span<const std::uint8_t> info_;
  std::span<const std::uint8_t> support_;
  std::span<const std::uint8_t> biases_;
  std::span<const std::uint8_t> rules_;
  std::span<const std::uint8_t> calibration_;

  std::vector<std::uint32_t> row_offsets_;         // of each row, from the start of the section
  std::array<std::uint16_t, 256> level_values_{};  // of codes without sign
  std::array<PairList, 3> pair_lists_;             // denied categories, blocked items, pinned items
  std::span<const std::uint8_t> dearer_categories_;
  std::uint32_t item_count_ = 0;
  std::uint32_t edge_count_ = 0;
  std::uint32_t levels_ = 1;
  std::uint32_t magnitude_bits_ = 0;
  std::uint32_t sign_bits_ = 0;
};

template <class Visit>
void Table::forEachEdge(std::uint32_t item, Visit&& visit) const {
  const std::uint32_t length = rowLength(item);
  const std::uint32_t scale = rows_[format::kRowsHeaderSize + item_count_ + item];
  const std::uint8_t* gap = rows_.data() + row_offsets_[item];
  const std::uint8_t* code = gap;
  // The weights follow the targets, whose last bytes are those without the continuation bit.
  for (std::uint32_t ends = 0; ends < length; ++code) ends += *code < 0x80;

  const std::uint32_t bits = magnitude_bits_ + sign_bits_;
  const std::uint32_t magnitude_mask = (1u << magnitude_bits_) - 1;
  std::uint32_t buffer = 0;
  std::uint32_t available = 0;
  std::uint32_t target = ~std::uint32_t{0};
  for (std::uint32_t k = 0; k < length; ++k) {
    std::uint32_t value = 0;
    std::uint32_t shift = 0;
    do {
      value |= static_cast<std::uint32_t>(*gap & 0x7F) << shift;
      shift += 7;
    } while (*gap++ >= 0x80);
    target += value + 1;

    if (available < bits) {
      buffer |= static_cast<std::uint32_t>(*code++) << available;
      available += 8;
    }
    // A code has at most 9 bits, so one more byte may be needed.
    if (available < bits) {
      buffer |= static_cast<std::uint32_t>(*code++) << available;
      available += 8;
    }
    const std::int32_t magnitude = format::scaledWeight(level_values_[buffer & magnitude_mask], scale);
    const bool negative = ((buffer >> magnitude_bits_) & sign_bits_) != 0;
    buffer >>= bits;
    available -= bits;
    visit(Edge{target, negative ? -magnitude : magnitude});
  }
}

}  // namespace goeswith
