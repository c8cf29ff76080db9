#include "mine/holdout/calibration_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "table/format.h"

namespace goeswith {
namespace {

constexpr std::array<std::uint16_t, 7> kMinCarts = {1, 2, 3, 5, 9, 17, 33};
constexpr std::size_t kMinClassOutcomes = 1500;  // fewer say too little about rates of a few hundredths
constexpr std::size_t kMinBinOutcomes = 150;
constexpr std::size_t kMaxBins = 40;
// Outcomes at the class's mean that each bin is thought to have had before.
constexpr double kPriorOutcomes = 20;

struct Bin {
  double lowest_score;
  double taken;
  double shown;

  double rate() const { return taken / shown; }
  // Half a standard error below the rate: what may be promised of orders that come later than those it was seen on.
  double promisedRate() const { return std::max(0.0, rate() - 0.5 * std::sqrt(rate() * (1 - rate()) / shown)); }
};

// Bins of one class, scores ascending.
std::vector<Bin> makeBins(std::vector<SuggestionOutcome> outcomes) {
  // Outcomes of equal score are in one bin in any order, so their own order does not matter.
  std::sort(outcomes.begin(), outcomes.end(),
            [](const SuggestionOutcome& a, const SuggestionOutcome& b) { return a.score < b.score; });
  const double total = static_cast<double>(outcomes.size());
  const auto taken = static_cast<double>(
      std::count_if(outcomes.begin(), outcomes.end(), [](const SuggestionOutcome& o) { return o.was_taken; }));
  const std::size_t bin_size = std::max(kMinBinOutcomes, outcomes.size() / kMaxBins + 1);
  std::vector<Bin> bins;
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const bool is_full = bins.empty() || bins.back().shown >= static_cast<double>(bin_size);
    if (is_full && (k == 0 || outcomes[k].score != outcomes[k - 1].score)) bins.push_back({outcomes[k].score, 0, 0});
    bins.back().taken += outcomes[k].was_taken ? 1 : 0;
    bins.back().shown += 1;
  }
  // A last bin that stayed small joins the one before.
  if (bins.size() > 1 && bins.back().shown < static_cast<double>(kMinBinOutcomes)) {
    const Bin last = bins.back();
    bins.pop_back();
    bins.back().taken += last.taken;
    bins.back().shown += last.shown;
  }
  for (Bin& bin : bins) {
    bin.taken += kPriorOutcomes * taken / total;
    bin.shown += kPriorOutcomes;
  }
  return bins;
}

std::vector<Bin> poolViolators(const std::vector<Bin>& bins) {
  std::vector<Bin> pooled;
  for (Bin bin : bins) {
    while (!pooled.empty() && pooled.back().rate() >= bin.rate()) {
      bin = {pooled.back().lowest_score, pooled.back().taken + bin.taken, pooled.back().shown + bin.shown};
      pooled.pop_back();
    }
    pooled.push_back(bin);
  }
  return pooled;
}

// Appends what `outcomes` say to the knots of a class: steps of the score from `base` on, which is that of a score of
// 0.
void appendKnots(std::vector<SuggestionOutcome> outcomes, double score_scale, std::int32_t base, std::int32_t lowest,
                 std::vector<CalibrationKnot>& knots) {
  if (outcomes.empty()) return;
  const std::size_t first = knots.size();
  for (const Bin& bin : poolViolators(makeBins(std::move(outcomes)))) {
    const double score = std::clamp(std::ceil(bin.lowest_score * score_scale) + base, static_cast<double>(lowest),
                                    static_cast<double>(std::numeric_limits<std::int32_t>::max()));
    double rate = std::clamp(std::round(bin.promisedRate() / kAttachRateUnit), 0.0, 65535.0);
    // A bin of few outcomes may promise less than the one below.
    if (knots.size() > first) rate = std::max<double>(rate, knots.back().attach_rate);
    const CalibrationKnot knot{static_cast<std::int32_t>(score), static_cast<std::uint16_t>(rate)};
    if (knots.size() > first && knots.back().score == knot.score) {
      knots.back() = knot;
    } else {
      knots.push_back(knot);
    }
  }
  // What scores below all that was seen promises no more than the lowest.
  knots[first].score = lowest;
}

}  // namespace

Calibration fitCalibration(std::span<const SuggestionOutcome> outcomes, double score_scale) {
  std::array<std::vector<SuggestionOutcome>, format::kTopLead + 1> by_lead;  // of pages
  std::array<std::vector<SuggestionOutcome>, kMinCarts.size()> by_class;
  for (const SuggestionOutcome& outcome : outcomes) {
    if (outcome.cart_size == 0) {
      by_lead[outcome.lead].push_back(outcome);
      continue;
    }
    std::size_t c = kMinCarts.size() - 1;
    while (kMinCarts[c] > outcome.cart_size) --c;
    by_class[c].push_back(outcome);
  }
  // From the largest carts down, so that a small class always has one below to join; the first takes what is left.
  for (std::size_t c = by_class.size() - 1; c > 0; --c) {
    if (by_class[c].size() >= kMinClassOutcomes) continue;
    by_class[c - 1].insert(by_class[c - 1].end(), by_class[c].begin(), by_class[c].end());
    by_class[c].clear();
  }

  Calibration calibration;
  CalibrationClass pages{0, {}};
  for (std::uint32_t lead = 0; lead < by_lead.size(); ++lead) {
    const auto base = static_cast<std::int32_t>(lead << format::kLeadShift);
    const std::int32_t lowest = lead == 0 ? 0 : base - (1 << (format::kLeadShift - 1));
    appendKnots(std::move(by_lead[lead]), score_scale, base, lowest, pages.knots);
  }
  if (!pages.knots.empty()) calibration.push_back(std::move(pages));
  bool is_first = true;
  for (std::size_t c = 0; c < by_class.size(); ++c) {
    if (by_class[c].empty()) continue;
    // The first class that has outcomes speaks for all smaller carts too.
    CalibrationClass cart_class{is_first ? std::uint16_t{1} : kMinCarts[c], {}};
    is_first = false;
    appendKnots(std::move(by_class[c]), score_scale, 0, 0, cart_class.knots);
    calibration.push_back(std::move(cart_class));
  }
  return calibration;
}

}  // namespace goeswith
