#include "command/mining.h"

#include <nlohmann/json.hpp>

#include "command/publish/files.h"
#include "command/terminal/progress.h"
#include "mine/holdout/calibration_fit.h"
#include "mine/holdout/holdout.h"
#include "mine/judge/families.h"
#include "mine/judge/relation.h"
#include "mine/read/rules_reader.h"
#include "score/scorer.h"
#include "table/format.h"
#include "table/whole/cards.h"
#include "table/whole/support.h"
#include "table/write/table_writer.h"

namespace goeswith {
namespace {

// Of each list for a held-out cart, the suggestions that the calibration learns from: those that widgets show, and some
// more, since many lists are shorter after a widget's own rules.
constexpr std::uint32_t kCalibratedSuggestions = 5;
constexpr HoldoutOptions kCalibrationOrders = {
    .max_orders = 6000, .max_share = 0.15, .cases_per_order = 6, .most_recent = true};

// What is known of a shop beside its model.
struct Shop {
  Catalogue catalogue;
  Categories categories;
  AppliedRules rules;
};

// Fits the model of a shop from some of its orders. A class for the report on what was left out.
class ShopModel {
 public:
  ShopModel(const Baskets& baskets, const Cooccurrence& counts, const Shop& shop, const RidgeOptions& options,
            const RowsDone& progress)
      : shop_(shop) {
    const RidgeFitter fitter(counts, shop.rules.is_offered, options);
    const Shrinkage shrinkage = {options.ridge, options.dropout};
    LinearModel wide = std::move(fitter.fitCandidates(std::span(&shrinkage, 1), progress).front());
    // What can never be shown must not take a place in a row.
    below_chance = dropBelowChance(wide.rows, counts, shop.categories);
    ruled_out = dropRuledOut(wide.rows, shop.catalogue.cards, shop.categories, shop.rules);
    if (shop.rules.excludes_unrelated) unrelated = dropUnrelated(wide.rows, counts, baskets);
    plain = fitter.scaled(fitter.refit(wide, options, progress), options);
    // Solving again on fewer pairs can turn a weight that had been negative.
    dropBelowChance(plain.rows, counts, shop.categories);
    if (shop.rules.excludes_unrelated) dropUnrelated(plain.rows, counts, baskets);
  }

  // The model as it ships, with positive weights within a category scaled by `same_category_factor`.
  LinearModel shipped(double same_category_factor) const {
    LinearModel model = plain;
    scaleSameCategory(model.rows, shop_.categories, same_category_factor);
    boostTargets(model, shop_.rules.target_factors);
    return model;
  }

  LinearModel plain;
  std::uint64_t below_chance = 0;
  RuledOutEdges ruled_out;
  std::uint64_t unrelated = 0;

 private:
  const Shop& shop_;
};

// What became of the suggestions that a table with this model would have made for held-out carts.
std::vector<SuggestionOutcome> tryOut(const LinearModel& model, const Shop& shop, std::uint32_t levels,
                                      std::span<const HoldoutCase> cases) {
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
  for (const HoldoutCase& question : cases) {
    for (const Suggestion& suggestion : scorer.score(question.cart, {.limit = kCalibratedSuggestions})) {
      outcomes.push_back({static_cast<std::uint32_t>(question.cart.size()), suggestion.score / scale,
                          suggestion.item == question.held_out});
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
      {"goeswith", GOESWITH_VERSION},
      {"orders", {{"lines", summary.lines}, {"orders", summary.orders}, {"items", summary.items}}},
      {"counting",
       {{"max_basket_items", options.counting.max_basket_items},
        {"max_item_baskets", options.counting.max_item_baskets},
        {"basket_power", options.counting.basket_power},
        {"half_life_days", options.half_life_days}}},
      {"model",
       {{"kind", "sparse ridge"},
        {"row_length", model.row_length},
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

void addMiningOptions(CLI::App& command, MiningOptions& options) {
  command.add_option("--rules", options.rules, "The merchant's rules, a JSON file (core/RULES.md)");
  command
      .add_option("--same-category", options.same_category,
                  "Suggestions of a category that is in the cart: as they come, about as many as orders hold, or none")
      ->transform(CLI::CheckedTransformer(std::map<std::string, SameCategory>{{"allow", SameCategory::allow},
                                                                              {"calibrated", SameCategory::calibrated},
                                                                              {"exclude", SameCategory::exclude}}))
      ->default_str("calibrated");
  command
      .add_option("--half-life", options.half_life_days,
                  "Days after which an order counts half, where orders carry timestamps; 0: all count alike")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      .add_option("--neighbours", options.model.row_length,
                  "Edges an item carries on average; the strongest rows get up to twice as many")
      ->check(CLI::Range(1u, format::kMaxRowLength))
      ->capture_default_str();
  command
      .add_option("--ridge", options.ridge,
                  "How much evidence a weight needs, in mean basket weights; without it the model's options are chosen "
                  "from the orders")
      ->check(CLI::Range(0.0, 10000.0));
  command.add_option("--min-support", options.model.min_support, "Orders that must hold a pair for it to count")
      ->check(CLI::Range(1u, 1000000u))
      ->capture_default_str();
  command.add_option("--levels", options.levels, "Magnitudes that a weight can have in the table")
      ->check(CLI::Range(1u, format::kMaxLevels))
      ->capture_default_str();
  command.add_option("--max-basket", options.counting.max_basket_items, "Orders of more items are left out")
      ->check(CLI::Range(2u, 100000u))
      ->capture_default_str();
  command
      .add_option("--max-item-orders", options.counting.max_item_baskets,
                  "Of an item in more orders, only the most recent ones count")
      ->check(CLI::Range(1u, 0xFFFFFFFFu))
      ->capture_default_str();
  command.add_flag("--publish-support", options.publish_support,
                   "Put into the table how many orders speak for each pair, in coarse steps; anybody can read them");
}

tl::expected<MerchantRules, std::string> readRules(const MiningOptions& options) {
  if (options.rules.empty()) return MerchantRules{};
  const auto text = readText(options.rules);
  if (!text) return tl::unexpected(text.error().message);
  auto rules = readRules(*text, options.rules);
  if (!rules) return tl::unexpected(rules.error().text());
  return std::move(*rules);
}

tl::expected<MinedTable, std::string> mineTable(const MiningInputs& inputs, const MiningOptions& options,
                                                Timings& timings) {
  constexpr double kSecondsPerDay = 86400;
  const Baskets& baskets = inputs.baskets;
  CooccurrenceOptions counting = options.counting;
  counting.half_life_seconds = options.half_life_days * kSecondsPerDay;
  Progress progress("Mining");
  const RowsDone show = [&](std::size_t done, std::size_t total) {
    progress.show(done, total, withThousands(done) + " of " + withThousands(total) + " items");
  };

  MinedTable result;
  result.multi_item_orders = baskets.multiItemCount();
  timings.begin("catalogue and rules");
  Shop shop;
  shop.catalogue = makeCatalogue(baskets, inputs.items);
  if (inputs.offers_unavailable) shop.catalogue.is_offered.assign(baskets.itemCount(), true);
  Cards& cards = shop.catalogue.cards;
  shop.categories = numberCategories(cards);
  result.items_without_category = shop.categories.items_without;
  const Families families = findFamilies(cards);
  for (std::size_t i = 0; i < cards.items.size(); ++i) cards.items[i].family = families.family_of[i];
  result.families = families.count;
  Substitutes substitutes = findSubstitutes(baskets, cards, shop.categories);
  auto applied =
      applyRules(inputs.rules, {shop.catalogue, shop.categories, inputs.items, substitutes, options.same_category});
  if (!applied) return tl::unexpected(applied.error().text());
  shop.rules = std::move(*applied);
  result.substitutes = std::move(substitutes.categories);
  result.rule_effects = shop.rules.effects;

  timings.begin("choose model");
  if (options.ridge) {
    result.choice.options = options.model;
    result.choice.options.ridge = *options.ridge;
  } else {
    result.choice = chooseModel(baskets, counting, options.model, {}, show);
    result.is_cautious = result.choice.tried.empty();
  }
  const RidgeOptions& model_options = result.choice.options;

  timings.begin("calibrate");
  std::vector<SuggestionOutcome> outcomes;
  {
    const Holdout holdout = splitHoldout(baskets, kCalibrationOrders);
    const Cooccurrence counts(holdout.training, counting);
    const ShopModel model(holdout.training, counts, shop, model_options, show);
    if (shop.rules.same_category == SameCategory::calibrated) {
      std::vector<TestCase> cases;
      for (const HoldoutCase& question : holdout.cases) {
        cases.push_back({question.held_out, question.cart, static_cast<std::uint32_t>(question.cart.size())});
      }
      result.same_category = chooseSameCategoryFactor(model.plain, shop.categories, cases);
    }
    outcomes = tryOut(model.shipped(result.same_category.factor), shop, options.levels, holdout.cases);
    result.calibration_shown = outcomes.size();
  }

  timings.begin("index baskets");
  const Cooccurrence counts(baskets, counting);
  result.dropped = counts.dropped();
  timings.begin("model");
  const ShopModel model(baskets, counts, shop, model_options, show);
  result.below_chance = model.below_chance;
  result.ruled_out = model.ruled_out;
  result.unrelated = model.unrelated;
  LinearModel shipped = model.shipped(result.same_category.factor);

  if (options.publish_support) result.support = countSupport(baskets, counts, shipped.rows);
  result.settings = settingsOf(options, model_options, result.same_category.factor, inputs.summary).dump();
  result.calibration = fitCalibration(outcomes, integerScale(shipped.rows, shipped.bias, options.levels));
  result.levels = options.levels;
  result.policy = std::move(shop.rules.policy);
  result.model = std::move(shipped);
  result.catalogue = std::move(shop.catalogue);
  return result;
}

TableContents MinedTable::contents() const {
  return {.rows = model.rows,
          .levels = levels,
          .cards = catalogue.cards,
          .info = settings,
          .biases = model.bias,
          .policy = policy,
          .support = support ? &*support : nullptr,
          .calibration = calibration};
}

}  // namespace goeswith
