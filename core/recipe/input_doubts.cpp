#include "recipe/input_doubts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "mine/text/input_text.h"
#include "mine/text/thousands.h"

namespace goeswith {
namespace {

constexpr std::uint64_t kFewLinesOfOneOrder = 10;
constexpr std::uint64_t kFewRepeatedLines = 100;

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

// 1.00123E+12: a number of many digits as spreadsheets show and save it.
bool isScientific(std::string_view id) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t first = at;
    while (at < id.size() && isDigit(id[at])) ++at;
    return at - first;
  };
  if (digits() != 1) return false;
  if (at < id.size() && (id[at] == '.' || id[at] == ',')) {
    ++at;
    if (digits() == 0) return false;
  }
  if (at >= id.size() || (id[at] != 'E' && id[at] != 'e')) return false;
  ++at;
  if (at >= id.size() || id[at] != '+') return false;
  ++at;
  return digits() >= 2 && at == id.size();
}

// An id as far as exports agree on it: without signs, case, leading zeros and a spreadsheet's ".0".
std::string coreOf(std::string_view id) {
  if (id.ends_with(".0")) id.remove_suffix(2);
  std::string core;
  for (const char c : lowerCase(id)) {
    if (isDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) core += c;
  }
  core.erase(0, std::min(core.find_first_not_of('0'), core.size()));
  return core;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  return std::to_string(part * 100 / std::max<std::uint64_t>(whole, 1)) + " %";
}

// "ordered: "'TEA-1"; listed: "TEA-1"": of the ordered items that are not listed, the most ordered one that has its
// like in the catalogue, else the most ordered one and the catalogue's first.
std::string exampleOfEachSide(const Baskets& baskets, const std::vector<bool>& is_listed, const Items& items) {
  std::unordered_map<std::string, const Item*> by_core;
  for (const Item& item : items) {
    if (std::string core = coreOf(item.sku); !core.empty()) by_core.emplace(std::move(core), &item);
  }
  std::optional<std::size_t> ordered;
  const Item* listed = &items.front();
  for (std::size_t i = 0; i < baskets.itemCount(); ++i) {
    if (is_listed[i]) continue;
    if (!ordered) ordered = i;
    if (const auto like = by_core.find(coreOf(baskets.skus[i])); like != by_core.end()) {
      ordered = i;
      listed = like->second;
      break;
    }
  }
  return "ordered: " + quotedForMessage(baskets.skus[*ordered]) + "; listed: " + quotedForMessage(listed->sku);
}

void doubtListing(const Baskets& baskets, const Items& items, std::vector<InputDoubt>& doubts) {
  if (items.empty() || baskets.itemCount() == 0) return;
  std::unordered_set<std::string_view> listed_skus;
  for (const Item& item : items) listed_skus.insert(item.sku);
  std::vector<bool> is_listed(baskets.itemCount());
  std::uint64_t listed = 0;
  std::uint64_t listed_lines = 0;
  for (std::size_t i = 0; i < baskets.itemCount(); ++i) {
    if (!listed_skus.contains(baskets.skus[i])) continue;
    is_listed[i] = true;
    ++listed;
    listed_lines += baskets.item_orders[i];
  }
  if (listed == 0) {
    doubts.push_back({"no_item_listed", InputDoubt::File::items,
                      "none of the " + withThousands(baskets.itemCount()) + " ordered items is listed; " +
                          exampleOfEachSide(baskets, is_listed, items) +
                          "; export both with the same ids, or name the column of the ids with --item-columns id=NAME "
                          "or --columns item=NAME",
                      true});
  } else if (listed_lines * 2 < baskets.items.size()) {
    doubts.push_back({"few_items_listed", InputDoubt::File::items,
                      "only " + withThousands(listed) + " of the " + withThousands(baskets.itemCount()) +
                          " ordered items are listed, with " + percent(listed_lines, baskets.items.size()) +
                          " of the order lines, and the others are never suggested; " +
                          exampleOfEachSide(baskets, is_listed, items)});
  }
}

void doubtIds(const Baskets& baskets, std::vector<InputDoubt>& doubts) {
  std::uint64_t items = 0;
  std::uint64_t lines = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < baskets.itemCount(); ++i) {
    if (!isScientific(baskets.skus[i])) continue;
    if (items++ == 0) first = i;
    lines += baskets.item_orders[i];
  }
  if (items == 0) return;
  doubts.push_back({"spreadsheet_ids", InputDoubt::File::orders,
                    withThousands(items) + (items == 1 ? " item has an id" : " items have ids") + " like " +
                        quotedForMessage(baskets.skus[first]) +
                        ", to which a spreadsheet has rounded several ids; export the orders again and do not open the "
                        "file in a spreadsheet",
                    lines * 2 > baskets.items.size()});
}

void doubtOrders(const Baskets& baskets, const OrdersSummary& summary, std::vector<InputDoubt>& doubts) {
  if (summary.blank * 2 > summary.lines) {
    doubts.push_back({"lines_without_ids", InputDoubt::File::orders,
                      percent(summary.blank, summary.lines) +
                          " of the lines have no order id or no item and are left out; if they belong to the order "
                          "above them, write its id on every line, else name the columns with --columns "
                          "order=NAME,item=NAME"});
  }
  std::uint64_t largest = 0;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    largest = std::max(largest, baskets.offsets[b + 1] - baskets.offsets[b]);
  }
  if (largest >= kFewLinesOfOneOrder && largest * 2 > baskets.items.size()) {
    doubts.push_back({"one_order", InputDoubt::File::orders,
                      "one order holds " + withThousands(largest) + " of the " + withThousands(baskets.items.size()) +
                          " lines; if that is no order, name the column of the order ids with --columns order=NAME"});
  }
  if (summary.duplicates >= kFewRepeatedLines && summary.duplicates * 3 > summary.lines * 2) {
    doubts.push_back(
        {"repeated_lines", InputDoubt::File::orders,
         percent(summary.duplicates, summary.lines) +
             " of the lines are of an item that its order held already; if order numbers start again every "
             "day or in every shop, put the date or the shop into the order id"});
  }
}

}  // namespace

std::vector<InputDoubt> doubtInput(const Baskets& baskets, const OrdersSummary& summary, const Items& items) {
  std::vector<InputDoubt> doubts;
  doubtListing(baskets, items, doubts);
  doubtIds(baskets, doubts);
  doubtOrders(baskets, summary, doubts);
  std::stable_partition(doubts.begin(), doubts.end(), [](const InputDoubt& doubt) { return doubt.is_refusal; });
  return doubts;
}

std::string whyNothingIsSuggested(const MinedTable& mined) {
  if (mined.multi_item_orders == 0) {
    return "no order holds two items; if that is wrong, name the column of the order ids with --columns order=NAME";
  }
  const auto& is_offered = mined.shop.catalogue.is_offered;
  if (std::none_of(is_offered.begin(), is_offered.end(), [](bool offered) { return offered; })) {
    return "none of the " + withThousands(is_offered.size()) +
           " ordered items is listed and available, and only such are suggested";
  }
  const std::uint64_t forbidden =
      mined.ruled_out.blocked_pairs + mined.ruled_out.denied_categories + mined.ruled_out.price_cap;
  if (forbidden > 0) return "rules forbid " + withThousands(forbidden) + " pairs, and no other is left";
  return "of " + withThousands(mined.multi_item_orders) +
         " orders of two items or more, too few hold the same two; a "
         "pair counts from " +
         withThousands(mined.choice.options.min_support) + " orders on (--min-support)";
}

}  // namespace goeswith
