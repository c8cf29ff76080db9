#include "recipe/evaluation.h"

#include <set>

#include "catch.h"
#include "sample_baskets.h"
#include "sample_shop.h"

namespace goeswith::test {
namespace {

Orders ordersOf(const std::vector<std::set<std::string>>& orders) {
  return {makeBaskets(orders), {}};
}

tl::expected<Evaluation, std::string> evaluateShop(const Orders& orders, const Items& items = {},
                                                   const RecipeProgress& progress = {}) {
  return evaluate(orders, items, {}, {}, {}, progress);
}

TEST_CASE("evaluation: judges the table first, then the rankers of the field, on the same carts") {
  const auto evaluation = evaluateShop(ordersOf(makeShopOrders(4000, 8)));
  REQUIRE(evaluation);
  std::vector<std::string> keys;
  for (const RankerQuality& ranker : evaluation->rankers) {
    keys.push_back(ranker.key);
    CHECK(ranker.all.cases == evaluation->rankers.front().all.cases);
    CHECK(ranker.single_item_carts.cases + ranker.larger_carts.cases == ranker.all.cases);
  }
  CHECK(keys == std::vector<std::string>{"table", "bare", "refit", "ease", "weighted_count", "bm25", "jaccard",
                                         "cosine", "count", "popularity"});
  CHECK(evaluation->left_out.empty());
  CHECK(evaluation->training_orders + evaluation->test_orders == 4000);
  // Who buys a pot takes its cosy along; nothing else tells which one.
  const RankerQuality& table = evaluation->rankers.front();
  const RankerQuality& bestsellers = evaluation->rankers.back();
  CHECK(table.all.recallAt(3) > bestsellers.all.recallAt(3) + 0.1);
  CHECK(evaluation->table_bytes > 0);
  CHECK(!evaluation->cart_rates.strictness.empty());
  CHECK(!evaluation->page_rates.strictness.empty());
  CHECK(table.pages.views > evaluation->rankers.front().all.cases);
  CHECK(table.pages.hit_at_3 > 0.5);
  CHECK(table.pages.precision_at_3 > bestsellers.pages.precision_at_3);
  CHECK(table.pages.answered == Approx(1).margin(.01));
  CHECK(!evaluation->examples.empty());
}

TEST_CASE("evaluation: is the same each time") {
  const Orders orders = ordersOf(makeShopOrders(2000, 6));
  const auto first = evaluateShop(orders);
  const auto second = evaluateShop(orders);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->table_bytes == second->table_bytes);
  CHECK(first->hits_in_shown == second->hits_in_shown);
  REQUIRE(first->rankers.size() == second->rankers.size());
  for (std::size_t r = 0; r < first->rankers.size(); ++r) {
    CHECK(first->rankers[r].all.recall == second->rankers[r].all.recall);
    CHECK(first->rankers[r].all.reciprocal_rank == second->rankers[r].all.reciprocal_rank);
    CHECK(first->rankers[r].pages.precision_at_3 == second->rankers[r].pages.precision_at_3);
  }
}

TEST_CASE("evaluation: offers what is sold out today, since it was for sale then") {
  const Orders orders = ordersOf(makeShopOrders(2000, 6));
  Items items;
  for (const std::string& sku : orders.baskets.skus) items.push_back({.sku = sku, .available = false});
  const auto evaluation = evaluateShop(orders, items);
  REQUIRE(evaluation);
  CHECK(evaluation->table_edges > 0);
  CHECK(evaluation->hits_in_shown > 0);
}

TEST_CASE("evaluation: judges lists as shoppers see them, with one of items that look alike") {
  std::vector<std::set<std::string>> shop = makeShopOrders(2000, 4);
  // Of every cosy there are two colours, which look alike.
  std::size_t order = 0;
  for (auto& items : shop) {
    for (int k = 0; k < 4; ++k) {
      const std::string cosy = "cosy" + std::to_string(k);
      if (items.contains(cosy) && ++order % 2 == 0) {
        items.erase(cosy);
        items.insert(cosy + "-red");
      }
    }
  }
  const Orders orders = ordersOf(shop);
  Items items;
  for (const std::string& sku : orders.baskets.skus) {
    const bool is_cosy = sku.starts_with("cosy");
    const std::string title = !is_cosy ? "" : sku.ends_with("-red") ? "Tea cosy red" : "Tea cosy blue";
    items.push_back({.sku = sku, .title = title, .category = is_cosy ? sku.substr(0, 5) : "Other"});
  }
  EvaluationOptions raw;
  raw.is_diverse = false;
  const auto apart = evaluate(orders, items, {}, {}, {}, {});
  const auto beside = evaluate(orders, items, {}, raw, {}, {});
  REQUIRE(apart);
  REQUIRE(beside);
  CHECK(apart->table_bytes == beside->table_bytes);
  CHECK(apart->hits_in_shown < beside->hits_in_shown - 0.05);
  // The rankers of the field know no families.
  CHECK(apart->rankers.back().all.recall == beside->rankers.back().all.recall);
}

TEST_CASE("evaluation: says what is missing where the split leaves nothing to ask") {
  const auto evaluation = evaluateShop(ordersOf(std::vector<std::set<std::string>>(1200, {"a"})));
  REQUIRE(!evaluation);
  CHECK(evaluation.error().find("1,200 orders, 0 of them of two items or more") != std::string::npos);
}

TEST_CASE("evaluation: begins a stage for each ranker") {
  std::set<std::string> stages;
  REQUIRE(
      evaluateShop(ordersOf(makeShopOrders(1000, 4)), {}, {[&](std::string_view name) { stages.emplace(name); }, {}}));
  CHECK(stages.contains("split"));
  CHECK(stages.contains("model"));
  CHECK(stages.contains("rank table"));
  CHECK(stages.contains("rank popularity"));
}

}  // namespace
}  // namespace goeswith::test
