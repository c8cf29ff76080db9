#include "score/scorer.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace goeswith {
namespace {

// Marks an item that has been looked at; no sum comes near it.
constexpr std::int32_t kSeen = std::numeric_limits<std::int32_t>::min();

// The trait of an item in a column that may be missing.
std::uint32_t traitOf(std::span<const std::uint32_t> column, std::uint32_t item) {
  return column.empty() ? 0 : column[item];
}

// A heap's sort is a third of the code of std::sort, which every shopper would download.
void sortAscending(std::vector<std::uint32_t>& numbers) {
  std::make_heap(numbers.begin(), numbers.end());
  std::sort_heap(numbers.begin(), numbers.end());
}

// Whether a price is above `percent` hundredths of `top`. Prices are minor units plus 1; what is not known is 0 and
// never too dear.
bool isTooDear(std::uint32_t price, std::uint32_t top, std::uint32_t percent) {
  if (price == 0 || top == 0 || percent == 0) return false;
  return std::uint64_t{price - 1} * 100 > std::uint64_t{top - 1} * percent;
}

}  // namespace

Scorer::Scorer(const Table& table) : table_(table), sums_(table.itemCount(), 0) {}

void Scorer::setTraits(const TraitColumns& traits) {
  traits_ = traits;
  for (std::span<const std::uint32_t>* column : {&traits_.category, &traits_.group, &traits_.family, &traits_.price}) {
    if (column->size() != table_.itemCount()) *column = {};
  }
  std::uint32_t categories = 0;
  for (const std::uint32_t category : traits_.category) categories = std::max(categories, category);
  // More categories than items cannot be; larger numbers would only cost memory.
  categories_.resize(std::min(categories, table_.itemCount()) + 1);
}

std::span<const Suggestion> Scorer::score(std::span<const std::uint32_t> cart, const ListOptions& options) {
  cart_memory_.resize(cart.size());
  std::copy(cart.begin(), cart.end(), cart_memory_.begin());
  sortAscending(cart_memory_);
  const auto distinct_end = std::unique(cart_memory_.begin(), cart_memory_.end());
  const auto known_end = std::lower_bound(cart_memory_.begin(), distinct_end, table_.itemCount());
  cart_ = std::span(cart_memory_).first(static_cast<std::size_t>(known_end - cart_memory_.begin()));

  readCart();
  sumRows();

  std::size_t wanted = std::min(options.limit, kMaxSuggestions);
  if (options.placement) {
    const std::size_t table_limit = table_.placementLimit(static_cast<std::size_t>(*options.placement));
    if (table_limit > 0) wanted = std::min(wanted, table_limit);
  }
  // One place more than wanted: inserting then needs no special case at the end.
  best_.resize(wanted + 1);
  found_ = 0;
  for (const std::uint32_t item : std::span(touched_).first(candidate_count_)) {
    const std::int32_t sum = std::exchange(sums_[item], kSeen);
    if (sum == kSeen) continue;
    const std::int32_t score = sum + table_.bias(item);
    const bool is_pinned = isPinned(item);
    if (!is_pinned && score <= 0) continue;
    if (isSpokenAgainst(item)) continue;
    const std::uint32_t rate = table_.attachRate(cart_.size(), score);
    if (!is_pinned && table_.hasCalibration() && rate < options.min_attach_rate) continue;
    insert({item, score, rate}, options.is_diverse, wanted);
  }
  for (const std::uint32_t item : touched_) sums_[item] = 0;
  for (CategoryInCart& category : categories_) category = {};
  return std::span(best_).first(found_);
}

// Notes what rules need to know of the cart.
void Scorer::readCart() {
  groups_.clear();
  pinned_.clear();
  top_price_ = 0;
  for (const std::uint32_t item : cart_) {
    const std::uint32_t price = traitOf(traits_.price, item);
    top_price_ = std::max(top_price_, price);
    if (const std::uint32_t group = traitOf(traits_.group, item)) groups_.push_back(group);
    if (const std::uint32_t category = categoryOf(item)) {
      CategoryInCart& in_cart = categories_[category];
      in_cart.top_price = std::max(in_cart.top_price, isDearerAllowed(category) ? 0 : price);
      table_.deniedCategories().forEachFrom(category, [this](std::uint32_t denied) {
        if (denied < categories_.size()) categories_[denied].is_denied = true;
      });
    }
    table_.pinnedItems().forEachFrom(item, [this](std::uint32_t pinned) { pinned_.push_back(pinned); });
  }
  sortAscending(groups_);
}

// Adds up the rows of the cart and lists what they and the pins touch.
void Scorer::sumRows() {
  const std::span<const std::uint32_t> scored = cart_.first(std::min<std::size_t>(cart_.size(), kMaxScoredCart));
  std::size_t edges = pinned_.size();
  for (const std::uint32_t item : scored) edges += table_.rowLength(item);
  // Candidates from the front on; from the back on what has only been pushed away so far. Both may repeat.
  touched_.resize(edges);
  candidate_count_ = 0;
  std::size_t pushed_from = edges;
  vetoed_.clear();
  for (const std::uint32_t item : scored) {
    const std::uint32_t category = categoryOf(item);
    table_.forEachEdge(item, [&](Edge edge) {
      sums_[edge.target] += edge.weight;
      touched_[edge.weight > 0 ? candidate_count_++ : --pushed_from] = edge.target;
      if (edge.weight < 0 && category != 0 && categoryOf(edge.target) == category) {
        vetoed_.push_back(edge.target);
      }
    });
  }
  for (const std::uint32_t item : pinned_) touched_[candidate_count_++] = item;
  sortAscending(vetoed_);
}

bool Scorer::isDearerAllowed(std::uint32_t category) const {
  bool is_listed = false;
  for (std::uint32_t k = 0; k < table_.dearerCategoryCount(); ++k) is_listed |= table_.dearerCategory(k) == category;
  return is_listed;
}

bool Scorer::isPinned(std::uint32_t item) const {
  return std::find(pinned_.begin(), pinned_.end(), item) != pinned_.end();
}

bool Scorer::isSpokenAgainst(std::uint32_t item) const {
  if (std::binary_search(cart_.begin(), cart_.end(), item)) return true;
  if (std::binary_search(groups_.begin(), groups_.end(), traitOf(traits_.group, item))) return true;
  if (std::binary_search(vetoed_.begin(), vetoed_.end(), item)) return true;
  const std::uint32_t price = traitOf(traits_.price, item);
  if (const std::uint32_t number = categoryOf(item)) {
    const CategoryInCart& category = categories_[number];
    if (category.is_denied) return true;
    if (isTooDear(price, category.top_price, table_.maxSameCategoryPricePercent())) return true;
  }
  if (isTooDear(price, top_price_, table_.maxPricePercent())) return true;
  bool is_blocked = false;
  if (table_.blockedItems().size() > 0) {
    for (const std::uint32_t in_cart : cart_) {
      table_.blockedItems().forEachFrom(in_cart, [&](std::uint32_t blocked) { is_blocked |= blocked == item; });
    }
  }
  return is_blocked;
}

std::uint32_t Scorer::categoryOf(std::uint32_t item) const {
  const std::uint32_t category = traitOf(traits_.category, item);
  return category < categories_.size() ? category : 0;
}

bool Scorer::isBetter(const Suggestion& a, const Suggestion& b) const {
  if (!pinned_.empty() && isPinned(a.item) != isPinned(b.item)) return isPinned(a.item);
  return a.score != b.score ? a.score > b.score : a.item < b.item;
}

// Keeps the `wanted` best, each the best of its group, in a diverse list of its family too. What the list drops at its
// end cannot come back: a better one of the same kind only ever replaces a worse one.
void Scorer::insert(const Suggestion& candidate, bool is_diverse, std::size_t wanted) {
  const auto isAlike = [&](std::uint32_t other) {
    const std::uint32_t group = traitOf(traits_.group, candidate.item);
    if (group != 0 && group == traitOf(traits_.group, other)) return true;
    const std::uint32_t family = is_diverse ? traitOf(traits_.family, candidate.item) : 0;
    return family != 0 && family == traitOf(traits_.family, other);
  };
  std::size_t place = 0;
  for (; place < found_ && isBetter(best_[place], candidate); ++place) {
    if (isAlike(best_[place].item)) return;
  }
  // The first worse one of its kind, or the end, gives way.
  std::size_t gap = place;
  while (gap < found_ && !isAlike(best_[gap].item)) ++gap;
  if (gap == found_ && found_ < wanted) ++found_;
  for (; gap > place; --gap) best_[gap] = best_[gap - 1];
  best_[place] = candidate;
}

}  // namespace goeswith
