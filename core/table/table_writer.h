// writeTable: the write side of the table format (FORMAT.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "table/calibration.h"
#include "table/policy.h"
#include "table/support.h"

namespace goeswith {

// A weight of the model before it is quantised.
struct WeightedTarget {
  std::uint32_t target;  // item number
  float weight;          // not 0, finite
};

// The sparse matrix that a table ships: row i holds the targets of source item i.
struct WeightRows {
  std::vector<std::uint64_t> offsets = {0};  // row i is edges[offsets[i] … offsets[i + 1])
  std::vector<WeightedTarget> edges;         // targets of a row ascend strictly and are not the source

  std::size_t rowCount() const { return offsets.size() - 1; }
  std::span<const WeightedTarget> row(std::size_t i) const {
    return std::span(edges).subspan(offsets[i], offsets[i + 1] - offsets[i]);
  }
};

struct TableContents {
  const WeightRows& rows;
  // Magnitudes of a quantised weight, 1 … 255. Few make a small file, many keep more of the model; below 8 the order of
  // a list suffers, above 32 nothing is gained.
  std::uint32_t levels;
  std::span<const std::uint8_t> cards;  // a CARD section as encodeCards() makes it
  std::string_view info;                // JSON, or empty for none
  std::span<const float> biases = {};   // one an item in the unit of the weights, finite; or none
  Policy policy = kNoPolicy;
  const Support* support = nullptr;  // counts to publish, by item and by edge of `rows`; or none
  Calibration calibration = {};      // its scores are integers: see integerScale()
};

// What a weight or bias of 1 becomes as an integer in a table of these rows and biases; 0 when all are 0.
double integerScale(const WeightRows& rows, std::span<const float> biases, std::uint32_t levels);

// The bytes of the table. Weights are quantised with one scale a row (FORMAT.md, "From code to weight"); edges too weak
// for the lowest scale of the table, and rows without edges, take no bytes. Preconditions: the invariants of
// WeightRows, at most format::kMaxItems rows and format::kMaxRowLength edges in each; the file stays below 4 GiB.
// Same contents, same bytes.
std::vector<std::uint8_t> writeTable(const TableContents& contents);

}  // namespace goeswith
