// Holdout: orders kept from a miner to see how well it would have guessed their items.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mine/count/linear_model.h"
#include "mine/holdout/held_out_case.h"
#include "mine/read/baskets.h"

namespace goeswith {

struct Holdout {
  Baskets training;  // without the orders that were kept; same item numbers, but items may be in no basket here and
                     // their counts need not fall
  std::vector<HeldOutCase> cases;
};

struct HoldoutOptions {
  std::uint32_t max_orders = 2000;    // kept at most, ≥ 1
  double max_share = 0.2;             // of the orders of two items or more, 0 … 1
  std::uint32_t cases_per_order = 3;  // at most, ≥ 1; each holds out another item
  bool most_recent = false;           // keep the newest orders, where they carry timestamps
};

// Keeps orders of two items or more, and chooses the items to hold out, by hashes of the orders' keys: the choice does
// not depend on the order of the orders.
Holdout splitHoldout(const Baskets& baskets, const HoldoutOptions& options);

// For each case the place, from 1 on, at which a list by `model` has the held-out item; 0 if it is not among the first
// ten. Candidates are the items that at least one item of the cart pulls for and whose score is above 0; a cart of one
// item is ranked as its page. A shorter list goes on with the most popular items (by number), so that a model is not
// worse for being silent. Uses all threads; the result does not depend on their number.
std::vector<std::uint8_t> holdoutRanks(const LinearModel& model, std::span<const HeldOutCase> cases);

// For each case how many of the first three that `model` shows on the page of the held-out item are in its cart, 0 … 3.
// Places that stay empty hold nothing. Uses all threads; the result does not depend on their number.
std::vector<std::uint8_t> holdoutPageHits(const LinearModel& model, std::span<const HeldOutCase> cases);

// Shares of the cases, 0 … 1; 0 without cases.
struct HoldoutQuality {
  double recall_at_10 = 0;           // the held-out item is among the first ten
  double reciprocal_rank_at_10 = 0;  // mean of 1 / place, 0 beyond the tenth
  double page_precision_at_3 = 0;    // of three places on a page, those whose item the order holds
};
// From holdoutRanks() and holdoutPageHits() of the same cases.
HoldoutQuality holdoutQuality(std::span<const std::uint8_t> ranks, std::span<const std::uint8_t> page_hits);

}  // namespace goeswith
