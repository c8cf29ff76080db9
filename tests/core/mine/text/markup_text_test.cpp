#include "mine/text/markup_text.h"

#include "catch.h"

using namespace goeswith;

TEST_CASE("withoutMarkup: shows what a browser would") {
  CHECK(withoutMarkup("Tom &amp; Jerry&#8217;s <b>pot</b>") == "Tom & Jerry’s pot");
  CHECK(withoutMarkup("Caf&eacute;&nbsp;&#xE9;") == "Café é");
  CHECK(withoutMarkup("5 < 6 & 7 > 2") == "5 < 6 & 7 > 2");
  CHECK(withoutMarkup("&amp;amp; twice") == "& twice");
  CHECK(withoutMarkup("&lt;i&gt;escaped&lt;/i&gt;") == "escaped");
  CHECK(withoutMarkup("a\n b\x1B[31mc") == "a  b [31mc");
  CHECK(withoutMarkup("&unknown; &#0; &#x110000; <") == "&unknown;  &#x110000; <");
}
