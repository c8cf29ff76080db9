#include "mine/model/model_choice.h"

#include <random>

#include "catch.h"
#include "sample_baskets.h"
#include "sample_shop.h"

namespace goeswith::test {
namespace {

TEST_CASE("the choice of a model: comes from what was tried and is the same each time") {
  const Baskets baskets = makeBaskets(makeShopOrders(3000, 8));
  const ModelChoice choice = chooseModel(baskets, {}, {}, {}, {});
  CHECK(choice.cases > 300);
  REQUIRE(choice.tried.size() > 10);
  bool is_tried = false;
  for (const TriedModel& tried : choice.tried) is_tried |= tried.options == choice.options;
  CHECK(is_tried);
  CHECK(choice.tried.front().options == RidgeOptions{});

  const ModelChoice again = chooseModel(baskets, {}, {}, {}, {});
  CHECK(again.options == choice.options);
  REQUIRE(again.tried.size() == choice.tried.size());
  for (std::size_t t = 0; t < choice.tried.size(); ++t) {
    CHECK(again.tried[t].quality.recall_at_10 == choice.tried[t].quality.recall_at_10);
    CHECK(again.tried[t].quality.reciprocal_rank_at_10 == choice.tried[t].quality.reciprocal_rank_at_10);
    CHECK(again.tried[t].quality.page_precision_at_3 == choice.tried[t].quality.page_precision_at_3);
    CHECK(choice.tried[t].quality.page_precision_at_3 > 0);
  }
}

TEST_CASE("the choice of a model: leaves bad defaults") {
  const Baskets baskets = makeBaskets(makeShopOrders(3000, 8));
  // A ridge that leaves nothing of the weights but bestsellers, and edges that must be all but certain.
  const RidgeOptions bad = {.ridge = 10000, .min_edge_score = 0.5};
  const ModelChoice choice = chooseModel(baskets, {}, bad, {}, {});
  CHECK(choice.options.ridge < 1000);
  CHECK(choice.options.min_edge_score < 0.1);
}

TEST_CASE("the choice of a model: does not move a settled option") {
  const Baskets baskets = makeBaskets(makeShopOrders(3000, 8));
  ModelChoiceOptions options;
  options.ridges = {77};
  const ModelChoice choice = chooseModel(baskets, {}, {.row_length = 5, .ridge = 77}, options, {});
  CHECK(choice.options.ridge == 77);
  CHECK(choice.options.row_length == 5);
  for (const TriedModel& tried : choice.tried) CHECK(tried.options.ridge == 77);
}

TEST_CASE("the choice of a model: of few orders is the default, untried") {
  const RidgeOptions defaults;
  for (const std::size_t orders : {0, 1, 300}) {
    const ModelChoice choice = chooseModel(makeBaskets(makeShopOrders(orders, 4)), {}, defaults, {}, {});
    CHECK(choice.tried.empty());
    CHECK(choice.options == defaults);
  }
}

}  // namespace
}  // namespace goeswith::test
