// Tables that somebody damaged, or made to do harm.
#include <random>

#include "catch.h"
#include "counted_memory.h"
#include "read_everything.h"
#include "sample_table.h"
#include "table/card_columns.h"
#include "table/deflate.h"
#include "table_bytes.h"

namespace goeswith::test {
namespace {

constexpr std::array<std::uint8_t, format::kGenerationSize> kGeneration = {1, 2, 3, 4, 5, 6, 7, 8};

Bytes makeShard() {
  const WeightRows rows = makeRows(sampleRows());
  const Cards cards = makeCards(5);
  const std::vector<float> biases = {.1f, .2f, -.3f, 0, .01f};
  const TableWriter writer({.rows = rows,
                            .levels = 10,
                            .cards = cards,
                            .biases = biases,
                            .policy = {.denied_categories = {{1, 2}}, .pinned_items = {{1, 4}}},
                            .calibration = {{1, {{10, 20}, {30, 40}}}}});
  const std::vector<std::uint32_t> items = {1, 3};
  return writer.shard(items, 1, kGeneration);
}

void requirePromises(const Bytes& bytes) {
  const char* const broken = brokenPromise(bytes);
  if (broken != nullptr) FAIL(broken);
}

TEST_CASE("a table or shard cut short anywhere: is refused as truncated, and cut short with its size made right, too") {
  for (const Bytes& bytes : {makeFullTable(), makeShard()}) {
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
      const auto table = Table::open(cut);
      REQUIRE_FALSE(table);
      REQUIRE(table.error().code == TableErrorCode::kTruncated);
      if (length < format::kHeaderSize) continue;
      storeU32(cut, format::kSizeOffset, static_cast<std::uint32_t>(length));
      REQUIRE_FALSE(Table::open(withChecksum(cut)));
    }
  }
}

TEST_CASE("a table or shard with any one bit flipped: is refused") {
  for (Bytes bytes : {makeFullTable(), makeShard()}) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
      REQUIRE_FALSE(Table::open(bytes));
      bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    }
    REQUIRE(Table::open(bytes));
  }
}

TEST_CASE("a hostile table or shard with its checksum made right: is refused, or reads within bounds") {
  for (const Bytes& bytes : {makeFullTable(), makeShard()}) {
    requirePromises(bytes);
    for (std::size_t bit = format::kSizeOffset * 8; bit < bytes.size() * 8; ++bit) {
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
        storeU32(hostile, format::kSizeOffset, static_cast<std::uint32_t>(hostile.size()));
      }
      requirePromises(withChecksum(hostile));
    }
  }
}

TEST_CASE("header and directory fields at their extremes: are refused, or the rows or cards are, never believed") {
  for (const Bytes& bytes : {makeFullTable(), makeShard()}) {
    std::vector<std::size_t> fields = {format::kSizeOffset, format::kItemsOffset, format::kEdgesOffset,
                                       format::kSectionsOffset};
    for (std::size_t at = format::kHeaderSize;
         at < format::kHeaderSize + sectionCount(bytes) * format::kDirectoryEntrySize; at += 4) {
      fields.push_back(at);
    }
    for (const std::size_t at : fields) {
      const std::uint32_t good = format::readU32(&bytes[at]);
      for (const std::uint32_t value : {0u, 1u, good - 1, good + 1, good * 2, format::kMaxItems, format::kMaxItems + 1,
                                        0x7FFFFFFFu, 0x80000000u, 0xFFFFFFF0u, 0xFFFFFFFFu}) {
        if (value == good) continue;
        Bytes hostile = bytes;
        storeU32(hostile, at, value);
        hostile = withChecksum(std::move(hostile));
        requirePromises(hostile);
        const auto table = Table::open(hostile);
        // A section that may be skipped may be renamed, and a shard does not have all items.
        if (!table || at >= format::kHeaderSize) continue;
        const bool is_refused = !decodeRows(*table) || !decodeCards(table->cardsSection(), table->cardCount());
        CHECK((is_refused || (at == format::kItemsOffset && table->isShard())));
      }
    }
  }
}

// What reading takes at its worst beyond the bytes themselves.
std::size_t memoryFor(const Bytes& bytes, auto&& read) {
  const std::size_t before = heldMemory();
  resetPeak();
  const auto table = Table::open(bytes);
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

std::size_t pageLimit(const Bytes& bytes) { return 64 * bytes.size() + (std::size_t{1} << 20); }

// Rows that are all alike: as many edges as a byte may hold.
Bytes makeDenseTable(std::uint32_t items, std::uint32_t length) {
  std::vector<std::vector<WeightedTarget>> rows(items);
  for (std::uint32_t i = length; i < items; ++i) {
    for (std::uint32_t target = 0; target < length; ++target) rows[i].push_back({target, 1.f});
  }
  return makeTable(rows, 1);
}

TEST_CASE("opening and scoring: never take more than 64 bytes a byte of the table and a megabyte") {
  std::vector<Bytes> tables = {makeFullTable(), makeShard(), makeDenseTable(2000, 255), makeDenseTable(20000, 40),
                               makeTable(std::vector<std::vector<WeightedTarget>>(100000))};
  for (const Bytes& bytes : {makeFullTable(), makeShard()}) {
    for (const std::size_t at : {std::size_t{format::kItemsOffset}, std::size_t{format::kEdgesOffset}}) {
      for (const std::uint32_t value : {format::kMaxItems, 0xFFFFFFFFu}) {
        Bytes hostile = bytes;
        storeU32(hostile, at, value);
        tables.push_back(withChecksum(std::move(hostile)));
      }
    }
  }
  const Bytes part = makeShard();
  const std::size_t lists = sectionOffset(part, format::kPartTag) + format::kGenerationSize;
  for (const std::size_t at : {lists, lists + 4}) {
    Bytes hostile = part;  // a list that claims more than there is
    storeU32(hostile, at, 0xFFFFFFFFu);
    tables.push_back(withChecksum(std::move(hostile)));
  }
  Bytes long_part(kGeneration.begin(), kGeneration.end());
  appendU32(long_part, 500000);  // lists as long as their bytes allow, of items that have no cards
  appendU32(long_part, 0);
  long_part.resize(long_part.size() + 500000, 0);
  tables.push_back(fileOf(format::kMaxItems, 0,
                          {{format::kPartTag, long_part}, {format::kRowsTag, {1, 7, 0, 0}}, {format::kCardsTag, {0, 0, 0, 0}}}));
  for (const Bytes& bytes : tables) {
    CAPTURE(bytes.size());
    CHECK(memoryFor(bytes, scoreEachItem) <= pageLimit(bytes));
  }
}

TEST_CASE("decoding all rows: takes 64 bytes a byte of the table, eight an item and a megabyte at most") {
  for (const Bytes& bytes : {makeFullTable(), makeDenseTable(2000, 255), makeDenseTable(20000, 40),
                             makeTable(std::vector<std::vector<WeightedTarget>>(100000))}) {
    const std::size_t items = format::readU32(&bytes[format::kItemsOffset]);
    CAPTURE(bytes.size(), items);
    CHECK(memoryFor(bytes, [](const Table& table) { REQUIRE(decodeRows(table)); }) <= pageLimit(bytes) + 8 * items);
  }
}

TEST_CASE("a view of cards: takes six bytes a byte at most, whatever its columns") {
  const auto column = [](Bytes& raw, std::uint8_t subject, std::uint8_t encoding, const Bytes& data) {
    raw.push_back(subject);
    raw.push_back(encoding);
    appendU32(raw, data.size());
    raw.insert(raw.end(), data.begin(), data.end());
  };
  constexpr std::uint32_t kCount = 100000;
  Bytes skus;
  for (std::uint32_t i = 0; i < kCount; ++i) skus.insert(skus.end(), {1, 'a', 0});
  Bytes choices;
  appendVarint(choices, kCount);
  choices.resize(choices.size() + 2 * kCount, 0);
  choices.resize(choices.size() + kCount, 1);
  Bytes raw = {7};
  column(raw, 1, 4, skus);
  column(raw, 3, 2, Bytes(kCount, 1));
  column(raw, 7, 3, choices);
  column(raw, 8, 3, choices);
  column(raw, 9, 2, Bytes(kCount, 1));
  column(raw, 10, 2, Bytes(kCount, 1));
  column(raw, 11, 2, Bytes(kCount, 1));
  const std::size_t before = heldMemory();
  resetPeak();
  CardColumns columns;
  REQUIRE(columns.read(raw, kCount));
  CHECK(columns.find("a") == 0);
  CHECK(peakMemory() - before <= 6 * raw.size());
  CardColumns others;
  CHECK_FALSE(others.read(raw, kCount + 1));
  CHECK_FALSE(others.read(raw, format::kMaxItems));
}

TEST_CASE("cards: inflate to eight times their bytes and 64 KB at most, whatever they claim") {
  for (const std::uint32_t claimed : {std::uint32_t{8} << 20, 0xFFFFFFFFu, 0x7FFFFFFFu}) {
    Bytes bomb;
    appendU32(bomb, claimed);
    const Bytes zeros = deflateRaw(Bytes(std::size_t{8} << 20, 0), Effort::much);
    bomb.insert(bomb.end(), zeros.begin(), zeros.end());
    const std::size_t before = heldMemory();
    resetPeak();
    CHECK_FALSE(decodeCards(bomb, 1));
    CHECK(peakMemory() - before <= format::mostInflated(bomb.size()) + 65536);
  }
}

}  // namespace
}  // namespace goeswith::test
