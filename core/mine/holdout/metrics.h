// Metrics: how good ranked lists are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mine/holdout/held_out_case.h"
#include "mine/holdout/ranked_lists.h"

namespace goeswith {

// Lengths k at which hits are counted.
inline constexpr std::array<std::size_t, 5> kRecallLengths = {1, 3, 5, 10, 20};

// Shares, 0 … 1, all 0 without cases.
struct Quality {
  std::size_t cases = 0;
  std::array<double, kRecallLengths.size()> recall{};  // R@k: cases whose held-out item is among the first k
  double reciprocal_rank = 0;                          // MRR@10: mean of 1 / place, 0 beyond the tenth
  double coverage = 0;                                 // of the items, how many are in any list's first ten
  double answered = 0;                                 // cases with at least one item of the ranker's own
  double standard_error = 0;                           // of R@10

  // R@k. Precondition: k is one of kRecallLengths.
  double recallAt(std::size_t k) const;
};

// Which carts are looked at.
enum class CartKind : std::uint8_t { kAll, kSingleItem, kLarger };

// Judges one list a case. Precondition: as many lists as cases; all items below `item_count`.
Quality judge(std::span<const RankedList> lists, std::span<const HeldOutCase> cases, std::size_t item_count,
              CartKind kind);

// Product pages: shares, 0 … 1, all 0 without views.
struct PageQuality {
  std::size_t views = 0;
  double precision_at_3 = 0;  // of three places a page, those whose item the order went on to hold
  double hit_at_3 = 0;        // pages with at least one
  double precision = 0;       // of what was shown
  double answered = 0;        // pages that show anything
  double three = 0;           // pages that show three
  double standard_error = 0;  // of precision_at_3
};

// Places on a page that count.
inline constexpr std::size_t kPagePlaces = 3;

// Judges one list a view by the ranker's own items. Precondition: as many lists as views.
PageQuality judgePages(std::span<const RankedList> lists, std::span<const PageView> views);

// Of what is shown on the pages, the share that has the anchor's number, such as its category or its family; `numbers`
// by item, 0: not known. Looks only at pairs where both are known; nothing without any.
std::optional<double> sameNumberShare(std::span<const RankedList> lists, std::span<const PageView> views,
                                      std::span<const std::uint32_t> numbers);

// Of the ranker's own items among the first `length` of each list, the share that has the category of an item of its
// cart. `categories` by item number, 0: not known. Looks only at pairs where both sides are known; nothing without any.
std::optional<double> sameCategoryShare(std::span<const RankedList> lists, std::span<const HeldOutCase> cases,
                                        std::span<const std::uint32_t> categories, std::size_t length);

// The same for what the carts' buyers really took.
std::optional<double> sameCategoryShareOfTruth(std::span<const HeldOutCase> cases,
                                               std::span<const std::uint32_t> categories);

// One item that a shopper was shown: what was expected of it, and what came.
struct ShownItem {
  double predicted;  // attach rate, 0 … 1
  bool is_hit;       // it was the held-out item
};

struct ReliabilityBin {
  double predicted;  // means over the bin's items
  double observed;
  std::size_t shown;
};

// Cuts the items into at most ten parts of equal size by predicted rate, those of one rate always in one part, and
// leaves out parts below `min_shown`. Ascending.
std::vector<ReliabilityBin> reliability(std::vector<ShownItem> shown, std::size_t min_shown);

}  // namespace goeswith
