#include "table/whole/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace goeswith {
namespace {

bool isAscii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// Reads one character; 0 bytes when there is none.
std::size_t read(std::string_view text, utf8proc_int32_t& code) {
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code);
  return length > 0 ? static_cast<std::size_t>(length) : 0;
}

utf8proc_category_t categoryOf(char32_t code) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(code));
}

}  // namespace

std::size_t characterLength(std::string_view text) {
  utf8proc_int32_t code = 0;
  return isAscii(text.front()) ? 1 : read(text, code);
}

bool isCleanText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\0') return false;
    const std::size_t length = characterLength(text.substr(at));
    if (length == 0) return false;
    at += length;
  }
  return true;
}

char32_t nextCodePoint(std::string_view text, std::size_t& at) {
  utf8proc_int32_t code = 0;
  const std::size_t length = read(text.substr(at), code);
  if (length == 0) return static_cast<unsigned char>(text[at++]);
  at += length;
  return static_cast<char32_t>(code);
}

void appendCodePoint(std::string& text, char32_t code) {
  const bool valid = code <= 0x10FFFF && utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(code));
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(valid ? static_cast<utf8proc_int32_t>(code) : 0xFFFD, bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

char32_t inLowerCase(char32_t code) {
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code)));
}

bool isLetterOrDigit(char32_t code) {
  const utf8proc_category_t category = categoryOf(code);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME) || category == UTF8PROC_CATEGORY_ND;
}

bool isDecimalDigit(char32_t code) {
  return categoryOf(code) == UTF8PROC_CATEGORY_ND;
}

bool isUnprintable(char32_t code) {
  switch (categoryOf(code)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

std::string lowerCase(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (isAscii(c)) {
      lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      ++at;
    } else if (const std::size_t length = characterLength(text.substr(at)); length == 0) {
      lower += text[at++];
    } else {
      appendCodePoint(lower, inLowerCase(nextCodePoint(text, at)));
    }
  }
  return lower;
}

std::string normalForm(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), isAscii)) return std::string(text);
  utf8proc_uint8_t* composed = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(composed), static_cast<std::size_t>(length)};
}

}  // namespace goeswith
