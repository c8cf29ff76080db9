#include "command/ahead/fragment_names.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace goeswith {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::array<std::string_view, 4> kReserved = {"aux", "con", "nul", "prn"};

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

std::string hexOf(char c) {
  std::array<char, 4> hex{};
  std::snprintf(hex.data(), hex.size(), "~%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return hex.data();
}

bool isReserved(std::string_view name) {
  if (std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end()) return true;
  return name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")) && isDigit(name[3]);
}

}  // namespace

std::string fragmentName(std::string_view sku) {
  std::string path;
  std::string name;
  const auto closeName = [&] {
    if (isReserved(name)) name = hexOf(name[0]) + name.substr(1);
    path += name;
    name.clear();
  };
  for (const char c : sku) {
    std::string next;
    if ((c >= 'a' && c <= 'z') || isDigit(c) || c == '-') {
      next = c;
    } else if (c >= 'A' && c <= 'Z') {
      next = {'_', static_cast<char>(c + ('a' - 'A'))};
    } else {
      next = hexOf(c);
    }
    if (name.size() + next.size() > kLongestName) {
      closeName();
      path += '/';
    }
    name += next;
  }
  closeName();
  return path + ".html";
}

}  // namespace goeswith
