#include "recipe/mine_table.h"

#ifdef _OPENMP
#include <omp.h>
#endif

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "catch.h"
#include "sample_baskets.h"
#include "sample_shop.h"
#include "score/scorer.h"
#include "table/whole/cards.h"

namespace goeswith::test {
namespace {

MinedTable mine(const Baskets& baskets, const MiningOptions& options = {}, const Items& items = {},
                const RecipeProgress& progress = {}) {
  auto mined = mineTable({baskets, {}, items, {}}, options, progress);
  REQUIRE(mined);
  return std::move(*mined);
}

std::vector<std::uint8_t> bytesOf(const MinedTable& mined) {
  return writeTable(mined.contents());
}

Items itemsOf(const Baskets& baskets) {
  Items items;
  for (const std::string& sku : baskets.skus) items.push_back({.sku = sku, .title = "The " + sku});
  return items;
}

TEST_CASE("the recipe: makes a table whose first suggestion is the planted complement") {
  const Baskets baskets = makeBaskets(makeShopOrders(4000, 8));
  const std::vector<std::uint8_t> bytes = bytesOf(mine(baskets, {}, itemsOf(baskets)));
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const auto cards = decodeCards(table->section(format::kCards), table->itemCount());
  REQUIRE(cards);
  Scorer scorer(*table, cards->traits);
  for (int k = 0; k < 8; ++k) {
    const std::uint32_t pot = itemNumber(baskets, "pot" + std::to_string(k));
    const auto suggestions = scorer.score(std::span(&pot, 1), {});
    REQUIRE(!suggestions.empty());
    CHECK(cards->cards.items[suggestions.front().item].title == "The cosy" + std::to_string(k));
    CHECK(suggestions.front().attach_rate > 0);
  }
}

TEST_CASE("the recipe: makes the same bytes for every order of the orders") {
  std::vector<std::set<std::string>> orders = makeShopOrders(1500, 6);
  Baskets baskets = makeBaskets(orders);
  const std::vector<std::uint8_t> expected = bytesOf(mine(baskets));
  // Keys are the orders' own.
  std::vector<std::size_t> places(orders.size());
  for (std::size_t b = 0; b < places.size(); ++b) places[b] = b;
  std::shuffle(places.begin(), places.end(), std::mt19937(3));
  std::vector<std::set<std::string>> shuffled;
  std::vector<std::uint64_t> keys;
  for (const std::size_t b : places) {
    shuffled.push_back(orders[b]);
    keys.push_back(baskets.order_keys[b]);
  }
  Baskets others = makeBaskets(shuffled);
  others.order_keys = keys;
  CHECK(bytesOf(mine(others)) == expected);
}

#ifdef _OPENMP
TEST_CASE("the recipe: makes the same bytes on every number of threads") {
  const Baskets baskets = makeBaskets(makeShopOrders(1500, 6));
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  const std::vector<std::uint8_t> expected = bytesOf(mine(baskets));
  omp_set_num_threads(3);
  const std::vector<std::uint8_t> bytes = bytesOf(mine(baskets));
  omp_set_num_threads(threads);
  CHECK(bytes == expected);
}
#endif

TEST_CASE("the recipe: takes the version and the options into the settings") {
  const Baskets baskets = makeBaskets(makeShopOrders(300, 4));
  const MinedTable mined = mine(baskets, {.counting = {.half_life_days = 30}, .ridge = 77, .version = "1.2.3"});
  const auto settings = nlohmann::json::parse(mined.settings);
  CHECK(settings["goeswith"] == "1.2.3");
  CHECK(settings["counting"]["half_life_days"] == 30);
  CHECK(settings["model"]["ridge"] == 77);
  CHECK(mined.choice.tried.empty());
  CHECK(!mined.is_default);
}

TEST_CASE("the recipe: takes the defaults with few orders") {
  CHECK(mine(makeBaskets(makeShopOrders(300, 4))).is_default);
  CHECK(!mine(makeBaskets(makeShopOrders(4000, 4))).is_default);
}

TEST_CASE("the recipe: gives few items longer rows and finer weights, unless told otherwise") {
  const auto shopOf = [](int pots) { return makeBaskets(makeShopOrders(900, pots)); };
  const MinedTable few = mine(shopOf(4));
  CHECK(few.levels == 32);
  CHECK(few.choice.options.row_length == 24);
  const MinedTable told = mine(shopOf(4), {.row_length = 5, .levels = 9});
  CHECK(told.levels == 9);
  CHECK(told.choice.options.row_length == 5);
  std::vector<std::set<std::string>> orders = makeShopOrders(900, 4);
  for (std::size_t k = 0; k <= kFewItems; ++k) orders.push_back({"single" + std::to_string(k)});
  const MinedTable many = mine(makeBaskets(orders));
  CHECK(many.levels == 7);
  CHECK(many.choice.options.row_length == 16);
}

TEST_CASE("the recipe: promises rates of pages apart from those of carts") {
  const MinedTable mined = mine(makeBaskets(makeShopOrders(4000, 8)));
  REQUIRE(mined.calibration.size() >= 2);
  CHECK(mined.calibration[0].min_cart == 0);
  CHECK(mined.calibration[1].min_cart == 1);
  CHECK(mined.calibration[0].knots.back().score > 1 << format::kLeadShift);
}

TEST_CASE("the recipe: never offers what the shop cannot sell, unless it is to") {
  const Baskets baskets = makeBaskets(makeShopOrders(2000, 4));
  Items items = itemsOf(baskets);
  for (Item& item : items) item.available = item.sku != "cosy1";
  const std::uint32_t pot = itemNumber(baskets, "pot1");
  const std::uint32_t cosy = itemNumber(baskets, "cosy1");
  const auto pulls = [&](const MinedTable& mined) {
    const auto row = mined.model.rows.row(pot);
    return std::any_of(row.begin(), row.end(), [&](const WeightedTarget& edge) { return edge.target == cosy; });
  };
  CHECK(!pulls(mine(baskets, {}, items)));
  CHECK(pulls(mine(baskets, {.shop = {.offers_unavailable = true}}, items)));
}

TEST_CASE("the recipe: puts the orders of each pair into the table when asked") {
  const Baskets baskets = makeBaskets(makeShopOrders(2000, 4));
  CHECK(!mine(baskets).support);
  const MinedTable mined = mine(baskets, {.publish_support = true});
  REQUIRE(mined.support);
  CHECK(mined.support->item_orders == baskets.item_orders);
  const auto& edges = mined.model.rows.edges;
  REQUIRE(mined.support->edge_orders.size() == edges.size());
  for (std::size_t e = 0; e < edges.size(); ++e) {
    if (edges[e].weight > 0) CHECK(mined.support->edge_orders[e] >= RidgeOptions{}.min_support);
  }
}

TEST_CASE("the recipe: says which line of the rules does not fit") {
  const Baskets baskets = makeBaskets(makeShopOrders(100, 4));
  MerchantRules rules;
  rules.file = "rules.json";
  rules.blocks.push_back({{RuleSubject::Kind::item, "kettle"}, 7});
  const auto mined = mineTable({baskets, {}, {}, rules}, {}, {});
  REQUIRE(!mined);
  CHECK(mined.error().find("rules.json:7") != std::string::npos);
  CHECK(mined.error().find("kettle") != std::string::npos);
}

TEST_CASE("the recipe: tells its stages, and of each how far it is, up to the end") {
  const Baskets baskets = makeBaskets(makeShopOrders(1500, 4));
  std::vector<std::string> stages;
  std::size_t last = 0;
  std::size_t all = 0;
  const auto stage = [&](std::string_view name) {
    CHECK(last == all);
    last = all = 0;
    stages.emplace_back(name);
  };
  const auto rows = [&](std::size_t done, std::size_t of) {
    CHECK(done >= last);
    last = done;
    all = of;
  };
  mine(baskets, {.ridge = 35}, {}, {stage, rows});
  CHECK(last == all);
  CHECK(all > 0);
  CHECK(stages ==
        std::vector<std::string>{"catalogue and rules", "choose model", "calibrate", "index baskets", "model"});
}

}  // namespace
}  // namespace goeswith::test
