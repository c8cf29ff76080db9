// OrderInput: the options and the reading that commands over orders share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mine/read/items.h"
#include "mine/read/orders_reader.h"

namespace goeswith {

// What the command line says of orders and the catalogue.
struct OrderInput {
  std::vector<std::string> orders;
  std::string items;  // empty: there is no items file
  std::vector<std::string> columns;
  std::vector<std::string> item_columns;
  std::string currency;
};

// Adds ORDERS, --items, --columns, --item-columns and --currency to `command`. `input` must outlive it.
void addOrderInput(CLI::App& command, OrderInput& input);

// Throws CLI::ValidationError when --columns or --item-columns name nothing: for the command's callback, so that
// mistakes are told before any work.
void checkOrderInput(const OrderInput& input);

// Reads all order files, with progress on a terminal. Fails with a message that names the file, also when no line is
// left.
tl::expected<Orders, std::string> readOrders(const OrderInput& input);

// Reads the items file; no items when there is none. Fails with a message that names the file.
tl::expected<Items, std::string> readItems(const OrderInput& input);

}  // namespace goeswith
