// Writing a table's rows: the section ROWS, with priors learnt from the rows themselves (FORMAT.md, section ROWS).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "table/code/row_codec.h"

namespace goeswith {

// Rows of a block, as a power of two: few enough that one is decoded in well under a millisecond.
inline constexpr std::uint32_t kBlockShift = 7;

// The priors under which rows of `item_count` items take the fewest bytes, or nearly.
rows::Priors learnPriors(std::span<const rows::CodedRow> all_rows, std::uint32_t levels, std::uint32_t item_count);

// The section ROWS with the rows of these numbers, in that order; `priors` may have been learnt from more of them, and
// are left out where the rows are to `stand_on_base`. `block_shift`: rows of a block, as a power of two.
std::vector<std::uint8_t> encodeRows(std::span<const rows::CodedRow> all_rows, std::span<const std::uint32_t> numbers,
                                     const rows::Priors& priors, bool stand_on_base, std::uint32_t levels,
                                     std::uint32_t item_count, std::uint32_t block_shift);

}  // namespace goeswith
