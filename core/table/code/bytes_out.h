// Appending the format's numbers to a file in the making (FORMAT.md).
#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

namespace goeswith {

// Little-endian. Precondition: value < 2^32.
inline void appendU32(std::vector<std::uint8_t>& out, std::uint64_t value) {
  assert(value <= 0xFFFFFFFFu);
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

// The shortest LEB128 form.
inline void appendVarint(std::vector<std::uint8_t>& out, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
}

}  // namespace goeswith
