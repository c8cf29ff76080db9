// Text that people wrote: what every reader of their files asks of it.
#pragma once

#include <string>
#include <string_view>

#include "table/whole/utf8.h"

namespace goeswith {

// The text without spaces, tabs and carriage returns at its ends.
inline std::string_view trimmed(std::string_view text) {
  constexpr auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// cellText() of texts that begin or end in something special.
std::string_view unwrappedText(std::string_view text);

// The text that a cell means: without blanks of any kind, byte order marks and NULs at its ends, and of ="001", by
// which exports keep spreadsheets from reading a number, what is between the quotes.
[[gnu::always_inline]] inline std::string_view cellText(std::string_view text) {
  const auto isPlain = [](char c) { return c > ' ' && c < 0x7F && c != '='; };
  if (!text.empty() && isPlain(text.front()) && isPlain(text.back())) return text;
  return unwrappedText(text);
}

// Whether a cell says that there is nothing: (not set), null, N/A, undefined, NaN, none, - and the like, in any case.
bool isBlankWord(std::string_view text);

// The text between double quotes for a message: at most 60 bytes of it, what a terminal should not get replaced by
// spaces, and bytes that are not UTF-8 by question marks. Safe for any bytes.
std::string quotedForMessage(std::string_view text);

}  // namespace goeswith
