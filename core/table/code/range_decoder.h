// RangeDecoder: reads binary decisions out of bytes that nobody vouches for (FORMAT.md, "Range coder").
//
// A carry-propagating binary range coder in the manner of LZMA: G. N. N. Martin, "Range encoding: an algorithm for
// removing redundancy from a digitised message", 1979; I. Pavlov, "LZMA specification", 2015.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "table/code/bit_model.h"

namespace goeswith {

// Borrows the bytes. Any bytes are safe: past the end it reads zeros, and whatever comes out are decisions.
class RangeDecoder {
 public:
  explicit RangeDecoder(std::span<const std::uint8_t> bytes) : bytes_(bytes) {
    for (int k = 0; k < 4; ++k) shiftIn();
    range_ = 0xFFFFFFFFu;
  }

  // The next decision. What is passed as its outcome is the encoder's business and ignored here.
  // Not inlined: the rows' coder has a dozen calls, and every shopper downloads them.
  [[gnu::noinline]] bool bit(BitModel& model, bool = false) {
    const bool is_one = decide((range_ >> 12) * (model.chance_of_one >> 4u));
    model.update(is_one);
    return is_one;
  }

  // A decision without a model: both outcomes are as likely.
  bool evenBit(bool = false) {
    range_ &= ~1u;
    return decide(range_ / 2);
  }

  // Whether the bytes are just what the decisions took: nothing but zeros is left, and no more than the four zeros that
  // an encoder may cut off were read beyond the end. The decoder is used up.
  bool isExhausted() {
    while (position_ < bytes_.size()) {
      if (bytes_[position_++] != 0) return false;
    }
    return position_ <= bytes_.size() + 4;
  }

 private:
  [[gnu::noinline]] void shiftIn() {
    range_ <<= 8;
    code_ <<= 8;
    if (position_ < bytes_.size()) code_ |= bytes_[position_];
    ++position_;
  }

  // Whether the number that is read lies below `bound`, the share of the range that stands for 1.
  [[gnu::noinline]] bool decide(std::uint32_t bound) {
    const bool is_one = code_ < bound;
    if (is_one) {
      range_ = bound;
    } else {
      code_ -= bound;
      range_ -= bound;
    }
    while (range_ < 1u << 24) shiftIn();
    return is_one;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t position_ = 0;
  std::uint32_t range_ = 0;
  std::uint32_t code_ = 0;
};

}  // namespace goeswith
