#include "mine/layouts/packed_items.h"

#include <algorithm>
#include <array>

#include "mine/layouts/layouts.h"
#include "mine/records/column_names.h"
#include "mine/records/json_record.h"
#include "mine/text/input_text.h"

namespace goeswith {
namespace {

// Keys in plain form, best first.
constexpr std::array<std::string_view, 12> kIdKeys = {"productsku", "variantsku",  "itemsku",     "sku",
                                                      "itemid",     "variantid",   "variationid", "productid",
                                                      "id",         "productname", "name",        "title"};
constexpr std::array<std::string_view, 6> kQuantityKeys = {"productqty", "productquantity", "quantity",
                                                           "qty",        "itemquantity",    "count"};

std::size_t rankOf(std::span<const std::string_view> keys, std::string_view key) {
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

// A pair like `sku:TEA-1`; the key in plain form, empty when the text is none.
struct Pair {
  std::string key;
  std::string_view value;
};
Pair pairOf(std::string_view text) {
  const std::size_t at = text.find_first_of(":=");
  if (at == std::string_view::npos) return {{}, text};
  std::string key = plainColumnName(text.substr(0, at));
  const bool known = rankOf(kIdKeys, key) < kIdKeys.size() || rankOf(kQuantityKeys, key) < kQuantityKeys.size();
  return {known ? std::move(key) : std::string(), cellText(text.substr(at + 1))};
}

// Cuts at every character that is one of `separators`.
std::vector<std::string_view> cut(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, start), text.size());
    if (const auto part = cellText(text.substr(start, end - start)); !part.empty()) parts.push_back(part);
    start = end + 1;
  }
  return parts;
}

// key:value pairs: an item begins where a key comes again.
std::vector<PackedItem> unpackPairs(std::string_view cell) {
  std::vector<PackedItem> items;
  std::vector<std::string> seen;
  PackedItem item;
  std::size_t rank = kIdKeys.size();
  const auto finish = [&] {
    if (!item.sku.empty()) items.push_back(std::move(item));
    item = {};
    rank = kIdKeys.size();
    seen.clear();
  };
  for (const std::string_view part : cut(cell, ",;|\n\x1F")) {
    const Pair pair = pairOf(part);
    if (pair.key.empty()) continue;
    if (std::find(seen.begin(), seen.end(), pair.key) != seen.end()) finish();
    seen.push_back(pair.key);
    if (const std::size_t r = rankOf(kIdKeys, pair.key); r < rank && !pair.value.empty() && pair.value != "0") {
      rank = r;
      item.sku = pair.value;
    }
    if (rankOf(kQuantityKeys, pair.key) < kQuantityKeys.size()) item.quantity = pair.value;
  }
  finish();
  return items;
}

std::vector<PackedItem> unpackJson(std::string_view cell) {
  constexpr std::string_view kRows[] = {"items"};
  JsonRecord record(kRows);
  if (!record.read("{\"items\":" + std::string(cell) + "}")) return {};
  std::vector<PackedItem> items;
  while (record.nextRow()) {
    PackedItem item;
    std::size_t rank = kIdKeys.size();
    for (std::size_t k = 0; k < record.columns().size(); ++k) {
      const std::string& path = record.columns()[k];
      const std::string_view value = record.fields()[k];
      if (value.empty()) continue;
      if (path == "items[]") {
        for (const std::string_view sku : cut(value, "\x1F")) items.push_back({std::string(sku), {}});
        continue;
      }
      const std::string key = plainColumnName(std::string_view(path).substr(path.rfind('.') + 1));
      if (const std::size_t r = rankOf(kIdKeys, key); r < rank) {
        rank = r;
        item.sku = value;
      }
      if (rankOf(kQuantityKeys, key) < kQuantityKeys.size()) item.quantity = value;
    }
    if (!item.sku.empty()) items.push_back(std::move(item));
  }
  return items;
}

bool isNumber(std::string_view text) {
  return !text.empty() && text.size() <= 6 && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// Takes "2 x " or "2× " off the front, or " x2", " × 2" and " (2)" off the back.
PackedItem withQuantity(std::string_view part) {
  constexpr std::string_view kTimes[] = {"x", "X", "×", "*"};
  for (const std::string_view times : kTimes) {
    if (const std::size_t at = part.find(times); at != std::string_view::npos) {
      const std::string_view behind = part.substr(at + times.size());
      const std::string_view number = trimmed(part.substr(0, at));
      if (isNumber(number) && (behind.starts_with(' ') || times == "×")) {
        return {std::string(cellText(behind)), std::string(number)};
      }
    }
    if (const std::size_t at = part.rfind(times); at != std::string_view::npos && at > 0) {
      const std::string_view number = trimmed(part.substr(at + times.size()));
      if (isNumber(number) && part[at - 1] == ' ')
        return {std::string(cellText(part.substr(0, at))), std::string(number)};
    }
  }
  if (part.ends_with(')')) {
    const std::size_t open = part.rfind('(');
    if (open != std::string_view::npos && open > 0) {
      std::string_view number = part.substr(open + 1, part.size() - open - 2);
      if (number.starts_with('x')) number.remove_prefix(1);
      if (isNumber(number)) return {std::string(cellText(part.substr(0, open))), std::string(number)};
    }
  }
  return {std::string(part), {}};
}

}  // namespace

std::vector<PackedItem> unpackItems(std::string_view cell) {
  cell = cellText(cell);
  if (cell.empty()) return {};
  if (cell.front() == '[' || cell.front() == '{') {
    if (auto items = unpackJson(cell); !items.empty()) return items;
  }
  if (cell.find_first_of(":=") != std::string_view::npos) {
    if (auto items = unpackPairs(cell); !items.empty()) return items;
  }
  std::vector<PackedItem> items;
  for (const std::string_view separator : {"\x1F", "|", ";", "\n", ","}) {
    if (cell.find(separator) == std::string_view::npos) continue;
    for (const std::string_view part : cut(cell, separator)) items.push_back(withQuantity(part));
    return items;
  }
  items.push_back(withQuantity(cell));
  return items;
}

}  // namespace goeswith
