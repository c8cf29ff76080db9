// Catalogue: what the items file says, in the order of a table's items.
#pragma once

#include <cstdint>
#include <vector>

#include "mine/read/baskets.h"
#include "mine/read/items.h"
#include "table/whole/cards.h"

namespace goeswith {

struct Catalogue {
  Cards cards;  // of every item of the baskets, by item number

  // Items that a shopper may be offered, by item number: all when there is no items file; else those that it lists and
  // does not call unavailable. What a shop no longer lists still pulls for others while it lies in a cart.
  std::vector<bool> is_offered;

  std::uint64_t unlisted = 0;        // items of orders that the items file does not list
  std::uint64_t unavailable = 0;     // items of orders that it calls unavailable
  std::uint64_t without_orders = 0;  // listed items that no order holds: nothing is known of what goes with them
};

// Joins the two by SKU. An empty `items` means that there is no items file.
Catalogue makeCatalogue(const Baskets& baskets, const Items& items);

}  // namespace goeswith
