#include "mine/count/cooccurrence.h"

#include <cmath>
#include <map>
#include <random>

#include "catch.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

using Orders = std::vector<std::set<std::string>>;

Orders randomOrders(std::size_t count, std::uint32_t items, std::uint32_t seed) {
  std::mt19937 random(seed);
  Orders orders(count);
  for (auto& order : orders) {
    const std::uint32_t size = 1 + random() % 9;
    for (std::uint32_t k = 0; k < size; ++k) {
      // The square makes some items popular and most rare.
      const double u = static_cast<double>(random() % 1000) / 1000;
      order.insert("i" + std::to_string(static_cast<int>(u * u * items)));
    }
  }
  return orders;
}

TEST_CASE("pair counts: agree with counting every pair of every basket") {
  const Orders orders = randomOrders(800, 60, 5);
  const Baskets baskets = makeBaskets(orders);
  const Cooccurrence counts(baskets, {});
  std::map<std::pair<std::string, std::string>, std::pair<std::uint32_t, double>> expected;
  for (const auto& order : orders) {
    for (const auto& a : order) {
      for (const auto& b : order) {
        if (a == b) continue;
        auto& [support, weight] = expected[{a, b}];
        ++support;
        weight += 1 / std::sqrt(static_cast<double>(order.size() - 1));
      }
    }
  }
  Cooccurrence::Scratch scratch;
  std::size_t pairs = 0;
  for (std::uint32_t i = 0; i < counts.itemCount(); ++i) {
    std::int64_t previous = -1;
    for (const PairCount& pair : counts.row(i, scratch)) {
      REQUIRE(static_cast<std::int64_t>(pair.other) > previous);
      previous = pair.other;
      const auto& [support, weight] = expected.at({baskets.skus[i], baskets.skus[pair.other]});
      REQUIRE(pair.support == support);
      REQUIRE(static_cast<double>(pair.weight) * kWeightUnit == Approx(weight).epsilon(1e-5));
      ++pairs;
    }
  }
  CHECK(pairs == expected.size());
}

TEST_CASE("pair counts: do not depend on the order of the baskets") {
  Orders orders = randomOrders(300, 40, 6);
  const Baskets straight = makeBaskets(orders);
  std::reverse(orders.begin(), orders.end());
  const Baskets reversed = makeBaskets(orders);
  REQUIRE(straight.skus == reversed.skus);
  const Cooccurrence a(straight, {});
  const Cooccurrence b(reversed, {});
  Cooccurrence::Scratch scratch_a;
  Cooccurrence::Scratch scratch_b;
  for (std::uint32_t i = 0; i < a.itemCount(); ++i) {
    const auto row_a = a.row(i, scratch_a);
    const auto row_b = b.row(i, scratch_b);
    REQUIRE(row_a.size() == row_b.size());
    for (std::size_t k = 0; k < row_a.size(); ++k) {
      REQUIRE(row_a[k].other == row_b[k].other);
      REQUIRE(row_a[k].weight == row_b[k].weight);
    }
  }
}

TEST_CASE("the counts of two sets of orders: add up to those of both together") {
  const Orders first = randomOrders(200, 30, 7);
  const Orders second = randomOrders(300, 30, 8);
  Orders both = first;
  both.insert(both.end(), second.begin(), second.end());
  std::map<std::pair<std::string, std::string>, std::uint64_t> sums;
  const auto add = [&](const Orders& orders, std::int64_t sign) {
    const Baskets baskets = makeBaskets(orders);
    const Cooccurrence counts(baskets, {});
    Cooccurrence::Scratch scratch;
    for (std::uint32_t i = 0; i < counts.itemCount(); ++i) {
      for (const PairCount& pair : counts.row(i, scratch)) {
        sums[{baskets.skus[i], baskets.skus[pair.other]}] += static_cast<std::uint64_t>(sign) * pair.weight;
      }
    }
  };
  add(first, 1);
  add(second, 1);
  add(both, -1);
  for (const auto& [pair, sum] : sums) REQUIRE(sum == 0);
}

TEST_CASE("baskets above the cap: are left out and reported") {
  Orders orders = {{"a", "b"}, {"a", "c"}};
  std::set<std::string> giant;
  for (int k = 0; k < 20; ++k) giant.insert("g" + std::to_string(k));
  orders.push_back(giant);
  const Cooccurrence counts(makeBaskets(orders), {.max_basket_items = 19});
  CHECK(counts.dropped() == CooccurrenceDropped{.large_baskets = 1, .large_basket_lines = 20});
  CHECK(counts.basketCount() == 2);
}

TEST_CASE("items above the cap: keep their most recent baskets, and the matrix stays symmetric") {
  const Orders orders = {{"hot", "a"}, {"hot", "b"}, {"hot", "c", "d"}, {"c", "d"}};
  const Baskets baskets = makeBaskets(orders, {10, 30, 20, 5});
  const Cooccurrence counts(baskets, {.max_item_baskets = 2});
  CHECK(counts.dropped() == CooccurrenceDropped{.hot_items = 1, .hot_item_lines = 1});
  Cooccurrence::Scratch scratch;
  const auto partners = [&](const std::string& sku) {
    std::set<std::string> result;
    for (const PairCount& pair : counts.row(itemNumber(baskets, sku), scratch)) result.insert(baskets.skus[pair.other]);
    return result;
  };
  CHECK(partners("hot") == std::set<std::string>{"b", "c", "d"});
  CHECK(partners("a").empty());
  CHECK(partners("b") == std::set<std::string>{"hot"});
}

TEST_CASE("orders of one item, and no orders: make no pairs") {
  const Cooccurrence single(makeBaskets({{"a"}, {"b"}}), {});
  Cooccurrence::Scratch scratch;
  CHECK(single.row(0, scratch).empty());
  CHECK(single.itemWeight(0) == 0);
  const Cooccurrence none(makeBaskets({}), {});
  CHECK(none.itemCount() == 0);
}

TEST_CASE("the basket power at its ends: counts baskets alike, or items alike") {
  const Baskets baskets = makeBaskets({{"a", "b"}, {"a", "c", "d", "e", "f"}});
  CHECK(Cooccurrence(baskets, {.basket_power = 0}).basketWeight(1) == 1u << 20);
  CHECK(Cooccurrence(baskets, {.basket_power = 1}).basketWeight(1) == 1u << 18);
}

TEST_CASE("co-occurrence: lets old orders count for less by their half-life, but for something") {
  const std::int64_t day = 86400;
  const Baskets baskets = makeBaskets({{"a", "b"}, {"a", "c"}, {"a", "d"}, {"e"}}, {0, -10 * day, -100000 * day, 0});
  const Cooccurrence decayed(baskets, {.half_life_days = 5});
  Cooccurrence::Scratch scratch;
  std::vector<std::uint64_t> weights(baskets.itemCount(), 0);
  for (const PairCount& pair : decayed.row(itemNumber(baskets, "a"), scratch)) weights[pair.other] = pair.weight;
  CHECK(static_cast<double>(weights[itemNumber(baskets, "b")]) * kWeightUnit == Approx(1));
  CHECK(static_cast<double>(weights[itemNumber(baskets, "c")]) * kWeightUnit == Approx(0.25));
  CHECK(weights[itemNumber(baskets, "d")] == 1);

  const Cooccurrence plain(baskets, {});
  for (const PairCount& pair : plain.row(itemNumber(baskets, "a"), scratch)) {
    CHECK(static_cast<double>(pair.weight) * kWeightUnit == Approx(1));
  }
}

}  // namespace
}  // namespace goeswith::test
