#include "score/scorer.h"

#include <algorithm>
#include <utility>

namespace goeswith {
namespace {

// Rows are kept decoded until there are this many.
constexpr std::size_t kKeptRows = 512;

// The trait of a card in a column that may be missing.
std::uint32_t traitOf(std::span<const std::uint32_t> column, std::uint32_t card) {
  return column.empty() ? 0 : column[card];
}

// The lists of a call grow and are searched by these few functions instead of the standard library's: each of its
// algorithms comes with several more, and every shopper downloads them.

void append(std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  numbers.resize(numbers.size() + 1);  // grows in steps, as push_back does
  numbers.back() = number;
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

Scorer::Scorer(const Table& table) : parts_(1, Part{&table, {}}) {}

bool Scorer::addShard(const Table& shard) {
  const std::span<const std::uint8_t> generation = table().generation();
  if (!shard.isShard() || !table().isShard() || shard.itemCount() != table().itemCount()) return false;
  for (std::size_t k = 0; k < generation.size(); ++k) {
    if (generation[k] != shard.generation()[k]) return false;
  }
  parts_.push_back({&shard, {}});
  return true;
}

void Scorer::setTraits(const TraitColumns& traits) {
  Part& part = parts_.back();
  part.traits = traits;
  for (auto* column : {&part.traits.category, &part.traits.group, &part.traits.family, &part.traits.price}) {
    if (column->size() != part.table->cardCount()) *column = {};
  }
}

std::span<const Suggestion> Scorer::score(std::span<const std::uint32_t> cart, const ListOptions& options) {
  found_ = 0;
  has_failed_ = false;
  readCart(cart);
  sumRows();
  if (has_failed_) return {};

  std::size_t wanted = std::min(options.limit, kMaxSuggestions);
  if (options.placement) {
    const std::size_t table_limit = table().placementLimit(static_cast<std::size_t>(*options.placement));
    if (table_limit > 0) wanted = std::min(wanted, table_limit);
  }
  by_value_ = options.by_value;
  for (const Sum& sum : sums_) {
    if (!sum.is_candidate) continue;
    const Place place = placeOf(sum.item);
    if (!place.part) continue;
    const std::int32_t score = sum.weight + place.part->table->bias(place.card);
    const bool is_pinned = isPinned(sum.item);
    if (!is_pinned && score <= 0) continue;
    if (isSpokenAgainst(sum.item, place)) continue;
    const std::uint32_t rate = table().attachRate(cart_.size(), score);
    if (!is_pinned && table().hasCalibration() && rate < options.min_attach_rate) continue;
    insert({sum.item, score, rate}, options.is_diverse, wanted);
  }
  return std::span(best_).first(found_);
}

Scorer::Place Scorer::placeOf(std::uint32_t item) const {
  for (const Part& part : parts_) {
    const std::uint32_t card = part.table->cardOf(item);
    if (card != Table::kNone) return {&part, card};
  }
  return {nullptr, 0};
}

// Notes the cart's known items, and what rules need to know of them.
void Scorer::readCart(std::span<const std::uint32_t> cart) {
  cart_.resize(cart.size());
  std::size_t known = 0;
  for (const std::uint32_t item : cart) {
    if (item < table().itemCount()) cart_[known++] = item;
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
  denied_categories_.clear();
  top_prices_.clear();
  top_price_ = 0;
  for (const std::uint32_t item : cart_) {
    const Place place = placeOf(item);
    const std::uint32_t price = priceOf(place);
    top_price_ = std::max(top_price_, price);
    if (const std::uint32_t group = groupOf(item)) append(groups_, group);
    append(refused_, item);
    const std::uint32_t category = categoryOf(place);
    if (category != 0 && !isDearerAllowed(category)) {
      std::size_t at = 0;
      while (at < top_prices_.size() && top_prices_[at].category != category) ++at;
      if (at == top_prices_.size()) top_prices_.push_back({category, 0});
      top_prices_[at].price = std::max(top_prices_[at].price, price);
    }
    for (const Part& part : parts_) {
      if (category != 0) appendPartners(part.table->deniedCategories(), category, denied_categories_);
      appendPartners(part.table->blockedItems(), item, refused_);
      appendPartners(part.table->pinnedItems(), item, pinned_);
    }
  }
  sortAscending(groups_);
  sortAscending(pinned_);
  sortAscending(denied_categories_);
}

// The row of an item, decoded; nothing when no part has one, or when it does not decode.
const Scorer::Row* Scorer::rowOf(std::uint32_t item) {
  for (const Row& row : rows_) {
    if (row.item == item) return &row;
  }
  for (const Part& part : parts_) {
    const Table& table = *part.table;
    const std::uint32_t number = table.rowOf(item);
    if (number == Table::kNone) continue;
    rows_.push_back({item, {}});
    std::vector<Edge>& edges = rows_.back().edges;
    const bool is_sound =
        table.visitBlock(number / table.blockRows(), [&](std::uint32_t at, const rows::CodedRow& row) {
          if (at < number) return true;
          edges.resize(row.edges.size());
          for (std::size_t k = 0; k < edges.size(); ++k) {
            edges[k] = {row.edges[k].target, table.weightOf(row.edges[k], row.scale)};
          }
          return false;
        });
    if (is_sound) return &rows_.back();
    rows_.pop_back();
    has_failed_ = true;
    break;
  }
  return nullptr;
}

// Adds up the rows of the cart, and lists what within a category they speak against.
void Scorer::sumRows() {
  if (rows_.size() > kKeptRows) rows_.clear();
  const std::span<const std::uint32_t> scored =
      std::span(cart_).first(std::min<std::size_t>(cart_.size(), kMaxScoredCart));
  std::size_t edges = pinned_.size();
  for (const std::uint32_t item : scored) {
    if (const Row* row = rowOf(item)) edges += row->edges.size();
  }
  std::size_t places = 2;
  while (places < 2 * edges) places *= 2;
  sums_.clear();
  sums_.resize(places);
  for (const std::uint32_t item : scored) {
    const Row* row = rowOf(item);
    if (!row) continue;
    const std::uint32_t category = categoryOf(placeOf(item));
    for (const Edge& edge : row->edges) {
      Sum& sum = sumOf(edge.target);
      sum.weight += edge.weight;
      sum.is_candidate |= edge.weight > 0;
      if (edge.weight < 0 && category != 0 && categoryOf(placeOf(edge.target)) == category) {
        append(refused_, edge.target);
      }
    }
  }
  for (const std::uint32_t item : pinned_) sumOf(item).is_candidate = true;
  sortAscending(refused_);
}

Scorer::Sum& Scorer::sumOf(std::uint32_t item) {
  const std::size_t last = sums_.size() - 1;
  // Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4.
  std::size_t at = item * 2654435769u >> 7;
  while (sums_[at & last].item != item && sums_[at & last].item != Table::kNone) ++at;
  sums_[at & last].item = item;
  return sums_[at & last];
}

bool Scorer::isDearerAllowed(std::uint32_t category) const {
  bool is_listed = false;
  for (const Part& part : parts_) {
    for (std::uint32_t k = 0; k < part.table->dearerCategoryCount(); ++k) {
      is_listed |= part.table->dearerCategory(k) == category;
    }
  }
  return is_listed;
}

bool Scorer::isPinned(std::uint32_t item) const {
  return contains(pinned_, item);
}

bool Scorer::isSpokenAgainst(std::uint32_t item, const Place& place) const {
  if (contains(refused_, item) || contains(groups_, groupOf(item))) return true;
  const std::uint32_t price = priceOf(place);
  if (const std::uint32_t category = categoryOf(place)) {
    if (contains(denied_categories_, category)) return true;
    for (const CategoryPrice& top : top_prices_) {
      if (top.category == category && isTooDear(price, top.price, table().maxSameCategoryPricePercent())) return true;
    }
  }
  return isTooDear(price, top_price_, table().maxPricePercent());
}

std::uint32_t Scorer::groupOf(std::uint32_t item) const {
  const Place place = placeOf(item);
  return place.part ? traitOf(place.part->traits.group, place.card) : 0;
}

std::uint32_t Scorer::familyOf(std::uint32_t item) const {
  const Place place = placeOf(item);
  return place.part ? traitOf(place.part->traits.family, place.card) : 0;
}

std::uint32_t Scorer::categoryOf(const Place& place) const {
  return place.part ? traitOf(place.part->traits.category, place.card) : 0;
}

std::uint32_t Scorer::priceOf(const Place& place) const {
  return place.part ? traitOf(place.part->traits.price, place.card) : 0;
}

bool Scorer::isBetter(const Suggestion& a, const Suggestion& b) const {
  if (!pinned_.empty() && isPinned(a.item) != isPinned(b.item)) return isPinned(a.item);
  if (by_value_) {
    const std::uint64_t value_a = std::uint64_t{a.attach_rate} * priceOf(placeOf(a.item));
    const std::uint64_t value_b = std::uint64_t{b.attach_rate} * priceOf(placeOf(b.item));
    if (value_a != value_b) return value_a > value_b;
  }
  return a.score != b.score ? a.score > b.score : a.item < b.item;
}

// Keeps the `wanted` best, each the best of its group, in a diverse list of its family too. What the list drops at its
// end cannot come back: a better one of the same kind only ever replaces a worse one.
void Scorer::insert(const Suggestion& candidate, bool is_diverse, std::size_t wanted) {
  const auto isAlike = [&](std::uint32_t other) {
    const std::uint32_t group = groupOf(candidate.item);
    if (group != 0 && group == groupOf(other)) return true;
    const std::uint32_t family = is_diverse ? familyOf(candidate.item) : 0;
    return family != 0 && family == familyOf(other);
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
