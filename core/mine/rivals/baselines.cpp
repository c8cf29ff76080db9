#include "mine/rivals/baselines.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "mine/count/parallel_rows.h"

namespace goeswith {
namespace {

constexpr std::size_t kNeighbours = 32;

// Cuts `row`, whose targets ascend, to its `length` strongest.
void keepStrongest(std::vector<WeightedTarget>& row, std::size_t length) {
  if (row.size() <= length) return;
  const auto end = row.begin() + static_cast<std::ptrdiff_t>(length);
  std::nth_element(row.begin(), end, row.end(), [](const WeightedTarget& a, const WeightedTarget& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.target < b.target;
  });
  row.erase(end, row.end());
  std::sort(row.begin(), row.end(),
            [](const WeightedTarget& a, const WeightedTarget& b) { return a.target < b.target; });
}

double baselineWeight(Baseline baseline, double together, double source, double target) {
  switch (baseline) {
    case Baseline::kCosine:
      return together / std::sqrt(source * target);
    case Baseline::kJaccard:
      return together / (source + target - together);
    case Baseline::kCount:
      break;
  }
  return together;
}

}  // namespace

WeightRows buildBaseline(Baseline baseline, const Baskets& baskets, const Cooccurrence& counts) {
  const std::size_t items = counts.itemCount();
  const std::size_t row_length = kMaxBaselineEdges / std::max<std::size_t>(items, 1);
  return buildRowsInParallel<Cooccurrence::Scratch>(
      items,
      [&](std::size_t i, Cooccurrence::Scratch& scratch, std::vector<WeightedTarget>& row) {
        for (const PairCount& pair : counts.row(static_cast<std::uint32_t>(i), scratch)) {
          const double weight =
              baselineWeight(baseline, pair.support, baskets.item_orders[i], baskets.item_orders[pair.other]);
          row.push_back({pair.other, static_cast<float>(weight)});
        }
        keepStrongest(row, row_length);
      },
      {});
}

WeightRows buildBm25Neighbours(const Baskets& baskets) {
  constexpr double kSaturation = 1.2;
  constexpr double kLengthShare = 0.75;
  const std::size_t items = baskets.itemCount();
  const std::size_t orders = baskets.basketCount();
  const double mean_size =
      static_cast<double>(baskets.items.size()) / static_cast<double>(std::max<std::size_t>(orders, 1));

  std::vector<double> basket_weights(orders);  // squared: two items of a basket are multiplied
  std::vector<std::uint64_t> index_offsets(items + 1, 0);
  for (std::size_t b = 0; b < orders; ++b) {
    const auto size = static_cast<double>(baskets.offsets[b + 1] - baskets.offsets[b]);
    const double weight = (kSaturation + 1) / (1 + kSaturation * (1 - kLengthShare + kLengthShare * size / mean_size));
    basket_weights[b] = weight * weight;
  }
  for (const std::uint32_t item : baskets.items) ++index_offsets[item + 1];
  std::inclusive_scan(index_offsets.begin(), index_offsets.end(), index_offsets.begin());
  std::vector<std::uint32_t> index(baskets.items.size());
  std::vector<std::uint64_t> next(index_offsets.begin(), index_offsets.end() - 1);
  std::vector<double> lengths(items, 0);
  for (std::size_t b = 0; b < orders; ++b) {
    for (std::uint64_t line = baskets.offsets[b]; line < baskets.offsets[b + 1]; ++line) {
      index[next[baskets.items[line]]++] = static_cast<std::uint32_t>(b);
      lengths[baskets.items[line]] += basket_weights[b];
    }
  }
  std::vector<double> rarity(items);
  for (std::size_t i = 0; i < items; ++i) {
    const double n = baskets.item_orders[i];
    rarity[i] = std::log((static_cast<double>(orders) - n + 0.5) / (n + 0.5) + 1);
    lengths[i] = rarity[i] * std::sqrt(lengths[i]);
  }

  struct Scratch {
    std::vector<double> sums;  // by item; all 0 between rows
    std::vector<std::uint32_t> touched;
  };
  return buildRowsInParallel<Scratch>(
      items,
      [&](std::size_t i, Scratch& scratch, std::vector<WeightedTarget>& row) {
        auto& [sums, touched] = scratch;
        sums.resize(items);
        touched.clear();
        for (std::uint64_t at = index_offsets[i]; at < index_offsets[i + 1]; ++at) {
          const std::uint32_t b = index[at];
          for (std::uint64_t line = baskets.offsets[b]; line < baskets.offsets[b + 1]; ++line) {
            const std::uint32_t other = baskets.items[line];
            if (sums[other] == 0) touched.push_back(other);
            sums[other] += basket_weights[b];
          }
        }
        std::sort(touched.begin(), touched.end());
        for (const std::uint32_t other : touched) {
          const double product = sums[other] * rarity[i] * rarity[other];
          sums[other] = 0;
          if (other != i) row.push_back({other, static_cast<float>(product / (lengths[i] * lengths[other] + 1))});
        }
        keepStrongest(row, kNeighbours);
      },
      {});
}

}  // namespace goeswith
