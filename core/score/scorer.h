// Scorer: from a cart to its best complements.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "table/code/list.h"
#include "table/item_traits.h"
#include "table/placement.h"
#include "table/read/table.h"

namespace goeswith {

// A row's word on one target.
struct Edge {
  std::uint32_t target;  // item number
  std::int32_t weight;   // |weight| < 2^20; negative: the source speaks against the target
  std::int32_t on_page;  // the same with its lead, on a page of the source alone
};

struct Suggestion {
  std::uint32_t item;         // item number
  std::int32_t score;         // the cart's weights for the item plus its bias, on a page of one item its lead as well;
                              // > 0 unless the item is pinned
  std::uint32_t attach_rate;  // share of such carts expected to take it, in kAttachRateUnit; 0: not known

  friend bool operator==(const Suggestion&, const Suggestion&) = default;
};

// The list that is wanted. The default is the bare ranking.
struct ListOptions {
  std::uint32_t limit = 6;            // the most suggestions; above kMaxSuggestions it is taken as that
  std::uint32_t min_attach_rate = 0;  // in kAttachRateUnit; without effect on a table without calibration
  bool is_diverse = false;            // at most one item of a family
  bool by_value = false;              // ranked by expected value, attach rate times price, instead of the score
  // Keeps the table's own limit for that place. A single item is a page, whose order and rates are those of pages, on
  // Placement::kProduct and where no placement is said; elsewhere it is a cart.
  std::optional<Placement> placement{};
};

// Ranks what goes with a cart (FORMAT.md, "Scoring a cart"), from a whole table or from shards of one generation. Exact
// integer arithmetic: the same rows, traits and cart give the same list on every machine, natively and in WebAssembly.
// Throws nothing.
//
// Keeps the rows of recent carts, decoded, so that a call costs what the cart's rows hold. Not for concurrent use; one
// scorer a thread.
class Scorer {
 public:
  // The longest list there is.
  static constexpr std::uint32_t kMaxSuggestions = 1000;

  // A scorer without a table is to be given one before it scores.
  Scorer() = default;
  explicit Scorer(const Table& table, const TraitColumns& traits = {}) { add(table, traits); }

  // Adds a table, or a shard beside the base that was added first and on which it stands (Table::open() sees to that).
  // Borrows the table and the columns, which have an entry for each of its cards; both must outlive the scorer. Without
  // traits no rule that looks at categories, groups, families or prices applies.
  void add(const Table& table, const TraitColumns& traits = {});

  // The best items for `cart`, best first. Only items that something in the cart pulls for, or that are pinned to it,
  // and that no rule of the table speaks against: the list may be short or empty. With shards, items without a card in
  // any of them are left out.
  // Cart entries may repeat (they count once) and may be unknown (≥ itemCount(): ignored). Safe for any input.
  // The result is owned by the scorer and valid until the next call.
  std::span<const Suggestion> score(std::span<const std::uint32_t> cart, const ListOptions& options);

  // Whether the last cart's rows broke the format, in a table whose blocks had not been checked; the list was empty.
  bool hasFailed() const { return has_failed_; }

 private:
  using Trait = const std::uint32_t* TraitColumns::*;
  struct Part {
    const Table* table;
    TraitColumns traits;  // by card
  };
  struct Row {
    std::uint32_t item;
    std::uint32_t first;  // edge
    std::uint32_t size;
  };
  // The word of the cart and its rules on an item, a group or a category. Zeros say nothing.
  struct Mention {
    std::uint32_t key;     // the kind and the number; 0: an empty place
    std::uint32_t amount;  // of an item the sum of its weights, of a category the cart's highest price
    bool is_candidate;
    bool is_allowed;  // an item is pinned, a category may be dearer than what the cart has of it
    bool is_refused;
    bool is_in_cart;  // the item, or one of the category
  };
  // Kinds of keys; numbers stay below.
  static constexpr std::uint32_t kItemKey = 1u << 30;
  static constexpr std::uint32_t kGroupKey = 2u << 30;
  static constexpr std::uint32_t kCategoryKey = 3u << 30;
  static constexpr std::uint32_t kKinds = 3u << 30;

  const Table& table() const { return *parts_[0].table; }
  const Part* partOf(std::uint32_t item) const;
  std::uint32_t traitOf(std::uint32_t item, Trait trait) const;
  Mention& placeFor(std::uint32_t key);
  Mention& mention(std::uint32_t key);
  void readCart(std::span<const std::uint32_t> cart);
  void applyRules();
  void sumRows(bool is_page);
  std::span<const Edge> rowOf(std::uint32_t item);
  bool isSpokenAgainst(std::uint32_t item);
  bool isBetter(std::uint32_t place, const Suggestion& candidate, std::uint64_t worth) const;
  bool isAlike(std::uint32_t item, std::uint32_t other, bool is_diverse) const;
  void insert(const Suggestion& candidate, std::uint64_t worth, bool is_diverse, std::uint32_t wanted);

  List<Part> parts_;
  List<Row> rows_;  // of recent carts
  List<Edge> edges_;
  bool has_failed_ = false;

  // What follows is of one call only. The lists keep their memory between calls.
  List<std::uint32_t> cart_;     // the cart's known items, each once
  std::uint32_t top_price_ = 0;  // of the cart
  // A hash table with open addressing: as many places as a power of two, at least half of them empty.
  List<Mention> mentions_;
  List<Mention> fewer_mentions_;  // those before the table grew
  std::uint32_t mentioned_ = 0;
  std::uint32_t found_ = 0;
  // One place more than the list: inserting then needs no special case at the end.
  List<Suggestion> best_;
  List<std::uint64_t> worths_;  // what comes before the score in their order
};

}  // namespace goeswith
