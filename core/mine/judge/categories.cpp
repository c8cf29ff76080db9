#include "mine/judge/categories.h"

#include <tsl/robin_map.h>

#include "mine/text/input_text.h"

namespace goeswith {

Categories numberCategories(const Cards& cards) {
  Categories categories;
  tsl::robin_map<std::string_view, std::uint32_t> numbers;
  categories.category_of.reserve(cards.items.size());
  for (const Card& card : cards.items) {
    if (card.category.empty()) {
      ++categories.items_without;
      categories.category_of.push_back(0);
      continue;
    }
    const auto next = static_cast<std::uint32_t>(categories.names.size());
    const auto [found, is_new] = numbers.try_emplace(card.category, next);
    if (is_new) categories.names.push_back(card.category);
    categories.category_of.push_back(found->second);
  }
  return categories;
}

std::vector<std::string_view> categoryPath(std::string_view name) {
  constexpr std::size_t kMaxLevels = 8;
  const char mark = name.find('>') != std::string_view::npos ? '>' : '/';
  std::vector<std::string_view> path;
  for (std::size_t at = name.find(mark); at != std::string_view::npos && path.size() + 1 < kMaxLevels;
       at = name.find(mark, at + 1)) {
    const std::string_view above = trimmed(name.substr(0, at));
    if (!above.empty() && (path.empty() || above != path.back())) path.push_back(above);
  }
  if (path.empty() || path.back() != name) path.push_back(name);
  return path;
}

}  // namespace goeswith
