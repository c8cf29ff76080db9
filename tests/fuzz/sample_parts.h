// The base and the shards of a sample table, for fuzzers to put others on it and beside them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sample_table.h"

namespace goeswith::test {

inline constexpr std::array<std::uint8_t, format::kGenerationSize> kSampleGeneration = {1, 2, 3, 4, 5, 6, 7, 8};

struct SampleParts {
  std::vector<std::uint8_t> base;
  std::vector<std::vector<std::uint8_t>> shards;  // items 0, 1 and 3 in one, 2 and 4 in the other
};

inline SampleParts sampleParts() {
  const WeightRows rows = makeRows(sampleRows());
  Cards cards = makeCards(5);
  cards.currency = "EUR";
  for (Card& card : cards.items) {
    card.title = "Title of " + card.sku;
    card.url = "/p/" + card.sku;
    card.category = "all";
  }
  const std::vector<float> biases = {.1f, .2f, -.3f, 0, .01f};
  const TableWriter table({.rows = rows,
                           .levels = 10,
                           .cards = cards,
                           .biases = biases,
                           .policy = {.denied_categories = {{1, 2}}, .pinned_items = {{1, 4}}},
                           .calibration = {{1, {{10, 20}}}}});
  const ShardWriter writer(table, kSampleGeneration);
  const std::vector<std::uint32_t> first = {0, 1, 3};
  const std::vector<std::uint32_t> second = {2, 4};
  return {writer.base(), {writer.shard(first, 8), writer.shard(second, 8)}};
}

}  // namespace goeswith::test
