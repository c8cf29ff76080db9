// Item fields: what templates may say of an item.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "command/ahead/markup_template.h"
#include "command/ahead/price_text.h"
#include "table/whole/cards.h"

namespace goeswith {

// Replaces {name} in a text of the element's: fillIn("View {item}", {{"item", "Kettle"}}).
std::string fillIn(std::string_view text, const TemplateValues& values);

// The fields that every item has, for itemValues(): title, sku, number, and as far as they are known price, url, image,
// category; the flags first and last.
std::vector<TemplateField> itemFields();

// Their values. `url` and `image` are what linkUrl() makes of the card's with `base`, or empty.
TemplateValues itemValues(const Card& card, const Cards& cards, const PriceStyle& style, std::string_view base,
                          std::size_t number, std::size_t count);

}  // namespace goeswith
