// Placement: where a widget stands.
#pragma once

#include <cstddef>
#include <cstdint>

namespace goeswith {

// The numbers are those of the format (FORMAT.md, "Rules").
enum class Placement : std::uint8_t { kProduct = 0, kCart = 1, kCheckout = 2, kThankYou = 3, kEmail = 4 };
inline constexpr std::size_t kPlacementCount = 5;

}  // namespace goeswith
