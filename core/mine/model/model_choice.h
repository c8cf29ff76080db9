// chooseModel: the ridge model's options from the orders themselves.
#pragma once

#include <cstdint>
#include <vector>

#include "mine/count/cooccurrence.h"
#include "mine/count/rows_done.h"
#include "mine/holdout/holdout.h"
#include "mine/model/ridge_model.h"
#include "mine/read/baskets.h"

namespace goeswith {

// Values that are tried. A list of one number settles that option; none may be empty. At most kMaxShrinkages ridges and
// dropouts together.
struct ModelChoiceOptions {
  std::vector<double> ridges = {20, 35, 70};
  std::vector<double> dropouts = {0.1, 0.25};  // those but the default's with the default ridge only
  std::vector<double> min_edge_scores = {0, 0.01, 0.02};
  std::vector<double> popularity_dampings = {0, 0.05, 0.1};
  std::vector<double> negative_shares = {1, 1.25, 1.5};
  std::vector<double> bias_shares = {0.5, 1, 1.5};
  std::vector<std::uint32_t> page_leads = {3, 6};

  // Orders of two items or more below which nothing is tried: a slice of so few says little.
  std::size_t few_orders = 1000;
  HoldoutOptions holdout;
};

struct TriedModel {
  RidgeOptions options;
  HoldoutQuality quality;
};

struct ModelChoice {
  RidgeOptions options;           // the choice
  std::vector<TriedModel> tried;  // in the order of trying; the first is `defaults`. Empty: too few orders to try
  std::size_t cases = 0;          // held-out items that each was tried on
};

// Fits models to all orders but a slice and takes the one that guesses the slice best, judged as its table would be
// used, with row_length edges a row, on two tasks at once: R@10 + MRR@10 of carts that lack an item, and the hits among
// the first three of product pages. First ridge or dropout, then the others one by one.
// `defaults` gives all other options and is where the search starts: another model must be better by more than twice
// the standard error of the difference, so that noise does not move what is good. The slice is chosen by hashes of the
// order ids. With fewer than few_orders orders the choice is `defaults`.
//
// Costs some four fits. Uses all threads; the result depends neither on their number nor on the order of the orders.
ModelChoice chooseModel(const Baskets& baskets, const CooccurrenceOptions& counting, const RidgeOptions& defaults,
                        const ModelChoiceOptions& options, const RowsDone& progress);

}  // namespace goeswith
