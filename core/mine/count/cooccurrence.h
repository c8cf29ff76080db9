// Cooccurrence: which items stand in orders together, one item at a time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mine/read/baskets.h"

namespace goeswith {

struct CooccurrenceOptions {
  // Baskets with more distinct items are left out: a basket of m items makes m² / 2 pairs, and the largest are
  // wholesale orders and tests that say little of what goes with what. Range 2 … 100,000. Low values lose the
  // evidence of honest large orders, high ones cost time.
  std::uint32_t max_basket_items = 1000;

  // Of an item in more baskets, only this many are counted: the most recent ones where orders carry timestamps, else
  // an arbitrary choice that depends only on the order ids. Bounds the time for an item that everybody buys. Range
  // 1 … 2^32 − 1.
  std::uint32_t max_item_baskets = 200000;

  // The weight of a basket of m ≥ 2 items is (m − 1)^−basket_power. Range 0 … 1: 0 counts every basket alike, so that
  // large ones dominate with their m² pairs; 1 gives every item of every basket the same say. Best measured: .5.
  double basket_power = 0.5;

  // Where orders carry timestamps: the age at which a basket's weight has halved, counted back from the newest order,
  // in days. 0: all orders count alike whatever their age. Range 0, or an hour and more: from some years on it changes
  // little, and with a few days only the last weeks say anything.
  double half_life_days = 0;
};

// Counts of what the caps left out, for the report.
struct CooccurrenceDropped {
  std::uint64_t large_baskets = 0;       // baskets above max_basket_items
  std::uint64_t large_basket_lines = 0;  // their items together
  std::uint64_t hot_items = 0;           // items above max_item_baskets
  std::uint64_t hot_item_lines = 0;      // their occurrences that are not counted

  friend bool operator==(const CooccurrenceDropped&, const CooccurrenceDropped&) = default;
};

// Weighted counts are sums of integers, in 2^−20ths, so that they do not depend on the order of adding.
inline constexpr double kWeightUnit = 1.0 / (1 << 20);

struct PairCount {
  std::uint32_t other;    // item number
  std::uint32_t support;  // baskets that hold both
  std::uint64_t weight;   // sum of those baskets' weights, in kWeightUnit
};

// The symmetric matrix of pair counts, computed row by row from an inverted index ("Gustavson's algorithm") and never
// held as a whole: 12 bytes of memory a line of the orders. Keeps nothing of the baskets it was made from. Rows can be
// asked for from several threads at once, each with a scratch of its own.
class Cooccurrence {
 public:
  // Precondition: options in their ranges.
  Cooccurrence(const Baskets& baskets, const CooccurrenceOptions& options);

  // The working memory of row(): 12 bytes an item and 16 bytes a pair of the longest row.
  struct Scratch {
    std::vector<std::uint64_t> weight;   // by item; all 0 between calls
    std::vector<std::uint32_t> support;  // by item; all 0 between calls
    std::vector<std::uint32_t> touched;
    std::vector<PairCount> row;
  };

  // All items that share a counted basket with `item`, ascending, without the item itself. The result lies in
  // `scratch` and is valid until its next use. Precondition: item < itemCount().
  std::span<const PairCount> row(std::uint32_t item, Scratch& scratch) const;

  std::size_t itemCount() const { return item_count_; }
  const CooccurrenceDropped& dropped() const { return dropped_; }

  // The counted baskets: those of two items or more that the caps leave, in the order of the Baskets.
  std::size_t basketCount() const { return basket_weights_.size(); }
  // Item numbers, ascending.
  std::span<const std::uint32_t> basket(std::size_t b) const {
    return std::span(lines_).subspan(basket_offsets_[b], basket_offsets_[b + 1] - basket_offsets_[b]);
  }
  // In kWeightUnit, at least 1.
  std::uint32_t basketWeight(std::size_t b) const { return basket_weights_[b]; }

  // The counted baskets that hold `item`, ascending.
  std::span<const std::uint32_t> basketsOf(std::uint32_t item) const {
    return std::span(index_).subspan(index_offsets_[item], index_offsets_[item + 1] - index_offsets_[item]);
  }
  // Sum of the weights of those baskets, in kWeightUnit: the diagonal of the matrix.
  std::uint64_t itemWeight(std::uint32_t item) const { return item_weights_[item]; }

 private:
  std::size_t item_count_;
  std::vector<std::uint64_t> item_weights_;
  std::vector<std::uint64_t> basket_offsets_ = {0};
  std::vector<std::uint32_t> lines_;
  std::vector<std::uint32_t> basket_weights_;
  std::vector<std::uint64_t> index_offsets_;
  std::vector<std::uint32_t> index_;
  CooccurrenceDropped dropped_;
};

}  // namespace goeswith
