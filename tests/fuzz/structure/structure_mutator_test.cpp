#include "structure_mutator.h"

#include <map>
#include <string>

#include "catch.h"
#include "read_everything.h"
#include "sample_table.h"

namespace goeswith::test {
namespace {

using format::CardSubject;

// How many files have each thing that a table can have, and how many were refused for each reason.
class Census {
 public:
  void note(const Bytes& file) {
    const auto table = openOn(sampleBase().table, file);
    note(table.has_value(), "opened");
    if (!table) return note(true, "refused for " + std::to_string(static_cast<int>(table.error().code)));
    note(!table->isShard(), "whole table");
    note(table->isShard() && !table->standsOnBase(), "base");
    note(table->standsOnBase() && table->rowCount() > 0, "shard with rows");
    note(table->standsOnBase() && table->rowCount() < table->cardCount(), "card without a row");
    note(!table->section(format::kInfo).empty(), "info");
    note(!table->section(format::kSupport).empty(), "supp");
    note(supportOf(*table).has_value(), "sound supp");
    note(!table->biases().empty(), "BIAS");
    for (const RulePair& rule : table->rulePairs()) note(true, "pair of list " + std::to_string(rule.list));
    note(table->maxSameCategoryPricePercent() != 0, "same-category price");
    note(table->maxPricePercent() != 0, "price limit");
    for (std::size_t placement = 0; placement < kPlacementCount; ++placement) {
      note(table->placementLimit(placement) != 0, "limit of placement " + std::to_string(placement));
    }
    note(table->knots().size() > 1, "knots");
    note(table->levels() > 16, "more levels");
    note(table->blockCount() > 1, "blocks of rows");
    noteRows(*table);
    noteCards(*table);
  }

  int count(const std::string& what) const {
    const auto found = counts_.find(what);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  void note(bool is_there, const std::string& what) { counts_[what] += static_cast<int>(is_there); }

  void noteRows(const Table& table) {
    const auto rows = decodeRows(table);
    note(!rows, "broken block of rows");
    if (!rows) return;
    for (std::size_t row = 0; row < rows->rowCount(); ++row) {
      note(rows->row(row).size() > 100, "long row");
      for (const TableEdge& edge : rows->row(row)) note(edge.weight < 0, "negative weight");
    }
  }

  void noteCards(const Table& table) {
    const CardReader* const on = table.standsOnBase() ? &sampleBase().cards : nullptr;
    const auto section = table.section(format::kCards);
    CardReader cards;
    if (!cards.read(section, table.cardCount(), on)) return note(true, "refused cards");
    note(!decodeCards(section, table.cardCount(), on), "broken block of cards");
    for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
      const auto which = static_cast<CardSubject>(subject);
      const std::uint32_t kind = cards.kind(which);
      if (kind != format::kNothing && cards.count() > 0) {
        note(true, "subject " + std::to_string(subject) + " of kind " + std::to_string(kind));
      }
    }
    note(cards.count() > cards.cardsPerBlock(), "blocks of cards");
    note(cards.commonBytes() > 0, "common texts");
    for (std::uint32_t card = 0; card < cards.count(); ++card) {
      note(cards.number(CardSubject::kAvailability, card) > 2, "availability above 2");
      note(card > 0 && cards.placeOf(card) < cards.placeOf(card - 1), "runs");
    }
  }

  std::map<std::string, int> counts_;
};

const std::vector<std::string> kAll = {
    "whole table", "base", "shard with rows", "card without a row", "info", "supp", "sound supp", "BIAS",
    "pair of list 0", "pair of list 1", "pair of list 2", "pair of list 3", "same-category price", "price limit",
    "limit of placement 0", "limit of placement 1", "limit of placement 2", "limit of placement 3",
    "limit of placement 4", "knots", "more levels", "blocks of rows", "negative weight", "long row",
    // Every kind that a subject may have.
    "subject 2 of kind 2", "subject 3 of kind 3", "subject 4 of kind 1", "subject 5 of kind 1", "subject 5 of kind 2",
    "subject 6 of kind 1", "subject 6 of kind 2", "subject 7 of kind 4", "subject 8 of kind 4", "subject 9 of kind 3",
    "subject 10 of kind 3", "blocks of cards", "common texts", "availability above 2", "runs",
    // What is wrong behind a checksum that is right.
    "broken block of rows", "broken block of cards", "refused cards", "refused for 5", "refused for 6",
    "refused for 8"};

TEST_CASE("tables with changed values: have all that a table can have within 3,000 changes, and keep their promises") {
  const SampleParts parts = sampleParts();
  // Much is not in them yet.
  std::vector<Bytes> files = {makeTable({}), makeTable(sampleRows()), parts.base, parts.shards[0]};
  constexpr std::uint32_t kRounds = 3000;
  constexpr std::size_t kMostBytes = 4096;
  Random random(1);
  Census census;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    const Bytes& file = files[random.below(files.size())];
    const auto changed = mutateFile(file, round);
    REQUIRE(changed);
    if (round % 64 == 0) CHECK(mutateFile(file, round) == changed);
    census.note(*changed);
    const char* const broken = brokenPromise(*changed, &sampleBase().table, &sampleBase().cards);
    if (broken != nullptr) FAIL(broken << " in round " << round);
    if (changed->size() > kMostBytes || !mutateFile(*changed, 0)) continue;
    if (files.size() < 64) {
      files.push_back(*changed);
    } else {
      files[4 + random.below(60)] = *changed;
    }
  }
  for (const std::string& what : kAll) {
    INFO(what);
    CHECK(census.count(what) >= 3);
  }
  CHECK(census.count("opened") >= static_cast<int>(kRounds / 2));
}

TEST_CASE("a file that is read as values and written again: says the same") {
  const SampleParts parts = sampleParts();
  for (const Bytes& file : {makeTable({}), makeTable({{}}), makeTable(sampleRows()), makeFullTable(), parts.base,
                            parts.shards[0], parts.shards[1]}) {
    const auto contents = readContents(file, sampleBase());
    REQUIRE(contents);
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
      Random random(seed);
      const Bytes again = writeContents(*contents, sampleBase(), random);
      const auto table = openOn(sampleBase().table, file);
      const auto same = openOn(sampleBase().table, again);
      REQUIRE(table);
      REQUIRE(same);
      const auto rowsOf = [](const Table& each) {
        std::vector<std::int64_t> all;
        const auto rows = decodeRows(each);
        REQUIRE(rows);
        for (const TableEdge& edge : rows->edges) all.insert(all.end(), {edge.target, edge.weight});
        all.insert(all.end(), rows->offsets.begin(), rows->offsets.end());
        return all;
      };
      CHECK(rowsOf(*same) == rowsOf(*table));
      CHECK(policyOf(*same) == policyOf(*table));
      CHECK(calibrationOf(*same) == calibrationOf(*table));
      const auto cardsOf = [](const Table& each) {
        const CardReader* const on = each.standsOnBase() ? &sampleBase().cards : nullptr;
        auto cards = decodeCards(each.section(format::kCards), each.cardCount(), on);
        REQUIRE(cards);
        return std::move(*cards);
      };
      CHECK(cardsOf(*same).cards == cardsOf(*table).cards);
      CHECK(cardsOf(*same).traits == cardsOf(*table).traits);
    }
  }
}

}  // namespace
}  // namespace goeswith::test
