// List options: a list of suggestions, as the command line describes it.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

#include "score/scorer.h"

namespace goeswith {

// Adds --limit (up to `most`), --min-attach, --alike, --by-value and --placement to `command`. What `list` holds
// before, limit and placement, is what they are without. `list` must outlive the command.
void addListOptions(CLI::App& command, ListOptions& list, std::uint32_t most);

}  // namespace goeswith
