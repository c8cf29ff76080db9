#include "table/table_writer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "table/bytes_out.h"
#include "table/format.h"

namespace goeswith {
namespace {

void storeU32(std::vector<std::uint8_t>& out, std::size_t at, std::uint32_t value) {
  for (int k = 0; k < 4; ++k) out[at + k] = static_cast<std::uint8_t>(value >> (8 * k));
}

// Integer weights of all codes on all scales, so that quantising picks the nearest that a reader will compute.
class Quantiser {
 public:
  explicit Quantiser(std::uint32_t levels) : levels_(levels) {}

  std::int32_t weightOf(std::uint32_t q, std::uint32_t scale) const {
    return format::scaledWeight(format::levelValue(q, levels_), scale);
  }

  // The scale that loses least of a row, by the sum of squared errors; of equal ones the lowest. Magnitudes are in
  // units of integer weight. Only scales near the row's largest magnitude can be the best.
  std::uint32_t bestScale(std::span<const double> magnitudes) const {
    double top = 0;
    for (const double magnitude : magnitudes) top = std::max(top, magnitude);
    std::uint32_t reaching = 0;
    while (reaching < format::kMaxScale && weightOf(levels_, reaching) < top) ++reaching;
    std::uint32_t best = reaching;
    double best_error = std::numeric_limits<double>::infinity();
    for (std::uint32_t scale = reaching < 4 ? 0 : reaching - 4; scale <= reaching; ++scale) {
      double error = 0;
      for (const double magnitude : magnitudes) {
        const std::uint32_t level = levelFor(magnitude, scale);
        const double loss = magnitude - (level > 0 ? weightOf(level, scale) : 0);
        error += loss * loss;
      }
      if (error < best_error) {
        best = scale;
        best_error = error;
      }
    }
    return best;
  }

  // The level nearest to `magnitude` on `scale`; 0 when nothing is nearer than the lowest level.
  std::uint32_t levelFor(double magnitude, std::uint32_t scale) const {
    std::uint32_t best = 0;
    double best_distance = magnitude;
    for (std::uint32_t q = 1; q <= levels_; ++q) {
      const double distance = std::abs(weightOf(q, scale) - magnitude);
      if (distance < best_distance) {
        best = q;
        best_distance = distance;
      }
    }
    return best;
  }

 private:
  std::uint32_t levels_;
};

// Notes in `kept_edges` the indices of the edges that the file holds.
std::vector<std::uint8_t> writeRows(const TableContents& contents, std::vector<std::uint64_t>& kept_edges) {
  const WeightRows& rows = contents.rows;
  const Quantiser quantiser(contents.levels);
  const std::uint32_t magnitude_bits = format::magnitudeBits(contents.levels);
  const bool any_negative =
      std::any_of(rows.edges.begin(), rows.edges.end(), [](const WeightedTarget& edge) { return edge.weight < 0; });
  const double unit = integerScale(rows, contents.biases, contents.levels);

  const std::size_t n = rows.rowCount();
  std::vector<std::uint8_t> out(format::kRowsHeaderSize + 2 * n, 0);
  out[0] = static_cast<std::uint8_t>(contents.levels);
  out[1] = any_negative;
  std::vector<double> magnitudes;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> kept;  // target, code
  for (std::size_t i = 0; i < n; ++i) {
    magnitudes.clear();
    for (const WeightedTarget& edge : rows.row(i)) magnitudes.push_back(std::abs(edge.weight) * unit);
    const std::uint32_t scale = quantiser.bestScale(magnitudes);
    kept.clear();
    for (std::size_t k = 0; k < magnitudes.size(); ++k) {
      const std::uint32_t level = quantiser.levelFor(magnitudes[k], scale);
      if (level == 0) continue;
      const WeightedTarget& edge = rows.row(i)[k];
      kept_edges.push_back(rows.offsets[i] + k);
      kept.emplace_back(edge.target, (level - 1) | static_cast<std::uint32_t>(edge.weight < 0) << magnitude_bits);
    }
    if (kept.empty()) continue;
    assert(kept.size() <= format::kMaxRowLength);
    out[format::kRowsHeaderSize + i] = static_cast<std::uint8_t>(kept.size());
    out[format::kRowsHeaderSize + n + i] = static_cast<std::uint8_t>(scale);
    std::uint32_t next = 0;
    for (const auto& [target, code] : kept) {
      appendVarint(out, target - next);
      next = target + 1;
    }
    std::uint32_t buffer = 0;
    std::uint32_t filled = 0;
    for (const auto& [target, code] : kept) {
      buffer |= code << filled;
      filled += magnitude_bits + any_negative;
      for (; filled >= 8; filled -= 8, buffer >>= 8) out.push_back(static_cast<std::uint8_t>(buffer));
    }
    if (filled > 0) out.push_back(static_cast<std::uint8_t>(buffer));
  }
  return out;
}

std::vector<std::uint8_t> writeBiases(const TableContents& contents) {
  std::vector<std::uint8_t> out;
  const double scale = integerScale(contents.rows, contents.biases, contents.levels);
  double top = 0;
  for (const float bias : contents.biases) top = std::max(top, std::abs(bias) * scale);
  // Nothing to add: no section.
  if (top < 0.5) return out;
  const double unit = std::clamp<double>(std::ceil(top * 64 / (127 * 127)), 1, format::kMaxBiasUnit);
  appendU32(out, static_cast<std::uint64_t>(unit));
  for (const float bias : contents.biases) {
    const long magnitude = std::min(std::lround(std::sqrt(std::abs(bias) * scale * 64 / unit)), 127l);
    out.push_back(static_cast<std::uint8_t>(bias < 0 ? -magnitude : magnitude));
  }
  return out;
}

std::vector<std::uint8_t> writeRules(const Policy& policy) {
  std::vector<std::uint8_t> out;
  if (policy == kNoPolicy) return out;
  appendU16(out, policy.max_same_category_price_percent);
  appendU16(out, policy.max_price_percent);
  out.insert(out.end(), policy.placement_limits.begin(), policy.placement_limits.end());
  out.resize(12);
  const std::array lists = {&policy.denied_categories, &policy.blocked_items, &policy.pinned_items};
  for (const std::vector<NumberPair>* list : lists) appendU32(out, list->size());
  appendU32(out, policy.dearer_categories.size());
  for (const std::vector<NumberPair>* list : lists) {
    for (const NumberPair& pair : *list) {
      appendU32(out, pair.from);
      appendU32(out, pair.to);
    }
  }
  for (const std::uint32_t category : policy.dearer_categories) appendU32(out, category);
  return out;
}

std::vector<std::uint8_t> writeCalibration(const Calibration& calibration) {
  std::vector<std::uint8_t> out;
  if (calibration.empty()) return out;
  assert(calibration.size() <= format::kMaxCalibrationClasses);
  out.push_back(static_cast<std::uint8_t>(calibration.size()));
  for (const CalibrationClass& cart_class : calibration) {
    assert(!cart_class.knots.empty() && cart_class.knots.size() <= 255);
    appendU16(out, cart_class.min_cart);
    out.push_back(static_cast<std::uint8_t>(cart_class.knots.size()));
    for (const CalibrationKnot& knot : cart_class.knots) {
      appendU32(out, static_cast<std::uint32_t>(knot.score));
      appendU16(out, knot.attach_rate);
    }
  }
  return out;
}

}  // namespace

double integerScale(const WeightRows& rows, std::span<const float> biases, std::uint32_t levels) {
  float top = 0;
  for (const WeightedTarget& edge : rows.edges) top = std::max(top, std::abs(edge.weight));
  for (const float bias : biases) top = std::max(top, std::abs(bias));
  // The strongest number of the table gets the largest weight there is.
  return top > 0 ? Quantiser(levels).weightOf(levels, format::kMaxScale) / double{top} : 0;
}

std::vector<std::uint8_t> writeTable(const TableContents& contents) {
  assert(contents.levels >= 1 && contents.levels <= format::kMaxLevels);
  assert(contents.rows.rowCount() <= format::kMaxItems);
  std::vector<std::uint64_t> kept_edges;
  const std::vector<std::uint8_t> rows = writeRows(contents, kept_edges);

  const std::vector<std::uint8_t> biases = writeBiases(contents);
  const std::vector<std::uint8_t> rules = writeRules(contents.policy);
  const std::vector<std::uint8_t> calibration = writeCalibration(contents.calibration);
  std::vector<std::uint8_t> support;
  if (contents.support != nullptr) {
    Support kept{contents.support->item_orders, {}};
    for (const std::uint64_t edge : kept_edges) kept.edge_orders.push_back(contents.support->edge_orders[edge]);
    support = encodeSupport(kept);
  }

  struct Section {
    std::uint32_t tag;
    std::span<const std::uint8_t> bytes;
    bool is_optional;
  };
  const auto* info = reinterpret_cast<const std::uint8_t*>(contents.info.data());
  std::vector<Section> sections = {{format::kRowsTag, rows, false},
                                   {format::kBiasTag, biases, true},
                                   {format::kRulesTag, rules, true},
                                   {format::kCalibrationTag, calibration, true},
                                   {format::kCardsTag, contents.cards, false},
                                   {format::kSupportTag, support, true},
                                   {format::kInfoTag, {info, contents.info.size()}, true}};
  std::erase_if(sections, [](const Section& section) { return section.is_optional && section.bytes.empty(); });

  std::vector<std::uint8_t> out(format::kMagic.begin(), format::kMagic.end());
  appendU32(out, format::kVersion);  // and three reserved bytes
  appendU32(out, 0);                 // the checksum, stored last
  appendU32(out, 0);                 // the size
  appendU32(out, contents.rows.rowCount());
  appendU32(out, kept_edges.size());
  appendU32(out, sections.size());
  std::uint64_t offset = format::kHeaderSize + format::kDirectoryEntrySize * sections.size();
  for (const Section& section : sections) {
    appendU32(out, section.tag);
    appendU32(out, offset);
    appendU32(out, section.bytes.size());
    offset += section.bytes.size();
  }
  for (const Section& section : sections) out.insert(out.end(), section.bytes.begin(), section.bytes.end());
  assert(out.size() <= 0xFFFFFFFFu);
  storeU32(out, format::kSizeOffset, static_cast<std::uint32_t>(out.size()));
  const XXH32_hash_t checksum = XXH32(out.data() + format::kChecksummedFrom, out.size() - format::kChecksummedFrom, 0);
  storeU32(out, format::kChecksumOffset, checksum);
  return out;
}

}  // namespace goeswith
