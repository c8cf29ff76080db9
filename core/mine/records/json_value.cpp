#include "mine/records/json_value.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxKeys = 64;

// Hands characters to the parser and shows how far it has read, since the parser keeps its own copies.
class WatchedIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  WatchedIterator(const char* at, const char** read_to) : at_(at), read_to_(read_to) {}
  reference operator*() const { return *at_; }
  WatchedIterator& operator++() {
    *read_to_ = ++at_;
    return *this;
  }
  WatchedIterator operator++(int) {
    WatchedIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const WatchedIterator& other) const { return at_ == other.at_; }
  bool operator!=(const WatchedIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** read_to_;
};

class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view text, std::string name) : text_(text), read_to_(text.data()), name_(std::move(name)) {}

  bool parse() {
    WatchedIterator begin(text_.data(), &read_to_);
    WatchedIterator end(text_.data() + text_.size(), &read_to_);
    return nlohmann::json::sax_parse(begin, end, this);
  }

  JsonValue takeRoot() { return std::move(root_); }
  InputError takeError() { return std::move(error_); }

  bool null() override { return add(JsonValue::Kind::null, "null", line()); }
  bool boolean(bool value) override { return add(JsonValue::Kind::boolean, value ? "true" : "false", line()); }
  bool number_integer(number_integer_t value) override { return addNumber(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return addNumber(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return addNumber(text); }
  bool string(string_t& value) override { return add(JsonValue::Kind::string, std::move(value), line()); }
  bool binary(binary_t&) override { return false; }  // there is none in text
  bool start_object(std::size_t) override { return open(JsonValue::Kind::object); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::list); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    JsonValue& object = *open_.back();
    const auto twin = std::find(object.keys.begin(), object.keys.end(), name);
    if (twin != object.keys.end()) {
      return fail(line(), quotedForMessage(name) + " stands on line " +
                              std::to_string(object.key_lines[twin - object.keys.begin()]) +
                              " already; write each key once");
    }
    if (object.keys.size() == kMaxKeys) return fail(line(), "the object has more than 64 keys");
    object.keys.push_back(std::move(name));
    object.key_lines.push_back(line());
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    const bool at_end = read_to_ == text_.data() + text_.size();
    // A line's end that stands where something else should belongs to the line that it ends.
    const std::uint64_t where = read_to_ != text_.data() && read_to_[-1] == '\n' && !at_end ? line() - 1 : line();
    return fail(where, at_end
                           ? "the text ends before its JSON does, or its last value is broken; look for a missing "
                             "quote or bracket, or a superfluous comma"
                           : "this is no JSON; look for a missing or superfluous comma, quote or bracket before here");
  }

 private:
  std::uint64_t line() {
    line_ += static_cast<std::uint64_t>(std::count(counted_to(), read_to_, '\n'));
    counted_ = static_cast<std::size_t>(read_to_ - text_.data());
    return line_;
  }
  const char* counted_to() const { return text_.data() + counted_; }

  // The parser has to read the character after a number to know its end.
  bool addNumber(std::string text) {
    const std::uint64_t here = line();
    const bool is_past_end = read_to_ != text_.data() && read_to_[-1] == '\n';
    return add(JsonValue::Kind::number, std::move(text), is_past_end ? here - 1 : here);
  }

  bool add(JsonValue::Kind kind, std::string text, std::uint64_t line) {
    JsonValue& value = open_.empty() ? root_ : open_.back()->values.emplace_back();
    value.kind = kind;
    value.line = line;
    value.text = std::move(text);
    return true;
  }

  bool open(JsonValue::Kind kind) {
    if (open_.size() == kMaxDepth) return fail(line(), "lists and objects are nested more than 16 levels deep");
    add(kind, "", line());
    // Stays valid while it is open: nothing is added to the value that holds it until then.
    open_.push_back(open_.empty() ? &root_ : &open_.back()->values.back());
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  bool fail(std::uint64_t line, std::string message) {
    error_ = {name_, line, std::move(message)};
    return false;
  }

  std::string_view text_;
  const char* read_to_;
  std::size_t counted_ = 0;  // line breaks before here are in line_
  std::uint64_t line_ = 1;
  std::string name_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
  InputError error_;
};

}  // namespace

tl::expected<JsonValue, InputError> readJson(std::string_view text, const std::string& name) {
  if (!isCleanText(text)) {
    std::uint64_t line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (!isCleanText(text.substr(at, end - at))) break;
      at = end + 1;
    }
    return tl::make_unexpected(InputError{name, line, "the text is not clean UTF-8; save the file as UTF-8"});
  }
  TreeBuilder builder(text, name);
  if (!builder.parse()) return tl::make_unexpected(builder.takeError());
  return builder.takeRoot();
}

std::string describeForMessage(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null:
    case JsonValue::Kind::boolean:
      return value.text;
    case JsonValue::Kind::number:
      return "the number " + value.text.substr(0, 40);
    case JsonValue::Kind::string:
      return "the text " + quotedForMessage(value.text);
    case JsonValue::Kind::list:
      return "a list";
    case JsonValue::Kind::object:
      return "an object";
  }
  return "";
}

}  // namespace goeswith
