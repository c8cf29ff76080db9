// Prices in words, for texts that the command writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace goeswith {

// How amounts are written.
class PriceStyle {
 public:
  // As in English: £1,234.50, $1,234.50, CA$1,234.50, ¥1,235; currencies without a sign of their own have their code
  // in front, CHF 1,234.50.
  PriceStyle() = default;

  // As in an example, which writes one thousand two hundred and thirty-four and a half, "1.234,50 €" or "1234.50 kr".
  // For currencies without decimals it is 1234: "1 234 F". Fails with a message for people.
  static tl::expected<PriceStyle, std::string> fromExample(std::string_view example);

  // `minor` counts minor units of `currency` by ISO 4217, whose decimals are all shown. Empty without a currency.
  std::string format(std::uint64_t minor, std::string_view currency) const;

 private:
  bool is_english_ = true;
  std::string before_;
  std::string group_mark_ = ",";
  std::string decimal_mark_ = ".";
  std::string after_;
};

}  // namespace goeswith
