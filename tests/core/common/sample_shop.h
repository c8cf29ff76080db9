// Generated orders of a small shop in which it is known what goes with what.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace goeswith::test {

// Orders of `pairs` teapots and their cosies: who buys "pot<k>" mostly takes "cosy<k>" along and never another pot.
// Half of all orders hold a "bag", whatever else is in them, and many hold some of 20 "misc" items by chance.
inline std::vector<std::set<std::string>> makeShopOrders(std::size_t orders, int pairs, std::uint32_t seed = 1) {
  std::mt19937 random(seed);
  const auto chance = [&](std::uint32_t percent) { return random() % 100 < percent; };
  std::vector<std::set<std::string>> result(orders);
  for (auto& order : result) {
    const std::string k = std::to_string(random() % static_cast<std::uint32_t>(pairs));
    if (chance(70)) {
      order.insert("pot" + k);
      if (chance(60)) order.insert("cosy" + k);
    }
    if (chance(50)) order.insert("bag");
    const auto extras = static_cast<int>(random() % 3);
    for (int x = 0; x < extras; ++x) order.insert("misc" + std::to_string(random() % 20));
    if (order.empty()) order.insert("bag");
  }
  return result;
}

}  // namespace goeswith::test
