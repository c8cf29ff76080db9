#include "table/table.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "catch.h"
#include "sample_table.h"
#include "table/range_encoder.h"
#include "table/table_rows.h"
#include "table_bytes.h"

namespace goeswith::test {
namespace {

TableRows rowsOf(const Table& table) {
  auto rows = decodeRows(table);
  REQUIRE(rows);
  return std::move(*rows);
}

TableErrorCode codeOf(const Bytes& bytes) {
  const auto table = Table::open(bytes);
  REQUIRE_FALSE(table);
  return table.error().code;
}

// Whether a table opens whose rows then turn out to break the format.
bool hasBadRows(const Bytes& bytes) {
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const auto rows = decodeRows(*table);
  if (!rows) CHECK(rows.error().code == TableErrorCode::kBadRows);
  return !rows;
}

TEST_CASE("a written table: reads back with its rows, signs and order") {
  const Bytes bytes = makeTable(sampleRows(), 16);
  const auto table = Table::open(bytes);
  REQUIRE(table);
  CHECK(table->itemCount() == 5);
  CHECK(table->edgeCount() == 9);
  CHECK(table->levels() == 16);
  CHECK_FALSE(table->isShard());
  CHECK_FALSE(table->hasCalibration());
  CHECK(table->attachRate(1, 1000) == 0);
  const TableRows rows = rowsOf(*table);
  REQUIRE(rows.rowCount() == 5);
  for (std::uint32_t item = 0; item < 5; ++item) {
    const auto expected = sampleRows()[item];
    const auto row = rows.row(item);
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
  const TableRows decoded = rowsOf(*table);
  const double unit = decoded.row(2)[0].weight;
  for (std::uint32_t item = 2; item < rows.size(); ++item) {
    const auto row = decoded.row(item);
    REQUIRE(row.size() == 2);
    CHECK(row[0].weight / unit == Approx(rows[item][0].weight).epsilon(.0625));
    CHECK(row[1].weight / unit == Approx(rows[item][1].weight).epsilon(.125));
  }
}

TEST_CASE("a table with only positive weights: spends next to no bits on signs, one with both at most a bit an edge") {
  std::mt19937 random(5);
  std::vector<std::vector<WeightedTarget>> positive(200);
  for (std::uint32_t i = 0; i < 200; ++i) {
    for (std::uint32_t k = 1; k <= 16; ++k) positive[i].push_back({(i + k) % 200, 1.f});
  }
  auto both = positive;
  for (auto& row : both) {
    for (auto& edge : row) edge.weight = random() % 2 ? 1.f : -1.f;
  }
  // With one level a weight is nothing but its sign.
  const auto signBits = [](const std::vector<std::vector<WeightedTarget>>& rows) {
    const Bytes bytes = makeTable(rows, 1);
    const auto table = Table::open(bytes);
    REQUIRE(table->edgeCount() == 3200);
    rowsOf(*table);
    return measureRowBits(*table).weights;
  };
  CHECK(signBits(positive) < 3200 / 64.);
  CHECK(signBits(both) < 3200 * 1.05);
  CHECK(signBits(both) > 3200 * .95);
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
    const TableRows decoded = rowsOf(*table);
    REQUIRE(decoded.edges.size() == table->edgeCount());
    for (std::uint32_t i = 0; i < n; ++i) {
      std::vector<std::uint32_t> targets;
      for (const TableEdge& edge : decoded.row(i)) targets.push_back(edge.target);
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
    const TableRows decoded = rowsOf(*table);
    REQUIRE(decoded.rowCount() == n);
    const auto row = decoded.row(0);
    REQUIRE(row.size() == format::kMaxRowLength);
    for (std::size_t k = 0; k < row.size(); ++k) REQUIRE(row[k].target == rows[0][k].target);
    CHECK(row.back().target == n - 1);
    CHECK(decoded.edges.size() == format::kMaxRowLength);
  }
}

TEST_CASE("the same contents: give the same bytes") {
  CHECK(makeTable(sampleRows(), 16, "{\"a\":1}") == makeTable(sampleRows(), 16, "{\"a\":1}"));
}

TEST_CASE("info: is carried through and may be missing") {
  const Bytes with = makeTable(sampleRows(), 16, "{\"a\":1}");
  const auto info = Table::open(with)->section(format::kInfo);
  CHECK(std::string(info.begin(), info.end()) == "{\"a\":1}");
  CHECK(Table::open(makeTable(sampleRows()))->section(format::kInfo).empty());
}

TEST_CASE("a table of another version: is refused as such, whatever else it holds") {
  Bytes bytes = makeTable(sampleRows());
  for (const std::uint32_t version : {0u, 1u, format::kVersion - 1, format::kVersion + 1, 255u, format::kVersion | 1u << 8,
                                      format::kVersion | 1u << 16, format::kVersion | 1u << 31, 0xFFFFFFFFu}) {
    storeU32(bytes, format::kVersionOffset, version);
    CHECK(codeOf(bytes) == TableErrorCode::kUnsupportedVersion);
    CHECK(codeOf(withChecksum(bytes)) == TableErrorCode::kUnsupportedVersion);
  }
}

TEST_CASE("bytes that are no table: are refused as such") {
  const std::string html = "<!doctype html><title>Not found</title><p>The page you are looking for is not here.";
  CHECK(codeOf(Bytes(html.begin(), html.end())) == TableErrorCode::kNotATable);
  CHECK(codeOf({'<', 'p', '>'}) == TableErrorCode::kNotATable);
  Bytes text_mode = makeTable(sampleRows());
  text_mode.erase(text_mode.begin() + 4);  // \r\n became \n
  CHECK(codeOf(text_mode) == TableErrorCode::kNotATable);
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

TEST_CASE("lengths of sections: have to add up to the file, and rows and cards have to be there") {
  const Bytes bytes = makeTable(sampleRows(), 16, "{}");
  for (std::uint32_t section = 0; section < format::kSections; ++section) {
    const std::size_t at = format::kLengthsOffset + 4 * section;
    const std::uint32_t good = format::readU32(&bytes[at]);
    Bytes changed = bytes;
    storeU32(changed, at, good + 1);
    CHECK(codeOf(withChecksum(changed)) == TableErrorCode::kTruncated);
    storeU32(changed, at, 0xFFFFFFFFu);
    CHECK(codeOf(withChecksum(changed)) == TableErrorCode::kTruncated);
    if (good == 0) continue;
    storeU32(changed, at, good - 1);
    CHECK(codeOf(withChecksum(changed)) == TableErrorCode::kTrailingBytes);
  }
  CHECK(codeOf(fileOf(0, 0, {})) == TableErrorCode::kBadRows);
  // Cards are read by their own reader, which refuses a section without bytes.
  CHECK_FALSE(CardReader().read({}, 0));
}

// The pieces of a section ROWS, right or wrong.
struct RowsParts {
  std::uint32_t levels = 16;
  std::uint32_t block_shift = kBlockShift;
  Bytes priors;
  std::vector<Bytes> blocks;

  RowsParts() {
    RangeEncoder encoder;
    rows::Priors none;
    rows::codePriors(encoder, none);
    priors = std::move(encoder).finish();
  }

  Bytes section() const {
    Bytes out = {static_cast<std::uint8_t>(levels), static_cast<std::uint8_t>(block_shift)};
    appendU16(out, static_cast<std::uint16_t>(priors.size()));
    out.insert(out.end(), priors.begin(), priors.end());
    for (const Bytes& block : blocks) appendVarint(out, static_cast<std::uint32_t>(block.size()));
    for (const Bytes& block : blocks) out.insert(out.end(), block.begin(), block.end());
    return out;
  }

  // A table of so many items without names.
  Bytes table(std::uint32_t items, std::uint32_t edges) const {
    return fileOf(items, edges, {{format::kRows, section()}, {format::kCards, {}}});
  }
};

// A block of rows, coded without asking whether they may be; an encoder goes on where a decoder must stop.
Bytes blockOf(std::vector<rows::CodedRow> coded_rows, std::uint32_t levels = 16) {
  RangeEncoder encoder;
  const rows::Priors priors;
  rows::Models models = rows::startModels(priors);
  rows::RowCoder<RangeEncoder> coder(encoder, models, priors, levels);
  for (rows::CodedRow& row : coded_rows) coder.code(row, Table::kNone, format::kMaxItems, levels, 1000);
  return std::move(encoder).finish();
}

Bytes tableOf(std::vector<rows::CodedRow> coded_rows, std::uint32_t items, std::uint32_t edges,
              std::uint32_t levels = 16) {
  RowsParts parts;
  parts.levels = levels;
  parts.blocks = {blockOf(std::move(coded_rows), levels)};
  return parts.table(items, edges);
}

TEST_CASE("rows that break the rules: are refused when they are read, as the header of their section is at once") {
  const rows::CodedRow empty;
  const rows::CodedRow good = {64, {{1, 16, false}, {2, 1, true}}};
  CHECK_FALSE(hasBadRows(tableOf({good, empty, empty}, 3, 2)));
  CHECK(hasBadRows(tableOf({good, empty, empty}, 3, 1)));  // more edges than the header says
  CHECK(hasBadRows(tableOf({good, empty, empty}, 3, 3)));  // fewer
  CHECK(hasBadRows(tableOf({{64, {{0, 1, false}}}, empty, empty}, 3, 1)));  // the source itself
  CHECK(hasBadRows(tableOf({{64, {{3, 1, false}}}, empty, empty}, 3, 1)));  // beyond the last item
  CHECK(hasBadRows(tableOf({{64, {{0xFFFFFF, 1, false}}}, empty, empty}, 3, 1)));
  CHECK_FALSE(hasBadRows(tableOf({{127, {{1, 1, false}}}, empty, empty}, 3, 1)));
  CHECK(hasBadRows(tableOf({{128, {{1, 1, false}}}, empty, empty}, 3, 1)));  // a scale beyond the largest
  CHECK_FALSE(hasBadRows(tableOf({{0, {{1, 1, false}}}, empty, empty}, 3, 1)));
  CHECK(hasBadRows(tableOf({{0xFFFFFFFF, {{1, 1, false}}}, empty, empty}, 3, 1)));  // −1

  rows::CodedRow longest = {64, {}};
  for (std::uint32_t k = 1; k <= format::kMaxRowLength; ++k) longest.edges.push_back({k, 1, false});
  const auto withRow = [](const rows::CodedRow& row) {
    std::vector<rows::CodedRow> all(300);
    all[0] = row;
    RowsParts parts;
    parts.block_shift = 10;
    parts.levels = 255;
    parts.blocks = {blockOf(std::move(all), 255)};
    return parts.table(300, static_cast<std::uint32_t>(row.edges.size()));
  };
  CHECK_FALSE(hasBadRows(withRow(longest)));
  longest.edges.push_back({format::kMaxRowLength + 1, 1, false});
  CHECK(hasBadRows(withRow(longest)));
}

TEST_CASE("weight codes beyond the levels: are refused") {
  // Five levels take three bits, which could say eight.
  for (std::uint32_t magnitude = 1; magnitude <= 8; ++magnitude) {
    CHECK(hasBadRows(tableOf({{64, {{1, magnitude, false}}}, {}}, 2, 1, 5)) == (magnitude > 5));
  }
}

TEST_CASE("a block that is cut short, goes on behind its rows, or claims more edges than its bytes: is refused") {
  const rows::CodedRow row = {70, {{1, 3, false}, {2, 16, true}}};
  const Bytes whole = blockOf({row, {}, {}});
  const auto isRefused = [](const Bytes& block, std::uint32_t items, std::uint32_t edges) {
    RowsParts parts;
    parts.blocks = {block};
    return hasBadRows(parts.table(items, edges));
  };
  CHECK_FALSE(isRefused(whole, 3, 2));
  Bytes longer = whole;
  longer.push_back(0);
  CHECK_FALSE(isRefused(longer, 3, 2));  // zeros may follow
  longer.insert(longer.end(), 5, 1);  // an encoder cuts off four at most
  CHECK(isRefused(longer, 3, 2));
  CHECK(isRefused({}, 3, 2));

  // Rows that are all alike can be coded in less than a block may take.
  rows::CodedRow run = {64, {}};
  for (std::uint32_t target = 200; target < 455; ++target) run.edges.push_back({target, 1, false});
  const std::vector<rows::CodedRow> runs(100, run);
  RowsParts parts;
  parts.levels = 1;
  parts.blocks = {blockOf(runs, 1)};
  const std::size_t least = 100 * 255 / format::kMaxEdgesPerByte;
  REQUIRE(parts.blocks[0].size() < least);
  const auto opened = Table::open(parts.table(1000, 25500));
  CHECK_FALSE(opened);  // 1000 items take eight blocks
  parts.block_shift = 10;
  std::vector<rows::CodedRow> all = runs;
  all.resize(1000);
  parts.blocks = {blockOf(all, 1)};
  REQUIRE(parts.blocks[0].size() < least);
  CHECK(hasBadRows(parts.table(1000, 25500)));
  parts.blocks[0].resize(least + 1);
  CHECK_FALSE(hasBadRows(parts.table(1000, 25500)));
}

TEST_CASE("the header, priors and index of the rows: are refused at once when they break the rules") {
  RowsParts good;
  good.blocks = {blockOf({{64, {{1, 16, false}}}, {}})};
  REQUIRE_FALSE(hasBadRows(good.table(2, 1)));
  const auto isRefused = [&](auto&& change) {
    RowsParts parts = good;
    change(parts);
    return codeOf(parts.table(2, 1)) == TableErrorCode::kBadRows;
  };
  CHECK(isRefused([](RowsParts& parts) { parts.levels = 0; }));
  CHECK(isRefused([](RowsParts& parts) { parts.block_shift = format::kMaxBlockShift + 1; }));
  CHECK(isRefused([](RowsParts& parts) { parts.block_shift = 255; }));
  CHECK(isRefused([](RowsParts& parts) { parts.priors.clear(); }));
  CHECK(isRefused([](RowsParts& parts) { parts.priors.push_back(1); }));
  CHECK(isRefused([](RowsParts& parts) { parts.priors.assign(40, 0xFF); }));
  CHECK(isRefused([](RowsParts& parts) { parts.blocks.clear(); }));
  CHECK(isRefused([](RowsParts& parts) { parts.blocks.push_back({1}); }));

  const Bytes section = good.section();
  const std::size_t index = format::kRowsHeaderSize + good.priors.size();
  const auto withSection = [](Bytes rows) {
    return fileOf(2, 1, {{format::kRows, std::move(rows)}, {format::kCards, {}}});
  };
  REQUIRE(section[index] == good.blocks[0].size());
  for (const int change : {-1, 1, 100}) {
    Bytes changed = section;
    changed[index] = static_cast<std::uint8_t>(changed[index] + change);
    CHECK(codeOf(withSection(changed)) == TableErrorCode::kBadRows);
  }
  Bytes long_form = section;  // a number that is not in its shortest form
  long_form[index] |= 0x80;
  long_form.insert(long_form.begin() + static_cast<std::ptrdiff_t>(index) + 1, 0);
  CHECK(codeOf(withSection(long_form)) == TableErrorCode::kBadRows);
  Bytes endless(section.begin(), section.begin() + static_cast<std::ptrdiff_t>(index));
  endless.insert(endless.end(), 6, 0xFF);
  CHECK(codeOf(withSection(endless)) == TableErrorCode::kBadRows);
  for (std::size_t length = 0; length < section.size(); ++length) {
    CHECK(codeOf(withSection({section.begin(), section.begin() + static_cast<std::ptrdiff_t>(length)})) ==
          TableErrorCode::kBadRows);
  }
}

TEST_CASE("a shard that stands on a base: has no priors of its own, and is refused without the base") {
  const WeightRows rows = makeRows(sampleRows());
  const Cards cards = makeCards(5);
  const TableWriter table({.rows = rows, .levels = 10, .cards = cards});
  const std::array<std::uint8_t, format::kGenerationSize> generation = {1, 2, 3};
  const ShardWriter writer(table, generation);
  const Bytes base_bytes = writer.base();
  const std::vector<std::uint32_t> items = {1, 3};
  const Bytes bytes = writer.shard(items, 5);
  const auto base = Table::open(base_bytes);
  REQUIRE(base);
  CHECK(base->isShard());
  CHECK_FALSE(base->standsOnBase());
  CHECK(base->itemCount() == 5);
  CHECK(base->rowCount() == 0);
  CHECK(base->cardCount() == 0);
  CHECK(codeOf(bytes) == TableErrorCode::kBadRows);
  const auto shard = Table::open(bytes, &*base);
  REQUIRE(shard);
  CHECK(shard->standsOnBase());
  const Bytes whole_bytes = table.wholeTable();
  const TableRows whole = rowsOf(*Table::open(whole_bytes));
  const TableRows part = rowsOf(*shard);
  for (std::uint32_t row = 0; row < items.size(); ++row) {
    const auto expected = whole.row(items[row]);
    REQUIRE(std::equal(expected.begin(), expected.end(), part.row(row).begin(), part.row(row).end(),
                       [](const TableEdge& a, const TableEdge& b) { return a.target == b.target && a.weight == b.weight; }));
  }

  // A whole table has no generation, not even zeros.
  const Bytes of_zeros = ShardWriter(table, std::array<std::uint8_t, format::kGenerationSize>{}).shard(items, 5);
  for (const auto& [shard_bytes, other] :
       {std::pair(bytes, ShardWriter(table, std::array<std::uint8_t, format::kGenerationSize>{1, 2, 4}).base()),
        std::pair(bytes, whole_bytes), std::pair(of_zeros, whole_bytes)}) {
    const auto other_base = Table::open(other);
    const auto opened = Table::open(shard_bytes, &*other_base);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == TableErrorCode::kOtherGeneration);
  }
}

TEST_CASE("sections of biases, rules and calibration that break the format: are refused") {
  const Bytes bytes = makeFullTable();
  REQUIRE(Table::open(bytes));
  const std::size_t rules = sectionOffset(bytes, format::kRules);
  const std::size_t counts = rules + format::kPairListsOffset;
  const std::size_t pairs = rules + format::kRulesHeaderSize;
  const std::size_t calibration = sectionOffset(bytes, format::kCalibration);
  const std::size_t calibration_end = sectionOffset(bytes, format::kInfo);
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Bytes changed = bytes;
    changed[at] = value;
    return withChecksum(changed);
  };
  const auto withLength = [&](format::Section section, std::uint32_t length) {
    Bytes changed = bytes;
    const std::size_t at = format::kLengthsOffset + 4 * section;
    const std::uint32_t before = format::readU32(&changed[at]);
    const auto end = changed.begin() + static_cast<std::ptrdiff_t>(sectionOffset(bytes, section) + before);
    if (length < before) {
      changed.erase(end - (before - length), end);
    } else {
      changed.insert(end, length - before, 0);
    }
    storeU32(changed, at, length);
    return withChecksum(changed);
  };
  const std::uint32_t items = Table::open(bytes)->itemCount();
  CHECK(codeOf(withLength(format::kBiases, 2 + items - 1)) == TableErrorCode::kBadBias);
  CHECK(codeOf(withLength(format::kBiases, 2 + items + 1)) == TableErrorCode::kBadBias);
  CHECK(codeOf(withLength(format::kBiases, 1)) == TableErrorCode::kBadBias);
  CHECK(Table::open(withLength(format::kBiases, 0)));
  CHECK(codeOf(withLength(format::kRules, format::kRulesHeaderSize - 1)) == TableErrorCode::kBadRules);
  const std::uint32_t rules_size = format::readU32(&bytes[format::kLengthsOffset + 4 * format::kRules]);
  CHECK(codeOf(withLength(format::kRules, rules_size - 1)) == TableErrorCode::kBadRules);
  CHECK(codeOf(withLength(format::kRules, rules_size + 1)) == TableErrorCode::kBadRules);
  for (std::uint32_t list = 0; list < kPairLists; ++list) {
    CHECK(codeOf(with(counts + 4 * list, 100)) == TableErrorCode::kBadRules);  // more pairs than bytes
    CHECK(codeOf(with(counts + 4 * list, 0)) == TableErrorCode::kBadRules);    // fewer pairs than bytes
  }
  CHECK(codeOf(with(pairs + 3, 2)) == TableErrorCode::kBadRules);  // a number beyond 2^24
  CHECK(codeOf(with(pairs + 7, 2)) == TableErrorCode::kBadRules);
  // The two dearer pairs, which no longer ascend.
  const std::size_t dearer = pairs + format::kPairSize;
  REQUIRE(format::readU32(&bytes[counts + 4]) == 2);
  CHECK(codeOf(with(dearer, 9)) == TableErrorCode::kBadRules);
  const std::uint32_t calibration_size = format::readU32(&bytes[format::kLengthsOffset + 4 * format::kCalibration]);
  CHECK(calibration_end == calibration + calibration_size);
  CHECK(codeOf(withLength(format::kCalibration, calibration_size - 1)) == TableErrorCode::kBadCalibration);
  CHECK(codeOf(withLength(format::kCalibration, calibration_size + 1)) == TableErrorCode::kBadCalibration);
  CHECK(codeOf(with(calibration_end - 1, 0x80)) == TableErrorCode::kBadCalibration);  // a number without an end
  CHECK(codeOf(withLength(format::kCalibration, 3 * (format::kMaxKnots + 1))) == TableErrorCode::kBadCalibration);
}

TEST_CASE("biases: are within a hundredth of the largest, small ones closer") {
  const std::vector<float> biases = {1.f, -.5f, .1f, .01f, 0};
  const Bytes bytes = writeTable(
      {.rows = makeRows(sampleRows()), .levels = 16, .cards = makeCards(5), .info = {}, .biases = biases});
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const double scale = integerScale(makeRows(sampleRows()), biases, 16);
  for (std::uint32_t item = 0; item < 5; ++item) {
    CHECK(table->bias(item) / scale == Approx(biases[item]).margin(.01 * std::sqrt(std::abs(biases[item])) + 1e-6));
  }
}

TEST_CASE("every error code: has a sentence of its own") {
  std::vector<std::string> sentences;
  for (const int code : {1, 2, 3, 4, 5, 7, 11, 12, 13, 14, 15, 16, 17}) {
    sentences.emplace_back(describe(static_cast<TableErrorCode>(code)));
  }
  std::sort(sentences.begin(), sentences.end());
  CHECK(std::adjacent_find(sentences.begin(), sentences.end()) == sentences.end());
  CHECK(std::find(sentences.begin(), sentences.end(), "unknown error") == sentences.end());
}

TEST_CASE("the checksum: is the one of FORMAT.md, and every change of a word or of one of the last bytes shows") {
  const auto sumOf = [](std::string_view text) { return checksumOf(Bytes(text.begin(), text.end())); };
  CHECK(sumOf("") == 0);
  CHECK(sumOf("a") == 0xF304F913u);
  CHECK(sumOf("abcdefg") == 0xFAAC9047u);
  std::mt19937 random(3);
  Bytes bytes(43);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  const std::uint32_t sum = checksumOf(bytes);
  for (std::size_t word = 0; word < 10; ++word) {
    for (int round = 0; round < 100; ++round) {
      Bytes changed = bytes;
      storeU32(changed, 4 * word, format::readU32(&bytes[4 * word]) ^ (1 + random() % 0xFFFFFFFFu));
      CHECK(checksumOf(changed) != sum);
    }
  }
  for (std::size_t at = 40; at < 43; ++at) {
    for (std::uint32_t flips = 1; flips < 256; ++flips) {
      Bytes changed = bytes;
      changed[at] ^= static_cast<std::uint8_t>(flips);
      CHECK(checksumOf(changed) != sum);
    }
  }
}

}  // namespace
}  // namespace goeswith::test
