// A JSON list, cut into its elements.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace goeswith {

// Whether the text, a byte order mark and blanks aside, starts like a JSON list.
bool startsJsonList(std::string_view text);

// Finds the elements of the list that makes up a text, and the lines on which they start. What is within an element is
// for others to check. Safe for any bytes.
class JsonListReader {
 public:
  enum class Step { element, end, error };

  // The text must outlive the reader.
  explicit JsonListReader(std::string_view text);

  // To be called until it says `end` or `error`.
  Step next();

  // A view into the text, without the blanks around it.
  std::string_view element() const { return element_; }
  // Of the element's start, or of the error; counted from 1.
  std::uint64_t line() const { return element_line_; }
  const std::string& message() const { return message_; }

 private:
  void skipBlanks();
  Step fail(std::uint64_t line, std::string message);

  std::string_view text_;
  std::size_t at_ = 0;
  bool started_ = false;
  std::uint64_t line_ = 1;
  std::string_view element_;
  std::uint64_t element_line_ = 1;
  std::string message_;
};

}  // namespace goeswith
