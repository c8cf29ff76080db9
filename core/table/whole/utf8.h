// UTF-8: the one decoder, case folding and normal form of tables, miner and command, over utf8proc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace goeswith {

// Bytes of the well-formed UTF-8 character at the start of a text that is not empty; 0 when there is none. Surrogates
// and overlong forms are none. Safe for any bytes.
std::size_t characterLength(std::string_view text);

// Whether the text is well-formed UTF-8 without NUL: what a table's texts, ids and names may be. Safe for any bytes.
bool isCleanText(std::string_view text);

// Reads the code point at `at` < text.size() and moves on; a byte that is no UTF-8 stands for itself.
char32_t nextCodePoint(std::string_view text, std::size_t& at);

// `code` is a code point; anything else becomes U+FFFD.
void appendCodePoint(std::string& text, char32_t code);

// The small letter of a letter, in every alphabet that has two sizes; else the code point itself.
char32_t inLowerCase(char32_t code);

// Letters, marks and decimal digits of any script.
bool isLetterOrDigit(char32_t code);
bool isDecimalDigit(char32_t code);

// Control and format characters (escapes, directional overrides), line separators and unassigned code points: nothing
// that a terminal should get.
bool isUnprintable(char32_t code);

// All letters small, one by one; bytes that are no UTF-8 as they are.
std::string lowerCase(std::string_view text);

// The canonical composition (NFC, Unicode Standard Annex #15); text that is not UTF-8 as it is.
std::string normalForm(std::string_view text);

}  // namespace goeswith
