#include "mine/model/model_choice.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <span>
#include <utility>

namespace goeswith {
namespace {

// What a model is worth on each case. A place on the cart's list: 1 for being there and 1 / place; a hit on the page:
// 1. In 2520ths, which every place up to the tenth divides, so that sums are exact.
std::vector<std::int64_t> worths(std::span<const std::uint8_t> ranks, std::span<const std::uint8_t> page_hits) {
  std::vector<std::int64_t> result(ranks.size());
  for (std::size_t c = 0; c < ranks.size(); ++c) {
    result[c] = (ranks[c] == 0 ? 0 : 2520 + 2520 / ranks[c]) + 2520 * page_hits[c];
  }
  return result;
}

// By how much a model beats `reference` on the same cases, less twice the standard error; 0 for the reference itself.
double cautiousGain(std::span<const std::int64_t> worth, std::span<const std::int64_t> reference) {
  std::int64_t sum = 0;
  std::int64_t squares = 0;
  for (std::size_t c = 0; c < worth.size(); ++c) {
    const std::int64_t gain = worth[c] - reference[c];
    sum += gain;
    squares += gain * gain;
  }
  if (worth.empty()) return 0;
  const auto cases = static_cast<double>(worth.size());
  const double mean = static_cast<double>(sum) / cases;
  const double variance = static_cast<double>(squares) / cases - mean * mean;
  return mean - 2 * std::sqrt(std::max(0.0, variance) / cases);
}

class Search {
 public:
  Search(std::span<const HeldOutCase> cases, const RidgeFitter& fitter, ModelChoice& choice)
      : cases_(cases), fitter_(fitter), choice_(choice) {}

  // Judges `fitted`, a model before scaling, under `options`. The first call sets what the others are compared with.
  // True if it is the best so far.
  bool tryModel(const LinearModel& fitted, const RidgeOptions& options) {
    const LinearModel model = fitter_.scaled(fitted, options);
    const std::vector<std::uint8_t> ranks = holdoutRanks(model, cases_);
    const std::vector<std::uint8_t> page_hits = holdoutPageHits(model, cases_);
    choice_.tried.push_back({options, holdoutQuality(ranks, page_hits)});
    const std::vector<std::int64_t> worth = worths(ranks, page_hits);
    if (reference_.empty()) reference_ = worth;
    const double gain = cautiousGain(worth, reference_);
    const bool is_best = choice_.tried.size() == 1 || gain > best_gain_;
    if (is_best) {
      best_gain_ = gain;
      choice_.options = options;
    }
    return is_best;
  }

 private:
  std::span<const HeldOutCase> cases_;
  const RidgeFitter& fitter_;
  ModelChoice& choice_;
  std::vector<std::int64_t> reference_;
  double best_gain_ = 0;
};

}  // namespace

ModelChoice chooseModel(const Baskets& baskets, const CooccurrenceOptions& counting, const RidgeOptions& defaults,
                        const ModelChoiceOptions& options, const RowsDone& progress) {
  assert(!options.ridges.empty() && options.ridges.size() + options.dropouts.size() <= kMaxShrinkages - 1);
  ModelChoice choice;
  choice.options = defaults;
  if (baskets.multiItemCount() < options.few_orders) return choice;

  const Holdout holdout = splitHoldout(baskets, options.holdout);
  choice.cases = holdout.cases.size();
  const Cooccurrence counts(holdout.training, counting);
  const std::vector<bool> is_offered(counts.itemCount(), true);
  const RidgeFitter fitter(counts, is_offered, defaults);
  Search search(holdout.cases, fitter, choice);

  std::vector<Shrinkage> shrinkages = {{defaults.ridge, defaults.dropout}};
  for (const double ridge : options.ridges) {
    if (ridge != defaults.ridge) shrinkages.push_back({ridge, defaults.dropout});
  }
  for (const double dropout : options.dropouts) {
    if (dropout != defaults.dropout) shrinkages.push_back({defaults.ridge, dropout});
  }
  const std::vector<LinearModel> wide = fitter.fitCandidates(shrinkages, progress);
  LinearModel best;
  std::size_t best_shrinkage = 0;
  const auto tryFit = [&](std::size_t shrinkage, double min_edge_score) {
    RidgeOptions tried = defaults;
    tried.ridge = shrinkages[shrinkage].ridge;
    tried.dropout = shrinkages[shrinkage].dropout;
    tried.min_edge_score = min_edge_score;
    LinearModel fitted = fitter.refit(wide[shrinkage], tried, {});
    if (!search.tryModel(fitted, tried)) return;
    best = std::move(fitted);
    best_shrinkage = shrinkage;
  };
  for (std::size_t r = 0; r < wide.size(); ++r) tryFit(r, defaults.min_edge_score);
  const std::size_t first_shrinkage = best_shrinkage;
  for (const double score : options.min_edge_scores) {
    if (score != defaults.min_edge_score) tryFit(first_shrinkage, score);
  }
  // Another least score can call for another ridge.
  if (const double score = choice.options.min_edge_score; score != defaults.min_edge_score) {
    for (std::size_t r = 0; r < wide.size(); ++r) {
      if (r != first_shrinkage) tryFit(r, score);
    }
  }

  const std::array<std::pair<double RidgeOptions::*, const std::vector<double>*>, 3> shares = {{
      {&RidgeOptions::popularity_damping, &options.popularity_dampings},
      {&RidgeOptions::negative_share, &options.negative_shares},
      {&RidgeOptions::bias_share, &options.bias_shares},
  }};
  for (const auto& [share, values] : shares) {
    const RidgeOptions before = choice.options;
    for (const double value : *values) {
      if (value == before.*share) continue;
      RidgeOptions tried = before;
      tried.*share = value;
      search.tryModel(best, tried);
    }
  }
  const RidgeOptions before = choice.options;
  for (const std::uint32_t leads : options.page_leads) {
    if (leads >= before.page_leads) continue;  // the model was fitted with no more
    RidgeOptions tried = before;
    tried.page_leads = leads;
    search.tryModel(best, tried);
  }
  return choice;
}

}  // namespace goeswith
