// The golden files of tests/golden/: what the reader and the scorer here make of them is what an independent reader,
// written from FORMAT.md alone, has put down.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "catch.h"
#include "score/scorer.h"
#include "table/read/card_reader.h"
#include "table/read/table.h"
#include "table/whole/calibration.h"
#include "table/whole/cards.h"
#include "table/whole/policy.h"
#include "table/whole/support.h"
#include "table/whole/table_rows.h"
#include "table_bytes.h"

namespace goeswith::test {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;
using Json = nlohmann::json;

const fs::path kGolden = GOESWITH_GOLDEN_DIRECTORY;

Bytes readBytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

Json readJson(const fs::path& path) {
  const Bytes bytes = readBytes(path);
  return Json::parse(bytes.begin(), bytes.end());
}

// What the shards among the files stand on.
struct Base {
  Bytes bytes = readBytes(kGolden / "valid" / "shard-base.gws");
  Table table;
  CardReader cards;

  Base() {
    REQUIRE(table.read(bytes) == TableErrorCode::kNone);
    REQUIRE(cards.read(table.section(format::kCards), table.cardCount()));
  }
};

// The files of a folder that are tables or shards.
std::vector<fs::path> goldenFiles(const char* folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kGolden / folder)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".gwt" || extension == ".gws") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Json pairsOf(const std::vector<NumberPair>& list) {
  Json pairs = Json::array();
  for (const NumberPair& pair : list) pairs.push_back({pair.from, pair.to});
  return pairs;
}

Json describePart(const Bytes& bytes, const Table& table) {
  Json rows = Json::array();
  Json cards = Json::array();
  for (std::uint32_t row = 0; row < table.rowCount(); ++row) rows.push_back(table.itemOfRow(row));
  for (std::uint32_t card = 0; card < table.cardCount(); ++card) cards.push_back(table.itemOfCard(card));
  return {{"generation", format::readU32(&bytes[format::kGenerationOffset])},
          {"rows", rows},
          {"cards", cards},
          {"standsOnBase", table.standsOnBase()}};
}

Json describeRows(const Table& table) {
  Json rows = Json::array();
  for (std::uint32_t block = 0; block < table.blockCount(); ++block) {
    REQUIRE(table.visitBlock(block, [&](std::uint32_t number, const rows::DecodedRow& row) {
      Json edges = Json::array();
      for (const CodedEdge& edge : row.edges) {
        edges.push_back({{"target", edge.target}, {"weight", table.weightOf(edge, row.scale)}, {"lead", edge.lead}});
      }
      const std::uint32_t scale = row.edges.size() == 0 ? 0 : row.scale;
      rows.push_back({{"item", table.itemOfRow(number)}, {"scale", scale}, {"edges", edges}});
      return true;
    }));
  }
  return rows;
}

Json describeRules(const Table& table) {
  const Policy policy = policyOf(table);
  return {{"sameCategoryPrice", policy.max_same_category_price_percent},
          {"price", policy.max_price_percent},
          {"placementLimits", policy.placement_limits},
          {"denied", pairsOf(policy.denied_categories)},
          {"blocked", pairsOf(policy.blocked_items)},
          {"pinned", pairsOf(policy.pinned_items)},
          {"dearer", pairsOf(policy.dearer_categories)}};
}

Json describeCalibration(const Table& table) {
  Json knots = Json::array();
  for (const Table::Knot& knot : table.knots()) {
    knots.push_back({knot.min_cart, static_cast<std::int32_t>(knot.score), knot.attach_rate});
  }
  return knots;
}

Json describeCards(const Table& table, const DecodedCards& decoded) {
  Json cards = Json::array();
  for (std::uint32_t k = 0; k < table.cardCount(); ++k) {
    const Card& card = decoded.cards.items[k];
    Json json = {{"item", table.itemOfCard(k)}, {"sku", card.sku}};
    const auto addText = [&](const char* name, const std::string& text) {
      if (!text.empty()) json[name] = text;
    };
    addText("title", card.title);
    addText("url", card.url);
    addText("image", card.image);
    addText("category", card.category);
    addText("group", card.group);
    if (card.price_minor) json["priceMinor"] = *card.price_minor;
    if (card.available) json["available"] = *card.available;
    if (card.family > 0) json["family"] = card.family;
    if (!card.category.empty()) json["categoryNumber"] = decoded.traits.category[k];
    if (!card.group.empty()) json["groupNumber"] = decoded.traits.group[k];
    cards.push_back(json);
  }
  return cards;
}

// All that a file says, in the words of the independent reader.
Json describe(const Bytes& bytes, const Table& table, const Base& base) {
  Json json = {{"items", table.itemCount()},
               {"edges", table.edgeCount()},
               {"levels", table.levels()},
               {"rows", describeRows(table)}};
  if (table.isShard()) json["part"] = describePart(bytes, table);
  if (!table.biases().empty()) {
    json["biases"] = Json::array();
    for (std::uint32_t card = 0; card < table.cardCount(); ++card) json["biases"].push_back(table.bias(card));
  }
  if (policyOf(table) != kNoPolicy) json["rules"] = describeRules(table);
  if (table.hasCalibration()) json["calibration"] = describeCalibration(table);
  const CardReader* const on = table.standsOnBase() ? &base.cards : nullptr;
  const auto decoded = decodeCards(table.section(format::kCards), table.cardCount(), on);
  REQUIRE(decoded);
  if (!decoded->cards.currency.empty()) json["currency"] = decoded->cards.currency;
  json["cards"] = describeCards(table, *decoded);
  if (const auto support = supportOf(table)) {
    json["support"] = {{"items", support->item_orders}, {"edges", support->edge_orders}};
  }
  const auto info = table.section(format::kInfo);
  if (!info.empty()) json["info"] = std::string(info.begin(), info.end());
  return json;
}

// The first error that reading all of a file meets, alone or `beside` the base.
TableErrorCode refusalOf(const Bytes& bytes, const Base* base, bool beside) {
  const auto table = beside ? Table::open(bytes, &base->table) : base ? openOn(base->table, bytes) : Table::open(bytes);
  if (!table) return table.error().code;
  if (const auto rows = decodeRows(*table); !rows) return rows.error().code;
  const CardReader* const on = table->standsOnBase() ? &base->cards : nullptr;
  const auto cards = decodeCards(table->section(format::kCards), table->cardCount(), on);
  REQUIRE_FALSE(cards);
  return cards.error().code;
}

const std::map<std::string, TableErrorCode> kReasons = {
    {"not-a-table", TableErrorCode::kNotATable}, {"unsupported-version", TableErrorCode::kUnsupportedVersion},
    {"wrong-size", TableErrorCode::kWrongSize},  {"checksum-mismatch", TableErrorCode::kChecksumMismatch},
    {"bad-rows", TableErrorCode::kBadRows},      {"bad-cards", TableErrorCode::kBadCards},
    {"bad-head", TableErrorCode::kBadHead},      {"other-generation", TableErrorCode::kOtherGeneration},
};

struct Opened {
  Bytes bytes;
  Table table;
  DecodedCards cards;
};

}  // namespace

TEST_CASE("golden files: every valid one says what the independent reader found") {
  const auto files = goldenFiles("valid");
  REQUIRE(files.size() >= 30);
  const Base base;
  for (const fs::path& path : files) {
    INFO(path.filename());
    const Bytes bytes = readBytes(path);
    const auto table = openOn(base.table, bytes);
    REQUIRE(table);
    REQUIRE(decodeRows(*table));
    CHECK(describe(bytes, *table, base) == readJson(fs::path(path).replace_extension(".json")));
  }
}

TEST_CASE("golden files: every invalid one is refused for the reason in its name") {
  const auto files = goldenFiles("invalid");
  REQUIRE(files.size() >= 65);
  const Base base;
  for (const fs::path& path : files) {
    INFO(path.filename());
    const std::string name = path.filename().string();
    // What is wrong with it is that nobody gives it one.
    const bool has_base = name != "other-generation.no-base.gws";
    const bool beside = has_base && name.starts_with("other-generation.");
    CHECK(refusalOf(readBytes(path), has_base ? &base : nullptr, beside) ==
          kReasons.at(name.substr(0, name.find('.'))));
  }
}

TEST_CASE("golden files: every cart gets the list of the independent scorer, also from shards") {
  const Json carts = readJson(kGolden / "carts.json");
  const Base base;
  REQUIRE(carts.size() >= 100);
  for (const Json& example : carts) {
    INFO(example.dump());
    std::list<Opened> files;
    Scorer scorer;
    for (const std::string name : example["files"]) {
      Opened& opened = files.emplace_back();
      opened.bytes = readBytes(kGolden / "valid" / name);
      auto table = openOn(base.table, opened.bytes);
      REQUIRE(table);
      opened.table = std::move(*table);
      const CardReader* const on = opened.table.standsOnBase() ? &base.cards : nullptr;
      opened.cards = *decodeCards(opened.table.section(format::kCards), opened.table.cardCount(), on);
      scorer.add(opened.table, opened.cards.traits);
    }
    ListOptions options;
    options.limit = example.value("limit", 6u);
    options.min_attach_rate = example.value("minAttach", 0u);
    options.is_diverse = example.value("diverse", false);
    options.by_value = example.value("byValue", false);
    if (example.contains("placement")) options.placement = static_cast<Placement>(example["placement"].get<int>());
    Json list = Json::array();
    for (const Suggestion& suggestion : scorer.score(example["cart"].get<std::vector<std::uint32_t>>(), options)) {
      list.push_back({suggestion.item, suggestion.score, suggestion.attach_rate});
    }
    CHECK_FALSE(scorer.hasFailed());
    CHECK(list == example["list"]);
  }
}

}  // namespace goeswith::test
