// The ridge model: weights of either sign that together predict the rest of a basket best, few enough for a table.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mine/count/cooccurrence.h"
#include "mine/count/gram_matrix.h"
#include "mine/count/rows_done.h"
#include "mine/model/ridge_solver.h"

namespace goeswith {

struct RidgeOptions {
  // Edges a row, in the mean, 1 … 127. A row has its strongest half of that number, if it has as many; the other half
  // of the table goes to the best edges of all rows, so that popular sources, which are in most carts, get more, up to
  // twice the mean. Fewer make a smaller file; carts of one item need about as many as a widget has places.
  std::uint32_t row_length = 16;

  // Targets of a source that lead on its page, 0 … format::kTopLead · kLeadPlaces, whatever its weights say: those that
  // orders with the source hold most often. 0 ranks pages as carts.
  std::uint32_t page_leads = 6;

  // Orders that must hold a pair for the one to pull for the other, ≥ 1. 1 lets a single order speak, which the ridge
  // already doubts; from 3 on the long tail falls silent.
  std::uint32_t min_support = 2;

  // Of a source in fewer orders than these, ≥ 0, a single one may speak, since there is little else to go by, but the
  // row has what leads on the source's page and nothing else.
  std::uint32_t few_orders = 5;

  // Pairs of each source that are weighed, 1 … 1000, before the strongest row_length are kept: the best of those bought
  // together, and of those bought together less than chance, whose negative weights keep a second bike out of a cart.
  // Time and memory grow with both; more than the defaults was not measured to help.
  std::uint32_t bought_together = 64;
  std::uint32_t missing = 16;

  // λ, in mean basket weights, 0 … 10,000. Low values believe every coincidence; high ones leave only what bestsellers
  // have in common.
  double ridge = 35;

  // 0 … 1: adds this share to the diagonal, so that a target leans on several sources instead of one. 0 is plain ridge
  // regression; at 1 all weights are half of what they would be.
  double dropout = 0.1;

  // The weakest edge that is kept, as the score that its source alone would give the target (about the share of such
  // carts that hold it), 0 … 1. Negative edges are kept from that size on. 0 fills every place; at .1 only the
  // most obvious complements are left.
  double min_edge_score = 0.01;

  // Factors of the fitted numbers. bias_share, 0 … 4: 0 ranks by the cart's pull alone, large values show
  // bestsellers. negative_share, 0 … 4: how much negative weights count; 0 forgets substitutes. popularity_damping,
  // 0 … 1: a source in n orders counts by n^−damping: 0 as fitted, 1 lets the rarest item of a cart decide.
  double bias_share = 1;
  double negative_share = 1.25;
  double popularity_damping = 0;

  // Entries of the Gram matrix, 8 bytes each, that are held at most (GramMatrix). Below some 100 an item the weights
  // get worse.
  std::uint64_t max_gram_entries = std::uint64_t{1} << 26;

  friend bool operator==(const RidgeOptions&, const RidgeOptions&) = default;
};

// The steps of fitting, apart, so that many options can be tried on one set of orders: Gram matrix and candidates are
// shared, and several shrinkages are solved at once. An item of `is_offered` (one an item) can be a target, any item a
// source. Uses all threads; the results depend neither on their number nor on the order of the orders. `progress` may
// be empty.
//
// Each edge has its page_strength: about the share of the orders with its source that hold its target, with some
// orders' worth of what the regression says, and a little less the more popular the target is.
class RidgeFitter {
 public:
  // Borrows `counts`, which must outlive the fitter. Reads max_gram_entries, bought_together, missing, min_support and
  // few_orders.
  RidgeFitter(const Cooccurrence& counts, const std::vector<bool>& is_offered, const RidgeOptions& options);

  // Weights and page strengths for all candidates, one model a shrinkage.
  std::vector<LinearModel> fitCandidates(std::span<const Shrinkage> shrinkages, const RowsDone& progress) const;

  // The strongest edges of `wide`, which fitCandidates made with the ridge and dropout of `options`, solved again.
  // Reads besides them row_length, page_leads and min_edge_score.
  LinearModel refit(const LinearModel& wide, const RidgeOptions& options, const RowsDone& progress) const;

  // `model` with its biases and weights scaled by bias_share, negative_share and popularity_damping, and with strengths
  // on pages only where they are among the page_leads strongest of a row.
  LinearModel scaled(const LinearModel& model, const RidgeOptions& options) const;

 private:
  void setPageStrengths(LinearModel& model) const;

  const Cooccurrence& counts_;
  GramMatrix gram_;
  WeightRows candidates_;
};

}  // namespace goeswith
