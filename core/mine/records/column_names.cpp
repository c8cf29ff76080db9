#include "mine/records/column_names.h"

#include <algorithm>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

template <typename Matches>
tl::expected<ColumnPosition, std::string> findOnly(std::span<const std::string> columns, Matches matches) {
  const auto first = std::find_if(columns.begin(), columns.end(), matches);
  if (first == columns.end()) return ColumnPosition();
  if (std::find_if(first + 1, columns.end(), matches) != columns.end()) {
    return tl::make_unexpected("the column " + quotedForMessage(*first) + " occurs twice; rename one of them");
  }
  return ColumnPosition(static_cast<std::size_t>(first - columns.begin()));
}

}  // namespace

std::string plainColumnName(std::string_view name) {
  std::string plain = lowerCase(cellText(name));
  std::erase_if(plain, [](char c) { return std::string_view(" _-.()?#/[]:'\"*%").find(c) != std::string_view::npos; });
  return plain;
}

ColumnFinder::ColumnFinder(std::span<const std::string> columns) {
  for (std::size_t k = 0; k < columns.size(); ++k) {
    plain_.push_back(plainColumnName(columns[k]));
    const std::size_t list_end = columns[k].rfind("[].");
    const std::size_t tail = columns[k].rfind('.');
    last_keys_.push_back(tail == std::string::npos ? ""
                                                   : plainColumnName(std::string_view(columns[k]).substr(tail + 1)));
    is_element_.push_back(list_end != std::string::npos);
  }
}

ColumnPosition ColumnFinder::find(std::string_view names) const {
  for (std::size_t start = 0; start <= names.size();) {
    const std::size_t end = std::min(names.find('|', start), names.size());
    const std::string_view name = names.substr(start, end - start);
    const auto found = std::find(plain_.begin(), plain_.end(), name);
    if (found != plain_.end()) return static_cast<std::size_t>(found - plain_.begin());
    start = end + 1;
  }
  return std::nullopt;
}

ColumnPosition ColumnFinder::findLastKey(std::string_view names, bool in_list) const {
  for (std::size_t start = 0; start <= names.size();) {
    const std::size_t end = std::min(names.find('|', start), names.size());
    const std::string_view name = names.substr(start, end - start);
    for (std::size_t k = 0; k < plain_.size(); ++k) {
      if (is_element_[k] == in_list && last_keys_[k] == name) return k;
    }
    start = end + 1;
  }
  return std::nullopt;
}

std::vector<std::size_t> ColumnFinder::findAll(std::string_view names) const {
  std::vector<std::size_t> found;
  for (std::size_t start = 0; start <= names.size();) {
    const std::size_t end = std::min(names.find('|', start), names.size());
    const auto at = std::find(plain_.begin(), plain_.end(), names.substr(start, end - start));
    if (at != plain_.end()) found.push_back(static_cast<std::size_t>(at - plain_.begin()));
    start = end + 1;
  }
  return found;
}

std::vector<std::size_t> ColumnFinder::findNumbered(std::string_view names) const {
  std::vector<std::pair<unsigned, std::size_t>> found;
  for (std::size_t k = 0; k < plain_.size(); ++k) {
    const std::string& plain = plain_[k];
    const std::size_t first = plain.find_first_of("0123456789");
    if (first == std::string::npos) continue;
    const std::size_t last = std::min(plain.find_first_not_of("0123456789", first), plain.size());
    if (last - first > 3 || plain.find_first_of("0123456789", last) != std::string::npos) continue;
    const std::string rest = plain.substr(0, first) + plain.substr(last);
    for (std::size_t start = 0; start <= names.size();) {
      const std::size_t end = std::min(names.find('|', start), names.size());
      if (names.substr(start, end - start) == rest) {
        found.emplace_back(static_cast<unsigned>(std::stoul(plain.substr(first, last - first))), k);
        break;
      }
      start = end + 1;
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<std::size_t> columns;
  columns.reserve(found.size());
  for (const auto& [number, column] : found) columns.push_back(column);
  return columns;
}

tl::expected<ColumnPosition, std::string> findNamedColumn(std::span<const std::string> columns, std::string_view name) {
  auto exact = findOnly(columns, [&](const std::string& column) { return column == name; });
  if (!exact || *exact) return exact;
  const std::string plain_name = plainColumnName(name);
  return findOnly(columns, [&](const std::string& column) { return plainColumnName(column) == plain_name; });
}

bool isDoubled(std::span<const std::string> columns, std::size_t column) {
  const std::string plain = plainColumnName(columns[column]);
  return std::count_if(columns.begin(), columns.end(),
                       [&](const std::string& name) { return plainColumnName(name) == plain; }) > 1;
}

std::string columnsForMessage(std::span<const std::string> columns) {
  constexpr std::size_t kMostNames = 20;
  std::string list;
  for (std::size_t i = 0; i < std::min(columns.size(), kMostNames); ++i) {
    if (i > 0) list += ", ";
    list += quotedForMessage(columns[i]);
  }
  if (columns.size() > kMostNames) list += " and " + std::to_string(columns.size() - kMostNames) + " more";
  return list.empty() ? "none" : list;
}

}  // namespace goeswith
