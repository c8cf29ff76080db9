#include "recipe/table_counts.h"

#include <string_view>

#include "mine/text/thousands.h"

namespace goeswith {

std::optional<std::string> describeShrinkage(const TableCounts& before, const TableCounts& now) {
  std::string shrunk;
  const auto compare = [&](std::string_view name, std::uint64_t then, std::uint64_t left) {
    if (left >= then - then / 2) return;
    shrunk +=
        (shrunk.empty() ? "" : ", ") + withThousands(left) + " of " + withThousands(then) + " " + std::string(name);
  };
  compare("items", before.items, now.items);
  compare("edges", before.edges, now.edges);
  if (before.orders && now.orders) compare("orders", *before.orders, *now.orders);
  if (shrunk.empty()) return std::nullopt;
  return "less than half of the last generation is left: " + shrunk;
}

}  // namespace goeswith
