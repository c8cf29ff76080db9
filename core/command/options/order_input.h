// OrderInput: what commands over orders read, and the options that name it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "command/options/understood.h"
#include "mine/read/items.h"
#include "mine/read/orders_reader.h"
#include "mine/read/rules.h"

namespace goeswith {

// Orders, catalogue and rules, as the command line names them.
struct OrderInput {
  std::vector<std::string> orders;
  std::string items;  // empty: there is no items file
  std::string rules;  // empty: there is no rules file
  std::vector<std::string> columns;
  std::vector<std::string> item_columns;
  std::string currency;
  std::string layout;
  std::string item_layout;
  std::string url_pattern;
  std::string image_pattern;
  std::string base_url;
  double max_bad = 1;  // per cent
};

// A catalogue and what was made of it.
struct Catalogued {
  Items items;
  ItemsSummary summary;
};

// Adds ORDERS, --items, --rules and the options that say how they are to be read to `command`. `input` must outlive it.
void addOrderInput(CLI::App& command, OrderInput& input);

// Throws CLI::ValidationError when --columns, --item-columns or a layout name nothing: for the command's callback, so
// that mistakes are told before any work.
void checkOrderInput(const OrderInput& input);

// Reads all order files, with progress on a terminal. Fails with a message that names the file, also when no line is
// left.
tl::expected<Orders, std::string> readOrders(const OrderInput& input);

// Reads the items file; no items when there is none. Fails with a message that names the file.
tl::expected<Catalogued, std::string> readItems(const OrderInput& input);

// Brings the ids of orders and catalogue together, and says all that was understood.
Understood understand(Orders& orders, Catalogued& catalogue);

// Reads the rules file; no rules when there is none. Fails with a message that names file and line.
tl::expected<MerchantRules, std::string> readRules(const OrderInput& input);

}  // namespace goeswith
