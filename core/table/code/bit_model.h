// BitModel: how likely one binary decision is to come out as 1 (FORMAT.md, "Models").
#pragma once

#include <cstdint>

namespace goeswith {

struct BitModel {
  // In 65,536ths. It starts at a half or at a prior, v · 1,024 for v in 1 … 63; updates keep it from 127 to 65,409, so
  // that neither outcome ever gets an empty share of a range.
  std::uint16_t chance_of_one;
  // How much the model has seen, counted up to kMaxSeen: the more, the less one more decision moves it.
  std::uint16_t seen;

  // The weight of a prior, in decisions.
  static constexpr std::uint16_t kPriorWorth = 12;
  static constexpr std::uint16_t kMaxSeen = 255;

  // A half, and nothing seen.
  static constexpr BitModel unknown() { return {1u << 15, 0}; }
  // Makes all of an array so.
  static void forget(auto& models) { models.fill(unknown()); }

  // 1 … 63; 32 is a half. Others are safe, and of no use.
  static BitModel startingAt(std::uint32_t prior) { return {static_cast<std::uint16_t>(prior << 10), kPriorWorth}; }

  void update(bool bit) {
    const std::uint32_t divisor = seen + 2u;
    if (seen < kMaxSeen) ++seen;
    if (bit) {
      chance_of_one = static_cast<std::uint16_t>(chance_of_one + (65536u - chance_of_one) / divisor);
    } else {
      chance_of_one = static_cast<std::uint16_t>(chance_of_one - chance_of_one / divisor);
    }
  }
};

}  // namespace goeswith
