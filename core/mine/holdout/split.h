// Split: orders set apart from the miner, and the carts made of them, to see how good a table would have been.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "mine/holdout/held_out_case.h"
#include "mine/read/baskets.h"

namespace goeswith {

enum class SplitKind : std::uint8_t {
  kRandom,    // orders chosen by a hash of their keys
  kTemporal,  // the last orders by timestamp, those of one second by key: what a shop would have seen
};

struct SplitOptions {
  SplitKind kind = SplitKind::kRandom;

  // Share of all orders that is set apart, above 0 and below 1.
  double test_share = 0.2;

  // At most so many carts, ≥ 1, chosen by a hash: enough for a standard error below one point.
  std::size_t max_cases = 6000;

  // Of each order at most so many of its items are shown on a page, and so many pages at most altogether, ≥ 1.
  std::size_t views_per_order = 3;
  std::size_t max_views = 8000;
};

struct Split {
  Baskets training;                // with the item numbers that these orders alone give
  std::vector<HeldOutCase> cases;  // of test orders of two items or more, one each; item numbers of `training`
  std::vector<PageView> views;     // of the same orders, of items that training orders hold
  std::size_t test_orders = 0;     // of any size
  std::size_t test_baskets = 0;    // of two items or more: what the cases are chosen from
};

// Sets orders apart, holds one item of each out, and draws the pages of some of its items. All choices depend on the
// orders alone, not on how their lines stand in a file. Precondition for kTemporal: the baskets have timestamps.
Split splitOrders(const Baskets& baskets, const SplitOptions& options);

}  // namespace goeswith
