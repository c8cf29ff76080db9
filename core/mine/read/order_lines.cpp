#include "mine/read/order_lines.h"

#include <algorithm>
#include <numeric>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

constexpr std::int64_t kNoTimestamp = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kDay = 86400;

// Whether so many of the orders are few enough to do without their times.
bool areFew(std::uint64_t count, std::size_t orders) {
  return count > 0 && count * 20 <= orders;
}

// The newest time that is plausible: a mistyped year lies as far behind all others as these lie apart, and is at most
// one order in a hundred.
std::int64_t newestPlausible(std::vector<std::int64_t> times) {
  std::sort(times.begin(), times.end());
  const std::size_t most = times.size() / 100;
  for (std::size_t late = most; late > 0; --late) {
    const std::int64_t newest = times[times.size() - late - 1];
    const std::int64_t gap = times[times.size() - late] - newest;
    if (gap > std::max<std::int64_t>(180 * kDay, newest - times.front())) return newest;
  }
  return times.empty() ? 0 : times.back();
}

}  // namespace

std::size_t OrderLines::SkuHash::operator()(std::string_view sku) const {
  return static_cast<std::size_t>(XXH3_64bits(sku.data(), sku.size()));
}

OrderLines::OrderLines() {
  order_of_key_.max_load_factor(0.75F);
}

std::optional<OrderLines::Order> OrderLines::order(std::string_view id) {
  const std::uint64_t key = XXH3_64bits(id.data(), id.size());
  const auto found = order_of_key_.find(key);
  if (found != order_of_key_.end()) return found->second;
  if (order_keys_.size() == kMaxOrders || !isCleanText(id)) return std::nullopt;
  const Order order = static_cast<Order>(order_keys_.size());
  order_of_key_.emplace(key, order);
  order_keys_.push_back(key);
  timestamps_.push_back(kNoTimestamp);
  latest_.push_back(std::numeric_limits<std::int64_t>::min());
  cancelled_.push_back(0);
  return order;
}

std::optional<OrderLines::Item> OrderLines::find(std::string_view spelling) const {
  const auto found = item_of_sku_.find(spelling, SkuHash()(spelling));
  if (found == item_of_sku_.end()) return std::nullopt;
  return found->second;
}

OrderLines::Item OrderLines::addItem(std::string_view sku) {
  const Item item = static_cast<Item>(skus_.size());
  item_of_sku_.emplace(skus_.emplace_back(sku), item);
  return item;
}

void OrderLines::addSpelling(std::string_view spelling, Item item) {
  item_of_sku_.emplace(spellings_.emplace_back(spelling), item);
}

void OrderLines::rename(Item item, Item other) {
  renamed_.emplace_back(item, other);
}

void OrderLines::add(Order order, Item item) {
  if (blocks_.empty() || blocks_.back().size() == kBlockLines) blocks_.emplace_back().reserve(kBlockLines);
  blocks_.back().push_back({order, item});
}

void OrderLines::setTimestamp(Order order, std::int64_t seconds) {
  timestamps_[order] = std::min(timestamps_[order], seconds);
  latest_[order] = std::max(latest_[order], seconds);
}

OrderLines::Result OrderLines::finish() && {
  Result result;
  order_of_key_ = {};
  item_of_sku_ = {};

  if (!renamed_.empty()) {
    std::vector<Item> names(skus_.size());
    std::iota(names.begin(), names.end(), Item{0});
    for (const auto& [item, other] : renamed_) names[item] = other;
    for (auto& block : blocks_) {
      for (Line& line : block) line.item = names[line.item];
      result.unnamed += static_cast<std::uint64_t>(std::count_if(block.begin(), block.end(), [&](const Line& line) {
        return line.item == kNoItem && !cancelled_[line.order];
      }));
      std::erase_if(block, [&](const Line& line) { return line.item == kNoItem && !cancelled_[line.order]; });
    }
  }

  // The items of each order, one order behind the other.
  const std::size_t order_count = order_keys_.size();
  std::vector<std::size_t> ends(order_count + 1, 0);
  for (const auto& block : blocks_) {
    for (const Line& line : block) {
      if (cancelled_[line.order]) {
        ++result.cancelled;
      } else {
        ++ends[line.order + 1];
      }
    }
  }
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<Item> items(ends.back());
  for (auto& block : blocks_) {
    for (const Line& line : block) {
      if (!cancelled_[line.order]) items[ends[line.order]++] = line.item;
    }
    std::vector<Line>().swap(block);
  }

  // Each item once an order: `last_order` tells whether the order at hand has shown the item already.
  std::vector<std::uint32_t> item_orders(skus_.size(), 0);
  std::vector<Order> last_order(skus_.size(), kMaxOrders);  // a number that no order has
  std::vector<std::uint32_t> lengths(order_count, 0);
  std::size_t begin = 0;
  for (Order order = 0; order < order_count; ++order) {
    std::size_t kept = begin;
    for (std::size_t i = begin; i < ends[order]; ++i) {
      if (last_order[items[i]] == order) continue;
      last_order[items[i]] = order;
      ++item_orders[items[i]];
      items[kept++] = items[i];
    }
    lengths[order] = static_cast<std::uint32_t>(kept - begin);
    result.duplicates += ends[order] - kept;
    begin = ends[order];
  }

  // Item numbers: by popularity, then by SKU. Items of cancelled orders alone get none.
  Baskets& baskets = result.baskets;
  std::vector<Item> by_rank(skus_.size());
  std::iota(by_rank.begin(), by_rank.end(), Item{0});
  std::erase_if(by_rank, [&](Item item) { return item_orders[item] == 0; });
  std::sort(by_rank.begin(), by_rank.end(),
            [&](Item a, Item b) { return isNumberedBefore(item_orders[a], skus_[a], item_orders[b], skus_[b]); });
  std::vector<std::uint32_t> rank(skus_.size(), 0);
  baskets.skus.reserve(by_rank.size());
  baskets.item_orders.reserve(by_rank.size());
  for (Item item : by_rank) {
    rank[item] = static_cast<std::uint32_t>(baskets.skus.size());
    baskets.skus.push_back(std::move(skus_[item]));
    baskets.item_orders.push_back(item_orders[item]);
  }

  // Baskets in the order of their keys, which are all different.
  std::vector<std::pair<std::uint64_t, Order>> by_key;
  std::size_t kept_lines = 0;
  for (Order order = 0; order < order_count; ++order) {
    if (lengths[order] == 0) continue;
    by_key.emplace_back(order_keys_[order], order);
    kept_lines += lengths[order];
    result.baskets_without_timestamp += timestamps_[order] == kNoTimestamp;
  }
  std::sort(by_key.begin(), by_key.end());
  std::vector<std::int64_t> times;
  for (const auto& [key, order] : by_key) {
    if (timestamps_[order] == kNoTimestamp) continue;
    times.push_back(timestamps_[order]);
    // Saturating: an export may hold any number.
    const auto days = static_cast<double>(latest_[order]) - static_cast<double>(timestamps_[order]);
    result.spread_baskets += days > static_cast<double>(kMostDays * kDay);
  }
  const bool has_timestamps =
      result.baskets_without_timestamp == 0 || areFew(result.baskets_without_timestamp, by_key.size());
  std::int64_t newest = 0;
  std::int64_t middle = 0;
  if (!times.empty()) {
    newest = newestPlausible(times);
    const auto half = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), half, times.end());
    middle = *half;
  }
  baskets.items.reserve(kept_lines);
  baskets.offsets.reserve(by_key.size() + 1);
  baskets.order_keys.reserve(by_key.size());
  if (has_timestamps) baskets.timestamps.reserve(by_key.size());
  for (const auto& [key, order] : by_key) {
    const std::size_t start = order == 0 ? 0 : ends[order - 1];
    for (std::size_t i = start; i < start + lengths[order]; ++i) baskets.items.push_back(rank[items[i]]);
    std::sort(baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets.back()), baskets.items.end());
    baskets.offsets.push_back(baskets.items.size());
    baskets.order_keys.push_back(key);
    if (!has_timestamps) continue;
    const std::int64_t time = timestamps_[order] == kNoTimestamp ? middle : timestamps_[order];
    result.late_baskets += time > newest;
    baskets.timestamps.push_back(std::min(time, newest));
  }
  return result;
}

}  // namespace goeswith
