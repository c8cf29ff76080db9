// Cards: the SKUs and what a widget shows of each item, as the section CARD of a table (FORMAT.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "table/item_traits.h"
#include "table/read/card_reader.h"
#include "table/table_error.h"
#include "table/whole/card_text.h"
#include "table/write/text_encoder.h"

namespace goeswith {

// What a table knows of one item. Empty text and absent numbers mean "not known".
struct Card {
  std::string sku;  // unique in a table, not empty
  std::string title;
  std::optional<std::uint32_t> price_minor;  // in minor units of the table's currency, below 2^32 − 2
  std::string url;
  std::string image;
  std::string category;
  std::string group;         // the product that the item is a variant of
  std::uint32_t family = 0;  // items with the same number, not 0, look alike; items of one group share their family
  std::optional<bool> available;

  friend bool operator==(const Card&, const Card&) = default;
};

// The cards of a table, by item number.
struct Cards {
  std::string currency;  // ISO 4217, empty when no price is known
  std::vector<Card> items;

  friend bool operator==(const Cards&, const Cards&) = default;
};

// What rules look at of the cards. Categories and groups are numbered from 1 in the order in which they first occur.
ItemTraits makeTraits(const Cards& cards);

// What decodeCards() finds: the cards, and their traits with the numbers that the file gives them.
struct DecodedCards {
  Cards cards;
  ItemTraits traits;
};

// What the cards of all shards of a generation have in common: the section of their base, which holds no card but texts
// to copy from, and an encoder that has seen these.
struct CardBase {
  std::vector<std::uint8_t> section;
  TextEncoder encoder;
};
CardBase makeCardBase(const Cards& cards);

// The bytes of the section. Subjects of which nothing is known take none; URLs that differ only by the SKU are stored
// once, as a pattern. `traits` are those of makeTraits() for the cards, or, when they are the cards of a shard that
// stands on `base`, their part of the traits of all cards, so that categories and groups have the same numbers in all
// shards. Preconditions: text is UTF-8 without NUL, SKUs are as Card demands.
std::vector<std::uint8_t> encodeCards(const Cards& cards, const ItemTraits& traits, const CardBase* base = nullptr);
std::vector<std::uint8_t> encodeCards(const Cards& cards);

// The cards of a table or shard with `card_count` of them; `base` as CardReader::read() has it. Safe for untrusted
// input: everything is checked, UTF-8 and the order of SKUs included, and allocations stay in proportion to the
// section. Errors carry the code kBadCards.
tl::expected<DecodedCards, TableError> decodeCards(std::span<const std::uint8_t> section, std::uint32_t card_count,
                                                   const CardReader* base = nullptr);

// `pattern` with its first "{id}" replaced by the percent-encoded SKU (as encodeURIComponent does).
std::string expandPattern(std::string_view pattern, std::string_view sku);

}  // namespace goeswith
