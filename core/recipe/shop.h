// Shop: all that is known of a shop before its model is fitted.
#pragma once

#include <cstdint>
#include <tl/expected.hpp>

#include "mine/judge/catalogue.h"
#include "mine/judge/categories.h"
#include "mine/judge/category_affinity.h"
#include "mine/judge/rule_application.h"
#include "mine/read/baskets.h"
#include "mine/read/items.h"
#include "mine/read/rules.h"
#include "mine/text/input_error.h"

namespace goeswith {

struct ShopOptions {
  SameCategory same_category = SameCategory::calibrated;  // where the rules do not say
  // Offers what the items file calls unavailable as well: for judging by orders of a time when it was available.
  bool offers_unavailable = false;
};

struct Shop {
  Catalogue catalogue;         // the cards with their families
  Categories categories;       // of the catalogue's cards
  std::uint32_t families = 0;  // how many there are
  Substitutes substitutes;
  AppliedRules rules;
};

// Joins the baskets to the items file (empty: there is none), learns what the orders and the titles say of the items,
// and applies the rules. Fails, with the rule's line, where the rules do not fit the catalogue.
tl::expected<Shop, InputError> describeShop(const Baskets& baskets, const Items& items, const MerchantRules& rules,
                                            const ShopOptions& options);

}  // namespace goeswith
