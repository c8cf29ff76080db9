#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "catch.h"
#include "sample_table.h"
#include "score/scorer.h"
#include "table/whole/table_rows.h"

namespace goeswith::test {
namespace {

using Cart = std::vector<std::uint32_t>;

std::vector<Suggestion> listOf(std::span<const Suggestion> suggestions) {
  return {suggestions.begin(), suggestions.end()};
}

// The scorer's contract, slowly: sums in a map, everything sorted.
std::vector<Suggestion> scoreSlowly(const TableRows& rows, const Cart& cart, std::uint32_t limit) {
  std::set<std::uint32_t> known;
  for (const std::uint32_t item : cart) {
    if (item < rows.rowCount()) known.insert(item);
  }
  std::map<std::uint32_t, std::int64_t> sums;
  std::set<std::uint32_t> pulled;
  for (const std::uint32_t item : known) {
    for (const TableEdge& edge : rows.row(item)) {
      sums[edge.target] += edge.weight;
      if (edge.weight > 0) pulled.insert(edge.target);
    }
  }
  std::vector<Suggestion> all;
  for (const auto& [item, sum] : sums) {
    if (sum > 0 && pulled.contains(item) && !known.contains(item))
      all.push_back({item, static_cast<std::int32_t>(sum), 0});
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
  const auto suggestions = scorer.score(Cart{0, 2}, {.limit = 10});
  REQUIRE(suggestions.size() == 2);
  CHECK(suggestions[0].item == 3);  // 1 − .125
  CHECK(suggestions[1].item == 1);  // .5
  CHECK(static_cast<double>(suggestions[0].score) / suggestions[1].score == Approx(1.75).epsilon(.02));
}

TEST_CASE("an item that the cart speaks against: is not suggested") {
  const auto bytes = makeTable({{{1, -1.f}, {2, .5f}}, {}, {}});
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const auto suggestions = scorer.score(Cart{0}, {.limit = 10});
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].item == 2);
}

TEST_CASE("equal scores: stand in order of popularity") {
  const auto bytes = makeTable({{{1, 1.f}, {2, 1.f}, {3, 1.f}}, {}, {}, {}});
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const auto suggestions = listOf(scorer.score(Cart{0}, {.limit = 2}));
  REQUIRE(suggestions.size() == 2);
  CHECK(suggestions[0].item == 1);
  CHECK(suggestions[1].item == 2);
}

TEST_CASE("carts that say nothing: empty, unknown, without rows, of every item") {
  const auto bytes = makeTable(sampleRows());
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  CHECK(scorer.score(Cart{}, {.limit = 10}).empty());
  CHECK(scorer.score(Cart{5, 1000, 0xFFFFFFFF}, {.limit = 10}).empty());
  CHECK(scorer.score(Cart{4}, {.limit = 10}).empty());
  CHECK(scorer.score(Cart{0, 1, 2, 3, 4}, {.limit = 10}).empty());
  CHECK(scorer.score(Cart{0}, {.limit = 0}).empty());
  const auto no_items = makeTable({});
  const auto empty_table = Table::open(no_items);
  CHECK(Scorer(*empty_table).score(Cart{0, 1}, {}).empty());
}

TEST_CASE("a cart in any order and with repetitions: gives one list") {
  const auto bytes = makeTable(sampleRows());
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const auto expected = listOf(scorer.score(Cart{0, 1}, {.limit = 10}));
  CHECK(listOf(scorer.score(Cart{1, 0}, {.limit = 10})) == expected);
  CHECK(listOf(scorer.score(Cart{1, 0, 1, 1, 0, 77}, {.limit = 10})) == expected);
}

TEST_CASE("a sum that passes through zero: is suggested once") {
  // Items 1 and 2 cancel for target 3 before item 4 pulls for it.
  const auto bytes = makeTable({{}, {{3, 1.f}}, {{3, -1.f}}, {}, {{3, 1.f}}});
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  CHECK(scorer.score(Cart{1, 2}, {.limit = 10}).empty());
  CHECK(scorer.score(Cart{1, 2, 4}, {.limit = 10}).size() == 1);
}

TEST_CASE("the fast scorer: agrees with the slow one, call after call on one scorer") {
  std::mt19937 random(3);
  for (const std::uint32_t n : {2u, 17u, 300u}) {
    const auto bytes = makeTable(randomRows(n, 12, random), 16);
    const auto table = Table::open(bytes);
    REQUIRE(table);
    const auto rows = decodeRows(*table);
    REQUIRE(rows);
    Scorer scorer(*table);
    for (int round = 0; round < 2000; ++round) {
      Cart cart(random() % 20);
      for (auto& item : cart) item = random() % (n + 3);
      const std::uint32_t limit = random() % 12;
      REQUIRE(listOf(scorer.score(cart, {.limit = limit})) == scoreSlowly(*rows, cart, limit));
    }
  }
}

TEST_CASE("a large cart of the strongest weights: is added up whole") {
  std::vector<std::vector<WeightedTarget>> rows(2000, {{0, 1.f}, {1, -1.f}});
  rows[0].clear();
  rows[1] = {{0, 1.f}};
  const auto bytes = makeTable(rows);
  const auto table = Table::open(bytes);
  REQUIRE(table);
  Cart cart;
  for (std::uint32_t item = 2; item < rows.size(); ++item) cart.push_back(item);
  Scorer scorer(*table);
  const auto suggestions = scorer.score(cart, {.limit = 10});
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].item == 0);
  CHECK(suggestions[0].score == decodeRows(*table)->row(2)[0].weight * static_cast<std::int32_t>(cart.size()));
  CHECK(listOf(suggestions) == scoreSlowly(*decodeRows(*table), cart, 10));
}

// What leads is of both signs; item 5 has the largest weight.
std::vector<std::vector<WeightedTarget>> rowsWithLeads() {
  return {{{1, .5f, .1f},
           {2, -.25f, .9f},
           {3, .25f, .8f},
           {4, .125f, .2f},
           {5, 1.f},
           {6, .375f, .7f},
           {7, .0625f, .3f},
           {8, .75f, .05f}},
          {{0, .5f}},
          {},
          {},
          {},
          {},
          {},
          {},
          {}};
}

std::vector<std::uint32_t> itemsOf(std::span<const Suggestion> suggestions) {
  std::vector<std::uint32_t> items;
  for (const Suggestion& suggestion : suggestions) items.push_back(suggestion.item);
  return items;
}

TEST_CASE("a page of one item: shows the three strongest there, the next three, then the rest, each by weight") {
  const auto bytes = makeTable(rowsWithLeads());
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const std::vector<std::uint32_t> page = {6, 3, 2, 1, 4, 7, 5, 8};
  CHECK(itemsOf(scorer.score(Cart{0}, {.limit = 10})) == page);
  CHECK(itemsOf(scorer.score(Cart{0, 0, 77}, {.limit = 10, .placement = Placement::kProduct})) == page);
  CHECK(itemsOf(scorer.score(Cart{0}, {.limit = 3})) == std::vector<std::uint32_t>{6, 3, 2});
}

TEST_CASE("a cart, of one item as well: leaves leads out of account") {
  const auto bytes = makeTable(rowsWithLeads());
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  const std::vector<std::uint32_t> cart = {5, 8, 1, 6, 3, 4, 7};
  for (const Placement placement : {Placement::kCart, Placement::kCheckout, Placement::kThankYou, Placement::kEmail}) {
    CHECK(itemsOf(scorer.score(Cart{0}, {.limit = 10, .placement = placement})) == cart);
  }
  CHECK(itemsOf(scorer.score(Cart{0, 1}, {.limit = 10, .placement = Placement::kProduct})) ==
        std::vector<std::uint32_t>{5, 8, 6, 3, 4, 7});
}

TEST_CASE("rates of a page: are told by its own knots, weak leads with weights below 0 as well") {
  constexpr std::int32_t kLead = 1 << format::kLeadShift;
  const WeightRows rows = makeRows(rowsWithLeads());
  const Cards cards = makeCards(9);
  const auto bytes =
      writeTable({.rows = rows,
                  .levels = 16,
                  .cards = cards,
                  .calibration = {{0, {{0, 10}, {kLead / 2, 300}, {kLead + kLead / 2, 200}}}, {1, {{0, 77}}}}});
  const auto table = Table::open(bytes);
  REQUIRE(table);
  Scorer scorer(*table);
  std::vector<std::uint32_t> rates;
  for (const Suggestion& each : scorer.score(Cart{0}, {.limit = 10})) rates.push_back(each.attach_rate);
  CHECK(rates == std::vector<std::uint32_t>{200, 200, 200, 300, 300, 300, 10, 10});
  for (const Suggestion& each : scorer.score(Cart{0}, {.limit = 10, .placement = Placement::kCart})) {
    CHECK(each.attach_rate == 77);
  }
}

TEST_CASE("a limit beyond the longest list: is taken as the longest") {
  std::vector<std::vector<WeightedTarget>> rows(3000);
  for (std::uint32_t source = 0; source < 8; ++source) {
    for (std::uint32_t k = 0; k < 250; ++k) rows[source].push_back({8 + source * 250 + k, 1.f});
  }
  const auto bytes = makeTable(rows);
  const auto table = Table::open(bytes);
  Scorer scorer(*table);
  CHECK(scorer.score(Cart{0, 1, 2, 3, 4, 5, 6, 7}, {.limit = 0xFFFFFFFF}).size() == Scorer::kMaxSuggestions);
}

struct RuledTable {
  std::vector<std::uint8_t> bytes;
  ItemTraits traits;
  Table table;
  Scorer scorer;

  RuledTable(const std::vector<std::vector<WeightedTarget>>& rows, Policy policy, ItemTraits item_traits,
             Calibration calibration = {}, std::vector<float> biases = {})
      : bytes(writeTable({.rows = makeRows(rows),
                          .levels = 255,
                          .cards = makeCards(rows.size()),
                          .info = {},
                          .biases = biases,
                          .policy = std::move(policy),
                          .calibration = std::move(calibration)})),
        traits(std::move(item_traits)),
        table(*Table::open(bytes)),
        scorer(table, traits) {}

  std::vector<std::uint32_t> itemsFor(const Cart& cart, ListOptions options = {}) {
    std::vector<std::uint32_t> items;
    for (const Suggestion& suggestion : scorer.score(cart, options)) items.push_back(suggestion.item);
    return items;
  }
};

using Items = std::vector<std::uint32_t>;

// Item 0 pulls for 1, 2, 3, 4, less and less.
std::vector<std::vector<WeightedTarget>> fallingRows() {
  return {{{1, 1.f}, {2, .9f}, {3, .8f}, {4, .7f}}, {}, {}, {}, {}};
}

TEST_CASE("biases: rank what the cart pulls for, and never suggest by themselves") {
  RuledTable table({{{1, .5f}, {2, .5f}}, {}, {}, {}}, kNoPolicy, {}, {}, {0, 0, .25f, 1.f});
  CHECK(table.itemsFor({0}) == Items{2, 1});
  CHECK(table.itemsFor({1}).empty());
  RuledTable pushed({{{2, -.5f}}, {{2, .25f}}, {}}, kNoPolicy, {}, {}, {0, 0, 1.f});
  CHECK(pushed.itemsFor({0}).empty());
  CHECK(pushed.itemsFor({0, 1}) == Items{2});  // one item pulls, and the bias outweighs the other
  CHECK(pushed.itemsFor({0}).empty());         // nothing is left of the cart before
  RuledTable gloomy({{{1, .25f}, {2, .5f}}, {}, {}}, kNoPolicy, {}, {}, {0, -.5f, 0});
  CHECK(gloomy.itemsFor({0}) == Items{2});
}

TEST_CASE("variants: none of a group in the cart, one of a group in a list") {
  RuledTable table(fallingRows(), kNoPolicy, {.group = {1, 1, 2, 2, 0}});
  CHECK(table.itemsFor({0}) == Items{2, 4});
}

TEST_CASE("look-alikes: one of a family in a diverse list, all in the bare ranking") {
  RuledTable table(fallingRows(), kNoPolicy, {.family = {0, 5, 5, 5, 0}});
  CHECK(table.itemsFor({0}) == Items{1, 2, 3, 4});
  CHECK(table.itemsFor({0}, {.is_diverse = true}) == Items{1, 4});
  CHECK(table.itemsFor({0}, {.limit = 1, .is_diverse = true}) == Items{1});
}

TEST_CASE("a negative weight within a category: is a veto; across categories it is only a weight") {
  const std::vector<std::vector<WeightedTarget>> rows = {{{2, -.1f}}, {{2, 1.f}}, {}};
  RuledTable same(rows, kNoPolicy, {.category = {1, 2, 1}});
  CHECK(same.itemsFor({0, 1}).empty());
  CHECK(same.itemsFor({1}) == Items{2});
  RuledTable across(rows, kNoPolicy, {.category = {2, 2, 1}});
  CHECK(across.itemsFor({0, 1}) == Items{2});
}

TEST_CASE("denied categories: are not shown while their counterpart is in the cart") {
  RuledTable table(fallingRows(), {.denied_categories = {{1, 2}, {3, 3}}, .max_same_category_price_percent = 0},
                   {.category = {1, 2, 3, 3, 0}});
  CHECK(table.itemsFor({0}) == Items{2, 3, 4});
  CHECK(table.itemsFor({0, 2}) == Items{4});
  CHECK(table.itemsFor({0}) == Items{2, 3, 4});  // nothing is left of the cart before
}

TEST_CASE("upsells: a dearer item of a category in the cart is left out, an equal or unknown price is not") {
  const ItemTraits traits{.category = {1, 1, 1, 2, 1}, .price = {101, 102, 101, 900, 0}};
  RuledTable table(fallingRows(), {.max_same_category_price_percent = 100}, traits);
  CHECK(table.itemsFor({0}) == Items{2, 3, 4});
  RuledTable exempt(fallingRows(), {.max_same_category_price_percent = 100, .dearer_categories = {{1, 1}}}, traits);
  CHECK(exempt.itemsFor({0}) == Items{1, 2, 3, 4});
  RuledTable lenient(fallingRows(), {.max_same_category_price_percent = 150}, traits);
  CHECK(lenient.itemsFor({0}) == Items{1, 2, 3, 4});
}

TEST_CASE("the price limit: compares with the dearest item in the cart") {
  const ItemTraits traits{.price = {101, 51, 52, 0, 1}};
  RuledTable table(fallingRows(), {.max_same_category_price_percent = 0, .max_price_percent = 50}, traits);
  CHECK(table.itemsFor({0}) == Items{1, 3, 4});
}

TEST_CASE("blocked pairs: hold in one direction, while the item is in the cart") {
  RuledTable table(fallingRows(), {.blocked_items = {{0, 2}, {0, 4}, {3, 1}}, .max_same_category_price_percent = 0},
                   {});
  CHECK(table.itemsFor({0}) == Items{1, 3});
  CHECK(table.itemsFor({0, 3}).empty());
}

TEST_CASE("pinned items: stand first, even without a pull, but never against another rule") {
  const Policy policy{.pinned_items = {{0, 3}, {0, 4}, {1, 0}}, .max_same_category_price_percent = 0};
  RuledTable table({{{1, 1.f}, {3, .5f}}, {}, {}, {}, {}}, policy, {});
  CHECK(table.itemsFor({0}) == Items{3, 4, 1});
  CHECK(table.itemsFor({0, 1}) == Items{3, 4});
  CHECK(table.itemsFor({0, 4}) == Items{3, 1});
  RuledTable variant({{{1, 1.f}}, {}, {}, {}, {}}, policy, {.group = {7, 0, 0, 7, 0}});
  CHECK(variant.itemsFor({0}) == Items{4, 1});
}

TEST_CASE("attach rates: come from the class of the cart's size, and the least one silences") {
  const std::int32_t half = (1 << 19);
  const Calibration calibration = {{1, {{1, 655}, {half, 6554}}}, {2, {{half, 3277}}}};
  RuledTable table({{{1, 1.f}, {2, .25f}}, {}, {}, {}}, kNoPolicy, {}, calibration);
  const auto list = listOf(table.scorer.score(Cart{0}, {.placement = Placement::kCart}));
  REQUIRE(list.size() == 2);
  CHECK(list[0].attach_rate == 6554);
  CHECK(list[1].attach_rate == 655);
  CHECK(table.itemsFor({0}, {.min_attach_rate = 656, .placement = Placement::kCart}) == Items{1});
  CHECK(table.itemsFor({0}, {.min_attach_rate = 6555, .placement = Placement::kCart}).empty());
  const auto larger = listOf(table.scorer.score(Cart{0, 3}, {}));
  CHECK(larger[0].attach_rate == 3277);
  CHECK(larger[1].attach_rate == 0);
  RuledTable uncalibrated({{{1, 1.f}}, {}}, kNoPolicy, {});
  CHECK(uncalibrated.itemsFor({0}, {.min_attach_rate = 60000}) == Items{1});
}

TEST_CASE("by value: what is expected to sell for most stands first, above the floor, unknown prices last") {
  const Calibration calibration = {{0, {{1, 1000}, {1 << 19, 2000}, {800000, 4000}}}};
  RuledTable table(fallingRows(), kNoPolicy, {.price = {0, 101, 1001, 0, 301}}, calibration);
  CHECK(table.itemsFor({0}) == Items{1, 2, 3, 4});
  CHECK(table.itemsFor({0}, {.by_value = true}) == Items{2, 4, 1, 3});
  CHECK(table.itemsFor({0}, {.min_attach_rate = 2001, .by_value = true}) == Items{2, 1});
  CHECK(table.itemsFor({0}) == Items{1, 2, 3, 4});
}

TEST_CASE("placement limits: shorten the list of their place only") {
  Policy policy = kNoPolicy;
  policy.placement_limits[static_cast<std::size_t>(Placement::kCheckout)] = 1;
  RuledTable table(fallingRows(), policy, {});
  CHECK(table.itemsFor({0}, {.placement = Placement::kCheckout}) == Items{1});
  CHECK(table.itemsFor({0}, {.placement = Placement::kCart}).size() == 4);
  CHECK(table.itemsFor({0}).size() == 4);
}

TEST_CASE("traits with wild numbers: do no harm") {
  constexpr std::uint32_t kLast = format::kMaxNamed;
  for (const std::uint32_t wild : {kLast, 0x3FFFFFFFu, 0x40000000u, 0x80000001u, 0xC0000000u, 0xFFFFFFFFu}) {
    RuledTable table(fallingRows(),
                     {.denied_categories = {{2, kLast}, {kLast, 2}},
                      .blocked_items = {{0, kLast}, {kLast, 0}},
                      .pinned_items = {{0, kLast}},
                      .max_same_category_price_percent = 100},
                     {.category = {wild, 1, 2, wild, 1},
                      .group = {1, wild, 3, 4, wild},
                      .family = {wild, 0, wild, 0, 0},
                      .price = {1, wild, 1, wild, 1}});
    for (const std::uint32_t item : table.itemsFor({0}, {.is_diverse = true})) CHECK(item < 5);
  }
  RuledTable table(fallingRows(), {.max_same_category_price_percent = 100},
                   {.category = {0xFFFFFFFF, 1, 1, 1, 1}, .price = {1, 0xFFFFFFFF, 1, 1, 1}});
  CHECK(table.itemsFor({0}) == Items{1, 2, 3, 4});
}

TEST_CASE("a policy and a calibration: read back as they were written") {
  const Policy policy{.denied_categories = {{1, 1}, {1, 2}},
                      .blocked_items = {{0, 1}},
                      .pinned_items = {{0, 2}, {4, 0}},
                      .max_same_category_price_percent = 120,
                      .dearer_categories = {{2, 2}, {9, 9}},
                      .max_price_percent = 65535,
                      .placement_limits = {1, 2, 3, 4, 255}};
  const Calibration calibration = {{1, {{0, 1}, {5, 1}, {9, 65535}}}, {7, {{3, 0}}}};
  RuledTable table(fallingRows(), policy, {}, calibration);
  CHECK(policyOf(table.table) == policy);
  CHECK(calibrationOf(table.table) == calibration);
}

}  // namespace
}  // namespace goeswith::test
