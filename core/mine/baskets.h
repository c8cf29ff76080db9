// Baskets: what the orders readers produce and every miner reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace goeswith {

// The distinct items of every order, without the orders' text.
//
// Items are numbered so that item 0 is in the most orders; equal counts stand in byte order of the SKU. The numbering,
// and everything below, is independent of the order of the input lines. Invariants:
// `skus.size() == item_orders.size()`; `offsets.size() == basketCount() + 1`, ascending, from 0 to `items.size()`;
// the items of a basket ascend strictly; no basket is empty.
struct Baskets {
  std::vector<std::string> skus;             // SKU of each item, unique, UTF-8, not empty
  std::vector<std::uint32_t> item_orders;    // how many baskets hold the item, ≥ 1
  std::vector<std::uint64_t> offsets = {0};  // basket b holds items[offsets[b] … offsets[b + 1])
  std::vector<std::uint32_t> items;          // item numbers
  std::vector<std::uint64_t> order_keys;     // 64-bit hash of each basket's order id: for splits that do not
                                             // depend on the order of the lines
  std::vector<std::int64_t> timestamps;      // seconds since 1970-01-01 UTC of each basket's first line;
                                             // empty when the orders carry no timestamps

  std::size_t itemCount() const { return skus.size(); }
  std::size_t basketCount() const { return offsets.size() - 1; }

  // How many baskets hold two items or more: only they say what goes with what.
  std::size_t multiItemCount() const {
    std::size_t count = 0;
    for (std::size_t b = 0; b < basketCount(); ++b) count += offsets[b + 1] - offsets[b] >= 2;
    return count;
  }
};

}  // namespace goeswith
