// Mining: from baskets, a catalogue and rules to the bytes of a table, the same way for every command.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "command/terminal/timings.h"
#include "mine/count/cooccurrence.h"
#include "mine/judge/catalogue.h"
#include "mine/judge/category_affinity.h"
#include "mine/judge/rule_application.h"
#include "mine/model/model_choice.h"
#include "mine/model/ridge_model.h"
#include "mine/read/orders_reader.h"
#include "table/write/table_writer.h"

namespace goeswith {

struct MiningOptions {
  CooccurrenceOptions counting;
  RidgeOptions model;           // where the automatic choice starts
  std::optional<double> ridge;  // given: no automatic choice
  double half_life_days = 0;
  std::uint32_t levels = 14;
  std::string rules;                                      // a file; empty: none
  SameCategory same_category = SameCategory::calibrated;  // where the rules file does not say
  bool publish_support = false;
};

// Adds the options that shape a table to `command`. `options` must outlive it.
void addMiningOptions(CLI::App& command, MiningOptions& options);

// Reads the rules file of the options; no rules when there is none. Fails with a message that names file and line.
tl::expected<MerchantRules, std::string> readRules(const MiningOptions& options);

struct MiningInputs {
  const Baskets& baskets;
  const OrdersSummary& summary;  // goes into the table's settings
  const Items& items;            // empty: there is no items file
  const MerchantRules& rules;
  // Offers what the items file calls unavailable as well: for judging by orders of a time when it was available.
  bool offers_unavailable = false;
};

struct MinedTable {
  // What a table of it holds; refers to this.
  TableContents contents() const;

  LinearModel model;
  std::uint32_t levels = 0;
  std::string settings;  // JSON
  Policy policy;
  std::optional<Support> support;  // where it is to be published
  Calibration calibration;
  std::size_t multi_item_orders = 0;  // orders of two items or more
  bool is_cautious = false;           // too few of them to choose the model's options by
  std::size_t calibration_shown = 0;  // suggestions for held-out carts that attach rates were learned from
  ModelChoice choice;
  CooccurrenceDropped dropped;
  Catalogue catalogue;
  std::uint64_t items_without_category = 0;
  std::vector<SubstituteCategory> substitutes;
  std::uint32_t families = 0;
  SameCategoryChoice same_category;
  std::uint64_t below_chance = 0;  // candidates within a category that are bought together less than chance
  RuledOutEdges ruled_out;         // candidates that rules forbid
  std::uint64_t unrelated = 0;     // candidates without relation, where the rules exclude them
  std::vector<RuleEffect> rule_effects;
};

// Chooses the model's options from the baskets, fits the model, calibrates it on held-out orders.
// Stages are begun on `timings`; progress is shown on a terminal. Fails where the rules do not fit the catalogue.
tl::expected<MinedTable, std::string> mineTable(const MiningInputs& inputs, const MiningOptions& options,
                                                Timings& timings);

}  // namespace goeswith
