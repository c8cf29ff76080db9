#include "mine/records/json_record.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mine/text/input_text.h"

namespace goeswith {

// Receives what the parser reads; false ends it.
class JsonRecordEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit JsonRecordEvents(JsonRecord& record) : record_(record) {}

  bool null() override { return set({}); }
  bool boolean(bool value) override { return set(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return set(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return set(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return set(text); }
  bool string(string_t& value) override { return set(value); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  // The record itself is an object.
  bool start_array(std::size_t) override { return depth_ > 0 && open(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  bool key(string_t& name) override {
    if (depth_ != 1) return true;
    // Objects of one file mostly repeat their keys in the same order.
    auto& columns = record_.columns_;
    column_ = column_ + 1 < columns.size() && columns[column_ + 1] == name
                  ? column_ + 1
                  : static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
    if (column_ == columns.size()) {
      if (column_ == JsonRecord::kMaxColumns) return false;
      columns.push_back(name);
      record_.values_.emplace_back();
      record_.nested_.push_back(false);
    }
    return true;
  }

 private:
  bool set(std::string_view value) {
    if (depth_ == 0) return false;
    if (depth_ == 1) {
      record_.values_[column_] = value;
      record_.nested_[column_] = false;
    }
    return true;
  }

  bool open() {
    if (depth_ == 1) {
      record_.values_[column_].clear();
      record_.nested_[column_] = true;
    }
    ++depth_;
    return true;
  }

  bool close() {
    --depth_;
    return true;
  }

  JsonRecord& record_;
  std::size_t depth_ = 0;
  std::size_t column_ = static_cast<std::size_t>(-1);  // before the first
};

tl::expected<void, std::string> JsonRecord::read(std::string_view text) {
  for (std::string& value : values_) value.clear();
  std::fill(nested_.begin(), nested_.end(), false);
  JsonRecordEvents events(*this);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &events)) {
    if (columns_.size() == kMaxColumns) return tl::make_unexpected("the objects have more than 4096 different keys");
    return tl::make_unexpected("this is no JSON object: " + quotedForMessage(text));
  }
  fields_.assign(values_.begin(), values_.end());
  return {};
}

}  // namespace goeswith
