// Families: items that look alike in a list, learned from their titles.
#pragma once

#include <cstdint>
#include <vector>

#include "table/whole/cards.h"

namespace goeswith {

struct Families {
  // By item: the number of its family, from 1 in the order of the families' first items; 0: the item has no look-alike.
  std::vector<std::uint32_t> family_of;
  std::uint32_t count = 0;
};

// Finds the items that differ only in colour, size, number or print: three colours of one cup are one suggestion. Items
// are of one family when their categories are equal and their titles are but for variant words and numbers, or when
// they are of one group. A family whose items are all of one group is left out, since the group says as much.
//
// Variant words are colours and sizes of common languages, and those that the catalogue teaches: words that stand in
// many titles in the place of another word while the rest of the title is the same, and mostly at the same price (cup
// and saucer change places as well, but not at one price). Works for languages that part words by blanks; titles that
// hold nothing else than variant words have no family. Time grows as n log n: a million titles take some two seconds
// and 300 MB. The same catalogue gives the same families. Safe for any text.
Families findFamilies(const Cards& cards);

}  // namespace goeswith
