// applyRules: what a merchant's rules and the orders' substitutes mean for a catalogue.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mine/count/linear_model.h"
#include "mine/judge/catalogue.h"
#include "mine/judge/categories.h"
#include "mine/judge/category_affinity.h"
#include "mine/judge/same_category.h"
#include "mine/read/items.h"
#include "mine/read/rules.h"
#include "mine/text/input_error.h"
#include "table/whole/policy.h"

namespace goeswith {

// The shop that rules are applied to.
struct RuleInputs {
  const Catalogue& catalogue;
  const Categories& categories;                      // of the catalogue's cards
  const Items& items;                                // the items file; empty: there is none
  const Substitutes& substitutes;                    // what findSubstitutes() says of the orders
  SameCategory same_category = SameCategory::allow;  // where the rules do not say
};

// One rule that was applied, for the report.
struct RuleEffect {
  std::uint64_t line = 0;
  std::string rule;         // "pin", "block", "boost", "price_cap", "min_stock", "allow", "deny"
  std::uint64_t items = 0;  // how many items it changes something for; of allow and deny: pairs of categories
  std::string note;         // why it has less effect than one may think; empty: nothing to say
};

struct AppliedRules {
  std::vector<bool> is_offered;       // by item: Catalogue::is_offered less what rules forbid
  std::vector<float> target_factors;  // by item: what its positive weights and bias are multiplied with
  Policy policy;                      // what depends on the cart
  SameCategory same_category = SameCategory::allow;
  bool excludes_unrelated = false;  // as in MerchantRules
  std::vector<RuleEffect> effects;  // by line
};

// Applies rules at build time as far as they can be; MerchantRules{} leaves just what the catalogue and the orders say.
//
// - Blocked items, items above the absolute price cap and items below the minimum stock are not offered. Items without
//   a price or a stock number stay; the effect's note counts them.
// - An item's boost is its own, else that of the closest category above it.
// - A category rule is for the category and all below it. Among allowances for a category any suffices; a denial beats
//   an allowance above it. Both beat what was learned: `substitutes`, and SameCategory::exclude, do not deny what is
//   allowed. Items without a category are not touched by category rules.
// - A pin whose item is not available, has too small a stock or stands in no order yet is left out with a note, since
//   all that may be over tomorrow.
//
// Fails, with the rule's line, for an item or a category that neither orders nor items file know (naming a near miss),
// for a price cap that is no price or of another currency, for a minimum stock where no item has a stock number, and
// for a pin that another rule forbids always or whose item the items file does not list.
tl::expected<AppliedRules, InputError> applyRules(const MerchantRules& rules, const RuleInputs& inputs);

// Edges that went, by reason; each is counted once, for the first that applies.
struct RuledOutEdges {
  std::uint64_t not_offered = 0;
  std::uint64_t blocked_pairs = 0;
  std::uint64_t denied_categories = 0;
  std::uint64_t same_category_price = 0;  // upsells: positive edges only
  std::uint64_t price_cap = 0;            // relative to the source: positive edges only
};

// Removes the edges that can never lead to a suggestion while their source is what the cart holds, so that they take no
// place in a table's row. The scorer checks the cart as a whole again. Negative edges of pairs that merely cost too
// much stay, since a cart with a dearer item may lift that limit. `categories` is of `cards`, `rules` were applied to
// them.
RuledOutEdges dropRuledOut(WeightRows& rows, const Cards& cards, const Categories& categories,
                           const AppliedRules& rules);

// Multiplies positive weights, and positive biases, by their target's factor.
void boostTargets(LinearModel& model, const std::vector<float>& target_factors);

}  // namespace goeswith
