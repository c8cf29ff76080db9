#include "command/report/build_report.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "command/terminal/foreign_text.h"
#include "mine/text/thousands.h"
#include "table/whole/calibration.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

Json modelAsJson(const MinedTable& mined) {
  const ModelChoice& choice = mined.choice;
  auto tried = Json::array();
  for (const TriedModel& trial : choice.tried) {
    tried.push_back({{"ridge", trial.options.ridge},
                     {"min_edge_score", trial.options.min_edge_score},
                     {"popularity_damping", trial.options.popularity_damping},
                     {"negative_share", trial.options.negative_share},
                     {"bias_share", trial.options.bias_share},
                     {"dropout", trial.options.dropout},
                     {"page_leads", trial.options.page_leads},
                     {"R@10", rounded(trial.quality.recall_at_10)},
                     {"MRR@10", rounded(trial.quality.reciprocal_rank_at_10)},
                     {"pages_P@3", rounded(trial.quality.page_precision_at_3)}});
  }
  return {{"chosen_by", mined.is_default       ? "default"
                        : choice.tried.empty() ? "command line"
                                               : "held-out orders"},
          {"ridge", choice.options.ridge},
          {"min_edge_score", choice.options.min_edge_score},
          {"popularity_damping", choice.options.popularity_damping},
          {"negative_share", choice.options.negative_share},
          {"bias_share", choice.options.bias_share},
          {"dropout", choice.options.dropout},
          {"page_leads", choice.options.page_leads},
          {"cases", choice.cases},
          {"tried", std::move(tried)}};
}

// Whether scores say nothing of attach rates: every class of carts has one rate.
bool hasOneAttachRate(const Calibration& calibration) {
  const auto is_flat = [](const CalibrationClass& carts) {
    return carts.knots.front().attach_rate == carts.knots.back().attach_rate;
  };
  return !calibration.empty() && std::all_of(calibration.begin(), calibration.end(), is_flat);
}

}  // namespace

Json buildAsJson(const BuildReport& report) {
  const auto& [summary, doubts, mined, published, edges] = report;
  auto warnings = Json::array();
  for (const InputDoubt& doubt : doubts) warnings.push_back({{"name", doubt.name}, {"text", doubt.text}});
  auto substitutes = Json::array();
  for (const SubstituteCategory& category : mined.shop.substitutes.categories) substitutes.push_back(category.name);
  auto rules = Json::array();
  for (const RuleEffect& effect : mined.shop.rules.effects) {
    rules.push_back({{"line", effect.line}, {"rule", effect.rule}, {"changes", effect.items}, {"note", effect.note}});
  }
  return {
      {"orders",
       {{"files", summary.files},
        {"lines", summary.lines},
        {"kept", summary.kept},
        {"duplicates", summary.duplicates},
        {"returns", summary.returns},
        {"cancelled", summary.cancelled},
        {"zero_quantity", summary.zero_quantity},
        {"blank", summary.blank},
        {"orders", summary.orders},
        {"multi_item_orders", mined.multi_item_orders},
        {"without_timestamp", summary.orders_without_timestamp},
        {"items", summary.items}}},
      {"warnings", std::move(warnings)},
      {"left_out",
       {{"large_baskets", mined.dropped.large_baskets},
        {"large_basket_lines", mined.dropped.large_basket_lines},
        {"hot_items", mined.dropped.hot_items},
        {"hot_item_lines", mined.dropped.hot_item_lines}}},
      {"catalogue",
       {{"unlisted", mined.shop.catalogue.unlisted},
        {"unavailable", mined.shop.catalogue.unavailable},
        {"without_orders", mined.shop.catalogue.without_orders},
        {"without_category", mined.shop.categories.items_without},
        {"families", mined.shop.families},
        {"substitutes", std::move(substitutes)}}},
      {"pairs_left_out",
       {{"below_chance", mined.below_chance},
        {"blocked", mined.ruled_out.blocked_pairs},
        {"denied_categories", mined.ruled_out.denied_categories},
        {"upsell", mined.ruled_out.same_category_price},
        {"price_cap", mined.ruled_out.price_cap},
        {"unrelated", mined.unrelated}}},
      {"rules", std::move(rules)},
      {"model", modelAsJson(mined)},
      {"calibration",
       {{"suggestions", mined.calibration_shown}, {"has_one_rate", hasOneAttachRate(mined.calibration)}}},
      {"same_category",
       {{"factor", mined.same_category.factor}, {"share_in_orders", rounded(mined.same_category.true_share)}}},
      {"table", {{"file", published.path}, {"bytes", published.bytes}, {"edges", edges}}},
      {"shards", {{"directory", published.shards}, {"count", published.shard_count}}},
      {"generation",
       {{"number", published.generation.manifest.generation},
        {"id", published.generation.manifest.id},
        {"is_new", published.generation.is_new}}},
  };
}

std::string buildAsText(const BuildReport& report) {
  const auto& [summary, doubts, mined, published, edges] = report;
  std::ostringstream out;
  const auto line = [&](const char* name, std::uint64_t number, const std::string& note = {}) {
    if (number == 0) return;
    out << std::right << std::setw(12) << withThousands(number) << "  " << std::left << std::setw(24) << name << note
        << '\n';
  };
  const auto remark = [&](const std::string& text) { out << "              " << text << '\n'; };
  line("order lines", summary.lines);
  line("lines kept", summary.kept);
  line("duplicates", summary.duplicates, "an item that its order held already");
  line("returns", summary.returns, "left out");
  line("cancelled", summary.cancelled, "left out");
  line("zero quantity", summary.zero_quantity, "left out");
  line("blank ids", summary.blank, "left out");
  line("orders", summary.orders);
  line("of two items or more", mined.multi_item_orders, "only they say what goes with what");
  if (summary.orders_without_timestamp != summary.orders) {
    line("orders without time", summary.orders_without_timestamp, "so that all orders count as if none had one");
  }
  line("items", summary.items);
  line("large orders", mined.dropped.large_baskets, "left out of the pairs; see --max-basket");
  line("hot items", mined.dropped.hot_items, "counted in part of their orders; see --max-item-orders");
  const Catalogue& catalogue = mined.shop.catalogue;
  line("items not in the file", catalogue.unlisted, "never suggested; they have no title to show");
  line("items not available", catalogue.unavailable, "never suggested");
  line("items without orders", catalogue.without_orders, "nothing goes with them yet");
  if (mined.shop.categories.items_without != summary.items) {
    line("items without category", mined.shop.categories.items_without, "rules on categories do not touch them");
  }
  line("families", mined.shop.families, "of items that look alike; a list shows one of each");
  for (const SubstituteCategory& category : mined.shop.substitutes.categories) {
    remark("substitutes: nothing of \"" + foreignText(category.name) + "\" is shown beside another of it");
  }
  line("pairs below chance", mined.below_chance, "of one category, bought together less than chance");
  line("upsells", mined.ruled_out.same_category_price, "dearer items of the same category; see core/RULES.md");
  line("unrelated pairs", mined.unrelated, "not clearly more often together than chance");
  line("pairs that rules forbid",
       mined.ruled_out.blocked_pairs + mined.ruled_out.denied_categories + mined.ruled_out.price_cap);
  for (const RuleEffect& effect : mined.shop.rules.effects) {
    remark("rules line " + std::to_string(effect.line) + ", " + foreignText(effect.rule) + ": changes " +
           std::to_string(effect.items) + (effect.note.empty() ? "" : " (" + foreignText(effect.note) + ")"));
  }
  const ModelChoice& choice = mined.choice;
  const std::string ridge = "model: ridge " + std::to_string(std::lround(choice.options.ridge));
  if (mined.is_default) {
    remark(ridge + ", the default: these orders are too few to choose by");
  } else if (choice.tried.empty()) {
    remark(ridge + ", as given");
  } else {
    remark(ridge + ", the best of " + std::to_string(choice.tried.size()) + " on " + withThousands(choice.cases) +
           " held-out items");
  }
  if (edges == 0) {
    remark("nothing can be suggested, and the widget shows nothing:");
    remark(whyNothingIsSuggested(mined));
  }
  if (hasOneAttachRate(mined.calibration)) {
    remark("attach rates: one for all suggestions of a cart, since too few orders were held out to tell them apart");
  }
  if (mined.calibration_shown == 0) {
    remark("no attach rates: too few orders to hold some out, so --min-attach holds nothing back");
  }
  line("edges", edges);
  line("bytes", published.bytes, published.path);
  line("shards", published.shard_count, published.shards + "/, of which a page fetches what it needs");
  line("generation", published.generation.manifest.generation,
       published.generation.is_new ? "" : "as before: nothing has changed");
  return out.str();
}

}  // namespace goeswith
