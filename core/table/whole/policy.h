// Policy: what a table says may be shown together, beyond the weights (FORMAT.md, "Rules").
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "table/format.h"
#include "table/number_pair.h"
#include "table/placement.h"
#include "table/read/table.h"

namespace goeswith {

// Rules that depend on the cart, and so are applied when it is scored. Categories are numbered as the cards' column
// numbers them, from 1. Pairs ascend and do not repeat.
struct Policy {
  // While an item of category `from` is in the cart, nothing of category `to` is shown: learned from orders
  // (substitutes), or the merchant's word.
  std::vector<NumberPair> denied_categories;

  // While item `from` is in the cart, item `to` is not shown.
  std::vector<NumberPair> blocked_items;

  // While item `from` is in the cart, item `to` is shown first, unless another rule speaks against it.
  std::vector<NumberPair> pinned_items;

  // An item of a category that is in the cart is shown only if it costs at most this many hundredths of the dearest of
  // the cart's items of that category. 100: nothing dearer, no upsell; 0: no limit.
  std::uint16_t max_same_category_price_percent = 100;

  // While an item of category `from` is in the cart, that does not apply to items of category `to`. A category with
  // itself: its items complete each other, a dearer one is no upsell.
  std::vector<NumberPair> dearer_categories;

  // An item is shown only if it costs at most this many hundredths of the dearest item in the cart; 0: no limit.
  std::uint16_t max_price_percent = 0;

  // The most items that a widget may show in each placement; 0: no limit beyond the widget's own.
  std::array<std::uint8_t, kPlacementCount> placement_limits{};  // by the number of the Placement

  friend bool operator==(const Policy&, const Policy&) = default;
};

// No rule at all: what holds for a table that has none.
inline const Policy kNoPolicy = {.max_same_category_price_percent = 0};

// The rules of a table.
Policy policyOf(const Table& table);

}  // namespace goeswith
