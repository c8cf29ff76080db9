#include "table/policy.h"

namespace goeswith {
namespace {

std::vector<NumberPair> pairsOf(const PairList& list) {
  std::vector<NumberPair> pairs;
  for (std::uint32_t k = 0; k < list.size(); ++k) pairs.push_back(list[k]);
  return pairs;
}

}  // namespace

Policy policyOf(const Table& table) {
  Policy policy;
  const auto& lists = table.pairLists();
  policy.denied_categories = pairsOf(lists[kDeniedCategories]);
  policy.dearer_categories = pairsOf(lists[kDearerCategories]);
  policy.blocked_items = pairsOf(lists[kBlockedItems]);
  policy.pinned_items = pairsOf(lists[kPinnedItems]);
  policy.max_same_category_price_percent = static_cast<std::uint16_t>(table.maxSameCategoryPricePercent());
  policy.max_price_percent = static_cast<std::uint16_t>(table.maxPricePercent());
  for (std::size_t p = 0; p < kPlacementCount; ++p) {
    policy.placement_limits[p] = static_cast<std::uint8_t>(table.placementLimit(p));
  }
  return policy;
}

}  // namespace goeswith
