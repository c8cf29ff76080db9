#include "recipe/shop.h"

#include <utility>

#include "mine/judge/families.h"

namespace goeswith {

tl::expected<Shop, InputError> describeShop(const Baskets& baskets, const Items& items, const MerchantRules& rules,
                                            const ShopOptions& options) {
  Shop shop;
  shop.catalogue = makeCatalogue(baskets, items);
  if (options.offers_unavailable) shop.catalogue.is_offered.assign(baskets.itemCount(), true);
  Cards& cards = shop.catalogue.cards;
  shop.categories = numberCategories(cards);
  const Families families = findFamilies(cards);
  for (std::size_t i = 0; i < cards.items.size(); ++i) cards.items[i].family = families.family_of[i];
  shop.families = families.count;
  shop.substitutes = findSubstitutes(baskets, cards, shop.categories);
  auto applied = applyRules(rules, {shop.catalogue, shop.categories, items, shop.substitutes, options.same_category});
  if (!applied) return tl::unexpected(applied.error());
  shop.rules = std::move(*applied);
  return shop;
}

}  // namespace goeswith
