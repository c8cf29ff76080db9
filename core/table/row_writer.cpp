#include "table/row_writer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "table/bytes_out.h"
#include "table/range_encoder.h"

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

  // 0, a half, for a model that saw too few decisions to be worth its bits.
  std::uint8_t priorOf(std::size_t model) const {
    const auto [zeros, ones] = counts_[model];
    if (zeros + ones < kFewDecisions) return 0;
    const double share = (static_cast<double>(ones) + .4) / (static_cast<double>(zeros + ones) + .8);
    return static_cast<std::uint8_t>(std::clamp(std::lround(share * 64), 1l, 63l));
  }

 private:
  static constexpr std::uint64_t kFewDecisions = 4;

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
    spread[bucket] = static_cast<std::uint8_t>(rows::quarterLog2(whole));
  }
  // Buckets without items cost least when they are like the last that has some.
  for (std::uint32_t bucket = 1; bucket < rows::kBuckets; ++bucket) {
    if (items[bucket] == 0) spread[bucket] = spread[bucket - 1];
  }
  return spread;
}

}  // namespace

EncodedPriors learnPriors(std::span<const rows::CodedRow> all_rows, std::uint32_t levels, std::uint32_t item_count) {
  rows::Priors priors;
  priors.spread = measureSpread(all_rows, item_count);
  rows::Models models;
  DecisionCounter counter(models);
  rows::RowCoder<DecisionCounter> coder(counter, models, priors, levels);
  for (std::uint32_t item = 0; item < all_rows.size(); ++item) {
    rows::CodedRow copy = all_rows[item];
    coder.code(copy, item, item_count, levels, format::kMaxRowLength);
  }
  for (std::uint32_t model = 0; model < rows::kModels; ++model) priors.models[model] = counter.priorOf(model);
  RangeEncoder encoder;
  rows::Priors coded = priors;
  rows::codePriors(encoder, coded);
  return {priors, std::move(encoder).finish()};
}

std::vector<std::uint8_t> encodeRows(std::span<const rows::CodedRow> all_rows, std::span<const std::uint32_t> numbers,
                                     const EncodedPriors& priors, std::uint32_t levels,
                                     std::uint32_t item_count, std::uint32_t block_shift) {
  std::vector<std::uint8_t> out = {static_cast<std::uint8_t>(levels), static_cast<std::uint8_t>(block_shift)};
  appendU16(out, static_cast<std::uint16_t>(priors.bytes.size()));
  out.insert(out.end(), priors.bytes.begin(), priors.bytes.end());
  std::vector<std::uint8_t> blocks;
  const std::size_t block_rows = std::size_t{1} << block_shift;
  for (std::size_t first = 0; first < numbers.size(); first += block_rows) {
    RangeEncoder encoder;
    rows::Models models = rows::startModels(priors.priors);
    rows::RowCoder<RangeEncoder> coder(encoder, models, priors.priors, levels);
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
    appendVarint(out, static_cast<std::uint32_t>(block.size()));
    blocks.insert(blocks.end(), block.begin(), block.end());
  }
  out.insert(out.end(), blocks.begin(), blocks.end());
  return out;
}

}  // namespace goeswith
