// Quantising: from a model's weights to the magnitudes and scales of a table's rows (FORMAT.md, "From magnitude to
// weight").
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "table/code/row_codec.h"
#include "table/weight_rows.h"

namespace goeswith {

struct QuantisedRows {
  std::uint32_t levels;
  std::vector<rows::CodedRow> rows;
  std::vector<std::uint64_t> kept_edges;  // indices of the edges of the model that are left, ascending
};

// The integer that a weight or bias of 1 becomes in a table of these rows and biases; 0 when all are 0. The strongest
// number gets the largest weight there is.
double integerScale(const WeightRows& rows, std::span<const float> biases, std::uint32_t levels);

// Each row gets the scale that loses least of it, by the sum of squared errors; edges that are too weak for the lowest
// level of their row's scale are left out, unless they lead on a page of the source (leadsOf()). `unit` is an
// integerScale(). Preconditions: the invariants of WeightRows, levels 1 … format::kMaxLevels.
QuantisedRows quantise(const WeightRows& model, std::uint32_t levels, double unit);

}  // namespace goeswith
