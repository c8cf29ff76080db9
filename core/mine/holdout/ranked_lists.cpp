#include "mine/holdout/ranked_lists.h"

#include <algorithm>
#include <numeric>

namespace goeswith {
namespace {

struct Candidate {
  std::uint32_t item;
  double score;
};

// The best of `candidates`, which it reorders.
RankedList bestOf(std::vector<Candidate>& candidates) {
  const auto is_better = [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.item < b.item;
  };
  const std::size_t length = std::min(kRankedItems, candidates.size());
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(length);
  std::partial_sort(candidates.begin(), end, candidates.end(), is_better);
  RankedList list;
  for (std::size_t k = 0; k < length; ++k) list.items.push_back(candidates[k].item);
  list.own = length;
  return list;
}

// Makes a list for every case on all threads; `rank(cart, scratch)` with a Scratch for each thread.
template <class Scratch, class Rank>
RankedLists rankCases(std::span<const HeldOutCase> cases, std::size_t item_count, Rank&& rank) {
  RankedLists lists(cases.size());
#pragma omp parallel
  {
    Scratch scratch;
    scratch.sums.assign(item_count, 0);
#pragma omp for schedule(dynamic, 64)
    for (std::ptrdiff_t c = 0; c < static_cast<std::ptrdiff_t>(cases.size()); ++c) {
      lists[c] = rank(cases[c].cart, scratch);
    }
  }
  return lists;
}

}  // namespace

std::vector<std::uint32_t> bestsellersOf(const Baskets& baskets) {
  std::vector<std::uint32_t> items(baskets.itemCount());
  std::iota(items.begin(), items.end(), 0);
  std::sort(items.begin(), items.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (baskets.item_orders[a] != baskets.item_orders[b]) return baskets.item_orders[a] > baskets.item_orders[b];
    return baskets.skus[a] < baskets.skus[b];
  });
  return items;
}

void fillByPopularity(RankedList& list, std::span<const std::uint32_t> cart,
                      std::span<const std::uint32_t> bestsellers) {
  list.items.reserve(kRankedItems);  // what `own` looks at must stay where it is
  const auto own = std::span(list.items).first(list.own);
  for (const std::uint32_t item : bestsellers) {
    if (list.items.size() == kRankedItems) break;
    const bool is_barred =
        std::find(own.begin(), own.end(), item) != own.end() || std::find(cart.begin(), cart.end(), item) != cart.end();
    if (!is_barred) list.items.push_back(item);
  }
}

RankedLists rankByRows(const WeightRows& rows, std::span<const float> bias, std::span<const HeldOutCase> cases) {
  struct Scratch {
    std::vector<double> sums;  // by item; all 0 between cases
    std::vector<std::uint32_t> touched;
    std::vector<Candidate> candidates;
  };
  return rankCases<Scratch>(cases, rows.rowCount(), [&](std::span<const std::uint32_t> cart, Scratch& scratch) {
    auto& [sums, touched, candidates] = scratch;
    touched.clear();
    candidates.clear();
    for (const std::uint32_t source : cart) {
      for (const WeightedTarget& edge : rows.row(source)) {
        // A sum that returns to 0 is listed again; the second look below finds it cleared.
        if (sums[edge.target] == 0) touched.push_back(edge.target);
        sums[edge.target] += static_cast<double>(edge.weight);
      }
    }
    for (const std::uint32_t item : cart) sums[item] = 0;
    for (const std::uint32_t item : touched) {
      const double sum = sums[item];
      sums[item] = 0;
      if (sum > 0) candidates.push_back({item, sum + (bias.empty() ? 0.0 : static_cast<double>(bias[item]))});
    }
    return bestOf(candidates);
  });
}

RankedLists rankByDenseRows(std::size_t item_count,
                            const std::function<void(std::uint32_t item, std::span<double> sums)>& addRow,
                            std::span<const HeldOutCase> cases) {
  struct Scratch {
    std::vector<double> sums;
    std::vector<Candidate> candidates;
  };
  return rankCases<Scratch>(cases, item_count, [&](std::span<const std::uint32_t> cart, Scratch& scratch) {
    auto& [sums, candidates] = scratch;
    std::fill(sums.begin(), sums.end(), 0.0);
    candidates.clear();
    for (const std::uint32_t source : cart) addRow(source, sums);
    for (const std::uint32_t item : cart) sums[item] = 0;
    for (std::uint32_t item = 0; item < item_count; ++item) {
      if (sums[item] > 0) candidates.push_back({item, sums[item]});
    }
    return bestOf(candidates);
  });
}

}  // namespace goeswith
