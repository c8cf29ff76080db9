// Candidates of the ridge model: the few pairs that may get a weight.
#pragma once

#include <cstdint>
#include <vector>

#include "mine/count/cooccurrence.h"
#include "table/weight_rows.h"

namespace goeswith {

struct CandidateOptions {
  std::uint32_t bought_together;  // best co-bought targets of a source
  std::uint32_t missing;          // targets that a source is bought with less than chance
  std::uint32_t min_support;      // orders that must hold a pair for it to be one of the first kind, ≥ 1
  std::uint32_t few_orders = 0;   // of a source in fewer orders one is enough
};

// For every source its candidate targets among the items of `is_offered` (one an item), ascending, with weight 1: the
// `bought_together` best by C_ij / n_j^0.3, and the `missing` ones with the largest positive r_i r_j / Σr − C_ij (r:
// sums of C's rows), the orders that chance would give but that nobody placed: two bikes, two sizes of one shirt. The
// latter are looked for among the 600 largest r_j. Candidates are chosen per source, since a choice per target starves
// the long tail. Uses all threads; the result does not depend on their number.
WeightRows findRidgeCandidates(const Cooccurrence& counts, const std::vector<bool>& is_offered,
                               const CandidateOptions& options);

}  // namespace goeswith
