#include "mine/model/ridge_solver.h"

#include <array>
#include <cmath>
#include <utility>

#include "catch.h"
#include "sample_baskets.h"
#include "sample_shop.h"

namespace goeswith::test {
namespace {

using Matrix = std::vector<std::vector<double>>;

WeightRows allPairs(std::size_t items) {
  WeightRows pairs;
  for (std::uint32_t i = 0; i < items; ++i) {
    for (std::uint32_t j = 0; j < items; ++j) {
      if (i != j) pairs.edges.push_back({j, 1});
    }
    pairs.offsets.push_back(pairs.edges.size());
  }
  return pairs;
}

// Gaussian elimination with pivots; slow and plain.
std::vector<double> solveDense(Matrix a, std::vector<double> y) {
  const std::size_t n = y.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c + 1; r < n; ++r) {
      if (std::abs(a[r][c]) > std::abs(a[pivot][c])) pivot = r;
    }
    std::swap(a[c], a[pivot]);
    std::swap(y[c], y[pivot]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c) continue;
      const double factor = a[r][c] / a[c][c];
      for (std::size_t k = c; k < n; ++k) a[r][k] -= factor * a[c][k];
      y[r] -= factor * y[c];
    }
  }
  for (std::size_t c = 0; c < n; ++c) y[c] /= a[c][c];
  return y;
}

// The weighted Gram matrix straight from the orders; the last row and column are those of the constant source.
Matrix denseGram(const Baskets& baskets) {
  const std::size_t n = baskets.itemCount();
  Matrix gram(n + 1, std::vector<double>(n + 1, 0));
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const double size = static_cast<double>(baskets.offsets[b + 1] - baskets.offsets[b]);
    if (size < 2) continue;
    const double weight = 1 / std::sqrt(size - 1);
    for (std::uint64_t x = baskets.offsets[b]; x < baskets.offsets[b + 1]; ++x) {
      for (std::uint64_t y = baskets.offsets[b]; y < baskets.offsets[b + 1]; ++y) {
        gram[baskets.items[x]][baskets.items[y]] += weight;
      }
      gram[baskets.items[x]][n] += weight;
      gram[n][baskets.items[x]] += weight;
    }
    gram[n][n] += weight * size / (size - 1);
  }
  return gram;
}

TEST_CASE("the ridge solver: agrees with a dense solution when all pairs are allowed") {
  const Baskets baskets = makeBaskets(makeShopOrders(400, 3));
  const std::size_t n = baskets.itemCount();
  const GramMatrix gram(Cooccurrence(baskets, {}), 1 << 20);
  const Shrinkage shrinkage = {5, 0.1};
  const LinearModel model = solveRidge(gram, allPairs(n), std::span(&shrinkage, 1), {}).front();

  const Matrix dense = denseGram(baskets);
  double weighted_lines = 0;
  double lines = 0;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const double size = static_cast<double>(baskets.offsets[b + 1] - baskets.offsets[b]);
    if (size < 2) continue;
    weighted_lines += size / std::sqrt(size - 1);
    lines += size;
  }
  CHECK(gram.meanWeight() == Approx(weighted_lines / lines).epsilon(1e-4));
  for (std::size_t j = 0; j < n; ++j) {
    Matrix a;
    std::vector<double> y;
    for (std::size_t x = 0; x <= n; ++x) {
      if (x == j) continue;
      std::vector<double> row;
      for (std::size_t z = 0; z <= n; ++z) {
        if (z != j) row.push_back(dense[x][z]);
      }
      const std::size_t own = a.size();
      row[own] += shrinkage.ridge * weighted_lines / lines + (x < n ? shrinkage.dropout * dense[x][x] : 0);
      a.push_back(row);
      y.push_back(dense[x][j]);
    }
    const std::vector<double> expected = solveDense(a, y);
    std::size_t k = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (i == j) continue;
      for (const WeightedTarget& edge : model.rows.row(i)) {
        if (edge.target == j) CHECK(edge.weight == Approx(expected[k]).margin(3e-3));
      }
      ++k;
    }
    CHECK(model.bias[j] == Approx(expected[n - 1]).margin(3e-3));
  }
}

TEST_CASE("the ridge solver: several shrinkages at once give the same bits as one by one") {
  const Baskets baskets = makeBaskets(makeShopOrders(300, 4));
  const GramMatrix gram(Cooccurrence(baskets, {}), 1 << 20);
  const WeightRows pairs = allPairs(baskets.itemCount());
  const std::array<Shrinkage, 6> shrinkages = {{{1, 0}, {10, 0.1}, {100, 0.2}, {20, 0}, {50, 0.5}, {7, 0.1}}};
  const std::vector<LinearModel> together = solveRidge(gram, pairs, shrinkages, {});
  REQUIRE(together.size() == shrinkages.size());
  for (std::size_t s = 0; s < shrinkages.size(); ++s) {
    const LinearModel alone = solveRidge(gram, pairs, std::span(shrinkages).subspan(s, 1), {}).front();
    CHECK(alone.bias == together[s].bias);
    for (std::size_t e = 0; e < pairs.edges.size(); ++e) {
      CHECK(alone.rows.edges[e].weight == together[s].rows.edges[e].weight);
    }
  }
}

TEST_CASE("the Gram matrix: leaves out pairs of least support to stay within its bound") {
  const Baskets baskets = makeBaskets({{"a", "b"}, {"a", "b"}, {"a", "b"}, {"a", "c"}, {"a", "c"}, {"b", "c"}});
  const Cooccurrence counts(baskets, {});
  const GramMatrix whole(counts, 6);
  CHECK(whole.minSupport() == 1);
  CHECK(whole.row(itemNumber(baskets, "c")).size() == 2);
  const GramMatrix bounded(counts, 5);
  CHECK(bounded.minSupport() == 2);
  REQUIRE(bounded.row(itemNumber(baskets, "c")).size() == 1);
  CHECK(bounded.row(itemNumber(baskets, "c"))[0].other == itemNumber(baskets, "a"));
  CHECK(bounded.diagonal(itemNumber(baskets, "c")) == 3);
}

}  // namespace
}  // namespace goeswith::test
