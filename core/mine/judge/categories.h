// Categories: the catalogue's categories as numbers, and the paths that their names spell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "table/whole/cards.h"

namespace goeswith {

struct Categories {
  // By number, in the order of their first items, as a table numbers them; number 0 is "no category" and empty.
  std::vector<std::string> names = {""};
  std::vector<std::uint32_t> category_of;  // by item; 0: no category. Such an item is never "of the same category"
  std::uint64_t items_without = 0;         // how many items have no category

  bool sameCategory(std::uint32_t a, std::uint32_t b) const {
    return category_of[a] != 0 && category_of[a] == category_of[b];
  }
};

Categories numberCategories(const Cards& cards);

// The categories above `name` from the top, then `name` itself: "Bikes", "Bikes > Road Bikes". Levels are parted by >
// or, in names without one, by /; beyond eight levels the rest counts as one. The views lie in `name`.
std::vector<std::string_view> categoryPath(std::string_view name);

}  // namespace goeswith
