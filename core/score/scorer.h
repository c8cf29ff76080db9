// Scorer: from a cart to its best complements.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "table/item_traits.h"
#include "table/placement.h"
#include "table/table.h"

namespace goeswith {

struct Suggestion {
  std::uint32_t item;         // item number
  std::int32_t score;         // the cart's weights for the item plus its bias; > 0 unless the item is pinned
  std::uint32_t attach_rate;  // share of such carts expected to take it, in kAttachRateUnit; 0: not known

  friend bool operator==(const Suggestion&, const Suggestion&) = default;
};

// What a list is to be. The default is the bare ranking.
struct ListOptions {
  std::uint32_t limit = 6;               // the most suggestions; above kMaxSuggestions it is taken as that
  std::uint32_t min_attach_rate = 0;     // in kAttachRateUnit; without effect on a table without calibration
  bool is_diverse = false;               // at most one item of a family
  bool by_value = false;                 // ranked by expected value, attach rate times price, instead of the score
  std::optional<Placement> placement{};  // keeps the table's own limit for that place
};

// Ranks what goes with a cart (FORMAT.md, "Scoring a cart"). Exact integer arithmetic: the same table, traits and cart
// give the same list on every machine, natively and in WebAssembly. Throws nothing.
//
// Keeps a dense accumulator of the table's items between calls, so that a call costs what the cart's rows hold and
// not what the table holds. Not for concurrent use; one scorer a thread.
class Scorer {
 public:
  // At most this many distinct items of a cart are added up, the most popular ones: the sums then fit 31 bits.
  // The rest are still left out of the suggestions.
  static constexpr std::uint32_t kMaxScoredCart = 1024;
  // The longest list there is.
  static constexpr std::uint32_t kMaxSuggestions = 1000;

  // Borrows `table`, which must outlive the scorer. Allocates 4 bytes an item. Without traits no rule that looks at
  // categories, groups, families or prices applies.
  explicit Scorer(const Table& table);

  // Borrows the columns, which must outlive the scorer. Those that are neither empty nor as long as the table are taken
  // as empty.
  void setTraits(const TraitColumns& traits);

  // The best items for `cart`, best first. Only items that something in the cart pulls for, or that are pinned to it,
  // and that no rule of the table speaks against: the list may be short or empty.
  // Cart entries may repeat (they count once) and may be unknown (≥ itemCount(): ignored). Safe for any input.
  // The result is owned by the scorer and valid until the next call.
  std::span<const Suggestion> score(std::span<const std::uint32_t> cart, const ListOptions& options);

 private:
  void readCart(std::span<const std::uint32_t> cart);
  void sumRows();
  bool isSpokenAgainst(std::uint32_t item) const;
  void insert(const Suggestion& candidate, bool is_diverse, std::size_t wanted);
  bool isBetter(const Suggestion& a, const Suggestion& b) const;
  bool isPinned(std::uint32_t item) const;
  bool isDearerAllowed(std::uint32_t category) const;
  std::uint32_t categoryOf(std::uint32_t item) const;

  const Table& table_;
  TraitColumns traits_;
  std::unique_ptr<std::int32_t[]> sums_;  // by item; all 0 between calls
  std::uint32_t category_count_ = 0;      // category numbers are below it

  // What follows is of one call only. The lists keep their memory between calls.
  std::vector<std::uint32_t> cart_;               // the cart's known items, ascending
  std::vector<std::uint32_t> groups_;             // of the cart's items, ascending
  std::vector<std::uint32_t> pinned_;             // to an item of the cart, ascending
  std::vector<std::uint32_t> refused_;            // items that the cart holds, blocks or, within a category, outweighs
  std::vector<std::uint32_t> denied_categories_;  // by category number: 1 if the cart denies it, else 0
  std::vector<std::uint32_t> top_prices_;  // by category number: the cart's highest, as in ItemTraits; 0: no limit
  std::uint32_t top_price_ = 0;            // of the cart
  std::vector<std::uint32_t> touched_;     // items whose sum may not be 0, the candidates first
  std::size_t candidate_count_ = 0;
  // One place more than the longest list: inserting then needs no special case at the end.
  std::array<Suggestion, kMaxSuggestions + 1> best_;
  bool by_value_ = false;
  std::size_t found_ = 0;
};

}  // namespace goeswith
