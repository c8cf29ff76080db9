#include "table/calibration.h"

namespace goeswith {

Calibration calibrationOf(const Table& table) {
  Calibration calibration;
  // The table has checked the section (FORMAT.md, section CALI).
  const std::span<const std::uint8_t> section = table.calibrationSection();
  for (std::size_t at = 1; at < section.size();) {
    CalibrationClass& cart_class = calibration.emplace_back();
    cart_class.min_cart = format::readU16(&section[at]);
    const std::size_t knots = section[at + 2];
    at += format::kCalibrationClassSize;
    for (std::size_t k = 0; k < knots; ++k, at += format::kKnotSize) {
      cart_class.knots.push_back(
          {static_cast<std::int32_t>(format::readU32(&section[at])), format::readU16(&section[at + 4])});
    }
  }
  return calibration;
}

}  // namespace goeswith
