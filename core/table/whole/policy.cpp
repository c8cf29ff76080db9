#include "table/whole/policy.h"

namespace goeswith {

Policy policyOf(const Table& table) {
  Policy policy;
  const std::array<std::vector<NumberPair>*, kPairLists> lists = {&policy.denied_categories, &policy.dearer_categories,
                                                                  &policy.blocked_items, &policy.pinned_items};
  for (const RulePair& rule : table.rulePairs()) lists[rule.list]->push_back(rule.pair);
  policy.max_same_category_price_percent = static_cast<std::uint16_t>(table.maxSameCategoryPricePercent());
  policy.max_price_percent = static_cast<std::uint16_t>(table.maxPricePercent());
  for (std::size_t p = 0; p < kPlacementCount; ++p) {
    policy.placement_limits[p] = static_cast<std::uint8_t>(table.placementLimit(p));
  }
  return policy;
}

}  // namespace goeswith
