// MerchantRules: what a merchant's rules file says (RULES.md), before it meets a catalogue.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "table/whole/policy.h"

namespace goeswith {

// An item by its SKU, or a category, with all below it, by its name.
struct RuleSubject {
  enum class Kind { item, category };
  Kind kind = Kind::item;
  std::string name;

  friend bool operator==(const RuleSubject&, const RuleSubject&) = default;
};

// Every rule knows the line on which it stands.

// While item `source` is in the cart: show `target` first (pin), or never (block).
struct ItemPairRule {
  std::string source;
  std::string target;
  std::uint64_t line = 0;
};

// Never shown.
struct BlockRule {
  RuleSubject subject;
  std::uint64_t line = 0;
};

struct BoostRule {
  RuleSubject subject;
  double factor = 1;  // 0.1 … 10
  std::uint64_t line = 0;
};

// While an item of category `source` is in the cart: of items with a category, only those of `targets` are shown
// (allow), or none of them (deny).
struct CategoryRule {
  std::string source;
  std::vector<std::string> targets;  // not empty
  std::vector<std::uint64_t> target_lines;
  std::uint64_t line = 0;
};

// A number that must be read with knowledge of the catalogue, or that is reported on.
template <class Value>
struct LimitRule {
  Value value{};
  std::uint64_t line = 0;
};

// How much of a list may be of a category that the cart has already.
enum class SameCategory {
  allow,       // weights stay as they were fitted
  calibrated,  // positive weights within a category shrink until lists hold about as many of them as orders do
  exclude,     // nothing of a category that the cart holds
};

struct MerchantRules {
  std::string file;  // for messages
  std::vector<ItemPairRule> pins;
  std::vector<ItemPairRule> blocked_pairs;
  std::vector<BlockRule> blocks;
  std::vector<BoostRule> boosts;
  std::vector<CategoryRule> allowed_categories;
  std::vector<CategoryRule> denied_categories;
  std::optional<LimitRule<std::string>> max_price;               // as parsePrice() reads it
  std::optional<LimitRule<std::int64_t>> min_stock;              // ≥ 1
  std::optional<SameCategory> same_category;                     // none: the caller's default
  bool excludes_unrelated = false;                               // see relation.h
  std::uint16_t max_price_percent = 0;                           // as in Policy
  std::optional<std::uint16_t> max_same_category_price_percent;  // as in Policy; none: 100, but see own_complements
  std::array<std::uint8_t, kPlacementCount> placement_limits{};
};

}  // namespace goeswith
