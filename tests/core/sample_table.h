// A small table for tests, and the pieces to make others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "table/cards.h"
#include "table/table_writer.h"

namespace goeswith::test {

inline WeightRows makeRows(const std::vector<std::vector<WeightedTarget>>& rows) {
  WeightRows result;
  for (std::vector<WeightedTarget> row : rows) {
    std::sort(row.begin(), row.end(),
              [](const WeightedTarget& a, const WeightedTarget& b) { return a.target < b.target; });
    result.edges.insert(result.edges.end(), row.begin(), row.end());
    result.offsets.push_back(result.edges.size());
  }
  return result;
}

// Cards with SKUs "A0", "A1", … and nothing else.
inline Cards makeCards(std::size_t count) {
  Cards cards;
  for (std::size_t i = 0; i < count; ++i) cards.items.push_back({.sku = "A" + std::to_string(i)});
  return cards;
}

inline std::vector<std::uint8_t> makeTable(const std::vector<std::vector<WeightedTarget>>& rows,
                                           std::uint32_t levels = 16, std::string_view info = {}) {
  return writeTable({makeRows(rows), levels, encodeCards(makeCards(rows.size())), info});
}

// Five items; item 4 has no row and is nobody's target; the weights have both signs.
inline std::vector<std::vector<WeightedTarget>> sampleRows() {
  return {
      {{1, .5f}, {2, .25f}, {3, -.125f}},
      {{0, .5f}, {3, .375f}},
      {{3, 1.f}},
      {{0, .0625f}, {1, .75f}, {2, .03125f}},
      {},
  };
}

}  // namespace goeswith::test
