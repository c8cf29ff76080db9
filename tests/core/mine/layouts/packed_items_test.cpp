#include "mine/layouts/packed_items.h"

#include "catch.h"

using namespace goeswith;

namespace {

// "sku*quantity sku …"
std::string read(std::string_view cell) {
  std::string all;
  for (const PackedItem& item : unpackItems(cell)) {
    all += (all.empty() ? "" : " ") + item.sku + (item.quantity.empty() ? "" : "*" + item.quantity);
  }
  return all;
}

}  // namespace

TEST_CASE("unpackItems: reads pairs, lists, quantities and JSON") {
  CHECK(read("sku:TEA-1;qty:1|sku:POT-1;qty:2") == "TEA-1*1 POT-1*2");
  CHECK(read("name:Tea|product_id:7|sku:TEA-1|quantity:3|total:9") == "TEA-1*3");
  CHECK(read("Product ID: 1, Product Qty: 2, Product SKU: A, Product Name: x|Product ID: 2, Product Qty: 1, Product "
             "SKU: B") == "A*2 B*1");
  CHECK(read("TEA-1, POT-1") == "TEA-1 POT-1");
  CHECK(read("TEA-1|POT, big") == "TEA-1 POT, big");
  CHECK(read("2 x TEA-1, POT-1 x3, CUP (4)") == "TEA-1*2 POT-1*3 CUP*4");
  CHECK(read("2× TEA-1") == "TEA-1*2");
  CHECK(read("[{\"sku\":\"A\",\"quantity\":2},{\"sku\":\"B\"}]") == "A*2 B");
  CHECK(read("[\"A\",\"B\"]") == "A B");
  CHECK(read("TEA-1") == "TEA-1");
  CHECK(read("").empty());
}
