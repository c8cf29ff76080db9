// Completions: what a shell offers while a goeswith command is typed.
#pragma once

#include <string>
#include <vector>

#include "command/shell/option_table.h"

namespace goeswith {

// Scripts for the shells to source: commands, options, the choices of an option; elsewhere files.
std::string bashCompletions(const std::vector<CommandEntry>& commands);
std::string zshCompletions(const std::vector<CommandEntry>& commands);
std::string fishCompletions(const std::vector<CommandEntry>& commands);

}  // namespace goeswith
