// solveRidge: sparse ridge regression, target by target, on a given set of pairs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mine/count/gram_matrix.h"
#include "mine/count/linear_model.h"
#include "mine/count/rows_done.h"
#include "table/weight_rows.h"

namespace goeswith {

// How strongly weights are held back.
struct Shrinkage {
  double ridge = 0;    // λ, in mean basket weights, ≥ 0: holds back sources with little evidence
  double dropout = 0;  // p, as a share of a source's own diagonal, ≥ 0: holds back all alike (EDLAE, Steck 2020)
};

inline constexpr std::size_t kMaxShrinkages = 8;

// For every target j the weights b of its sources S and of the constant source minimise the regression of "is j in the
// basket" on "which of S are": (G_SS + p · diag(G_SS) + λ · s · I) b = G_Sj with s the mean basket weight (EASE, Steck
// 2019, restricted to given pairs). The constant source is exempt from p. Solved by conjugate gradients with Jacobi's
// preconditioner until the residual is a thousandth of the first, 30 steps at most.
//
// `pairs` says which weights there are: row i has the targets of source i; its weights are ignored. One model for each
// of `shrinkages`, 1 … kMaxShrinkages of them, at little more than the cost of one. Their rows hold the pairs as they
// stand in `pairs`; weights can be 0. Uses all threads; the result does not depend on their number. Memory beyond the
// result: 12 bytes a pair, and a thread's copy of the part of G between one target's sources.
std::vector<LinearModel> solveRidge(const GramMatrix& gram, const WeightRows& pairs,
                                    std::span<const Shrinkage> shrinkages, const RowsDone& targets_done);

}  // namespace goeswith
