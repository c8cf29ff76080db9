// TableCounts: the size of a table in a merchant's words, and whether the next one is so much smaller that something
// has gone wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace goeswith {

struct TableCounts {
  std::uint64_t items = 0;
  std::uint64_t edges = 0;
  std::optional<std::uint64_t> orders;  // not known of tables whose settings do not say
};

// "less than half of the last generation is left: 12 of 240 items, 30 of 1,000 edges"; nothing when of all three at
// least half is left.
std::optional<std::string> describeShrinkage(const TableCounts& before, const TableCounts& now);

}  // namespace goeswith
