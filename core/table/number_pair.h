// NumberPair: an ordered pair of numbers, of items or of categories.
#pragma once

#include <cstdint>

namespace goeswith {

struct NumberPair {
  std::uint32_t from;
  std::uint32_t to;

  friend bool operator==(const NumberPair&, const NumberPair&) = default;
  friend auto operator<=>(const NumberPair&, const NumberPair&) = default;
};

}  // namespace goeswith
