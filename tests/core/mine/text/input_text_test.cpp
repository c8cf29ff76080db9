#include "mine/text/input_text.h"

#include "catch.h"

using namespace goeswith;
using namespace std::string_literals;

TEST_CASE("isCleanText: UTF-8 of every length passes") {
  for (const char* text : {"", "a", "é", "€", "😀", "aé€😀z", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
    CAPTURE(text);
    CHECK(isCleanText(text));
  }
}

TEST_CASE("isCleanText: NUL, cut, overlong, surrogate and too large characters do not pass") {
  for (const std::string& text : {"a\0b"s, "\x80"s, "\xC3"s, "\xE2\x82"s, "\xF0\x9F\x98"s, "\xC0\xAF"s, "\xE0\x80\xAF"s,
                                  "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xFF"s, "caf\xE9"s, "\xC3("s}) {
    CAPTURE(text);
    CHECK_FALSE(isCleanText(text));
  }
}

TEST_CASE("quotedForMessage: makes any bytes printable and short") {
  CHECK(quotedForMessage("né") == "\"né\"");
  CHECK(quotedForMessage("a\n\x1B[31m\x7F\xE9"s) == "\"a  [31m ?\"");
  const std::string quoted = quotedForMessage(std::string(1000, 'x'));
  CHECK(quoted.size() < 70);
  CHECK(quoted.ends_with("…\""));
  CHECK(isCleanText(quotedForMessage(std::string(58, 'x') + "€€€")));
}

TEST_CASE("trimmed: takes blanks off both ends only") {
  CHECK(trimmed(" \t a b\r") == "a b");
  CHECK(trimmed(" \t\r").empty());
}
