// Items packed into one cell of an order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace goeswith {

struct PackedItem {
  std::string sku;
  std::string quantity;  // empty: none said
};

// The items of a cell, in its order. Reads
//   sku:TEA-1;qty:1|sku:POT-1;qty:1, and the same with =, blanks and other keys between (of several keys the SKU's
//   counts)
//   [{"sku": "TEA-1", "quantity": 1}], ["TEA-1", "POT-1"]
//   TEA-1, POT-1 and other lists parted by | ; line ends or commas, whichever comes first of these; a part may say how
//   many, as in 2 x TEA-1, TEA-1 x2, TEA-1 (2)
// A cell with none of these is one item. Safe for any bytes.
std::vector<PackedItem> unpackItems(std::string_view cell);

}  // namespace goeswith
