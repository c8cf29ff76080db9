#include "command/options/order_input.h"

#include <algorithm>
#include <utility>

#include "command/files/files.h"
#include "command/input/container.h"
#include "command/terminal/progress.h"
#include "mine/layouts/layouts.h"
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

// Something must tell one item's address from another's.
std::string isPattern(const std::string& pattern) {
  for (const std::string_view field : {"{sku}", "{id}", "{group}", "{handle}"}) {
    if (pattern.find(field) != std::string::npos) return {};
  }
  return "a pattern holds {sku} or {group}, as in https://shop.example/products/{group}?sku={sku}";
}

}  // namespace

void addOrderInput(CLI::App& command, OrderInput& input) {
  command
      .add_option("ORDERS", input.orders,
                  "Orders as CSV, TSV, JSON or XLSX, also in gzip, zstd or zip; - is standard input")
      ->required();
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
  command.add_option("--layout", input.layout,
                     "The layout of ORDERS where it is not recognised; goeswith layouts lists them");
  command.add_option("--item-layout", input.item_layout, "The same for --items");
  command
      .add_option("--url-pattern", input.url_pattern,
                  "The address of items without one: https://shop.example/products/{group}?sku={sku}")
      ->check(isPattern);
  command.add_option("--image-pattern", input.image_pattern, "The same for pictures")->check(isPattern);
  command.add_option("--items-base-url", input.base_url,
                     "What stands before addresses of items that do not say their host");
  command
      .add_option("--max-bad", input.max_bad,
                  "The share of lines of a file, in per cent, that may be unreadable and left out")
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  command.add_option("--currency", input.currency, "Currency of prices without one, ISO 4217");
  command.add_option("--rules", input.rules, "The merchant's rules, a JSON file (core/RULES.md)");
}

void checkOrderInput(const OrderInput& input) {
  if (!input.layout.empty() && findOrderLayout(input.layout) == nullptr) {
    throw CLI::ValidationError("--layout: there is no layout '" + input.layout + "'; goeswith layouts lists them");
  }
  if (!input.item_layout.empty() && findItemLayout(input.item_layout) == nullptr) {
    throw CLI::ValidationError("--item-layout: there is no layout '" + input.item_layout +
                               "'; goeswith layouts lists them");
  }
  orderColumns(input.columns);
  itemColumns(input.item_columns);
}

tl::expected<Orders, std::string> readOrders(const OrderInput& input) {
  OrdersReader reader({.columns = orderColumns(input.columns), .layout = input.layout, .max_bad = input.max_bad / 100});
  for (const std::string& path : input.orders) {
    Progress progress("Reading " + path);
    const std::uint64_t size = fileSize(path);
    tl::expected<void, InputError> result = reader.beginFile(path == "-" ? "standard input" : path);
    if (!result) return tl::unexpected(result.error().text());
    const auto streamed = streamInput(path, [&](std::string_view chunk, std::uint64_t position) {
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

tl::expected<Catalogued, std::string> readItems(const OrderInput& input) {
  Catalogued catalogue;
  if (input.items.empty()) return catalogue;
  ItemsReader reader(input.items, {.columns = itemColumns(input.item_columns),
                                   .currency = input.currency,
                                   .layout = input.item_layout,
                                   .url_pattern = input.url_pattern,
                                   .image_pattern = input.image_pattern,
                                   .base_url = input.base_url,
                                   .max_bad = input.max_bad / 100});
  tl::expected<void, InputError> result;
  const auto streamed = streamInput(input.items, [&](std::string_view piece, std::uint64_t) {
    result = reader.push(piece);
    return result.has_value();
  });
  if (!streamed) return tl::unexpected(streamed.error().message);
  if (!result) return tl::unexpected(result.error().text());
  auto items = std::move(reader).finish(&catalogue.summary);
  if (!items) return tl::unexpected(items.error().text());
  catalogue.items = std::move(*items);
  return catalogue;
}

Understood understand(Orders& orders, Catalogued& catalogue) {
  IdMatches ids = matchIds(orders.baskets, catalogue.items);
  orders.summary.duplicates += orders.summary.kept - orders.baskets.items.size();
  orders.summary.kept = orders.baskets.items.size();
  orders.summary.items = orders.baskets.itemCount();
  return {orders.summary, catalogue.summary, std::move(ids)};
}

tl::expected<MerchantRules, std::string> readRules(const OrderInput& input) {
  if (input.rules.empty()) return MerchantRules{};
  std::string text;
  const auto streamed = streamFile(input.rules, [&](std::string_view piece, std::uint64_t) {
    text += piece;
    return text.size() <= kMaxRowBytes;
  });
  if (!streamed) return tl::unexpected(streamed.error().message);
  if (text.size() > kMaxRowBytes) return tl::unexpected(input.rules + ": the rules are longer than 16 MiB");
  auto rules = readRules(text, input.rules);
  if (!rules) return tl::unexpected(rules.error().text());
  return std::move(*rules);
}

}  // namespace goeswith
