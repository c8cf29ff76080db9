// Records written as JSON objects, with the paths of their values as column names.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace goeswith {

// What parts the values of one field where a record has several: a character that no text has.
inline constexpr char kValueSeparator = '\x1F';

// Reads one JSON object after the other and lays it out as rows of a table. The column of a value is its path:
// `order_id`, `customer.city`, `line_items[].sku`. Text stands as it is, numbers as they are written
// (12345678901234567890 keeps all digits), true and false as words, null as nothing.
//
// One of the lists of objects may make rows: the first of `row_lists` (last keys of a path, in plain form) that the
// object holds. There then is a row for each of its elements, with all other values repeated; without such a list, or
// where it is empty, there is one row. The values of other lists stand in one field, parted by kValueSeparator. Lists
// of
// {"key": …, "value": …} are members of their own: `event_params.transaction_id`.
//
// Safe for any bytes.
class JsonRecord {
 public:
  static constexpr std::size_t kMaxColumns = 4096;
  static constexpr std::size_t kMaxDepth = 64;

  // `row_lists` must outlive the record.
  explicit JsonRecord(std::span<const std::string_view> row_lists = {}) : row_lists_(row_lists) {}

  // Replaces the record by the object that the text holds; paths that are new become further columns. Fails with a
  // message when the text is anything but one JSON object, beyond kMaxColumns different paths and below kMaxDepth.
  tl::expected<void, std::string> read(std::string_view text);
  // Makes fields() the next row; false when there is none. To be called once before the first.
  bool nextRow();

  // All paths met so far, in the order of their first appearance. It only ever grows.
  const std::vector<std::string>& columns() const { return columns_; }
  // One value a column, empty where the row lacks it; valid until the next call of a member that is not const.
  std::span<const std::string_view> fields() const { return fields_; }

 private:
  friend class JsonRecordEvents;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct List {
    std::string path;          // with [] at its end
    std::size_t rank = kNone;  // in row_lists_
    std::size_t elements = 0;  // of the current record, objects alone
  };
  struct Value {
    std::size_t column;
    std::size_t element;  // of the column's list
    std::size_t start;    // in text_
    std::size_t length;
  };

  void addTo(std::vector<std::string_view>& fields, const Value& value);

  std::span<const std::string_view> row_lists_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> column_lists_;  // by column: the outermost list it is in, or kNone
  std::vector<List> lists_;
  std::string text_;           // the record's values
  std::vector<Value> values_;  // in the text's order
  std::size_t row_list_ = kNone;
  std::size_t row_ = 0;
  std::size_t rows_ = 0;
  std::size_t next_value_ = 0;                   // of the rows' values, which values_ is left with
  std::vector<std::string> joined_;              // by column: where a field has several values
  std::vector<std::string_view> record_fields_;  // what all rows share
  std::vector<std::string_view> fields_;
};

}  // namespace goeswith
