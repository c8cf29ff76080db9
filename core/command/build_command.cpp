// goeswith build: from orders to a published table.

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "command/commands.h"
#include "command/options/choice.h"
#include "command/options/mining_options.h"
#include "command/options/order_input.h"
#include "command/publish/publish_table.h"
#include "command/published/manifest.h"
#include "command/published/published_table.h"
#include "command/report/build_report.h"
#include "command/report/doubt_report.h"
#include "command/terminal/stage_display.h"
#include "command/terminal/timings.h"
#include "recipe/input_doubts.h"
#include "recipe/mine_table.h"
#include "recipe/table_counts.h"

namespace goeswith {
namespace {

struct Options {
  OrderInput input;
  MiningOptions mining;
  std::string output;
  PublishOptions publish;
  bool allow_shrink = false;
  bool quiet = false;
  bool json = false;
  bool timings = false;
};

// The counts of the table that a directory serves; none when it serves none yet, or none that can be read.
std::optional<TableCounts> publishedCounts(const std::string& directory) {
  if (std::error_code code; !std::filesystem::exists(std::filesystem::path(directory) / kManifestName, code)) return {};
  const auto published = PublishedTable::open(directory);
  if (!published) {
    std::cerr << "goeswith: warning: nothing is compared with the table that is published, since it cannot be read: "
              << published.error().message << '\n';
    return {};
  }
  const Table& table = (*published)->table();
  TableCounts counts{.items = table.itemCount(), .edges = table.edgeCount(), .orders = {}};
  const std::span<const std::uint8_t> info = table.section(format::kInfo);
  const auto settings = nlohmann::json::parse(info.begin(), info.end(), nullptr, /*allow_exceptions=*/false);
  const nlohmann::json::json_pointer orders("/orders/orders");
  if (!settings.is_discarded() && settings.contains(orders) && settings[orders].is_number_unsigned()) {
    counts.orders = settings[orders].get<std::uint64_t>();
  }
  return counts;
}

// Says why nothing is published and what stays.
int refuse(const Options& options, const std::string& reason) {
  std::error_code code;
  const bool has_last = std::filesystem::exists(std::filesystem::path(options.output) / kManifestName, code);
  std::cerr << "goeswith: " << reason << '\n'
            << "goeswith: " << options.output
            << (has_last ? ": nothing is published, and the last generation stays" : ": nothing is published")
            << "; --allow-shrink publishes it all the same\n";
  return kBadData;
}

// A command to try, and the lines for the shop's pages.
std::string nextSteps(const std::string& directory, const Cards& cards) {
  // A SKU that needs no quoting in any shell.
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
  };
  const auto plain = std::find_if(cards.items.begin(), cards.items.end(), [&](const Card& card) {
    return std::all_of(card.sku.begin(), card.sku.end(), is_plain);
  });
  const std::string sku = plain == cards.items.end() ? "SKU" : plain->sku;
  return "\nTry it:  goeswith score " + directory + " " + sku +
         " --why\n"
         "Show it: serve this directory beside the shop, and put into a product's page\n"
         "         <script type=\"module\" src=\"/widget/goeswith.js\"></script>\n"
         "         <goes-with table=\"/goeswith/\" product-id=\"" +
         sku + "\"></goes-with>\n";
}

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
  const std::vector<InputDoubt> doubts = doubtInput(orders->baskets, orders->summary, catalogue->items);
  for (const InputDoubt& doubt : doubts) {
    const std::string text = doubtAsText(doubt, options.input);
    if (doubt.is_refusal && !options.allow_shrink) return refuse(options, text);
    std::cerr << "goeswith: warning: " << text << '\n';
  }

  // Before the long part, so that a directory that cannot be published to is reported at once.
  auto publication = Publication::begin(options.output);
  if (!publication) return reportBadData(publication.error().message);
  const auto mined = mineTable({orders->baskets, orders->summary, catalogue->items, *rules}, options.mining,
                               StageDisplay(timings).progress());
  if (!mined) return reportBadData(mined.error());
  timings.begin("encode");
  const TableWriter writer(mined->contents());
  if (!options.allow_shrink) {
    if (writer.edgeCount() == 0) {
      return refuse(options,
                    options.input.orders.front() + ": nothing can be suggested: " + whyNothingIsSuggested(*mined));
    }
    const TableCounts counts{orders->summary.items, writer.edgeCount(), orders->summary.orders};
    if (const auto last = publishedCounts(options.output)) {
      if (const auto shrinkage = describeShrinkage(*last, counts)) {
        return refuse(options, options.input.orders.front() + ": " + *shrinkage +
                                   "; are these all orders, and the same options as last time?");
      }
    }
  }
  timings.begin("publish");
  const auto published =
      publishTable(*publication, options.output, writer, mined->shop.catalogue.cards, options.publish);
  if (!published) return reportBadData(published.error().message);
  timings.end();

  const BuildReport report{orders->summary, doubts, *mined, *published, writer.edgeCount()};
  if (options.timings && !options.json) timings.print();
  if (options.json) {
    nlohmann::ordered_json json = buildAsJson(report);
    json["understood"] = understoodAsJson(understood);
    if (options.timings) json["timings"] = timings.asJson();
    std::cout << json.dump() << '\n';
  } else if (!options.quiet) {
    for (const std::string& line : understoodAsText(understood)) std::cout << "              " << line << '\n';
    std::cout << buildAsText(report) << nextSteps(options.output, mined->shop.catalogue.cards);
  }
  std::cout.flush();
  if (!std::cout) {
    return reportBadData(published->path +
                         ": is published, but its report cannot be written to standard output; is the disk full?");
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
      ->transform(
          choice<Sharding>({{"auto", Sharding::automatic}, {"always", Sharding::always}, {"never", Sharding::never}}))
      ->default_str("auto");
  command
      ->add_option("--shard-items", options->publish.shard_items,
                   "Items of a shard, on average: fewer make smaller downloads and more files")
      ->check(CLI::Range(1u, 10000u))
      ->capture_default_str();
  addMiningOptions(*command, options->mining);
  command->add_flag("--allow-shrink", options->allow_shrink,
                    "Publish also when nothing can be suggested, when less than half of the last generation's items, "
                    "edges or orders is left, or when the ids cannot be right");
  command->add_flag("--timings", options->timings, "Print what each stage cost");
  command->add_flag("-q,--quiet", options->quiet, "Print no report; warnings and errors stay");
  command->add_flag("--json", options->json, "Print the report as one JSON object");
  command->callback([options] { checkOrderInput(options->input); });
  return [options] { return run(*options); };
}

}  // namespace goeswith
