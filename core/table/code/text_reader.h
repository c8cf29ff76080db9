// decodeTexts: the read side of text_codec.h.
#pragma once

#include <cstdint>

#include "table/code/list.h"
#include "table/code/range_decoder.h"
#include "table/code/text_codec.h"

namespace goeswith {

// Appends a sequence of so many texts, each with a NUL behind it, to `text`, from which it may copy; `models` learn
// from it. Where the sequence is the start of a longer one (not `is_whole`), what belongs to later texts may be
// appended too.
//
// False when the bytes break the format, or `text` would get longer than `most`; safe whatever they are.
bool decodeTexts(RangeDecoder& decoder, BitModel* models, List<char>& text, std::uint32_t most, std::uint32_t count,
                 bool is_whole);

}  // namespace goeswith
