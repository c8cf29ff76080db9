// ItemTraits: what rules look at of each item, as numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace goeswith {

// Four columns, by item number, each of a table's cards (FORMAT.md, section CARD). 0 means "not known" everywhere.
// A column is empty when the cards have none, else it has one entry an item.
struct ItemTraits {
  std::vector<std::uint32_t> category;  // the number of the category's name, from 1
  std::vector<std::uint32_t> group;     // the number of the group's name, from 1
  std::vector<std::uint32_t> family;    // items of one family look alike; items of one group are of one family
  std::vector<std::uint32_t> price;     // minor units of the table's currency, plus 1

  friend bool operator==(const ItemTraits&, const ItemTraits&) = default;
};

// The same columns, borrowed.
struct TraitColumns {
  std::span<const std::uint32_t> category;
  std::span<const std::uint32_t> group;
  std::span<const std::uint32_t> family;
  std::span<const std::uint32_t> price;

  TraitColumns() = default;
  TraitColumns(const ItemTraits& traits)  // NOLINT: a view of it
      : category(traits.category), group(traits.group), family(traits.family), price(traits.price) {}
};

}  // namespace goeswith
