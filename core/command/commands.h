// The subcommands of `goeswith`: each adds itself to the command line and says what to run.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace goeswith {

// Exit codes of the command.
inline constexpr int kDone = 0;
inline constexpr int kBadData = 1;
inline constexpr int kBadCommandLine = 2;

// Runs a subcommand whose options have been parsed and returns the exit code.
using Run = std::function<int()>;

Run addBuildCommand(CLI::App& parent);
Run addScoreCommand(CLI::App& parent);
Run addEvalCommand(CLI::App& parent);
Run addInspectCommand(CLI::App& parent);
Run addGenerationsCommand(CLI::App& parent);
Run addRollbackCommand(CLI::App& parent);
Run addPruneCommand(CLI::App& parent);
Run addEmailCommand(CLI::App& parent);
Run addPrerenderCommand(CLI::App& parent);
Run addLayoutsCommand(CLI::App& parent);

// Prints "goeswith: message" to standard error and returns kBadData.
int reportBadData(const std::string& message);

}  // namespace goeswith
