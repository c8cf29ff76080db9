#include "table/whole/support.h"

#include "catch.h"
#include "sample_table.h"

namespace goeswith::test {
namespace {

std::vector<std::uint8_t> makeSupportedTable(const Support& support) {
  return writeTable(
      {.rows = makeRows(sampleRows()), .levels = 16, .cards = makeCards(5), .info = {}, .support = &support});
}

TEST_CASE("support: is published in steps of 1, 2 and 5, and not at all below ten") {
  CHECK(supportBucket(0) == 0);
  CHECK(supportBucket(9) == 0);
  CHECK(supportBucket(10) == 10);
  CHECK(supportBucket(19) == 10);
  CHECK(supportBucket(49) == 20);
  CHECK(supportBucket(999) == 500);
  CHECK(supportBucket(1000) == 1000);
  CHECK(supportBucket(0xFFFFFFFF) == 2000000000);
}

TEST_CASE("support: reads back in buckets, one a row's edge") {
  const auto bytes = makeSupportedTable({{100, 90, 80, 70, 3}, {38, 12, 9, 41, 20, 55, 10, 11, 5}});
  const auto table = Table::open(bytes);
  REQUIRE(table);
  const auto support = supportOf(*table);
  REQUIRE(support);
  CHECK(support->item_orders == std::vector<std::uint32_t>{100, 50, 50, 50, 0});
  CHECK(support->edge_orders == std::vector<std::uint32_t>{20, 10, 0, 20, 20, 50, 10, 10, 0});
}

TEST_CASE("a table without support, or with a broken section: gives none") {
  CHECK_FALSE(supportOf(*Table::open(makeTable(sampleRows()))));
  Support short_one{{1, 2}, std::vector<std::uint32_t>(9, 100)};
  const auto bytes = makeSupportedTable(short_one);
  REQUIRE(Table::open(bytes));
  CHECK_FALSE(supportOf(*Table::open(bytes)));
}

}  // namespace
}  // namespace goeswith::test
