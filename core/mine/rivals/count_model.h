// The weighted-count model: a pair's weight is how often it is bought together, damped by both items' popularity.
#pragma once

#include <cstdint>
#include <vector>

#include "mine/count/cooccurrence.h"
#include "mine/count/rows_done.h"
#include "table/weight_rows.h"

namespace goeswith {

struct CountModelOptions {
  // Edges a row, 1 … 255. Fewer make a smaller file; carts of one item need at least as many as a widget has places.
  std::uint32_t row_length = 16;

  // Baskets that must hold a pair for it to count, ≥ 1. Above 1 the long tail falls silent instead of guessing.
  std::uint32_t min_support = 2;

  // How much the target's popularity is discounted, 0 … 1: 0 shows bestsellers, 1 is lift and shows accidents.
  double popularity_exponent = 0.3;
};

// W_ij = (C_ij / (n_i^(1−a) n_j^a))² with C the basket-weighted pair counts, n the number of baskets with the item and
// a the popularity exponent; the best `row_length` of each row by weight, equal ones by item number. Squaring makes one
// strong reason count for more than several weak ones. Only targets with `is_offered` (by item number) get weights.
// Uses all threads; the result does not depend on their number.
WeightRows buildCountModel(const Cooccurrence& counts, const std::vector<bool>& is_offered,
                           const CountModelOptions& options, const RowsDone& progress);

}  // namespace goeswith
