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

// The text between double quotes for a message: at most 60 bytes of it, what a terminal should not get replaced by
// spaces, and bytes that are not UTF-8 by question marks. Safe for any bytes.
std::string quotedForMessage(std::string_view text);

}  // namespace goeswith
