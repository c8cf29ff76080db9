#include "command/options/mining_options.h"

#include "command/options/choice.h"
#include "table/format.h"

namespace goeswith {

void addMiningOptions(CLI::App& command, MiningOptions& options) {
  options.version = GOESWITH_VERSION;
  command
      .add_option("--same-category", options.shop.same_category,
                  "Suggestions of a category that is in the cart: as they come, about as many as orders hold, or none")
      ->transform(choice<SameCategory>({{"allow", SameCategory::allow},
                                        {"calibrated", SameCategory::calibrated},
                                        {"exclude", SameCategory::exclude}}))
      ->default_str("calibrated");
  command
      .add_option("--half-life", options.counting.half_life_days,
                  "Days after which an order counts half, where orders carry timestamps; 0: all count alike")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      .add_option("--neighbours", options.row_length,
                  "Edges an item carries on average; the strongest rows get up to twice as many")
      ->check(CLI::Range(1u, format::kMaxRowLength))
      ->default_str("16, of up to 500 items 24");
  command
      .add_option("--ridge", options.ridge,
                  "How much evidence a weight needs, in mean basket weights; without it the model's options are chosen "
                  "from the orders")
      ->check(CLI::Range(0.0, 10000.0));
  command.add_option("--min-support", options.model.min_support, "Orders that must hold a pair for it to count")
      ->check(CLI::Range(1u, 1000000u))
      ->default_str("2, of items in fewer than 5 orders 1")
      ->each([&options](const std::string&) { options.model.few_orders = 0; });
  command.add_option("--levels", options.levels, "Magnitudes that a weight can have in the table")
      ->check(CLI::Range(1u, format::kMaxLevels))
      ->default_str("7, of up to 500 items 32");
  command.add_option("--max-basket", options.counting.max_basket_items, "Orders of more items are left out")
      ->check(CLI::Range(2u, 100000u))
      ->capture_default_str();
  command
      .add_option("--max-item-orders", options.counting.max_item_baskets,
                  "Of an item in more orders, only the most recent ones count")
      ->check(CLI::Range(1u, 0xFFFFFFFFu))
      ->capture_default_str();
  command.add_flag("--publish-support", options.publish_support,
                   "Put into the table how many orders speak for each pair, in coarse steps; anybody can read them");
}

}  // namespace goeswith
