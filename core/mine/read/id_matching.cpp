#include "mine/read/id_matching.h"

#include <tsl/robin_map.h>

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

using Index = tsl::robin_map<std::string, std::size_t>;
constexpr std::size_t kSeveral = static_cast<std::size_t>(-1);

// What a spreadsheet leaves of an id, in small letters.
std::string spreadsheetKey(std::string_view id) {
  while (id.starts_with('\'')) id.remove_prefix(1);
  std::string key = lowerCase(id);
  const std::size_t dot = key.find('.');
  const bool is_number = !key.empty() && key.find_first_not_of("0123456789.") == std::string::npos &&
                         std::count(key.begin(), key.end(), '.') <= 1;
  if (!is_number) return key;
  if (dot != std::string::npos && dot > 0) {
    key.erase(key.find_last_not_of('0') + 1);
    if (key.ends_with('.')) key.pop_back();
  }
  const std::size_t digits = key.find_first_not_of('0');
  return digits == std::string::npos ? "0" : key.substr(digits);
}

template <class KeyOf>
Index indexOf(const Items& items, KeyOf keyOf) {
  Index index;
  for (std::size_t k = 0; k < items.size(); ++k) {
    const std::string key = keyOf(items[k]);
    if (key.empty()) continue;
    const auto [found, is_new] = index.try_emplace(key, k);
    if (!is_new) index[key] = kSeveral;
  }
  return index;
}

// The baskets under other SKUs: `names[item]`. Items of one name become one.
void rename(Baskets& baskets, const std::vector<std::string>& names) {
  tsl::robin_map<std::string_view, std::uint32_t> number_of_name;
  std::vector<std::uint32_t> merged(names.size());
  std::vector<std::string> skus;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto [found, is_new] = number_of_name.try_emplace(names[i], static_cast<std::uint32_t>(skus.size()));
    if (is_new) skus.push_back(names[i]);
    merged[i] = found->second;
  }
  std::vector<std::uint32_t> item_orders(skus.size(), 0);
  std::vector<std::uint64_t> offsets = {0};
  std::size_t kept = 0;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const auto begin = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b]);
    const auto end = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b + 1]);
    std::for_each(begin, end, [&](std::uint32_t& item) { item = merged[item]; });
    std::sort(begin, end);
    const auto last = std::unique(begin, end);
    for (auto item = begin; item != last; ++item) {
      ++item_orders[*item];
      baskets.items[kept++] = *item;
    }
    offsets.push_back(kept);
  }
  baskets.items.resize(kept);
  baskets.offsets = std::move(offsets);

  std::vector<std::uint32_t> by_rank(skus.size());
  std::iota(by_rank.begin(), by_rank.end(), 0u);
  std::sort(by_rank.begin(), by_rank.end(), [&](std::uint32_t a, std::uint32_t b) {
    return isNumberedBefore(item_orders[a], skus[a], item_orders[b], skus[b]);
  });
  std::vector<std::uint32_t> rank(skus.size());
  baskets.skus.clear();
  baskets.item_orders.clear();
  for (const std::uint32_t item : by_rank) {
    rank[item] = static_cast<std::uint32_t>(baskets.skus.size());
    baskets.skus.push_back(std::move(skus[item]));
    baskets.item_orders.push_back(item_orders[item]);
  }
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const auto begin = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b]);
    const auto end = baskets.items.begin() + static_cast<std::ptrdiff_t>(baskets.offsets[b + 1]);
    std::for_each(begin, end, [&](std::uint32_t& item) { item = rank[item]; });
    std::sort(begin, end);
  }
}

}  // namespace

IdMatches matchIds(Baskets& baskets, Items& items) {
  IdMatches matches;
  if (items.empty()) return matches;
  const Index exact = indexOf(items, [](const Item& item) { return item.sku; });
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < baskets.itemCount(); ++i) {
    if (exact.find(baskets.skus[i]) == exact.end()) open.push_back(i);
  }
  matches.listed_example = items.front().sku;
  if (open.empty()) return matches;
  const Index by_case = indexOf(items, [](const Item& item) { return lowerCase(item.sku); });
  const Index by_number = indexOf(items, [](const Item& item) { return spreadsheetKey(item.sku); });
  const Index by_title = indexOf(items, [](const Item& item) { return lowerCase(item.title); });
  const auto find = [](const Index& index, const std::string& key) {
    const auto found = index.find(key);
    return found == index.end() ? kSeveral : found->second;
  };

  std::vector<std::string> names = baskets.skus;
  std::vector<bool> is_ordered(items.size(), false);
  for (const std::string& sku : baskets.skus) {
    if (const auto found = exact.find(sku); found != exact.end()) is_ordered[found->second] = true;
  }
  std::vector<std::vector<std::size_t>> by_item(items.size());  // ordered items that differ as spreadsheets do
  bool any = false;
  const auto note = [&](const std::string& ordered, const std::string& listed) {
    any = true;
    if (matches.example.empty()) matches.example = quotedForMessage(ordered) + " = " + quotedForMessage(listed);
  };
  for (const std::size_t i : open) {
    const std::string& sku = baskets.skus[i];
    if (const std::size_t k = find(by_case, lowerCase(sku)); k != kSeveral) {
      ++matches.by_case;
      note(sku, items[k].sku);
      names[i] = items[k].sku;
      is_ordered[k] = true;
    } else if (const std::size_t n = find(by_number, spreadsheetKey(sku)); n != kSeveral) {
      ++matches.by_number;
      note(sku, items[n].sku);
      by_item[n].push_back(i);
    } else if (const std::size_t t = find(by_title, lowerCase(sku)); t != kSeveral) {
      ++matches.by_title;
      note(sku, items[t].sku);
      names[i] = items[t].sku;
      is_ordered[t] = true;
    } else {
      // Items are numbered by falling popularity.
      if (matches.unlisted++ == 0) matches.ordered_example = sku;
    }
  }
  if (!any) return matches;
  for (std::size_t k = 0; k < items.size(); ++k) {
    if (by_item[k].size() == 1 && !is_ordered[k]) {
      items[k].sku = baskets.skus[by_item[k][0]];
    } else {
      for (const std::size_t i : by_item[k]) names[i] = items[k].sku;
    }
  }
  rename(baskets, names);
  return matches;
}

}  // namespace goeswith
