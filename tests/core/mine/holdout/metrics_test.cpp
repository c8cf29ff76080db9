#include "mine/holdout/metrics.h"

#include <cmath>

#include "catch.h"

namespace goeswith::test {
namespace {

HeldOutCase question(std::uint32_t held_out, std::vector<std::uint32_t> cart) {
  const auto size = static_cast<std::uint32_t>(cart.size());
  return {held_out, std::move(cart), size};
}

RankedList listOf(std::vector<std::uint32_t> items) {
  const std::size_t own = items.size();
  return {std::move(items), own};
}

TEST_CASE("the quality of lists: counts hits by place") {
  const std::vector<HeldOutCase> cases = {question(0, {9}), question(1, {9, 8}), question(2, {9, 8}),
                                          question(3, {9, 8})};
  const std::vector<RankedList> lists = {
      listOf({0, 1}),                                           // place 1
      listOf({5, 6, 1}),                                        // place 3
      listOf({10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 2}),  // place 12
      {{4, 5}, 0},                                              // a miss, with nothing of its own
  };
  const Quality quality = judge(lists, cases, 40, CartKind::kAll);
  CHECK(quality.cases == 4);
  CHECK(quality.recallAt(1) == Approx(.25));
  CHECK(quality.recallAt(3) == Approx(.5));
  CHECK(quality.recallAt(5) == Approx(.5));
  CHECK(quality.recallAt(10) == Approx(.5));
  CHECK(quality.recallAt(20) == Approx(.75));
  CHECK(quality.reciprocal_rank == Approx((1 + 1. / 3) / 4));
  CHECK(quality.answered == Approx(.75));
  CHECK(quality.standard_error == Approx(.25));
  // 0, 1, 4, 5, 6 and the ten from 10 to 19; the twelfth place of the third list does not count.
  CHECK(quality.coverage == Approx(15. / 40));
}

TEST_CASE("the quality of lists: looks at carts of one item and larger ones apart") {
  const std::vector<HeldOutCase> cases = {question(0, {9}), question(1, {9, 8}), question(2, {9, 8})};
  const std::vector<RankedList> lists = {listOf({0}), listOf({1}), listOf({5})};
  CHECK(judge(lists, cases, 10, CartKind::kSingleItem).cases == 1);
  CHECK(judge(lists, cases, 10, CartKind::kSingleItem).recallAt(1) == 1);
  CHECK(judge(lists, cases, 10, CartKind::kLarger).cases == 2);
  CHECK(judge(lists, cases, 10, CartKind::kLarger).recallAt(1) == Approx(.5));
}

TEST_CASE("the quality of lists: is 0 without cases") {
  const Quality quality = judge({}, {}, 10, CartKind::kAll);
  CHECK(quality.cases == 0);
  CHECK(quality.recallAt(10) == 0);
  CHECK(quality.standard_error == 0);
}

TEST_CASE("the quality of lists: takes an unknown item for a miss") {
  const std::vector<HeldOutCase> cases = {question(kUnknownItem, {9})};
  CHECK(judge(std::vector{listOf({0, 1, 2})}, cases, 10, CartKind::kAll).recallAt(20) == 0);
}

TEST_CASE("the share of one category: counts own items where both sides are known") {
  const std::vector<std::uint32_t> categories = {1, 1, 2, 0, 2};
  const std::vector<HeldOutCase> cases = {question(1, {0, 3}), question(2, {0}), question(3, {0}), question(1, {3}),
                                          question(kUnknownItem, {0})};
  CHECK(*sameCategoryShareOfTruth(cases, categories) == Approx(.5));  // the first two; the others are not known
  const std::vector<RankedList> lists = {listOf({1, 2, 4, 1}), {{1, 2}, 1}, listOf({3}), listOf({1}), listOf({})};
  // 1 is of the cart's category, 2 and 4 are not, the fourth does not count; then 1 of the second list's own.
  CHECK(*sameCategoryShare(lists, cases, categories, 3) == Approx(.5));
  CHECK(!sameCategoryShareOfTruth(cases, std::vector<std::uint32_t>(5, 0)));
}

TEST_CASE("pages: are judged by three places, of which empty ones are misses") {
  const std::vector<PageView> views = {{0, {1, 2, 3}}, {0, {1}}, {1, {0}}, {2, {}}};
  const std::vector<RankedList> lists = {listOf({1, 4, 2, 3}), listOf({4, 3, 2}), listOf({0}), listOf({})};
  const PageQuality quality = judgePages(lists, views);
  CHECK(quality.views == 4);
  CHECK(quality.precision_at_3 == Approx(3.0 / 12));
  CHECK(quality.hit_at_3 == Approx(.5));
  CHECK(quality.precision == Approx(3.0 / 7));
  CHECK(quality.answered == Approx(.75));
  CHECK(quality.three == Approx(.5));
  CHECK(quality.standard_error == Approx(std::sqrt((5.0 / 9 / 4 - 1.0 / 16) / 4)));
  CHECK(judgePages({}, {}).views == 0);

  const std::vector<std::uint32_t> families = {1, 1, 0, 2, 1};
  CHECK(*sameNumberShare(lists, views, families) == Approx(4.0 / 5));  // 1, 4; 4, not 3; 0
  CHECK(!sameNumberShare(lists, views, std::vector<std::uint32_t>(5, 0)));
}

TEST_CASE("reliability: compares expectation and outcome part by part") {
  std::vector<ShownItem> shown;
  for (int k = 0; k < 1000; ++k) shown.push_back({k / 1000., k % 10 < k / 100});
  const auto bins = reliability(shown, 100);
  REQUIRE(bins.size() == 10);
  for (std::size_t b = 0; b < bins.size(); ++b) {
    CHECK(bins[b].shown == 100);
    CHECK(bins[b].predicted == Approx(.1 * b + .0495));
    CHECK(bins[b].observed == Approx(.1 * b));
  }
  CHECK(reliability(shown, 101).empty());
}

TEST_CASE("reliability: keeps items of one rate together") {
  std::vector<ShownItem> shown(900, {.1, false});
  for (int k = 0; k < 300; ++k) shown.push_back({.2, k % 2 == 0});
  const auto bins = reliability(shown, 200);
  REQUIRE(bins.size() == 2);
  CHECK(bins[0].shown == 900);
  CHECK(bins[0].predicted == Approx(.1));
  CHECK(bins[0].observed == 0);
  CHECK(bins[1].shown == 300);
  CHECK(bins[1].observed == Approx(.5));
}

}  // namespace
}  // namespace goeswith::test
