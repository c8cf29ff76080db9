#include "mine/model/ridge_model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "mine/count/edge_filter.h"
#include "mine/model/ridge_candidates.h"
#include "table/format.h"

namespace goeswith {
namespace {

// A row may be this many times as long as the mean, and has this share of the mean for sure.
constexpr std::size_t kLongestRow = 2;
constexpr std::size_t kSureShare = 2;  // one half

struct RankedEdge {
  WeightedTarget edge;
  float strength;
};

bool isStronger(const RankedEdge& a, const RankedEdge& b) {
  return a.strength != b.strength ? a.strength > b.strength : a.edge.target < b.edge.target;
}

// The edges of row `source` that may stay, strongest first. What a positive edge is worth is the score that it gives
// its target on its own, bias included: it decides which targets a single source can put on a list.
void rankRow(const LinearModel& model, std::size_t source, const RidgeOptions& options, std::vector<RankedEdge>& row) {
  row.clear();
  for (const WeightedTarget& edge : model.rows.row(source)) {
    const float strength = edge.weight > 0 ? edge.weight + model.bias[edge.target] : -edge.weight;
    if (edge.weight != 0 && strength >= options.min_edge_score) row.push_back({edge, strength});
  }
  std::sort(row.begin(), row.end(), isStronger);
  const std::size_t longest = std::min<std::size_t>(kLongestRow * options.row_length, format::kMaxRowLength);
  if (row.size() > longest) row.erase(row.begin() + static_cast<std::ptrdiff_t>(longest), row.end());
}

// The pairs worth a place in a table of options.row_length edges a row: of each row the strongest half of that number,
// and for the rest the best edges of all rows. An edge is worth its strength times the root of its source's orders,
// since a popular source is in more carts.
WeightRows strongestEdges(const LinearModel& model, const Cooccurrence& counts, const RidgeOptions& options) {
  const std::size_t n = model.rows.rowCount();
  const std::size_t sure = (options.row_length + kSureShare - 1) / kSureShare;
  std::vector<RankedEdge> row;
  std::vector<float> rivals;
  std::uint64_t places = std::uint64_t{options.row_length} * n;
  const auto worthOf = [&](const RankedEdge& ranked, std::size_t source) {
    const auto orders = static_cast<double>(counts.basketsOf(static_cast<std::uint32_t>(source)).size());
    return static_cast<float>(ranked.strength * std::sqrt(orders));
  };
  for (std::size_t i = 0; i < n; ++i) {
    rankRow(model, i, options, row);
    places -= std::min(row.size(), sure);
    for (std::size_t k = sure; k < row.size(); ++k) rivals.push_back(worthOf(row[k], i));
  }
  float bound = -1;
  if (rivals.size() > places) {
    const auto at = rivals.begin() + static_cast<std::ptrdiff_t>(places);
    std::nth_element(rivals.begin(), at, rivals.end(), std::greater<>());
    bound = *at;
  }

  WeightRows result;
  result.offsets.reserve(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    rankRow(model, i, options, row);
    const auto first = static_cast<std::ptrdiff_t>(result.edges.size());
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (k < sure || worthOf(row[k], i) > bound) result.edges.push_back(row[k].edge);
    }
    std::sort(result.edges.begin() + first, result.edges.end(),
              [](const WeightedTarget& a, const WeightedTarget& b) { return a.target < b.target; });
    result.offsets.push_back(result.edges.size());
  }
  return result;
}

}  // namespace

RidgeFitter::RidgeFitter(const Cooccurrence& counts, const std::vector<bool>& is_offered, const RidgeOptions& options)
    : counts_(counts),
      gram_(counts, options.max_gram_entries),
      candidates_(
          findRidgeCandidates(counts, is_offered, {options.bought_together, options.missing, options.min_support})) {}

std::vector<LinearModel> RidgeFitter::fitCandidates(std::span<const Shrinkage> shrinkages,
                                                    const RowsDone& progress) const {
  return solveRidge(gram_, candidates_, shrinkages, progress);
}

LinearModel RidgeFitter::refit(const LinearModel& wide, const RidgeOptions& options, const RowsDone& progress) const {
  const WeightRows pairs = strongestEdges(wide, counts_, options);
  const Shrinkage shrinkage = {options.ridge, options.dropout};
  return std::move(solveRidge(gram_, pairs, std::span(&shrinkage, 1), progress).front());
}

LinearModel RidgeFitter::scaled(const LinearModel& model, const RidgeOptions& options) const {
  LinearModel result = model;
  const std::size_t n = counts_.itemCount();
  std::uint64_t lines = 0;
  for (std::uint32_t i = 0; i < n; ++i) lines += counts_.basketsOf(i).size();
  const double mean = static_cast<double>(lines) / static_cast<double>(std::max<std::size_t>(1, n));
  for (std::uint32_t i = 0; i < n; ++i) {
    result.bias[i] = static_cast<float>(options.bias_share * result.bias[i]);
    const auto baskets = static_cast<double>(counts_.basketsOf(i).size());
    if (baskets == 0) continue;  // never with another item: the row is empty
    const double factor = std::pow(baskets / mean, -options.popularity_damping);
    for (std::uint64_t e = result.rows.offsets[i]; e < result.rows.offsets[i + 1]; ++e) {
      float& weight = result.rows.edges[e].weight;
      weight = static_cast<float>(weight * factor * (weight < 0 ? options.negative_share : 1));
    }
  }
  // A weight can be 0 after solving, which a table has no use for.
  keepEdges(result.rows, [](std::uint32_t, const WeightedTarget& edge) { return edge.weight != 0; });
  return result;
}

}  // namespace goeswith
