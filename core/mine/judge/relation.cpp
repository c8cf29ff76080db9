#include "mine/judge/relation.h"

#include <algorithm>
#include <cstddef>

#include "mine/count/edge_filter.h"
#include "mine/count/poisson_bounds.h"

namespace goeswith {
namespace {

constexpr double kConfidence = 3;

}  // namespace

std::uint64_t dropUnrelated(WeightRows& rows, const Cooccurrence& counts, const Baskets& baskets) {
  const auto orders = static_cast<double>(baskets.basketCount());
  const auto row_count = static_cast<std::ptrdiff_t>(rows.rowCount());
#pragma omp parallel
  {
    Cooccurrence::Scratch scratch;
#pragma omp for schedule(dynamic, 64)
    for (std::ptrdiff_t i = 0; i < row_count; ++i) {
      const auto source = static_cast<std::uint32_t>(i);
      const double source_orders = baskets.item_orders[source];
      const auto row = counts.row(source, scratch);
      auto pair = row.begin();
      for (std::uint64_t e = rows.offsets[source]; e < rows.offsets[source + 1]; ++e) {
        WeightedTarget& edge = rows.edges[e];
        // Both ascend.
        while (pair != row.end() && pair->other < edge.target) ++pair;
        if (!pulls(edge)) continue;
        const double observed = pair != row.end() && pair->other == edge.target ? pair->support : 0;
        // Weights of 0 stand for "to be removed" until all threads are done.
        if (poissonLowerBound(observed, kConfidence) * orders <= source_orders * baskets.item_orders[edge.target])
          stopPulling(edge);
      }
    }
  }
  return keepEdges(rows, [](std::uint32_t, const WeightedTarget& edge) { return edge.weight != 0; });
}

}  // namespace goeswith
