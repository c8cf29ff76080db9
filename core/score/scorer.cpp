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
  cart_.assign(cart.begin(), cart.end());
  std::sort(cart_.begin(), cart_.end());
  cart_.erase(std::unique(cart_.begin(), cart_.end()), cart_.end());
  cart_.erase(std::lower_bound(cart_.begin(), cart_.end(), table_.itemCount()), cart_.end());

  touched_.clear();
  const std::size_t scored = std::min<std::size_t>(cart_.size(), kMaxScoredCart);
  for (std::size_t c = 0; c < scored; ++c) {
    table_.forEachEdge(cart_[c], [this](Edge edge) {
      // A sum that returns to 0 is listed again; the second look below finds it cleared.
      if (sums_[edge.target] == 0) touched_.push_back(edge.target);
      sums_[edge.target] += edge.weight;
    });
  }
  for (const std::uint32_t item : cart_) sums_[item] = 0;

  best_.clear();
  const std::size_t wanted = std::min(limit, kMaxSuggestions);
  for (const std::uint32_t item : touched_) {
    const Suggestion candidate{item, sums_[item]};
    sums_[item] = 0;
    if (candidate.score <= 0) continue;
    if (best_.size() == wanted) {
      if (wanted == 0 || !isBetter(candidate, best_.back())) continue;
      best_.pop_back();
    }
    best_.insert(std::upper_bound(best_.begin(), best_.end(), candidate, isBetter), candidate);
  }
  return best_;
}

}  // namespace goeswith
