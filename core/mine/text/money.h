// Prices as catalogues write them, in minor units of their currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace goeswith {

// Decimals of a currency (ISO 4217, upper case): 0 for JPY, KRW and their like, 3 for KWD and its like, 2 for all
// others, known or not.
int currencyDecimals(std::string_view currency);

// "eur" → "EUR"; nothing unless the text is three ASCII letters.
std::optional<std::string> parseCurrency(std::string_view text);

// The highest price, in minor units: a table holds a price plus 1, below 2^32 − 1 (FORMAT.md, "Numbers").
inline constexpr std::uint32_t kMaxPriceMinor = 4294967293;

struct Price {
  std::uint32_t minor = 0;  // minor units: 1995 for €19.95; at most kMaxPriceMinor
  std::string currency;     // ISO 4217; empty when neither the text nor the caller names one
};

// What the marks in a file's prices mean, as far as the prices themselves tell.
class PriceMarks {
 public:
  // Learns from a price: 899,00 has a decimal comma, 1.234.567 parts thousands.
  void learn(std::string_view text);
  // The decimal mark of all prices that tell one; nothing when none does, or when they contradict each other.
  std::optional<char> decimalMark() const;
  // Whether the price's only mark stands before three digits, as in 1.299 and 1,299: with no decimalMark() and in a
  // currency with decimals it can be read in two ways.
  static bool isOpen(std::string_view text);

 private:
  std::uint64_t dots_ = 0;  // prices with a decimal point
  std::uint64_t commas_ = 0;
};

// Whether the text holds no digit, as "variable", "Call for price", "N/A" and "-" do: there is no price then.
bool isNoPrice(std::string_view text);

// Reads "19.95", "19.95 EUR", "EUR 19.95", "£2.55", "1,234.56", "1.234,56 €". `currency` (ISO 4217 or empty) is what
// the price is in unless the text says so itself; when both speak they must agree.
//
// The number: a single dot is the decimal point, so 2.485 is a little more than two, unless `decimal_mark` says that
// the file's prices have a comma there. A single comma before three digits (1,234) could be either and is refused
// without a `decimal_mark`. Other single commas are decimal commas. Where both occur, the last is the decimal mark and
// the other parts thousands. A mark that occurs more than once parts thousands, as blanks of all kinds and apostrophes
// do. In currencies without decimals a mark before three digits parts thousands. More decimals than the currency has
// are rounded half to even. "12,-" is 12. $, ¥, kr and their like stand for `currency`; without one they are refused,
// since several currencies use them.
//
// Fails with a message for anything else, for negative prices and for prices above kMaxPriceMinor. Safe for any bytes.
tl::expected<Price, std::string> parsePrice(std::string_view text, std::string_view currency,
                                            std::optional<char> decimal_mark = std::nullopt);

}  // namespace goeswith
