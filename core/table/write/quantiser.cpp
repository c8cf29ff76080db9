#include "table/write/quantiser.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace goeswith {
namespace {

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

}  // namespace

double integerScale(const WeightRows& rows, std::span<const float> biases, std::uint32_t levels) {
  float top = 0;
  for (const WeightedTarget& edge : rows.edges) top = std::max(top, std::abs(edge.weight));
  for (const float bias : biases) top = std::max(top, std::abs(bias));
  return top > 0 ? Quantiser(levels).weightOf(levels, format::kMaxScale) / double{top} : 0;
}

QuantisedRows quantise(const WeightRows& model, std::uint32_t levels, double unit) {
  assert(levels >= 1 && levels <= format::kMaxLevels);
  const Quantiser quantiser(levels);
  QuantisedRows result{levels, std::vector<rows::CodedRow>(model.rowCount()), {}};
  std::vector<double> magnitudes;
  for (std::size_t i = 0; i < model.rowCount(); ++i) {
    const std::span<const WeightedTarget> edges = model.row(i);
    magnitudes.clear();
    for (const WeightedTarget& edge : edges) magnitudes.push_back(std::abs(edge.weight) * unit);
    rows::CodedRow& row = result.rows[i];
    row.scale = quantiser.bestScale(magnitudes);
    const std::vector<std::uint32_t> leads = leadsOf(edges);
    for (std::size_t k = 0; k < edges.size(); ++k) {
      std::uint32_t level = quantiser.levelFor(magnitudes[k], row.scale);
      if (leads[k] > 0) level = std::max(level, 1u);
      if (level == 0) continue;
      row.edges.push_back({edges[k].target, level, edges[k].weight < 0, leads[k]});
      result.kept_edges.push_back(model.offsets[i] + k);
    }
    assert(row.edges.size() <= format::kMaxRowLength);
  }
  return result;
}

}  // namespace goeswith
