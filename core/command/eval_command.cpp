// goeswith eval: how good would suggestions have been?

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command/commands.h"
#include "command/files/files.h"
#include "command/options/choice.h"
#include "command/options/mining_options.h"
#include "command/options/order_input.h"
#include "command/report/doubt_report.h"
#include "command/report/eval_report.h"
#include "command/terminal/stage_display.h"
#include "command/terminal/timings.h"
#include "mine/text/thousands.h"
#include "recipe/evaluation.h"

namespace goeswith {
namespace {

struct Options {
  OrderInput input;
  MiningOptions mining;
  EvaluationOptions evaluation;
  std::string report;
  bool json = false;
  bool timings = false;
};

int run(const Options& options) {
  Timings timings;
  timings.begin("read orders");
  auto orders = readOrders(options.input);
  if (!orders) return reportBadData(orders.error());
  if (options.evaluation.split.kind == SplitKind::kTemporal && orders->baskets.timestamps.empty()) {
    const std::string found =
        orders->summary.orders_without_timestamp == orders->summary.orders
            ? "the orders carry no timestamps"
            : withThousands(orders->summary.orders_without_timestamp) + " of the orders carry no timestamp";
    return reportBadData(options.input.orders.front() + ": " + found +
                         ", so none are the last ones; name the column with --columns timestamp=NAME, or use "
                         "--split random");
  }
  timings.begin("read items");
  auto catalogue = readItems(options.input);
  if (!catalogue) return reportBadData(catalogue.error());
  const Understood understood = understand(*orders, *catalogue);

  const auto rules = readRules(options.input);
  if (!rules) return reportBadData(rules.error());
  for (const InputDoubt& doubt : doubtInput(orders->baskets, orders->summary, catalogue->items)) {
    std::cerr << "goeswith: warning: " << doubtAsText(doubt, options.input) << '\n';
  }

  const auto evaluation =
      evaluate(*orders, catalogue->items, *rules, options.evaluation, options.mining, StageDisplay(timings).progress());
  timings.end();
  if (!evaluation) return reportBadData(options.input.orders.front() + ": " + evaluation.error());
  if (!options.report.empty()) {
    const std::string page = evaluationAsPage(*evaluation);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(page.data());
    const auto written = writeFileAtomically(options.report, {bytes, page.size()});
    if (!written) return reportBadData(written.error().message);
  }

  if (options.timings && !options.json) timings.print();
  if (options.json) {
    auto json = evaluationAsJson(*evaluation);
    json["understood"] = understoodAsJson(understood);
    if (options.timings) json["timings"] = timings.asJson();
    std::cout << json.dump() << '\n';
  } else {
    for (const std::string& line : understoodAsText(understood)) std::cout << "  " << line << '\n';
    std::cout << '\n' << evaluationAsText(*evaluation);
  }
  return kDone;
}

}  // namespace

Run addEvalCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand(
      "eval", "Set a fifth of the orders apart, mine the rest, and see how well the suggestions would have done");
  addOrderInput(*command, options->input);
  command
      ->add_option("--split", options->evaluation.split.kind,
                   "temporal: judge by the last orders, as a shop would see it; random: by orders chosen at random")
      ->transform(choice<SplitKind>({{"random", SplitKind::kRandom}, {"temporal", SplitKind::kTemporal}}))
      ->default_str("random");
  command->add_option("--max-cases", options->evaluation.split.max_cases, "The most carts to judge by")
      ->check(CLI::Range(1u, 10000000u))
      ->capture_default_str();
  command->add_flag("--alike{false}", options->evaluation.is_diverse,
                    "Judge lists in which items that look alike stand beside one another, as score --alike shows them");
  command->add_option("--report", options->report, "Also write a page for a browser, with plots and examples");
  addMiningOptions(*command, options->mining);
  command->add_flag("--timings", options->timings, "Print what each stage cost");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->callback([options] { checkOrderInput(options->input); });
  return [options] { return run(*options); };
}

}  // namespace goeswith
