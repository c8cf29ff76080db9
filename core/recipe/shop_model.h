// ShopModel: the model of a shop, fitted to orders and to what the shop's rules allow.
#pragma once

#include <cstdint>

#include "mine/count/cooccurrence.h"
#include "mine/count/rows_done.h"
#include "mine/judge/rule_application.h"
#include "mine/model/ridge_model.h"
#include "mine/read/baskets.h"
#include "recipe/shop.h"

namespace goeswith {

struct ShopModel {
  LinearModel plain;               // as fitted; shippedModel() makes of it what a table holds
  std::uint64_t below_chance = 0;  // candidates within a category that are bought together less than chance
  RuledOutEdges ruled_out;         // candidates that rules forbid
  std::uint64_t unrelated = 0;     // candidates without relation, where the rules exclude them
};

// Fits the model: candidates, ridge regression on them, the strongest edges of each row among those that can ever lead
// to a suggestion, regression again on these, then the shares of `options`. Items that the shop does not offer are
// sources only. Without baskets of two items all rows are empty and all biases 0. `counts` are of `baskets`, whose
// items are the shop's; the shop may have been described from more orders than these. Uses all threads; the result
// depends neither on their number nor on the order of the orders. `progress` may be empty.
ShopModel fitShopModel(const Baskets& baskets, const Cooccurrence& counts, const Shop& shop,
                       const RidgeOptions& options, const RowsDone& progress);

// The model that a table ships: with positive weights within a category scaled by `same_category_factor`, 0 … 1, and
// the shop's boosts.
LinearModel shippedModel(const ShopModel& model, const Shop& shop, double same_category_factor);

}  // namespace goeswith
