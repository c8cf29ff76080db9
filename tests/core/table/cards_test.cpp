#include "table/whole/cards.h"

#include <random>
#include <set>

#include "card_bytes.h"
#include "catch.h"
#include "table/format.h"
#include "table/read/card_reader.h"
#include "table/write/card_writer.h"

namespace goeswith::test {
namespace {

using Bytes = std::vector<std::uint8_t>;
using format::CardKind;
using format::CardSubject;

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

// As many cards as wanted, in a mixed order, with something of every subject that is in `subjects` as a bit.
Cards shopCards(std::uint32_t count, std::uint32_t subjects = 0xFFFFFFFFu, std::uint32_t seed = 1) {
  std::mt19937 random(seed);
  const auto has = [&](CardSubject subject) { return (subjects >> static_cast<std::uint32_t>(subject) & 1) != 0; };
  Cards cards;
  if (has(CardSubject::kCurrency)) cards.currency = "EUR";
  for (std::uint32_t i = 0; i < count; ++i) {
    Card card;
    card.sku = "S" + std::to_string(i * 7919 % 100003) + (i % 5 == 0 ? "/ü" : "");
    if (has(CardSubject::kTitle)) card.title = i % 4 == 0 ? "The same for many" : "Title " + std::to_string(i % 40);
    if (has(CardSubject::kPrice) && i % 3 != 0) card.price_minor = random() % 900;
    if (has(CardSubject::kUrl)) card.url = expandPattern("/p/{id}", card.sku);
    if (has(CardSubject::kImage) && i % 2 == 0) card.image = "/i/" + std::to_string(random()) + ".jpg";
    if (has(CardSubject::kCategory) && i % 7 != 0) card.category = "category " + std::to_string(random() % 9);
    if (has(CardSubject::kGroup) && i % 3 == 0) card.group = "g" + std::to_string(i / 6);
    if (has(CardSubject::kAvailability) && i % 5 != 0) card.available = random() % 2 == 0;
    if (has(CardSubject::kFamily)) card.family = random() % 4;
    cards.items.push_back(std::move(card));
  }
  return cards;
}

std::uint32_t countOf(const Cards& cards) {
  return static_cast<std::uint32_t>(cards.items.size());
}

void requireRoundTrip(const Cards& cards) {
  const auto decoded = decodeCards(encodeCards(cards), countOf(cards));
  REQUIRE(decoded);
  REQUIRE(decoded->cards == cards);
  REQUIRE(decoded->traits == makeTraits(cards));
}

TEST_CASE("cards: read back as they were written") {
  requireRoundTrip(sampleCards());
}

TEST_CASE("cards of every number around that of a block: read back, with every subject alone and with all of them") {
  for (const std::uint32_t count : {0u, 1u, 2u, 255u, 256u, 257u, 1023u, 1024u, 1025u, 2049u}) {
    CAPTURE(count);
    requireRoundTrip(shopCards(count));
    requireRoundTrip(shopCards(count, 0));
  }
  for (std::uint32_t subject = 2; subject <= 10; ++subject) {
    CAPTURE(subject);
    requireRoundTrip(shopCards(300, 1u << subject));
    requireRoundTrip(shopCards(300, ~(1u << subject)));
  }
}

TEST_CASE("cards: have only the subjects of which something is known") {
  Cards cards;
  cards.items = {{.sku = "a"}, {.sku = "b", .category = "c"}};
  const Bytes section = encodeCards(cards);
  CardReader reader;
  REQUIRE(reader.read(section, 2));
  for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
    const std::uint32_t expected = subject == 7 ? format::kNamed : format::kNothing;
    CHECK(reader.kind(static_cast<CardSubject>(subject)) == expected);
  }
}

TEST_CASE("URLs that differ by the SKU only: are stored once") {
  const Cards cards = shopCards(300);
  const Bytes section = encodeCards(cards);
  CardReader reader;
  REQUIRE(reader.read(section, 300));
  CHECK(reader.kind(CardSubject::kUrl) == format::kTextForAll);
  CHECK(reader.textForAll(CardSubject::kUrl) == "/p/{id}");
  CHECK(reader.kind(CardSubject::kImage) == format::kTextEach);
  CHECK(reader.textForAll(CardSubject::kImage).empty());
}

std::uint32_t findIn(CardReader& reader, std::string_view sku) {
  List<char> seen;
  return reader.find(sku, seen);
}

TEST_CASE("the same cards: give the same bytes") {
  CHECK(encodeCards(shopCards(600)) == encodeCards(shopCards(600)));
}

TEST_CASE("a pattern: takes the SKU percent-encoded as encodeURIComponent does") {
  CHECK(expandPattern("/p/{id}.html", "a b/ü") == "/p/a%20b%2F%C3%BC.html");
  CHECK(expandPattern("{id}{id}", "x-_.!~*'()") == "x-_.!~*'(){id}");
  CHECK(expandPattern("no place {i}", "x") == "no place {i}");
}

TEST_CASE("a placeholder: stands for the SKU in an own URL as in one for all, and is escaped where it is meant") {
  using namespace std::string_literals;
  for (const std::size_t subject : {5u, 6u}) {
    CardParts parts;
    parts.kinds.assign(subject - 2, 0);
    parts.kinds.push_back(2);
    parts.blocks = {
        literally("\x01"
                  "a b\0\x01"
                  "c\0/{id}/{id}\0/x\0"s)};
    const auto decoded = decodeCards(parts.section(), 2);
    REQUIRE(decoded);
    const auto field = subject == 5 ? &Card::url : &Card::image;
    CHECK(decoded->cards.items[0].*field == "/a%20b/{id}");
    CHECK(decoded->cards.items[1].*field == "/x");
  }
  const Cards written{"EUR",
                      {{.sku = "a", .title = "{id}", .url = "/{id}/{id}", .image = "{id"}, {.sku = "b", .url = "/y"}}};
  const auto read = decodeCards(encodeCards(written), 2);
  REQUIRE(read);
  CHECK(read->cards.items[0] == Card{.sku = "a", .title = "{id}", .url = "/%7Bid%7D/%7Bid%7D", .image = "{id"});
}

TEST_CASE("card text: is UTF-8 without NUL") {
  CHECK(isCleanText("plain, é, 青, 🫖"));
  CHECK(isCleanText(""));
  for (const std::string& bad : {std::string("a\0b", 3), std::string("\xC0\xAF"), std::string("\xE2\x82"),
                                 std::string("\xED\xA0\x80"), std::string("\xF4\x90\x80\x80"), std::string("\x80"),
                                 std::string("\xF0\x80\x80\x80"), std::string("\xE0\x80\xAF")}) {
    CHECK_FALSE(isCleanText(bad));
  }
}

TEST_CASE("extreme cards: long SKUs, all of Unicode, repeated titles, the largest price and family survive") {
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
  cards.items = {{.sku = std::string(200, 'x'), .title = all, .price_minor = 0xFFFFFFFDu, .family = 0xFFFFFFFEu},
                 {.sku = "b", .title = "same"},
                 {.sku = "c", .title = "same"},
                 {.sku = std::string(200, 'x') + "y", .url = all, .image = "{id}", .category = all, .group = "{id}"}};
  const auto decoded = decodeCards(encodeCards(cards), 4);
  REQUIRE(decoded);
  cards.items[3].image = "%7Bid%7D";  // it stands for nothing
  CHECK(decoded->cards == cards);
  CHECK(decoded->traits == makeTraits(cards));
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
  const auto decoded = decodeCards(encodeCards(part, part_traits), 2);
  REQUIRE(decoded);
  CHECK(decoded->cards == part);
  CHECK(decoded->traits == part_traits);
}

TEST_CASE("SKUs that share up to 254 bytes, more than that, and half a character: read back") {
  Cards cards;
  for (const std::size_t length : {253u, 254u, 255u, 256u, 300u, 600u}) {
    cards.items.push_back({.sku = std::string(length, 'x')});
    cards.items.push_back({.sku = std::string(length, 'x') + "é"});
    cards.items.push_back({.sku = std::string(length, 'x') + "è"});
  }
  requireRoundTrip(cards);
}

// What a section of two cards, "a" and "b" or others, has at its simplest.
CardParts twoCards(const std::string& coded_skus = codedSkus({"a", "b"})) {
  CardParts parts;
  parts.blocks = {literally(coded_skus)};
  return parts;
}

bool decodes(const CardParts& parts, std::uint32_t count = 2) {
  const Bytes section = parts.section();
  const bool is_decoded = decodeCards(section, count).has_value();
  // What one card's reader does not refuse, one of all cards may; never the other way round.
  CardReader reader;
  if (is_decoded) REQUIRE(reader.read(section, count));
  return is_decoded;
}

TEST_CASE("SKUs that are empty, repeated, out of order, without a count, or share too much: are refused") {
  using namespace std::string_literals;
  CHECK(decodes(twoCards()));
  CHECK(
      decodes(twoCards("\x01"
                       "ab\0\x03z\0"s)));
  CHECK_FALSE(
      decodes(twoCards("\x01"
                       "ab\0\x04z\0"s)));
  CHECK_FALSE(
      decodes(twoCards("\x02"
                       "ab\0\x03z\0"s)));  // the first has nothing before it
  CHECK_FALSE(
      decodes(twoCards("\x01"
                       "ab\0\0"s)));
  CHECK_FALSE(
      decodes(twoCards("\0\x01"
                       "b\0"s)));
  CHECK_FALSE(
      decodes(twoCards("\x01\0\x01"
                       "b\0"s)));
  CHECK_FALSE(decodes(twoCards(codedSkus({"a", "a"}))));
  CHECK_FALSE(
      decodes(twoCards("\x01"
                       "a\0\x02\0"s)));
  CHECK_FALSE(decodes(twoCards(codedSkus({"b", "a"}))));
  CHECK_FALSE(decodes(twoCards(codedSkus({"ab", "a"}))));
  CHECK(decodes(twoCards(codedSkus({"a", "ab"}))));
  const std::string long_sku(300, 'x');
  CHECK(decodes(twoCards("\x01"s + long_sku + "\0\xFFy\0"s)));
  CHECK_FALSE(decodes(twoCards("\x01"s + std::string(253, 'x') + "\0\xFFy\0"s)));
  CHECK_FALSE(decodes(twoCards("\x01"s + long_sku + "\0\0"s)));  // nothing after one that is longer than any count
  CHECK_FALSE(
      decodes(twoCards("\x01"
                       "é\0\x02z\0"s)));  // half a character
  CHECK(
      decodes(twoCards("\x01"
                       "é\0\x02\xAA\0"s)));  // and its other half
  // Also from one block to the next.
  CardParts blocks = twoCards();
  blocks.block_shift = 0;
  for (const auto& [first, second, is_sound] :
       {std::tuple("a", "b", true), std::tuple("a", "a", false), std::tuple("b", "a", false)}) {
    blocks.blocks = {literally(codedSkus({first})), literally(codedSkus({second}))};
    CHECK(decodes(blocks) == is_sound);
  }
  blocks.blocks = {literally(codedSkus({"a"})), literally("\x02z\0"s)};
  CHECK_FALSE(decodes(blocks));  // each block starts anew
}

TEST_CASE("cards of another number than the section has: are refused") {
  const Bytes section = encodeCards(sampleCards());
  for (const std::uint32_t count : {0u, 2u, 4u, 257u, 0xFFFFFFu, 0xFFFFFFFFu}) CHECK_FALSE(decodeCards(section, count));
}

TEST_CASE("a section cut short or damaged anywhere: is refused, or has as many cards") {
  const Cards all = shopCards(40);
  const CardBase card_base = makeCardBase(all);
  CardReader base;
  REQUIRE(base.read(card_base.section, 0));
  for (const CardReader* on : {static_cast<const CardReader*>(nullptr), static_cast<const CardReader*>(&base)}) {
    const Bytes section = encodeCards(all, makeTraits(all), on ? &card_base : nullptr);
    for (std::size_t length = 0; length < section.size(); ++length) {
      CHECK_FALSE(decodeCards(std::span(section).first(length), 40, on));
    }
    for (std::size_t bit = 0; bit < section.size() * 8; ++bit) {
      Bytes damaged = section;
      damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
      if (const auto cards = decodeCards(damaged, 40, on)) CHECK(cards->cards.items.size() == 40);
    }
    Bytes longer = section;
    longer.push_back(0);
    CHECK_FALSE(decodeCards(longer, 40, on));
  }
}

TEST_CASE("a base damaged anywhere: is refused, or what stands on it is, or has as many cards") {
  const Cards all = shopCards(30);
  const CardBase sound = makeCardBase(all);
  const Bytes section = encodeCards(all, makeTraits(all), &sound);
  for (std::size_t bit = 0; bit < sound.section.size() * 8; ++bit) {
    Bytes damaged = sound.section;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    CardReader base;
    if (!base.read(damaged, 0)) continue;
    if (const auto cards = decodeCards(section, 30, &base)) CHECK(cards->cards.items.size() == 30);
  }
  for (std::size_t length = 0; length < sound.section.size(); ++length) {
    CardReader base;
    CHECK_FALSE(base.read(std::span(sound.section).first(length), 0));
  }
}

TEST_CASE("the bits of runs, the lengths of blocks, and the head's length and end: are checked at once") {
  const auto reads = [](const Bytes& section) {
    CardReader reader;
    return reader.read(section, 2);
  };
  const CardParts sound = twoCards();
  REQUIRE(reads(sound.section()));
  CardParts parts = sound;
  parts.block_shift = format::kMaxBlockShift;
  CHECK(decodes(parts));
  parts.block_shift = 8 + 16;  // of which the lowest bits count
  CHECK(decodes(parts));
  parts = sound;
  parts.run_bits = 24;
  parts.runs.assign(6, 0);
  CHECK(decodes(parts));
  parts.run_bits = 25;
  parts.runs.assign(7, 0);
  CHECK_FALSE(reads(parts.section()));
  parts.run_bits = 0xFFFFFFFE;
  CHECK_FALSE(reads(parts.section()));
  for (const std::uint8_t length : {0, 100, 255}) {
    Bytes other_head = sound.section();
    other_head[0] = length;
    CHECK_FALSE(reads(other_head));
  }
  parts = sound;
  parts.behind_head = {0, 0, 0};
  CHECK(decodes(parts));  // zeros may follow
  parts.behind_head = {0, 0, 0, 0, 0, 1};
  CHECK_FALSE(reads(parts.section()));
  parts = sound;
  parts.behind_blocks = {0, 0, 0};
  CHECK(decodes(parts));
  parts.behind_blocks = {0, 0, 0, 0, 0, 1};
  CHECK(reads(parts.section()));
  CHECK_FALSE(decodes(parts));
  for (const std::uint32_t more : {1u, 1000u, 0xFFFFFF00u}) {
    parts = sound;
    parts.last_is_longer = more;
    CHECK_FALSE(reads(parts.section()));
  }
  parts = sound;
  parts.blocks = {sound.blocks[0], sound.blocks[0]};
  CHECK_FALSE(reads(parts.section()));
}

TEST_CASE("runs: say which card is whose, and lie below the number of cards") {
  CardParts parts;
  parts.blocks = {literally(codedSkus({"a", "b", "c", "d", "e"}))};
  parts.run_bits = 3;
  const auto order = [&](const std::vector<std::uint32_t>& runs, std::uint64_t left_over = 0) {
    std::uint64_t bits = left_over << 15;
    for (std::size_t place = 0; place < runs.size(); ++place) bits |= std::uint64_t{runs[place]} << (3 * place);
    parts.runs = {static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8)};
    std::string skus;
    if (const auto decoded = decodeCards(parts.section(), 5)) {
      for (const Card& card : decoded->cards.items) skus += card.sku;
    }
    return skus;
  };
  CHECK(order({0, 0, 0, 0, 0}) == "abcde");
  CHECK(order({4, 4, 4, 4, 4}) == "abcde");
  CHECK(order({4, 3, 2, 1, 0}) == "edcba");
  CHECK(order({1, 0, 1, 0, 4}) == "bdace");
  CHECK(order({1, 0, 1, 0, 5}).empty());
  CHECK(order({7, 0, 0, 0, 0}).empty());
  CHECK(order({0, 0, 0, 0, 0}, 1) == "abcde");  // bits left over mean nothing
}

TEST_CASE("kinds: are those that a subject may have") {
  // What each kind has to have behind it, of two cards.
  const auto withKinds = [](std::vector<std::uint32_t> kinds) {
    CardParts parts = twoCards();
    std::string each;
    for (const std::uint32_t kind : kinds) {
      if (kind == 1) {
        parts.common = parts.common + literally(std::string("t\0", 2));
        ++parts.common_count;
      }
      if (kind == 2) each += std::string("x\0y\0", 4);
      if (kind >= 3) parts.columns.push_back({{1, 1}, {0}});
    }
    for (const std::uint32_t kind : kinds) {
      if (kind != 4) continue;
      parts.common = parts.common + literally(std::string("n\0", 2));
      ++parts.common_count;
    }
    parts.blocks[0] = parts.blocks[0] + literally(each);
    parts.kinds = std::move(kinds);
    return parts;
  };
  const std::vector<std::set<std::uint32_t>> allowed = {{},        {2},    {0, 2}, {0, 3}, {0, 1}, {0, 1, 2},
                                                        {0, 1, 2}, {0, 4}, {0, 4}, {0, 3}, {0, 3}};
  for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
    for (const std::uint32_t kind : {0u, 1u, 2u, 3u, 4u, 5u, 99u}) {
      CAPTURE(subject, kind);
      std::vector<std::uint32_t> kinds(subject - 2, 0);
      kinds.push_back(kind);
      CHECK(decodes(withKinds(kinds)) == allowed[subject].contains(kind));
    }
  }
  const auto all = decodeCards(withKinds({2, 3, 1, 1, 2, 4, 4, 3, 3}).section(), 2);
  REQUIRE(all);
  CHECK(all->cards.items[1] == Card{"b", "y", 0, "t", "y", "n", "n", 1, false});
}

TEST_CASE("numbers: are known when they are used, have names, and tell what may be had of three kinds") {
  const auto prices = [](std::vector<NumberCode> codes) {
    CardParts parts = twoCards();
    parts.kinds = {0, 3};
    parts.columns = {std::move(codes)};
    return parts;
  };
  CHECK(decodes(prices({{1, 5}, {2}})));
  CHECK_FALSE(decodes(prices({{1, 5}, {3}})));
  CHECK_FALSE(decodes(prices({{2}, {1, 5}})));
  CHECK_FALSE(decodes(prices({{0xFFFFFFFE}, {0}})));
  CHECK(decodes(prices({{1, 0xFFFFFFFE}, {1, 0xFFFFFFFE}})));
  const auto none = decodeCards(prices({{0}, {1, 0}}).section(), 2);
  REQUIRE(none);
  CHECK_FALSE(none->cards.items[0].price_minor);
  CHECK_FALSE(none->cards.items[1].price_minor);

  for (const std::uint32_t availability : {0u, 1u, 2u, 3u, 0xFFFFFFFEu}) {
    CardParts parts = twoCards();
    parts.kinds = {0, 0, 0, 0, 0, 0, 0, 3};
    parts.columns = {{{1, availability}, {0}}};
    const auto decoded = decodeCards(parts.section(), 2);
    REQUIRE(decoded);
    CHECK(decoded->cards.items[0].available == (availability == 0 ? std::nullopt : std::optional(availability > 1)));
  }

  CardParts named = twoCards();
  named.kinds = {0, 0, 0, 0, 0, 4};
  named.columns = {{{1, 7}, {1, format::kMaxNamed}}};
  named.common = literally(std::string("x\0y\0more\0", 9));
  named.common_count = 3;
  const auto decoded = decodeCards(named.section(), 2);
  REQUIRE(decoded);
  CHECK(decoded->cards.items[0].category == "x");
  CHECK(decoded->cards.items[1].category == "y");
  CHECK(decoded->traits.category == std::vector<std::uint32_t>{7, format::kMaxNamed});
  CardParts beyond = named;
  beyond.columns = {{{1, 7}, {1, format::kMaxNamed + 1}}};
  CHECK_FALSE(decodes(beyond));
  named.common = literally(std::string("x\0", 2));
  named.common_count = 1;
  CHECK_FALSE(decodes(named));  // a number without a name
  named.columns = {{{1, 0}, {1, 7}}};
  named.common = literally(std::string("nothing\0y\0", 10));
  named.common_count = 2;
  const auto of_zero = decodeCards(named.section(), 2);
  REQUIRE(of_zero);
  CHECK(of_zero->cards.items[0].category.empty());
  CHECK(of_zero->cards.items[1].category == "y");
}

TEST_CASE("copies: start in the text, those of common texts and of blocks, and end with the sequence") {
  const auto withBlock = [](Steps steps) {
    CardParts parts = twoCards();
    parts.blocks = {std::move(steps)};
    return parts;
  };
  using namespace std::string_literals;
  const Steps first = literally(
      "\x01"
      "a\0"s);
  CHECK_FALSE(decodes(withBlock(first + Steps{copyOf(3, 3)})));  // "a" twice
  CHECK(decodes(withBlock(first +
                          literally("\x01"
                                    "b"s) +
                          literally("\0"s))));
  CHECK(decodes(withBlock(literally("\x01"
                                    "aa\0\x01"s) +
                          Steps{copyOf(2, 5)} + literally("b\0"s))) == false);
  CHECK(decodes(withBlock(first +
                          literally("\x02"
                                    "b"s) +
                          Steps{copyOf(2, 1)} + literally("\0"s))));  // into itself
  CHECK(decodes(withBlock(first + literally("\x02z"s) + Steps{copyOf(3, 1)} + literally("\0"s))));
  CHECK_FALSE(decodes(withBlock(Steps{copyOf(2, 1)} + literally("\0\x01z\0"s))));  // from before the text
  CHECK_FALSE(decodes(withBlock(first + Steps{copyOf(2, 4)} + literally("\0"s))));
  CHECK_FALSE(decodes(withBlock(first + Steps{copyOf(2, 0xFFFFFFFF)} + literally("\0"s))));
  CHECK_FALSE(decodes(withBlock(first +
                                literally("\x01"
                                          "b"s) +
                                Steps{copyOf(2, 3)})));  // "\0\x01"
  CHECK_FALSE(decodes(withBlock(first + Steps{copyOf(0x7FFFFFFF, 1)})));

  CardParts parts = twoCards();
  parts.common = literally("ab\0"s);
  parts.common_count = 1;
  parts.blocks = {literally("\x01"s) + Steps{copyOf(3, 4)} + literally("\x01z\0"s)};
  const auto decoded = decodeCards(parts.section(), 2);
  REQUIRE(decoded);
  CHECK(decoded->cards.items[0].sku == "ab");
  parts.common = literally("\0"s) + Steps{copyOf(2, 1)};
  parts.common_count = 3;
  CHECK(decodes(twoCards()));
  parts.blocks = twoCards().blocks;
  CHECK(decodes(parts));
  parts.common_count = 2;  // the copy is one longer than that
  CHECK_FALSE(decodes(parts));
}

TEST_CASE("texts that are not UTF-8, and patterns that are too long: are refused by who reads all") {
  using namespace std::string_literals;
  CHECK_FALSE(
      decodes(twoCards("\x01"
                       "a\0\x01\xFF\0"s)));
  CardParts titles = twoCards(codedSkus({"a", "b"}) + "x\0\xC3\0"s);
  titles.kinds = {2};
  CHECK_FALSE(decodes(titles));
  for (const std::uint32_t subject : {4u, 5u, 6u}) {
    CardParts for_all = twoCards();
    for_all.kinds.assign(subject - 2, 0);
    for_all.kinds.push_back(1);
    for_all.common = literally("\xED\xA0\x80\0"s);
    for_all.common_count = 1;
    CHECK_FALSE(decodes(for_all));
    for_all.common = literally(std::string(4096, 'x') + "\0"s);
    CHECK(decodes(for_all));
    for_all.common = literally(std::string(4097, 'x') + "\0"s);
    CHECK(decodes(for_all) == (subject == 4));
  }
  CardParts names = twoCards();
  names.kinds = {0, 0, 0, 0, 0, 4};
  names.columns = {{{1, 1}, {0}}};
  names.common = literally("\xFE\0"s);
  names.common_count = 1;
  CHECK_FALSE(decodes(names));
}

TEST_CASE(
    "names and patterns: are refused by who reads all where all cards together would take them out of proportion") {
  Cards cards;
  const auto fill = [&](std::size_t count, auto&& change) {
    cards.items.clear();
    for (std::size_t i = 0; i < count; ++i) {
      Card card{.sku = "item-" + std::to_string(100000 + i)};
      change(card);
      cards.items.push_back(std::move(card));
    }
    return decodeCards(encodeCards(cards), static_cast<std::uint32_t>(count)).has_value();
  };
  const auto in_one_category = [](Card& card) { card.category = std::string(20000, 'x'); };
  CHECK(fill(50, in_one_category));
  CHECK_FALSE(fill(3000, in_one_category));
  const auto at_one_pattern = [](Card& card) { card.url = std::string(4000, 'x') + card.sku; };
  CHECK(fill(50, at_one_pattern));
  CHECK_FALSE(fill(3000, at_one_pattern));
}

TEST_CASE("a writer: leaves a pattern that is too long in each card") {
  Cards cards;
  for (const char* sku : {"a", "b"}) {
    cards.items.push_back(
        {.sku = sku, .url = "/" + std::string(4092, 'x') + sku, .image = "/" + std::string(4091, 'x') + sku});
  }
  const Bytes section = encodeCards(cards);
  CardReader reader;
  REQUIRE(reader.read(section, 2));
  CHECK(reader.kind(CardSubject::kUrl) == format::kTextEach);
  CHECK(reader.kind(CardSubject::kImage) == format::kTextForAll);
  requireRoundTrip(cards);
}

TEST_CASE(
    "cards and columns of numbers: take half a byte each at least, or the section is refused before it is decoded") {
  for (std::uint32_t columns = 0; columns <= 5; ++columns) {
    // "a", "aa", … each told by how much longer it is than the one before.
    constexpr std::uint32_t kCount = 200;
    CardParts parts;
    std::string skus;
    for (std::uint32_t card = 0; card < kCount; ++card) skus += {static_cast<char>(card + 1), 'a', '\0'};
    parts.blocks = {literally(skus)};
    parts.kinds = {0,
                   columns > 0 ? 3u : 0,
                   0,
                   0,
                   0,
                   columns > 1 ? 4u : 0,
                   columns > 2 ? 4u : 0,
                   columns > 3 ? 3u : 0,
                   columns > 4 ? 3u : 0};
    parts.columns.assign(columns, std::vector<NumberCode>(kCount, {0}));
    const std::size_t least = kCount * (1 + columns) / 2;
    while (parts.section().size() < least) parts.behind_blocks.push_back(0);
    CHECK(decodes(parts, kCount));
    if (columns < 5) continue;
    REQUIRE(parts.section().size() == least);
    parts.behind_blocks.pop_back();
    CHECK_FALSE(decodes(parts, kCount));
  }
  const Bytes section = twoCards().section();
  for (const std::size_t count : {2 * section.size() + 1, section.size() * 254, std::size_t{format::kMaxItems}}) {
    CardReader reader;
    CHECK_FALSE(reader.read(section, static_cast<std::uint32_t>(count)));
  }
}

TEST_CASE("cards that compress as only an attack does: are padded so that they are read") {
  for (const std::uint32_t count : {200u, 60000u}) {
    Cards cards;
    for (std::uint32_t i = 0; i < count; ++i)
      cards.items.push_back({.sku = "i" + std::to_string(100000 + i), .title = "T"});
    const Bytes section = encodeCards(cards);
    CHECK(section.size() >= count / 2);
    CHECK(section.size() <= count + 2000);
    requireRoundTrip(cards);
  }
  Cards alike;
  for (std::uint32_t i = 0; i < 500; ++i)
    alike.items.push_back({.sku = std::to_string(1000 + i), .title = std::string(2000, 'x')});
  const Bytes section = encodeCards(alike);
  CHECK(section.size() >= (500 * 2000 - 65536) / 8);
  CHECK(section.size() <= (500 * 2040 - 65536) / 8);
  requireRoundTrip(alike);
}

// So many letters, at least three, by one copy.
Steps expanding(std::uint32_t size) {
  return literally("x") + Steps{copyOf(size - 1, 1)};
}

TEST_CASE("common texts and blocks: stand for eight bytes a byte and 64 KB at most, together") {
  const std::string end("\0", 1);
  // Two cards, one with a long title, in blocks of their own, beside a common text.
  const auto bomb = [&](std::uint32_t common, std::uint32_t first, std::uint32_t second) {
    CardParts parts;
    parts.block_shift = 0;
    parts.kinds = {2};
    parts.common = expanding(common) + literally(end);
    parts.common_count = 1;
    parts.blocks = {literally(codedSkus({"a"})) + expanding(first) + literally(end),
                    literally(codedSkus({"b"})) + expanding(second) + literally(end)};
    const std::size_t size = parts.section().size();
    REQUIRE(size < 200);
    return parts;
  };
  CHECK(decodes(bomb(20000, 20000, 20000)));
  CHECK(decodes(bomb(3, 65500, 3)));
  CHECK_FALSE(decodes(bomb(3, 70000, 3)));
  CHECK_FALSE(decodes(bomb(70000, 3, 3)));
  CHECK_FALSE(decodes(bomb(3, 40000, 40000)));
  CHECK_FALSE(decodes(bomb(40000, 40000, 3)));
  CHECK_FALSE(decodes(bomb(30000, 20000, 20000)));
  // At the limit, to the byte.
  CardParts parts = bomb(3, 3, 3);
  const auto textOf = [](std::uint32_t long_title) { return 4 + 3 + long_title + 1 + 3 + 3 + 1; };
  for (const std::uint32_t title : {65536u, 65537u, 65550u, 65800u, 66100u, 66200u, 66300u, 66400u}) {
    parts.blocks[0] = literally(codedSkus({"a"})) + expanding(title) + literally(end);
    const Bytes section = parts.section();
    CAPTURE(title, section.size());
    CHECK(decodes(parts) == (textOf(title) <= format::mostText(section.size())));
  }
  std::uint32_t title = 65536;
  const auto limitOf = [&] {
    parts.blocks[0] = literally(codedSkus({"a"})) + expanding(title) + literally(end);
    return static_cast<std::uint32_t>(format::mostText(parts.section().size()));
  };
  while (textOf(title) < limitOf()) ++title;
  REQUIRE(textOf(title) == limitOf());
  CHECK(decodes(parts));
  ++title;
  REQUIRE(textOf(title) == limitOf() + 1);
  CHECK_FALSE(decodes(parts));
}

// Cards of a shard, with their part of the traits of all.
struct ShardCards {
  Cards cards;
  ItemTraits traits;
};

ShardCards shardOf(const Cards& all, const std::vector<std::uint32_t>& items) {
  const ItemTraits traits = makeTraits(all);
  ShardCards shard{{all.currency, {}}, {}};
  for (const std::uint32_t item : items) shard.cards.items.push_back(all.items[item]);
  for (auto column : {&ItemTraits::category, &ItemTraits::group, &ItemTraits::family, &ItemTraits::price}) {
    if ((traits.*column).empty()) continue;
    for (const std::uint32_t item : items) (shard.traits.*column).push_back((traits.*column)[item]);
  }
  return shard;
}

TEST_CASE(
    "shards on a base: read back with the numbers that categories and groups have in the whole, and in fewer bytes") {
  const Cards all = shopCards(900);
  const CardBase card_base = makeCardBase(all);
  CardReader base;
  REQUIRE(base.read(card_base.section, 0));
  CHECK(base.count() == 0);
  std::mt19937 random(51);
  std::size_t on_base = 0;
  std::size_t alone = 0;
  for (const std::uint32_t size : {0u, 1u, 2u, 40u, 255u, 256u, 257u, 300u}) {
    CAPTURE(size);
    std::set<std::uint32_t> items;
    while (items.size() < size) items.insert(random() % 900);
    const ShardCards shard = shardOf(all, {items.begin(), items.end()});
    const Bytes section = encodeCards(shard.cards, shard.traits, &card_base);
    const auto decoded = decodeCards(section, size, &base);
    REQUIRE(decoded);
    CHECK(decoded->cards == shard.cards);
    // A column without a number is none.
    const auto isNothing = [](const std::vector<std::uint32_t>& numbers) {
      return std::all_of(numbers.begin(), numbers.end(), [](std::uint32_t number) { return number == 0; });
    };
    for (auto column : {&ItemTraits::category, &ItemTraits::group, &ItemTraits::family, &ItemTraits::price}) {
      CHECK((isNothing(shard.traits.*column) ? (decoded->traits.*column).empty()
                                             : decoded->traits.*column == shard.traits.*column));
    }
    CHECK(encodeCards(shard.cards, shard.traits, &card_base) == section);
    on_base += section.size();
    alone += encodeCards(shard.cards, shard.traits).size();
    // Without its base it is not what it was.
    if (const auto without = decodeCards(section, size); size > 0 && without)
      CHECK_FALSE(without->cards == shard.cards);
  }
  CHECK(on_base < alone);
}

TEST_CASE("a base of cards with texts of any length: is read") {
  Cards cards = shopCards(100);
  for (Card& card : cards.items) {
    card.title = std::string(100000, 'x');
    card.image = std::string(100000, 'y') + card.sku;
    card.sku += std::string(20000, 's');
  }
  const CardBase card_base = makeCardBase(cards);
  CardReader base;
  CHECK(base.read(card_base.section, 0));
  CardReader of_none;
  const CardBase empty = makeCardBase({});
  CHECK(of_none.read(empty.section, 0));
  CHECK(decodeCards(encodeCards({}, {}, &empty), 0, &of_none));
}

std::string text(const List<char>& list) {
  return {list.begin(), list.size()};
}

// What a reader says of a card that it has loaded, as decodeCards() has it.
void requireCard(const CardReader& reader, std::uint32_t number, const Card& card, const std::string& currency) {
  List<char> sku;
  REQUIRE(reader.sku(number, sku));
  REQUIRE(text(sku) == card.sku);
  const auto textOrPattern = [&](CardSubject subject) {
    const std::string_view text = reader.text(subject, number);
    return reader.kind(subject) == format::kTextForAll ? expandPattern(text, card.sku) : std::string(text);
  };
  REQUIRE(reader.text(CardSubject::kTitle, number) == card.title);
  REQUIRE(textOrPattern(CardSubject::kUrl) == card.url);
  REQUIRE(textOrPattern(CardSubject::kImage) == card.image);
  REQUIRE(reader.text(CardSubject::kCurrency, number) == currency);
  REQUIRE(reader.text(CardSubject::kCategory, number) == card.category);
  REQUIRE(reader.text(CardSubject::kGroup, number) == card.group);
  REQUIRE(reader.number(CardSubject::kPrice, number) == (card.price_minor ? *card.price_minor + 1 : 0));
  REQUIRE(reader.number(CardSubject::kAvailability, number) == (card.available ? 1u + *card.available : 0u));
  REQUIRE(reader.number(CardSubject::kFamily, number) == card.family);
}

TEST_CASE("a reader of single cards: says in any order what a reader of all says, and finds every SKU and no other") {
  std::mt19937 random(22);
  for (const std::uint32_t count : {1u, 2u, 37u, 256u, 257u, 1025u, 1600u}) {
    for (const std::uint32_t subjects : {0xFFFFFFFFu, 0u, 1u << 2, static_cast<std::uint32_t>(random())}) {
      CAPTURE(count, subjects);
      const Cards cards = shopCards(count, subjects, count);
      const Bytes section = encodeCards(cards);
      CardReader reader;
      REQUIRE(reader.read(section, count));
      REQUIRE(reader.count() == count);
      std::set<std::string> skus;
      for (const Card& card : cards.items) skus.insert(card.sku);
      for (std::uint32_t round = 0; round < std::min(count, 200u); ++round) {
        const std::uint32_t card = random() % count;
        const std::string& sku = cards.items[card].sku;
        if (random() % 2) REQUIRE(findIn(reader, sku) == card);
        REQUIRE(reader.load(card));
        if (random() % 2) REQUIRE(reader.load(card));
        requireCard(reader, card, cards.items[card], cards.currency);
        // Just before it, just behind it, and what begins or ends as it does.
        std::string before = sku;
        --before.back();
        for (const std::string& other :
             {before, sku + '\x01', sku + "?", sku.substr(0, sku.size() - 1), sku.substr(1)}) {
          if (!skus.contains(other)) REQUIRE(findIn(reader, other) == CardReader::kNone);
        }
      }
      for (std::uint32_t card = 0; card < count; ++card) REQUIRE(findIn(reader, cards.items[card].sku) == card);
      for (const char* other : {"", "\x01", "S", "R", "\xFF\xFF", "zzzzz"})
        CHECK(findIn(reader, other) == CardReader::kNone);
      CHECK(findIn(reader, std::string("\0", 1)) == CardReader::kNone);
      CHECK_FALSE(reader.hasFailed());
      const ItemTraits traits = makeTraits(cards);
      const auto copy = [&](const std::uint32_t* column) {
        return column == nullptr ? std::vector<std::uint32_t>() : std::vector(column, column + count);
      };
      CHECK(copy(reader.traits().category) == traits.category);
      CHECK(copy(reader.traits().group) == traits.group);
      CHECK(copy(reader.traits().family) == traits.family);
      CHECK(copy(reader.traits().price) == traits.price);
    }
  }
}

TEST_CASE("a reader of single cards on a base: says what a reader of all says") {
  const Cards all = shopCards(700);
  const CardBase card_base = makeCardBase(all);
  CardReader base;
  REQUIRE(base.read(card_base.section, 0));
  CHECK(findIn(base, "S0") == CardReader::kNone);
  std::vector<std::uint32_t> items;
  for (std::uint32_t item = 1; item < 700; item += 2) items.push_back(item);
  const ShardCards shard = shardOf(all, items);
  const Bytes section = encodeCards(shard.cards, shard.traits, &card_base);
  CardReader reader;
  REQUIRE(reader.read(section, countOf(shard.cards), &base));
  std::mt19937 random(23);
  for (int round = 0; round < 300; ++round) {
    const std::uint32_t card = random() % reader.count();
    REQUIRE(reader.load(card));
    requireCard(reader, card, shard.cards.items[card], all.currency);
    REQUIRE(findIn(reader, shard.cards.items[card].sku) == card);
  }
  CHECK(findIn(reader, all.items[0].sku) == CardReader::kNone);
}

TEST_CASE("a reader of no cards: finds none") {
  const Bytes section = encodeCards({});
  CardReader reader;
  REQUIRE(reader.read(section, 0));
  CHECK(reader.count() == 0);
  CHECK(findIn(reader, "") == CardReader::kNone);
  CHECK(findIn(reader, "a") == CardReader::kNone);
  CHECK_FALSE(reader.hasFailed());
}

TEST_CASE("a block that breaks the format: fails when it is loaded, and finding says so") {
  CardParts parts;
  parts.block_shift = 0;
  parts.blocks = {literally(codedSkus({"a"})), {copyOf(2, 9)}, literally(codedSkus({"c"}))};
  const Bytes section = parts.section();
  CardReader reader;
  REQUIRE(reader.read(section, 3));
  CHECK(reader.load(0));
  CHECK_FALSE(reader.load(1));
  CHECK(reader.load(2));
  CHECK_FALSE(reader.hasFailed());
  CHECK(findIn(reader, "a") == CardReader::kNone);  // the search begins in the middle
  CHECK(reader.hasFailed());
}

}  // namespace
}  // namespace goeswith::test
