// Calibration: from a score to the attach rate that it promises (FORMAT.md, section CALI).
#pragma once

#include <cstdint>
#include <vector>

#include "table/table.h"

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
  std::uint16_t min_cart;              // distinct items; 1 in the first class, ascending
  std::vector<CalibrationKnot> knots;  // 1 … 255; scores ≥ 0 ascend, rates do not fall

  friend bool operator==(const CalibrationClass&, const CalibrationClass&) = default;
};

// At most format::kMaxCalibrationClasses classes; none: nothing is known of rates.
using Calibration = std::vector<CalibrationClass>;

// The calibration of a table.
Calibration calibrationOf(const Table& table);

}  // namespace goeswith
