#include "mine/rivals/count_model.h"

#include <algorithm>
#include <cmath>

#include "mine/count/parallel_rows.h"

namespace goeswith {

WeightRows buildCountModel(const Cooccurrence& counts, const std::vector<bool>& is_offered,
                           const CountModelOptions& options, const RowsDone& progress) {
  const std::size_t n = counts.itemCount();
  std::vector<double> source_norm(n);
  std::vector<double> target_norm(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const double baskets = std::max<double>(1, static_cast<double>(counts.basketsOf(i).size()));
    source_norm[i] = std::pow(baskets, options.popularity_exponent - 1);
    target_norm[i] = std::pow(baskets, -options.popularity_exponent);
  }
  const auto is_better = [](const WeightedTarget& a, const WeightedTarget& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.target < b.target;
  };
  const auto by_target = [](const WeightedTarget& a, const WeightedTarget& b) { return a.target < b.target; };

  return buildRowsInParallel<Cooccurrence::Scratch>(
      n,
      [&](std::size_t i, Cooccurrence::Scratch& scratch, std::vector<WeightedTarget>& row) {
        for (const PairCount& pair : counts.row(static_cast<std::uint32_t>(i), scratch)) {
          if (pair.support < options.min_support || !is_offered[pair.other]) continue;
          const double count = static_cast<double>(pair.weight) * kWeightUnit;
          const double score = count * source_norm[i] * target_norm[pair.other];
          row.push_back({pair.other, static_cast<float>(score * score)});
        }
        if (row.size() > options.row_length) {
          const auto end_of_best = row.begin() + options.row_length;
          std::nth_element(row.begin(), end_of_best, row.end(), is_better);
          row.erase(end_of_best, row.end());
          std::sort(row.begin(), row.end(), by_target);
        }
      },
      progress);
}

}  // namespace goeswith
