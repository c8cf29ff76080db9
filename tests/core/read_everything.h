// What every accepted table must allow, whatever its bytes: all that is in it can be read, and any cart be scored.
// Used by tests and by fuzzers, so that both look at the same.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "score/scorer.h"
#include "table/calibration.h"
#include "table/card_columns.h"
#include "table/cards.h"
#include "table/deflate.h"
#include "table/policy.h"
#include "table/support.h"
#include "table/table.h"
#include "table/table_rows.h"

namespace goeswith::test {

// The same of a view of `count` cards in inflated bytes. `cards`: all of them, when they could be decoded.
inline const char* brokenCardsPromise(std::span<const std::uint8_t> bytes, std::uint32_t count, const Cards* cards) {
  using enum format::CardSubject;
  CardColumns columns;
  if (!columns.read(bytes, count)) return cards ? "a view reads what decodes" : nullptr;
  if (columns.count() != count) return "there are as many cards as were asked for";
  List<char> sku;
  for (std::uint32_t card = 0; card < std::min(count, 64u); ++card) {
    columns.sku(card, sku);
    const std::string_view text(sku.begin(), sku.size());
    const std::uint32_t found = columns.find(text);
    if (found >= count) return "a SKU is found";
    for (const auto subject : {kTitle, kCurrency, kUrl, kImage, kCategory, kGroup}) {
      const std::string_view value = columns.text(subject, card);
      if (value.find('\0') != std::string_view::npos) return "texts end before the next";
    }
    if (columns.number(kAvailability, card) > 2) return "an availability is known";
    if (!cards) continue;
    const Card& expected = cards->items[card];
    if (text != expected.sku || found != card) return "a view has the SKUs of all cards";
    if (columns.text(kTitle, card) != expected.title) return "a view has the titles of all cards";
    if (columns.text(kCategory, card) != expected.category) return "a view has the categories of all cards";
  }
  return nullptr;
}

// The first promise that did not hold; none when all did.
inline const char* brokenPromise(std::span<const std::uint8_t> bytes) {
  constexpr std::int32_t kLimit = 1 << 20;
  const auto table = Table::open(bytes);
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
  const Policy policy = policyOf(*table);
  for (const auto* pairs : {&policy.blocked_items, &policy.pinned_items}) {
    for (const NumberPair& pair : *pairs) {
      if (pair.from >= table->itemCount() || pair.to >= table->itemCount()) return "rules are about items";
    }
  }
  calibrationOf(*table);
  supportOf(*table);
  const auto cards = decodeCards(table->cardsSection(), table->cardCount());
  if (cards && cards->cards.items.size() != table->cardCount()) return "there are as many cards as the table says";

  if (table->cardsSection().size() >= format::kCardsHeaderSize) {
    const std::uint32_t raw_size = format::readU32(table->cardsSection().data());
    if (raw_size <= format::mostInflated(table->cardsSection().size())) {
      const auto raw = inflateRaw(table->cardsSection().subspan(format::kCardsHeaderSize), raw_size);
      const Cards* all = cards ? &cards->cards : nullptr;
      if (const char* broken = raw ? brokenCardsPromise(*raw, table->cardCount(), all) : nullptr) return broken;
    }
  }

  Scorer scorer(*table);
  if (cards) scorer.setTraits(cards->traits);
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
