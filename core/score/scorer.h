// Scorer: from a cart to its best complements.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "table/table.h"

namespace goeswith {

struct Suggestion {
  std::uint32_t item;  // item number
  std::int32_t score;  // sum of the cart's weights for the item, > 0

  friend bool operator==(const Suggestion&, const Suggestion&) = default;
};

// Adds up the rows of a cart's items. Exact integer arithmetic: the same table and cart give the same list on every
// machine, natively and in WebAssembly. Throws nothing.
//
// Keeps a dense accumulator of the table's items between calls, so that a call costs what the cart's rows hold and
// not what the table holds. Not for concurrent use; one scorer a thread.
class Scorer {
 public:
  // At most this many distinct items of a cart are added up, the most popular ones: the sums then fit 31 bits.
  // The rest are still left out of the suggestions.
  static constexpr std::uint32_t kMaxScoredCart = 1024;
  // The longest list there is; larger limits are taken as this.
  static constexpr std::uint32_t kMaxSuggestions = 1000;

  // Borrows `table`, which must outlive the scorer. Allocates 4 bytes an item.
  explicit Scorer(const Table& table);

  // The best `limit` items for `cart`, best first; equal scores stand in order of item number, the more popular
  // first. Only items that the cart pulls for (score > 0) and that are not in it: the list may be short or empty.
  // Cart entries may repeat (they count once) and may be unknown (≥ itemCount(): ignored). Safe for any input.
  // The result is owned by the scorer and valid until the next call.
  std::span<const Suggestion> score(std::span<const std::uint32_t> cart, std::uint32_t limit);

 private:
  const Table& table_;
  std::vector<std::int32_t> sums_;      // by item; all 0 between calls
  // Buffers that keep their memory between calls; how much of them is in use is known only within one.
  std::vector<std::uint32_t> cart_;
  std::vector<std::uint32_t> touched_;
  std::vector<Suggestion> best_;
};

}  // namespace goeswith
