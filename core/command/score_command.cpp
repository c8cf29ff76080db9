// goeswith score: what would the widget show for a cart.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>

#include "command/commands.h"
#include "command/options/list_options.h"
#include "command/published/published_table.h"
#include "command/terminal/foreign_text.h"
#include "mine/text/thousands.h"
#include "score/scorer.h"
#include "score/shown_list.h"
#include "table/whole/calibration.h"
#include "table/whole/support.h"

namespace goeswith {
namespace {

struct Options {
  std::string table;
  std::vector<std::string> cart;
  std::string carts_file;
  ListOptions list = shownList(6);
  bool why = false;
  bool json = false;
};

// The share of one item of the cart in a suggestion.
struct Pull {
  std::uint32_t source;
  std::int32_t weight;
  std::uint32_t pair_orders = 0;    // as published, in steps; 0: not known
  std::uint32_t source_orders = 0;  // the same
};

// Explains suggestions: which items of the cart speak for them.
class Explainer {
 public:
  explicit Explainer(const PublishedTable& published) : published_(published), support_(supportOf(published.table())) {}

  // Strongest first.
  std::vector<Pull> pullsFor(std::uint32_t item, const std::vector<std::uint32_t>& cart) const {
    std::vector<Pull> pulls;
    for (const std::uint32_t source : std::set<std::uint32_t>(cart.begin(), cart.end())) {
      std::uint64_t edge_number = published_.rows().offsets[source];
      for (const TableEdge& edge : published_.rows().row(source)) {
        if (edge.target == item) {
          pulls.push_back({source, edge.weight});
          if (support_) {
            pulls.back().pair_orders = support_->edge_orders[edge_number];
            pulls.back().source_orders = support_->item_orders[source];
          }
        }
        ++edge_number;
      }
    }
    std::stable_sort(pulls.begin(), pulls.end(), [](const Pull& a, const Pull& b) { return a.weight > b.weight; });
    return pulls;
  }

 private:
  const PublishedTable& published_;
  std::optional<Support> support_;
};

nlohmann::ordered_json asJson(std::span<const Suggestion> suggestions, const std::vector<std::uint32_t>& cart,
                              const Cards& cards, const Explainer* explainer) {
  auto items = nlohmann::ordered_json::array();
  for (const Suggestion& suggestion : suggestions) {
    auto& item = items.emplace_back(
        nlohmann::ordered_json{{"sku", cards.items[suggestion.item].sku}, {"score", suggestion.score}});
    // Downwards: a rate that was read here is one that --min-attach lets pass.
    if (suggestion.attach_rate > 0) item["attach"] = std::floor(suggestion.attach_rate * kAttachRateUnit * 1e5) / 1e5;
    if (explainer == nullptr) continue;
    auto& why = item["why"] = nlohmann::ordered_json::array();
    for (const Pull& pull : explainer->pullsFor(suggestion.item, cart)) {
      auto& reason =
          why.emplace_back(nlohmann::ordered_json{{"sku", cards.items[pull.source].sku}, {"weight", pull.weight}});
      if (pull.pair_orders > 0) reason["orders"] = pull.pair_orders;
      if (pull.source_orders > 0) reason["of"] = pull.source_orders;
    }
  }
  return {{"items", std::move(items)}};
}

// "Teapot (4,095; in some 20 of 200 orders with it)".
std::string describePull(const Pull& pull, const Cards& cards) {
  const Card& card = cards.items[pull.source];
  std::string text = foreignText(card.title.empty() ? card.sku : card.title) + " (" + (pull.weight < 0 ? "−" : "+") +
                     withThousands(static_cast<std::uint64_t>(std::abs(pull.weight)));
  if (pull.pair_orders > 0) {
    text += "; together in " + withThousands(pull.pair_orders) + " or more of " + withThousands(pull.source_orders) +
            " or more orders with it";
  }
  return text + ")";
}

void printTable(std::span<const Suggestion> suggestions, const std::vector<std::uint32_t>& cart, const Cards& cards,
                const Explainer* explainer) {
  if (suggestions.empty()) {
    std::cout << "Nothing fits this cart.\n";
    return;
  }
  std::size_t width = 3;
  for (const Suggestion& suggestion : suggestions) {
    width = std::max(width, cards.items[suggestion.item].sku.size());
  }
  const auto column = static_cast<int>(width);
  std::cout << std::left << std::setw(column) << "SKU" << std::right << std::setw(10) << "score" << std::setw(10)
            << "attach"
            << "  title\n";
  for (const Suggestion& suggestion : suggestions) {
    const Card& card = cards.items[suggestion.item];
    std::ostringstream attach;
    if (suggestion.attach_rate > 0) {
      attach << std::fixed << std::setprecision(1) << suggestion.attach_rate * kAttachRateUnit * 100 << " %";
    }
    std::cout << std::left << std::setw(column) << foreignText(card.sku) << std::right << std::setw(10)
              << suggestion.score << std::setw(10) << attach.str() << "  " << foreignText(card.title) << '\n';
    if (explainer == nullptr) continue;
    for (const Pull& pull : explainer->pullsFor(suggestion.item, cart)) {
      std::cout << std::string(width + 22, ' ') << describePull(pull, cards) << '\n';
    }
  }
}

int scoreOne(const Options& options, const PublishedTable& published, Scorer& scorer, const Explainer* explainer) {
  std::vector<std::uint32_t> cart;
  for (const std::string& sku : options.cart) {
    const auto item = published.find(sku);
    if (!item) {
      return reportBadData(published.path() + ": no item '" + sku + "' among its " +
                           withThousands(published.table().itemCount()) +
                           "; SKUs are case-sensitive, and only items of past orders are in a table");
    }
    cart.push_back(*item);
  }
  const auto suggestions = scorer.score(cart, options.list);
  if (options.json) {
    std::cout << asJson(suggestions, cart, published.cards(), explainer).dump() << '\n';
  } else {
    printTable(suggestions, cart, published.cards(), explainer);
  }
  return kDone;
}

// One cart a line. SKUs that the table does not know cannot pull for anything: they are left out and reported, since
// carts of real shoppers hold new items.
int scoreFile(const Options& options, const PublishedTable& published, Scorer& scorer, const Explainer* explainer) {
  const auto text = readText(options.carts_file);
  if (!text) return reportBadData(text.error().message);
  std::uint64_t line_number = 0;
  std::uint64_t unknown_count = 0;
  std::string first_unknown;
  std::vector<std::uint32_t> cart;
  std::string_view rest = *text;
  while (!rest.empty()) {
    ++line_number;
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    cart.clear();
    while (!line.empty()) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      const std::string_view sku = line.substr(0, tab);
      line.remove_prefix(std::min(tab + 1, line.size()));
      if (sku.empty()) continue;
      if (const auto item = published.find(sku)) {
        cart.push_back(*item);
      } else if (++unknown_count == 1) {
        first_unknown = options.carts_file + ":" + std::to_string(line_number) + ": '" + foreignText(sku) + "'";
      }
    }
    const auto suggestions = scorer.score(cart, options.list);
    if (options.json) {
      // Text of other encodings than UTF-8 cannot come out of a checked table.
      std::cout << asJson(suggestions, cart, published.cards(), explainer).dump() << '\n';
    } else {
      for (std::size_t k = 0; k < suggestions.size(); ++k) {
        std::cout << (k == 0 ? "" : "\t") << foreignText(published.cards().items[suggestions[k].item].sku);
      }
      std::cout << '\n';
    }
  }
  if (unknown_count > 0) {
    std::cerr << "goeswith: " << first_unknown << " is not in the table; " << withThousands(unknown_count)
              << " cart lines with such SKUs were left out\n";
  }
  return kDone;
}

int run(const Options& options) {
  const auto published = PublishedTable::open(options.table);
  if (!published) return reportBadData(published.error().message);
  Scorer scorer((*published)->table(), (*published)->traits());
  std::optional<Explainer> explainer;
  if (options.why) explainer.emplace(**published);
  const Explainer* why = explainer ? &*explainer : nullptr;
  return options.carts_file.empty() ? scoreOne(options, **published, scorer, why)
                                    : scoreFile(options, **published, scorer, why);
}

}  // namespace

Run addScoreCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("score", "Show what the widget would suggest for a cart");
  command->add_option("TABLE", options->table, "A published directory, its manifest.json or a .gwt file")->required();
  auto* cart = command->add_option("SKU", options->cart, "The items in the cart");
  auto* carts = command->add_option("--carts", options->carts_file,
                                    "A file with one cart a line, SKUs separated by tabs; - is standard input");
  addListOptions(*command, options->list, Scorer::kMaxSuggestions);
  command->add_flag("--why", options->why, "Say which items of the cart speak for a suggestion");
  command->add_flag("--json", options->json, "One JSON object a cart: {\"items\":[{\"sku\",\"score\"}…]}");
  command->callback([cart, carts] {
    if (cart->empty() == carts->empty()) throw CLI::ValidationError("name either SKUs or --carts FILE");
  });
  return [options] { return run(*options); };
}

}  // namespace goeswith
