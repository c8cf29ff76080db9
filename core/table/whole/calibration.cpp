#include "table/whole/calibration.h"

namespace goeswith {

Calibration calibrationOf(const Table& table) {
  Calibration calibration;
  for (const Table::Knot& knot : table.knots()) {
    if (calibration.empty() || calibration.back().min_cart != knot.min_cart) {
      calibration.push_back({knot.min_cart, {}});
    }
    std::vector<CalibrationKnot>& knots = calibration.back().knots;
    // What only says that below the next knot there is nothing is not a knot.
    if (knots.size() == 1 && knots[0] == CalibrationKnot{0, 0}) knots.clear();
    knots.push_back({static_cast<std::int32_t>(knot.score), knot.attach_rate});
  }
  return calibration;
}

}  // namespace goeswith
