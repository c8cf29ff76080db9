// A stream of JSON, cut into its objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace goeswith {

// Finds the objects of a text that arrives in pieces, cut anywhere, and the lines on which they start: of a JSON list,
// of one object behind the other, over any lines, or of JSON lines. What is within an object is for others to check.
// Safe for any bytes. Memory: one object.
class JsonStream {
 public:
  enum class Step { object, drained, error };
  enum class Form {
    values,   // objects, parted by blanks, commas or nothing, within a list or not
    wrapped,  // values that follow where the text starts, up to the list's end; what comes behind is not looked at
  };

  explicit JsonStream(Form form, std::uint64_t line = 1) : is_wrapped_(form == Form::wrapped), line_(line) {
    in_list_ = is_wrapped_;
  }

  // As in DelimitedReader.
  void feed(std::string_view chunk);
  void endText() { ended_ = true; }
  Step next();

  // Valid until the next call of a member that is not const.
  std::string_view object() const { return object_; }
  // Of the object's start, or of the error; counted from 1.
  std::uint64_t line() const { return object_line_; }
  const std::string& message() const { return message_; }

 private:
  Step fail(std::uint64_t line, std::string message);

  bool is_wrapped_;
  bool in_list_ = false;
  bool list_closed_ = false;
  bool ended_ = false;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  std::string unfinished_;
  bool unfinished_is_used_ = false;
  std::uint64_t line_;
  std::string_view object_;
  std::uint64_t object_line_ = 1;
  std::string message_;
};

// Where the list starts in a text like {"orders": [ … ]}, as shops' interfaces answer: the place behind its [, and 0
// when the text is no such answer. `head` is the start of the text, or all of it.
std::size_t wrappedListStart(std::string_view head, bool is_all);

}  // namespace goeswith
