#include "mine/rivals/baselines.h"

#include <cmath>
#include <random>

#include "catch.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

using Matrix = std::vector<std::vector<double>>;

Baskets sampleOrders() {
  std::mt19937 random(7);
  std::vector<std::set<std::string>> orders;
  for (int order = 0; order < 120; ++order) {
    std::set<std::string> items;
    const std::uint32_t size = 1 + random() % 6;
    while (items.size() < size) items.insert("i" + std::to_string(random() % 5 * (random() % 5)));
    orders.push_back(items);
  }
  return makeBaskets(orders);
}

// X, one row a basket, so that the formulas can be computed as they are written.
Matrix denseBaskets(const Baskets& baskets) {
  Matrix x(baskets.basketCount(), std::vector<double>(baskets.itemCount(), 0));
  for (std::size_t b = 0; b < x.size(); ++b) {
    for (auto line = baskets.offsets[b]; line < baskets.offsets[b + 1]; ++line) x[b][baskets.items[line]] = 1;
  }
  return x;
}

// XᵀX
Matrix products(const Matrix& x) {
  const std::size_t items = x.front().size();
  Matrix result(items, std::vector<double>(items, 0));
  for (const auto& basket : x) {
    for (std::size_t i = 0; i < items; ++i) {
      for (std::size_t j = 0; j < items; ++j) result[i][j] += basket[i] * basket[j];
    }
  }
  return result;
}

void checkAgainst(const WeightRows& rows, std::size_t items, auto&& expected) {
  REQUIRE(rows.rowCount() == items);
  for (std::size_t i = 0; i < items; ++i) {
    std::vector<double> row(items, 0);
    std::uint32_t previous = 0;
    for (const WeightedTarget& edge : rows.row(i)) {
      if (&edge != rows.row(i).data()) CHECK(edge.target > previous);
      previous = edge.target;
      row[edge.target] = edge.weight;
    }
    for (std::size_t j = 0; j < items; ++j) {
      INFO(i << " → " << j);
      CHECK(row[j] == Approx(i == j ? 0 : expected(i, j)).margin(1e-7));
    }
  }
}

TEST_CASE("baselines: counts, cosine and Jaccard follow their formulas") {
  const Baskets baskets = sampleOrders();
  const Matrix c = products(denseBaskets(baskets));
  const Cooccurrence counts(baskets, {});
  checkAgainst(buildBaseline(Baseline::kCount, baskets, counts), c.size(),
               [&](std::size_t i, std::size_t j) { return c[i][j]; });
  checkAgainst(buildBaseline(Baseline::kCosine, baskets, counts), c.size(),
               [&](std::size_t i, std::size_t j) { return c[i][j] / std::sqrt(c[i][i] * c[j][j]); });
  checkAgainst(buildBaseline(Baseline::kJaccard, baskets, counts), c.size(),
               [&](std::size_t i, std::size_t j) { return c[i][j] / (c[i][i] + c[j][j] - c[i][j]); });
}

TEST_CASE("baselines: BM25 neighbours follow their formula") {
  const Baskets baskets = sampleOrders();
  Matrix x = denseBaskets(baskets);
  const auto orders = static_cast<double>(x.size());
  const double mean_size = static_cast<double>(baskets.items.size()) / orders;
  for (auto& basket : x) {
    double size = 0;
    for (const double has : basket) size += has;
    for (std::size_t i = 0; i < basket.size(); ++i) {
      const double n = baskets.item_orders[i];
      basket[i] *= 2.2 / (1 + 1.2 * (.25 + .75 * size / mean_size)) * std::log((orders - n + .5) / (n + .5) + 1);
    }
  }
  const Matrix g = products(x);
  checkAgainst(buildBm25Neighbours(baskets), g.size(),
               [&](std::size_t i, std::size_t j) { return g[i][j] / (std::sqrt(g[i][i]) * std::sqrt(g[j][j]) + 1); });
}

TEST_CASE("baselines: BM25 keeps the best 32 neighbours") {
  std::vector<std::set<std::string>> orders;
  for (int target = 0; target < 40; ++target) {
    for (int k = 0; k <= target; ++k) orders.push_back({"z", "t" + std::to_string(target)});
  }
  const Baskets baskets = makeBaskets(orders);
  CHECK(buildBm25Neighbours(baskets).row(itemNumber(baskets, "z")).size() == 32);
}

}  // namespace
}  // namespace goeswith::test
