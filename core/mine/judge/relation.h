// Relation: which pairs orders hold together clearly more often than chance.
#pragma once

#include <cstdint>

#include "mine/count/cooccurrence.h"
#include "mine/read/baskets.h"
#include "table/weight_rows.h"

namespace goeswith {

// Removes from `rows` every positive weight between two items that have no relation: the n_ij orders that hold both are
// not clearly more than the n_i n_j / N that would by chance, of all N orders, those of one item included. Clearly:
// even the lower confidence bound of their number (z = 3, normal score bound of a Poisson count) is above chance, so
// that a pair needs more than the first few orders that hold it.
//
// What is bought with everything, batteries beside a laptop, has weights too: the regression sees only orders of two
// items and more, and to guess their missing item well, bestsellers must be guessed. A shop that would rather show
// nothing gives up those hits here.
//
// Negative weights stay. `counts` are of `baskets`. Returns how many weights went. Uses all threads; the result does
// not depend on their number.
std::uint64_t dropUnrelated(WeightRows& rows, const Cooccurrence& counts, const Baskets& baskets);

}  // namespace goeswith
