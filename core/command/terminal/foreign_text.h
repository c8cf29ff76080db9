// foreignText: text of shops' files, safe to print on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace goeswith {

// The text with U+FFFD in place of each control character (C0, DEL, C1), with which a feed could move the cursor, set
// the window's title or hide what follows. `text` is UTF-8; other bytes stay as they are.
std::string foreignText(std::string_view text);

}  // namespace goeswith
