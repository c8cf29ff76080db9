#include "mine/judge/same_category.h"

#include <numeric>

#include "mine/count/edge_filter.h"
#include "mine/holdout/metrics.h"
#include "mine/holdout/ranked_lists.h"

namespace goeswith {
namespace {

constexpr std::size_t kShown = 3;
constexpr double kMaxRecallLoss = 1.0 / 300;

SameCategoryTrial tryFactor(LinearModel model, const Categories& categories, std::span<const HeldOutCase> cases,
                            double factor) {
  scaleSameCategory(model.rows, categories, factor);
  RankedLists lists = rankByRows(model.rows, model.bias, cases);
  const auto share = sameCategoryShare(lists, cases, categories.category_of, kShown);
  std::vector<std::uint32_t> by_number(model.bias.size());
  std::iota(by_number.begin(), by_number.end(), 0);
  for (std::size_t c = 0; c < cases.size(); ++c) fillByPopularity(lists[c], cases[c].cart, by_number);
  const Quality quality = judge(lists, cases, model.bias.size(), CartKind::kAll);
  return {factor, share.value_or(0), quality.recallAt(10)};
}

}  // namespace

void scaleSameCategory(WeightRows& rows, const Categories& categories, double factor) {
  keepEdges(rows, [&](std::uint32_t source, WeightedTarget& edge) {
    if (!categories.sameCategory(source, edge.target)) return true;
    if (edge.weight > 0) edge.weight *= static_cast<float>(factor);
    edge.page_strength *= static_cast<float>(factor);
    return edge.weight != 0;
  });
}

SameCategoryChoice chooseSameCategoryFactor(const LinearModel& model, const Categories& categories,
                                            std::span<const HeldOutCase> cases) {
  SameCategoryChoice choice;
  const auto true_share = sameCategoryShareOfTruth(cases, categories.category_of);
  if (!true_share) return choice;
  choice.true_share = *true_share;
  for (const double factor : {1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2}) {
    const SameCategoryTrial trial = tryFactor(model, categories, cases, factor);
    choice.tried.push_back(trial);
    if (trial.recall_at_10 < choice.tried.front().recall_at_10 - kMaxRecallLoss) break;
    choice.factor = factor;
    if (trial.share <= choice.true_share) break;
  }
  return choice;
}

std::vector<NumberPair> denyOwnCategory(const Categories& categories) {
  std::vector<NumberPair> denied;
  for (std::uint32_t c = 1; c < categories.names.size(); ++c) denied.push_back({c, c});
  return denied;
}

}  // namespace goeswith
