#include "command/options/understood.h"

#include <algorithm>

#include "mine/text/input_text.h"
#include "mine/text/thousands.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

// "12 items", "1 item".
std::string counted(std::uint64_t count, const std::string& thing) {
  return withThousands(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + quotedForMessage(word);
  return list;
}

std::string columnsAsText(const std::vector<std::pair<std::string, std::string>>& columns) {
  std::string text;
  std::size_t shown = 0;
  constexpr std::size_t kMostColumns = 14;
  for (const auto& [field, column] : columns) {
    if (++shown > kMostColumns) return text + " …";
    text += (text.empty() ? "" : ", ") + field + " from " + quotedForMessage(column);
  }
  return text;
}

bool hasField(const std::vector<std::pair<std::string, std::string>>& columns, std::string_view field) {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column.first == field; });
}

void tellOrders(const OrdersSummary& orders, std::vector<std::string>& text) {
  constexpr std::size_t kMostFiles = 3;
  for (std::size_t k = 0; k < orders.understood.size() && k < kMostFiles; ++k) {
    const FileUnderstood& file = orders.understood[k];
    std::string line = file.form + ", layout " + file.layout + ": " + columnsAsText(file.columns);
    if (!hasField(file.columns, "quantity")) line += ", no quantity";
    if (!hasField(file.columns, "time")) line += ", no time";
    if (file.order_on_first_line_only) line += "; lines without an order id belong to the order above them";
    if (!file.dates.empty()) line += "; dates " + file.dates;
    text.push_back(line);
  }
  if (orders.understood.size() > kMostFiles) {
    text.push_back("and " + std::to_string(orders.understood.size() - kMostFiles) + " further forms of files");
  }
  std::string sales;
  std::string left_out;
  std::string unknown;
  constexpr std::size_t kMostStatuses = 12;
  std::size_t shown = 0;
  for (const StatusCount& status : orders.statuses) {
    if (++shown > kMostStatuses) break;
    std::string& list = !status.is_sale ? left_out : status.is_known ? sales : unknown;
    list += (list.empty() ? "" : ", ") + quotedForMessage(status.status) + " " + counted(status.lines, "line");
  }
  if (!sales.empty()) text.push_back("statuses that count: " + sales);
  if (!left_out.empty()) text.push_back("statuses left out: " + left_out);
  if (!unknown.empty()) text.push_back("statuses that are not known and count as sales: " + unknown);
  if (orders.bad > 0) text.push_back("left out, since they could not be read: " + counted(orders.bad, "line") + ":");
  for (const std::string& line : orders.bad_lines) text.push_back("  " + line);
  if (orders.parts > 0)
    text.push_back("parts of another line's item, which count with it: " + counted(orders.parts, "line"));
  if (orders.fees > 0) {
    text.push_back("no items that go with others, such as tips and shipping: " + counted(orders.fees, "line") +
                   (orders.fee_items.empty() ? "" : ", " + listed(orders.fee_items)));
  }
  if (orders.other_events > 0) text.push_back("other events than purchases: " + counted(orders.other_events, "line"));
  if (orders.repeated_headers > 0) text.push_back("repeated headers: " + withThousands(orders.repeated_headers));
  if (orders.named_items > 0) {
    text.push_back(counted(orders.named_items, "item") + " without a SKU took that of the same name");
  }
  if (orders.windows_1252 > 0) text.push_back("text that is not UTF-8 was read as Windows-1252");
  if (orders.bad_timestamps > 0) {
    text.push_back("times that could not be read: " + withThousands(orders.bad_timestamps) +
                   (orders.bad_timestamp.empty() ? "" : ", the first " + orders.bad_timestamp));
  }
  if (orders.late_orders > 0) {
    text.push_back("warning: dated long after all others, and read as the newest of these: " +
                   counted(orders.late_orders, "order"));
  }
  if (orders.scientific_ids > 0) {
    text.push_back("warning: order ids such as " + quotedForMessage(orders.scientific_id) +
                   " are what a spreadsheet leaves of long numbers, and no longer tell orders apart; export again, and "
                   "do not open the file in a spreadsheet");
  }
  if (orders.spread_orders > 0) {
    text.push_back("warning: orders whose lines lie more than two weeks apart: " + withThousands(orders.spread_orders) +
                   "; do receipts begin again at 1, or are there two shops?");
  }
  if (!orders.common_items.empty()) {
    auto few = orders.common_items;
    constexpr std::size_t kMostItems = 5;
    if (few.size() > kMostItems) few.resize(kMostItems);
    text.push_back("warning: in more than half of all orders, whatever else is in them: " + listed(few) +
                   "; if this is a service, leave it out with a rule: {\"block\": [{\"item\": \"…\"}]}");
  }
}

void tellItems(const ItemsSummary& items, std::vector<std::string>& text) {
  if (items.records == 0) return;
  std::string line = "items: " + items.form + ", layout " + items.layout + ": " + columnsAsText(items.columns);
  if (!items.decimal_mark.empty())
    line += "; prices have a decimal " + std::string(items.decimal_mark == "," ? "comma" : "point");
  text.push_back(line);
  std::string lacks;
  const auto lack = [&](std::uint64_t count, const std::string& what) {
    if (count > 0) lacks += (lacks.empty() ? "" : ", ") + withThousands(count) + " " + what;
  };
  lack(items.without_title, "without a title");
  lack(items.without_price, "without a price");
  lack(items.without_currency, "without a currency (prices are not shown; give --currency)");
  lack(items.without_url, "without a link (cards are no links; give --url-pattern)");
  lack(items.without_image, "without a picture (--image-pattern)");
  lack(items.without_category, "without a category");
  lack(items.relative_urls, "with addresses that do not say their host (--base-url)");
  if (!lacks.empty()) text.push_back("of " + counted(items.items, "item") + ": " + lacks);
  if (items.not_for_sale > 0)
    text.push_back("not for sale, and so not offered: " + counted(items.not_for_sale, "item"));
  if (items.without_id > 0) text.push_back("without an id in the catalogue: " + counted(items.without_id, "record"));
  if (items.doubled > 0)
    text.push_back("ids that the catalogue has twice, of which the first counts: " + withThousands(items.doubled) +
                   ":");
  if (items.bad > 0)
    text.push_back("left out of the catalogue, since they could not be read: " + counted(items.bad, "record") + ":");
  for (const std::string& bad : items.bad_lines) text.push_back("  " + bad);
  if (!items.unknown_words.empty()) {
    text.push_back("words of availability that are not known and say nothing: " + listed(items.unknown_words));
  }
  if (items.windows_1252 > 0) text.push_back("text of the catalogue that is not UTF-8 was read as Windows-1252");
}

void tellIds(const IdMatches& ids, std::vector<std::string>& text) {
  if (const std::uint64_t count = ids.by_case + ids.by_number + ids.by_title; count > 0) {
    std::string how;
    const auto add = [&](std::uint64_t some, const std::string& what) {
      if (some > 0) how += (how.empty() ? "" : ", ") + withThousands(some) + " " + what;
    };
    add(ids.by_case, "but for case");
    add(ids.by_number, "but for zeros or an apostrophe that a spreadsheet leaves");
    add(ids.by_title, "by their title");
    text.push_back("ids of orders and catalogue that are the same: " + how + ", as in " + ids.example);
  }
  if (ids.unlisted > 0) {
    text.push_back("ordered, but not in the catalogue: " + counted(ids.unlisted, "item") + "; ordered: " +
                   quotedForMessage(ids.ordered_example) + ", listed: " + quotedForMessage(ids.listed_example));
  }
}

}  // namespace

std::vector<std::string> understoodAsText(const Understood& understood) {
  std::vector<std::string> text;
  tellOrders(understood.orders, text);
  tellItems(understood.items, text);
  tellIds(understood.ids, text);
  return text;
}

Json understoodAsJson(const Understood& understood) {
  const auto columnsOf = [](const std::vector<std::pair<std::string, std::string>>& columns) {
    auto list = Json::array();
    for (const auto& [field, column] : columns) list.push_back({{"field", field}, {"column", column}});
    return list;
  };
  const OrdersSummary& orders = understood.orders;
  auto files = Json::array();
  for (const FileUnderstood& file : orders.understood) {
    files.push_back({{"file", file.file},
                     {"form", file.form},
                     {"layout", file.layout},
                     {"columns", columnsOf(file.columns)},
                     {"order_on_first_line_only", file.order_on_first_line_only},
                     {"dates", file.dates}});
  }
  auto statuses = Json::array();
  for (const StatusCount& status : orders.statuses) {
    statuses.push_back(
        {{"status", status.status}, {"lines", status.lines}, {"counts", status.is_sale}, {"known", status.is_known}});
  }
  const ItemsSummary& items = understood.items;
  const IdMatches& ids = understood.ids;
  return {{"orders",
           {{"files", std::move(files)},
            {"statuses", std::move(statuses)},
            {"bad", orders.bad},
            {"bad_lines", orders.bad_lines},
            {"parts", orders.parts},
            {"fees", orders.fees},
            {"fee_items", orders.fee_items},
            {"other_events", orders.other_events},
            {"common_items", orders.common_items},
            {"bad_timestamps", orders.bad_timestamps},
            {"late_orders", orders.late_orders},
            {"spread_orders", orders.spread_orders},
            {"scientific_ids", orders.scientific_ids},
            {"windows_1252", orders.windows_1252},
            {"named_items", orders.named_items},
            {"repeated_headers", orders.repeated_headers}}},
          {"items",
           {{"form", items.form},
            {"layout", items.layout},
            {"columns", columnsOf(items.columns)},
            {"records", items.records},
            {"items", items.items},
            {"without_id", items.without_id},
            {"doubled", items.doubled},
            {"bad", items.bad},
            {"bad_lines", items.bad_lines},
            {"not_for_sale", items.not_for_sale},
            {"unknown_words", items.unknown_words},
            {"without_title", items.without_title},
            {"without_price", items.without_price},
            {"without_currency", items.without_currency},
            {"without_url", items.without_url},
            {"without_image", items.without_image},
            {"without_category", items.without_category},
            {"relative_urls", items.relative_urls}}},
          {"ids",
           {{"by_case", ids.by_case},
            {"by_number", ids.by_number},
            {"by_title", ids.by_title},
            {"example", ids.example},
            {"unlisted", ids.unlisted},
            {"ordered_example", ids.ordered_example},
            {"listed_example", ids.listed_example}}}};
}

}  // namespace goeswith
