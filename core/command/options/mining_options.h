// Mining options: what the command line says of how a table is mined.
#pragma once

#include <CLI/CLI.hpp>

#include "recipe/mine_table.h"

namespace goeswith {

// Adds the options that shape a table to `command`, and sets the version. `options` must outlive it.
void addMiningOptions(CLI::App& command, MiningOptions& options);

}  // namespace goeswith
