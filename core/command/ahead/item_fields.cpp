#include "command/ahead/item_fields.h"

#include <algorithm>

#include "command/ahead/link_url.h"

namespace goeswith {

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
