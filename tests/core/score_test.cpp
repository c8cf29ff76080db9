#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "catch.h"
#include "sample_table.h"
#include "score/scorer.h"

namespace goeswith::test {
namespace {

using Cart = std::vector<std::uint32_t>;

std::vector<Suggestion> listOf(std::span<const Suggestion> suggestions) {
  return {suggestions.begin(), suggestions.end()};
}

// The scorer's contract, slowly: sums in a map, everything sorted.
std::vector<Suggestion> scoreSlowly(const Table& table, const Cart& cart, std::uint32_t limit) {
  std::set<std::uint32_t> known;
  for (const std::uint32_t item : cart) {
    if (item < table.itemCount()) known.insert(item);
  }
  std::map<std::uint32_t, std::int64_t> sums;
  std::uint32_t scored = 0;
  for (const std::uint32_t item : known) {
    if (scored++ == Scorer::kMaxScoredCart) break;
    table.forEachEdge(item, [&](Edge edge) { sums[edge.target] += edge.weight; });
  }
  std::vector<Suggestion> all;
  for (const auto& [item, sum] : sums) {
    if (sum > 0 && !known.contains(item)) all.push_back({item, static_cast<std::int32_t>(sum)});
  }
  std::sort(all.begin(), all.end(), [](const Suggestion& a, const Suggestion& b) {
    return a.score != b.score ? a.score > b.score : a.item < b.item;
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

std::vector<std::vector<WeightedTarget>> randomRows(std::uint32_t n, std::uint32_t edges, std::mt19937& random) {
  std::vector<std::vector<WeightedTarget>> rows(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    std::set<std::uint32_t> targets;
    for (std::uint32_t k = 0; k < edges; ++k) targets.insert(random() % n);
    targets.erase(i);
    for (const std::uint32_t target : targets) {
      rows[i].push_back({target, (random() % 4 == 0 ? -1.f : 1.f) * static_cast<float>(1 + random() % 8) / 8.f});
    }
  }
  return rows;
}

TEST_CASE("a scored cart: adds its rows, leaves its own items out, best first") {
  const auto bytes = makeTable(sampleRows(), 255);
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const auto suggestions = scorer.score(Cart{0, 2}, 10);
  REQUIRE(suggestions.size() == 2);
  CHECK(suggestions[0].item == 3);  // 1 − .125
  CHECK(suggestions[1].item == 1);  // .5
  CHECK(static_cast<double>(suggestions[0].score) / suggestions[1].score == Approx(1.75).epsilon(.02));
}

TEST_CASE("an item that the cart speaks against: is not suggested") {
  const auto bytes = makeTable({{{1, -1.f}, {2, .5f}}, {}, {}});
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const auto suggestions = scorer.score(Cart{0}, 10);
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].item == 2);
}

TEST_CASE("equal scores: stand in order of popularity") {
  const auto bytes = makeTable({{{1, 1.f}, {2, 1.f}, {3, 1.f}}, {}, {}, {}});
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const auto suggestions = listOf(scorer.score(Cart{0}, 2));
  REQUIRE(suggestions.size() == 2);
  CHECK(suggestions[0].item == 1);
  CHECK(suggestions[1].item == 2);
}

TEST_CASE("carts that say nothing: empty, unknown, without rows, of every item") {
  const auto bytes = makeTable(sampleRows());
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  CHECK(scorer.score(Cart{}, 10).empty());
  CHECK(scorer.score(Cart{5, 1000, 0xFFFFFFFF}, 10).empty());
  CHECK(scorer.score(Cart{4}, 10).empty());
  CHECK(scorer.score(Cart{0, 1, 2, 3, 4}, 10).empty());
  CHECK(scorer.score(Cart{0}, 0).empty());
  const auto no_items = makeTable({});
  const auto empty_table = Table::open(no_items);
  CHECK(Scorer(*empty_table).score(Cart{0, 1}, 10).empty());
}

TEST_CASE("a cart in any order and with repetitions: gives one list") {
  const auto bytes = makeTable(sampleRows());
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const auto expected = listOf(scorer.score(Cart{0, 1}, 10));
  CHECK(listOf(scorer.score(Cart{1, 0}, 10)) == expected);
  CHECK(listOf(scorer.score(Cart{1, 0, 1, 1, 0, 77}, 10)) == expected);
}

TEST_CASE("a sum that passes through zero: is suggested once") {
  // Items 1 and 2 cancel for target 3 before item 4 pulls for it.
  const auto bytes = makeTable({{}, {{3, 1.f}}, {{3, -1.f}}, {}, {{3, 1.f}}});
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  CHECK(scorer.score(Cart{1, 2}, 10).empty());
  CHECK(scorer.score(Cart{1, 2, 4}, 10).size() == 1);
}

TEST_CASE("the fast scorer: agrees with the slow one, call after call on one scorer") {
  std::mt19937 random(3);
  for (const std::uint32_t n : {2u, 17u, 300u}) {
    const auto bytes = makeTable(randomRows(n, 12, random), 16);
    const auto table = Table::open(bytes);
    REQUIRE(table);
    Scorer scorer(*table);
    for (int round = 0; round < 2000; ++round) {
      Cart cart(random() % 20);
      for (auto& item : cart) item = random() % (n + 3);
      const std::uint32_t limit = random() % 12;
      REQUIRE(listOf(scorer.score(cart, limit)) == scoreSlowly(*table, cart, limit));
    }
  }
}

TEST_CASE("the largest cart of the strongest weights: does not overflow") {
  std::vector<std::vector<WeightedTarget>> rows(2 * Scorer::kMaxScoredCart, {{0, 1.f}, {1, -1.f}});
  rows[0].clear();
  rows[1] = {{0, 1.f}};
  const auto bytes = makeTable(rows);
  const auto table = Table::open(bytes);
  REQUIRE(table);
  Cart cart;
  for (std::uint32_t item = 2; item < rows.size(); ++item) cart.push_back(item);
  Scorer scorer(*table);
  const auto suggestions = scorer.score(cart, 10);
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].item == 0);
  CHECK(listOf(suggestions) == scoreSlowly(*table, cart, 10));
}

TEST_CASE("a limit beyond the longest list: is taken as the longest") {
  std::vector<std::vector<WeightedTarget>> rows(3000);
  for (std::uint32_t source = 0; source < 8; ++source) {
    for (std::uint32_t k = 0; k < 250; ++k) rows[source].push_back({8 + source * 250 + k, 1.f});
  }
  const auto bytes = makeTable(rows);
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  CHECK(scorer.score(Cart{0, 1, 2, 3, 4, 5, 6, 7}, 0xFFFFFFFF).size() == Scorer::kMaxSuggestions);
}

}  // namespace
}  // namespace goeswith::test
