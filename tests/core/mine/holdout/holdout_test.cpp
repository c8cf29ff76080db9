#include "mine/holdout/holdout.h"

#include <algorithm>
#include <random>

#include "catch.h"
#include "sample_baskets.h"
#include "sample_shop.h"

namespace goeswith::test {
namespace {

TEST_CASE("a holdout: keeps whole orders from training and asks for their items") {
  const Baskets baskets = makeBaskets(makeShopOrders(1000, 6));
  const Holdout holdout = splitHoldout(baskets, {.max_orders = 50, .max_share = 0.5, .cases_per_order = 2});
  CHECK(holdout.training.basketCount() == baskets.basketCount() - 50);
  CHECK(holdout.training.itemCount() == baskets.itemCount());
  CHECK(holdout.cases.size() == 100);
  for (const HeldOutCase& question : holdout.cases) {
    CHECK(!question.cart.empty());
    CHECK(std::is_sorted(question.cart.begin(), question.cart.end()));
    CHECK(std::find(question.cart.begin(), question.cart.end(), question.held_out) == question.cart.end());
  }
  std::vector<std::uint32_t> counted(baskets.itemCount(), 0);
  for (const std::uint32_t item : holdout.training.items) ++counted[item];
  CHECK(counted == holdout.training.item_orders);
}

TEST_CASE("a holdout: is the same for every order of the orders") {
  const std::vector<std::set<std::string>> orders = makeShopOrders(300, 6);
  const Baskets baskets = makeBaskets(orders);
  Baskets reversed = baskets;
  reversed.offsets = {0};
  reversed.items.clear();
  for (std::size_t b = baskets.basketCount(); b-- > 0;) {
    reversed.items.insert(reversed.items.end(), baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b]),
                          baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b + 1]));
    reversed.offsets.push_back(reversed.items.size());
  }
  std::reverse(reversed.order_keys.begin(), reversed.order_keys.end());
  const auto sortedCases = [](const Baskets& from) {
    std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> cases;
    for (const HeldOutCase& question : splitHoldout(from, {}).cases)
      cases.emplace_back(question.held_out, question.cart);
    std::sort(cases.begin(), cases.end());
    return cases;
  };
  CHECK(!sortedCases(baskets).empty());
  CHECK(sortedCases(baskets) == sortedCases(reversed));
}

TEST_CASE("a holdout: of too few orders is empty") {
  CHECK(splitHoldout(makeBaskets({}), {}).cases.empty());
  CHECK(splitHoldout(makeBaskets({{"a", "b"}}), {}).cases.empty());
  CHECK(splitHoldout(makeBaskets({{"a"}, {"b"}}), {.max_share = 1}).cases.empty());
}

// The same rule, written plainly: the whole list, then a look where the item is.
std::uint8_t plainRank(const LinearModel& model, const HeldOutCase& question) {
  const std::size_t n = model.bias.size();
  std::vector<float> score = model.bias;
  std::vector<bool> is_pulled_for(n, false);
  std::vector<bool> is_taken(n, false);
  std::vector<float> pull(n, 0);
  for (const std::uint32_t source : question.cart) {
    is_taken[source] = true;
    for (const WeightedTarget& edge : model.rows.row(source)) {
      pull[edge.target] += edge.weight;
      if (edge.weight > 0) is_pulled_for[edge.target] = true;
    }
  }
  std::vector<std::uint32_t> list;
  for (std::uint32_t j = 0; j < n; ++j) {
    score[j] = pull[j] + model.bias[j];
    if (!is_taken[j] && is_pulled_for[j] && score[j] > 0) list.push_back(j);
  }
  std::stable_sort(list.begin(), list.end(), [&](std::uint32_t a, std::uint32_t b) { return score[a] > score[b]; });
  for (const std::uint32_t j : list) is_taken[j] = true;
  for (std::uint32_t j = 0; j < n; ++j) {
    if (!is_taken[j]) list.push_back(j);
  }
  const auto at = std::find(list.begin(), list.end(), question.held_out) - list.begin();
  return at < 10 ? static_cast<std::uint8_t>(at + 1) : 0;
}

TEST_CASE("holdout ranks: agree with a plain list of candidates filled by popularity") {
  std::mt19937 random(5);
  constexpr std::uint32_t kItems = 30;
  LinearModel model;
  for (std::uint32_t i = 0; i < kItems; ++i) {
    for (std::uint32_t j = 0; j < kItems; ++j) {
      // Weights in eighths: equal scores are common, and sums are exact.
      if (i != j && random() % 8 == 0) model.rows.edges.push_back({j, static_cast<float>(random() % 17) / 8 - 1.0625f});
    }
    model.rows.offsets.push_back(model.rows.edges.size());
    model.bias.push_back(static_cast<float>(random() % 5) / 8 - 0.125f);
  }
  std::vector<HeldOutCase> cases;
  for (int c = 0; c < 500; ++c) {
    std::set<std::uint32_t> order;
    for (std::uint32_t k = 0; k < 2 + random() % 4; ++k) order.insert(static_cast<std::uint32_t>(random() % kItems));
    if (order.size() < 2) continue;
    HeldOutCase& question = cases.emplace_back();
    question.held_out = *std::next(order.begin(), random() % order.size());
    order.erase(question.held_out);
    question.cart.assign(order.begin(), order.end());
  }
  // Carts of one item are pages; here nothing leads on them.
  const std::vector<std::uint8_t> ranks = holdoutRanks(model, cases);
  REQUIRE(ranks.size() == cases.size());
  for (std::size_t c = 0; c < cases.size(); ++c) CHECK(+ranks[c] == +plainRank(model, cases[c]));
}

TEST_CASE("holdout page hits: are of the three that lead, or of the best weights where nothing does") {
  LinearModel model;
  model.bias = {0, 0.125f, 0, 0, 0, 0};
  model.rows.edges = {{1, .25f}, {2, .5f}, {3, .375f}, {4, .125f}, {5, -.25f}};
  model.rows.offsets = {0, 5, 5, 5, 5, 5, 5};
  const auto hitsOf = [&](std::vector<std::uint32_t> truth) {
    const HeldOutCase page{0, std::move(truth), 1};
    return +holdoutPageHits(model, std::span(&page, 1)).front();
  };
  CHECK(hitsOf({1, 2, 3, 4, 5}) == 3);
  CHECK(hitsOf({4, 5}) == 0);
  for (const std::uint32_t k : {0, 3, 4}) model.rows.edges[k].page_strength = static_cast<float>(k + 1);
  CHECK(hitsOf({4, 5}) == 2);
  CHECK(hitsOf({1, 2}) == 1);
  CHECK(hitsOf({2, 3}) == 0);
  const HeldOutCase cart{5, {0}, 1};
  CHECK(+holdoutRanks(model, std::span(&cart, 1)).front() == 3);
  const HeldOutCase silent{1, {0}, 1};
  CHECK(+holdoutPageHits(model, std::span(&silent, 1)).front() == 0);
}

TEST_CASE("holdout quality: is the share of hits and the mean reciprocal place") {
  const std::vector<std::uint8_t> ranks = {1, 0, 2, 10};
  CHECK(holdoutQuality(ranks, {}).recall_at_10 == Approx(0.75));
  CHECK(holdoutQuality(ranks, {}).reciprocal_rank_at_10 == Approx((1 + 0.5 + 0.1) / 4));
  CHECK(holdoutQuality({}, {}).recall_at_10 == 0);
  const std::vector<std::uint8_t> page_hits = {3, 0, 1, 0};
  CHECK(holdoutQuality(ranks, page_hits).page_precision_at_3 == Approx(4.0 / 12));
}

}  // namespace
}  // namespace goeswith::test
