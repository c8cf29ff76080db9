#include "mine/text/input_text.h"

#include <cstddef>

namespace goeswith {
namespace {

constexpr std::size_t kMaxQuotedBytes = 60;

}  // namespace

std::string quotedForMessage(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const std::size_t length = characterLength(text);
    if (quoted.size() + length > kMaxQuotedBytes) {
      quoted += "…";
      break;
    }
    std::size_t end = 0;
    if (length == 0) {
      quoted += '?';
      end = 1;
    } else if (isUnprintable(nextCodePoint(text, end))) {
      quoted += ' ';
    } else {
      quoted += text.substr(0, length);
    }
    text.remove_prefix(end);
  }
  return quoted + "\"";
}

}  // namespace goeswith
