#include "mine/text/money.h"

#include "catch.h"

using namespace goeswith;

namespace {

// "1995 EUR", or the message of the refusal.
std::string read(std::string_view text, std::string_view currency = "") {
  const auto price = parsePrice(text, currency);
  if (!price) return price.error();
  return std::to_string(price->minor) + " " + price->currency;
}

}  // namespace

TEST_CASE("currencyDecimals: follow ISO 4217") {
  CHECK(currencyDecimals("EUR") == 2);
  CHECK(currencyDecimals("") == 2);
  for (const char* code : {"JPY", "KRW", "VND", "CLP", "ISK"}) CHECK(currencyDecimals(code) == 0);
  for (const char* code : {"BHD", "KWD", "OMR", "JOD", "TND"}) CHECK(currencyDecimals(code) == 3);
}

TEST_CASE("parsePrice: reads plain numbers in the caller's currency") {
  CHECK(read("19.95") == "1995 ");
  CHECK(read("19.95", "EUR") == "1995 EUR");
  CHECK(read("7", "EUR") == "700 EUR");
  CHECK(read("0", "EUR") == "0 EUR");
  CHECK(read(".5", "EUR") == "50 EUR");
  CHECK(read("5.", "EUR") == "500 EUR");
  CHECK(read("1500", "JPY") == "1500 JPY");
  CHECK(read("1.5", "KWD") == "1500 KWD");
}

TEST_CASE("parsePrice: takes the currency from the text") {
  CHECK(read("19.95 EUR") == "1995 EUR");
  CHECK(read("19.95eur") == "1995 EUR");
  CHECK(read("EUR 19.95") == "1995 EUR");
  CHECK(read("USD19.95") == "1995 USD");
  CHECK(read("£2.55") == "255 GBP");
  CHECK(read("2,55 €") == "255 EUR");
  CHECK(read("₩1500") == "1500 KRW");
  CHECK(read("$5", "CAD") == "500 CAD");
  CHECK(read("¥500", "JPY") == "500 JPY");
}

TEST_CASE("parsePrice: tells the decimal mark from the thousands mark where that can be told") {
  CHECK(read("1.234,56 €") == "123456 EUR");
  CHECK(read("1,234.56", "USD") == "123456 USD");
  CHECK(read("1,234,567.8", "USD") == "123456780 USD");
  CHECK(read("1.234.567", "EUR") == "123456700 EUR");
  CHECK(read("1,234,567", "USD") == "123456700 USD");
  CHECK(read("19,9", "EUR") == "1990 EUR");
  CHECK(read("1,234", "EUR").find("two ways") != std::string::npos);
  CHECK(read("1,2345", "EUR") == "123 EUR");
  CHECK(read("12,", "EUR") == "1200 EUR");
}

TEST_CASE("parsePrice: rounds decimals beyond the currency's half to even") {
  CHECK(read("2.485", "EUR") == "248 EUR");
  CHECK(read("2.475", "EUR") == "248 EUR");
  CHECK(read("2.4850001", "EUR") == "249 EUR");
  CHECK(read("33.6442", "USD") == "3364 USD");
  CHECK(read("0.999", "EUR") == "100 EUR");
  CHECK(read("2.5", "JPY") == "2 JPY");
  CHECK(read("3.5", "JPY") == "4 JPY");
  CHECK(read("1.2345", "KWD") == "1234 KWD");
}

TEST_CASE("parsePrice: refuses negative, too large, nameless and broken prices") {
  CHECK(read("-1").find("negative") != std::string::npos);
  CHECK(read("€-1").find("negative") != std::string::npos);
  CHECK(read("-€1").find("negative") != std::string::npos);
  CHECK(read("42949672.93", "EUR") == "4294967293 EUR");
  CHECK(read("42949672.94", "EUR").find("4294967293") != std::string::npos);
  CHECK(read("42949672.935", "EUR").find("4294967293") != std::string::npos);
  CHECK(read("99999999999999999999999999").find("4294967293") != std::string::npos);
  CHECK(read("$5").find("which currency") != std::string::npos);
  CHECK(read("5 EUR", "USD").find("not in USD") != std::string::npos);
  for (const char* text :
       {"",  "free", "EUR", "1.2.3", "1,23,456", "12,34.5.6", "1.234,5,6", "1 00", "1e3", "0x10",    "..",
        ",", "1,,2", "€",   "€€5",   "1.234.56", "5 EURO",    "5 XEUR",    ".,",   ",.5", "1,2345.6"}) {
    CAPTURE(text);
    CHECK(read(text).find("is no number") != std::string::npos);
  }
}

TEST_CASE("parsePrice: the file's decimal mark decides what one price leaves open") {
  PriceMarks marks;
  for (const char* text : {"899,00", "12", "1.299", "5,5 EUR"}) marks.learn(text);
  CHECK(marks.decimalMark() == ',');
  CHECK(parsePrice("1.299", "EUR", ',')->minor == 129900);
  CHECK(parsePrice("1,299", "EUR", '.')->minor == 129900);
  CHECK(parsePrice("1.299", "EUR", '.')->minor == 130);
  marks.learn("3.50");
  CHECK_FALSE(marks.decimalMark());
}

TEST_CASE("parsePrice: reads blanks, apostrophes, signs and codes of the world") {
  CHECK(read("1 234,56", "EUR") == "123456 EUR");
  CHECK(read("1\u00A0234,56 €") == "123456 EUR");
  CHECK(read("1\u202F234,56 €") == "123456 EUR");
  CHECK(read("1'234.50", "CHF") == "123450 CHF");
  CHECK(read("1’234.50 CHF") == "123450 CHF");
  CHECK(read("R$ 1.299,00") == "129900 BRL");
  CHECK(read("199,00 kr", "SEK") == "19900 SEK");
  CHECK(read("12,-", "EUR") == "1200 EUR");
  CHECK(read("US$12") == "1200 USD");
  CHECK(read("¥1,299", "JPY") == "1299 JPY");
  CHECK(read("₩12,000") == "12000 KRW");
  CHECK(isNoPrice("Call for price"));
  CHECK(isNoPrice("-"));
  CHECK_FALSE(isNoPrice("0"));
}
