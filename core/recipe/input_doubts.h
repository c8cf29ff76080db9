// Input doubts: signs that orders and items are not what they were taken for, found in what the readers made of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mine/read/baskets.h"
#include "mine/read/items.h"
#include "mine/read/orders_reader.h"
#include "recipe/mine_table.h"

namespace goeswith {

struct InputDoubt {
  enum class File { orders, items };
  std::string_view name;  // for programs: "no_item_listed"
  File file = File::orders;
  // A sentence for people, with an example and what to do. Texts of the input are shortened and free of control
  // characters.
  std::string text;
  // Whether a table of this is certainly wrong; else it may be right, and somebody should look.
  bool is_refusal = false;
};

// Doubts about what was read, the gravest first:
//
// - no_item_listed, a refusal: there is an items file and it lists no ordered item. few_items_listed: it lists so few
//   that less than half of the order lines are of them. Both show an id of each side, a pair that differs only in
//   signs, case and leading zeros where there is one.
// - spreadsheet_ids: items have ids like 1.00123E+12, which stand for several items each; a refusal when more than half
//   of the lines are of such items.
// - lines_without_ids: more than half of the lines have no order id or no item.
// - one_order: more than half of the lines kept, and ten or more, are of one order.
// - repeated_lines: more than two thirds of the lines, and a hundred or more, are of items that their order held
//   already, as when order numbers start again every day or in every shop.
//
// Takes time O(items), and O(orders) for the largest one. Safe for any text.
std::vector<InputDoubt> doubtInput(const Baskets& baskets, const OrdersSummary& summary, const Items& items);

// Why a table that was mined suggests nothing, as a sentence for people. Precondition: it has no edges.
std::string whyNothingIsSuggested(const MinedTable& mined);

}  // namespace goeswith
