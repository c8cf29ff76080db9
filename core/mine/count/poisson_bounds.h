// Bounds of the mean that a count was drawn around.
#pragma once

#include <cmath>

namespace goeswith {

// Confidence bounds of the mean of a Poisson distribution that gave `count`, ≥ 0, `z` standard errors away: the normal
// score interval, count + z²/2 ± z √(count + z²/4).
inline double poissonUpperBound(double count, double z) {
  return count + z * z / 2 + z * std::sqrt(count + z * z / 4);
}
inline double poissonLowerBound(double count, double z) {
  return count + z * z / 2 - z * std::sqrt(count + z * z / 4);
}

}  // namespace goeswith
