#include "table/write/range_encoder.h"

namespace goeswith {

bool RangeEncoder::bit(BitModel& model, bool outcome) {
  const std::uint32_t bound = (range_ >> 12) * (model.chance_of_one >> 4u);
  if (outcome) {
    range_ = bound;
  } else {
    low_ += bound;
    range_ -= bound;
  }
  model.update(outcome);
  normalise();
  return outcome;
}

bool RangeEncoder::evenBit(bool outcome) {
  range_ >>= 1;
  if (!outcome) low_ += range_;
  normalise();
  return outcome;
}

std::vector<std::uint8_t> RangeEncoder::finish() && {
  for (int k = 0; k < 5; ++k) shiftOut();
  for (int k = 0; k < 4 && !bytes_.empty() && bytes_.back() == 0; ++k) bytes_.pop_back();
  return std::move(bytes_);
}

void RangeEncoder::normalise() {
  while (range_ < 1u << 24) {
    range_ <<= 8;
    shiftOut();
  }
}

// Moves the top byte of `low_` out, as soon as no carry can change it any more.
void RangeEncoder::shiftOut() {
  const bool has_carry = low_ >> 32 != 0;
  if (has_carry || low_ < 0xFF000000u) {
    if (!is_first_) bytes_.push_back(static_cast<std::uint8_t>(held_ + has_carry));
    is_first_ = false;
    for (; held_followers_ > 0; --held_followers_) bytes_.push_back(static_cast<std::uint8_t>(0xFF + has_carry));
    held_ = static_cast<std::uint8_t>(low_ >> 24);
  } else {
    ++held_followers_;
  }
  low_ = (low_ & 0x00FFFFFFu) << 8;
}

}  // namespace goeswith
