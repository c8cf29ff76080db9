#include "mine/holdout/calibration_fit.h"

#include <algorithm>
#include <random>

#include "catch.h"
#include "table/format.h"

namespace goeswith::test {
namespace {

constexpr double kScale = 1 << 20;

// Outcomes whose true rate is a third of the score, halved for larger carts.
std::vector<SuggestionOutcome> makeOutcomes(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<SuggestionOutcome> outcomes;
  for (std::size_t k = 0; k < count; ++k) {
    const double score = (random() % 10000) / 1e4;
    const std::uint32_t cart_size = 1 + random() % 6;
    const double rate = score / 3 / (cart_size > 2 ? 2 : 1);
    outcomes.push_back({cart_size, 0, score, (random() % 10000) / 1e4 < rate});
  }
  return outcomes;
}

// What a table with this calibration would answer.
double rateOf(const Calibration& calibration, std::uint32_t cart_size, double score) {
  double rate = 0;
  for (const CalibrationClass& cart_class : calibration) {
    if (cart_class.min_cart > cart_size) break;
    for (const CalibrationKnot& knot : cart_class.knots) {
      if (knot.score <= score * kScale) rate = knot.attach_rate * kAttachRateUnit;
    }
  }
  return rate;
}

TEST_CASE("a calibration: promises the rates that outcomes had, by cart size") {
  const Calibration calibration = fitCalibration(makeOutcomes(200000, 1), kScale);
  for (const double score : {.2, .5, .8}) {
    CHECK(rateOf(calibration, 1, score) == Approx(score / 3).epsilon(.2));
    CHECK(rateOf(calibration, 4, score) == Approx(score / 6).epsilon(.2));
  }
}

TEST_CASE("a calibration: never promises less for a higher score, and keeps the format's limits") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const Calibration calibration = fitCalibration(makeOutcomes(1 + seed * 700, seed), kScale);
    REQUIRE_FALSE(calibration.empty());
    CHECK(calibration.front().min_cart == 1);
    std::uint32_t previous_cart = 0;
    for (const CalibrationClass& cart_class : calibration) {
      CHECK(cart_class.min_cart > previous_cart);
      previous_cart = cart_class.min_cart;
      REQUIRE_FALSE(cart_class.knots.empty());
      REQUIRE(cart_class.knots.size() <= 255);
      CHECK(cart_class.knots.front().score == 0);
      for (std::size_t k = 1; k < cart_class.knots.size(); ++k) {
        CHECK(cart_class.knots[k].score > cart_class.knots[k - 1].score);
        CHECK(cart_class.knots[k].attach_rate >= cart_class.knots[k - 1].attach_rate);
      }
    }
  }
}

TEST_CASE("a calibration: does not depend on the order of the outcomes") {
  std::vector<SuggestionOutcome> outcomes = makeOutcomes(20000, 3);
  const Calibration expected = fitCalibration(outcomes, kScale);
  std::reverse(outcomes.begin(), outcomes.end());
  CHECK(fitCalibration(outcomes, kScale) == expected);
}

TEST_CASE("a calibration of pages: is apart from carts, and each lead has rates of its own") {
  std::mt19937 random(7);
  std::vector<SuggestionOutcome> outcomes = makeOutcomes(20000, 6);
  const Calibration carts = fitCalibration(outcomes, kScale);
  for (std::uint32_t k = 0; k < 60000; ++k) {
    const double score = (random() % 10000) / 1e4 - .2;
    const std::uint32_t lead = k % 3;
    // A weak first lead is taken less often than a strong second one.
    const double rate = std::max(0.0, score) / (lead == 2 ? 4 : lead == 1 ? 2 : 3);
    if (lead > 0 || score > 0) outcomes.push_back({0, lead, score, (random() % 10000) / 1e4 < rate});
  }
  const Calibration calibration = fitCalibration(outcomes, kScale);
  REQUIRE(calibration.size() == carts.size() + 1);
  REQUIRE(calibration.front().min_cart == 0);
  CHECK(Calibration(calibration.begin() + 1, calibration.end()) == carts);
  const auto& knots = calibration.front().knots;
  for (std::size_t k = 1; k < knots.size(); ++k) CHECK(knots[k].score > knots[k - 1].score);
  constexpr double kLead = double{1u << format::kLeadShift} / kScale;
  CHECK(rateOf(calibration, 0, .6) == Approx(.2).epsilon(.2));
  CHECK(rateOf(calibration, 0, kLead + .6) == Approx(.3).epsilon(.2));
  CHECK(rateOf(calibration, 0, 2 * kLead + .6) == Approx(.15).epsilon(.2));
  CHECK(rateOf(calibration, 0, 2 * kLead - .2) < .03);
  CHECK(rateOf(calibration, 1, .6) == Approx(.2).epsilon(.2));
}

TEST_CASE("no outcomes: give no calibration; outcomes of large carts only speak for all") {
  CHECK(fitCalibration({}, kScale).empty());
  std::vector<SuggestionOutcome> outcomes = makeOutcomes(3000, 4);
  for (SuggestionOutcome& outcome : outcomes) outcome.cart_size = 40;
  const Calibration calibration = fitCalibration(outcomes, kScale);
  REQUIRE(calibration.size() == 1);
  CHECK(calibration.front().min_cart == 1);
}

TEST_CASE("outcomes that were never or always taken: stay between 0 and 1") {
  std::vector<SuggestionOutcome> outcomes = makeOutcomes(5000, 5);
  for (SuggestionOutcome& outcome : outcomes) outcome.was_taken = false;
  CHECK(rateOf(fitCalibration(outcomes, kScale), 1, .9) == 0);
  for (SuggestionOutcome& outcome : outcomes) outcome.was_taken = true;
  CHECK(rateOf(fitCalibration(outcomes, kScale), 1, .1) > .9999);
}

}  // namespace
}  // namespace goeswith::test
