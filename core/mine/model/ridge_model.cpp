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

// A row may be this many times as long as the mean, and has three eighths of the mean for sure; beside these what leads
// on the source's page, which mostly is among them.
constexpr std::size_t kLongestRow = 2;
constexpr std::size_t sureEdges(std::size_t row_length) {
  return (3 * row_length + 7) / 8;
}

// On pages: how much of a target's popularity is discounted, and how many orders the regression's word is worth.
constexpr double kPageExponent = 0.1;
constexpr double kPageOrders = 10;

struct RankedEdge {
  WeightedTarget edge;
  float strength;
  bool is_lead;
};

bool isStronger(const RankedEdge& a, const RankedEdge& b) {
  return a.strength != b.strength ? a.strength > b.strength : a.edge.target < b.edge.target;
}

// In the mean over the items; 1 when no item is in any.
double meanBaskets(const Cooccurrence& counts) {
  std::uint64_t lines = 0;
  for (std::uint32_t i = 0; i < counts.itemCount(); ++i) lines += counts.basketsOf(i).size();
  return lines == 0 ? 1 : static_cast<double>(lines) / static_cast<double>(counts.itemCount());
}

// Takes the strength on pages from all edges of a row but the `count` strongest there.
void keepPageLeads(std::span<WeightedTarget> row, std::size_t count) {
  std::vector<std::size_t> by_strength;
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (row[k].page_strength > 0) by_strength.push_back(k);
  }
  if (by_strength.size() <= count) return;
  const auto end_of_leads = by_strength.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(by_strength.begin(), end_of_leads, by_strength.end(), [&](std::size_t a, std::size_t b) {
    return row[a].page_strength != row[b].page_strength ? row[a].page_strength > row[b].page_strength : a < b;
  });
  for (auto k = end_of_leads; k != by_strength.end(); ++k) row[*k].page_strength = 0;
}

// The edges of row `source` that may stay, strongest first; `leads_only`: those that lead on its page. What a positive
// edge is worth is the score that it gives its target on its own, bias included: it decides which targets a single
// source can put on a list.
void rankRow(const LinearModel& model, std::size_t source, bool leads_only, const RidgeOptions& options,
             std::vector<RankedEdge>& row) {
  const auto edges = model.rows.row(source);
  std::vector<WeightedTarget> pages(edges.begin(), edges.end());
  for (WeightedTarget& edge : pages) {
    if (edge.page_strength < options.min_edge_score) edge.page_strength = 0;
  }
  keepPageLeads(pages, std::min(options.page_leads, options.row_length / 2));
  row.clear();
  for (const WeightedTarget& edge : pages) {
    const float strength = edge.weight > 0 ? edge.weight + model.bias[edge.target] : -edge.weight;
    const bool is_lead = edge.page_strength > 0;
    if (is_lead || (!leads_only && edge.weight != 0 && strength >= options.min_edge_score))
      row.push_back({edge, strength, is_lead});
  }
  std::sort(row.begin(), row.end(), isStronger);
  const std::size_t longest = std::min<std::size_t>(kLongestRow * options.row_length, format::kMaxRowLength);
  std::size_t room = longest - static_cast<std::size_t>(std::count_if(
                                   row.begin(), row.end(), [](const RankedEdge& ranked) { return ranked.is_lead; }));
  std::size_t kept = 0;
  for (const RankedEdge& ranked : row) {
    if (!ranked.is_lead && room == 0) continue;
    if (!ranked.is_lead) --room;
    row[kept++] = ranked;
  }
  row.resize(kept);
}

// The pairs worth a place in a table of options.row_length edges a row: of each row what leads on the source's page and
// the strongest three eighths of that number, and for the rest the best edges of all rows. An edge is worth its
// strength times the root of its source's orders, since a popular source is in more carts.
WeightRows strongestEdges(const LinearModel& model, const Cooccurrence& counts, const RidgeOptions& options) {
  const std::size_t n = model.rows.rowCount();
  const std::size_t sure = sureEdges(options.row_length);
  std::vector<RankedEdge> row;
  std::vector<float> rivals;
  std::uint64_t places = std::uint64_t{options.row_length} * n;
  const auto worthOf = [&](const RankedEdge& ranked, std::size_t source) {
    const auto orders = static_cast<double>(counts.basketsOf(static_cast<std::uint32_t>(source)).size());
    return static_cast<float>(ranked.strength * std::sqrt(orders));
  };
  // Of a source in few orders nothing but what leads on its page is believed.
  const auto rank = [&](std::size_t source) {
    const bool leads_only = counts.basketsOf(static_cast<std::uint32_t>(source)).size() < options.few_orders;
    rankRow(model, source, leads_only, options, row);
  };
  for (std::size_t i = 0; i < n; ++i) {
    rank(i);
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (k < sure || row[k].is_lead) {
        --places;
      } else {
        rivals.push_back(worthOf(row[k], i));
      }
    }
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
    rank(i);
    const auto first = static_cast<std::ptrdiff_t>(result.edges.size());
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (k < sure || row[k].is_lead || worthOf(row[k], i) > bound) result.edges.push_back(row[k].edge);
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
      candidates_(findRidgeCandidates(
          counts, is_offered, {options.bought_together, options.missing, options.min_support, options.few_orders})) {}

std::vector<LinearModel> RidgeFitter::fitCandidates(std::span<const Shrinkage> shrinkages,
                                                    const RowsDone& progress) const {
  std::vector<LinearModel> models = solveRidge(gram_, candidates_, shrinkages, progress);
  for (LinearModel& model : models) setPageStrengths(model);
  return models;
}

void RidgeFitter::setPageStrengths(LinearModel& model) const {
  const std::size_t n = counts_.itemCount();
  const double mean = meanBaskets(counts_);
  std::vector<double> discount(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto baskets = static_cast<double>(counts_.basketsOf(i).size());
    discount[i] = std::pow(std::max(1.0, baskets) / mean, -kPageExponent);
  }
  const double prior = kPageOrders * gram_.meanWeight();
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::span<const GramMatrix::Entry> counted = gram_.row(i);
    auto pair = counted.begin();
    // Both ascend.
    for (std::uint64_t e = model.rows.offsets[i]; e < model.rows.offsets[i + 1]; ++e) {
      WeightedTarget& edge = model.rows.edges[e];
      while (pair != counted.end() && pair->other < edge.target) ++pair;
      if (pair == counted.end() || pair->other != edge.target) continue;
      const double expected = std::max(0.0, static_cast<double>(edge.weight) + model.bias[edge.target]);
      const double share = (pair->weight + prior * expected) / (gram_.diagonal(i) + prior);
      edge.page_strength = static_cast<float>(share * discount[edge.target]);
    }
  }
}

LinearModel RidgeFitter::refit(const LinearModel& wide, const RidgeOptions& options, const RowsDone& progress) const {
  const WeightRows pairs = strongestEdges(wide, counts_, options);
  const Shrinkage shrinkage = {options.ridge, options.dropout};
  return std::move(solveRidge(gram_, pairs, std::span(&shrinkage, 1), progress).front());
}

LinearModel RidgeFitter::scaled(const LinearModel& model, const RidgeOptions& options) const {
  LinearModel result = model;
  const std::size_t n = counts_.itemCount();
  const double mean = meanBaskets(counts_);
  for (std::uint32_t i = 0; i < n; ++i) {
    result.bias[i] = static_cast<float>(options.bias_share * result.bias[i]);
    const auto baskets = static_cast<double>(counts_.basketsOf(i).size());
    if (baskets == 0) continue;  // never with another item: the row is empty
    const double factor = std::pow(baskets / mean, -options.popularity_damping);
    for (std::uint64_t e = result.rows.offsets[i]; e < result.rows.offsets[i + 1]; ++e) {
      float& weight = result.rows.edges[e].weight;
      weight = static_cast<float>(weight * factor * (weight < 0 ? options.negative_share : 1));
    }
    keepPageLeads(std::span(result.rows.edges)
                      .subspan(result.rows.offsets[i], result.rows.offsets[i + 1] - result.rows.offsets[i]),
                  options.page_leads);
  }
  // A weight can be 0 after solving, which a table has no use for.
  keepEdges(result.rows, [](std::uint32_t, const WeightedTarget& edge) { return edge.weight != 0; });
  return result;
}

}  // namespace goeswith
