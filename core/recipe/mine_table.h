// mineTable: the recipe, from baskets, a catalogue and rules to what a table holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "mine/count/cooccurrence.h"
#include "mine/judge/same_category.h"
#include "mine/model/model_choice.h"
#include "mine/model/ridge_model.h"
#include "mine/read/baskets.h"
#include "mine/read/items.h"
#include "mine/read/orders_reader.h"
#include "mine/read/rules.h"
#include "recipe/recipe_progress.h"
#include "recipe/shop.h"
#include "recipe/shop_model.h"
#include "table/whole/calibration.h"
#include "table/whole/support.h"
#include "table/write/table_writer.h"

namespace goeswith {

struct MiningOptions {
  CooccurrenceOptions counting;
  RidgeOptions model;           // where the automatic choice starts
  std::optional<double> ridge;  // given: no automatic choice
  // As RidgeOptions::row_length and TableContents::levels. Where they are not given, 24 and 32 for up to
  // kFewItems items, whose table is a few KB whatever it holds, else 16 and 7.
  std::optional<std::uint32_t> row_length;
  std::optional<std::uint32_t> levels;
  ShopOptions shop;
  bool publish_support = false;
  std::string version;  // of the program, for the table's settings
};

inline constexpr std::size_t kFewItems = 500;

struct MiningInputs {
  const Baskets& baskets;
  const OrdersSummary& summary;  // goes into the table's settings
  const Items& items;            // empty: there is no items file
  const MerchantRules& rules;
};

struct MinedTable {
  // The contents of a table of it; refers to this.
  TableContents contents() const;

  Shop shop;
  LinearModel model;
  std::uint32_t levels = 0;
  std::string settings;            // JSON
  std::optional<Support> support;  // where it is to be published
  Calibration calibration;

  // For the report.
  std::size_t multi_item_orders = 0;  // orders of two items or more
  bool is_default = false;            // too few of them to choose the model's options by
  std::size_t calibration_shown = 0;  // suggestions for held-out carts that attach rates were learned from
  ModelChoice choice;
  CooccurrenceDropped dropped;
  SameCategoryChoice same_category;
  std::uint64_t below_chance = 0;  // as in ShopModel, like the next two
  RuledOutEdges ruled_out;
  std::uint64_t unrelated = 0;
};

// Chooses the model's options from the baskets, fits the model, calibrates it on held-out orders. Fails with a message
// for people where the rules do not fit the catalogue. Uses all threads; the result depends neither on their number nor
// on the order of the orders.
tl::expected<MinedTable, std::string> mineTable(const MiningInputs& inputs, const MiningOptions& options,
                                                const RecipeProgress& progress);

}  // namespace goeswith
