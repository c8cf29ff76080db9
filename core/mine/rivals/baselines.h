// Baselines: the rankers of the field that a table is compared with, as weights to be added up over a cart.
#pragma once

#include <cstdint>

#include "mine/count/cooccurrence.h"
#include "mine/read/baskets.h"
#include "table/weight_rows.h"

namespace goeswith {

// All but BM25 keep whole rows, which no table could ship; only where there are more than kMaxBaselineEdges in all
// would rows be cut to their strongest. c_ij: baskets that hold both; n_i: baskets that hold i.
inline constexpr std::uint64_t kMaxBaselineEdges = std::uint64_t{1} << 26;

enum class Baseline : std::uint8_t {
  kCount,    // c_ij
  kCosine,   // c_ij / √(n_i n_j)
  kJaccard,  // c_ij / (n_i + n_j − c_ij)
};

// `counts` are those of `baskets`. Uses all threads; the result does not depend on their number.
WeightRows buildBaseline(Baseline baseline, const Baskets& baskets, const Cooccurrence& counts);

// Neighbours by BM25 as recommender libraries compute it: baskets as documents with k1 = 1.2, b = .75, the rarity of an
// item as log((B − n_i + ½) / (n_i + ½) + 1); W_ij = g_ij / (√g_ii √g_jj + 1) with g the products of the items'
// vectors; the best 32 of a row. Uses all threads; the result does not depend on their number.
WeightRows buildBm25Neighbours(const Baskets& baskets);

}  // namespace goeswith
