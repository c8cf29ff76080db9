// OfferList: what a widget would offer for a cart, and what templates may say of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command/ahead/markup_template.h"
#include "command/ahead/price_text.h"
#include "command/publish/published_table.h"
#include "score/scorer.h"

namespace goeswith {

// Items that go with the cart, best first, at most `options.limit`: of the ranking without what the table calls
// unavailable and without variants of what is in the cart, as the element leaves them out.
std::vector<std::uint32_t> offersFor(Scorer& scorer, const PublishedTable& published,
                                     std::span<const std::uint32_t> cart, ListOptions options);

// Replaces {name} in a text of the element's: fillIn("View {item}", {{"item", "Kettle"}}).
std::string fillIn(std::string_view text, const TemplateValues& values);

// The fields that every item has, for itemValues(): title, sku, number, and as far as they are known price, url, image,
// category; the flags first and last.
std::vector<TemplateField> itemFields();

// Their values. `url` and `image` are what linkUrl() makes of the card's with `base`, or empty.
TemplateValues itemValues(const Card& card, const Cards& cards, const PriceStyle& style, std::string_view base,
                          std::size_t number, std::size_t count);

}  // namespace goeswith
