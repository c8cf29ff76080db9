// Hashes that choose orders and items by what they are: the same on every machine, whatever the order of the lines.
#pragma once

#include <cstdint>

namespace goeswith {

// The finaliser of splitmix64: spreads keys that differ in few bits over all 64.
constexpr std::uint64_t mixedBits(std::uint64_t key) {
  key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9u;
  key = (key ^ (key >> 27)) * 0x94D049BB133111EBu;
  return key ^ (key >> 31);
}

// A number for an order's key, uniform over 64 bits and independent for every `purpose`.
constexpr std::uint64_t orderHash(std::uint64_t order_key, std::uint64_t purpose) {
  return mixedBits(order_key + (purpose + 1) * 0x9E3779B97F4A7C15u);
}

}  // namespace goeswith
