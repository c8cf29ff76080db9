#include "mine/rivals/count_model.h"

#include <cmath>

#include "catch.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

std::vector<bool> everything(const Cooccurrence& counts) {
  return std::vector<bool>(counts.itemCount(), true);
}

TEST_CASE("the count model: weighs a pair by its count over both items' popularity") {
  const Baskets baskets = makeBaskets({{"a", "b"}, {"a", "b"}, {"a", "c"}, {"a", "c"}, {"c", "d"}, {"c", "e"}});
  const Cooccurrence counts(baskets, {});
  const WeightRows rows = buildCountModel(counts, everything(counts), {}, {});
  REQUIRE(rows.rowCount() == 5);
  const auto row = rows.row(itemNumber(baskets, "a"));
  REQUIRE(row.size() == 2);
  const auto weightOf = [&](const std::string& target) {
    for (const WeightedTarget& edge : row) {
      if (edge.target == itemNumber(baskets, target)) return edge.weight;
    }
    return 0.f;
  };
  // a stands in 4 baskets, b in 2, c in 4; both pairs in 2.
  CHECK(weightOf("b") == Approx(std::pow(2 / (std::pow(4, .7) * std::pow(2, .3)), 2)));
  CHECK(weightOf("c") == Approx(std::pow(2 / (std::pow(4, .7) * std::pow(4, .3)), 2)));
}

TEST_CASE("the count model: leaves out pairs below the support") {
  const Baskets baskets = makeBaskets({{"a", "b"}, {"a", "b"}, {"a", "c"}});
  const Cooccurrence counts(baskets, {});
  CHECK(buildCountModel(counts, everything(counts), {.min_support = 2}, {}).row(0).size() == 1);
  CHECK(buildCountModel(counts, everything(counts), {.min_support = 1}, {}).row(0).size() == 2);
}

TEST_CASE("the count model: keeps the best of a row, targets ascending") {
  std::vector<std::set<std::string>> orders;
  for (int target = 0; target < 30; ++target) {
    for (int k = 0; k <= target; ++k) orders.push_back({"z", "t" + std::to_string(target)});
  }
  const Baskets baskets = makeBaskets(orders);
  const Cooccurrence counts(baskets, {});
  const WeightRows rows = buildCountModel(counts, everything(counts), {.row_length = 8, .min_support = 1}, {});
  const auto row = rows.row(itemNumber(baskets, "z"));
  REQUIRE(row.size() == 8);
  for (std::size_t k = 1; k < row.size(); ++k) CHECK(row[k - 1].target < row[k].target);
  for (const WeightedTarget& edge : row) CHECK(std::stoi(baskets.skus[edge.target].substr(1)) >= 22);
}

TEST_CASE("the count model: never suggests what is not offered, but lets it pull") {
  const Baskets baskets = makeBaskets({{"a", "b", "c"}, {"a", "b", "c"}});
  const Cooccurrence counts(baskets, {});
  std::vector<bool> is_offered = everything(counts);
  is_offered[itemNumber(baskets, "a")] = false;
  const WeightRows rows = buildCountModel(counts, is_offered, {}, {});
  CHECK(rows.row(itemNumber(baskets, "a")).size() == 2);
  for (const WeightedTarget& edge : rows.edges) CHECK(edge.target != itemNumber(baskets, "a"));
}

TEST_CASE("progress: is told to the end") {
  const Baskets baskets = makeBaskets({{"a", "b"}, {"a", "b"}});
  std::size_t last = 0;
  const Cooccurrence counts(baskets, {});
  buildCountModel(counts, everything(counts), {}, [&](std::size_t done, std::size_t total) {
    CHECK(done <= total);
    last = done;
  });
  CHECK(last == 2);
}

}  // namespace
}  // namespace goeswith::test
