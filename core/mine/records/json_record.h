// Records written as JSON objects, with their keys as column names.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace goeswith {

// Reads one JSON object after the other and lays their members out like the rows of a table: a column for every key met
// so far. Text stands as it is, numbers as they are written (12345678901234567890 keeps all digits), true and false as
// words, null as nothing. Safe for any bytes.
class JsonRecord {
 public:
  static constexpr std::size_t kMaxColumns = 4096;

  // Replaces the record by the object that the text holds; keys that are new become further columns. Fails with a
  // message when the text is anything but one JSON object, and beyond kMaxColumns different keys.
  tl::expected<void, std::string> read(std::string_view text);

  // All keys met so far, in the order of their first appearance. It only ever grows.
  const std::vector<std::string>& columns() const { return columns_; }
  // One value a column, empty where the object lacks the key; valid until the next read().
  std::span<const std::string_view> fields() const { return fields_; }
  // Whether the column's value is a list or an object, which no field can hold; it then is empty.
  bool isNested(std::size_t column) const { return nested_[column]; }

 private:
  friend class JsonRecordEvents;

  std::vector<std::string> columns_;
  std::vector<std::string> values_;
  std::vector<bool> nested_;
  std::vector<std::string_view> fields_;
};

}  // namespace goeswith
