// LinearModel: weights of pairs of items, and a bias of each item.
#pragma once

#include <vector>

#include "table/weight_rows.h"

namespace goeswith {

// The weights say what a source adds to a target's score, the biases what a target has without any source. A cart's
// score for j is bias[j] + Σ weights of the cart's rows for j.
struct LinearModel {
  WeightRows rows;
  std::vector<float> bias;  // one an item, on the scale of the weights
};

}  // namespace goeswith
