// Category affinity: which categories hold substitutes, by what orders hold together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mine/count/cooccurrence.h"
#include "mine/judge/categories.h"
#include "mine/read/baskets.h"
#include "table/weight_rows.h"
#include "table/whole/cards.h"
#include "table/whole/policy.h"

namespace goeswith {

// A category whose items do not go together.
struct SubstituteCategory {
  std::string name;            // of a category or of one above several
  std::uint64_t observed = 0;  // orders that hold two of its products
  double expected = 0;         // orders that would hold two by chance
};

struct Substitutes {
  std::vector<SubstituteCategory> categories;  // by name
  // Pairs for Policy::denied_categories: pairs of categories that are one of `categories` or lie below one, in both
  // directions, ascending.
  std::vector<NumberPair> denied;
  // The opposite: numbers of categories, ascending, of which orders hold two products clearly more often than chance
  // would (tyres and tubes). A dearer item of such a category is no upsell.
  std::vector<std::uint32_t> own_complements;
};

// Learns from orders which categories hold substitutes (bikes), so that the second is no suggestion for the first.
//
// For each category, and each category above several ("Bikes" above "Bikes > Road Bikes"), the orders that hold two of
// its products are compared with those that would if every place in an order were filled by chance, products weighted
// by how often they are bought: Σ over orders of m products of 1 − (1 − q)^m − m q (1 − q)^(m − 1), with q the
// category's share of all lines. Products are items, or groups where items have one: two sizes of a shirt are one
// product. The category holds substitutes when even an upper confidence bound (z = 2.6, normal score bound of a
// Poisson count) is below a fifth of chance; so nothing is denied on less than 34 expected orders. Where a
// category alone has too few orders, the closest one above it that has enough decides. Two categories below one
// category of substitutes deny each other too, unless they are bought together too often for that.
//
// Items without a category take no part. A category above more than 100 others is not judged, since it would deny
// 10,000 pairs. Cost: two passes over the orders. `categories` is of `cards`.
Substitutes findSubstitutes(const Baskets& baskets, const Cards& cards, const Categories& categories);

// Removes from `rows` every positive weight between two items of one category that are bought together less than
// chance: whose weighted pair count C_ij is below r_i r_j / Σr, with r the sums of C's rows. What the regression makes
// of such a pair is an artefact of third items. Returns how many. Uses all threads; the result does not depend on their
// number.
std::uint64_t dropBelowChance(WeightRows& rows, const Cooccurrence& counts, const Categories& categories);

}  // namespace goeswith
