#include "table/read/table.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "catch.h"
#include "sample_table.h"
#include "table/whole/table_rows.h"
#include "table/write/range_encoder.h"
#include "table/write/text_encoder.h"
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

TEST_CASE(
    "leads: read back for the three strongest of a page and the three that follow, even where weights are too weak") {
  std::vector<WeightedTarget> row;
  for (std::uint32_t k = 0; k < 40; ++k) row.push_back({k + 1, k == 0 ? 1.f : 1e-9f, k < 30 ? 1.f / (1 + k % 7) : 0});
  const std::vector<std::uint32_t> leads = leadsOf(row);
  // Of equal ones the smaller target comes first.
  for (std::uint32_t k = 0; k < 40; ++k) {
    const std::uint32_t expected = k == 0 || k == 7 || k == 14 ? 2 : k == 21 || k == 28 || k == 1 ? 1 : 0;
    CHECK(leads[k] == expected);
  }
  std::vector<std::vector<WeightedTarget>> rows(41);
  rows[0] = row;
  const auto bytes = makeTable(rows);
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const auto read = decodeRows(*table);
  REQUIRE(read);
  REQUIRE(read->row(0).size() == 6);
  for (const TableEdge& edge : read->row(0)) CHECK(edge.lead == leads[edge.target - 1]);
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
  for (std::uint32_t levels = 1; levels <= format::kMaxLevels; ++levels) {
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
  for (const std::uint32_t version :
       {0u, 1u, format::kVersion - 1, format::kVersion + 1, 255u, format::kVersion | 1u << 8,
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

TEST_CASE("a table cut short anywhere, or with bytes behind it: is refused for its size") {
  Bytes bytes = makeTable(sampleRows(), 16, "{}");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK(codeOf(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length))) ==
          (length < format::kHeaderSize ? TableErrorCode::kNotATable : TableErrorCode::kWrongSize));
  }
  bytes.push_back(0);
  CHECK(codeOf(bytes) == TableErrorCode::kWrongSize);
}

// Priors that know nothing.
rows::Priors noPriors() {
  rows::Priors priors;
  priors.spread.fill(1);
  priors.models.fill(32);
  return priors;
}

// The pieces of a section ROWS, right or wrong.
struct RowsParts {
  std::uint32_t levels = 16;
  std::uint32_t block_shift = kBlockShift;
  bool stands_on_base = false;
  Bytes priors;
  std::vector<Bytes> blocks;
  std::uint32_t first_is_longer = 0;  // by so many bytes than it is
  Bytes behind;                       // all blocks

  RowsParts() {
    const rows::Priors none = noPriors();
    priors.assign(none.spread.begin(), none.spread.end());
    priors.insert(priors.end(), none.models.begin(), none.models.end());
  }

  Bytes section() const {
    HeadWriter head;
    head.number(HeadReader::kCounts, levels - 1);
    head.number(HeadReader::kCounts, block_shift);
    head.number(HeadReader::kCounts, stands_on_base ? 0 : 1);
    if (!stands_on_base) {
      Bytes text = priors;
      text.push_back(0);
      TextEncoder().append(head.encoder(), text);
    }
    for (const Bytes& block : blocks) {
      const std::uint32_t more = &block == &blocks[0] ? first_is_longer : 0;
      head.number(HeadReader::kSteps, static_cast<std::uint32_t>(block.size()) + more);
      head.bytes(block);
    }
    head.bytes(behind);
    return std::move(head).pack();
  }

  // A table of so many items without names.
  Bytes table(std::uint32_t items, std::uint32_t edges) const {
    FileParts parts;
    parts.items = items;
    parts.edges = edges;
    parts.sections[format::kRows] = section();
    // As many cards are announced as two a byte.
    parts.sections[format::kInfo].resize(items / 2);
    return parts.file();
  }
};

// A block of rows, coded without asking whether they may be; an encoder goes on where a decoder must stop.
Bytes blockOf(std::vector<rows::CodedRow> coded_rows, std::uint32_t levels = 16) {
  RangeEncoder encoder;
  const rows::Priors priors = noPriors();
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
  CHECK(hasBadRows(tableOf({good, empty, empty}, 3, 1)));                   // more edges than the header says
  CHECK(hasBadRows(tableOf({good, empty, empty}, 3, 3)));                   // fewer
  CHECK(hasBadRows(tableOf({{64, {{0, 1, false}}}, empty, empty}, 3, 1)));  // the source itself
  CHECK(hasBadRows(tableOf({{64, {{3, 1, false}}}, empty, empty}, 3, 1)));  // beyond the last item
  CHECK(hasBadRows(tableOf({{64, {{0xFFFFFE, 1, false}}}, empty, empty}, 3, 1)));
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
  longer.insert(longer.end(), 5, 1);     // an encoder cuts off four at most
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

TEST_CASE("the head of the rows: is refused at once when it breaks the rules") {
  RowsParts good;
  good.blocks = {blockOf({{64, {{1, 16, false}}}, {}})};
  REQUIRE_FALSE(hasBadRows(good.table(2, 1)));
  const auto isRefused = [&](auto&& change) {
    RowsParts parts = good;
    change(parts);
    return codeOf(parts.table(2, 1)) == TableErrorCode::kBadRows;
  };
  CHECK(isRefused([](RowsParts& parts) { parts.priors.clear(); }));
  CHECK(isRefused([](RowsParts& parts) { parts.priors.pop_back(); }));
  CHECK(isRefused([](RowsParts& parts) { parts.priors.push_back(1); }));
  CHECK(isRefused([](RowsParts& parts) { parts.blocks.clear(); }));
  CHECK(isRefused([](RowsParts& parts) { parts.blocks.push_back({1}); }));
  CHECK(isRefused([](RowsParts& parts) { parts.behind = {0}; }));
  for (const std::uint32_t more : {1u, 100u, 0x7FFFFFFFu, 0xFFFFFFF0u, 0xFFFFFFFFu}) {
    CHECK(isRefused([&](RowsParts& parts) { parts.first_is_longer = more; }));
  }
  // What has more bits than count is as without them.
  RowsParts same = good;
  same.levels += 256;
  same.block_shift += 16;
  CHECK_FALSE(hasBadRows(same.table(2, 1)));

  const Bytes section = good.section();
  for (std::size_t length = 0; length < section.size(); ++length) {
    FileParts parts;
    parts.items = 2;
    parts.edges = 1;
    parts.sections[format::kRows] = {section.begin(), section.begin() + static_cast<std::ptrdiff_t>(length)};
    CHECK(codeOf(parts.file()) == TableErrorCode::kBadRows);
  }
}

TEST_CASE("priors that no writer writes: are safe") {
  for (const std::uint8_t prior : {1, 63, 64, 128, 255}) {
    RowsParts parts;
    parts.priors.assign(parts.priors.size(), prior);
    parts.blocks = {Bytes(40, 0x5A)};
    const Bytes bytes = parts.table(40, 3);
    const auto table = Table::open(bytes);
    REQUIRE(table);
    decodeRows(*table);
  }
}

TEST_CASE("a shard: stands on the base of its generation, and is refused without it") {
  const WeightRows rows = makeRows(sampleRows());
  const Cards cards = makeCards(5);
  const TableWriter table({.rows = rows, .levels = 10, .cards = cards});
  const ShardWriter writer(table, kSampleGeneration);
  const Bytes base_bytes = writer.base();
  const std::vector<std::uint32_t> items = {1, 3};
  const Bytes bytes = writer.shard(items, 5);
  const auto base = Table::open(base_bytes);
  REQUIRE(base);
  CHECK(base->isShard());
  CHECK(format::readU32(&base_bytes[format::kGenerationOffset]) == kSampleGeneration);
  CHECK_FALSE(base->standsOnBase());
  CHECK(base->itemCount() == 5);
  CHECK(base->rowCount() == 0);
  CHECK(base->cardCount() == 0);
  const auto shard = Table::open(bytes, &*base);
  REQUIRE(shard);
  CHECK(shard->standsOnBase());
  const Bytes whole_bytes = table.wholeTable();
  const TableRows whole = rowsOf(*Table::open(whole_bytes));
  const TableRows part = rowsOf(*shard);
  for (std::uint32_t row = 0; row < items.size(); ++row) {
    const auto expected = whole.row(items[row]);
    REQUIRE(std::equal(
        expected.begin(), expected.end(), part.row(row).begin(), part.row(row).end(),
        [](const TableEdge& a, const TableEdge& b) { return a.target == b.target && a.weight == b.weight; }));
  }

  CHECK(codeOf(bytes) == TableErrorCode::kOtherGeneration);
  const Bytes other_base = ShardWriter(table, kSampleGeneration + 1).base();
  const Cards more_cards = makeCards(6);
  auto more_rows = sampleRows();
  more_rows.emplace_back();
  const WeightRows other_rows = makeRows(more_rows);
  const TableWriter larger({.rows = other_rows, .levels = 10, .cards = more_cards});
  const Bytes larger_base = ShardWriter(larger, kSampleGeneration).base();
  for (const auto& [file, on] :
       {std::pair(bytes, other_base), std::pair(bytes, whole_bytes), std::pair(bytes, larger_base),
        std::pair(whole_bytes, base_bytes), std::pair(base_bytes, base_bytes)}) {
    const auto other = Table::open(on);
    REQUIRE(other);
    const auto opened = Table::open(file, &*other);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == TableErrorCode::kOtherGeneration);
  }
}

TEST_CASE("a head that announces what is not there: is refused") {
  FileParts good;
  good.items = 5;
  good.edges = 9;
  const Bytes bytes = makeTable(sampleRows(), 16, "{}");
  const auto table = Table::open(bytes);
  REQUIRE(table);
  for (const format::Section section : {format::kRows, format::kCards, format::kInfo}) {
    const auto content = table->section(section);
    good.sections[section] = {content.begin(), content.end()};
  }
  good.bias_unit = 1;
  good.biases.resize(5);
  good.pairs[kBlockedItems] = {{0, 1}, {0, 2}, {1, 0}};
  good.knots = {{1, 10, 20}, {0, 30, 40}};
  REQUIRE(Table::open(good.file()));
  const auto isRefused = [&](auto&& change) {
    FileParts parts = good;
    change(parts);
    return codeOf(parts.file()) == TableErrorCode::kBadHead;
  };
  for (std::uint32_t section = 0; section < format::kSections; ++section) {
    for (const std::uint32_t more : {1000u, 0x7FFFFFFFu, 0xFFFFF000u}) {
      CHECK(isRefused([&](FileParts& parts) { parts.longer[section] = more; }));
    }
  }
  CHECK(isRefused([](FileParts& parts) { parts.behind = {0}; }));
  CHECK(isRefused([](FileParts& parts) { parts.biases.pop_back(); }));
  CHECK(isRefused([](FileParts& parts) { parts.biases.push_back(1); }));
  CHECK(isRefused([](FileParts& parts) { parts.bias_unit = 0; }));
  CHECK(isRefused([](FileParts& parts) { parts.bias_unit = 0x10000; }));  // whose lowest bits are 0
  CHECK(isRefused([](FileParts& parts) { parts.items = 1000000; }));
  for (std::uint32_t list = 0; list < kPairLists; ++list) {
    for (const std::uint32_t more : {10000u, 0x7FFFFFFFu, 0xFFFFFFF0u}) {
      CHECK(isRefused([&](FileParts& parts) { parts.more_pairs[list] = more; }));
    }
  }
  for (const NumberPair pair : {NumberPair{1u << 24, 0}, NumberPair{0, 1u << 24}, NumberPair{0xFFFFFFFE, 0xFFFFFFFE}}) {
    CHECK(isRefused([&](FileParts& parts) { parts.pairs[kDearerCategories] = {pair}; }));
  }
  FileParts last = good;
  last.pairs[kDearerCategories] = {{format::kMaxNamed, format::kMaxNamed}};
  CHECK(Table::open(last.file()));
  // Of the number of knots the lowest twelve bits count.
  CHECK(isRefused([](FileParts& parts) { parts.more_knots = 2000; }));
  FileParts same = good;
  same.more_knots = format::kMaxKnots + 1;
  CHECK(Table::open(same.file())->knots().size() == 2);

  const Bytes pack = good.pack();
  for (std::size_t length = 0; length < pack.size(); ++length) {
    CHECK(codeOf(fileOf({pack.begin(), pack.begin() + static_cast<std::ptrdiff_t>(length)})) ==
          TableErrorCode::kBadHead);
  }
  CHECK(codeOf(fileOf({})) == TableErrorCode::kBadHead);
  // Cards are read by their own reader, which refuses a section without bytes.
  CHECK_FALSE(CardReader().read({}, 0));
}

TEST_CASE("a shard's list of items: ascends, stays below their number, and is as long as the file has room for") {
  const SampleParts sample = sampleParts();
  const auto base = Table::open(sample.base);
  REQUIRE(base);
  RowsParts rows;
  rows.stands_on_base = true;
  FileParts parts;
  parts.generation = kSampleGeneration;
  parts.items = 5;
  parts.part = {2 * 0 + 1, 2 * 1 + 1, 2 * 0};
  const auto withRows = [&](std::uint32_t row_count) {
    rows.blocks = {blockOf(std::vector<rows::CodedRow>(row_count))};
    parts.sections[format::kRows] = rows.section();
    return parts.file();
  };
  const Bytes good = withRows(2);
  const auto shard = Table::open(good, &*base);
  REQUIRE(shard);
  CHECK(shard->rowCount() == 2);
  CHECK(shard->cardCount() == 3);
  CHECK(shard->itemOfRow(1) == 2);
  CHECK(shard->itemOfCard(2) == 3);
  CHECK(shard->rowOf(3) == Table::kNone);
  for (const std::uint32_t code : {2u * 4, 2u * 5, 0xFFFFFFFEu, 0xFFFFFFFCu}) {
    parts.part = {1, code};
    CHECK(Table::open(withRows(1), &*base).error().code == TableErrorCode::kBadHead);
  }
  parts.part = {1, 2 * 3};
  CHECK(Table::open(withRows(1), &*base)->itemOfCard(1) == 4);
  parts.part.assign(10000, 1);
  CHECK(Table::open(withRows(10000), &*base).error().code == TableErrorCode::kBadHead);
}

TEST_CASE("biases: are within a hundredth of the largest, small ones closer") {
  const std::vector<float> biases = {1.f, -.5f, .1f, .01f, 0};
  const Bytes bytes =
      writeTable({.rows = makeRows(sampleRows()), .levels = 16, .cards = makeCards(5), .info = {}, .biases = biases});
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const double scale = integerScale(makeRows(sampleRows()), biases, 16);
  for (std::uint32_t item = 0; item < 5; ++item) {
    CHECK(table->bias(item) / scale == Approx(biases[item]).margin(.01 * std::sqrt(std::abs(biases[item])) + 1e-6));
  }
}

TEST_CASE("every error code: has a sentence of its own") {
  std::vector<std::string> sentences;
  for (const int code : {0, 1, 2, 3, 4, 5, 6, 7, 8}) {
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
