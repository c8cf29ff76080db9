// Same category: how much of a list may be of a category that the cart has already.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mine/count/linear_model.h"
#include "mine/holdout/held_out_case.h"
#include "mine/judge/categories.h"
#include "table/weight_rows.h"
#include "table/whole/policy.h"

namespace goeswith {

// Multiplies the positive weights between two items of one category by `factor`, 0 … 1: 1 changes nothing; at 0 those
// edges go. Items without a category count as of none. Negative weights stay, since they speak against substitutes.
void scaleSameCategory(WeightRows& rows, const Categories& categories, double factor);

// The effect of a factor on held-out orders. Shares are 0 … 1.
struct SameCategoryTrial {
  double factor = 1;
  double share = 0;         // of the first three suggestions, those whose category a cart item has
  double recall_at_10 = 0;  // of lists that are filled up by popularity
};

struct SameCategoryChoice {
  double factor = 1;
  double true_share = 0;  // of the held-out items, those whose category a cart item has
  std::vector<SameCategoryTrial> tried;
};

// The largest of the factors 1, .9 … .2 at which the share of same-category suggestions is no more than the
// truth's; where none gets there, or only at a loss of more than a third of a point of R@10 against factor 1, the
// smallest factor before that loss. Only pairs of which both categories are known count in the shares; without any in
// the held-out orders the factor is 1. `cases` are of orders that `model` has not seen.
SameCategoryChoice chooseSameCategoryFactor(const LinearModel& model, const Categories& categories,
                                            std::span<const HeldOutCase> cases);

// Every category denied to itself: Policy::denied_categories for SameCategory::exclude.
std::vector<NumberPair> denyOwnCategory(const Categories& categories);

}  // namespace goeswith
