#include "mine/judge/category_affinity.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "mine/judge/same_category.h"
#include "sample_baskets.h"

using namespace goeswith;
using test::itemNumber;
using test::makeBaskets;

namespace {

using Orders = std::vector<std::set<std::string>>;

// Cards of the baskets' items; "road1" is of the category "Bikes > road", "tyre2" of "Parts > tyre", others of none.
Cards cardsOf(const Baskets& baskets) {
  Cards cards;
  for (const std::string& sku : baskets.skus) {
    Card card;
    card.sku = sku;
    const std::string word = sku.substr(0, sku.find_first_of("0123456789"));
    if (word == "road" || word == "hill") card.category = "Bikes > " + word;
    if (word == "tyre" || word == "lamp") card.category = "Parts > " + word;
    cards.items.push_back(card);
  }
  return cards;
}

// `rounds` times every bike with a tyre and its tube-like twin: bikes never meet, tyres always do.
Orders bikeShop(int rounds) {
  Orders orders;
  for (int k = 0; k < rounds; ++k) {
    for (const char* bike : {"road1", "road2", "hill1", "hill2"}) {
      orders.push_back({bike, "tyre" + std::to_string(k % 3), "tyre" + std::to_string((k + 1) % 3)});
      orders.push_back({bike, "lamp" + std::to_string(k % 2)});
    }
  }
  return orders;
}

struct Shop {
  Baskets baskets;
  Cards cards;
  Categories categories;

  explicit Shop(const Orders& orders)
      : baskets(makeBaskets(orders)), cards(cardsOf(baskets)), categories(numberCategories(cards)) {}

  Substitutes substitutes() const { return findSubstitutes(baskets, cards, categories); }
  std::uint32_t number(const std::string& category) const {
    const auto& names = categories.names;
    return static_cast<std::uint32_t>(std::find(names.begin(), names.end(), category) - names.begin());
  }
  bool denies(const Substitutes& found, const std::string& from, const std::string& to) const {
    return std::binary_search(found.denied.begin(), found.denied.end(), NumberPair{number(from), number(to)});
  }
};

WeightRows rowsOf(const std::vector<std::vector<WeightedTarget>>& rows) {
  WeightRows result;
  for (const auto& row : rows) {
    result.edges.insert(result.edges.end(), row.begin(), row.end());
    result.offsets.push_back(result.edges.size());
  }
  return result;
}

}  // namespace

TEST_CASE("numberCategories: numbers as a table's cards do, and counts the items without one") {
  Cards cards;
  for (const char* category : {"B", "", "A", "B"}) {
    cards.items.emplace_back();
    cards.items.back().category = category;
  }
  const Categories categories = numberCategories(cards);
  CHECK(categories.category_of == makeTraits(cards).category);
  CHECK(categories.names == std::vector<std::string>{"", "B", "A"});
  CHECK(categories.items_without == 1);
  CHECK(categories.sameCategory(0, 3));
  CHECK_FALSE(categories.sameCategory(0, 2));
  CHECK_FALSE(categories.sameCategory(1, 1));  // no category is the same as none
}

TEST_CASE("categoryPath: names every level from the top") {
  using Path = std::vector<std::string_view>;
  CHECK(categoryPath("Bikes > Road > Race") == Path{"Bikes", "Bikes > Road", "Bikes > Road > Race"});
  CHECK(categoryPath("Home/Kitchen") == Path{"Home", "Home/Kitchen"});
  CHECK(categoryPath("Cups/Mugs > Tea") == Path{"Cups/Mugs", "Cups/Mugs > Tea"});
  CHECK(categoryPath("Bags") == Path{"Bags"});
  CHECK(categoryPath("/Bags") == Path{"/Bags"});
  CHECK(categoryPath(std::string(1000, '/')).size() <= 8);
}

TEST_CASE("findSubstitutes: items of a category that are never bought together deny each other") {
  const Shop shop(bikeShop(60));
  const Substitutes found = shop.substitutes();
  CHECK(shop.denies(found, "Bikes > road", "Bikes > road"));
  CHECK(shop.denies(found, "Bikes > hill", "Bikes > hill"));
  REQUIRE_FALSE(found.categories.empty());
  CHECK(found.categories[0].name == "Bikes");
  CHECK(found.categories[0].observed == 0);
  CHECK(found.categories[0].expected > 34);
}

TEST_CASE("findSubstitutes: two categories below one of substitutes deny each other in both directions") {
  const Shop shop(bikeShop(60));
  const Substitutes found = shop.substitutes();
  CHECK(shop.denies(found, "Bikes > road", "Bikes > hill"));
  CHECK(shop.denies(found, "Bikes > hill", "Bikes > road"));
}

TEST_CASE("findSubstitutes: accessories and other top categories are not denied") {
  const Shop shop(bikeShop(60));
  const Substitutes found = shop.substitutes();
  CHECK_FALSE(shop.denies(found, "Parts > tyre", "Parts > tyre"));
  CHECK_FALSE(shop.denies(found, "Parts > tyre", "Parts > lamp"));
  CHECK_FALSE(shop.denies(found, "Bikes > road", "Parts > tyre"));
}

TEST_CASE("findSubstitutes: categories below one of substitutes that are bought together are spared") {
  Orders orders = bikeShop(200);
  for (int k = 0; k < 40; ++k) orders.push_back({"road1", "trail1"});
  for (int k = 0; k < 40; ++k) orders.push_back({"road2", "lamp1"});
  const Baskets baskets = makeBaskets(orders);
  Cards cards = cardsOf(baskets);
  cards.items[itemNumber(baskets, "trail1")].category = "Bikes > trailers";
  const Categories categories = numberCategories(cards);
  const Substitutes found = findSubstitutes(baskets, cards, categories);
  const auto numberOf = [&](const char* sku) { return categories.category_of[itemNumber(baskets, sku)]; };
  const auto denies = [&](const char* from, const char* to) {
    return std::binary_search(found.denied.begin(), found.denied.end(), NumberPair{numberOf(from), numberOf(to)});
  };
  CHECK(denies("road1", "hill1"));
  CHECK_FALSE(denies("road1", "trail1"));
}

TEST_CASE("findSubstitutes: few orders deny nothing") {
  const Shop shop(bikeShop(3));
  const Substitutes found = shop.substitutes();
  CHECK(found.denied.empty());
  CHECK(found.categories.empty());
}

TEST_CASE("findSubstitutes: a category of one product is none of substitutes") {
  Orders orders;
  for (int k = 0; k < 500; ++k) orders.push_back({"road1", "tyre" + std::to_string(k % 5)});
  const Shop shop(orders);
  CHECK_FALSE(shop.denies(shop.substitutes(), "Bikes > road", "Bikes > road"));
}

TEST_CASE("findSubstitutes: variants of a group are one product") {
  Orders orders;
  for (int k = 0; k < 500; ++k) orders.push_back({"road" + std::to_string(k % 4), "tyre" + std::to_string(k % 5)});
  const Baskets baskets = makeBaskets(orders);
  Cards cards = cardsOf(baskets);
  const Categories categories = numberCategories(cards);
  CHECK_FALSE(findSubstitutes(baskets, cards, categories).denied.empty());
  for (Card& card : cards.items) card.group = card.category;
  CHECK(findSubstitutes(baskets, cards, categories).denied.empty());
}

TEST_CASE("findSubstitutes: items without a category take no part") {
  Orders orders;
  for (int k = 0; k < 500; ++k) orders.push_back({"x" + std::to_string(k % 4), "y" + std::to_string(k % 5)});
  const Shop shop(orders);
  CHECK(shop.categories.items_without == 9);
  CHECK(shop.substitutes().denied.empty());
}

TEST_CASE("findSubstitutes: names the categories whose items are bought together more than chance") {
  Orders orders = bikeShop(60);
  for (int k = 0; k < 100; ++k) orders.push_back({"tyre0", "tyre1", "tyre2"});
  const Shop shop(orders);
  CHECK(shop.substitutes().own_complements == std::vector<std::uint32_t>{shop.number("Parts > tyre")});
}

TEST_CASE("dropBelowChance: drops only positive edges within a category of pairs bought less than chance") {
  Orders orders;
  for (int k = 0; k < 50; ++k) {
    orders.push_back({"road1", "lamp1"});
    orders.push_back({"road2", "lamp1"});
    orders.push_back({"tyre1", "tyre2"});
  }
  orders.push_back({"road1", "road2"});
  const Shop shop(orders);
  const auto number = [&](const char* sku) { return itemNumber(shop.baskets, sku); };
  std::vector<std::vector<WeightedTarget>> rows(shop.baskets.itemCount());
  rows[number("road1")] = {{number("lamp1"), 1}, {number("road2"), 1}};
  std::sort(rows[number("road1")].begin(), rows[number("road1")].end(),
            [](const WeightedTarget& a, const WeightedTarget& b) { return a.target < b.target; });
  rows[number("road2")] = {{number("road1"), -1}};
  rows[number("tyre1")] = {{number("tyre2"), 1}};
  WeightRows weights = rowsOf(rows);
  CHECK(dropBelowChance(weights, Cooccurrence(shop.baskets, {}), shop.categories) == 1);
  REQUIRE(weights.row(number("road1")).size() == 1);
  CHECK(weights.row(number("road1"))[0].target == number("lamp1"));
  CHECK(weights.row(number("road2")).size() == 1);
  CHECK(weights.row(number("tyre1")).size() == 1);
}

TEST_CASE("scaleSameCategory: shrinks positive weights within a category and nothing else") {
  Categories categories;
  categories.names = {"", "A", "B"};
  categories.category_of = {1, 1, 2, 0, 0};
  WeightRows rows = rowsOf({{{1, 2}, {2, 2}}, {{0, -2}}, {}, {{4, 2}}, {}});
  scaleSameCategory(rows, categories, 0.5);
  CHECK(rows.row(0)[0].weight == 1);
  CHECK(rows.row(0)[1].weight == 2);
  CHECK(rows.row(1)[0].weight == -2);
  CHECK(rows.row(3)[0].weight == 2);
  scaleSameCategory(rows, categories, 0);
  REQUIRE(rows.row(0).size() == 1);
  CHECK(rows.row(0)[0].target == 2);
  CHECK(rows.row(1).size() == 1);
}

TEST_CASE("chooseSameCategoryFactor: brings the lists' share to the orders' where that costs no hits") {
  // Item 0 pulls for 1 … 3 of its own category a little more than for 4, which its buyers take.
  Categories categories;
  categories.names = {"", "A", "B"};
  categories.category_of = {1, 1, 1, 1, 2};
  LinearModel model;
  model.rows = rowsOf({{{1, 1.2f}, {2, 1.2f}, {3, 1.2f}, {4, 1}}, {}, {}, {}, {}});
  model.bias.assign(5, 0);
  const std::vector<HeldOutCase> cases(20, HeldOutCase{4, {0}, 1});
  const SameCategoryChoice choice = chooseSameCategoryFactor(model, categories, cases);
  CHECK(choice.true_share == 0);
  CHECK(choice.tried.front().share == 1);
  CHECK(choice.tried.back().share < 1);
  CHECK(choice.factor < 0.85);
}

TEST_CASE("chooseSameCategoryFactor: changes nothing at the price of hits, or without categories") {
  // Twenty others push the item that buyers take out of the first ten as soon as its weight shrinks.
  Categories categories;
  categories.names = {"", "A", "B"};
  categories.category_of.assign(22, 2);
  categories.category_of[0] = categories.category_of[1] = 1;
  LinearModel model;
  std::vector<std::vector<WeightedTarget>> rows(22);
  rows[0].push_back({1, 1});
  for (std::uint32_t j = 2; j < 22; ++j) rows[0].push_back({j, 0.95f});
  model.rows = rowsOf(rows);
  model.bias.assign(22, 0);
  std::vector<HeldOutCase> cases(20, HeldOutCase{1, {0}, 1});
  cases.push_back({2, {0}, 1});  // so that the truth's share is below the lists'
  for (HeldOutCase& one : cases) one.cart_size = 1;
  const SameCategoryChoice choice = chooseSameCategoryFactor(model, categories, cases);
  CHECK(choice.factor == 1);

  categories.category_of.assign(22, 0);
  CHECK(chooseSameCategoryFactor(model, categories, cases).factor == 1);
}
