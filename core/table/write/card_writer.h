// encodeCards: the section CARD of a table (FORMAT.md).
#pragma once

#include <cstdint>
#include <vector>

#include "table/item_traits.h"
#include "table/whole/cards.h"
#include "table/write/text_encoder.h"

namespace goeswith {

// The base of the cards of all shards of a generation: the section of their base, which holds no card but texts
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

}  // namespace goeswith
