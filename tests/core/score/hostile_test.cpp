// Tables that somebody damaged, or made to do harm.
#include <ctime>
#include <random>

#include "card_bytes.h"
#include "catch.h"
#include "counted_memory.h"
#include "read_everything.h"
#include "sample_table.h"
#include "table/write/card_writer.h"
#include "table_bytes.h"

namespace goeswith::test {
namespace {

const SampleParts& parts() {
  static const SampleParts parts = sampleParts();
  return parts;
}

// That base, read.
struct Base {
  Table table;
  CardReader cards;

  Base() {
    REQUIRE(table.read(parts().base) == TableErrorCode::kNone);
    REQUIRE(cards.read(table.section(format::kCards), table.cardCount()));
  }
};

const Base& base() {
  static const Base base;
  return base;
}

tl::expected<Table, TableError> openOnBase(const Bytes& bytes) {
  return openOn(base().table, bytes);
}

void requirePromises(const Bytes& bytes) {
  const char* const broken = brokenPromise(bytes, &base().table, &base().cards);
  if (broken != nullptr) FAIL(broken);
}

TEST_CASE("a table or shard cut short anywhere: is refused, and with its size made right keeps its promises") {
  for (const Bytes& bytes : {makeFullTable(), parts().base, parts().shards[0]}) {
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
      const auto table = openOnBase(cut);
      REQUIRE_FALSE(table);
      if (length < format::kHeaderSize) continue;
      REQUIRE(table.error().code == TableErrorCode::kWrongSize);
      repairSize(cut);
      requirePromises(withChecksum(cut));
    }
  }
}

TEST_CASE("a table or shard with any one bit flipped: is refused") {
  for (Bytes bytes : {makeFullTable(), parts().base, parts().shards[0]}) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
      REQUIRE_FALSE(openOnBase(bytes));
      bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    }
    REQUIRE(openOnBase(bytes));
  }
}

TEST_CASE("a hostile table or shard with its checksum made right: is refused, or reads within bounds") {
  for (const Bytes& bytes : {makeFullTable(), parts().base, parts().shards[0]}) {
    requirePromises(bytes);
    for (std::size_t bit = format::kChecksummedFrom * 8; bit < bytes.size() * 8; ++bit) {
      Bytes hostile = bytes;
      hostile[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
      requirePromises(withChecksum(hostile));
    }
    std::mt19937 random(11);
    for (int round = 0; round < 10000; ++round) {
      Bytes hostile = bytes;
      for (std::uint32_t k = 0; k <= random() % 4; ++k) {
        hostile[12 + random() % (hostile.size() - 12)] = static_cast<std::uint8_t>(random());
      }
      if (random() % 8 == 0) {
        hostile.resize(hostile.size() - random() % 16);
        repairSize(hostile);
      }
      requirePromises(withChecksum(hostile));
    }
  }
}

TEST_CASE("header fields at their extremes: are refused, never believed") {
  for (const Bytes& bytes : {makeFullTable(), parts().base, parts().shards[0]}) {
    // The generation says no more than what goes together, and that it is a shard.
    for (const std::size_t at :
         {std::size_t{format::kVersionOffset}, std::size_t{format::kSizeOffset}, std::size_t{format::kHeaderSize}}) {
      const std::uint32_t good = format::readU32(&bytes[at]);
      for (const std::uint32_t value :
           {0u, 1u, good - 1, good + 1, good * 2, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFF0u, 0xFFFFFFFFu}) {
        if (value == good) continue;
        Bytes hostile = bytes;
        storeU32(hostile, at, value);
        hostile = withChecksum(std::move(hostile));
        requirePromises(hostile);
        CHECK_FALSE(openOnBase(hostile));
      }
    }
  }
}

// What reading takes at its worst beyond the bytes themselves.
std::size_t memoryFor(const Bytes& bytes, auto&& read) {
  const std::size_t before = heldMemory();
  resetPeak();
  const auto table = openOnBase(bytes);
  if (table) read(*table);
  return peakMemory() - before;
}

void scoreEachItem(const Table& table) {
  Scorer scorer(table);
  for (std::uint32_t row = 0; row < std::min(table.rowCount(), 2000u); ++row) {
    const std::uint32_t item = table.itemOfRow(row);
    scorer.score(std::vector<std::uint32_t>{item, item / 2, item / 3, item + 1, 0}, {.limit = 20});
  }
}

std::size_t pageLimit(const Bytes& bytes) {
  return 64 * bytes.size() + (std::size_t{1} << 20);
}

// Rows that are all alike: as many edges as a byte may hold.
Bytes makeDenseTable(std::uint32_t items, std::uint32_t length) {
  std::vector<std::vector<WeightedTarget>> rows(items);
  for (std::uint32_t i = length; i < items; ++i) {
    for (std::uint32_t target = 0; target < length; ++target) rows[i].push_back({target, 1.f});
  }
  return makeTable(rows, 1);
}

TEST_CASE("opening and scoring: never take more than 64 bytes a byte of the table and a megabyte") {
  base();
  std::vector<Bytes> tables = {makeFullTable(),           parts().base,
                               parts().shards[0],         makeDenseTable(2000, 255),
                               makeDenseTable(20000, 40), makeTable(std::vector<std::vector<WeightedTarget>>(100000))};
  // Lists as long as their bytes allow, of items that have no cards.
  for (const std::uint32_t with_row : {0u, 1u}) {
    FileParts long_part;
    long_part.items = format::kMaxItems;
    long_part.generation = kSampleGeneration;
    long_part.part.assign(1000000, with_row);
    long_part.sections[format::kInfo].resize(500000);
    tables.push_back(long_part.file());
  }
  for (std::uint32_t list = 0; list < kPairLists; ++list) {
    FileParts pairs;
    pairs.pairs[list].assign(1000000, {0, 0});
    pairs.sections[format::kInfo].resize(500000);
    tables.push_back(pairs.file());
  }
  for (const Bytes& bytes : tables) {
    CAPTURE(bytes.size());
    CHECK(memoryFor(bytes, scoreEachItem) <= pageLimit(bytes));
  }
}

TEST_CASE("decoding all rows: takes 64 bytes a byte of the table, eight an item and a megabyte at most") {
  for (const Bytes& bytes : {makeFullTable(), makeDenseTable(2000, 255), makeDenseTable(20000, 40),
                             makeTable(std::vector<std::vector<WeightedTarget>>(100000))}) {
    const std::size_t items = Table::open(bytes)->itemCount();
    CAPTURE(bytes.size(), items);
    CHECK(memoryFor(bytes, [](const Table& table) { REQUIRE(decodeRows(table)); }) <= pageLimit(bytes) + 8 * items);
  }
}

// What a reader of cards takes at its worst, and how long. Whatever it says of the bytes.
struct CardCosts {
  std::size_t memory = 0;
  double seconds = 0;  // of the processor
  bool is_read = false;
};

CardCosts costsOf(const Bytes& section, std::uint32_t count, const std::string& sku = "none") {
  const std::clock_t start = std::clock();  // the processor's time, whatever else the machine does
  const std::size_t before = heldMemory();
  resetPeak();
  CardCosts costs;
  {
    CardReader reader;
    costs.is_read = reader.read(section, count);
    List<char> out;
    // A few blocks from all over, and the search for a SKU.
    for (std::uint32_t k = 0; costs.is_read && k < std::min(count, 4u); ++k) {
      const std::uint32_t card = k * 2654435761u % count;
      if (!reader.load(card)) continue;
      reader.sku(card, out);
      reader.text(format::CardSubject::kCategory, card);
    }
    if (costs.is_read) reader.find(sku, out);
  }
  costs.memory = peakMemory() - before;
  costs.seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return costs;
}

const std::string kNul(1, '\0');

// As many cards as a section has room for, in blocks of which none can be decoded, with so many columns of numbers that
// take next to nothing; with names, each card has one of its own.
struct ManyCards {
  Bytes section;
  std::uint32_t count;
};

ManyCards manyCards(std::size_t size, const std::vector<std::uint32_t>& kinds) {
  const auto columns = static_cast<std::uint32_t>(
      std::count_if(kinds.begin(), kinds.end(), [](std::uint32_t kind) { return kind >= 3; }));
  const auto count = static_cast<std::uint32_t>(2 * size / (1 + columns));
  CardParts parts;
  parts.block_shift = 10;
  parts.kinds = kinds;
  std::uint32_t names = 0;
  for (const std::uint32_t kind : kinds) {
    if (kind < 3) continue;
    // One number that is new every time: the decisions are all alike.
    parts.columns.emplace_back(count, NumberCode{1, 0});
    if (kind == 4) names += count;
  }
  if (names > 0) {
    parts.common = literally(kNul) + Steps{copyOf(names - 1, 1)};
    parts.common_count = names;
  }
  parts.blocks.resize((count + 1023) / 1024);
  const std::size_t bytes = parts.section().size();
  REQUIRE(bytes <= size);
  parts.behind_blocks.resize(size - bytes, 0);
  return {parts.section(), count};
}

std::size_t cardLimit(std::size_t size) {
  return 64 * size + (std::size_t{1} << 20);
}

const std::vector<std::vector<std::uint32_t>> kManyColumns = {
    {}, {0, 3}, {0, 0, 0, 0, 0, 4}, {0, 0, 0, 0, 0, 4, 4}, {0, 3, 0, 0, 0, 4, 4, 0, 3}, {0, 3, 0, 0, 0, 4, 4, 3, 3},
};

TEST_CASE("a reader of cards: takes 64 bytes a byte and a megabyte at most, however many cards and numbers there are") {
  for (const auto& kinds : kManyColumns) {
    CAPTURE(kinds);
    for (const std::size_t size : {std::size_t{2000}, std::size_t{400000}}) {
      const ManyCards cards = manyCards(size, kinds);
      const CardCosts costs = costsOf(cards.section, cards.count);
      CAPTURE(size, cards.count, costs.memory);
      CHECK(costs.is_read);
      CHECK(costs.memory >= std::size_t{cards.count} * 4 * (1 + kinds.size() / 9));
      CHECK(costs.memory <= cardLimit(cards.section.size()));
    }
  }
}

// Two cards, with a title that one copy makes as long as may be, in front of so many zeros.
Bytes longText(std::size_t zeros, bool is_common) {
  CardParts parts;
  parts.block_shift = 0;
  parts.kinds = {2};
  const auto bytes = static_cast<std::uint32_t>(8 * zeros + 65536 - 200);
  const Steps text = literally("x") + Steps{copyOf(bytes - 1, 1)} + literally(kNul);
  if (is_common) {
    parts.common = text;
    parts.common_count = 1;
  }
  parts.blocks = {literally(codedSkus({"a"})) + (is_common ? literally(kNul) : text),
                  literally(codedSkus({"b"})) + literally(kNul)};
  parts.behind_blocks.resize(zeros, 0);
  return parts.section();
}

TEST_CASE("a reader of cards: takes 64 bytes a byte and a megabyte at most, however long their texts are") {
  for (const std::size_t zeros : {std::size_t{0}, std::size_t{100000}}) {
    for (const bool is_common : {false, true}) {
      const Bytes section = longText(zeros, is_common);
      const CardCosts costs = costsOf(section, 2, "a");
      CAPTURE(zeros, is_common, costs.memory);
      CHECK(costs.is_read);
      CHECK(costs.memory >= 8 * zeros);
      CHECK(costs.memory <= cardLimit(section.size()));
    }
  }
}

TEST_CASE("cards: stand for eight times their bytes and 64 KB at most, whatever they claim") {
  for (const std::uint32_t length : {std::uint32_t{70000}, std::uint32_t{8} << 20, 0x7FFFFFFFu, 0xFFFFFFFFu}) {
    for (const bool is_common : {false, true}) {
      CardParts parts;
      const Steps bomb = literally("x") + Steps{copyOf(length, 1)};
      if (is_common) {
        parts.common = bomb;
        parts.common_count = 1;
      }
      parts.blocks = {literally("\x01") + bomb};
      const Bytes section = parts.section();
      const std::size_t before = heldMemory();
      resetPeak();
      CHECK_FALSE(decodeCards(section, 1));
      CHECK(peakMemory() - before <= 3 * format::mostText(section.size()) + 65536);
    }
  }
}

TEST_CASE("sections of random bytes: are refused, or read within bounds") {
  std::mt19937 random(13);
  for (int round = 0; round < 3000; ++round) {
    Bytes section(random() % 300);
    for (std::uint8_t& byte : section) byte = static_cast<std::uint8_t>(random());
    if (section.size() > 3) {
      section[0] %= 11;
      section[1] %= 3;
      section[2] = static_cast<std::uint8_t>(section.size() / (2 + random() % 3));
    }
    const auto count = static_cast<std::uint32_t>(random() % (2 * section.size() + 3));
    const char* const broken = brokenCardsPromise(section, count, random() % 2 ? &base().cards : nullptr);
    if (broken != nullptr) FAIL(broken);
    CHECK(costsOf(section, count).memory <= cardLimit(section.size()));
  }
}

// The least of three tries, since others may be at work.
double secondsFor(const Bytes& section, std::uint32_t count, const std::string& sku) {
  double least = 1e9;
  for (int round = 0; round < 3; ++round) least = std::min(least, costsOf(section, count, sku).seconds);
  return least;
}

TEST_CASE("reading cards: takes time that grows as the bytes do") {
  constexpr std::size_t kSmall = 100000;
  for (const auto& kinds : kManyColumns) {
    CAPTURE(kinds);
    const ManyCards small = manyCards(kSmall, kinds);
    const ManyCards large = manyCards(8 * kSmall, kinds);
    CHECK(secondsFor(large.section, large.count, "z") <= 24 * secondsFor(small.section, small.count, "z") + .05);
  }
  const Bytes small = longText(kSmall, false);
  const Bytes large = longText(8 * kSmall, false);
  CHECK(secondsFor(large, 2, "a") <= 24 * secondsFor(small, 2, "a") + .05);
  // One block with as many cards as may be, and one with as many blocks.
  const auto shop = [](std::uint32_t count) {
    Cards cards;
    for (std::uint32_t i = 0; i < count; ++i)
      cards.items.push_back({.sku = std::to_string(1000000 + i * 7919 % 999983)});
    return encodeCards(cards);
  };
  CHECK(secondsFor(shop(40000), 40000, "1500000") <= 24 * secondsFor(shop(5000), 5000, "1500000") + .05);
}

}  // namespace
}  // namespace goeswith::test
