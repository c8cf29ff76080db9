#include "table/code/text_reader.h"

namespace goeswith {

bool decodeTexts(RangeDecoder& decoder, BitModel* models, List<char>& text, std::uint32_t most, std::uint32_t count,
                 bool is_whole) {
  texts::Step step;
  bool after_copy = false;
  while (count > 0) {
    const std::uint32_t size = text.size();
    const char last = size > 0 ? text[size - 1] : '\0';
    step = codeStep(decoder, models, after_copy, static_cast<std::uint8_t>(last), step);
    const std::uint32_t length = after_copy ? step.length : 1;
    if (length - 1 >= most - size || (after_copy && step.distance > size)) return false;
    text.resize(size + length);
    char* const out = text.begin() + size;
    for (std::uint32_t k = 0; k < length; ++k) {
      // A copy goes beyond the last text only when more texts follow.
      if (count == 0) return !is_whole;
      out[k] = after_copy ? *(out + k - step.distance) : static_cast<char>(step.byte);
      count -= out[k] == '\0';
    }
  }
  return true;
}

}  // namespace goeswith
