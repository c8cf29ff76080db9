#include "mine/judge/catalogue.h"

#include <tsl/robin_map.h>

#include <string_view>

namespace goeswith {

Catalogue makeCatalogue(const Baskets& baskets, const Items& items) {
  Catalogue catalogue;
  tsl::robin_map<std::string_view, const Item*> listed;
  for (const Item& item : items) {
    listed.emplace(item.sku, &item);
    if (!item.currency.empty()) catalogue.cards.currency = item.currency;
  }
  catalogue.is_offered.assign(baskets.itemCount(), true);
  std::uint64_t known = 0;
  catalogue.cards.items.reserve(baskets.itemCount());
  for (std::size_t i = 0; i < baskets.itemCount(); ++i) {
    Card card{.sku = baskets.skus[i]};
    const auto found = listed.find(card.sku);
    if (found != listed.end()) {
      const Item& item = *found->second;
      card.title = item.title;
      card.price_minor = item.price_minor;
      card.url = item.url;
      card.image = item.image;
      card.category = item.category;
      card.group = item.group;
      card.available = item.available;
    }
    known += found != listed.end();
    const bool is_unlisted = !items.empty() && found == listed.end();
    const bool is_unavailable = !card.available.value_or(true);
    catalogue.unlisted += is_unlisted;
    catalogue.unavailable += is_unavailable;
    catalogue.is_offered[i] = !is_unlisted && !is_unavailable;
    catalogue.cards.items.push_back(std::move(card));
  }
  catalogue.without_orders = items.size() - known;
  return catalogue;
}

}  // namespace goeswith
