// Baskets: what the orders readers produce and every miner reads.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace goeswith {

// The distinct items of every order, without the orders' text.
//
// Items are numbered by isNumberedBefore(), so that item 0 is among those in the most orders. The numbering, and
// everything below, is independent of the order of the input lines. Invariants:
// `skus.size() == item_orders.size()`; `offsets.size() == basketCount() + 1`, ascending, from 0 to `items.size()`;
// the items of a basket ascend strictly; no basket is empty.
struct Baskets {
  std::vector<std::string> skus;             // SKU of each item, unique, UTF-8, not empty
  std::vector<std::uint32_t> item_orders;    // how many baskets hold the item, ≥ 1
  std::vector<std::uint64_t> offsets = {0};  // basket b holds items[offsets[b] … offsets[b + 1])
  std::vector<std::uint32_t> items;          // item numbers
  std::vector<std::uint64_t> order_keys;     // 64-bit hash of each basket's order id: for splits that do not
                                             // depend on the order of the lines
  std::vector<std::int64_t> timestamps;      // seconds since 1970-01-01 UTC of each basket's first line; empty when
                                             // more than a twentieth of the orders carry none, else the middle time
                                             // stands for those that are missing

  std::size_t itemCount() const { return skus.size(); }
  std::size_t basketCount() const { return offsets.size() - 1; }

  // How many baskets hold two items or more: only they say what goes with what.
  std::size_t multiItemCount() const {
    std::size_t count = 0;
    for (std::size_t b = 0; b < basketCount(); ++b) count += offsets[b + 1] - offsets[b] >= 2;
    return count;
  }
};

// Half octaves of a number of orders, rising with it: 0 for 1, then 2, 3, 4 (for 4 and 5), 5 (for 6 and 7), 6 …
// Items are numbered by falling class, and within a class by SKU: nearly by popularity, and yet a table of few bytes
// can tell the numbers, and not the sales. Precondition: orders ≥ 1.
constexpr std::uint32_t popularityClass(std::uint32_t orders) {
  const auto octave = static_cast<std::uint32_t>(std::bit_width(orders)) - 1;
  return 2 * octave + (octave > 0 ? orders >> (octave - 1) & 1 : 0);
}

// Whether an item of so many orders and this SKU gets a smaller number than another.
inline bool isNumberedBefore(std::uint32_t orders, std::string_view sku, std::uint32_t other_orders,
                             std::string_view other_sku) {
  const std::uint32_t mine = popularityClass(orders);
  const std::uint32_t others = popularityClass(other_orders);
  return mine != others ? mine > others : sku < other_sku;
}

}  // namespace goeswith
