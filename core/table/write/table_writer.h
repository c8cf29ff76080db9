// writeTable: the write side of the table format (FORMAT.md).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "table/format.h"
#include "table/weight_rows.h"
#include "table/whole/calibration.h"
#include "table/whole/cards.h"
#include "table/whole/policy.h"
#include "table/whole/support.h"
#include "table/write/card_writer.h"
#include "table/write/quantiser.h"
#include "table/write/row_writer.h"

namespace goeswith {

struct TableContents {
  const WeightRows& rows;
  // Magnitudes of a quantised weight, 1 … format::kMaxLevels. Few make a small file, many keep more of the model; below
  // 8 the order of a list suffers, above 32 nothing is gained.
  std::uint32_t levels;
  const Cards& cards;                  // one an item
  std::string_view info = {};          // JSON, or empty for none
  std::span<const float> biases = {};  // one an item in the unit of the weights, finite; or none
  Policy policy = kNoPolicy;
  const Support* support = nullptr;  // counts to publish, by item and by edge of `rows`; or none
  Calibration calibration = {};      // its scores are integers: see integerScale()
  // Rows of a block of a whole table, as a power of two up to format::kMaxBlockShift: more take fewer bytes, fewer are
  // quicker to look up one by one.
  std::uint32_t block_shift = kBlockShift;
};

// Writes a table whole and in shards. Weights are quantised with one scale a row (FORMAT.md, "From magnitude to
// weight"); edges too weak for the lowest level of their row are left out. Same contents, same bytes.
class TableWriter {
 public:
  // Preconditions: the invariants of WeightRows, at most format::kMaxItems rows and format::kMaxRowLength edges in
  // each; a file stays below 4 GiB. Borrows what the contents refer to.
  explicit TableWriter(const TableContents& contents);

  std::vector<std::uint8_t> wholeTable() const;
  std::size_t edgeCount() const { return quantised_.kept_edges.size(); }

 private:
  friend class ShardWriter;

  // The content of a file; what is not given is empty.
  struct File {
    std::uint32_t generation = 0;
    std::span<const std::uint32_t> items{};  // of a shard: those with rows
    std::span<const std::uint32_t> cards{};  // and those with cards
    std::uint64_t edges = 0;
    std::array<std::vector<std::uint8_t>, format::kSections> sections{};
    std::vector<std::uint8_t> biases{};
    Policy policy = kNoPolicy;
    Calibration calibration{};
  };

  std::uint32_t itemCount() const { return static_cast<std::uint32_t>(contents_.rows.rowCount()); }
  std::vector<std::uint8_t> write(const File& file) const;

  TableContents contents_;
  ItemTraits traits_;  // of all cards
  double unit_;        // of a weight, as an integer
  std::uint16_t bias_unit_;
  QuantisedRows quantised_;
  rows::Priors priors_;
};

// Writes the shards of one generation, and the base that all of them stand on.
class ShardWriter {
 public:
  // Borrows the table's writer. `generation`, which is not 0, says which shards belong together.
  ShardWriter(const TableWriter& table, std::uint32_t generation);

  // The base that all shards stand on, without a row or a card.
  std::vector<std::uint8_t> base() const;

  // A shard with the rows of `items`, ascending, and the cards of these, of up to `card_neighbours` that each pulls for
  // most, and of what is pinned to them. May be called from several threads.
  std::vector<std::uint8_t> shard(std::span<const std::uint32_t> items, std::uint32_t card_neighbours) const;

 private:
  std::vector<std::uint32_t> cardsFor(std::span<const std::uint32_t> items, std::uint32_t card_neighbours) const;
  Policy policyFor(std::span<const std::uint32_t> items, const ItemTraits& traits) const;

  const TableWriter& table_;
  std::uint32_t generation_;
  CardBase card_base_;
};

// The bytes of a whole table.
std::vector<std::uint8_t> writeTable(const TableContents& contents);

}  // namespace goeswith
