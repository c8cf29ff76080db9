// Finding the columns that a reader needs by the names that exports give them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace goeswith {

// The name in the form in which names are compared: lower case, without spaces and punctuation. "Order ID", "order_id"
// and "OrderId" are the same name.
std::string plainColumnName(std::string_view name);

// The position of the column; nothing when there is none.
using ColumnPosition = std::optional<std::size_t>;

// Finds columns by lists of usual names in plain form, best first and parted by |.
class ColumnFinder {
 public:
  explicit ColumnFinder(std::span<const std::string> columns);

  // The first column that has the first of the names that any has.
  ColumnPosition find(std::string_view names) const;
  // The same for the last keys of JSON paths, of those within lists or of those outside.
  ColumnPosition findLastKey(std::string_view names, bool in_list) const;
  // All columns that have one of the names.
  std::vector<std::size_t> findAll(std::string_view names) const;
  // Columns that are numbered (Product 1 SKU, Product 2 SKU) and have one of the names without the number, by number.
  std::vector<std::size_t> findNumbered(std::string_view names) const;

 private:
  std::vector<std::string> plain_;
  std::vector<std::string> last_keys_;
  std::vector<bool> is_element_;
};

// The column that somebody named: letter for letter, else in plain form. Nothing when there is none; fails with a
// message when two columns have it.
tl::expected<ColumnPosition, std::string> findNamedColumn(std::span<const std::string> columns, std::string_view name);

// Whether another column has the same name in plain form.
bool isDoubled(std::span<const std::string> columns, std::size_t column);

// The names for a message: "a", "b", "c"; at most 20 of them.
std::string columnsForMessage(std::span<const std::string> columns);

}  // namespace goeswith
