// goeswith build: from orders to a published table.

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command/commands.h"
#include "command/options/mining_options.h"
#include "command/options/order_input.h"
#include "command/publish/publish_table.h"
#include "command/report/build_report.h"
#include "command/terminal/stage_display.h"
#include "command/terminal/timings.h"
#include "recipe/mine_table.h"

namespace goeswith {
namespace {

struct Options {
  OrderInput input;
  MiningOptions mining;
  std::string output;
  PublishOptions publish;
  bool json = false;
  bool timings = false;
};

int run(const Options& options) {
  Timings timings;
  timings.begin("read orders");
  auto orders = readOrders(options.input);
  if (!orders) return reportBadData(orders.error());
  timings.begin("read items");
  auto catalogue = readItems(options.input);
  if (!catalogue) return reportBadData(catalogue.error());
  const Understood understood = understand(*orders, *catalogue);
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
  const auto mined = mineTable({orders->baskets, orders->summary, catalogue->items, *rules}, options.mining,
                               StageDisplay(timings).progress());
  if (!mined) return reportBadData(mined.error());
  timings.begin("encode");
  const TableWriter writer(mined->contents());
  timings.begin("publish");
  const auto published =
      publishTable(*publication, options.output, writer, mined->shop.catalogue.cards, options.publish);
  if (!published) return reportBadData(published.error().message);
  timings.end();

  const BuildReport report{orders->summary, *mined, *published, writer.edgeCount()};
  if (options.timings && !options.json) timings.print();
  if (options.json) {
    nlohmann::ordered_json json = buildAsJson(report);
    json["understood"] = understoodAsJson(understood);
    if (options.timings) json["timings"] = timings.asJson();
    std::cout << json.dump() << '\n';
  } else {
    for (const std::string& line : understoodAsText(understood)) std::cout << "              " << line << '\n';
    std::cout << buildAsText(report);
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
