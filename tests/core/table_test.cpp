#include "table/table.h"

#include <algorithm>
#include <cmath>
#include <random>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "catch.h"
#include "sample_table.h"

namespace goeswith::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<Edge> rowOf(const Table& table, std::uint32_t item) {
  std::vector<Edge> edges;
  table.forEachEdge(item, [&](Edge edge) { edges.push_back(edge); });
  return edges;
}

void storeU32(Bytes& bytes, std::size_t at, std::uint32_t value) {
  for (int k = 0; k < 4; ++k) bytes[at + k] = static_cast<std::uint8_t>(value >> (8 * k));
}

std::uint32_t loadU32(const Bytes& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (int k = 0; k < 4; ++k) value |= static_cast<std::uint32_t>(bytes[at + k]) << (8 * k);
  return value;
}

// Makes the checksum right again after a change, as somebody with bad intentions would.
Bytes withChecksum(Bytes bytes) {
  if (bytes.size() >= format::kChecksummedFrom) {
    const auto checksum = XXH32(bytes.data() + format::kChecksummedFrom, bytes.size() - format::kChecksummedFrom, 0);
    storeU32(bytes, format::kChecksumOffset, checksum);
  }
  return bytes;
}

TableErrorCode codeOf(const Bytes& bytes) {
  const auto table = Table::open(bytes);
  REQUIRE_FALSE(table);
  return table.error().code;
}

// What every accepted table must allow, whatever its bytes: all rows and cards can be read. Returns a sum so that no
// read is optimised away.
std::int64_t readEverything(const Bytes& bytes) {
  const auto table = Table::open(bytes);
  if (!table) return 0;
  std::int64_t sum = 0;
  for (std::uint32_t item = 0; item < table->itemCount(); ++item) {
    table->forEachEdge(item, [&](Edge edge) {
      REQUIRE(edge.target < table->itemCount());
      REQUIRE(std::abs(edge.weight) < (1 << 20));
      sum += edge.weight;
    });
    REQUIRE(std::abs(table->bias(item)) < (1 << 20));
    sum += table->bias(item) + static_cast<std::int64_t>(table->attachRate(item, 1000));
  }
  const Policy policy = policyOf(*table);
  for (const auto* pairs : {&policy.blocked_items, &policy.pinned_items}) {
    for (const NumberPair& pair : *pairs) REQUIRE(std::max(pair.from, pair.to) < table->itemCount());
  }
  if (const auto cards = decodeCards(table->cardsSection(), table->itemCount())) {
    REQUIRE(cards->cards.items.size() == table->itemCount());
  }
  return sum;
}

std::size_t sectionOffset(const Bytes& bytes, std::uint32_t number) {
  return loadU32(bytes, format::kHeaderSize + format::kDirectoryEntrySize * number + 4);
}

TEST_CASE("a written table: reads back with its rows, signs and order") {
  const Bytes bytes = makeTable(sampleRows(), 16);
  const auto table = Table::open(bytes);
  REQUIRE(table);
  CHECK(table->itemCount() == 5);
  CHECK(table->edgeCount() == 9);
  CHECK(table->levels() == 16);
  CHECK(table->hasSignedWeights());
  for (std::uint32_t item = 0; item < 5; ++item) {
    const auto expected = sampleRows()[item];
    const auto row = rowOf(*table, item);
    REQUIRE(row.size() == expected.size());
    for (std::size_t k = 0; k < row.size(); ++k) {
      CHECK(row[k].target == expected[k].target);
      CHECK((row[k].weight < 0) == (expected[k].weight < 0));
    }
  }
}

TEST_CASE("quantised weights: the strongest of a row is within a sixteenth, whatever its size") {
  std::vector<std::vector<WeightedTarget>> rows(2);
  for (std::uint32_t k = 0; k < 60; ++k) {
    rows.push_back({{0, std::pow(.9f, static_cast<float>(k))}, {1, std::pow(.9f, static_cast<float>(k)) / 4}});
  }
  const Bytes bytes = makeTable(rows, 16);
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const double unit = rowOf(*table, 2)[0].weight;
  for (std::uint32_t item = 2; item < rows.size(); ++item) {
    const auto row = rowOf(*table, item);
    REQUIRE(row.size() == 2);
    CHECK(row[0].weight / unit == Approx(rows[item][0].weight).epsilon(.0625));
    CHECK(row[1].weight / unit == Approx(rows[item][1].weight).epsilon(.125));
  }
}

TEST_CASE("a table with only positive weights: spends no sign bits") {
  const Bytes bytes = makeTable({{{1, 1.f}}, {{0, .5f}}});
  const auto table = Table::open(bytes);
  REQUIRE(table);
  CHECK_FALSE(table->hasSignedWeights());
}

TEST_CASE("generated tables: round trip for every number of levels") {
  std::mt19937 random(7);
  for (std::uint32_t levels = 1; levels <= 255; ++levels) {
    const std::uint32_t n = 1 + random() % 40;
    std::vector<std::vector<WeightedTarget>> rows(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t j = 0; j < n; ++j) {
        if (i == j || random() % 3 != 0) continue;
        rows[i].push_back({j, (random() % 2 ? 1.f : -1.f) * (0.25f + static_cast<float>(random() % 1000) / 1000.f)});
      }
    }
    const Bytes bytes = makeTable(rows, levels);
    const auto table = Table::open(bytes);
    REQUIRE(table);
    REQUIRE(table->itemCount() == n);
    for (std::uint32_t i = 0; i < n; ++i) {
      std::vector<std::uint32_t> targets;
      for (const Edge& edge : rowOf(*table, i)) targets.push_back(edge.target);
      // Weights of at least a fifth of the row's largest never vanish, except with the fewest levels.
      if (levels >= 4) REQUIRE(targets.size() == rows[i].size());
      for (const std::uint32_t target : targets) REQUIRE(target != i);
    }
  }
}

TEST_CASE("tables at the edges of size: no item, one item, no edges, longest row, far targets") {
  CHECK(Table::open(makeTable({}))->itemCount() == 0);
  CHECK(Table::open(makeTable({{}}))->itemCount() == 1);
  const Bytes no_edges = makeTable(std::vector<std::vector<WeightedTarget>>(300));
  CHECK(Table::open(no_edges)->edgeCount() == 0);

  for (const std::uint32_t n : {65535u, 65536u, 65537u}) {
    std::vector<std::vector<WeightedTarget>> rows(n);
    for (std::uint32_t k = 0; k < format::kMaxRowLength; ++k) rows[0].push_back({1 + k * 256, 1.f});
    rows[0].back().target = n - 1;
    const Bytes bytes = makeTable(rows);
    const auto table = Table::open(bytes);
    REQUIRE(table);
    const auto row = rowOf(*table, 0);
    REQUIRE(row.size() == format::kMaxRowLength);
    CHECK(row.back().target == n - 1);
  }
}

TEST_CASE("the same contents: give the same bytes") {
  CHECK(makeTable(sampleRows(), 16, "{\"a\":1}") == makeTable(sampleRows(), 16, "{\"a\":1}"));
}

TEST_CASE("info: is carried through and may be missing") {
  const Bytes with = makeTable(sampleRows(), 16, "{\"a\":1}");
  const auto info = Table::open(with)->infoSection();
  CHECK(std::string(info.begin(), info.end()) == "{\"a\":1}");
  CHECK(Table::open(makeTable(sampleRows()))->infoSection().empty());
}

TEST_CASE("a table of another version: is refused as such, whatever else it holds") {
  Bytes bytes = makeTable(sampleRows());
  bytes[format::kVersionOffset] = 2;
  CHECK(codeOf(bytes) == TableErrorCode::kUnsupportedVersion);
  CHECK(codeOf(withChecksum(bytes)) == TableErrorCode::kUnsupportedVersion);
}

TEST_CASE("bytes that are no table: are refused as such") {
  const std::string html = "<!doctype html><title>Not found</title><p>The page you are looking for is not here.";
  CHECK(codeOf(Bytes(html.begin(), html.end())) == TableErrorCode::kNotATable);
  Bytes text_mode = makeTable(sampleRows());
  text_mode.erase(text_mode.begin() + 4);  // \r\n became \n
  CHECK(codeOf(text_mode) == TableErrorCode::kNotATable);
}

// A table with every section there is.
Bytes makeFullTable() {
  const std::vector<float> biases = {.1f, .2f, -.3f, 0, .01f};
  return writeTable({.rows = makeRows(sampleRows()),
                     .levels = 10,
                     .cards = encodeCards(makeCards(5)),
                     .info = "{}",
                     .biases = biases,
                     .policy = {.denied_categories = {{1, 2}},
                                .blocked_items = {{0, 4}},
                                .pinned_items = {{1, 4}},
                                .dearer_categories = {2, 3}},
                     .calibration = {{1, {{10, 20}, {30, 40}}}, {3, {{10, 10}}}}});
}

TEST_CASE("a table cut short anywhere: is refused as truncated") {
  const Bytes bytes = makeTable(sampleRows(), 16, "{}");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK(codeOf(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length))) ==
          TableErrorCode::kTruncated);
  }
}

TEST_CASE("a table with bytes behind it: is refused") {
  Bytes bytes = makeTable(sampleRows());
  bytes.push_back(0);
  CHECK(codeOf(bytes) == TableErrorCode::kTrailingBytes);
}

TEST_CASE("a table with any one bit flipped: is refused") {
  const Bytes bytes = makeFullTable();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    Bytes damaged = bytes;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    REQUIRE_FALSE(Table::open(damaged));
  }
}

TEST_CASE("a hostile table with its checksum made right: is refused, or reads within bounds") {
  const Bytes bytes = makeFullTable();
  REQUIRE(Table::open(bytes));
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    Bytes hostile = bytes;
    hostile[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    readEverything(withChecksum(hostile));
  }
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    Bytes hostile = bytes;
    for (std::uint32_t k = 0; k <= random() % 4; ++k) {
      hostile[12 + random() % (hostile.size() - 12)] = static_cast<std::uint8_t>(random());
    }
    if (random() % 8 == 0) {
      hostile.resize(hostile.size() - random() % 16);
      storeU32(hostile, format::kSizeOffset, static_cast<std::uint32_t>(hostile.size()));
    }
    readEverything(withChecksum(hostile));
  }
}

TEST_CASE("header fields at their extremes: are refused, never believed") {
  const Bytes bytes = makeTable(sampleRows());
  for (const std::uint32_t at :
       {format::kSizeOffset, format::kItemsOffset, format::kEdgesOffset, format::kSectionsOffset}) {
    const std::uint32_t good = loadU32(bytes, at);
    for (const std::uint32_t value : {0u, 1u, good - 1, good + 1, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFFu}) {
      if (value == good) continue;
      Bytes hostile = bytes;
      storeU32(hostile, at, value);
      CHECK_FALSE(Table::open(withChecksum(hostile)));
    }
  }
}

TEST_CASE("reserved bytes: are refused when set") {
  for (const std::size_t at : {std::size_t{9}, std::size_t{10}, std::size_t{11}}) {
    Bytes bytes = makeTable(sampleRows());
    bytes[at] = 1;
    CHECK(codeOf(bytes) == TableErrorCode::kReservedBitsSet);
  }
  Bytes bytes = makeTable(sampleRows());
  bytes[sectionOffset(bytes, 0) + 2] = 1;
  CHECK(codeOf(withChecksum(bytes)) == TableErrorCode::kReservedBitsSet);
}

TEST_CASE("sections: unknown capital ones are refused, unknown small ones skipped, repeated and missing ones refused") {
  const Bytes bytes = makeTable(sampleRows(), 16, "{}");
  const std::size_t info_entry = format::kHeaderSize + 2 * format::kDirectoryEntrySize;
  const auto withTag = [&](std::size_t entry, const char(&letters)[5]) {
    Bytes changed = bytes;
    std::copy_n(letters, 4, changed.begin() + static_cast<std::ptrdiff_t>(entry));
    return withChecksum(changed);
  };
  CHECK(codeOf(withTag(info_entry, "NEWS")) == TableErrorCode::kUnknownSection);
  CHECK(Table::open(withTag(info_entry, "news")));
  CHECK(codeOf(withTag(info_entry, "ROWS")) == TableErrorCode::kBadDirectory);
  CHECK(codeOf(withTag(format::kHeaderSize, "rows")) == TableErrorCode::kMissingSection);
}

TEST_CASE("rows that break the rules: are refused") {
  // One row of item 0: length 2, targets 1 and 2, weights in one byte.
  const Bytes bytes = makeTable({{{1, 1.f}, {2, 1.f}}, {}, {}});
  const std::size_t rows = sectionOffset(bytes, 0);
  const std::size_t lengths = rows + format::kRowsHeaderSize;
  const std::size_t scales = lengths + 3;
  const std::size_t targets = scales + 3;
  REQUIRE(Table::open(bytes));
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Bytes changed = bytes;
    changed[at] = value;
    return withChecksum(changed);
  };
  CHECK(codeOf(with(rows, 0)) == TableErrorCode::kBadRows);              // no levels
  CHECK(codeOf(with(rows + 1, 2)) == TableErrorCode::kReservedBitsSet);  // two sign bits
  CHECK(codeOf(with(lengths, 3)) == TableErrorCode::kBadRows);           // more edges than bytes
  CHECK(codeOf(with(lengths, 1)) == TableErrorCode::kBadRows);           // fewer edges than bytes
  CHECK(codeOf(with(scales, 128)) == TableErrorCode::kBadRows);
  CHECK(codeOf(with(scales + 1, 1)) == TableErrorCode::kBadRows);   // a scale without a row
  CHECK(codeOf(with(targets, 0)) == TableErrorCode::kBadRows);      // the source itself
  CHECK(codeOf(with(targets + 1, 1)) == TableErrorCode::kBadRows);  // beyond the last item
  CHECK(codeOf(with(targets, 0x80)) == TableErrorCode::kBadRows);   // a number that is not in its shortest form
}

TEST_CASE("weight codes beyond the levels, and bits behind the last: are refused") {
  const Bytes bytes = makeTable({{{1, 1.f}}, {}}, 5);
  const std::size_t weights = sectionOffset(bytes, 1) - 1;
  REQUIRE(Table::open(bytes));
  const auto with = [&](std::uint8_t value) {
    Bytes changed = bytes;
    changed[weights] = value;
    return withChecksum(changed);
  };
  CHECK(Table::open(with(4)));
  CHECK(codeOf(with(5)) == TableErrorCode::kBadRows);
  CHECK(codeOf(with(0x08)) == TableErrorCode::kReservedBitsSet);
}

TEST_CASE("sections of biases, rules and calibration that break the format: are refused") {
  const Bytes bytes = makeFullTable();
  REQUIRE(Table::open(bytes));
  // Sections stand in the order ROWS, BIAS, RULE, CALI.
  const std::size_t bias = sectionOffset(bytes, 1);
  const std::size_t rules = sectionOffset(bytes, 2);
  const std::size_t calibration = sectionOffset(bytes, 3);
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Bytes changed = bytes;
    changed[at] = value;
    return withChecksum(changed);
  };
  CHECK(codeOf(with(bias + 2, 1)) == TableErrorCode::kBadBias);     // a unit beyond the largest
  CHECK(codeOf(with(bias + 4, 0x80)) == TableErrorCode::kBadBias);  // −128
  CHECK(codeOf(with(rules + 9, 1)) == TableErrorCode::kReservedBitsSet);
  CHECK(codeOf(with(rules + 12, 2)) == TableErrorCode::kBadRules);  // more pairs than bytes
  CHECK(codeOf(with(rules + 12, 0)) == TableErrorCode::kBadRules);  // fewer pairs than bytes
  CHECK(codeOf(with(rules + 28, 0)) == TableErrorCode::kBadRules);  // no such category
  CHECK(codeOf(with(rules + 36, 5)) == TableErrorCode::kBadRules);  // no such item
  CHECK(codeOf(with(rules + 24, 1)) == TableErrorCode::kBadRules);  // fewer categories than bytes
  CHECK(codeOf(with(rules + 52, 3)) == TableErrorCode::kBadRules);  // categories that do not ascend
  CHECK(codeOf(with(calibration, 0)) == TableErrorCode::kBadCalibration);
  CHECK(codeOf(with(calibration, 17)) == TableErrorCode::kBadCalibration);
  CHECK(codeOf(with(calibration + 1, 2)) == TableErrorCode::kBadCalibration);     // the first class must start at 1
  CHECK(codeOf(with(calibration + 3, 0)) == TableErrorCode::kBadCalibration);     // no knots
  CHECK(codeOf(with(calibration + 4, 30)) == TableErrorCode::kBadCalibration);    // scores that do not ascend
  CHECK(codeOf(with(calibration + 7, 0x80)) == TableErrorCode::kBadCalibration);  // a negative score
  CHECK(codeOf(with(calibration + 8, 41)) == TableErrorCode::kBadCalibration);    // rates that fall
}

TEST_CASE("biases: are within a hundredth of the largest, small ones closer") {
  const std::vector<float> biases = {1.f, -.5f, .1f, .01f, 0};
  const Bytes bytes = writeTable(
      {.rows = makeRows(sampleRows()), .levels = 16, .cards = encodeCards(makeCards(5)), .info = {}, .biases = biases});
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const double scale = integerScale(makeRows(sampleRows()), biases, 16);
  for (std::uint32_t item = 0; item < 5; ++item) {
    CHECK(table->bias(item) / scale == Approx(biases[item]).margin(.01 * std::sqrt(std::abs(biases[item])) + 1e-6));
  }
}

TEST_CASE("every error code: has a sentence of its own") {
  std::vector<std::string> sentences;
  for (int code = 1; code <= 15; ++code) sentences.emplace_back(describe(static_cast<TableErrorCode>(code)));
  std::sort(sentences.begin(), sentences.end());
  CHECK(std::adjacent_find(sentences.begin(), sentences.end()) == sentences.end());
  CHECK(std::find(sentences.begin(), sentences.end(), "unknown error") == sentences.end());
}

}  // namespace
}  // namespace goeswith::test
