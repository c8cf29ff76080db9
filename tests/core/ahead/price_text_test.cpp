#include "command/ahead/price_text.h"

#include "catch.h"

namespace goeswith::test {
namespace {

TEST_CASE("prices: are written as in English, with all decimals of the currency") {
  const PriceStyle english;
  CHECK(english.format(123450, "GBP") == "£1,234.50");
  CHECK(english.format(5, "EUR") == "€0.05");
  CHECK(english.format(0, "USD") == "$0.00");
  CHECK(english.format(1200, "JPY") == "¥1,200");
  CHECK(english.format(1234567, "KWD") == "KWD\u00A01,234.567");
  CHECK(english.format(4294967294, "CHF") == "CHF\u00A042,949,672.94");
  CHECK(english.format(100, "CAD") == "CA$1.00");
  CHECK(english.format(100, "").empty());
}

TEST_CASE("prices: follow an example") {
  const auto german = PriceStyle::fromExample("1.234,50 €");
  REQUIRE(german);
  CHECK(german->format(1995, "EUR") == "19,95 €");
  CHECK(german->format(123456789, "EUR") == "1.234.567,89 €");
  const auto swedish = PriceStyle::fromExample("1\u00A0234,50\u00A0kr");
  REQUIRE(swedish);
  CHECK(swedish->format(123456789, "SEK") == "1\u00A0234\u00A0567,89\u00A0kr");
  const auto plain = PriceStyle::fromExample("CHF 1234.50");
  REQUIRE(plain);
  CHECK(plain->format(123456789, "CHF") == "CHF 1234567.89");
  const auto yen = PriceStyle::fromExample("1,234円");
  REQUIRE(yen);
  CHECK(yen->format(98765, "JPY") == "98,765円");
  const auto dinar = PriceStyle::fromExample("KD 1,234.500");
  REQUIRE(dinar);
  CHECK(dinar->format(1500, "KWD") == "KD 1.500");
}

TEST_CASE("prices: refuse examples that are none") {
  for (const char* bad :
       {"", "€", "19.95", "1234.5", "1.2.3.4", "1234,,50", "1..234,50", "1234.50 2", "12345", "234"}) {
    INFO(bad);
    CHECK_FALSE(PriceStyle::fromExample(bad));
  }
}

}  // namespace
}  // namespace goeswith::test
