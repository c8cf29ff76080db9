#include "recipe/mine_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>
#include <vector>

#include "mine/holdout/calibration_fit.h"
#include "mine/holdout/holdout.h"
#include "score/scorer.h"
#include "table/format.h"
#include "table/read/table.h"
#include "table/whole/cards.h"

namespace goeswith {
namespace {

// Of each list for a held-out cart, the suggestions that the calibration learns from: those that widgets show, and some
// more, since many lists are shorter after a widget's own rules.
constexpr std::uint32_t kCalibratedSuggestions = 5;
constexpr std::uint32_t kViewsPerOrder = 3;  // pages of an order, so that large orders do not speak for all
constexpr HoldoutOptions kCalibrationOrders = {
    .max_orders = 6000, .max_share = 0.15, .cases_per_order = 6, .most_recent = true};

// Outcomes of the suggestions that a table with this model would have made for held-out carts.
std::vector<SuggestionOutcome> tryOut(const LinearModel& model, const Shop& shop, std::uint32_t levels,
                                      std::span<const HeldOutCase> cases) {
  // Of the cards only the SKUs have to be there, and nobody downloads this table.
  Cards cards;
  for (const Card& card : shop.catalogue.cards.items) cards.items.push_back({.sku = card.sku});
  const std::vector<std::uint8_t> bytes = writeTable({.rows = model.rows,
                                                      .levels = levels,
                                                      .cards = cards,
                                                      .biases = model.bias,
                                                      .policy = shop.rules.policy,
                                                      .block_shift = 0});
  const auto table = Table::open(bytes);
  if (!table) return {};
  const double scale = integerScale(model.rows, model.bias, levels);
  const ItemTraits traits = makeTraits(shop.catalogue.cards);
  Scorer scorer(*table, traits);
  std::vector<SuggestionOutcome> outcomes;
  for (const HeldOutCase& question : cases) {
    const ListOptions in_cart{.limit = kCalibratedSuggestions, .placement = Placement::kCart};
    for (const Suggestion& suggestion : scorer.score(question.cart, in_cart)) {
      outcomes.push_back({static_cast<std::uint32_t>(question.cart.size()), 0, suggestion.score / scale,
                          suggestion.item == question.held_out});
    }
    if (question.number >= kViewsPerOrder) continue;
    const ListOptions on_page{.limit = kCalibratedSuggestions, .placement = Placement::kProduct};
    for (const Suggestion& suggestion : scorer.score(std::span(&question.held_out, 1), on_page)) {
      const std::int32_t lead = (suggestion.score + (1 << (format::kLeadShift - 1))) >> format::kLeadShift;
      outcomes.push_back({0, static_cast<std::uint32_t>(lead),
                          (suggestion.score - (lead << format::kLeadShift)) / scale,
                          std::binary_search(question.cart.begin(), question.cart.end(), suggestion.item)});
    }
  }
  return outcomes;
}

Support countSupport(const Baskets& baskets, const Cooccurrence& counts, const WeightRows& rows) {
  Support support{baskets.item_orders, {}};
  Cooccurrence::Scratch scratch;
  for (std::uint32_t i = 0; i < rows.rowCount(); ++i) {
    const std::span<const PairCount> pairs = counts.row(i, scratch);
    auto pair = pairs.begin();
    // Both ascend.
    for (const WeightedTarget& edge : rows.row(i)) {
      while (pair != pairs.end() && pair->other < edge.target) ++pair;
      const bool is_pair = pair != pairs.end() && pair->other == edge.target;
      support.edge_orders.push_back(is_pair ? pair->support : 0);
    }
  }
  return support;
}

nlohmann::ordered_json settingsOf(const MiningOptions& options, const RidgeOptions& model, double same_category_factor,
                                  const OrdersSummary& summary) {
  return {
      {"goeswith", options.version},
      {"orders", {{"lines", summary.lines}, {"orders", summary.orders}, {"items", summary.items}}},
      {"counting",
       {{"max_basket_items", options.counting.max_basket_items},
        {"max_item_baskets", options.counting.max_item_baskets},
        {"basket_power", options.counting.basket_power},
        {"half_life_days", options.counting.half_life_days}}},
      {"model",
       {{"kind", "sparse ridge"},
        {"row_length", model.row_length},
        {"page_leads", model.page_leads},
        {"min_support", model.min_support},
        {"ridge", model.ridge},
        {"dropout", model.dropout},
        {"min_edge_score", model.min_edge_score},
        {"bias_share", model.bias_share},
        {"negative_share", model.negative_share},
        {"popularity_damping", model.popularity_damping},
        {"same_category_factor", same_category_factor}}},
  };
}

}  // namespace

tl::expected<MinedTable, std::string> mineTable(const MiningInputs& inputs, const MiningOptions& options,
                                                const RecipeProgress& progress) {
  const Baskets& baskets = inputs.baskets;
  MinedTable result;
  result.multi_item_orders = baskets.multiItemCount();
  progress.begin("catalogue and rules");
  auto shop = describeShop(baskets, inputs.items, inputs.rules, options.shop);
  if (!shop) return tl::unexpected(shop.error().text());
  result.shop = std::move(*shop);

  const bool has_few_items = baskets.itemCount() <= kFewItems;
  const std::uint32_t levels = options.levels.value_or(has_few_items ? 32 : 7);
  RidgeOptions defaults = options.model;
  defaults.row_length = options.row_length.value_or(has_few_items ? 24 : 16);

  progress.begin("choose model");
  if (options.ridge) {
    result.choice.options = defaults;
    result.choice.options.ridge = *options.ridge;
  } else {
    result.choice = chooseModel(baskets, options.counting, defaults, {}, progress.rows);
    result.is_default = result.choice.tried.empty();
  }
  const RidgeOptions& model_options = result.choice.options;

  progress.begin("calibrate");
  std::vector<SuggestionOutcome> outcomes;
  {
    const Holdout holdout = splitHoldout(baskets, kCalibrationOrders);
    const Cooccurrence counts(holdout.training, options.counting);
    const ShopModel model = fitShopModel(holdout.training, counts, result.shop, model_options, progress.rows);
    if (result.shop.rules.same_category == SameCategory::calibrated) {
      result.same_category = chooseSameCategoryFactor(model.plain, result.shop.categories, holdout.cases);
    }
    outcomes =
        tryOut(shippedModel(model, result.shop, result.same_category.factor), result.shop, levels, holdout.cases);
    result.calibration_shown = outcomes.size();
  }

  progress.begin("index baskets");
  const Cooccurrence counts(baskets, options.counting);
  result.dropped = counts.dropped();
  progress.begin("model");
  const ShopModel model = fitShopModel(baskets, counts, result.shop, model_options, progress.rows);
  result.below_chance = model.below_chance;
  result.ruled_out = model.ruled_out;
  result.unrelated = model.unrelated;
  result.model = shippedModel(model, result.shop, result.same_category.factor);

  if (options.publish_support) result.support = countSupport(baskets, counts, result.model.rows);
  result.settings = settingsOf(options, model_options, result.same_category.factor, inputs.summary).dump();
  result.calibration = fitCalibration(outcomes, integerScale(result.model.rows, result.model.bias, levels));
  result.levels = levels;
  return result;
}

TableContents MinedTable::contents() const {
  return {.rows = model.rows,
          .levels = levels,
          .cards = shop.catalogue.cards,
          .info = settings,
          .biases = model.bias,
          .policy = shop.rules.policy,
          .support = support ? &*support : nullptr,
          .calibration = calibration};
}

}  // namespace goeswith
