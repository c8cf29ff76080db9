#include "score/scorer.h"

#include <algorithm>

namespace goeswith {
namespace {

bool isBetter(const Suggestion& a, const Suggestion& b) {
  return a.score != b.score ? a.score > b.score : a.item < b.item;
}

}  // namespace

Scorer::Scorer(const Table& table) : table_(table), sums_(table.itemCount(), 0) {}

std::span<const Suggestion> Scorer::score(std::span<const std::uint32_t> cart, std::uint32_t limit) {
  cart_.resize(cart.size());
  std::copy(cart.begin(), cart.end(), cart_.begin());
  // A heap's sort is a third of the code of std::sort, which every shopper would download.
  std::make_heap(cart_.begin(), cart_.end());
  std::sort_heap(cart_.begin(), cart_.end());
  const auto distinct_end = std::unique(cart_.begin(), cart_.end());
  const auto known_end = std::lower_bound(cart_.begin(), distinct_end, table_.itemCount());
  const auto known = std::span(cart_).first(static_cast<std::size_t>(known_end - cart_.begin()));
  const auto scored = known.first(std::min<std::size_t>(known.size(), kMaxScoredCart));

  std::size_t edges = 0;
  for (const std::uint32_t item : scored) edges += table_.rowLength(item);
  touched_.resize(edges);
  std::size_t touched = 0;
  for (const std::uint32_t item : scored) {
    table_.forEachEdge(item, [&](Edge edge) {
      std::int32_t& sum = sums_[edge.target];
      // A sum that returns to 0 is listed again; the second look below finds it cleared.
      if (sum == 0) touched_[touched++] = edge.target;
      sum += edge.weight;
    });
  }
  for (const std::uint32_t item : known) sums_[item] = 0;

  const std::size_t wanted = std::min(limit, kMaxSuggestions);
  best_.resize(wanted);
  std::size_t found = 0;
  for (const std::uint32_t item : std::span(touched_).first(touched)) {
    const Suggestion candidate{item, sums_[item]};
    sums_[item] = 0;
    if (candidate.score <= 0) continue;
    std::size_t place = found;
    for (; place > 0 && isBetter(candidate, best_[place - 1]); --place) {
      if (place < wanted) best_[place] = best_[place - 1];
    }
    if (place < wanted) best_[place] = candidate;
    found = std::min(found + 1, wanted);
  }
  return std::span(best_).first(found);
}

}  // namespace goeswith
