#include "mine/judge/families.h"

#include <random>
#include <string>
#include <vector>

#include "catch.h"

using namespace goeswith;

namespace {

Card titled(const std::string& title, std::optional<std::uint32_t> price = {}) {
  Card card;
  card.title = title;
  card.price_minor = price;
  return card;
}

Cards cardsOf(const std::vector<std::string>& titles) {
  Cards cards;
  for (const std::string& title : titles) cards.items.push_back(titled(title));
  return cards;
}

std::vector<std::uint32_t> familiesOf(const std::vector<std::string>& titles) {
  return findFamilies(cardsOf(titles)).family_of;
}

using Numbers = std::vector<std::uint32_t>;

// Titles of `kinds` kinds of things, each in every one of `words`, at a price of its kind times that of its word.
Cards catalogueOf(std::size_t kinds, const std::vector<std::string>& words,
                  const std::vector<std::uint32_t>& word_prices) {
  Cards cards;
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    const std::string thing = std::string("thing") + static_cast<char>('a' + kind);
    for (std::size_t w = 0; w < words.size(); ++w) {
      cards.items.push_back(
          titled(thing + " " + words[w], static_cast<std::uint32_t>(kind + 2) * 100 * word_prices[w]));
    }
  }
  return cards;
}

}  // namespace

TEST_CASE("findFamilies: titles that differ in colour, size or number are one family") {
  CHECK(familiesOf({"Tea Cup, red", "Spoon", "TEA CUP BLUE", "Tea cup (XL)", "Tea cup 30cm", "Fork"}) ==
        Numbers{1, 0, 1, 1, 1, 0});
  CHECK(familiesOf({"Stuhl grün", "Stuhl GRÜN 2", "Tasse rouge", "Tasse bleue"}) == Numbers{1, 1, 2, 2});
  CHECK(familiesOf({"Чашка 1", "ЧАШКА 2"}) == Numbers{1, 1});
}

TEST_CASE("findFamilies: families are numbered in the order of their first items") {
  const Families families = findFamilies(cardsOf({"b 1", "a 1", "a 2", "b 2"}));
  CHECK(families.family_of == Numbers{1, 2, 2, 1});
  CHECK(families.count == 2);
}

TEST_CASE("findFamilies: other words keep titles apart, and so does their order") {
  CHECK(familiesOf({"Tea cup", "Tea plate", "Cup of tea", "Cup tea"}) == Numbers{0, 0, 0, 0});
}

TEST_CASE("findFamilies: titles of nothing but variant words have no family") {
  CHECK(familiesOf({"Red", "Blue", "12", "", "L"}) == Numbers{0, 0, 0, 0, 0});
}

TEST_CASE("findFamilies: a word that changes with others at one price is a variant word") {
  const std::vector<std::string> words = {"kirik", "sarik"};
  const Families families = findFamilies(catalogueOf(8, words, {1, 1}));
  CHECK(families.count == 8);
  CHECK(families.family_of[0] == families.family_of[1]);
  CHECK(families.family_of[0] != families.family_of[2]);
}

TEST_CASE("findFamilies: words that change with others at other prices name other things") {
  const Families families = findFamilies(catalogueOf(8, {"cup", "saucer"}, {1, 3}));
  CHECK(families.count == 0);
}

TEST_CASE("findFamilies: without prices it takes more titles to learn a word") {
  const auto countOf = [](std::size_t kinds) {
    Cards cards = catalogueOf(kinds, {"kirik", "sarik"}, {1, 1});
    for (Card& card : cards.items) card.price_minor.reset();
    return findFamilies(cards).count;
  };
  CHECK(countOf(8) == 0);
  CHECK(countOf(12) == 12);
}

TEST_CASE("findFamilies: items of different categories are of no family") {
  Cards cards = cardsOf({"Star red", "Star blue"});
  CHECK(findFamilies(cards).count == 1);
  cards.items[0].category = "Cups";
  cards.items[1].category = "Lamps";
  CHECK(findFamilies(cards).count == 0);
}

TEST_CASE("findFamilies: items of a group are in one family with its look-alikes") {
  Cards cards = cardsOf({"Tea cup", "Porcelain", "Tea cup red", "Spoon"});
  cards.items[0].group = cards.items[1].group = "cup";
  CHECK(findFamilies(cards).family_of == Numbers{1, 1, 1, 0});
}

TEST_CASE("findFamilies: a group alone is no family, since the group says as much") {
  Cards cards = cardsOf({"Tea cup red", "Tea cup blue", "Tea cup green"});
  for (Card& card : cards.items) card.group = "cup";
  CHECK(findFamilies(cards).count == 0);
  cards.items[2].group = "other";
  CHECK(findFamilies(cards).family_of == Numbers{1, 1, 1});
}

TEST_CASE("findFamilies: any bytes give a number for every item") {
  std::mt19937 random(7);
  Cards cards;
  for (int i = 0; i < 3000; ++i) {
    std::string title;
    for (auto length = random() % 12; length > 0; --length) title.push_back(static_cast<char>(random() % 256));
    cards.items.push_back(titled(title));
  }
  const Families families = findFamilies(cards);
  REQUIRE(families.family_of.size() == 3000);
  for (const std::uint32_t family : families.family_of) REQUIRE(family <= families.count);
}
