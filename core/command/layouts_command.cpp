// goeswith layouts: the exports that are recognised.

#include <iomanip>
#include <iostream>

#include "command/commands.h"
#include "mine/layouts/layouts.h"

namespace goeswith {
namespace {

int run() {
  const auto line = [](std::string_view name, std::string_view title) {
    std::cout << "  " << std::left << std::setw(24) << name << title << '\n';
  };
  std::cout << "Orders, for --layout:\n";
  for (const OrderLayout& layout : orderLayouts()) line(layout.name, layout.title);
  std::cout << "\nItems, for --item-layout:\n";
  for (const ItemLayout& layout : itemLayouts()) line(layout.name, layout.title);
  return kDone;
}

}  // namespace

Run addLayoutsCommand(CLI::App& parent) {
  parent.add_subcommand("layouts", "List the layouts of exports that are recognised by their columns");
  return run;
}

}  // namespace goeswith
