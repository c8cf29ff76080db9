// goeswith build: from orders to a published table.

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command/commands.h"
#include "command/progress.h"
#include "command/published_table.h"
#include "command/timings.h"
#include "mine/catalogue.h"
#include "mine/cooccurrence.h"
#include "mine/count_model.h"
#include "mine/items_reader.h"
#include "mine/orders_reader.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> orders;
  std::string items;
  std::string output;
  std::vector<std::string> columns;
  std::vector<std::string> item_columns;
  std::string currency;
  CooccurrenceOptions counting;
  CountModelOptions model;
  std::uint32_t levels = 16;
  bool json = false;
  bool timings = false;
};

// Splits "name=value" options into the fields that they name. Throws CLI::ValidationError for unknown names.
void assignColumns(const std::vector<std::string>& assignments,
                   const std::vector<std::pair<std::string, std::string*>>& fields) {
  for (const std::string& assignment : assignments) {
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](const auto& candidate) { return candidate.first == name; });
    if (equals == std::string::npos || equals + 1 == assignment.size() || field == fields.end()) {
      std::string known;
      for (const auto& [known_name, value] : fields) known += (known.empty() ? "" : ", ") + known_name;
      throw CLI::ValidationError("'" + assignment + "' names no column; write NAME=COLUMN with NAME one of " + known);
    }
    *field->second = assignment.substr(equals + 1);
  }
}

OrderColumns orderColumns(const std::vector<std::string>& assignments) {
  OrderColumns columns;
  assignColumns(assignments, {{"order", &columns.order},
                              {"item", &columns.item},
                              {"quantity", &columns.quantity},
                              {"timestamp", &columns.timestamp},
                              {"status", &columns.status}});
  return columns;
}

ItemColumns itemColumns(const std::vector<std::string>& assignments) {
  ItemColumns columns;
  assignColumns(assignments, {{"id", &columns.id},
                              {"title", &columns.title},
                              {"price", &columns.price},
                              {"currency", &columns.currency},
                              {"url", &columns.url},
                              {"image", &columns.image},
                              {"category", &columns.category},
                              {"group", &columns.group},
                              {"availability", &columns.availability}});
  return columns;
}

tl::expected<Orders, std::string> readOrders(const Options& options) {
  OrdersReader reader({.columns = orderColumns(options.columns)});
  for (const std::string& path : options.orders) {
    Progress progress("Reading " + path);
    const std::uint64_t size = fileSize(path);
    tl::expected<void, InputError> result = reader.beginFile(path == "-" ? "standard input" : path);
    if (!result) return tl::unexpected(result.error().text());
    const auto streamed = streamFile(path, [&](std::string_view chunk, std::uint64_t position) {
      progress.show(position, size, withThousands(reader.lines()) + " lines");
      result = reader.push(chunk);
      return result.has_value();
    });
    if (!streamed) return tl::unexpected(streamed.error().message);
    if (result) result = reader.endFile();
    if (!result) return tl::unexpected(result.error().text());
  }
  return std::move(reader).finish();
}

Json settingsOf(const Options& options, const OrdersSummary& summary) {
  return {
      {"goeswith", GOESWITH_VERSION},
      {"orders", {{"lines", summary.lines}, {"orders", summary.orders}, {"items", summary.items}}},
      {"counting",
       {{"max_basket_items", options.counting.max_basket_items},
        {"max_item_baskets", options.counting.max_item_baskets},
        {"basket_power", options.counting.basket_power}}},
      {"model",
       {{"kind", "weighted counts"},
        {"row_length", options.model.row_length},
        {"min_support", options.model.min_support},
        {"popularity_exponent", options.model.popularity_exponent}}},
  };
}

Json reportOf(const OrdersSummary& summary, const CooccurrenceDropped& dropped, const Catalogue& catalogue,
              const std::string& path, std::size_t table_size, std::size_t edges) {
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
        {"items", summary.items}}},
      {"left_out",
       {{"large_baskets", dropped.large_baskets},
        {"large_basket_lines", dropped.large_basket_lines},
        {"hot_items", dropped.hot_items},
        {"hot_item_lines", dropped.hot_item_lines}}},
      {"catalogue",
       {{"unlisted", catalogue.unlisted},
        {"unavailable", catalogue.unavailable},
        {"without_orders", catalogue.without_orders}}},
      {"table", {{"file", path}, {"bytes", table_size}, {"edges", edges}}},
  };
}

// Rows of zeros say nothing and are not printed, apart from the first of each part.
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
  line("items", orders["items"], "");
  const Json& left_out = report["left_out"];
  line("large orders", left_out["large_baskets"], "left out of the pairs; see --max-basket");
  line("hot items", left_out["hot_items"], "counted in part of their orders; see --max-item-orders");
  const Json& catalogue = report["catalogue"];
  line("items not in the file", catalogue["unlisted"], "never suggested; they have no title to show");
  line("items not available", catalogue["unavailable"], "never suggested");
  line("items without orders", catalogue["without_orders"], "nothing goes with them yet");
  const Json& table = report["table"];
  line("edges", table["edges"], "");
  line("bytes", table["bytes"], table["file"].get<std::string>());
}

int run(const Options& options) {
  Timings timings;
  timings.begin("read orders");
  const auto orders = readOrders(options);
  if (!orders) return reportBadData(orders.error());
  const Baskets& baskets = orders->baskets;
  if (baskets.basketCount() == 0) {
    return reportBadData(options.orders.front() + ": no order line is left after returns, cancellations and blanks; " +
                         "check the columns with --columns");
  }
  timings.begin("read items");
  Items items;
  if (!options.items.empty()) {
    const auto text = readText(options.items);
    if (!text) return reportBadData(text.error().message);
    auto read =
        readItems(*text, options.items, {.columns = itemColumns(options.item_columns), .currency = options.currency});
    if (!read) return reportBadData(read.error().text());
    items = std::move(*read);
  }

  const Catalogue catalogue = makeCatalogue(baskets, items);
  timings.begin("index baskets");
  const Cooccurrence counts(baskets, options.counting);
  timings.begin("model");
  Progress progress("Mining");
  const WeightRows rows =
      buildCountModel(counts, catalogue.is_offered, options.model, [&](std::size_t done, std::size_t total) {
        progress.show(done, total, withThousands(done) + " of " + withThousands(total) + " items");
      });
  timings.begin("encode");
  const std::vector<std::uint8_t> cards = encodeCards(catalogue.cards);
  const std::vector<std::uint8_t> table =
      writeTable({rows, options.levels, cards, settingsOf(options, orders->summary).dump()});
  timings.begin("publish");
  const auto path = publishTable(options.output, table);
  if (!path) return reportBadData(path.error().message);
  timings.end();

  Json report = reportOf(orders->summary, counts.dropped(), catalogue, *path, table.size(), rows.edges.size());
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
  command->add_option("ORDERS", options->orders, "Orders as CSV, TSV or JSONL, also gzip; - is standard input")
      ->required();
  command->add_option("-o,--output", options->output, "The directory to publish to")->required();
  command->add_option("--items", options->items,
                      "The catalogue as CSV, TSV or JSON: id, title, price, currency, url, image, category, group, "
                      "availability, as far as there are any");
  command
      ->add_option("--columns", options->columns,
                   "Names of columns in ORDERS where they are not the usual ones: "
                   "order=NAME,item=NAME,quantity=NAME,timestamp=NAME,status=NAME")
      ->delimiter(',');
  command->add_option("--item-columns", options->item_columns, "The same for --items: id=NAME,title=NAME,…")
      ->delimiter(',');
  command->add_option("--currency", options->currency, "Currency of prices without one, ISO 4217");
  command->add_option("--neighbours", options->model.row_length, "The most suggestions that an item carries")
      ->check(CLI::Range(1u, format::kMaxRowLength))
      ->capture_default_str();
  command->add_option("--min-support", options->model.min_support, "Orders that must hold a pair for it to count")
      ->check(CLI::Range(1u, 1000000u))
      ->capture_default_str();
  command
      ->add_option("--popularity", options->model.popularity_exponent,
                   "How much a suggestion's popularity is discounted: 0 shows bestsellers, 1 shows accidents")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--levels", options->levels, "Magnitudes that a weight can have in the table")
      ->check(CLI::Range(1u, format::kMaxLevels))
      ->capture_default_str();
  command->add_option("--max-basket", options->counting.max_basket_items, "Orders of more items are left out")
      ->check(CLI::Range(2u, 100000u))
      ->capture_default_str();
  command
      ->add_option("--max-item-orders", options->counting.max_item_baskets,
                   "Of an item in more orders, only the most recent ones count")
      ->check(CLI::Range(1u, 0xFFFFFFFFu))
      ->capture_default_str();
  command->add_flag("--timings", options->timings, "Print what each stage cost");
  command->add_flag("--json", options->json, "Print the report as one JSON object");
  command->callback([options] {
    // Mistakes are named before any work.
    orderColumns(options->columns);
    itemColumns(options->item_columns);
  });
  return [options] { return run(*options); };
}

}  // namespace goeswith
