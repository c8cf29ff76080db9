#include "command/terminal/foreign_text.h"

#include <cstddef>

namespace goeswith {

std::string foreignText(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t k = 0; k < text.size(); ++k) {
    const auto byte = static_cast<unsigned char>(text[k]);
    // C1 is U+0080 to U+009F: C2 and the same byte.
    const bool is_c1 = byte == 0xC2 && k + 1 < text.size() && static_cast<unsigned char>(text[k + 1]) >= 0x80 &&
                       static_cast<unsigned char>(text[k + 1]) <= 0x9F;
    if (byte < 0x20 || byte == 0x7F || is_c1) {
      safe += kReplacement;
      k += is_c1;
    } else {
      safe += text[k];
    }
  }
  return safe;
}

}  // namespace goeswith
