// Order lines, gathered one by one and turned into baskets.
#pragma once

#include <tsl/robin_map.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mine/read/baskets.h"

namespace goeswith {

// Keeps each SKU once, and of each order only a hash, its earliest timestamp and whether it was cancelled.
class OrderLines {
 public:
  using Order = std::uint32_t;  // numbered as they come
  using Item = std::uint32_t;   // numbered as they come
  static constexpr std::size_t kMaxOrders = std::numeric_limits<Order>::max();

  OrderLines();

  // The order of an id, new or not; nothing when it would be one more than kMaxOrders, or when the id is not UTF-8
  // without NUL bytes.
  std::optional<Order> order(std::string_view id);
  // The item of a SKU, new or not; nothing when it is not UTF-8 without NUL bytes.
  std::optional<Item> item(std::string_view sku);

  // The order holds the item.
  void add(Order order, Item item);
  void cancel(Order order) { cancelled_[order] = 1; }
  // Seconds since 1970; the earliest of an order's timestamps counts.
  void setTimestamp(Order order, std::int64_t seconds);

  struct Result {
    Baskets baskets;
    std::uint64_t duplicates = 0;                 // lines whose item the order already held
    std::uint64_t cancelled = 0;                  // lines of cancelled orders
    std::uint64_t baskets_without_timestamp = 0;  // when this is not 0, the baskets have no timestamps
  };
  // The gathered lines, as Baskets describes them. Takes time O(lines + orders · log orders).
  Result finish() &&;

 private:
  struct Line {
    Order order;
    Item item;
  };
  struct SkuHash {
    std::size_t operator()(std::string_view sku) const;
  };
  // Order ids are hashes already.
  struct SameHash {
    std::size_t operator()(std::uint64_t key) const { return static_cast<std::size_t>(key); }
  };
  using SkuMap = tsl::robin_map<std::string_view, Item, SkuHash, std::equal_to<>,
                                std::allocator<std::pair<std::string_view, Item>>, true>;

  // Blocks of a fixed size: a growing vector would need three times the memory for a moment.
  static constexpr std::size_t kBlockLines = std::size_t{1} << 20;
  std::vector<std::vector<Line>> blocks_;

  tsl::robin_map<std::uint64_t, Order, SameHash> order_of_key_;
  std::vector<std::uint64_t> order_keys_;
  std::vector<std::int64_t> timestamps_;
  std::vector<std::uint8_t> cancelled_;

  std::deque<std::string> skus_;  // never move, so that the map's views stay valid
  SkuMap item_of_sku_;
};

}  // namespace goeswith
