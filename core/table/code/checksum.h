// The checksum of a table (FORMAT.md, "Checksum").
#pragma once

#include <cstdint>
#include <span>

#include "table/format.h"

namespace goeswith {

// Against damage, not against forgers. Every step can be undone, so a change within one word of four bytes, or within
// one of the last three bytes, always shows; another one goes unseen once in 2^32. Not a library's: XXH32 takes 140
// bytes of every shopper's download more, and for 360 KB in code that a browser has just compiled 0.8 ms in place of
// 0.2.
inline std::uint32_t checksumOf(std::span<const std::uint8_t> bytes) {
  std::uint32_t sum = 0;
  const auto add = [&sum](std::uint32_t word) {
    sum = (sum ^ word) * 2654435769u;
    sum ^= sum >> 15;
  };
  std::size_t at = 0;
  for (; at + 4 <= bytes.size(); at += 4) add(format::readU32(&bytes[at]));
  for (; at < bytes.size(); ++at) add(bytes[at]);
  return sum;
}

}  // namespace goeswith
