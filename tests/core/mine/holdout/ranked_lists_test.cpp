#include "mine/holdout/ranked_lists.h"

#include <numeric>

#include "catch.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

HeldOutCase cartOf(std::vector<std::uint32_t> cart) {
  const auto size = static_cast<std::uint32_t>(cart.size());
  return {kUnknownItem, std::move(cart), size};
}

// 0 → 1 and 2; 1 → 2, 3 and 4; the others say nothing.
WeightRows sampleRows() {
  return {.offsets = {0, 2, 5, 5, 5, 5}, .edges = {{1, 1.f}, {2, .5f}, {2, .5f}, {3, -1.f}, {4, 1.f}}};
}

TEST_CASE("ranked lists: add up the cart's rows, equal scores by popularity") {
  const std::vector<HeldOutCase> cases = {cartOf({0}), cartOf({0, 1}), cartOf({3}), cartOf({})};
  const RankedLists lists = rankByRows(sampleRows(), {}, cases);
  CHECK(lists[0].items == std::vector<std::uint32_t>{1, 2});
  CHECK(lists[1].items == std::vector<std::uint32_t>{2, 4});  // both 1; 1 is in the cart, 3 is spoken against
  CHECK(lists[1].own == 2);
  CHECK(lists[2].items.empty());
  CHECK(lists[3].items.empty());
}

TEST_CASE("ranked lists: let a bias order what the cart pulls for, and add nothing") {
  const std::vector<HeldOutCase> cases = {cartOf({0})};
  const std::vector<float> bias = {0, -2, 0, 9, 0};
  CHECK(rankByRows(sampleRows(), bias, cases)[0].items == std::vector<std::uint32_t>{2, 1});
}

TEST_CASE("ranked lists: are the same from dense rows") {
  const std::vector<HeldOutCase> cases = {cartOf({0}), cartOf({0, 1}), cartOf({3}), cartOf({})};
  const WeightRows rows = sampleRows();
  const RankedLists sparse = rankByRows(rows, {}, cases);
  const RankedLists dense = rankByDenseRows(
      rows.rowCount(),
      [&](std::uint32_t item, std::span<double> sums) {
        for (const WeightedTarget& edge : rows.row(item)) sums[edge.target] += edge.weight;
      },
      cases);
  for (std::size_t c = 0; c < cases.size(); ++c) CHECK(sparse[c].items == dense[c].items);
}

TEST_CASE("ranked lists: stop at twenty") {
  WeightRows rows;
  for (std::uint32_t target = 1; target < 40; ++target) rows.edges.push_back({target, static_cast<float>(target)});
  rows.offsets.assign(41, rows.edges.size());
  rows.offsets[0] = 0;
  const std::vector<HeldOutCase> cases = {cartOf({0})};
  const RankedLists lists = rankByRows(rows, {}, cases);
  REQUIRE(lists[0].items.size() == kRankedItems);
  CHECK(lists[0].items.front() == 39);
  CHECK(lists[0].items.back() == 20);
}

TEST_CASE("bestsellers: go by orders, not by the steps in which items are numbered") {
  // Three, two and two orders: one half octave up, and the same one.
  const Baskets baskets = makeBaskets({{"c", "b"}, {"c", "a"}, {"c", "b"}, {"a"}, {"d"}, {"d"}, {"d"}});
  std::vector<std::string> skus;
  for (const std::uint32_t item : bestsellersOf(baskets)) skus.push_back(baskets.skus[item]);
  CHECK(skus == std::vector<std::string>{"c", "d", "a", "b"});
}

TEST_CASE("filling up: appends the most popular that are neither listed nor in the cart") {
  RankedList list{.items = {3, 1}, .own = 2};
  const std::vector<std::uint32_t> bestsellers = {1, 0, 6, 2, 5, 4, 3};
  fillByPopularity(list, std::vector<std::uint32_t>{0, 4}, bestsellers);
  CHECK(list.items == std::vector<std::uint32_t>{3, 1, 6, 2, 5});
  CHECK(list.own == 2);
  RankedList long_list;
  std::vector<std::uint32_t> many(1000);
  std::iota(many.begin(), many.end(), 0);
  fillByPopularity(long_list, {}, many);
  CHECK(long_list.items.size() == kRankedItems);
  CHECK(long_list.own == 0);
}

}  // namespace
}  // namespace goeswith::test
