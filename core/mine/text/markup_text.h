// Markup in texts that should have none.
#pragma once

#include <string>
#include <string_view>

namespace goeswith {

// The text that a browser shows for `text`: tags left out, entities decoded (twice, where an export has escaped them
// twice), line ends and control characters as blanks. "a < b" stays. Safe for any UTF-8.
std::string withoutMarkup(std::string_view text);

}  // namespace goeswith
