// Cards: the SKUs and what a widget shows of each item, read from the section CARD of a table (FORMAT.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "table/item_traits.h"
#include "table/read/card_reader.h"
#include "table/table_error.h"
#include "table/whole/utf8.h"

namespace goeswith {

// One item as a table knows it. Empty text and absent numbers mean "not known".
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

// The columns that rules look at. Categories and groups are numbered from 1 in the order in which they first occur.
ItemTraits makeTraits(const Cards& cards);

// The result of decodeCards(): the cards, and their traits with the numbers that the file gives them.
struct DecodedCards {
  Cards cards;
  ItemTraits traits;
};

// The cards of a table or shard with `card_count` of them; `base` as CardReader::read() has it. Safe for untrusted
// input: everything is checked, UTF-8 and the order of SKUs included, and allocations stay in proportion to the
// section. Errors carry the code kBadCards.
tl::expected<DecodedCards, TableError> decodeCards(std::span<const std::uint8_t> section, std::uint32_t card_count,
                                                   const CardReader* base = nullptr);

// Stands for an item's SKU in a pattern.
inline constexpr std::string_view kPlaceholder = "{id}";

// `pattern` with its first kPlaceholder replaced by the percent-encoded SKU (as encodeURIComponent does).
std::string expandPattern(std::string_view pattern, std::string_view sku);

}  // namespace goeswith
