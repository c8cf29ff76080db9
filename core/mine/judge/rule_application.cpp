#include "mine/judge/rule_application.h"

#include <tsl/robin_map.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "mine/count/edge_filter.h"
#include "mine/text/input_text.h"
#include "mine/text/money.h"
#include "mine/text/near_miss.h"

namespace goeswith {
namespace {

// A rule that keeps an item from being offered.
struct Reason {
  std::uint64_t line = 0;  // 0: there is none
  const char* rule = "";
};

// Whether the item costs more than so many hundredths of what the other costs. 0 is no limit; a price that is not known
// exceeds none.
bool exceedsPrice(const Cards& cards, std::uint32_t item, std::uint32_t anchor, std::uint16_t percent) {
  const auto price = cards.items[item].price_minor;
  const auto anchor_price = cards.items[anchor].price_minor;
  return percent != 0 && price && anchor_price && std::uint64_t{*price} * 100 > std::uint64_t{*anchor_price} * percent;
}

bool isUpsell(const Cards& cards, const Categories& categories, const AppliedRules& rules, std::uint32_t source,
              std::uint32_t target) {
  const auto& exempt = rules.policy.dearer_categories;
  return categories.sameCategory(source, target) &&
         !std::binary_search(exempt.begin(), exempt.end(),
                             NumberPair{categories.category_of[source], categories.category_of[source]}) &&
         exceedsPrice(cards, target, source, rules.policy.max_same_category_price_percent);
}

template <class Pair>
void sortOnce(std::vector<Pair>& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

std::string countOf(std::uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// A member function that applies rules returns whether to go on; what is wrong stands in error_ then.
class RuleApplication {
 public:
  RuleApplication(const MerchantRules& rules, const RuleInputs& inputs)
      : rules_(rules), cards_(inputs.catalogue.cards), categories_(inputs.categories), inputs_(inputs) {
    for (std::uint32_t i = 0; i < cards_.items.size(); ++i) number_of_.emplace(cards_.items[i].sku, i);
    for (const Item& item : inputs.items) listed_.emplace(item.sku, &item);
    for (const Item& item : inputs.items) {
      if (!item.category.empty()) addCategoryPath(item.category, 0);
    }
    for (std::uint32_t c = 1; c < categories_.names.size(); ++c) addCategoryPath(categories_.names[c], c);
    applied_.is_offered = inputs.catalogue.is_offered;
    applied_.target_factors.assign(cards_.items.size(), 1);
    reasons_.resize(cards_.items.size());
  }

  tl::expected<AppliedRules, InputError> apply() {
    const auto upsell_percent = rules_.max_same_category_price_percent;
    applied_.policy.max_same_category_price_percent = upsell_percent.value_or(100);
    if (!upsell_percent) {
      for (const std::uint32_t category : inputs_.substitutes.own_complements) {
        applied_.policy.dearer_categories.push_back({category, category});
      }
    }
    if (!applyBlocks() || !applyPriceCap() || !applyMinStock() || !applyBoosts() || !applyCategoryRules() ||
        !applyBlockedPairs() || !applyPins()) {
      return tl::make_unexpected(std::move(error_));
    }
    applied_.same_category = rules_.same_category.value_or(inputs_.same_category);
    applied_.excludes_unrelated = rules_.excludes_unrelated;
    Policy& policy = applied_.policy;
    addLearnedDenials();
    sortOnce(policy.denied_categories);
    sortOnce(policy.blocked_items);
    sortOnce(policy.pinned_items);
    policy.max_price_percent = rules_.max_price_percent;
    policy.placement_limits = rules_.placement_limits;
    std::stable_sort(applied_.effects.begin(), applied_.effects.end(),
                     [](const RuleEffect& a, const RuleEffect& b) { return a.line < b.line; });
    return std::move(applied_);
  }

 private:
  bool fail(std::uint64_t line, std::string message) {
    error_ = {rules_.file, line, std::move(message)};
    return false;
  }

  // `category` 0: only the names are known, since no order holds its items.
  void addCategoryPath(std::string_view name, std::uint32_t category) {
    for (const std::string_view level : categoryPath(name)) {
      auto& below = categories_of_[level];
      if (category != 0) below.push_back(category);
    }
  }

  // The item's number, or nothing when it is known but stands in no order.
  bool findItem(const std::string& sku, std::uint64_t line, std::optional<std::uint32_t>& number) {
    const auto found = number_of_.find(sku);
    number = found == number_of_.end() ? std::nullopt : std::optional(found->second);
    if (number || listed_.contains(sku)) return true;
    std::vector<std::string_view> known;
    for (const Card& card : cards_.items) known.push_back(card.sku);
    for (const Item& item : inputs_.items) known.push_back(item.sku);
    return fail(line, "the item " + quotedForMessage(sku) + " is neither in the orders nor in the items file" +
                          didYouMean(sku, known));
  }

  // The numbers of the category and of those below it.
  bool findCategory(const std::string& name, std::uint64_t line, std::span<const std::uint32_t>& numbers) {
    const auto found = categories_of_.find(name);
    if (found != categories_of_.end()) {
      numbers = found->second;
      return true;
    }
    if (categories_of_.empty()) {
      return fail(line, "the category " + quotedForMessage(name) +
                            " is not known, since no item has a category; give an items file with a category column");
    }
    std::vector<std::string_view> known;
    for (const auto& [known_name, below] : categories_of_) known.push_back(known_name);
    return fail(line, "no item has the category " + quotedForMessage(name) + didYouMean(name, known));
  }

  // The items that a rule is about.
  bool findSubject(const RuleSubject& subject, std::uint64_t line, std::vector<std::uint32_t>& items) {
    items.clear();
    if (subject.kind == RuleSubject::Kind::item) {
      std::optional<std::uint32_t> number;
      if (!findItem(subject.name, line, number)) return false;
      if (number) items.push_back(*number);
      return true;
    }
    std::span<const std::uint32_t> categories;
    if (!findCategory(subject.name, line, categories)) return false;
    std::vector<bool> is_meant(categories_.names.size());
    for (const std::uint32_t category : categories) is_meant[category] = true;
    for (std::uint32_t i = 0; i < categories_.category_of.size(); ++i) {
      if (is_meant[categories_.category_of[i]]) items.push_back(i);
    }
    return true;
  }

  void report(std::uint64_t line, const char* rule, std::uint64_t items, std::string note = {}) {
    applied_.effects.push_back({line, rule, items, std::move(note)});
  }

  void forbid(std::uint32_t item, Reason reason) {
    applied_.is_offered[item] = false;
    if (reasons_[item].line == 0) reasons_[item] = reason;
  }

  static std::string inNoOrder(bool is_in_none) {
    return is_in_none ? "stands in no order yet, so that no table holds it" : "";
  }

  bool applyBlocks() {
    std::vector<std::uint32_t> items;
    for (const BlockRule& block : rules_.blocks) {
      if (!findSubject(block.subject, block.line, items)) return false;
      for (const std::uint32_t item : items) forbid(item, {block.line, "block"});
      report(block.line, "block", items.size(), inNoOrder(items.empty()));
    }
    return true;
  }

  bool applyPriceCap() {
    if (!rules_.max_price) return true;
    const auto& [text, line] = *rules_.max_price;
    const auto cap = parsePrice(text, cards_.currency);
    if (!cap) return fail(line, cap.error());
    const auto hasPrice = [](const Card& card) { return card.price_minor.has_value(); };
    if (std::none_of(cards_.items.begin(), cards_.items.end(), hasPrice)) {
      return fail(line, "no item has a price; give an items file with a price column, or remove the price cap");
    }
    if (cap->currency != cards_.currency) {
      return fail(line, "the price cap is in " + cap->currency + ", but the items' prices are in " +
                            (cards_.currency.empty() ? "a currency that is not named" : cards_.currency));
    }
    std::uint64_t touched = 0;
    std::uint64_t without = 0;
    for (std::uint32_t i = 0; i < cards_.items.size(); ++i) {
      const auto price = cards_.items[i].price_minor;
      without += !price;
      if (!price || *price <= cap->minor) continue;
      ++touched;
      forbid(i, {line, "price cap"});
    }
    report(line, "price_cap", touched,
           without == 0 ? "" : countOf(without, "item has no price and stays", "items have no price and stay"));
    return true;
  }

  bool applyMinStock() {
    if (!rules_.min_stock) return true;
    const auto& [least, line] = *rules_.min_stock;
    const auto hasStock = [](const Item& item) { return item.stock.has_value(); };
    if (std::none_of(inputs_.items.begin(), inputs_.items.end(), hasStock)) {
      return fail(line, "no item has a stock number; give an items file with a stock column, or remove \"min_stock\"");
    }
    std::uint64_t touched = 0;
    std::uint64_t without = 0;
    is_short_.resize(cards_.items.size());
    for (std::uint32_t i = 0; i < cards_.items.size(); ++i) {
      const auto found = listed_.find(cards_.items[i].sku);
      if (found == listed_.end()) continue;  // not offered anyway
      const auto stock = found->second->stock;
      without += !stock;
      if (!stock || *stock >= least) continue;
      ++touched;
      is_short_[i] = true;
      applied_.is_offered[i] = false;
    }
    report(line, "min_stock", touched,
           without == 0
               ? ""
               : countOf(without, "item has no stock number and stays", "items have no stock number and stay"));
    return true;
  }

  bool applyBoosts() {
    // Those of categories first, the higher ones before the lower, so that what is closest to an item comes last.
    std::vector<std::pair<std::size_t, const BoostRule*>> boosts;
    for (const BoostRule& boost : rules_.boosts) {
      const bool is_item = boost.subject.kind == RuleSubject::Kind::item;
      boosts.emplace_back(is_item ? static_cast<std::size_t>(-1) : categoryPath(boost.subject.name).size(), &boost);
    }
    std::stable_sort(boosts.begin(), boosts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::uint32_t> items;
    for (const auto& [depth, boost] : boosts) {
      if (!findSubject(boost->subject, boost->line, items)) return false;
      for (const std::uint32_t item : items) applied_.target_factors[item] = static_cast<float>(boost->factor);
      report(boost->line, "boost", items.size(), inNoOrder(items.empty()));
    }
    return true;
  }

  bool applyCategoryRules() {
    // By category: the categories that it may be followed by, where any allowance names it.
    std::map<std::uint32_t, std::set<std::uint32_t>> allowed;
    for (const CategoryRule& rule : rules_.allowed_categories) {
      std::uint64_t pairs = 0;
      const bool read = forEachPair(rule, [&](std::uint32_t from, std::optional<std::uint32_t> to, std::uint64_t) {
        auto& targets = allowed[from];
        if (to) pairs += targets.insert(*to).second;
      });
      if (!read) return false;
      report(rule.line, "allow", pairs);
    }
    for (const CategoryRule& rule : rules_.denied_categories) {
      std::uint64_t pairs = 0;
      const bool read = forEachPair(rule, [&](std::uint32_t from, std::optional<std::uint32_t> to, std::uint64_t line) {
        if (to) pairs += ruled_denials_.try_emplace({from, *to}, line).second;
      });
      if (!read) return false;
      report(rule.line, "deny", pairs);
    }
    for (const auto& [from, targets] : allowed) {
      for (std::uint32_t to = 1; to < categories_.names.size(); ++to) {
        if (targets.contains(to)) {
          allowed_.insert({from, to});
        } else {
          ruled_denials_.try_emplace({from, to}, lineOfAllowance(from));
        }
      }
    }
    for (const auto& [pair, line] : ruled_denials_) applied_.policy.denied_categories.push_back(pair);
    return true;
  }

  // Calls `take` with each pair of categories that the rule is about; without a second one when none of its targets is
  // in any order.
  template <class Take>
  bool forEachPair(const CategoryRule& rule, Take take) {
    std::span<const std::uint32_t> sources;
    if (!findCategory(rule.source, rule.line, sources)) return false;
    for (std::size_t k = 0; k < rule.targets.size(); ++k) {
      std::span<const std::uint32_t> targets;
      if (!findCategory(rule.targets[k], rule.target_lines[k], targets)) return false;
      for (const std::uint32_t from : sources) {
        take(from, std::nullopt, rule.target_lines[k]);
        for (const std::uint32_t to : targets) take(from, to, rule.target_lines[k]);
      }
    }
    return true;
  }

  std::uint64_t lineOfAllowance(std::uint32_t category) const {
    for (const CategoryRule& rule : rules_.allowed_categories) {
      const auto& below = categories_of_.at(rule.source);
      if (std::find(below.begin(), below.end(), category) != below.end()) return rule.line;
    }
    return 0;
  }

  bool applyBlockedPairs() {
    for (const ItemPairRule& pair : rules_.blocked_pairs) {
      std::optional<std::uint32_t> from;
      std::optional<std::uint32_t> to;
      if (!findItem(pair.source, pair.line, from) || !findItem(pair.target, pair.line, to)) return false;
      if (from && to) applied_.policy.blocked_items.push_back({*from, *to});
      report(pair.line, "block", from && to ? 1 : 0, inNoOrder(!from || !to));
    }
    return true;
  }

  bool applyPins() {
    for (const ItemPairRule& pin : rules_.pins) {
      std::optional<std::uint32_t> from;
      std::optional<std::uint32_t> to;
      if (!findItem(pin.source, pin.line, from) || !findItem(pin.target, pin.line, to)) return false;
      if (!from || !to) {
        report(pin.line, "pin", 0, quotedForMessage(from ? pin.target : pin.source) + " " + inNoOrder(true));
        continue;
      }
      if (!checkPin(pin, *from, *to)) return false;
      const std::string asleep = whyAsleep(*to);
      if (asleep.empty()) applied_.policy.pinned_items.push_back({*from, *to});
      report(pin.line, "pin", asleep.empty() ? 1 : 0, asleep.empty() ? whyDoubtful(*from, *to) : asleep);
    }
    return true;
  }

  bool checkPin(const ItemPairRule& pin, std::uint32_t from, std::uint32_t to) {
    const std::string start = "the pin shows the item " + quotedForMessage(pin.target) + ", but ";
    if (const Reason reason = reasons_[to]; reason.line != 0) {
      return fail(pin.line, start + "the " + reason.rule + " on line " + std::to_string(reason.line) +
                                " forbids it; change one of them");
    }
    if (!inputs_.items.empty() && !listed_.contains(pin.target)) {
      return fail(pin.line, start + "the items file does not list it; add it there or remove the pin");
    }
    const NumberPair pair{categories_.category_of[from], categories_.category_of[to]};
    if (const auto found = ruled_denials_.find(pair); found != ruled_denials_.end()) {
      return fail(pin.line, start + "the category rule on line " + std::to_string(found->second) + " forbids " +
                                quotedForMessage(categories_.names[pair.to]) + " for " +
                                quotedForMessage(categories_.names[pair.from]) + "; change one of them");
    }
    return true;
  }

  // Why a pinned item cannot be shown today.
  std::string whyAsleep(std::uint32_t target) const {
    const std::string sku = quotedForMessage(cards_.items[target].sku);
    if (!is_short_.empty() && is_short_[target]) return sku + " has less stock than \"min_stock\" asks for";
    return applied_.is_offered[target] ? "" : sku + " is not available";
  }

  // Why a pin may show less often than one may think.
  std::string whyDoubtful(std::uint32_t from, std::uint32_t to) const {
    if (isUpsell(cards_, categories_, applied_, from, to)) {
      return "costs more than \"upsell\" allows within one category; shown only beside a dearer item of it";
    }
    if (exceedsPrice(cards_, to, from, rules_.max_price_percent)) {
      return "costs more than the relative price cap allows; shown only beside a dearer item";
    }
    const NumberPair pair{categories_.category_of[from], categories_.category_of[to]};
    const auto& substitutes = inputs_.substitutes.denied;
    const bool is_own = rules_.same_category.value_or(inputs_.same_category) == SameCategory::exclude &&
                        categories_.sameCategory(from, to);
    if (!allowed_.contains(pair) && (is_own || std::binary_search(substitutes.begin(), substitutes.end(), pair))) {
      return "is of a category that does not go with the cart's; allow the pair of categories to show it";
    }
    return "";
  }

  void addLearnedDenials() {
    std::vector<NumberPair> denied = inputs_.substitutes.denied;
    if (applied_.same_category == SameCategory::exclude) {
      const std::vector<NumberPair> own = denyOwnCategory(categories_);
      denied.insert(denied.end(), own.begin(), own.end());
    }
    for (const NumberPair& pair : denied) {
      if (!allowed_.contains(pair)) applied_.policy.denied_categories.push_back(pair);
    }
  }

  const MerchantRules& rules_;
  const Cards& cards_;
  const Categories& categories_;
  const RuleInputs& inputs_;
  tsl::robin_map<std::string_view, std::uint32_t> number_of_;
  tsl::robin_map<std::string_view, const Item*> listed_;
  // By name of a category or one above several: the numbers of what it is or lies below it. Ordered, so that the near
  // miss that a message names is always the same.
  std::map<std::string_view, std::vector<std::uint32_t>, std::less<>> categories_of_;
  std::vector<Reason> reasons_;                        // by item
  std::vector<bool> is_short_;                         // by item; empty without a minimum stock
  std::map<NumberPair, std::uint64_t> ruled_denials_;  // pairs of categories, and the line that denies them
  std::set<NumberPair> allowed_;                       // pairs of categories
  AppliedRules applied_;
  InputError error_;
};

}  // namespace

tl::expected<AppliedRules, InputError> applyRules(const MerchantRules& rules, const RuleInputs& inputs) {
  return RuleApplication(rules, inputs).apply();
}

RuledOutEdges dropRuledOut(WeightRows& rows, const Cards& cards, const Categories& categories,
                           const AppliedRules& rules) {
  const Policy& policy = rules.policy;
  const auto contains = [](const std::vector<NumberPair>& pairs, NumberPair pair) {
    return std::binary_search(pairs.begin(), pairs.end(), pair);
  };
  RuledOutEdges gone;
  keepEdges(rows, [&](std::uint32_t source, WeightedTarget& edge) {
    const NumberPair pair{categories.category_of[source], categories.category_of[edge.target]};
    std::uint64_t* reason = nullptr;
    if (!rules.is_offered[edge.target]) {
      reason = &gone.not_offered;
    } else if (contains(policy.blocked_items, {source, edge.target})) {
      reason = &gone.blocked_pairs;
    } else if (contains(policy.denied_categories, pair)) {
      reason = &gone.denied_categories;
    } else if (pulls(edge) && isUpsell(cards, categories, rules, source, edge.target)) {
      reason = &gone.same_category_price;
    } else if (pulls(edge) && exceedsPrice(cards, edge.target, source, policy.max_price_percent)) {
      reason = &gone.price_cap;
    }
    if (!reason) return true;
    ++*reason;
    // What speaks against a target may stay, as far as the target may ever be shown.
    if (reason != &gone.same_category_price && reason != &gone.price_cap) return false;
    stopPulling(edge);
    return edge.weight != 0;
  });
  return gone;
}

void boostTargets(LinearModel& model, const std::vector<float>& target_factors) {
  for (WeightedTarget& edge : model.rows.edges) {
    if (edge.weight > 0) edge.weight *= target_factors[edge.target];
    edge.page_strength *= target_factors[edge.target];
  }
  for (std::size_t j = 0; j < model.bias.size(); ++j) {
    if (model.bias[j] > 0) model.bias[j] *= target_factors[j];
  }
}

}  // namespace goeswith
