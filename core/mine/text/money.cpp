#include "mine/text/money.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

constexpr std::array<std::string_view, 16> kNoDecimals = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                          "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> kThreeDecimals = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

struct Symbol {
  std::string_view text;
  std::string_view currency;  // empty: several currencies use it
};
// Longer ones before those that they hold.
constexpr Symbol kSymbols[] = {
    {"R$", "BRL"},  {"US$", "USD"}, {"CA$", "CAD"}, {"C$", "CAD"},   {"AU$", "AUD"}, {"A$", "AUD"},  {"NZ$", "NZD"},
    {"HK$", "HKD"}, {"NT$", "TWD"}, {"MX$", "MXN"}, {"S$", "SGD"},   {"€", "EUR"},   {"£", "GBP"},   {"₹", "INR"},
    {"₩", "KRW"},   {"₫", "VND"},   {"₪", "ILS"},   {"₺", "TRY"},    {"₴", "UAH"},   {"₽", "RUB"}, {"руб.", "RUB"},
    {"руб", "RUB"}, {"₱", "PHP"},   {"฿", "THB"},   {"zł", "PLN"},   {"Kč", "CZK"},  {"Ft", "HUF"},  {"лв.", "BGN"},
    {"лв", "BGN"},  {"lei", "RON"}, {"Fr.", "CHF"}, {"SFr.", "CHF"}, {"円", "JPY"},  {"元", "CNY"},  {"원", "KRW"},
    {"Rp", "IDR"},  {"RM", "MYR"},  {"kr.", ""},    {"kr", ""},      {"Kr", ""},     {"$", ""},      {"¥", ""}};

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

bool isLetter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string refusal(std::string_view text, std::string_view why) {
  return "the price " + quotedForMessage(text) + " " + std::string(why);
}

// The words of a price text beside its number.
struct Unit {
  std::string currency;    // empty: none named
  bool ambiguous = false;  // $ or ¥
};

// Takes a currency's code or symbol off either end of the text.
Unit takeUnit(std::string_view& text) {
  for (const Symbol& symbol : kSymbols) {
    const bool before = text.starts_with(symbol.text);
    if (!before && !text.ends_with(symbol.text)) continue;
    if (before) {
      text.remove_prefix(symbol.text.size());
    } else {
      text.remove_suffix(symbol.text.size());
    }
    text = cellText(text);
    return {std::string(symbol.currency), symbol.currency.empty()};
  }
  if (text.size() > 3) {
    if (auto code = parseCurrency(text.substr(0, 3)); code && !isLetter(text[3])) {
      text = cellText(text.substr(3));
      return {*code};
    }
    if (auto code = parseCurrency(text.substr(text.size() - 3)); code && !isLetter(text[text.size() - 4])) {
      text = cellText(text.substr(0, text.size() - 3));
      return {*code};
    }
  }
  return {};
}

// The number without what parts thousands alone, blanks of all kinds and apostrophes, and without ",-".
std::string plainNumber(std::string_view text) {
  for (const std::string_view dash : {",-", ".-", ",–", ",—", ".–", ",--", ".--"}) {
    if (text.size() > dash.size() && text.ends_with(dash)) {
      text.remove_suffix(dash.size());
      break;
    }
  }
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t code = nextCodePoint(text, at);
    const bool parts = code == ' ' || code == 0xA0 || code == 0x202F || code == 0x2009 || code == 0x2007 ||
                       code == '\'' || code == 0x2019;
    // Between digits only: "1 2" is no number.
    const bool is_group = parts && !plain.empty() && isDigit(plain.back()) && text.size() - at >= 3 &&
                          isDigit(text[at]) && isDigit(text[at + 1]) && isDigit(text[at + 2]) &&
                          (text.size() - at == 3 || !isDigit(text[at + 3]));
    if (!is_group) plain.append(text, start, at - start);
  }
  return plain;
}

struct Decimal {
  std::string whole;
  std::string fraction;
};

// The digits of a whole number whose thousands `mark` parts; nothing when the groups are not of three digits.
std::optional<std::string> withoutGroups(std::string_view text, char mark) {
  std::string digits;
  std::size_t group = 0;
  bool marked = false;
  for (char c : text) {
    if (c == mark) {
      if (marked ? group != 3 : (group == 0 || group > 3)) return std::nullopt;
      marked = true;
      group = 0;
    } else if (isDigit(c)) {
      digits += c;
      ++group;
    } else {
      return std::nullopt;
    }
  }
  if (digits.empty() || (marked && group != 3)) return std::nullopt;
  return digits;
}

// Whether a text's single mark stands before three digits, and could part thousands.
bool mayPartThousands(std::string_view text, std::size_t mark) {
  return mark > 0 && mark <= 3 && text.size() - mark - 1 == 3;
}

tl::expected<Decimal, std::string_view> parseDecimal(std::string_view text, std::optional<char> decimal,
                                                     std::size_t decimals) {
  constexpr std::string_view kNoNumber = "is no number; write it like 19.95 or 19.95 EUR";
  const auto dots = std::count(text.begin(), text.end(), '.');
  const auto commas = std::count(text.begin(), text.end(), ',');
  char decimal_mark = '\0';
  if (dots > 0 && commas > 0) {
    decimal_mark = text.rfind('.') > text.rfind(',') ? '.' : ',';
  } else if (dots + commas == 1) {
    const char mark = dots == 1 ? '.' : ',';
    const bool may_part = mayPartThousands(text, text.find(mark));
    if (may_part && !decimal && decimals > 0 && mark == ',') {
      return tl::make_unexpected("can be read in two ways; write 1234.00 or 1.234, without thousands");
    }
    const bool parts = may_part && (decimals == 0 || (decimal && *decimal != mark));
    if (!parts) decimal_mark = mark;
  }
  const char group_mark = decimal_mark == '.' || (decimal_mark == '\0' && commas > 0) ? ',' : '.';

  std::string_view whole = text;
  std::string_view fraction;
  if (decimal_mark != '\0') {
    const std::size_t at = text.rfind(decimal_mark);
    whole = text.substr(0, at);
    fraction = text.substr(at + 1);
    if (fraction.empty() && whole.empty()) return tl::make_unexpected(kNoNumber);
  }
  if (!std::all_of(fraction.begin(), fraction.end(), isDigit)) return tl::make_unexpected(kNoNumber);
  auto digits = whole.empty() && !fraction.empty() ? std::optional<std::string>("0") : withoutGroups(whole, group_mark);
  if (!digits) return tl::make_unexpected(kNoNumber);
  return Decimal{*digits, std::string(fraction)};
}

// The number times 10^decimals, rounded half to even; nothing above kMaxPriceMinor.
std::optional<std::uint32_t> toMinor(const Decimal& number, std::size_t decimals) {
  std::string kept = number.fraction.substr(0, decimals);
  kept.resize(decimals, '0');
  std::uint64_t value = 0;
  for (char c : number.whole + kept) {
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
    if (value > kMaxPriceMinor) return std::nullopt;
  }
  if (number.fraction.size() > decimals) {
    const std::string_view rest = std::string_view(number.fraction).substr(decimals);
    const bool beyond_half = rest.find_first_not_of('0', 1) != std::string_view::npos;
    const bool odd = value % 2 == 1;
    if (rest[0] > '5' || (rest[0] == '5' && (beyond_half || odd))) ++value;
  }
  if (value > kMaxPriceMinor) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

}  // namespace

int currencyDecimals(std::string_view currency) {
  if (std::find(kNoDecimals.begin(), kNoDecimals.end(), currency) != kNoDecimals.end()) return 0;
  if (std::find(kThreeDecimals.begin(), kThreeDecimals.end(), currency) != kThreeDecimals.end()) return 3;
  return 2;
}

std::optional<std::string> parseCurrency(std::string_view text) {
  if (text.size() != 3 || !std::all_of(text.begin(), text.end(), isLetter)) return std::nullopt;
  std::string code(text);
  for (char& c : code) c = static_cast<char>(c & ~0x20);  // upper case
  return code;
}

void PriceMarks::learn(std::string_view text) {
  std::string_view rest = trimmed(text);
  takeUnit(rest);
  const std::string number = plainNumber(rest);
  const auto dots = std::count(number.begin(), number.end(), '.');
  const auto commas = std::count(number.begin(), number.end(), ',');
  if (dots > 0 && commas > 0) {
    ++(number.rfind('.') > number.rfind(',') ? dots_ : commas_);
  } else if (dots + commas == 1) {
    const char mark = dots == 1 ? '.' : ',';
    if (!mayPartThousands(number, number.find(mark))) ++(mark == '.' ? dots_ : commas_);
  } else if (dots > 1) {
    ++commas_;
  } else if (commas > 1) {
    ++dots_;
  }
}

bool PriceMarks::isOpen(std::string_view text) {
  std::string_view rest = cellText(text);
  takeUnit(rest);
  const std::string number = plainNumber(rest);
  const std::size_t mark = number.find_first_of(".,");
  return mark != std::string::npos && number.find_first_of(".,", mark + 1) == std::string::npos && number[0] != '0' &&
         mayPartThousands(number, mark);
}

std::optional<char> PriceMarks::decimalMark() const {
  if (dots_ > 0 && commas_ == 0) return '.';
  if (commas_ > 0 && dots_ == 0) return ',';
  return std::nullopt;
}

bool isNoPrice(std::string_view text) {
  return std::none_of(text.begin(), text.end(), isDigit);
}

tl::expected<Price, std::string> parsePrice(std::string_view text, std::string_view currency,
                                            std::optional<char> decimal_mark) {
  std::string_view rest = cellText(text);
  const Unit unit = takeUnit(rest);
  if (unit.ambiguous && currency.empty()) {
    return tl::make_unexpected(refusal(text, "does not say which currency it is in; give one with --currency"));
  }
  if (!unit.currency.empty() && !currency.empty() && unit.currency != currency) {
    return tl::make_unexpected(
        refusal(text, "is not in " + std::string(currency) + ", as its line or the options say"));
  }
  if (rest.starts_with("-") || rest.starts_with("−")) return tl::make_unexpected(refusal(text, "is negative"));

  Price price;
  price.currency = unit.currency.empty() ? std::string(currency) : unit.currency;
  const auto decimals = static_cast<std::size_t>(currencyDecimals(price.currency));
  auto number = parseDecimal(plainNumber(rest), decimal_mark, decimals);
  if (!number) return tl::make_unexpected(refusal(text, number.error()));
  const auto minor = toMinor(*number, decimals);
  if (!minor)
    return tl::make_unexpected(
        refusal(text, "is above " + std::to_string(kMaxPriceMinor) + " minor units, the most a table can hold"));
  price.minor = *minor;
  return price;
}

}  // namespace goeswith
