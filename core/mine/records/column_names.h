// Finding the columns that a reader needs by the names that exports give them.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace goeswith {

// The name in the form in which names are compared: lower case, without spaces and _ - . ( ) ?. "Order ID", "order_id"
// and "OrderId" are the same name.
std::string plainColumnName(std::string_view name);

// The position of the column; nothing when there is none.
using ColumnPosition = std::optional<std::size_t>;

// The first of the usual names (in plain form, best first) that a column has. Fails with a message when two columns
// have it.
tl::expected<ColumnPosition, std::string> findColumn(std::span<const std::string> columns,
                                                     std::initializer_list<std::string_view> usual_names);

// The column that somebody named: letter for letter, else in plain form. Nothing when there is none; fails with a
// message when two columns have it.
tl::expected<ColumnPosition, std::string> findNamedColumn(std::span<const std::string> columns, std::string_view name);

// The names for a message: "a", "b", "c"; at most 20 of them.
std::string columnsForMessage(std::span<const std::string> columns);

}  // namespace goeswith
