#include "recipe/input_doubts.h"

#include <set>

#include "catch.h"
#include "recipe/table_counts.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

// `count` orders of tea with a pot or a cup.
std::vector<std::set<std::string>> teaOrders(int count) {
  std::vector<std::set<std::string>> orders;
  for (int k = 0; k < count; ++k) orders.push_back({"TEA-1", k % 2 == 0 ? "POT-1" : "CUP-1"});
  return orders;
}

OrdersSummary summaryOf(const Baskets& baskets) {
  OrdersSummary summary;
  summary.lines = summary.kept = baskets.items.size();
  summary.orders = baskets.basketCount();
  summary.items = baskets.itemCount();
  return summary;
}

std::vector<InputDoubt> doubtsOf(const std::vector<std::set<std::string>>& orders, const Items& items = {}) {
  const Baskets baskets = makeBaskets(orders);
  return doubtInput(baskets, summaryOf(baskets), items);
}

std::vector<std::string> namesOf(const std::vector<InputDoubt>& doubts) {
  std::vector<std::string> names;
  for (const InputDoubt& doubt : doubts) names.emplace_back(doubt.name);
  return names;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("doubts: orders and items that fit raise none, a small shop's neither") {
  CHECK(doubtsOf(teaOrders(240)).empty());
  CHECK(doubtsOf(teaOrders(240), {{.sku = "TEA-1"}, {.sku = "POT-1"}}).empty());
  CHECK(doubtsOf(teaOrders(2)).empty());
  CHECK(doubtsOf({}).empty());
}

TEST_CASE("doubts: a catalogue that lists no ordered item is refused with the two ids that are alike") {
  const auto doubts = doubtsOf(teaOrders(240), {{.sku = "'APRON"}, {.sku = "'TEA-1"}, {.sku = "'POT-1"}});
  REQUIRE(namesOf(doubts) == std::vector<std::string>{"no_item_listed"});
  CHECK(doubts[0].is_refusal);
  CHECK(doubts[0].file == InputDoubt::File::items);
  CHECK(holds(doubts[0].text, "none of the 3 ordered items"));
  CHECK(holds(doubts[0].text, "ordered: \"TEA-1\"; listed: \"'TEA-1\""));
}

TEST_CASE("doubts: ids that differ in case, leading zeros or a spreadsheet's .0 are shown side by side") {
  const auto example = [](const std::string& ordered, const std::string& listed) {
    const auto doubts = doubtsOf({{ordered, "x"}}, {{.sku = "apron"}, {.sku = listed}});
    return holds(doubts.at(0).text, "ordered: \"" + ordered + "\"; listed: \"" + listed + "\"");
  };
  CHECK(example("tea-1", "TEA-1"));
  CHECK(example("00017", "17"));
  CHECK(example("17.0", "00017"));
}

TEST_CASE("doubts: where nothing is alike, the most ordered item and the first listed one are shown") {
  const auto doubts = doubtsOf(teaOrders(240), {{.sku = "100"}, {.sku = "101"}});
  REQUIRE(doubts.size() == 1);
  CHECK(holds(doubts[0].text, "ordered: \"TEA-1\"; listed: \"100\""));
}

TEST_CASE("doubts: a catalogue that lists less than half of the lines is pointed out and not refused") {
  std::vector<std::set<std::string>> orders = teaOrders(20);
  for (int k = 0; k < 100; ++k) orders.push_back({"old-1", "old-2"});
  const auto doubts = doubtsOf(orders, {{.sku = "TEA-1"}, {.sku = "POT-1"}});
  REQUIRE(namesOf(doubts) == std::vector<std::string>{"few_items_listed"});
  CHECK(!doubts[0].is_refusal);
}

TEST_CASE("doubts: ids that a spreadsheet has rounded are pointed out, and refused when most lines have them") {
  std::vector<std::set<std::string>> orders = teaOrders(20);
  orders.push_back({"4.00123E+12", "TEA-1"});
  auto doubts = doubtsOf(orders);
  REQUIRE(namesOf(doubts) == std::vector<std::string>{"spreadsheet_ids"});
  CHECK(!doubts[0].is_refusal);
  CHECK(holds(doubts[0].text, "\"4.00123E+12\""));
  doubts = doubtsOf({{"4,00123E+12", "4E+12"}});
  REQUIRE(doubts.size() == 1);
  CHECK(doubts[0].is_refusal);
  CHECK(doubtsOf({{"1E5", "E+12", "1.E+12", "12.5E+12", "1E+1", "1E+12X"}}).empty());
}

TEST_CASE("doubts: most lines without ids are pointed out") {
  const Baskets baskets = makeBaskets(teaOrders(20));
  OrdersSummary summary = summaryOf(baskets);
  summary.blank = summary.kept;
  summary.lines = summary.kept + summary.blank;
  CHECK(doubtInput(baskets, summary, {}).empty());
  ++summary.blank;
  ++summary.lines;
  CHECK(namesOf(doubtInput(baskets, summary, {})) == std::vector<std::string>{"lines_without_ids"});
}

TEST_CASE("doubts: one order that holds most lines is pointed out, a large one among many is not") {
  std::set<std::string> large;
  for (int k = 0; k < 100; ++k) large.insert("item-" + std::to_string(k));
  std::vector<std::set<std::string>> orders = teaOrders(40);
  orders.push_back(large);
  CHECK(namesOf(doubtsOf(orders)) == std::vector<std::string>{"one_order"});
  orders.push_back(large);
  CHECK(doubtsOf(orders).empty());
}

TEST_CASE("doubts: lines that repeat what their order holds are pointed out, exports given twice are not") {
  const Baskets baskets = makeBaskets(teaOrders(100));
  OrdersSummary summary = summaryOf(baskets);
  summary.duplicates = summary.kept;
  summary.lines = summary.kept + summary.duplicates;
  CHECK(doubtInput(baskets, summary, {}).empty());
  summary.duplicates = summary.kept * 3;
  summary.lines = summary.kept + summary.duplicates;
  CHECK(namesOf(doubtInput(baskets, summary, {})) == std::vector<std::string>{"repeated_lines"});
}

TEST_CASE("shrinkage: half of all is enough, less than half of anything is told with both numbers") {
  const TableCounts before{.items = 1200, .edges = 5, .orders = 10};
  CHECK(!describeShrinkage(before, {.items = 600, .edges = 3, .orders = 5}));
  CHECK(!describeShrinkage(before, {.items = 9000, .edges = 9000, .orders = 9000}));
  const auto items = describeShrinkage(before, {.items = 599, .edges = 3, .orders = 5});
  REQUIRE(items);
  CHECK(holds(*items, ": 599 of 1,200 items"));
  CHECK(!holds(*items, "edges"));
  const auto others = describeShrinkage(before, {.items = 600, .edges = 2, .orders = 4});
  REQUIRE(others);
  CHECK(holds(*others, ": 2 of 5 edges, 4 of 10 orders"));
  CHECK(!describeShrinkage({.items = 4, .edges = 4, .orders = {}}, {.items = 4, .edges = 4, .orders = 1}));
}

}  // namespace
}  // namespace goeswith::test
