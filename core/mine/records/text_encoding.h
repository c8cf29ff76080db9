// Encodings of text files: everything behind this door is UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace goeswith {

enum class TextEncoding { utf8, utf16_little, utf16_big };

// What the first bytes of a file say of its encoding; `head` is 4 bytes or more where the file has them. Told from a
// byte order mark, and for UTF-16 also from Latin text without one.
TextEncoding encodingOf(std::string_view head);

// What a file is when it is no text at all: "a web page (HTML)", "a PNG image"; empty when the first bytes may well be
// records. Knows archives, workbooks, columnar files, pictures, documents and markup by their signatures, and takes
// other bytes that text does not have for a binary file. Safe for any bytes.
std::string_view foreignFormOf(std::string_view head);

// Turns UTF-16 that arrives in pieces, cut anywhere, into UTF-8. Lone surrogates become U+FFFD. Safe for any bytes.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(TextEncoding encoding) : is_little_(encoding == TextEncoding::utf16_little) {}

  // The UTF-8 of what is whole so far; valid until the next call.
  std::string_view decode(std::string_view chunk);

 private:
  bool is_little_;
  bool has_half_ = false;
  unsigned char half_ = 0;  // a byte whose other half has yet to come
  char32_t surrogate_ = 0;  // a first surrogate that waits for its second; 0: none
  std::string decoded_;
};

// The text as Windows-1252 in UTF-8, which every byte but NUL has a character in: for text that is not UTF-8.
std::string fromWindows1252(std::string_view text);

}  // namespace goeswith
