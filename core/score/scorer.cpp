#include "score/scorer.h"

#include <algorithm>
#include <utility>

namespace goeswith {
namespace {

// Rows are kept decoded until they hold this many edges.
constexpr std::uint32_t kKeptEdges = 1u << 14;

// Places for so many mentions are there from the start; a power of two.
constexpr std::uint32_t kPlaces = 512;

// Whether a price is above `percent` hundredths of `top`. Prices are minor units plus 1; what is not known is 0 and
// never too dear.
bool isTooDear(std::uint32_t price, std::uint32_t top, std::uint32_t percent) {
  if (price == 0 || top == 0 || percent == 0) return false;
  return std::uint64_t{price - 1} * 100 > std::uint64_t{top - 1} * percent;
}

}  // namespace

void Scorer::add(const Table& table, const TraitColumns& traits) {
  parts_.add() = {&table, traits};
}

std::span<const Suggestion> Scorer::score(std::span<const std::uint32_t> cart, const ListOptions& options) {
  found_ = 0;
  has_failed_ = false;
  readCart(cart);
  applyRules();
  const bool is_page = cart_.size() == 1 && options.placement.value_or(Placement::kProduct) == Placement::kProduct;
  sumRows(is_page);
  if (has_failed_) return {};

  std::uint32_t wanted = std::min(options.limit, kMaxSuggestions);
  if (options.placement) {
    const std::uint32_t table_limit = table().placementLimit(static_cast<std::size_t>(*options.placement));
    if (table_limit > 0) wanted = std::min(wanted, table_limit);
  }
  best_.resize(wanted + 1);
  worths_.resize(wanted + 1);
  for (const Mention& mention : mentions_) {
    if (!mention.is_candidate || mention.is_refused || mention.is_in_cart) continue;
    const std::uint32_t item = mention.key & ~kKinds;
    const Part* const part = partOf(item);
    if (!part) continue;
    const auto score = static_cast<std::int32_t>(
        mention.amount + static_cast<std::uint32_t>(part->table->bias(part->table->cardOf(item))));
    if (!mention.is_allowed && score <= 0) continue;
    if (isSpokenAgainst(item)) continue;
    const std::uint32_t rate = table().attachRate(is_page ? 0 : cart_.size(), score);
    if (!mention.is_allowed && table().hasCalibration() && rate < options.min_attach_rate) continue;
    const std::uint64_t value = options.by_value ? std::uint64_t{rate} * traitOf(item, &TraitColumns::price) : 0;
    insert({item, score, rate}, value | std::uint64_t{mention.is_allowed} << 63, options.is_diverse, wanted);
  }
  return {best_.begin(), found_};
}

// The part that has the card of an item, or null.
const Scorer::Part* Scorer::partOf(std::uint32_t item) const {
  for (const Part& part : parts_) {
    if (part.table->cardOf(item) != Table::kNone) return &part;
  }
  return nullptr;
}

// 0 when it is not known.
std::uint32_t Scorer::traitOf(std::uint32_t item, Trait trait) const {
  const Part* const part = partOf(item);
  const std::uint32_t* const column = part ? part->traits.*trait : nullptr;
  return column ? column[part->table->cardOf(item)] : 0;
}

// The place of a key in the hash table: where it is, or an empty one.
Scorer::Mention& Scorer::placeFor(std::uint32_t key) {
  const std::uint32_t last = mentions_.size() - 1;
  // Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4.
  std::uint32_t at = key * 2654435769u >> 7;
  while (mentions_[at & last].key != key && mentions_[at & last].key != 0) ++at;
  return mentions_[at & last];
}

// The mention of a key, to be added to. Valid until the next call, which may move all.
Scorer::Mention& Scorer::mention(std::uint32_t key) {
  Mention* found = &placeFor(key);
  if (found->key == 0) {
    if (2 * ++mentioned_ > mentions_.size()) {
      mentions_.swap(fewer_mentions_);
      mentions_.fillWithZeros(2 * fewer_mentions_.size());
      for (const Mention& each : fewer_mentions_) {
        if (each.key != 0) placeFor(each.key) = each;
      }
      found = &placeFor(key);
    }
    found->key = key;
  }
  return *found;
}

// Notes the cart's known items.
void Scorer::readCart(std::span<const std::uint32_t> cart) {
  mentions_.fillWithZeros(kPlaces);
  mentioned_ = 0;
  cart_.clear();
  for (const std::uint32_t item : cart) {
    if (item >= table().itemCount()) continue;
    Mention& own = mention(kItemKey | item);
    if (!own.is_in_cart) cart_.add() = item;
    own.is_in_cart = true;
  }
}

// Notes what rules say of other items, of groups and of categories.
void Scorer::applyRules() {
  top_price_ = 0;
  for (const std::uint32_t item : cart_) {
    const std::uint32_t price = traitOf(item, &TraitColumns::price);
    top_price_ = std::max(top_price_, price);
    if (const std::uint32_t group = traitOf(item, &TraitColumns::group)) mention(kGroupKey | group).is_refused = true;
    const std::uint32_t category = traitOf(item, &TraitColumns::category);
    Mention& own = mention(kCategoryKey | category);
    own.is_in_cart = true;
    if (category != 0) own.amount = std::max(own.amount, price);
  }
  for (const Part& part : parts_) {
    for (const RulePair& rule : part.table->rulePairs()) {
      const bool is_of_items = rule.list >= kBlockedItems;
      const std::uint32_t kind = is_of_items ? kItemKey : kCategoryKey;
      if (!placeFor(kind | rule.pair.from).is_in_cart) continue;
      Mention& other = mention(kind | rule.pair.to);
      if (rule.list % 2 == 0) {
        other.is_refused = true;
      } else {
        other.is_allowed = true;
        other.is_candidate = is_of_items;
      }
    }
  }
}

// The row of an item, decoded; empty when no part has one, or when it does not decode. Valid until the next call.
std::span<const Edge> Scorer::rowOf(std::uint32_t item) {
  for (const Row& row : rows_) {
    if (row.item == item) return {edges_.begin() + row.first, row.size};
  }
  for (const Part& part : parts_) {
    const Table& table = *part.table;
    const std::uint32_t number = table.rowOf(item);
    if (number == Table::kNone) continue;
    const std::uint32_t first = edges_.size();
    has_failed_ |= !table.visitBlock(number / table.blockRows(), [&](std::uint32_t at, const rows::DecodedRow& row) {
      if (at != number) return true;
      for (const CodedEdge& coded : row.edges) {
        Edge& edge = edges_.add();
        edge.target = coded.target;
        edge.weight = table.weightOf(coded, row.scale);
        edge.on_page = edge.weight + static_cast<std::int32_t>(coded.lead << format::kLeadShift);
      }
      rows_.add() = {item, first, row.edges.size()};
      return false;
    });
    return {edges_.begin() + first, edges_.size() - first};
  }
  return {};
}

// Adds up the rows of the cart, and notes what within a category they speak against. On a page leads come first.
void Scorer::sumRows(bool is_page) {
  if (edges_.size() > kKeptEdges) {
    edges_.clear();
    rows_.clear();
  }
  for (const std::uint32_t item : cart_) {
    const std::uint32_t category = traitOf(item, &TraitColumns::category);
    for (const Edge& edge : rowOf(item)) {
      Mention& target = mention(kItemKey | edge.target);
      const std::int32_t pull = is_page ? edge.on_page : edge.weight;
      target.amount += static_cast<std::uint32_t>(pull);
      if (pull > 0) {
        target.is_candidate = true;
      } else if (category != 0 && traitOf(edge.target, &TraitColumns::category) == category) {
        target.is_refused = true;
      }
    }
  }
}

// Whether the cart or its rules say something against the group, the category or the price of an item.
bool Scorer::isSpokenAgainst(std::uint32_t item) {
  const std::uint32_t price = traitOf(item, &TraitColumns::price);
  const Mention& category = placeFor(kCategoryKey | traitOf(item, &TraitColumns::category));
  return placeFor(kGroupKey | traitOf(item, &TraitColumns::group)).is_refused || category.is_refused ||
         (!category.is_allowed && isTooDear(price, category.amount, table().maxSameCategoryPricePercent())) ||
         isTooDear(price, top_price_, table().maxPricePercent());
}

// Whether what is at a place of the list is better than a candidate. Pinned items come first, then by value if asked.
bool Scorer::isBetter(std::uint32_t place, const Suggestion& candidate, std::uint64_t worth) const {
  if (worths_[place] != worth) return worths_[place] > worth;
  const Suggestion& other = best_[place];
  return other.score != candidate.score ? other.score > candidate.score : other.item < candidate.item;
}

// Whether two items stand for the same: they are of one group or, in a diverse list, of one family.
bool Scorer::isAlike(std::uint32_t item, std::uint32_t other, bool is_diverse) const {
  const auto sharesTrait = [&](Trait trait) {
    const std::uint32_t value = traitOf(item, trait);
    return value != 0 && value == traitOf(other, trait);
  };
  return sharesTrait(&TraitColumns::group) || (is_diverse && sharesTrait(&TraitColumns::family));
}

// Keeps the `wanted` best, each the best of its group, in a diverse list of its family too. What the list drops at its
// end cannot come back: a better one of the same kind only ever replaces a worse one.
void Scorer::insert(const Suggestion& candidate, std::uint64_t worth, bool is_diverse, std::uint32_t wanted) {
  std::uint32_t place = 0;
  for (; place < found_ && isBetter(place, candidate, worth); ++place) {
    if (isAlike(candidate.item, best_[place].item, is_diverse)) return;
  }
  // The first worse one of its kind, or the end, gives way.
  std::uint32_t gap = place;
  while (gap < found_ && !isAlike(candidate.item, best_[gap].item, is_diverse)) ++gap;
  if (gap == found_ && found_ < wanted) ++found_;
  for (; gap > place; --gap) {
    best_[gap] = best_[gap - 1];
    worths_[gap] = worths_[gap - 1];
  }
  best_[place] = candidate;
  worths_[place] = worth;
}

}  // namespace goeswith
