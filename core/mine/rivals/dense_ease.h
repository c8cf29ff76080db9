// DenseEase: the linear model with a weight for every pair of items, which sparse ones are measured against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mine/count/cooccurrence.h"
#include "mine/read/baskets.h"

namespace goeswith {

// Memory grows with the square of the items (some 20 bytes a pair while fitting), time with the cube.
inline constexpr std::size_t kMaxDenseItems = 6000;

// EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019) on basket-weighted counts:
// P = (G + λ s I)⁻¹, W_ij = −P_ij / P_jj off the diagonal, with s the mean weight of a basket as its items see it and
// λ = 50. Baskets of one item weigh 1: they say of an item that it is bought alone.
class DenseEase {
 public:
  // Fits the model by a Cholesky factorisation. Uses all threads; the result does not depend on their number.
  // `counts` are those of `baskets`. Precondition: at most kMaxDenseItems items.
  DenseEase(const Baskets& baskets, const Cooccurrence& counts);

  // Adds the weights of source `item` to `sums`, one an item. May be called from several threads at once.
  void addRow(std::uint32_t item, std::span<double> sums) const;

  std::size_t itemCount() const { return item_count_; }

 private:
  std::size_t item_count_;
  std::vector<float> weights_;  // row by row
};

}  // namespace goeswith
