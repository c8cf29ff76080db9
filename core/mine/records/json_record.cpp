#include "mine/records/json_record.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mine/records/column_names.h"
#include "mine/text/input_text.h"

namespace goeswith {

// The parser's events; false ends it.
class JsonRecordEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit JsonRecordEvents(JsonRecord& record) : record_(record) {}

  bool null() override { return levels_.empty() ? false : skip(); }
  bool boolean(bool value) override { return set(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return set(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return set(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return set(text); }
  bool string(string_t& value) override { return set(value); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(false); }
  bool end_object() override { return close(); }
  // The record itself is an object.
  bool start_array(std::size_t) override { return !levels_.empty() && open(true); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  bool key(string_t& name) override {
    path_.resize(levels_.back().path_length);
    if (!path_.empty()) path_ += '.';
    path_ += name;
    return true;
  }

  bool too_many = false;
  bool too_deep = false;

 private:
  struct Level {
    bool is_list;
    std::size_t path_length;  // of the object's or list's own path
  };

  bool skip() { return true; }

  bool set(std::string_view value) {
    if (levels_.empty()) return false;
    // {"key": "transaction_id", "value": {"string_value": "1001"}}: a member by another name.
    if (list_ != JsonRecord::kNone) {
      const std::string& list = record_.lists_[list_].path;
      const std::string_view below = std::string_view(path_).substr(std::min(path_.size(), list.size()));
      if (below == ".key") {
        entry_ = value;
      } else if (!entry_.empty() && below.starts_with(".value")) {
        const std::string path = list.substr(0, list.size() - 2) + "." + entry_;
        return add(path, JsonRecord::kNone, 0, value);
      }
    }
    return add(path_, list_, list_ == JsonRecord::kNone ? 0 : element_, value);
  }

  bool add(const std::string& path, std::size_t list, std::size_t element, std::string_view value) {
    // Objects of one file mostly repeat their members in the same order.
    auto& columns = record_.columns_;
    column_ = column_ + 1 < columns.size() && columns[column_ + 1] == path
                  ? column_ + 1
                  : static_cast<std::size_t>(std::find(columns.begin(), columns.end(), path) - columns.begin());
    if (column_ == columns.size()) {
      if (column_ == JsonRecord::kMaxColumns) {
        too_many = true;
        return false;
      }
      columns.push_back(path);
      record_.column_lists_.push_back(list);
    }
    record_.values_.push_back({column_, element, record_.text_.size(), value.size()});
    record_.text_ += value;
    return true;
  }

  bool open(bool is_list) {
    if (levels_.size() == JsonRecord::kMaxDepth) {
      too_deep = true;
      return false;
    }
    if (!levels_.empty() && levels_.back().is_list) path_.resize(levels_.back().path_length);
    if (is_list && list_ == JsonRecord::kNone) {
      path_ += "[]";
      auto& lists = record_.lists_;
      const auto found =
          std::find_if(lists.begin(), lists.end(), [&](const JsonRecord::List& known) { return known.path == path_; });
      list_ = static_cast<std::size_t>(found - lists.begin());
      list_level_ = levels_.size();
      if (found == lists.end()) {
        if (lists.size() == JsonRecord::kMaxColumns) {
          too_many = true;
          return false;
        }
        JsonRecord::List list{path_};
        const std::string plain = plainColumnName(std::string_view(path_).substr(path_.rfind('.') + 1));
        const auto rank = std::find(record_.row_lists_.begin(), record_.row_lists_.end(), plain);
        if (rank != record_.row_lists_.end()) {
          list.rank = static_cast<std::size_t>(rank - record_.row_lists_.begin());
        }
        lists.push_back(std::move(list));
      }
    } else if (!is_list && list_ != JsonRecord::kNone && levels_.size() == list_level_ + 1) {
      element_ = record_.lists_[list_].elements++;
      entry_.clear();
    }
    levels_.push_back({is_list, path_.size()});
    return true;
  }

  bool close() {
    levels_.pop_back();
    if (list_ != JsonRecord::kNone && levels_.size() == list_level_) list_ = JsonRecord::kNone;
    if (!levels_.empty()) path_.resize(levels_.back().path_length);
    return true;
  }

  JsonRecord& record_;
  std::vector<Level> levels_;
  std::string path_;
  std::size_t list_ = JsonRecord::kNone;  // the outermost that is open
  std::size_t list_level_ = 0;
  std::size_t element_ = 0;
  std::string entry_;                                  // the key of a list's {"key", "value"}
  std::size_t column_ = static_cast<std::size_t>(-1);  // before the first
};

tl::expected<void, std::string> JsonRecord::read(std::string_view text) {
  for (List& list : lists_) list.elements = 0;
  text_.clear();
  values_.clear();
  row_ = rows_ = 0;
  JsonRecordEvents events(*this);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &events)) {
    if (events.too_many) return tl::make_unexpected("the objects have more than 4096 different keys");
    if (events.too_deep) return tl::make_unexpected("the object nests more than 64 levels deep");
    return tl::make_unexpected("this is no JSON object: " + quotedForMessage(text));
  }
  row_list_ = kNone;
  for (std::size_t k = 0; k < lists_.size(); ++k) {
    if (lists_[k].elements > 0 && lists_[k].rank != kNone &&
        (row_list_ == kNone || lists_[k].rank < lists_[row_list_].rank)) {
      row_list_ = k;
    }
  }
  rows_ = row_list_ == kNone ? 1 : lists_[row_list_].elements;
  next_value_ = 0;
  record_fields_.assign(columns_.size(), {});
  joined_.resize(columns_.size());
  std::size_t kept = 0;
  for (const Value& value : values_) {
    if (row_list_ != kNone && column_lists_[value.column] == row_list_) {
      values_[kept++] = value;
    } else {
      addTo(record_fields_, value);
    }
  }
  values_.resize(kept);
  return {};
}

bool JsonRecord::nextRow() {
  if (row_ == rows_) return false;
  fields_ = record_fields_;
  for (; next_value_ < values_.size() && values_[next_value_].element == row_; ++next_value_) {
    addTo(fields_, values_[next_value_]);
  }
  ++row_;
  return true;
}

void JsonRecord::addTo(std::vector<std::string_view>& fields, const Value& value) {
  const std::string_view text = std::string_view(text_).substr(value.start, value.length);
  std::string_view& field = fields[value.column];
  if (field.data() == nullptr || column_lists_[value.column] == kNone) {
    field = text;  // of a key that the object has twice the last counts
    return;
  }
  std::string& joined = joined_[value.column];
  if (field.data() != joined.data()) joined = field;
  joined += kValueSeparator;
  joined += text;
  field = joined;
}

}  // namespace goeswith
