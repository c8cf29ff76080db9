#include "mine/rivals/dense_ease.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cassert>
#include <cmath>

namespace goeswith {
namespace {

using Matrix = Eigen::MatrixXd;

constexpr double kRidge = 50;
constexpr Eigen::Index kPanel = 128;

// Machines differ in the last bits of a factorisation, since the library below cuts it to fit their caches. Weights
// are therefore kept on a grid that is far coarser than that and far finer than what matters.
constexpr double kGrid = 1 << 22;

Matrix ridgeGram(const Baskets& baskets, const Cooccurrence& counts) {
  const auto items = static_cast<Eigen::Index>(counts.itemCount());
  double weights = 0;
  double lines = 0;
  for (std::size_t b = 0; b < counts.basketCount(); ++b) {
    weights += counts.basketWeight(b) * kWeightUnit * static_cast<double>(counts.basket(b).size());
    lines += static_cast<double>(counts.basket(b).size());
  }
  std::vector<double> bought_alone(counts.itemCount(), 0);
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    if (baskets.offsets[b + 1] - baskets.offsets[b] != 1) continue;
    ++bought_alone[baskets.items[baskets.offsets[b]]];
    ++weights;
    ++lines;
  }
  // Where the caps leave no basket the matrix must still have an inverse.
  const double ridge = lines > 0 ? kRidge * weights / lines : 1;
  Matrix gram = Matrix::Zero(items, items);
#pragma omp parallel
  {
    Cooccurrence::Scratch scratch;
#pragma omp for schedule(dynamic, 8)
    for (Eigen::Index i = 0; i < items; ++i) {
      const auto item = static_cast<std::uint32_t>(i);
      for (const PairCount& pair : counts.row(item, scratch)) {
        gram(static_cast<Eigen::Index>(pair.other), i) = static_cast<double>(pair.weight) * kWeightUnit;
      }
      gram(i, i) = static_cast<double>(counts.itemWeight(item)) * kWeightUnit + bought_alone[item] + ridge;
    }
  }
  return gram;
}

}  // namespace

DenseEase::DenseEase(const Baskets& baskets, const Cooccurrence& counts) : item_count_(counts.itemCount()) {
  assert(item_count_ <= kMaxDenseItems);
  const auto items = static_cast<Eigen::Index>(item_count_);
  if (items == 0) return;
  Matrix gram = ridgeGram(baskets, counts);
  const Eigen::LLT<Eigen::Ref<Matrix>> factor(gram);  // in place: gram becomes L

  // L⁻¹ panel by panel: a panel is 0 above its own rows, and the panels do not need one another.
  Matrix inverse = Matrix::Zero(items, items);
  const Eigen::Index panels = (items + kPanel - 1) / kPanel;
#pragma omp parallel for schedule(dynamic, 1)
  for (Eigen::Index p = 0; p < panels; ++p) {
    const Eigen::Index begin = p * kPanel;
    const Eigen::Index width = std::min(kPanel, items - begin);
    const Eigen::Index rows = items - begin;
    auto panel = inverse.block(begin, begin, rows, width);
    panel.topRows(width).setIdentity();
    gram.block(begin, begin, rows, rows).triangularView<Eigen::Lower>().solveInPlace(panel);
  }
  gram.resize(0, 0);

  // P = L⁻ᵀ L⁻¹, of which one triangle is computed.
  Eigen::VectorXd diagonal(items);
  for (Eigen::Index j = 0; j < items; ++j) diagonal(j) = inverse.col(j).tail(items - j).squaredNorm();
  weights_.assign(item_count_ * item_count_, 0);
#pragma omp parallel for schedule(dynamic, 1)
  for (Eigen::Index p = 0; p < panels; ++p) {
    const Eigen::Index begin = p * kPanel;
    const Eigen::Index width = std::min(kPanel, items - begin);
    const Eigen::Index rows = items - begin;
    // Rows of both factors above `begin` meet a 0 in the panel's columns.
    for (Eigen::Index q = 0; q <= p; ++q) {
      const Eigen::Index other = q * kPanel;
      const Matrix product = inverse.block(begin, begin, rows, width).transpose() *
                             inverse.block(begin, other, rows, std::min(kPanel, items - other));
      for (Eigen::Index c = 0; c < product.cols(); ++c) {
        for (Eigen::Index r = 0; r < product.rows(); ++r) {
          const auto i = static_cast<std::size_t>(begin + r);
          const auto j = static_cast<std::size_t>(other + c);
          if (i == j) continue;
          const auto weight = [&](std::size_t target) {
            return static_cast<float>(std::round(-product(r, c) / diagonal(static_cast<Eigen::Index>(target)) * kGrid) /
                                      kGrid);
          };
          weights_[i * item_count_ + j] = weight(j);
          weights_[j * item_count_ + i] = weight(i);
        }
      }
    }
  }
}

void DenseEase::addRow(std::uint32_t item, std::span<double> sums) const {
  const float* row = weights_.data() + static_cast<std::size_t>(item) * item_count_;
  for (std::size_t j = 0; j < item_count_; ++j) sums[j] += static_cast<double>(row[j]);
}

}  // namespace goeswith
