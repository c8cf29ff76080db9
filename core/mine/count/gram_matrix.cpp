#include "mine/count/gram_matrix.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace goeswith {
namespace {

// Pairs in this many orders or more are told apart no further when entries must go.
constexpr std::size_t kSupportClasses = 64;

}  // namespace

GramMatrix::GramMatrix(const Cooccurrence& counts, std::uint64_t max_entries) : diagonal_(counts.itemCount()) {
  // Sums of integers first, so that the order of the baskets does not matter.
  std::map<std::size_t, std::uint64_t> weight_by_size;
  std::uint64_t lines = 0;
  for (std::size_t b = 0; b < counts.basketCount(); ++b) {
    weight_by_size[counts.basket(b).size()] += counts.basketWeight(b);
    lines += counts.basket(b).size();
  }
  double weighted_lines = 0;
  for (const auto& [size, weight] : weight_by_size) {
    const double m = static_cast<double>(size);
    constant_source_ += static_cast<double>(weight) * kWeightUnit * m / (m - 1);
    weighted_lines += static_cast<double>(weight) * kWeightUnit * m;
  }
  if (lines > 0) mean_weight_ = weighted_lines / static_cast<double>(lines);

  const auto n = static_cast<std::ptrdiff_t>(counts.itemCount());
  std::array<std::uint64_t, kSupportClasses + 1> by_support{};
#pragma omp parallel
  {
    Cooccurrence::Scratch scratch;
    std::array<std::uint64_t, kSupportClasses + 1> mine{};
#pragma omp for schedule(dynamic, 8)
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      for (const PairCount& pair : counts.row(static_cast<std::uint32_t>(i), scratch)) {
        ++mine[std::min<std::size_t>(pair.support, kSupportClasses)];
      }
    }
#pragma omp critical
    for (std::size_t s = 0; s <= kSupportClasses; ++s) by_support[s] += mine[s];
  }
  std::uint64_t entries = std::accumulate(by_support.begin(), by_support.end(), std::uint64_t{0});
  while (entries > max_entries && min_support_ <= kSupportClasses) entries -= by_support[min_support_++];

  // Slices of rows, so that little is held twice.
  constexpr std::ptrdiff_t kSlice = 4096;
  entries_.reserve(entries);
  offsets_.reserve(n + 1);
  std::vector<std::vector<Entry>> slice(kSlice);
  for (std::ptrdiff_t begin = 0; begin < n; begin += kSlice) {
    const std::ptrdiff_t count = std::min(kSlice, n - begin);
#pragma omp parallel
    {
      Cooccurrence::Scratch scratch;
#pragma omp for schedule(dynamic, 8)
      for (std::ptrdiff_t k = 0; k < count; ++k) {
        const auto i = static_cast<std::uint32_t>(begin + k);
        slice[k].clear();
        for (const PairCount& pair : counts.row(i, scratch)) {
          if (pair.support < min_support_) continue;
          slice[k].push_back({pair.other, static_cast<float>(static_cast<double>(pair.weight) * kWeightUnit)});
        }
        diagonal_[i] = static_cast<double>(counts.itemWeight(i)) * kWeightUnit;
      }
    }
    for (std::ptrdiff_t k = 0; k < count; ++k) {
      entries_.insert(entries_.end(), slice[k].begin(), slice[k].end());
      offsets_.push_back(entries_.size());
    }
  }

  if (counts.itemCount() > kMaxDenseItems) return;
  dense_.assign(counts.itemCount() * counts.itemCount(), 0);
  for (std::uint32_t i = 0; i < counts.itemCount(); ++i) {
    for (const Entry& entry : row(i)) dense_[i * counts.itemCount() + entry.other] = entry.weight;
  }
}

}  // namespace goeswith
