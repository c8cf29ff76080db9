// Evaluation: how good a table mined from some orders would have been for later ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mine/holdout/metrics.h"
#include "mine/holdout/split.h"
#include "mine/read/items.h"
#include "mine/read/orders_reader.h"
#include "mine/read/rules.h"
#include "recipe/mine_table.h"
#include "recipe/recipe_progress.h"

namespace goeswith {

// Suggestions that a shopper is thought to look at.
inline constexpr std::size_t kShownItems = 3;

struct EvaluationOptions {
  SplitOptions split;
  bool is_diverse = true;  // as in ListOptions, of the table's lists; shoppers see them so
};

struct RankerQuality {
  std::string key;   // stable, for programs
  std::string name;  // for people
  Quality all;
  Quality single_item_carts;
  Quality larger_carts;
  std::optional<double> same_category;  // of the first three of its own; nothing without categories

  // Product pages. Shares of what is shown there that has the anchor's category or family; nothing where none is known.
  PageQuality pages;
  std::optional<double> page_same_category;
  std::optional<double> page_same_family;
};

// A ranker that was not compared, and why.
struct LeftOutRanker {
  std::string key;
  std::string name;
  std::string reason;
};

// The table's doing when it only shows items with an expected attach rate of `min_attach` or more, three at most.
struct Strictness {
  double min_attach;
  double answered;   // share of carts, or pages, that are shown anything
  double shown;      // suggestions a cart in the mean, the silent ones included
  double precision;  // of the suggestions shown, those that were taken; 0 without any
};

// How far the attach rates of a table can be trusted, and what comes of showing only the better ones. Both empty when
// the table has none.
struct RateQuality {
  std::vector<Strictness> strictness;
  std::vector<ReliabilityBin> reliability;  // of the first three
};

struct NamedItem {
  std::string sku;
  std::string title;  // may be empty
};

// One of the carts, for people to look at.
struct ExampleCart {
  std::vector<NamedItem> cart;
  NamedItem held_out;
  std::vector<NamedItem> shown;  // the first three; may be empty
};

struct Evaluation {
  SplitKind split = SplitKind::kRandom;
  std::size_t training_orders = 0;
  std::size_t test_orders = 0;
  std::size_t items = 0;           // in training orders
  std::size_t unknown_wanted = 0;  // cases whose held-out item no training order holds
  std::size_t table_bytes = 0;
  std::size_t table_edges = 0;

  // Share of carts whose held-out item was among the table's first three, without help from popularity.
  double hits_in_shown = 0;
  std::vector<RankerQuality> rankers;  // the table first: what it shows, with its rules and without look-alikes
  std::vector<LeftOutRanker> left_out;
  std::optional<double> same_category_of_truth;
  RateQuality cart_rates;
  RateQuality page_rates;
  std::vector<ExampleCart> examples;  // small carts, drawn without looking at the outcome
};

// Splits the orders, mines a table from the one part as `goeswith build` does, reads it back from its bytes, and asks
// it and the other rankers to complete the carts of the other part, and what goes on the pages of their items. What the
// items file calls unavailable today is offered here whatever `mining` says, since it was for sale then. Fails with a
// message for people when the split leaves nothing to learn from or nothing to ask.
tl::expected<Evaluation, std::string> evaluate(const Orders& orders, const Items& items, const MerchantRules& rules,
                                               const EvaluationOptions& options, const MiningOptions& mining,
                                               const RecipeProgress& progress);

}  // namespace goeswith
