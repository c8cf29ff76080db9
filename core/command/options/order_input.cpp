#include "command/options/order_input.h"

#include <algorithm>
#include <utility>

#include "command/files/files.h"
#include "command/terminal/progress.h"
#include "mine/read/items_reader.h"
#include "mine/read/rules_reader.h"
#include "mine/text/thousands.h"

namespace goeswith {
namespace {

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
                              {"availability", &columns.availability},
                              {"stock", &columns.stock}});
  return columns;
}

}  // namespace

void addOrderInput(CLI::App& command, OrderInput& input) {
  command.add_option("ORDERS", input.orders, "Orders as CSV, TSV or JSONL, also gzip; - is standard input")->required();
  command.add_option("--items", input.items,
                     "The catalogue as CSV, TSV or JSON: id, title, price, currency, url, image, category, group, "
                     "availability, as far as there are any");
  command
      .add_option("--columns", input.columns,
                  "Names of columns in ORDERS where they are not the usual ones: "
                  "order=NAME,item=NAME,quantity=NAME,timestamp=NAME,status=NAME")
      ->delimiter(',');
  command.add_option("--item-columns", input.item_columns, "The same for --items: id=NAME,title=NAME,…")
      ->delimiter(',');
  command.add_option("--currency", input.currency, "Currency of prices without one, ISO 4217");
  command.add_option("--rules", input.rules, "The merchant's rules, a JSON file (core/RULES.md)");
}

void checkOrderInput(const OrderInput& input) {
  orderColumns(input.columns);
  itemColumns(input.item_columns);
}

tl::expected<Orders, std::string> readOrders(const OrderInput& input) {
  OrdersReader reader({.columns = orderColumns(input.columns)});
  for (const std::string& path : input.orders) {
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
  Orders orders = std::move(reader).finish();
  if (orders.baskets.basketCount() == 0) {
    return tl::unexpected(input.orders.front() +
                          ": no order line is left after returns, cancellations and blanks; check the columns with "
                          "--columns");
  }
  return orders;
}

tl::expected<Items, std::string> readItems(const OrderInput& input) {
  if (input.items.empty()) return Items();
  const auto text = readText(input.items);
  if (!text) return tl::unexpected(text.error().message);
  auto items = readItems(*text, input.items, {.columns = itemColumns(input.item_columns), .currency = input.currency});
  if (!items) return tl::unexpected(items.error().text());
  return std::move(*items);
}

tl::expected<MerchantRules, std::string> readRules(const OrderInput& input) {
  if (input.rules.empty()) return MerchantRules{};
  const auto text = readText(input.rules);
  if (!text) return tl::unexpected(text.error().message);
  auto rules = readRules(*text, input.rules);
  if (!rules) return tl::unexpected(rules.error().text());
  return std::move(*rules);
}

}  // namespace goeswith
