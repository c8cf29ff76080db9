#include "mine/rivals/dense_ease.h"

#include <cmath>
#include <random>

#include "catch.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

using Matrix = std::vector<std::vector<double>>;

// By Gauss and Jordan, with pivots in order: enough for matrices that are positive definite.
Matrix inverseOf(Matrix a) {
  const std::size_t n = a.size();
  Matrix inverse(n, std::vector<double>(n, 0));
  for (std::size_t i = 0; i < n; ++i) inverse[i][i] = 1;
  for (std::size_t p = 0; p < n; ++p) {
    const double pivot = a[p][p];
    for (std::size_t j = 0; j < n; ++j) {
      a[p][j] /= pivot;
      inverse[p][j] /= pivot;
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (i == p) continue;
      const double factor = a[i][p];
      for (std::size_t j = 0; j < n; ++j) {
        a[i][j] -= factor * a[p][j];
        inverse[i][j] -= factor * inverse[p][j];
      }
    }
  }
  return inverse;
}

TEST_CASE("dense EASE: is −P_ij / P_jj of the inverse Gram matrix, across its panels") {
  std::mt19937 random(3);
  std::vector<std::set<std::string>> orders;
  for (int order = 0; order < 3000; ++order) {
    std::set<std::string> items;
    const std::uint32_t size = 1 + random() % 6;
    while (items.size() < size) items.insert("i" + std::to_string((random() % 300) * (random() % 300) / 300));
    orders.push_back(items);
  }
  const Baskets baskets = makeBaskets(orders);
  const std::size_t items = baskets.itemCount();
  REQUIRE(items > 2 * 128);

  Matrix gram(items, std::vector<double>(items, 0));
  double weights = 0;
  double lines = 0;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const auto size = static_cast<double>(baskets.offsets[b + 1] - baskets.offsets[b]);
    const double weight = size < 2 ? 1 : std::pow(size - 1, -.5);
    weights += weight * size;
    lines += size;
    for (auto k = baskets.offsets[b]; k < baskets.offsets[b + 1]; ++k) {
      for (auto l = baskets.offsets[b]; l < baskets.offsets[b + 1]; ++l) {
        gram[baskets.items[k]][baskets.items[l]] += weight;
      }
    }
  }
  for (std::size_t i = 0; i < items; ++i) gram[i][i] += 50 * weights / lines;
  const Matrix p = inverseOf(gram);

  const DenseEase ease(baskets, Cooccurrence(baskets, {}));
  double worst = 0;
  for (std::uint32_t i = 0; i < items; ++i) {
    std::vector<double> row(items, 0);
    ease.addRow(i, row);
    for (std::size_t j = 0; j < items; ++j) {
      worst = std::max(worst, std::abs(row[j] - (i == j ? 0 : -p[i][j] / p[j][j])));
    }
  }
  CHECK(worst < 1e-5);
}

TEST_CASE("dense EASE: says nothing when no order holds two items") {
  const Baskets baskets = makeBaskets({{"a"}, {"b"}});
  const DenseEase ease(baskets, Cooccurrence(baskets, {}));
  std::vector<double> sums(2, 0);
  ease.addRow(0, sums);
  CHECK(sums == std::vector<double>{0, 0});
}

}  // namespace
}  // namespace goeswith::test
