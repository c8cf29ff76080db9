// RankedLists: what a ranker answers to carts, with the lists of all rankers made in one way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "mine/holdout/held_out_case.h"
#include "mine/read/baskets.h"
#include "table/weight_rows.h"

namespace goeswith {

// Items of a list that count at all.
inline constexpr std::size_t kRankedItems = 20;

struct RankedList {
  std::vector<std::uint32_t> items;  // item numbers, best first, none of the cart; at most kRankedItems
  std::size_t own = 0;               // the first so many are the ranker's own; popularity fills the rest
};
using RankedLists = std::vector<RankedList>;  // one a case

// All items, those in the most orders first, and of equal ones by SKU. (Item numbers go by half octaves.)
std::vector<std::uint32_t> bestsellersOf(const Baskets& baskets);

// Appends the first of `bestsellers` that are neither in the list nor in the cart, until there are kRankedItems or no
// more of them: a ranker that stays silent can be compared with one that always answers.
void fillByPopularity(RankedList& list, std::span<const std::uint32_t> cart,
                      std::span<const std::uint32_t> bestsellers);

// Score of item j for a cart: bias[j] plus the sum over the cart's items i of W[i][j]. Only items with a positive sum
// are listed; equal scores stand in order of item number. An empty `bias` is 0 everywhere. The lists are not filled up.
// Uses all threads; the result does not depend on their number.
RankedLists rankByRows(const WeightRows& rows, std::span<const float> bias, std::span<const HeldOutCase> cases);

// The same for a dense matrix: `addRow(i, sums)` adds row i of W to `sums`, one an item. It is called from several
// threads at once.
RankedLists rankByDenseRows(std::size_t item_count,
                            const std::function<void(std::uint32_t item, std::span<double> sums)>& addRow,
                            std::span<const HeldOutCase> cases);

}  // namespace goeswith
