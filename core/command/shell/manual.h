// Manual: all commands and options as a page for man.
#pragma once

#include <string>
#include <vector>

#include "command/shell/option_table.h"

namespace goeswith {

// goeswith(1) in the man macros of troff.
std::string manualPage(const std::vector<CommandEntry>& commands);

}  // namespace goeswith
