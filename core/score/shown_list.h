// shownList: the list that shoppers see, as the element asks for it where nothing else is said.
#pragma once

#include <cstdint>

#include "score/scorer.h"

namespace goeswith {

// At most `limit` items, and one of a family: three colours of one cup are one suggestion.
constexpr ListOptions shownList(std::uint32_t limit) {
  return {.limit = limit, .is_diverse = true};
}

}  // namespace goeswith
