#include "mine/holdout/holdout.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <utility>

#include "mine/holdout/order_hash.h"

namespace goeswith {
namespace {

constexpr std::uint32_t kListLength = 10;
constexpr std::uint32_t kPageLength = 3;
constexpr double kLeadScore = 1e6;  // above all sums of weights

// Hashes for this purpose are independent of those of other splits.
constexpr std::uint64_t kPurpose = 0x686F6C64;

std::uint64_t hashOf(const Baskets& baskets, std::size_t b) {
  return orderHash(baskets.order_keys[b], kPurpose);
}

std::uint64_t lineHash(const Baskets& baskets, std::size_t b, std::uint32_t item) {
  return mixedBits(hashOf(baskets, b) ^ mixedBits(item + 1));
}

struct RankScratch {
  std::vector<double> sums;         // by item; all 0 between cases
  std::vector<std::uint8_t> state;  // by item, of the flags below; all 0 between cases
  std::vector<std::uint32_t> touched;
};
constexpr std::uint8_t kTouched = 1;
constexpr std::uint8_t kPulledFor = 2;
constexpr std::uint8_t kInCart = 4;

// How many of the first three that a page of `anchor` shows are in `truth`, which ascends.
std::uint8_t pageHitsOf(const LinearModel& model, std::uint32_t anchor, std::span<const std::uint32_t> truth) {
  const std::span<const WeightedTarget> row = model.rows.row(anchor);
  const std::vector<std::uint32_t> leads = leadsOf(row);
  struct Place {
    double score;
    std::uint32_t item;
  };
  std::array<Place, kPageLength> best{};
  std::size_t found = 0;
  for (std::size_t k = 0; k < row.size(); ++k) {
    const Place candidate{row[k].weight + model.bias[row[k].target] + kLeadScore * leads[k], row[k].target};
    if ((row[k].weight <= 0 && leads[k] == 0) || candidate.score <= 0) continue;
    // Targets ascend, so that of equal ones the first stays before the others.
    std::size_t place = found;
    while (place > 0 && best[place - 1].score < candidate.score) --place;
    if (place == kPageLength) continue;
    found = std::min<std::size_t>(found + 1, kPageLength);
    std::copy_backward(best.begin() + place, best.begin() + found - 1, best.begin() + found);
    best[place] = candidate;
  }
  return static_cast<std::uint8_t>(std::count_if(best.begin(), best.begin() + found, [&](const Place& place) {
    return std::binary_search(truth.begin(), truth.end(), place.item);
  }));
}

std::uint8_t rankOf(const LinearModel& model, const HeldOutCase& question, RankScratch& scratch) {
  std::vector<double>& sums = scratch.sums;
  std::vector<std::uint8_t>& state = scratch.state;
  std::vector<std::uint32_t>& touched = scratch.touched;
  touched.clear();
  const auto touch = [&](std::uint32_t item, std::uint8_t flag) {
    if (state[item] == 0) touched.push_back(item);
    state[item] |= flag;
  };
  const bool is_page = question.cart.size() == 1;
  for (const std::uint32_t source : question.cart) {
    touch(source, kInCart);
    const std::span<const WeightedTarget> row = model.rows.row(source);
    const std::vector<std::uint32_t> leads = is_page ? leadsOf(row) : std::vector<std::uint32_t>(row.size(), 0);
    for (std::size_t k = 0; k < row.size(); ++k) {
      touch(row[k].target, row[k].weight > 0 || leads[k] > 0 ? kTouched | kPulledFor : kTouched);
      sums[row[k].target] += row[k].weight + kLeadScore * leads[k];
    }
  }
  const auto scoreOf = [&](std::uint32_t item) { return sums[item] + model.bias[item]; };
  const auto isCandidate = [&](std::uint32_t item) {
    return (state[item] & (kPulledFor | kInCart)) == kPulledFor && scoreOf(item) > 0;
  };
  const std::uint32_t wanted = question.held_out;
  const bool is_listed = isCandidate(wanted);
  const double score = scoreOf(wanted);
  std::uint32_t before = 0;         // items that come before the wanted one
  if (!is_listed) before = wanted;  // all that are more popular, less those that the cart or the list has
  for (const std::uint32_t item : touched) {
    if (isCandidate(item)) {
      if (is_listed) {
        before += scoreOf(item) > score || (scoreOf(item) == score && item < wanted);
      } else {
        before += item > wanted;
      }
    } else if (!is_listed && (state[item] & kInCart) != 0) {
      before -= item < wanted;
    }
  }
  for (const std::uint32_t item : touched) {
    sums[item] = 0;
    state[item] = 0;
  }
  return before < kListLength ? static_cast<std::uint8_t>(before + 1) : 0;
}

}  // namespace

Holdout splitHoldout(const Baskets& baskets, const HoldoutOptions& options) {
  // An order is kept when its key is below the bound.
  using Key = std::pair<std::int64_t, std::uint64_t>;
  const auto keyOf = [&](std::size_t b) {
    const bool by_time = options.most_recent && !baskets.timestamps.empty();
    return Key{by_time ? -baskets.timestamps[b] : 0, hashOf(baskets, b)};
  };
  std::vector<Key> keys;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    if (baskets.offsets[b + 1] - baskets.offsets[b] >= 2) keys.push_back(keyOf(b));
  }
  const std::size_t kept = std::min<std::size_t>(
      options.max_orders, static_cast<std::size_t>(options.max_share * static_cast<double>(keys.size())));
  Key bound = {std::numeric_limits<std::int64_t>::min(), 0};
  if (kept > 0) {
    const auto at = keys.begin() + static_cast<std::ptrdiff_t>(std::min(kept, keys.size() - 1));
    std::nth_element(keys.begin(), at, keys.end());
    bound = *at;
  }

  Holdout result;
  Baskets& training = result.training;
  training.skus = baskets.skus;
  training.item_orders.assign(baskets.itemCount(), 0);
  std::vector<std::uint32_t> by_hash;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const auto begin = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b]);
    const auto end = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b + 1]);
    if (end - begin < 2 || keyOf(b) >= bound) {
      training.items.insert(training.items.end(), begin, end);
      training.offsets.push_back(training.items.size());
      training.order_keys.push_back(baskets.order_keys[b]);
      if (!baskets.timestamps.empty()) training.timestamps.push_back(baskets.timestamps[b]);
      for (auto item = begin; item != end; ++item) ++training.item_orders[*item];
      continue;
    }
    by_hash.assign(begin, end);
    std::sort(by_hash.begin(), by_hash.end(), [&](std::uint32_t x, std::uint32_t y) {
      const std::uint64_t hash_x = lineHash(baskets, b, x);
      const std::uint64_t hash_y = lineHash(baskets, b, y);
      return hash_x != hash_y ? hash_x < hash_y : x < y;
    });
    if (by_hash.size() > options.cases_per_order) by_hash.resize(options.cases_per_order);
    for (std::uint32_t k = 0; k < by_hash.size(); ++k) {
      HeldOutCase& question = result.cases.emplace_back();
      const std::uint32_t held_out = by_hash[k];
      question.held_out = held_out;
      question.cart_size = static_cast<std::uint32_t>(end - begin - 1);
      question.number = k;
      std::copy_if(begin, end, std::back_inserter(question.cart), [&](std::uint32_t item) { return item != held_out; });
    }
  }
  return result;
}

std::vector<std::uint8_t> holdoutRanks(const LinearModel& model, std::span<const HeldOutCase> cases) {
  std::vector<std::uint8_t> ranks(cases.size());
#pragma omp parallel
  {
    RankScratch scratch;
    scratch.sums.assign(model.bias.size(), 0);
    scratch.state.assign(model.bias.size(), 0);
#pragma omp for schedule(dynamic, 64)
    for (std::ptrdiff_t c = 0; c < static_cast<std::ptrdiff_t>(cases.size()); ++c) {
      ranks[c] = rankOf(model, cases[c], scratch);
    }
  }
  return ranks;
}

std::vector<std::uint8_t> holdoutPageHits(const LinearModel& model, std::span<const HeldOutCase> cases) {
  std::vector<std::uint8_t> hits(cases.size());
#pragma omp parallel for schedule(dynamic, 64)
  for (std::ptrdiff_t c = 0; c < static_cast<std::ptrdiff_t>(cases.size()); ++c) {
    hits[c] = pageHitsOf(model, cases[c].held_out, cases[c].cart);
  }
  return hits;
}

HoldoutQuality holdoutQuality(std::span<const std::uint8_t> ranks, std::span<const std::uint8_t> page_hits) {
  // Counted by rank, so that the order of the cases does not matter.
  std::array<std::uint64_t, kListLength + 1> cases_at{};
  for (const std::uint8_t rank : ranks) ++cases_at[rank];
  HoldoutQuality quality;
  for (std::uint32_t rank = 1; rank <= kListLength; ++rank) {
    if (cases_at[rank] == 0) continue;
    const double share = static_cast<double>(cases_at[rank]) / static_cast<double>(ranks.size());
    quality.recall_at_10 += share;
    quality.reciprocal_rank_at_10 += share / rank;
  }
  std::uint64_t hits = 0;
  for (const std::uint8_t on_page : page_hits) hits += on_page;
  if (!page_hits.empty()) {
    quality.page_precision_at_3 = static_cast<double>(hits) / static_cast<double>(kPageLength * page_hits.size());
  }
  return quality;
}

}  // namespace goeswith
