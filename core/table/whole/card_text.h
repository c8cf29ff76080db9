// Card text: what a table's texts may be.
#pragma once

#include <string_view>

namespace goeswith {

// Whether `text` is well-formed UTF-8 without NUL.
bool isCardText(std::string_view text);

}  // namespace goeswith
