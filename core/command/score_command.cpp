// goeswith score: what would the widget show for a cart.

#include <iomanip>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command/commands.h"
#include "command/progress.h"
#include "command/published_table.h"
#include "score/scorer.h"

namespace goeswith {
namespace {

struct Options {
  std::string table;
  std::vector<std::string> cart;
  std::string carts_file;
  ListOptions list;
  bool json = false;
};

nlohmann::ordered_json asJson(std::span<const Suggestion> suggestions, const Cards& cards) {
  auto items = nlohmann::ordered_json::array();
  for (const Suggestion& suggestion : suggestions) {
    items.push_back({{"sku", cards.items[suggestion.item].sku}, {"score", suggestion.score}});
  }
  return {{"items", std::move(items)}};
}

void printTable(std::span<const Suggestion> suggestions, const Cards& cards) {
  if (suggestions.empty()) {
    std::cout << "Nothing fits this cart.\n";
    return;
  }
  std::size_t width = 3;
  for (const Suggestion& suggestion : suggestions) {
    width = std::max(width, cards.items[suggestion.item].sku.size());
  }
  const auto column = static_cast<int>(width);
  std::cout << std::left << std::setw(column) << "SKU" << std::right << std::setw(10) << "score"
            << "  title\n";
  for (const Suggestion& suggestion : suggestions) {
    const Card& card = cards.items[suggestion.item];
    std::cout << std::left << std::setw(column) << card.sku << std::right << std::setw(10) << suggestion.score << "  "
              << card.title << '\n';
  }
}

int scoreOne(const Options& options, const PublishedTable& published, Scorer& scorer) {
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
    std::cout << asJson(suggestions, published.cards()).dump() << '\n';
  } else {
    printTable(suggestions, published.cards());
  }
  return kDone;
}

// One cart a line. SKUs that the table does not know cannot pull for anything: they are left out and reported, since
// carts of real shoppers hold new items.
int scoreFile(const Options& options, const PublishedTable& published, Scorer& scorer) {
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
        first_unknown = options.carts_file + ":" + std::to_string(line_number) + ": '" + std::string(sku) + "'";
      }
    }
    const auto suggestions = scorer.score(cart, options.list);
    if (options.json) {
      // Text of other encodings than UTF-8 cannot come out of a checked table.
      std::cout << asJson(suggestions, published.cards()).dump() << '\n';
    } else {
      for (std::size_t k = 0; k < suggestions.size(); ++k) {
        std::cout << (k == 0 ? "" : "\t") << published.cards().items[suggestions[k].item].sku;
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
  Scorer scorer((*published)->table());
  scorer.setTraits((*published)->traits());
  return options.carts_file.empty() ? scoreOne(options, **published, scorer) : scoreFile(options, **published, scorer);
}

}  // namespace

Run addScoreCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("score", "Show what the widget would suggest for a cart");
  command->add_option("TABLE", options->table, "A published directory, its manifest.json or a .gwt file")->required();
  auto* cart = command->add_option("SKU", options->cart, "The items in the cart");
  auto* carts = command->add_option("--carts", options->carts_file,
                                    "A file with one cart a line, SKUs separated by tabs; - is standard input");
  command->add_option("-n,--limit", options->list.limit, "The most suggestions to show")
      ->check(CLI::Range(1u, Scorer::kMaxSuggestions))
      ->capture_default_str();
  command->add_flag("--json", options->json, "One JSON object a cart: {\"items\":[{\"sku\",\"score\"}…]}");
  command->callback([cart, carts] {
    if (cart->empty() == carts->empty()) throw CLI::ValidationError("name either SKUs or --carts FILE");
  });
  return [options] { return run(*options); };
}

}  // namespace goeswith
