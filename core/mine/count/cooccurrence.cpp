#include "mine/count/cooccurrence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace goeswith {
namespace {

// Marks the occurrences of hot items that are not counted: for each line of `baskets` whether it is left out. Empty
// when no item is hot.
std::vector<bool> markHotOccurrences(const Baskets& baskets, std::uint32_t max_item_baskets,
                                     CooccurrenceDropped& dropped) {
  std::vector<bool> left_out;
  for (std::uint32_t item = 0; item < baskets.itemCount(); ++item) {
    if (baskets.item_orders[item] <= max_item_baskets) continue;
    left_out.resize(baskets.items.size());
    struct Occurrence {
      std::uint32_t basket;
      std::uint64_t line;
    };
    std::vector<Occurrence> occurrences;
    for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
      const auto begin = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b]);
      const auto end = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b + 1]);
      const auto at = std::lower_bound(begin, end, item);
      if (at != end && *at == item) {
        occurrences.push_back({static_cast<std::uint32_t>(b), static_cast<std::uint64_t>(at - baskets.items.begin())});
      }
    }
    const auto is_newer = [&](const Occurrence& x, const Occurrence& y) {
      const std::uint32_t a = x.basket;
      const std::uint32_t b = y.basket;
      if (!baskets.timestamps.empty() && baskets.timestamps[a] != baskets.timestamps[b]) {
        return baskets.timestamps[a] > baskets.timestamps[b];
      }
      return baskets.order_keys[a] != baskets.order_keys[b] ? baskets.order_keys[a] < baskets.order_keys[b] : a < b;
    };
    const auto first_dropped = occurrences.begin() + max_item_baskets;
    std::nth_element(occurrences.begin(), first_dropped, occurrences.end(), is_newer);
    for (auto it = first_dropped; it != occurrences.end(); ++it) left_out[it->line] = true;
    ++dropped.hot_items;
    dropped.hot_item_lines += static_cast<std::uint64_t>(occurrences.end() - first_dropped);
  }
  return left_out;
}

}  // namespace

Cooccurrence::Cooccurrence(const Baskets& baskets, const CooccurrenceOptions& options)
    : item_count_(baskets.itemCount()), item_weights_(baskets.itemCount(), 0), index_offsets_(item_count_ + 1, 0) {
  const std::vector<bool> left_out = markHotOccurrences(baskets, options.max_item_baskets, dropped_);
  lines_.reserve(baskets.items.size());
  double newest = 0;
  constexpr double kSecondsPerDay = 86400;
  const double half_life = options.half_life_days * kSecondsPerDay;
  const bool decays = half_life > 0 && !baskets.timestamps.empty();
  if (decays) {
    newest = static_cast<double>(*std::max_element(baskets.timestamps.begin(), baskets.timestamps.end()));
  }
  const auto freshness = [&](std::size_t b) {
    return decays ? std::exp2((static_cast<double>(baskets.timestamps[b]) - newest) / half_life) : 1.0;
  };
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const std::uint64_t begin = baskets.offsets[b];
    const std::uint64_t end = baskets.offsets[b + 1];
    if (end - begin > options.max_basket_items) {
      ++dropped_.large_baskets;
      dropped_.large_basket_lines += end - begin;
      continue;
    }
    for (std::uint64_t line = begin; line < end; ++line) {
      if (left_out.empty() || !left_out[line]) lines_.push_back(baskets.items[line]);
    }
    const std::uint64_t size = lines_.size() - basket_offsets_.back();
    if (size < 2) {  // says nothing of pairs
      lines_.resize(basket_offsets_.back());
      continue;
    }
    basket_offsets_.push_back(lines_.size());
    const double weight = std::pow(static_cast<double>(size - 1), -options.basket_power) * freshness(b);
    // At least one unit, so that no counted basket vanishes.
    basket_weights_.push_back(std::max(1u, static_cast<std::uint32_t>(std::lround(weight / kWeightUnit))));
  }

  for (const std::uint32_t item : lines_) ++index_offsets_[item + 1];
  std::inclusive_scan(index_offsets_.begin(), index_offsets_.end(), index_offsets_.begin());
  index_.resize(lines_.size());
  std::vector<std::uint64_t> next(index_offsets_.begin(), index_offsets_.end() - 1);
  for (std::uint32_t b = 0; b < basketCount(); ++b) {
    for (const std::uint32_t item : basket(b)) {
      index_[next[item]++] = b;
      item_weights_[item] += basket_weights_[b];
    }
  }
}

std::span<const PairCount> Cooccurrence::row(std::uint32_t item, Scratch& scratch) const {
  scratch.weight.resize(item_count_);
  scratch.support.resize(item_count_);
  scratch.touched.clear();
  for (const std::uint32_t b : basketsOf(item)) {
    const std::uint64_t weight = basket_weights_[b];
    for (const std::uint32_t other : basket(b)) {
      if (scratch.support[other]++ == 0) scratch.touched.push_back(other);
      scratch.weight[other] += weight;
    }
  }
  // In the order of the items: a pass over all of them where many were touched, else a sort.
  if (scratch.touched.size() > item_count_ / 16) {
    scratch.touched.clear();
    for (std::uint32_t other = 0; other < item_count_; ++other) {
      if (scratch.support[other] > 0) scratch.touched.push_back(other);
    }
  } else {
    std::sort(scratch.touched.begin(), scratch.touched.end());
  }
  scratch.row.clear();
  for (const std::uint32_t other : scratch.touched) {
    if (other != item) scratch.row.push_back({other, scratch.support[other], scratch.weight[other]});
    scratch.support[other] = 0;
    scratch.weight[other] = 0;
  }
  return scratch.row;
}

}  // namespace goeswith
