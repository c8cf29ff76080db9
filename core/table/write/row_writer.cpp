#include "table/write/row_writer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include "table/write/head_writer.h"
#include "table/write/text_encoder.h"

namespace goeswith {
namespace {

// A coder that writes nothing and counts how often each model's decision came out as 1.
class DecisionCounter {
 public:
  explicit DecisionCounter(const rows::Models& models) : first_(models.data()), counts_(models.size()) {}

  bool bit(const BitModel& model, bool outcome) {
    ++counts_[static_cast<std::size_t>(&model - first_)][outcome];
    return outcome;
  }
  bool evenBit(bool outcome) { return outcome; }

  // A half for a model that saw too few decisions to be worth its bits.
  std::uint8_t priorOf(std::size_t model) const {
    const auto [zeros, ones] = counts_[model];
    if (zeros + ones < kFewDecisions) return kHalf;
    const double share = (static_cast<double>(ones) + .4) / (static_cast<double>(zeros + ones) + .8);
    return static_cast<std::uint8_t>(std::clamp(std::lround(share * 64), 1l, 63l));
  }

 private:
  static constexpr std::uint64_t kFewDecisions = 4;
  static constexpr std::uint8_t kHalf = 32;

  const BitModel* first_;
  std::vector<std::array<std::uint64_t, 2>> counts_;
};

std::array<std::uint8_t, rows::kBuckets> measureSpread(std::span<const rows::CodedRow> all_rows,
                                                       std::uint32_t item_count) {
  std::array<double, rows::kBuckets> edges{};
  std::array<double, rows::kBuckets> items{};
  for (std::uint32_t item = 0; item < item_count; ++item) ++items[rows::bucketOf(item)];
  for (const rows::CodedRow& row : all_rows) {
    for (const CodedEdge& edge : row.edges) ++edges[rows::bucketOf(edge.target)];
  }
  std::array<std::uint8_t, rows::kBuckets> spread{};
  double beyond = 0;
  for (std::uint32_t bucket = rows::kBuckets; bucket-- > 0;) {
    const double mass = beyond + edges[bucket] / 2;
    beyond += edges[bucket];
    const double distance = edges[bucket] > 0 ? mass * items[bucket] / edges[bucket] : items[bucket];
    const auto whole = static_cast<std::uint32_t>(std::clamp(std::lround(distance), 1l, long{format::kMaxItems}));
    spread[bucket] = static_cast<std::uint8_t>(std::max(rows::quarterLog2(whole), 1u));
  }
  // Buckets without items cost least when they are like the last that has some.
  for (std::uint32_t bucket = 1; bucket < rows::kBuckets; ++bucket) {
    if (items[bucket] == 0) spread[bucket] = spread[bucket - 1];
  }
  return spread;
}

}  // namespace

rows::Priors learnPriors(std::span<const rows::CodedRow> all_rows, std::uint32_t levels, std::uint32_t item_count) {
  rows::Priors priors{};
  priors.spread = measureSpread(all_rows, item_count);
  rows::Models models;
  DecisionCounter counter(models);
  rows::RowCoder<DecisionCounter> coder(counter, models, priors, levels);
  for (std::uint32_t item = 0; item < all_rows.size(); ++item) {
    rows::CodedRow copy = all_rows[item];
    coder.code(copy, item, item_count, levels, format::kMaxRowLength);
  }
  for (std::uint32_t model = 0; model < rows::kModels; ++model) priors.models[model] = counter.priorOf(model);
  return priors;
}

std::vector<std::uint8_t> encodeRows(std::span<const rows::CodedRow> all_rows, std::span<const std::uint32_t> numbers,
                                     const rows::Priors& priors, bool stand_on_base, std::uint32_t levels,
                                     std::uint32_t item_count, std::uint32_t block_shift) {
  HeadWriter head;
  head.number(HeadReader::kCounts, levels - 1);
  head.number(HeadReader::kCounts, block_shift);
  head.number(HeadReader::kCounts, stand_on_base ? 0 : 1);
  if (!stand_on_base) {
    std::vector<std::uint8_t> text(priors.spread.begin(), priors.spread.end());
    text.insert(text.end(), priors.models.begin(), priors.models.end());
    text.push_back(0);
    TextEncoder().append(head.encoder(), text);
  }
  const std::size_t block_rows = std::size_t{1} << block_shift;
  for (std::size_t first = 0; first < numbers.size(); first += block_rows) {
    RangeEncoder encoder;
    rows::Models models = rows::startModels(priors);
    rows::RowCoder<RangeEncoder> coder(encoder, models, priors, levels);
    std::size_t edges = 0;
    for (const std::uint32_t number : numbers.subspan(first, std::min(block_rows, numbers.size() - first))) {
      rows::CodedRow row = all_rows[number];
      [[maybe_unused]] const bool is_sound = coder.code(row, number, item_count, levels, format::kMaxRowLength);
      assert(is_sound);
      edges += row.edges.size();
    }
    std::vector<std::uint8_t> block = std::move(encoder).finish();
    // Rows that are all alike can take less than the format allows a block to.
    const std::size_t least = (edges + format::kMaxEdgesPerByte - 1) / format::kMaxEdgesPerByte;
    if (block.size() < least) block.resize(least);
    head.entries(1);
    head.number(HeadReader::kSteps, static_cast<std::uint32_t>(block.size()));
    head.bytes(block);
  }
  return std::move(head).pack();
}

}  // namespace goeswith
