#include "table/card_columns.h"
#include "table/cards.h"

#include <random>
#include <set>

#include "catch.h"
#include "table/bytes_out.h"
#include "table/deflate.h"
#include "table/format.h"

namespace goeswith::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

Cards sampleCards() {
  Cards cards;
  cards.currency = "GBP";
  cards.items = {
      {"85123A", "White Hanging Heart T-Light Holder", 255, "/p/85123A", "/i/candle.svg", "candle", "", 7, true},
      {"é/1", "Ärmelschoner «blau» 青い", std::nullopt, "/p/%C3%A9%2F1", "", "", "sleeves", 0, false},
      {"71053", "", 0, "/p/71053", "/i/lamp.svg", "candle", "sleeves", 7, std::nullopt},
  };
  return cards;
}

Bytes sectionOf(const Bytes& raw) {
  Bytes section;
  appendU32(section, raw.size());
  const Bytes deflated = deflateRaw(raw, Effort::much);
  section.insert(section.end(), deflated.begin(), deflated.end());
  return section;
}

Bytes inflated(const Bytes& section) {
  std::uint32_t size = 0;
  for (int k = 0; k < 4; ++k) size |= static_cast<std::uint32_t>(section[k]) << (8 * k);
  return *inflateRaw(std::span(section).subspan(4), size);
}

TEST_CASE("cards: read back as they were written") {
  const Cards cards = sampleCards();
  const auto decoded = decodeCards(encodeCards(cards), 3);
  REQUIRE(decoded);
  CHECK(decoded->cards == cards);
  CHECK(decoded->traits == makeTraits(cards));
}

TEST_CASE("cards that know nothing but SKUs: hold one column") {
  Cards cards;
  cards.items = {{.sku = "a"}, {.sku = "b"}};
  const Bytes raw = inflated(encodeCards(cards));
  CHECK(raw == Bytes{1, 1, 4, 6, 0, 0, 0, 1, 'a', 0, 1, 'b', 0});
  CHECK(decodeCards(encodeCards(cards), 2)->cards == cards);
}

TEST_CASE("no cards: are a section too") {
  const auto decoded = decodeCards(encodeCards({}), 0);
  REQUIRE(decoded);
  CHECK(decoded->cards.items.empty());
}

TEST_CASE("URLs that differ by the SKU only: are stored once") {
  Cards cards;
  for (int i = 0; i < 100; ++i) {
    cards.items.push_back({.sku = "A" + std::to_string(i), .url = "/p?id=A" + std::to_string(i) + "&x=1"});
  }
  const Bytes raw = inflated(encodeCards(cards));
  const std::string text(raw.begin(), raw.end());
  CHECK(text.find("/p?id={id}&x=1") != std::string::npos);
  CHECK(text.find("/p?id=A1") == std::string::npos);
  CHECK(decodeCards(encodeCards(cards), 100)->cards == cards);
}

TEST_CASE("a pattern: takes the SKU percent-encoded as encodeURIComponent does") {
  CHECK(expandPattern("/p/{id}.html", "a b/ü") == "/p/a%20b%2F%C3%BC.html");
  CHECK(expandPattern("{id}{id}", "x-_.!~*'()") == "x-_.!~*'()x-_.!~*'()");
  CHECK(expandPattern("no place {i}", "x") == "no place {i}");
}

TEST_CASE("card text: is UTF-8 without NUL") {
  CHECK(isCardText("plain, é, 青, 🫖"));
  CHECK(isCardText(""));
  for (const std::string& bad : {std::string("a\0b", 3), std::string("\xC0\xAF"), std::string("\xE2\x82"),
                                 std::string("\xED\xA0\x80"), std::string("\xF4\x90\x80\x80"), std::string("\x80"),
                                 std::string("\xF0\x80\x80\x80"), std::string("\xE0\x80\xAF")}) {
    CHECK_FALSE(isCardText(bad));
  }
}

TEST_CASE("extreme cards: long SKUs, all of Unicode, repeated titles and the largest price survive") {
  Cards cards;
  cards.currency = "JPY";
  std::string all;
  for (std::uint32_t c = 1; c <= 0x10FFFF; c += c < 0x300 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (c < 0x80) {
      all += static_cast<char>(c);
    } else if (c < 0x800) {
      all += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      all += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
              static_cast<char>(0x80 | (c & 63))};
    } else {
      all += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
              static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
    }
  }
  cards.items = {{.sku = std::string(200, 'x'), .title = all, .price_minor = 0xFFFFFFFEu},
                 {.sku = "b", .title = "same"},
                 {.sku = "c", .title = "same"}};
  const auto decoded = decodeCards(encodeCards(cards), 3);
  REQUIRE(decoded);
  CHECK(decoded->cards == cards);
  CHECK(decoded->traits == makeTraits(cards));
}

TEST_CASE("a section cut short or damaged anywhere: is refused, or reads within bounds") {
  const Bytes section = encodeCards(sampleCards());
  for (std::size_t length = 0; length < section.size(); ++length) {
    CHECK_FALSE(decodeCards(std::span(section).first(length), 3));
  }
  for (std::size_t bit = 0; bit < section.size() * 8; ++bit) {
    Bytes damaged = section;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    if (const auto cards = decodeCards(damaged, 3)) CHECK(cards->cards.items.size() == 3);
  }
}

TEST_CASE("inflated columns damaged anywhere: are refused, or read within bounds") {
  const Bytes raw = inflated(encodeCards(sampleCards()));
  for (std::size_t bit = 0; bit < raw.size() * 8; ++bit) {
    Bytes damaged = raw;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    if (const auto cards = decodeCards(sectionOf(damaged), 3)) CHECK(cards->cards.items.size() == 3);
  }
  for (std::size_t length = 0; length < raw.size(); ++length) {
    CHECK_FALSE(decodeCards(sectionOf({raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(length)}), 3));
  }
}

TEST_CASE("cards of another number of items, repeated or empty SKUs: are refused") {
  const Bytes section = encodeCards(sampleCards());
  CHECK_FALSE(decodeCards(section, 2));
  CHECK_FALSE(decodeCards(section, 4));
  CHECK_FALSE(decodeCards(section, 0xFFFFFF));
  CHECK_FALSE(decodeCards(sectionOf({1, 1, 4, 6, 0, 0, 0, 1, 'a', 0, 1, 'a', 0}), 2));
  CHECK_FALSE(decodeCards(sectionOf({1, 1, 4, 5, 0, 0, 0, 1, 'a', 0, 2, 0}), 2));
  CHECK_FALSE(decodeCards(sectionOf({1, 1, 4, 5, 0, 0, 0, 1, 'a', 0, 1, 0}), 2));
  CHECK_FALSE(decodeCards(sectionOf({1, 1, 4, 4, 0, 0, 0, 1, 'a', 0, 0}), 2));
  CHECK_FALSE(decodeCards(sectionOf({0}), 1));
}

TEST_CASE("SKUs: stand in their order, each with what it shares with the one before as a count") {
  Cards cards;
  cards.items = {{.sku = "abd"}, {.sku = "abc"}, {.sku = "é1"}, {.sku = "abcd"}, {.sku = "é2"}};
  const Bytes raw = inflated(encodeCards(cards));
  // Only ASCII is shared. Runs of ascending SKUs, by item: 0, 1 1, 2 2.
  const Bytes skus = {1, 'a', 'b', 'c', 0, 4, 'd', 0, 3, 'd', 0, 1, 0xC3, 0xA9, '1', 0, 1, 0xC3, 0xA9, '2', 0};
  Bytes expected = {2, 1, 4, static_cast<std::uint8_t>(skus.size()), 0, 0, 0};
  expected.insert(expected.end(), skus.begin(), skus.end());
  const Bytes runs = {11, 2, 5, 0, 0, 0, 1, 2, 0, 1, 2};
  expected.insert(expected.end(), runs.begin(), runs.end());
  CHECK(raw == expected);
  CHECK(decodeCards(encodeCards(cards), 5)->cards == cards);
}

TEST_CASE("a SKU that shares more than the one before has, or more than the most: is refused") {
  const auto decodesSecond = [](std::string first, std::uint8_t count) {
    Bytes data = {1};
    data.insert(data.end(), first.begin(), first.end());
    data.insert(data.end(), {0, count, 'z', 0});
    Bytes raw = {1, 1, 4};
    appendU32(raw, data.size());
    raw.insert(raw.end(), data.begin(), data.end());
    return decodeCards(sectionOf(raw), 2).has_value();
  };
  CHECK(decodesSecond("ab", 3));
  CHECK_FALSE(decodesSecond("ab", 4));
  CHECK_FALSE(decodesSecond("ab", 0));
  CHECK(decodesSecond(std::string(300, 'x'), 127));
  CHECK_FALSE(decodesSecond(std::string(300, 'x'), 128));
  CHECK_FALSE(decodesSecond("é", 2));  // half a character
}

TEST_CASE("SKUs in any order of items, long, alike and of all scripts: read back") {
  std::mt19937 random(21);
  for (int round = 0; round < 40; ++round) {
    Cards cards;
    std::set<std::string> used;
    const std::string prefix(random() % 3 == 0 ? 0 : random() % 200, 'p');
    for (std::uint32_t i = random() % 50; i > 0; --i) {
      static const std::vector<std::string> kLetters = {"a", "b", "0", "-", "é", "青", "🫖", "é", "שׁ", "\x7F"};
      std::string sku = prefix;
      for (std::uint32_t k = 0; k <= random() % 6; ++k) sku += kLetters[random() % kLetters.size()];
      if (used.insert(sku).second) cards.items.push_back({.sku = sku, .title = random() % 2 ? "same" : ""});
    }
    const auto decoded = decodeCards(encodeCards(cards), static_cast<std::uint32_t>(cards.items.size()));
    REQUIRE(decoded);
    REQUIRE(decoded->cards == cards);
    REQUIRE(decoded->traits == makeTraits(cards));
  }
}

TEST_CASE("cards of a part: keep the numbers that categories and groups have in the whole") {
  const Cards all = sampleCards();
  const ItemTraits traits = makeTraits(all);
  const Cards part{all.currency, {all.items[1], all.items[2]}};
  ItemTraits part_traits;
  for (auto column : {&ItemTraits::category, &ItemTraits::group, &ItemTraits::family, &ItemTraits::price}) {
    part_traits.*column = {(traits.*column)[1], (traits.*column)[2]};
  }
  const auto decoded = decodeCards(encodeCards(part, part_traits, Effort::much), 2);
  REQUIRE(decoded);
  CHECK(decoded->cards == part);
  CHECK(decoded->traits == part_traits);
}

TEST_CASE("columns out of order, twice, of a wrong encoding: are refused; of an unknown subject: skipped") {
  const Bytes sku = {1, 4, 3, 0, 0, 0, 1, 'a', 0};
  const auto with = [&](Bytes second) {
    Bytes raw = {2};
    raw.insert(raw.end(), sku.begin(), sku.end());
    raw.insert(raw.end(), second.begin(), second.end());
    return decodeCards(sectionOf(raw), 1);
  };
  CHECK(with({99, 7, 3, 0, 0, 0, 1, 2, 3}));
  CHECK_FALSE(with({1, 4, 3, 0, 0, 0, 1, 'b', 0}));
  CHECK_FALSE(with({2, 2, 1, 0, 0, 0, 1}));
  CHECK_FALSE(with({3, 0, 2, 0, 0, 0, '1', 0}));
  CHECK_FALSE(with({9, 2, 1, 0, 0, 0, 3}));             // an availability of 2
  CHECK(with({7, 3, 5, 0, 0, 0, 1, 0, 'c', 0, 1}));
  CHECK_FALSE(with({7, 3, 5, 0, 0, 0, 1, 0, 'c', 0, 2}));  // the second of one choice
  CHECK_FALSE(with({7, 3, 5, 0, 0, 0, 9, 0, 'c', 0, 1}));  // more choices than bytes
  CHECK(with({7, 3, 9, 0, 0, 0, 1, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 'c', 0, 1}));        // number 2^32 − 1
  CHECK_FALSE(with({7, 3, 9, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 'c', 0, 1}));  // and beyond
  CHECK_FALSE(with({1, 0, 2, 0, 0, 0, 'b', 0}));
  CHECK_FALSE(with({2, 0, 1, 0, 0, 0, 't'}));           // text without its end
}

TEST_CASE("a deflate bomb: is refused before it is inflated") {
  const Bytes zeros(std::size_t{8} << 20, 0);
  const Bytes bomb = sectionOf(zeros);
  REQUIRE(format::mostInflated(bomb.size()) < zeros.size());
  CHECK_FALSE(decodeCards(bomb, 1));
}

TEST_CASE("cards that compress as only an attack does: are written so that they are read") {
  Cards cards;
  for (std::uint32_t i = 0; i < 60000; ++i) cards.items.push_back({.sku = "i" + std::to_string(i), .title = "T"});
  const Bytes section = encodeCards(cards);
  CHECK(section.size() < 60000);
  const auto decoded = decodeCards(section, 60000);
  REQUIRE(decoded);
  CHECK(decoded->cards == cards);
}

TEST_CASE("a view of cards: finds every SKU and says what all cards say") {
  std::mt19937 random(22);
  for (int round = 0; round < 60; ++round) {
    Cards cards;
    cards.currency = random() % 2 ? "EUR" : "";
    std::set<std::string> used;
    const auto maybe = [&random](std::string text) { return random() % 3 ? text : std::string(); };
    for (std::uint32_t i = random() % 40; i > 0; --i) {
      std::string sku(random() % 4, 'p');
      for (std::uint32_t k = 0; k <= random() % 3; ++k) sku += "ab0-"[random() % 4];
      if (!used.insert(sku).second) continue;
      Card card{.sku = sku, .title = maybe("Title of " + sku), .category = maybe("c" + std::to_string(random() % 3))};
      card.url = round % 2 ? "/p/" + sku : maybe("/page");
      card.group = maybe("g" + std::to_string(random() % 5));
      if (random() % 2) card.price_minor = random() % 500;
      if (random() % 2) card.available = random() % 2 == 0;
      cards.items.push_back(std::move(card));
    }
    const auto count = static_cast<std::uint32_t>(cards.items.size());
    const Bytes section = encodeCards(cards);
    const auto raw = inflateRaw(std::span(section).subspan(format::kCardsHeaderSize), format::readU32(section.data()));
    CardColumns columns;
    REQUIRE(columns.read(*raw, count));
    for (std::uint32_t i = 0; i < count; ++i) {
      const Card& card = cards.items[i];
      CHECK(columns.find(card.sku) == i);
      CHECK(columns.find(card.sku + "?") == CardColumns::kNone);
      CHECK(columns.text(format::CardSubject::kTitle, i) == card.title);
      CHECK(columns.text(format::CardSubject::kCategory, i) == card.category);
      CHECK(columns.text(format::CardSubject::kGroup, i) == card.group);
      CHECK(columns.number(format::CardSubject::kPrice, i) == (card.price_minor ? *card.price_minor + 1 : 0));
      CHECK(columns.number(format::CardSubject::kAvailability, i) == (card.available ? 1u + *card.available : 0u));
      const std::string_view url = columns.text(format::CardSubject::kUrl, i);
      const bool is_pattern = columns.column(format::CardSubject::kUrl).encoding == format::CardEncoding::kPattern;
      CHECK((is_pattern ? expandPattern(url, card.sku) : std::string(url)) == card.url);
    }
    CHECK(columns.find("") == CardColumns::kNone);
    const ItemTraits traits = makeTraits(cards);
    const auto copy = [](std::span<const std::uint32_t> numbers) { return std::vector(numbers.begin(), numbers.end()); };
    CHECK(copy(columns.traits().category) == traits.category);
    CHECK(copy(columns.traits().price) == traits.price);
  }
}

TEST_CASE("a stream that is longer, shorter or followed by other bytes: is refused") {
  Bytes section = encodeCards(sampleCards());
  Bytes longer = section;
  ++longer[0];
  CHECK_FALSE(decodeCards(longer, 3));
  Bytes shorter = section;
  --shorter[0];
  CHECK_FALSE(decodeCards(shorter, 3));
  section.push_back(0);
  CHECK_FALSE(decodeCards(section, 3));
}

}  // namespace
}  // namespace goeswith::test
