#include "command/ahead/offer_list.h"

#include <algorithm>

#include "command/ahead/link_url.h"

namespace goeswith {
namespace {

// How many more than wanted are asked for, since some may not be offered; as many as the element asks for.
constexpr std::uint32_t kSpare = 8;

}  // namespace

std::vector<std::uint32_t> offersFor(Scorer& scorer, const PublishedTable& published,
                                     std::span<const std::uint32_t> cart, ListOptions options) {
  const std::uint32_t limit = options.limit;
  options.limit = limit + kSpare;
  const std::vector<Card>& cards = published.cards().items;
  std::vector<std::uint32_t> offers;
  for (const Suggestion& suggestion : scorer.score(cart, options)) {
    if (offers.size() == limit) break;
    const Card& card = cards[suggestion.item];
    const bool is_variant = !card.group.empty() && std::any_of(cart.begin(), cart.end(), [&](std::uint32_t item) {
      return cards[item].group == card.group;
    });
    if (!is_variant && card.available != false) offers.push_back(suggestion.item);
  }
  return offers;
}

std::string fillIn(std::string_view text, const TemplateValues& values) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    const std::size_t close = text.find('}', open);
    filled += text.substr(0, open);
    if (close == std::string_view::npos) break;
    if (const auto value = values.find(text.substr(open + 1, close - open - 1)); value != values.end()) {
      filled += value->second;
    }
    text.remove_prefix(close + 1);
  }
  return filled;
}

std::vector<TemplateField> itemFields() {
  using Kind = TemplateField::Kind;
  return {{"title", Kind::kText, true, false, true},
          {"sku", Kind::kText, true},
          {"number", Kind::kText, true},
          {"price", Kind::kText, true, true},
          {"url", Kind::kUrl, true, true, true},
          {"image", Kind::kUrl, true, true},
          {"category", Kind::kText, true, true},
          {"first", Kind::kFlag, true},
          {"last", Kind::kFlag, true}};
}

TemplateValues itemValues(const Card& card, const Cards& cards, const PriceStyle& style, std::string_view base,
                          std::size_t number, std::size_t count) {
  return {{"title", card.title.empty() ? card.sku : card.title},
          {"sku", card.sku},
          {"number", std::to_string(number)},
          {"price", card.price_minor ? style.format(*card.price_minor, cards.currency) : ""},
          {"url", linkUrl(card.url, base).value_or("")},
          {"image", linkUrl(card.image, base).value_or("")},
          {"category", card.category},
          {"first", number == 1 ? "1" : ""},
          {"last", number == count ? "1" : ""}};
}

}  // namespace goeswith
