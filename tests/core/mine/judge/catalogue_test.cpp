#include "mine/judge/catalogue.h"

#include "catch.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

TEST_CASE("a catalogue: joins items to baskets by SKU, in the order of the baskets") {
  const Baskets baskets = makeBaskets({{"a", "b"}, {"b", "c"}});
  const Items items = {
      {.sku = "c", .title = "Cup", .price_minor = 100, .currency = "EUR", .group = "cups", .available = false},
      {.sku = "b", .title = "Bowl", .price_minor = 250, .currency = "EUR", .url = "/b", .category = "kitchen"},
      {.sku = "new", .title = "New"},
  };
  const Catalogue catalogue = makeCatalogue(baskets, items);
  REQUIRE(catalogue.cards.items.size() == 3);
  CHECK(catalogue.cards.currency == "EUR");
  const std::uint32_t b = itemNumber(baskets, "b");
  CHECK(catalogue.cards.items[b] ==
        Card{.sku = "b", .title = "Bowl", .price_minor = 250, .url = "/b", .category = "kitchen"});
  CHECK(catalogue.is_offered[b]);
  CHECK_FALSE(catalogue.is_offered[itemNumber(baskets, "a")]);
  CHECK_FALSE(catalogue.is_offered[itemNumber(baskets, "c")]);
  CHECK(catalogue.unlisted == 1);
  CHECK(catalogue.unavailable == 1);
  CHECK(catalogue.without_orders == 1);
}

TEST_CASE("a catalogue without an items file: offers everything and knows the SKUs") {
  const Catalogue catalogue = makeCatalogue(makeBaskets({{"a", "b"}}), {});
  CHECK(catalogue.cards.items[0] == Card{.sku = "a"});
  CHECK(catalogue.is_offered == std::vector<bool>{true, true});
  CHECK(catalogue.unlisted == 0);
  CHECK(catalogue.without_orders == 0);
}

}  // namespace
}  // namespace goeswith::test
