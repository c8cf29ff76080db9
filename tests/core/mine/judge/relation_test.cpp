#include "mine/judge/relation.h"

#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "sample_baskets.h"

using namespace goeswith;
using test::itemNumber;
using test::makeBaskets;

namespace {

using Orders = std::vector<std::set<std::string>>;

// Per round ten orders: laptops bought alone, with a case, and with batteries, which every other order holds too.
Orders laptopShop(int rounds) {
  Orders orders;
  for (int k = 0; k < rounds; ++k) {
    orders.insert(orders.end(), {{"laptop"},
                                 {"laptop", "case"},
                                 {"laptop", "case", "batteries"},
                                 {"laptop", "batteries"},
                                 {"pen"},
                                 {"pen", "ink"},
                                 {"pen", "ink", "batteries"},
                                 {"pen", "batteries"},
                                 {"batteries"},
                                 {"ink"}});
  }
  return orders;
}

struct Weights {
  Baskets baskets;
  Cooccurrence counts;
  WeightRows rows;

  // Every pair has `weight`.
  explicit Weights(const Orders& orders, float weight = 1) : baskets(makeBaskets(orders)), counts(baskets, {}) {
    for (std::uint32_t i = 0; i < baskets.itemCount(); ++i) {
      for (std::uint32_t j = 0; j < baskets.itemCount(); ++j) {
        if (i != j) rows.edges.push_back({j, weight});
      }
      rows.offsets.push_back(rows.edges.size());
    }
  }

  bool has(const std::string& source, const std::string& target) const {
    const std::uint32_t j = itemNumber(baskets, target);
    for (const WeightedTarget& edge : rows.row(itemNumber(baskets, source))) {
      if (edge.target == j) return true;
    }
    return false;
  }
};

}  // namespace

TEST_CASE("dropUnrelated: what goes with the one thing stays, what goes with everything goes") {
  Weights weights(laptopShop(40));
  CHECK(dropUnrelated(weights.rows, weights.counts, weights.baskets) > 0);
  CHECK(weights.has("laptop", "case"));
  CHECK(weights.has("case", "laptop"));
  CHECK(weights.has("pen", "ink"));
  // In half of the laptops' orders, as in half of all orders.
  CHECK_FALSE(weights.has("laptop", "batteries"));
  CHECK_FALSE(weights.has("batteries", "laptop"));
  CHECK_FALSE(weights.has("laptop", "ink"));
}

TEST_CASE("dropUnrelated: counts orders of one item, for which there is no pair") {
  Orders orders = laptopShop(40);
  // A laptop alone 400 times more: batteries are now rare beside it, and the case still is not elsewhere.
  orders.insert(orders.end(), 400, {"laptop"});
  orders.insert(orders.end(), 800, {"pen"});
  Weights weights(orders);
  dropUnrelated(weights.rows, weights.counts, weights.baskets);
  CHECK(weights.has("laptop", "case"));
  CHECK_FALSE(weights.has("laptop", "batteries"));
}

TEST_CASE("dropUnrelated: a few orders are no relation") {
  // One in a hundred has the pair where chance would have one in 625; as long as it is one order, that says nothing.
  Orders once = laptopShop(10);
  once.push_back({"rare1", "rare2"});
  once.insert(once.end(), 3, {"rare1"});
  once.insert(once.end(), 3, {"rare2"});
  Orders often;
  for (int k = 0; k < 20; ++k) often.insert(often.end(), once.begin(), once.end());
  Weights few(once);
  dropUnrelated(few.rows, few.counts, few.baskets);
  CHECK_FALSE(few.has("rare1", "rare2"));
  Weights many(often);
  dropUnrelated(many.rows, many.counts, many.baskets);
  CHECK(many.has("rare1", "rare2"));
}

TEST_CASE("dropUnrelated: negative weights stay") {
  Weights weights(laptopShop(40), -1);
  CHECK(dropUnrelated(weights.rows, weights.counts, weights.baskets) == 0);
  CHECK(weights.has("laptop", "batteries"));
}

TEST_CASE("dropUnrelated: without rows nothing happens") {
  Weights weights{Orders{}};
  CHECK(dropUnrelated(weights.rows, weights.counts, weights.baskets) == 0);
}
