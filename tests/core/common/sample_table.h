// A small table for tests, and the pieces to make others.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "table/whole/cards.h"
#include "table/write/table_writer.h"

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
  return writeTable({.rows = makeRows(rows), .levels = levels, .cards = makeCards(rows.size()), .info = info});
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

// What makes a table with every section there is.
struct SampleContents {
  WeightRows rows = makeRows(sampleRows());
  Cards cards = makeCards(5);
  std::vector<float> biases = {.1f, .2f, -.3f, 0, .01f};

  // Borrows all of it.
  TableContents contents() const {
    return {.rows = rows,
            .levels = 10,
            .cards = cards,
            .info = "{}",
            .biases = biases,
            .policy = {.denied_categories = {{1, 2}},
                       .blocked_items = {{0, 4}},
                       .pinned_items = {{1, 4}},
                       .dearer_categories = {{2, 2}, {3, 3}}},
            .calibration = {{1, {{10, 20}, {30, 40}}}, {3, {{10, 10}}}}};
  }
};

inline std::vector<std::uint8_t> makeFullTable() {
  return writeTable(SampleContents().contents());
}

inline constexpr std::uint32_t kSampleGeneration = 0x87654321;

struct SampleParts {
  std::vector<std::uint8_t> base;
  std::vector<std::vector<std::uint8_t>> shards;  // items 0, 1 and 3 in one, 2 and 4 in the other
};

// The same table in shards, whose cards have all kinds of columns.
inline SampleParts sampleParts() {
  SampleContents sample;
  sample.cards.currency = "EUR";
  for (Card& card : sample.cards.items) {
    card.title = "Title of " + card.sku;
    card.url = "/p/" + card.sku;
    card.category = "all";
  }
  const TableWriter table(sample.contents());
  const ShardWriter writer(table, kSampleGeneration);
  const std::vector<std::uint32_t> first = {0, 1, 3};
  const std::vector<std::uint32_t> second = {2, 4};
  return {writer.base(), {writer.shard(first, 8), writer.shard(second, 8)}};
}

}  // namespace goeswith::test
