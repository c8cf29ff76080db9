#include "mine/model/ridge_candidates.h"

#include <algorithm>
#include <cmath>

#include "mine/count/parallel_rows.h"

namespace goeswith {
namespace {

constexpr double kPopularityExponent = 0.3;
constexpr std::size_t kMissingScanned = 600;

struct Scored {
  std::uint32_t target;
  double score;
};

bool isBetter(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.target < b.target;
}

void keepBest(std::vector<Scored>& scored, std::size_t count) {
  if (scored.size() <= count) return;
  const auto end_of_best = scored.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(scored.begin(), end_of_best, scored.end(), isBetter);
  scored.erase(end_of_best, scored.end());
}

struct Scratch {
  Cooccurrence::Scratch counts;
  std::vector<Scored> bought_together;
  std::vector<Scored> missing;
};

}  // namespace

WeightRows findRidgeCandidates(const Cooccurrence& counts, const std::vector<bool>& is_offered,
                               const CandidateOptions& options) {
  const std::size_t n = counts.itemCount();
  std::vector<double> target_norm(n);
  std::vector<double> row_sum(n);
  double total = 0;
  std::vector<std::uint64_t> row_sums(n, 0);
  for (std::size_t b = 0; b < counts.basketCount(); ++b) {
    const std::span<const std::uint32_t> basket = counts.basket(b);
    for (const std::uint32_t item : basket) row_sums[item] += counts.basketWeight(b) * (basket.size() - 1);
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    target_norm[i] =
        std::pow(std::max<double>(1, static_cast<double>(counts.basketsOf(i).size())), -kPopularityExponent);
    row_sum[i] = static_cast<double>(row_sums[i]) * kWeightUnit;
    total += row_sum[i];
  }
  std::vector<std::uint32_t> head;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (is_offered[i]) head.push_back(i);
  }
  const std::size_t head_size = std::min(head.size(), kMissingScanned);
  std::partial_sort(
      head.begin(), head.begin() + static_cast<std::ptrdiff_t>(head_size), head.end(),
      [&](std::uint32_t a, std::uint32_t b) { return row_sums[a] != row_sums[b] ? row_sums[a] > row_sums[b] : a < b; });
  head.resize(head_size);
  std::sort(head.begin(), head.end());

  return buildRowsInParallel<Scratch>(
      n,
      [&](std::size_t i, Scratch& scratch, std::vector<WeightedTarget>& row) {
        scratch.bought_together.clear();
        scratch.missing.clear();
        const auto pairs = counts.row(static_cast<std::uint32_t>(i), scratch.counts);
        const std::uint32_t min_support =
            counts.basketsOf(static_cast<std::uint32_t>(i)).size() < options.few_orders ? 1 : options.min_support;
        auto pair = pairs.begin();
        for (const std::uint32_t target : head) {
          if (target == i) continue;
          while (pair != pairs.end() && pair->other < target) ++pair;
          const bool is_bought = pair != pairs.end() && pair->other == target;
          const double count = is_bought ? static_cast<double>(pair->weight) * kWeightUnit : 0;
          const double lacking = row_sum[i] * row_sum[target] / total - count;
          if (lacking > 0) scratch.missing.push_back({target, lacking});
        }
        for (const PairCount& p : pairs) {
          if (p.support < min_support || !is_offered[p.other]) continue;
          scratch.bought_together.push_back({p.other, static_cast<double>(p.weight) * target_norm[p.other]});
        }
        keepBest(scratch.bought_together, options.bought_together);
        keepBest(scratch.missing, options.missing);
        for (const Scored& scored : scratch.bought_together) row.push_back({scored.target, 1});
        for (const Scored& scored : scratch.missing) row.push_back({scored.target, 1});
        std::sort(row.begin(), row.end(),
                  [](const WeightedTarget& a, const WeightedTarget& b) { return a.target < b.target; });
        row.erase(std::unique(row.begin(), row.end(),
                              [](const WeightedTarget& a, const WeightedTarget& b) { return a.target == b.target; }),
                  row.end());
      },
      {});
}

}  // namespace goeswith
