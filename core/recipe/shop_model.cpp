#include "recipe/shop_model.h"

#include <span>
#include <utility>

#include "mine/judge/category_affinity.h"
#include "mine/judge/relation.h"
#include "mine/judge/same_category.h"

namespace goeswith {

ShopModel fitShopModel(const Baskets& baskets, const Cooccurrence& counts, const Shop& shop,
                       const RidgeOptions& options, const RowsDone& progress) {
  // Targets are solved twice.
  const auto half = [&](std::size_t before) -> RowsDone {
    if (!progress) return {};
    return [&, before](std::size_t done, std::size_t rows) { progress(before * rows + done, 2 * rows); };
  };
  ShopModel model;
  const RidgeFitter fitter(counts, shop.rules.is_offered, options);
  const Shrinkage shrinkage = {options.ridge, options.dropout};
  LinearModel wide = std::move(fitter.fitCandidates(std::span(&shrinkage, 1), half(0)).front());
  // What can never be shown must not take a place in a row.
  model.below_chance = dropBelowChance(wide.rows, counts, shop.categories);
  model.ruled_out = dropRuledOut(wide.rows, shop.catalogue.cards, shop.categories, shop.rules);
  if (shop.rules.excludes_unrelated) model.unrelated = dropUnrelated(wide.rows, counts, baskets);
  model.plain = fitter.scaled(fitter.refit(wide, options, half(1)), options);
  // Solving again on fewer pairs can turn a weight that had been negative.
  dropBelowChance(model.plain.rows, counts, shop.categories);
  if (shop.rules.excludes_unrelated) dropUnrelated(model.plain.rows, counts, baskets);
  return model;
}

LinearModel shippedModel(const ShopModel& model, const Shop& shop, double same_category_factor) {
  LinearModel shipped = model.plain;
  scaleSameCategory(shipped.rows, shop.categories, same_category_factor);
  boostTargets(shipped, shop.rules.target_factors);
  return shipped;
}

}  // namespace goeswith
