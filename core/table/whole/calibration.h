// Calibration: from a score to the attach rate that it promises (FORMAT.md, "Calibration").
#pragma once

#include <cstdint>
#include <vector>

#include "table/read/table.h"

namespace goeswith {

// Attach rates are counted in 65,536ths.
inline constexpr double kAttachRateUnit = 1.0 / 65536;

struct CalibrationKnot {
  std::int32_t score;         // from this score on …
  std::uint16_t attach_rate;  // … this rate, in kAttachRateUnit

  friend bool operator==(const CalibrationKnot&, const CalibrationKnot&) = default;
};

// Carts of similar size, since the same score promises less of a large cart.
struct CalibrationClass {
  // Distinct items; ascending. 0: a page of one item, whose scores have leads in them.
  std::uint32_t min_cart;
  std::vector<CalibrationKnot> knots;  // not empty; scores ≥ 0 ascend, rates do not fall but from lead to lead

  friend bool operator==(const CalibrationClass&, const CalibrationClass&) = default;
};

// At most format::kMaxKnots knots in all, with one more for each class whose first score is not 0; no class: nothing is
// known of rates.
using Calibration = std::vector<CalibrationClass>;

// The calibration of a table.
Calibration calibrationOf(const Table& table);

}  // namespace goeswith
