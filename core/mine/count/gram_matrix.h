// GramMatrix: the co-purchase matrix held in memory, as the ridge regression reads it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mine/count/cooccurrence.h"

namespace goeswith {

// G of the regression: off the diagonal the weighted pair counts, on it the items' weights. Sparse, symmetric, 8 bytes
// an entry: the one large thing that fitting a model holds.
class GramMatrix {
 public:
  // So many items squared take 134 MB.
  static constexpr std::size_t kMaxDenseItems = 5792;

  struct Entry {
    std::uint32_t other;  // item number
    float weight;         // > 0
  };

  // Holds at most `max_entries` entries off the diagonal (a pair makes two), ≥ 0: where there are more, all pairs below
  // the lowest sufficient support are left out. Uses all threads; the result does not depend on their number.
  GramMatrix(const Cooccurrence& counts, std::uint64_t max_entries);

  std::size_t itemCount() const { return diagonal_.size(); }
  // The items bought with `item`, ascending, without itself.
  std::span<const Entry> row(std::uint32_t item) const {
    return std::span(entries_).subspan(offsets_[item], offsets_[item + 1] - offsets_[item]);
  }
  // The same by item number, 0 for what is not there: look-ups without a search, in catalogues of up to
  // kMaxDenseItems items. Empty in larger ones.
  std::span<const float> denseRow(std::uint32_t item) const {
    return std::span(dense_).subspan(dense_.empty() ? 0 : item * itemCount(), dense_.empty() ? 0 : itemCount());
  }
  double diagonal(std::uint32_t item) const { return diagonal_[item]; }

  // Pairs in fewer orders are left out to stay within the bound; 1: all are there.
  std::uint32_t minSupport() const { return min_support_; }

  // The source that every cart has: G with itself, Σ w m / (m − 1) over the counted baskets of m items and weight w.
  // Its entry with an item is the item's diagonal.
  double constantSource() const { return constant_source_; }
  // Mean weight of a basket, seen from its items: Σ w m / Σ m. The unit of the ridge. 0 without counted baskets.
  double meanWeight() const { return mean_weight_; }

 private:
  std::vector<std::uint64_t> offsets_ = {0};
  std::vector<Entry> entries_;
  std::vector<float> dense_;
  std::vector<double> diagonal_;
  std::uint32_t min_support_ = 1;
  double constant_source_ = 0;
  double mean_weight_ = 0;
};

}  // namespace goeswith
