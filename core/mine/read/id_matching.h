// Ids of orders and of the catalogue, brought together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mine/read/baskets.h"
#include "mine/read/items.h"

namespace goeswith {

// How the ids of orders and catalogue were matched where they differ.
struct IdMatches {
  std::uint64_t by_case = 0;    // tea-1 and TEA-1
  std::uint64_t by_number = 0;  // 00001 and 1.0, 'TEA-1 and TEA-1: what spreadsheets make of an id
  std::uint64_t by_title = 0;   // orders name the item by its title
  std::string example;          // the first, as "tea-1" = "TEA-1"
  std::uint64_t unlisted = 0;   // ordered items that the catalogue lacks all the same
  std::string ordered_example;  // of the ordered items that are not listed, the one with the most orders
  std::string listed_example;   // the first of the catalogue
};

// Gives ordered items that the catalogue lacks the id of the only listed item that is the same without regard to case,
// else to leading zeros, a trailing .0 and a leading apostrophe, else that has their name as its title. Where a
// spreadsheet has changed the catalogue's id and orders write it in one way, the orders' spelling is taken for both:
// that is what carts hold. Baskets keep their promises. O(lines) when anything matched, else O(items).
IdMatches matchIds(Baskets& baskets, Items& items);

}  // namespace goeswith
