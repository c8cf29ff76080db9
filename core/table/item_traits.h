// ItemTraits: what rules look at of each item, as numbers.
#pragma once

#include <cstdint>
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

// The same columns, borrowed; null: there is none.
struct TraitColumns {
  const std::uint32_t* category = nullptr;
  const std::uint32_t* group = nullptr;
  const std::uint32_t* family = nullptr;
  const std::uint32_t* price = nullptr;

  TraitColumns() = default;
  TraitColumns(const ItemTraits& traits)  // NOLINT: a view of it
      : category(start(traits.category)),
        group(start(traits.group)),
        family(start(traits.family)),
        price(start(traits.price)) {}

 private:
  static const std::uint32_t* start(const std::vector<std::uint32_t>& column) {
    return column.empty() ? nullptr : column.data();
  }
};

}  // namespace goeswith
