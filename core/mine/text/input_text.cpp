#include "mine/text/input_text.h"

#include <algorithm>
#include <cstddef>

namespace goeswith {
namespace {

constexpr std::size_t kMaxQuotedBytes = 60;

// Blanks beyond ASCII that word processors and web pages leave behind, and the byte order mark.
constexpr std::string_view kWideBlanks[] = {"\u00A0", "\u200B", "\u202F", "\u2009", "\u2007", "\uFEFF"};

// Takes blanks beyond ASCII off both ends.
std::string_view withoutWideBlanks(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    text = trimmed(text);
    while (!text.empty() && (text.back() == '\0' || text.back() == '\n')) text.remove_suffix(1);
    for (std::string_view blank : kWideBlanks) {
      for (; text.starts_with(blank); again = true) text.remove_prefix(blank.size());
      for (; text.ends_with(blank); again = true) text.remove_suffix(blank.size());
    }
  }
  return text;
}

}  // namespace

std::string_view unwrappedText(std::string_view text) {
  text = withoutWideBlanks(text);
  if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"')) {
    text = withoutWideBlanks(text.substr(2, text.size() - 3));
  }
  return text;
}

bool isBlankWord(std::string_view text) {
  if (text.size() > 11) return false;
  constexpr std::string_view kWords[] = {"(not set)", "(none)", "(null)", "null", "n/a", "#n/a",    "undefined", "nan",
                                         "none",      "nil",    "-",      "--",   "\\n", "(blank)", "not set"};
  const std::string word = lowerCase(text);
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

std::string quotedForMessage(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const std::size_t length = characterLength(text);
    if (quoted.size() + length > kMaxQuotedBytes) {
      quoted += "…";
      break;
    }
    std::size_t end = 0;
    if (length == 0) {
      quoted += '?';
      end = 1;
    } else if (isUnprintable(nextCodePoint(text, end))) {
      quoted += ' ';
    } else {
      quoted += text.substr(0, length);
    }
    text.remove_prefix(end);
  }
  return quoted + "\"";
}

}  // namespace goeswith
