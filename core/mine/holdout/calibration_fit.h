// fitCalibration: from what became of suggestions on held-out orders to the attach rates that scores promise.
#pragma once

#include <cstdint>
#include <span>

#include "table/whole/calibration.h"

namespace goeswith {

// One suggestion for a held-out cart.
struct SuggestionOutcome {
  std::uint32_t cart_size;  // distinct items that the table knows; 0: a page of one item
  std::uint32_t lead;       // on a page, 0 … format::kTopLead; in a cart 0
  double score;             // without the lead, in the unit of the model's weights, so that different tables compare
  bool was_taken;           // the order went on to hold the item
};

// Steps of expected attach rates over scores, for carts of similar size: outcomes in bins of equal count by score, each
// bin's rate drawn a little towards the class's mean, then made monotone by pooling adjacent violators (Ayer et al.
// 1955), and last taken half a standard error lower, so that few outcomes promise little. Classes of cart sizes with
// too few outcomes join the class below; pages are a class of their own, in which each lead has its steps. Without any
// outcome there is no calibration. `score_scale` is what a weight of
// 1 is as an integer in the table (integerScale()). The order of the outcomes does not matter.
Calibration fitCalibration(std::span<const SuggestionOutcome> outcomes, double score_scale);

}  // namespace goeswith
