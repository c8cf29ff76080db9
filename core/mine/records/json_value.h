// JsonValue: a JSON text as a tree whose every value knows its line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "mine/text/input_error.h"

namespace goeswith {

struct JsonValue {
  enum class Kind { null, boolean, number, string, list, object };

  Kind kind = Kind::null;
  std::uint64_t line = 1;                // on which it starts
  std::string text;                      // of a string; of a number as JSON writes it; true or false
  std::vector<std::string> keys;         // of an object: the keys of `values`, all different
  std::vector<JsonValue> values;         // of a list or an object, in the text's order
  std::vector<std::uint64_t> key_lines;  // of an object: where the keys stand
};

// Reads a text of JSON (RFC 8259; a byte order mark is skipped). `name` stands in errors. Fails, with the line, for
// text that is not UTF-8 or no JSON, for a key that an object has twice, for more than 16 levels of nesting and for
// objects of more than 64 keys. Time and memory in proportion to the text. Safe for any bytes.
tl::expected<JsonValue, InputError> readJson(std::string_view text, const std::string& name);

// The value in words, for messages: "a list", "the text \"abc\"".
std::string describeForMessage(const JsonValue& value);

}  // namespace goeswith
