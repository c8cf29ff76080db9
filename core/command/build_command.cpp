// goeswith build: from orders to a published table.

#include <iomanip>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command/commands.h"
#include "command/options/mining_options.h"
#include "command/options/order_input.h"
#include "command/publish/published_table.h"
#include "command/terminal/stage_display.h"
#include "command/terminal/timings.h"
#include "mine/text/thousands.h"
#include "recipe/mine_table.h"
#include "table/read/table.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  OrderInput input;
  MiningOptions mining;
  std::string output;
  PublishOptions publish;
  bool json = false;
  bool timings = false;
};

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
                     {"R@10", rounded(trial.quality.recall_at_10)},
                     {"MRR@10", rounded(trial.quality.reciprocal_rank_at_10)}});
  }
  return {{"chosen_by", mined.is_cautious      ? "caution"
                        : choice.tried.empty() ? "command line"
                                               : "held-out orders"},
          {"ridge", choice.options.ridge},
          {"min_edge_score", choice.options.min_edge_score},
          {"popularity_damping", choice.options.popularity_damping},
          {"negative_share", choice.options.negative_share},
          {"bias_share", choice.options.bias_share},
          {"cases", choice.cases},
          {"tried", std::move(tried)}};
}

Json reportOf(const OrdersSummary& summary, const MinedTable& mined, const PublishedPath& published,
              std::size_t edges) {
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
      {"calibration", {{"suggestions", mined.calibration_shown}}},
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

// Numbers that are 0 say nothing and are not printed.
void printReport(const Json& report) {
  const auto line = [](const std::string& name, const Json& number, const std::string& note) {
    if (number.get<std::uint64_t>() == 0) return;
    std::cout << std::right << std::setw(12) << withThousands(number.get<std::uint64_t>()) << "  " << std::left
              << std::setw(24) << name << note << '\n';
  };
  const Json& orders = report["orders"];
  line("order lines", orders["lines"], "");
  line("lines kept", orders["kept"], "");
  line("duplicates", orders["duplicates"], "an item that its order held already");
  line("returns", orders["returns"], "left out");
  line("cancelled", orders["cancelled"], "left out");
  line("zero quantity", orders["zero_quantity"], "left out");
  line("blank ids", orders["blank"], "left out");
  line("orders", orders["orders"], "");
  line("of two items or more", orders["multi_item_orders"], "only they say what goes with what");
  if (orders["without_timestamp"] != orders["orders"]) {
    line("orders without time", orders["without_timestamp"], "so that all orders count as if none had one");
  }
  line("items", orders["items"], "");
  const Json& left_out = report["left_out"];
  line("large orders", left_out["large_baskets"], "left out of the pairs; see --max-basket");
  line("hot items", left_out["hot_items"], "counted in part of their orders; see --max-item-orders");
  const Json& catalogue = report["catalogue"];
  line("items not in the file", catalogue["unlisted"], "never suggested; they have no title to show");
  line("items not available", catalogue["unavailable"], "never suggested");
  line("items without orders", catalogue["without_orders"], "nothing goes with them yet");
  if (catalogue["without_category"] != orders["items"]) {
    line("items without category", catalogue["without_category"], "rules on categories do not touch them");
  }
  line("families", catalogue["families"], "of items that look alike; a list shows one of each");
  for (const Json& name : catalogue["substitutes"]) {
    std::cout << "              substitutes: nothing of \"" << name.get<std::string>()
              << "\" is shown beside another of it\n";
  }
  const Json& pairs = report["pairs_left_out"];
  line("pairs below chance", pairs["below_chance"], "of one category, bought together less than chance");
  line("upsells", pairs["upsell"], "dearer items of the same category; see core/RULES.md");
  line("unrelated pairs", pairs["unrelated"], "not clearly more often together than chance");
  line("pairs that rules forbid",
       pairs["blocked"].get<std::uint64_t>() + pairs["denied_categories"].get<std::uint64_t>() +
           pairs["price_cap"].get<std::uint64_t>(),
       "");
  for (const Json& rule : report["rules"]) {
    std::cout << "              rules line " << rule["line"] << ", " << rule["rule"].get<std::string>() << ": changes "
              << rule["changes"];
    if (const std::string note = rule["note"].get<std::string>(); !note.empty()) std::cout << " (" << note << ")";
    std::cout << '\n';
  }
  const Json& model = report["model"];
  const auto remark = [](const std::string& text) { std::cout << "              " << text << '\n'; };
  const std::string ridge = "model: ridge " + std::to_string(std::lround(model["ridge"].get<double>()));
  if (model["chosen_by"] == "caution") {
    remark(ridge + ", a cautious one: these orders are too few to choose by");
  } else if (model["chosen_by"] == "command line") {
    remark(ridge + ", as given");
  } else {
    remark(ridge + ", the best of " + std::to_string(model["tried"].size()) + " on " +
           withThousands(model["cases"].get<std::uint64_t>()) + " held-out items");
  }
  if (orders["multi_item_orders"] == 0) {
    remark("no order holds two items, so nothing goes with anything and the widget shows nothing;");
    remark("if that is wrong, name the column of the order ids with --columns order=NAME");
  } else if (report["table"]["edges"] == 0) {
    remark("nothing was bought together often enough to be suggested: the widget shows nothing");
  }
  if (report["calibration"]["suggestions"] == 0) {
    remark("no attach rates: too few orders to hold some out, so --min-attach holds nothing back");
  }
  const Json& table = report["table"];
  line("edges", table["edges"], "");
  line("bytes", table["bytes"], table["file"].get<std::string>());
  const Json& shards = report["shards"];
  line("shards", shards["count"], shards["directory"].get<std::string>() + "/, of which a page fetches what it needs");
  const Json& generation = report["generation"];
  line("generation", generation["number"], generation["is_new"] ? "" : "as before: nothing has changed");
}

int run(const Options& options) {
  Timings timings;
  timings.begin("read orders");
  const auto orders = readOrders(options.input);
  if (!orders) return reportBadData(orders.error());
  timings.begin("read items");
  const auto items = readItems(options.input);
  if (!items) return reportBadData(items.error());
  const auto rules = readRules(options.input);
  if (!rules) return reportBadData(rules.error());
  if (options.mining.counting.half_life_days > 0 && orders->baskets.timestamps.empty()) {
    return reportBadData(options.input.orders.front() +
                         ": --half-life needs the time of every order; name the column with --columns timestamp=NAME, "
                         "or leave the option out");
  }

  // Before the long part, so that a directory that cannot be published to is reported at once.
  auto publication = Publication::begin(options.output);
  if (!publication) return reportBadData(publication.error().message);
  const auto mined =
      mineTable({orders->baskets, orders->summary, *items, *rules}, options.mining, StageDisplay(timings).progress());
  if (!mined) return reportBadData(mined.error());
  timings.begin("encode");
  const TableWriter writer(mined->contents());
  timings.begin("publish");
  const auto published =
      publishTable(*publication, options.output, writer, mined->shop.catalogue.cards, options.publish);
  if (!published) return reportBadData(published.error().message);
  timings.end();

  Json report = reportOf(orders->summary, *mined, *published, writer.edgeCount());
  if (options.timings && !options.json) timings.print();
  if (options.json) {
    if (options.timings) report["timings"] = timings.asJson();
    std::cout << report.dump() << '\n';
  } else {
    printReport(report);
  }
  return kDone;
}

}  // namespace

Run addBuildCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("build", "Mine orders and publish a table");
  addOrderInput(*command, options->input);
  command->add_option("-o,--output", options->output, "The directory to publish to")->required();
  command->add_flag("--json-twin", options->publish.json_twin,
                    "Publish the table as a .json file too, for hosts that accept no binary files");
  command
      ->add_option("--shards", options->publish.sharding,
                   "Whether pages fetch shards in place of the whole table; auto: when it is larger than 256 KiB")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Sharding>{
          {"auto", Sharding::automatic}, {"always", Sharding::always}, {"never", Sharding::never}}))
      ->default_str("auto");
  command
      ->add_option("--shard-items", options->publish.shard_items,
                   "Items of a shard, on average: fewer make smaller downloads and more files")
      ->check(CLI::Range(1u, 10000u))
      ->capture_default_str();
  addMiningOptions(*command, options->mining);
  command->add_flag("--timings", options->timings, "Print what each stage cost");
  command->add_flag("--json", options->json, "Print the report as one JSON object");
  command->callback([options] { checkOrderInput(options->input); });
  return [options] { return run(*options); };
}

}  // namespace goeswith
