// Baskets for tests, from lists of SKUs, numbered as the readers number them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mine/read/baskets.h"

namespace goeswith::test {

inline Baskets makeBaskets(const std::vector<std::set<std::string>>& orders,
                           const std::vector<std::int64_t>& timestamps = {}) {
  std::map<std::string, std::uint32_t> counts;
  for (const auto& order : orders) {
    for (const auto& sku : order) ++counts[sku];
  }
  Baskets baskets;
  for (const auto& [sku, count] : counts) baskets.skus.push_back(sku);
  std::sort(baskets.skus.begin(), baskets.skus.end(),
            [&](const std::string& a, const std::string& b) { return isNumberedBefore(counts[a], a, counts[b], b); });
  std::map<std::string, std::uint32_t> numbers;
  for (const auto& sku : baskets.skus) {
    numbers[sku] = static_cast<std::uint32_t>(numbers.size());
    baskets.item_orders.push_back(counts[sku]);
  }
  for (const auto& order : orders) {
    std::vector<std::uint32_t> items;
    for (const auto& sku : order) items.push_back(numbers[sku]);
    std::sort(items.begin(), items.end());
    baskets.items.insert(baskets.items.end(), items.begin(), items.end());
    baskets.offsets.push_back(baskets.items.size());
    baskets.order_keys.push_back(baskets.order_keys.size() * 0x9E3779B97F4A7C15u);
  }
  baskets.timestamps = timestamps;
  return baskets;
}

inline std::uint32_t itemNumber(const Baskets& baskets, const std::string& sku) {
  return static_cast<std::uint32_t>(std::find(baskets.skus.begin(), baskets.skus.end(), sku) - baskets.skus.begin());
}

}  // namespace goeswith::test
