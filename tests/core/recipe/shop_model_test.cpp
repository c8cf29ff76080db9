#include "recipe/shop_model.h"

#ifdef _OPENMP
#include <omp.h>
#endif

#include <algorithm>
#include <cmath>
#include <random>

#include "catch.h"
#include "sample_baskets.h"
#include "sample_shop.h"

namespace goeswith::test {
namespace {

// What ships for a shop without rules.
LinearModel build(const Baskets& baskets, const RidgeOptions& options = {}, const Items& items = {}) {
  const auto shop = describeShop(baskets, items, {}, {.same_category = SameCategory::allow});
  REQUIRE(shop);
  return shippedModel(fitShopModel(baskets, Cooccurrence(baskets, {}), *shop, options, {}), *shop, 1);
}

float weightOf(const LinearModel& model, std::uint32_t source, std::uint32_t target) {
  for (const WeightedTarget& edge : model.rows.row(source)) {
    if (edge.target == target) return edge.weight;
  }
  return 0;
}

void checkSame(const LinearModel& a, const LinearModel& b) {
  CHECK(a.bias == b.bias);
  CHECK(a.rows.offsets == b.rows.offsets);
  REQUIRE(a.rows.edges.size() == b.rows.edges.size());
  for (std::size_t e = 0; e < a.rows.edges.size(); ++e) {
    CHECK(a.rows.edges[e].target == b.rows.edges[e].target);
    CHECK(a.rows.edges[e].weight == b.rows.edges[e].weight);
  }
}

TEST_CASE("the shop's model: finds planted complements and ranks them first") {
  const Baskets baskets = makeBaskets(makeShopOrders(4000, 8));
  const LinearModel model = build(baskets);
  for (int k = 0; k < 8; ++k) {
    const auto row = model.rows.row(itemNumber(baskets, "pot" + std::to_string(k)));
    REQUIRE(!row.empty());
    const auto best = std::max_element(
        row.begin(), row.end(), [&](const WeightedTarget& a, const WeightedTarget& b) { return a.weight < b.weight; });
    CHECK(baskets.skus[best->target] == "cosy" + std::to_string(k));
  }
}

TEST_CASE("the shop's model: speaks against what is never bought together") {
  const Baskets baskets = makeBaskets(makeShopOrders(4000, 4));
  const LinearModel model = build(baskets);
  for (int k = 0; k < 4; ++k) {
    for (int other = 0; other < 4; ++other) {
      if (k == other) continue;
      CHECK(weightOf(model, itemNumber(baskets, "pot" + std::to_string(k)),
                     itemNumber(baskets, "pot" + std::to_string(other))) < 0);
    }
  }
}

TEST_CASE("the shop's model: puts what everybody buys into the bias, not into the rows") {
  const Baskets baskets = makeBaskets(makeShopOrders(6000, 8));
  const LinearModel model = build(baskets);
  const std::uint32_t bag = itemNumber(baskets, "bag");
  CHECK(model.bias[bag] > 5 * model.bias[itemNumber(baskets, "cosy0")]);
  for (int k = 0; k < 8; ++k) {
    const std::uint32_t pot = itemNumber(baskets, "pot" + std::to_string(k));
    CHECK(weightOf(model, pot, bag) < 0.5 * weightOf(model, pot, itemNumber(baskets, "cosy" + std::to_string(k))));
  }
}

TEST_CASE("the shop's model: is the same for every order of the orders") {
  std::vector<std::set<std::string>> orders = makeShopOrders(800, 6);
  const LinearModel expected = build(makeBaskets(orders));
  std::shuffle(orders.begin(), orders.end(), std::mt19937(3));
  checkSame(build(makeBaskets(orders)), expected);
}

#ifdef _OPENMP
TEST_CASE("the shop's model: is the same on every number of threads") {
  const Baskets baskets = makeBaskets(makeShopOrders(800, 6));
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  const LinearModel expected = build(baskets);
  omp_set_num_threads(3);
  const LinearModel model = build(baskets);
  omp_set_num_threads(threads);
  checkSame(model, expected);
}
#endif

TEST_CASE("the shop's model: keeps to its row length, targets ascending and never the source") {
  const Baskets baskets = makeBaskets(makeShopOrders(3000, 30));
  const LinearModel model = build(baskets, {.row_length = 6, .min_edge_score = 0});
  REQUIRE(model.rows.rowCount() == baskets.itemCount());
  CHECK(model.rows.edges.size() <= 6 * baskets.itemCount());
  bool any_long = false;
  for (std::uint32_t i = 0; i < baskets.itemCount(); ++i) {
    const auto row = model.rows.row(i);
    CHECK(row.size() <= 12);
    any_long |= row.size() > 6;
    for (std::size_t k = 0; k < row.size(); ++k) {
      CHECK(row[k].target != i);
      CHECK(row[k].weight != 0);
      if (k > 0) CHECK(row[k - 1].target < row[k].target);
    }
  }
  CHECK(any_long);
}

TEST_CASE("the shop's model: drops edges that promise too little") {
  const Baskets baskets = makeBaskets(makeShopOrders(3000, 8));
  const LinearModel all = build(baskets, {.min_edge_score = 0});
  const LinearModel strong = build(baskets, {.min_edge_score = 0.1});
  CHECK(strong.rows.edges.size() < all.rows.edges.size() / 2);
  CHECK(weightOf(strong, itemNumber(baskets, "pot0"), itemNumber(baskets, "cosy0")) > 0);
}

TEST_CASE("the shop's model: never pulls for a pair below the support") {
  std::vector<std::set<std::string>> orders = makeShopOrders(500, 4);
  orders.push_back({"pot0", "once"});
  const Baskets baskets = makeBaskets(orders);
  const auto pot = itemNumber(baskets, "pot0");
  const auto once = itemNumber(baskets, "once");
  const RidgeOptions believing = {.min_support = 1, .few_orders = 0, .ridge = 1, .min_edge_score = 0};
  CHECK(weightOf(build(baskets, believing), once, pot) > 0);
  RidgeOptions doubting = believing;
  doubting.min_support = 2;
  CHECK(weightOf(build(baskets, doubting), once, pot) == 0);
  // Of an item in few orders one is enough, of one in many it is not.
  doubting.few_orders = 5;
  CHECK(weightOf(build(baskets, doubting), once, pot) > 0);
  CHECK(weightOf(build(baskets, doubting), pot, once) == 0);
}

TEST_CASE("the shop's model: has the targets that most orders of a source hold lead on its page") {
  const Baskets baskets = makeBaskets(makeShopOrders(4000, 8));
  const LinearModel model = build(baskets);
  const Cooccurrence counts(baskets, {});
  Cooccurrence::Scratch scratch;
  for (std::uint32_t i = 0; i < baskets.itemCount(); ++i) {
    std::vector<double> led;
    for (const WeightedTarget& edge : model.rows.row(i)) {
      if (edge.page_strength == 0) continue;
      for (const PairCount& pair : counts.row(i, scratch)) {
        if (pair.other == edge.target) led.push_back(static_cast<double>(pair.weight));
      }
    }
    CHECK(led.size() <= 6);
    // Whoever is bought with the source far more often than what leads, leads as well.
    for (const PairCount& pair : counts.row(i, scratch)) {
      if (led.size() < 6 || static_cast<double>(pair.weight) < 2 * *std::min_element(led.begin(), led.end())) continue;
      const auto row = model.rows.row(i);
      CHECK(std::any_of(row.begin(), row.end(), [&](const WeightedTarget& edge) {
        return edge.target == pair.other && edge.page_strength > 0;
      }));
    }
  }
  const LinearModel three = build(baskets, {.page_leads = 3});
  const LinearModel none = build(baskets, {.page_leads = 0});
  for (std::uint32_t i = 0; i < baskets.itemCount(); ++i) {
    const auto leads = [&](const LinearModel& of) {
      const auto row = of.rows.row(i);
      return std::count_if(row.begin(), row.end(), [](const WeightedTarget& edge) { return edge.page_strength > 0; });
    };
    CHECK(leads(three) <= 3);
    CHECK(leads(none) == 0);
  }
}

TEST_CASE("the shop's model: never suggests what is not offered, but lets it pull") {
  const Baskets baskets = makeBaskets(makeShopOrders(2000, 4));
  Items items;
  for (const std::string& sku : baskets.skus) items.push_back({.sku = sku, .available = sku != "pot1"});
  const std::uint32_t pot = itemNumber(baskets, "pot1");
  const LinearModel model = build(baskets, {}, items);
  CHECK(weightOf(model, pot, itemNumber(baskets, "cosy1")) > 0);
  for (const WeightedTarget& edge : model.rows.edges) CHECK(edge.target != pot);
}

TEST_CASE("the shop's model: scales what was fitted by its shares") {
  const Baskets baskets = makeBaskets(makeShopOrders(2000, 4));
  const LinearModel plain = build(baskets, {.bias_share = 1, .negative_share = 1});
  const LinearModel scaled = build(baskets, {.bias_share = 0.5, .negative_share = 2});
  const std::uint32_t bag = itemNumber(baskets, "bag");
  CHECK(scaled.bias[bag] == Approx(plain.bias[bag] / 2));
  REQUIRE(plain.rows.edges.size() == scaled.rows.edges.size());
  for (std::size_t e = 0; e < plain.rows.edges.size(); ++e) {
    const float weight = plain.rows.edges[e].weight;
    CHECK(scaled.rows.edges[e].weight == Approx(weight < 0 ? 2 * weight : weight));
  }
  const LinearModel silent = build(baskets, {.negative_share = 0});
  for (const WeightedTarget& edge : silent.rows.edges) CHECK(edge.weight > 0);
}

TEST_CASE("the shop's model: lets the rarer source count for more when damped") {
  const Baskets baskets = makeBaskets(makeShopOrders(2000, 4));
  const LinearModel plain = build(baskets);
  const LinearModel damped = build(baskets, {.popularity_damping = 0.5});
  const std::uint32_t bag = itemNumber(baskets, "bag");
  const std::uint32_t rare = itemNumber(baskets, "cosy0");
  const auto change = [&](std::uint32_t source) {
    const WeightedTarget& edge = plain.rows.row(source).front();
    return weightOf(damped, source, edge.target) / edge.weight;
  };
  CHECK(change(rare) > change(bag));
  CHECK(change(bag) < 1);
}

TEST_CASE("the shop's model: has nothing to say without orders of two items") {
  for (const auto& orders : std::vector<std::vector<std::set<std::string>>>{{}, {{"a"}}, {{"a"}, {"b"}, {"a"}}}) {
    const Baskets baskets = makeBaskets(orders);
    const LinearModel model = build(baskets);
    CHECK(model.rows.rowCount() == baskets.itemCount());
    CHECK(model.rows.edges.empty());
    CHECK(model.bias == std::vector<float>(baskets.itemCount(), 0.f));
  }
}

TEST_CASE("the shop's model: doubts a single order") {
  const Baskets baskets = makeBaskets({{"a", "b", "c"}});
  CHECK(build(baskets, {.few_orders = 0}).rows.edges.empty());
  const LinearModel believing = build(baskets, {.min_support = 1, .ridge = 0.1});
  CHECK(weightOf(believing, 0, 1) > 0);
}

TEST_CASE("the shop's model: tells how far it is, up to the end") {
  const Baskets baskets = makeBaskets(makeShopOrders(200, 4));
  const Cooccurrence counts(baskets, {});
  std::size_t last = 0;
  std::size_t all = 0;
  const auto shop = describeShop(baskets, {}, {}, {});
  REQUIRE(shop);
  fitShopModel(baskets, counts, *shop, {}, [&](std::size_t done, std::size_t rows) {
    CHECK(done >= last);
    last = done;
    all = rows;
  });
  CHECK(last == all);
  CHECK(all > 0);
}

}  // namespace
}  // namespace goeswith::test
