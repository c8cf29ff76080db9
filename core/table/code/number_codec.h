// Numbers as binary decisions (FORMAT.md, "Numbers"). One description serves both directions: every function takes a
// coder, whose bit() and evenBit() an encoder answers with the outcome that it is given and a decoder with the one that
// it reads.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "table/code/bit_model.h"

namespace goeswith {

class RangeDecoder;

// The number that an encoder has to write. A decoder has nothing to say, and need not work it out.
template <class Coder, class Value>
std::uint32_t toWrite(Value value) {
  if constexpr (std::is_same_v<Coder, RangeDecoder>) {
    return 0;
  } else {
    return value();
  }
}

// Rounded down. Precondition: x ≥ 1.
constexpr std::uint32_t log2Of(std::uint32_t x) {
  return 31 - static_cast<std::uint32_t>(std::countl_zero(x));
}

// A number takes `kNumberModels`: first those for its exponent, then those for the bit below its top one.
inline constexpr std::uint32_t kExponents = 24;
inline constexpr std::uint32_t kNumberModels = 2 * kExponents;
inline constexpr std::uint32_t kMaxExponent = 31;
using NumberModels = std::array<BitModel, kNumberModels>;

// A number below 2^32 − 1, near 2^(kExponents / 2 − offset) or so: an exponent in unary, a modelled bit, even bits.
template <class Coder, class Model>
[[gnu::noinline]] std::uint32_t codeNumber(Coder& coder, Model* models, std::uint32_t value, std::int32_t offset = 0) {
  const std::uint32_t top = log2Of(value + 1);
  const auto model = [&](std::uint32_t exponent) {
    const auto place = static_cast<std::int32_t>(exponent) + offset;
    return models + std::clamp(place, 0, static_cast<std::int32_t>(kExponents) - 1);
  };
  std::uint32_t exponent = 0;
  while (exponent < kMaxExponent && coder.bit(*model(exponent), exponent < top)) ++exponent;
  std::uint32_t number = 1;
  if (exponent > 0) {
    std::uint32_t left = exponent - 1;
    number = 2 | static_cast<std::uint32_t>(coder.bit(model(exponent)[kExponents], ((value + 1) >> left & 1) != 0));
    while (left > 0) {
      --left;
      number = number << 1 | static_cast<std::uint32_t>(coder.evenBit(((value + 1) >> left & 1) != 0));
    }
  }
  return number - 1;
}

// Small numbers for small differences of either sign, which are modulo 2^32.
constexpr std::uint32_t zigzag(std::uint32_t difference) {
  return difference >> 31 != 0 ? ~(difference << 1) : difference << 1;
}
constexpr std::uint32_t unzigzag(std::uint32_t code) {
  return (code & 1) != 0 ? ~(code >> 1) : code >> 1;
}

}  // namespace goeswith
