// nearMiss: what somebody may have meant.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace goeswith {

// The candidate that `name` may have been meant to be: the one that needs the fewest letters changed, left out, added
// or swapped with their neighbour, without regard to case, as long as that is at most a third of the name's length;
// the first of equal ones. Looks at whole names, and at what follows the last > or / of a candidate. Texts of more than
// 100 bytes are only compared as a whole. Safe for any text.
std::optional<std::string_view> nearMiss(std::string_view name, std::span<const std::string_view> candidates);

// "; did you mean \"…\"?", or nothing.
std::string didYouMean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace goeswith
