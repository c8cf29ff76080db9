#include "command/options/list_options.h"

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "command/options/choice.h"
#include "table/whole/calibration.h"

namespace goeswith {
namespace {

constexpr std::array<std::pair<const char*, Placement>, kPlacementCount> kPlacements = {
    {{"product", Placement::kProduct},
     {"cart", Placement::kCart},
     {"checkout", Placement::kCheckout},
     {"thank-you", Placement::kThankYou},
     {"email", Placement::kEmail}}};

}  // namespace

void addListOptions(CLI::App& command, ListOptions& list, std::uint32_t most) {
  command.add_option("-n,--limit", list.limit, "The most items to show")
      ->check(CLI::Range(1u, most))
      ->capture_default_str();
  command
      .add_option_function<double>(
          "--min-attach",
          [&list](double share) {
            list.min_attach_rate = static_cast<std::uint32_t>(std::ceil(share / kAttachRateUnit));
          },
          "Show only what at least this share of such carts is expected to take; 0.02 is one in fifty")
      ->check(CLI::Range(0.0, 1.0))
      ->default_str("0");
  command.add_flag("--alike{false}", list.is_diverse, "Show items that look alike beside one another, not one of them");
  command.add_flag(
      "--by-value", list.by_value,
      "Rank by expected value, attach rate times price, instead of relevance; --min-attach sets the floor");
  CLI::Option* placement =
      command
          .add_option("--placement", list.placement,
                      "Keep the table's limit for this place; one item is ranked as its page on product or "
                      "without a place, as a cart elsewhere")
          ->transform(choice<Placement>(
              std::vector<std::pair<std::string, Placement>>(kPlacements.begin(), kPlacements.end())));
  for (const auto& [name, value] : kPlacements) {
    if (list.placement == value) placement->default_str(name);
  }
}

}  // namespace goeswith
