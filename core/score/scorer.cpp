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

// The lists of a call grow and are searched by these few functions instead of the standard library's: each of its
// algorithms comes with several more, and every shopper downloads them.

void append(std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  numbers.resize(numbers.size() + 1);  // grows in steps, as push_back does
  numbers.back() = number;
}

void assignZeros(std::vector<std::uint32_t>& numbers, std::uint32_t count) {
  numbers.clear();
  numbers.resize(count);
}

// Heapsort: the front is a heap, largest number first, and the back is sorted.
void sortAscending(std::vector<std::uint32_t>& numbers) {
  std::size_t end = numbers.size();
  for (std::size_t unordered = end / 2; end > 1;) {
    if (unordered > 0) {
      --unordered;
    } else {
      std::swap(numbers[0], numbers[--end]);
    }
    std::size_t parent = unordered;
    for (std::size_t child; (child = 2 * parent + 1) < end; parent = child) {
      if (child + 1 < end && numbers[child + 1] > numbers[child]) ++child;
      if (numbers[child] <= numbers[parent]) break;
      std::swap(numbers[parent], numbers[child]);
    }
  }
}

// Precondition: `numbers` ascend.
bool contains(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  std::size_t begin = 0;
  std::size_t end = numbers.size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (numbers[middle] == number) return true;
    if (numbers[middle] < number) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return false;
}

void appendPartners(const PairList& pairs, std::uint32_t item, std::vector<std::uint32_t>& partners) {
  const PairList own = pairs.startingWith(item);
  for (std::uint32_t k = 0; k < own.size(); ++k) append(partners, own[k].to);
}

// Whether a price is above `percent` hundredths of `top`. Prices are minor units plus 1; what is not known is 0 and
// never too dear.
bool isTooDear(std::uint32_t price, std::uint32_t top, std::uint32_t percent) {
  if (price == 0 || top == 0 || percent == 0) return false;
  return std::uint64_t{price - 1} * 100 > std::uint64_t{top - 1} * percent;
}

}  // namespace

Scorer::Scorer(const Table& table) : table_(table), sums_(std::make_unique<std::int32_t[]>(table.itemCount())) {}

void Scorer::setTraits(const TraitColumns& traits) {
  traits_ = traits;
  for (std::span<const std::uint32_t>* column : {&traits_.category, &traits_.group, &traits_.family, &traits_.price}) {
    if (column->size() != table_.itemCount()) *column = {};
  }
  std::uint32_t categories = 0;
  for (const std::uint32_t category : traits_.category) categories = std::max(categories, category);
  // More categories than items cannot be; larger numbers would only cost memory.
  category_count_ = std::min(categories, table_.itemCount()) + 1;
}

std::span<const Suggestion> Scorer::score(std::span<const std::uint32_t> cart, const ListOptions& options) {
  readCart(cart);
  sumRows();

  std::size_t wanted = std::min(options.limit, kMaxSuggestions);
  if (options.placement) {
    const std::size_t table_limit = table_.placementLimit(static_cast<std::size_t>(*options.placement));
    if (table_limit > 0) wanted = std::min(wanted, table_limit);
  }
  by_value_ = options.by_value;
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
  return std::span(best_).first(found_);
}

// Notes the cart's known items, and what rules need to know of them.
void Scorer::readCart(std::span<const std::uint32_t> cart) {
  cart_.resize(cart.size());
  std::size_t known = 0;
  for (const std::uint32_t item : cart) {
    if (item < table_.itemCount()) cart_[known++] = item;
  }
  cart_.resize(known);
  sortAscending(cart_);
  std::size_t distinct = 0;
  for (const std::uint32_t item : cart_) {
    if (distinct == 0 || item != cart_[distinct - 1]) cart_[distinct++] = item;
  }
  cart_.resize(distinct);

  groups_.clear();
  pinned_.clear();
  refused_.clear();
  assignZeros(denied_categories_, category_count_);
  assignZeros(top_prices_, category_count_);
  top_price_ = 0;
  for (const std::uint32_t item : cart_) {
    const std::uint32_t price = traitOf(traits_.price, item);
    top_price_ = std::max(top_price_, price);
    if (const std::uint32_t group = traitOf(traits_.group, item)) append(groups_, group);
    if (const std::uint32_t category = categoryOf(item)) {
      if (!isDearerAllowed(category)) top_prices_[category] = std::max(top_prices_[category], price);
      const PairList denied = table_.deniedCategories().startingWith(category);
      for (std::uint32_t k = 0; k < denied.size(); ++k) {
        if (denied[k].to < category_count_) denied_categories_[denied[k].to] = 1;
      }
    }
    append(refused_, item);
    appendPartners(table_.blockedItems(), item, refused_);
    appendPartners(table_.pinnedItems(), item, pinned_);
  }
  sortAscending(groups_);
  sortAscending(pinned_);
}

// Adds up the rows of the cart and lists what they and the pins touch.
void Scorer::sumRows() {
  const std::span<const std::uint32_t> scored =
      std::span(cart_).first(std::min<std::size_t>(cart_.size(), kMaxScoredCart));
  std::size_t edges = pinned_.size();
  for (const std::uint32_t item : scored) edges += table_.rowLength(item);
  // Candidates from the front on; from the back on what has only been pushed away so far. Both may repeat.
  touched_.resize(edges);
  candidate_count_ = 0;
  std::size_t pushed_from = edges;
  for (const std::uint32_t item : scored) {
    const std::uint32_t category = categoryOf(item);
    table_.forEachEdge(item, [&](Edge edge) {
      sums_[edge.target] += edge.weight;
      touched_[edge.weight > 0 ? candidate_count_++ : --pushed_from] = edge.target;
      if (edge.weight < 0 && category != 0 && categoryOf(edge.target) == category) {
        append(refused_, edge.target);
      }
    });
  }
  for (const std::uint32_t item : pinned_) touched_[candidate_count_++] = item;
  sortAscending(refused_);
}

bool Scorer::isDearerAllowed(std::uint32_t category) const {
  bool is_listed = false;
  for (std::uint32_t k = 0; k < table_.dearerCategoryCount(); ++k) is_listed |= table_.dearerCategory(k) == category;
  return is_listed;
}

bool Scorer::isPinned(std::uint32_t item) const {
  return contains(pinned_, item);
}

bool Scorer::isSpokenAgainst(std::uint32_t item) const {
  if (contains(refused_, item) || contains(groups_, traitOf(traits_.group, item))) return true;
  const std::uint32_t price = traitOf(traits_.price, item);
  if (const std::uint32_t category = categoryOf(item)) {
    if (denied_categories_[category] != 0) return true;
    if (isTooDear(price, top_prices_[category], table_.maxSameCategoryPricePercent())) return true;
  }
  return isTooDear(price, top_price_, table_.maxPricePercent());
}

std::uint32_t Scorer::categoryOf(std::uint32_t item) const {
  const std::uint32_t category = traitOf(traits_.category, item);
  return category < category_count_ ? category : 0;
}

bool Scorer::isBetter(const Suggestion& a, const Suggestion& b) const {
  if (!pinned_.empty() && isPinned(a.item) != isPinned(b.item)) return isPinned(a.item);
  if (by_value_) {
    const std::uint64_t value_a = std::uint64_t{a.attach_rate} * traitOf(traits_.price, a.item);
    const std::uint64_t value_b = std::uint64_t{b.attach_rate} * traitOf(traits_.price, b.item);
    if (value_a != value_b) return value_a > value_b;
  }
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
