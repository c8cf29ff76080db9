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

  // Items that a line does not name, for addSpelling().
  static constexpr Item kNoItem = std::numeric_limits<Item>::max();

  // The order of an id, new or not; nothing when it would be one more than kMaxOrders, or when the id is not UTF-8
  // without NUL bytes.
  std::optional<Order> order(std::string_view id);
  // The item of a spelling that is known.
  std::optional<Item> find(std::string_view spelling) const;
  // A new item of this SKU, which is UTF-8 without NUL bytes and no known spelling.
  Item addItem(std::string_view sku);
  // A further spelling, not known yet, of an item or of kNoItem.
  void addSpelling(std::string_view spelling, Item item);
  std::size_t itemCount() const { return skus_.size(); }
  const std::string& sku(Item item) const { return skus_[item]; }

  // The order holds the item.
  void add(Order order, Item item);
  void cancel(Order order) { cancelled_[order] = 1; }
  // Seconds since 1970; the earliest of an order's timestamps counts.
  void setTimestamp(Order order, std::int64_t seconds);
  // The lines of `item` are those of another one, or, for kNoItem, of none.
  void rename(Item item, Item other);

  struct Result {
    Baskets baskets;
    std::uint64_t duplicates = 0;                 // lines whose item the order already held
    std::uint64_t cancelled = 0;                  // lines of cancelled orders
    std::uint64_t unnamed = 0;                    // lines of items that were renamed to kNoItem
    std::uint64_t baskets_without_timestamp = 0;  // above a twentieth, the baskets have no timestamps
    std::uint64_t spread_baskets = 0;             // whose lines lie more than kMostDays apart
    std::uint64_t late_baskets = 0;               // dated long after all others, and read as the newest of these
  };
  static constexpr std::int64_t kMostDays = 14;

  // What was gathered, as Baskets describes it. Takes time O(lines + orders · log orders).
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
  std::vector<std::int64_t> timestamps_;  // the earliest
  std::vector<std::int64_t> latest_;
  std::vector<std::uint8_t> cancelled_;

  std::deque<std::string> skus_;       // never move, so that the map's views stay valid
  std::deque<std::string> spellings_;  // further ones
  std::vector<std::pair<Item, Item>> renamed_;
  SkuMap item_of_sku_;
};

}  // namespace goeswith
