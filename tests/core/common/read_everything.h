// What every accepted table must allow, whatever its bytes: all that is in it can be read, and any cart be scored.
// Used by tests and by fuzzers, so that both look at the same.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "score/scorer.h"
#include "table/read/card_reader.h"
#include "table/read/table.h"
#include "table/whole/calibration.h"
#include "table/whole/cards.h"
#include "table/whole/policy.h"
#include "table/whole/support.h"
#include "table/whole/table_rows.h"

namespace goeswith::test {

// The same of a section of `count` cards on a base or none.
inline const char* brokenCardsPromise(std::span<const std::uint8_t> section, std::uint32_t count,
                                      const CardReader* base) {
  using enum format::CardSubject;
  const auto decoded = decodeCards(section, count, base);
  if (decoded && decoded->cards.items.size() != count) return "there are as many cards as were asked for";
  CardReader reader;
  if (!reader.read(section, count, base)) return decoded ? "a reader reads what decodes" : nullptr;
  if (reader.count() != count) return "a reader has as many cards as were asked for";
  List<char> sku;
  for (std::uint32_t k = 0; k < std::min(count, 4u); ++k) {
    // From all over, so that blocks take turns.
    const std::uint32_t card = k * 2654435761u % count;
    if (!reader.load(card)) {
      if (decoded) return "a reader loads what decodes";
      continue;
    }
    const bool has_sku = reader.sku(card, sku);
    const std::string text(sku.begin(), has_sku ? sku.size() : 0);
    for (const auto subject : {kTitle, kCurrency, kUrl, kImage, kCategory, kGroup}) {
      if (reader.text(subject, card).find('\0') != std::string_view::npos) return "texts end before the next";
    }
    if (decoded) {
      const Card& expected = decoded->cards.items[card];
      if (text != expected.sku) return "a reader has the SKUs of all cards";
      if (reader.text(kTitle, card) != expected.title) return "a reader has the titles of all cards";
      if (reader.text(kCategory, card) != expected.category) return "a reader has the categories of all cards";
      if (reader.text(kGroup, card) != expected.group) return "a reader has the groups of all cards";
      const std::uint32_t availability = reader.number(kAvailability, card);
      if ((availability != 0) != expected.available.has_value() || (availability > 1) != (expected.available == true)) {
        return "a reader has the availability of all cards, whatever number above 1 says that one is to be had";
      }
    }
    List<char> seen;
    const std::uint32_t found = reader.find(text, seen);
    if (decoded && found != card) return "a SKU is found";
    if (found != CardReader::kNone && found >= count) return "what is found is a card";
    if (decoded && reader.hasFailed()) return "nothing fails of what decodes";
  }
  return nullptr;
}

// The first promise that did not hold; none when all did. `base` and its cards are what a shard may stand on.
inline const char* brokenPromise(std::span<const std::uint8_t> bytes, const Table* base = nullptr,
                                 const CardReader* card_base = nullptr) {
  constexpr std::int32_t kLimit = 1 << 20;
  auto table = Table::open(bytes);
  if (!table && table.error().code == TableErrorCode::kOtherGeneration) table = Table::open(bytes, base);
  if (!table) return table.error().offset <= bytes.size() ? nullptr : "an error lies in the file";
  const auto rows = decodeRows(*table);
  if (rows) {
    if (rows->rowCount() != table->rowCount()) return "there is a row for every item that has one";
    for (std::size_t row = 0; row < rows->rowCount(); ++row) {
      std::uint32_t next = 0;
      for (const TableEdge& edge : rows->row(row)) {
        if (edge.target < next || edge.target >= table->itemCount()) return "targets ascend and are items";
        if (edge.target == table->itemOfRow(static_cast<std::uint32_t>(row))) return "no item is its own target";
        if (std::abs(edge.weight) >= kLimit) return "weights are below 2^20";
        next = edge.target + 1;
      }
    }
    measureRowBits(*table);
  }
  for (std::uint32_t row = 0; row < table->rowCount(); ++row) {
    const std::uint32_t item = table->itemOfRow(row);
    if (table->rowOf(item) != row || table->cardOf(item) == Table::kNone) return "every row has its item and a card";
  }
  for (std::uint32_t card = 0; card < table->cardCount(); ++card) {
    if (table->cardOf(table->itemOfCard(card)) != card) return "every card has its item";
    if (std::abs(table->bias(card)) >= kLimit) return "biases are below 2^20";
  }
  policyOf(*table);
  calibrationOf(*table);
  supportOf(*table);
  const CardReader* const on = table->standsOnBase() ? card_base : nullptr;
  if (const char* broken = brokenCardsPromise(table->section(format::kCards), table->cardCount(), on)) return broken;
  const auto cards = decodeCards(table->section(format::kCards), table->cardCount(), on);

  Scorer scorer(*table, cards ? TraitColumns(cards->traits) : TraitColumns());
  std::vector<std::uint32_t> cart;
  for (std::uint32_t row = 0; row < table->rowCount() && row < 64; ++row) {
    cart.push_back(table->itemOfRow(row));
    const std::span<const std::uint32_t> all(cart);
    for (const auto each : {all, all.last(1)}) {
      const auto list = scorer.score(each, {.limit = 20});
      if (scorer.hasFailed() && (rows || !list.empty())) return "only rows that break the format fail, with no list";
      for (const Suggestion& suggestion : list) {
        if (suggestion.item >= table->itemCount()) return "suggestions are items";
      }
    }
  }
  return nullptr;
}

}  // namespace goeswith::test
