#include "mine/read/id_matching.h"

#include "catch.h"

using namespace goeswith;

namespace {

Baskets basketsOf(std::vector<std::string> skus, std::vector<std::vector<std::uint32_t>> orders) {
  Baskets baskets;
  baskets.skus = std::move(skus);
  baskets.item_orders.assign(baskets.skus.size(), 0);
  for (const auto& order : orders) {
    for (const std::uint32_t item : order) {
      baskets.items.push_back(item);
      ++baskets.item_orders[item];
    }
    baskets.offsets.push_back(baskets.items.size());
    baskets.order_keys.push_back(baskets.offsets.size());
  }
  return baskets;
}

Items itemsOf(const std::vector<std::string>& skus) {
  Items items;
  for (const std::string& sku : skus) items.push_back({.sku = sku, .title = "The " + sku});
  return items;
}

}  // namespace

TEST_CASE("matchIds: ids that differ in case alone become one, in the catalogue's spelling") {
  Baskets baskets = basketsOf({"POT", "pot", "cup"}, {{0, 1}, {0, 2}, {1, 2}});
  Items items = itemsOf({"POT", "Cup"});
  const IdMatches matches = matchIds(baskets, items);
  CHECK(matches.by_case == 2);
  CHECK(matches.unlisted == 0);
  CHECK(baskets.skus == std::vector<std::string>{"POT", "Cup"});
  CHECK(baskets.item_orders == std::vector<std::uint32_t>{3, 2});
  CHECK(baskets.offsets == std::vector<std::uint64_t>{0, 1, 3, 5});
}

TEST_CASE("matchIds: what a spreadsheet made of the catalogue's ids is undone") {
  Baskets baskets = basketsOf({"0017", "TEA-1"}, {{0, 1}});
  Items items = itemsOf({"17.0", "'TEA-1"});
  CHECK(matchIds(baskets, items).by_number == 2);
  CHECK(items[0].sku == "0017");
  CHECK(items[1].sku == "TEA-1");
  CHECK(baskets.skus == std::vector<std::string>{"0017", "TEA-1"});
}

TEST_CASE("matchIds: an ambiguous match is none, and examples of both sides are kept") {
  Baskets baskets = basketsOf({"pot", "lid"}, {{0, 1}});
  Items items = itemsOf({"POT", "Pot"});
  const IdMatches matches = matchIds(baskets, items);
  CHECK(matches.by_case == 0);
  CHECK(matches.unlisted == 2);
  CHECK(matches.ordered_example == "pot");
  CHECK(matches.listed_example == "POT");
}

TEST_CASE("matchIds: orders that name items by their titles are understood") {
  Baskets baskets = basketsOf({"the pot"}, {{0}});
  Items items = itemsOf({"POT"});
  CHECK(matchIds(baskets, items).by_title == 1);
  CHECK(baskets.skus == std::vector<std::string>{"POT"});
}
