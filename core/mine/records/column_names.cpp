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
  std::string plain = lowerCase(name);
  std::erase_if(plain, [](char c) { return std::string_view(" _-.()?").find(c) != std::string_view::npos; });
  return plain;
}

tl::expected<ColumnPosition, std::string> findColumn(std::span<const std::string> columns,
                                                     std::initializer_list<std::string_view> usual_names) {
  for (std::string_view usual_name : usual_names) {
    auto found = findOnly(columns, [&](const std::string& name) { return plainColumnName(name) == usual_name; });
    if (!found || *found) return found;
  }
  return ColumnPosition();
}

tl::expected<ColumnPosition, std::string> findNamedColumn(std::span<const std::string> columns, std::string_view name) {
  auto exact = findOnly(columns, [&](const std::string& column) { return column == name; });
  if (!exact || *exact) return exact;
  const std::string plain_name = plainColumnName(name);
  return findOnly(columns, [&](const std::string& column) { return plainColumnName(column) == plain_name; });
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
