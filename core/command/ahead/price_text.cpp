#include "command/ahead/price_text.h"

#include <algorithm>
#include <array>

#include "mine/text/money.h"

namespace goeswith {
namespace {

struct Sign {
  std::string_view currency;
  std::string_view text;
};
// Symbols that English writes in front of the amount (Unicode CLDR).
constexpr std::array<Sign, 17> kSigns = {{{"AUD", "A$"},
                                          {"BRL", "R$"},
                                          {"CAD", "CA$"},
                                          {"CNY", "CN¥"},
                                          {"EUR", "€"},
                                          {"GBP", "£"},
                                          {"HKD", "HK$"},
                                          {"ILS", "₪"},
                                          {"INR", "₹"},
                                          {"JPY", "¥"},
                                          {"KRW", "₩"},
                                          {"MXN", "MX$"},
                                          {"NZD", "NZ$"},
                                          {"PHP", "₱"},
                                          {"TWD", "NT$"},
                                          {"USD", "$"},
                                          {"VND", "₫"}}};
constexpr std::string_view kNoBreakSpace = "\u00A0";

std::string englishSign(std::string_view currency) {
  const auto sign = std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& s) { return s.currency == currency; });
  return sign != kSigns.end() ? std::string(sign->text) : std::string(currency) + std::string(kNoBreakSpace);
}

// Whether the text is one character of UTF-8, or none.
bool isOneMark(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }) <= 1;
}

}  // namespace

tl::expected<PriceStyle, std::string> PriceStyle::fromExample(std::string_view example) {
  const std::string message = "'" + std::string(example) +
                              "' is no example of a price; write 1234.50 the way your shop does, like '1.234,50 €', or "
                              "1234 where there are no decimals";
  PriceStyle style;
  style.is_english_ = false;
  const std::size_t one = example.find_first_of("0123456789");
  const std::size_t thousands = example.find("234");
  if (one == std::string_view::npos || thousands == std::string_view::npos || example[one] != '1' || one >= thousands) {
    return tl::unexpected(message);
  }
  style.before_ = example.substr(0, one);
  style.group_mark_ = example.substr(one + 1, thousands - one - 1);
  std::string_view rest = example.substr(thousands + 3);
  const std::size_t fraction = rest.find_first_of("0123456789");
  if (fraction == std::string_view::npos) {
    style.decimal_mark_ = "";
    style.after_ = rest;
  } else {
    style.decimal_mark_ = rest.substr(0, fraction);
    rest.remove_prefix(fraction);
    const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
    style.after_ = rest.substr(end);
    const std::string_view digits = rest.substr(0, end);
    if (style.decimal_mark_.empty() || (digits != "50" && digits != "500")) return tl::unexpected(message);
  }
  if (!isOneMark(style.group_mark_) || !isOneMark(style.decimal_mark_) ||
      style.after_.find_first_of("0123456789") != std::string::npos) {
    return tl::unexpected(message);
  }
  return style;
}

std::string PriceStyle::format(std::uint64_t minor, std::string_view currency) const {
  if (currency.empty()) return {};
  const auto decimals = static_cast<std::size_t>(currencyDecimals(currency));
  std::string digits = std::to_string(minor);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const std::size_t whole = digits.size() - decimals;
  std::string amount;
  for (std::size_t k = 0; k < whole; ++k) {
    if (k > 0 && (whole - k) % 3 == 0) amount += group_mark_;
    amount += digits[k];
  }
  // An example without decimals does not say how they are parted off; a point is understood.
  if (decimals > 0) amount += (decimal_mark_.empty() ? "." : decimal_mark_) + digits.substr(whole);
  return is_english_ ? englishSign(currency) + amount : before_ + amount + after_;
}

}  // namespace goeswith
