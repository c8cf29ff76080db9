// RangeEncoder: the write side of range_decoder.h.
#pragma once

#include <cstdint>
#include <vector>

#include "table/code/bit_model.h"

namespace goeswith {

class RangeEncoder {
 public:
  // Each writes a decision and returns it, as the decoder's functions of the same names return what they read.
  bool bit(BitModel& model, bool outcome);
  bool evenBit(bool outcome);

  // All bytes, without the zeros at the end that a decoder can do without. The encoder is used up.
  std::vector<std::uint8_t> finish() &&;

 private:
  void normalise();
  void shiftOut();

  std::vector<std::uint8_t> bytes_;
  std::uint64_t low_ = 0;
  std::uint32_t range_ = 0xFFFFFFFFu;
  std::uint8_t held_ = 0;             // the last byte that a carry can still change
  std::uint64_t held_followers_ = 0;  // bytes 0xFF after it, which a carry would run through
  bool is_first_ = true;              // the very first byte is always 0 and is not written
};

}  // namespace goeswith
