// CommandLine: what the whole command line has in common, and the commands about it: help, completions, manual.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

namespace goeswith {

// Adds `help`, `completions` and `manual` (the last two are hidden), --config for all commands, and the rule that an
// option takes one word. Call it when all other commands have been added.
void finishCommandLine(CLI::App& app);

// Runs the command that finishCommandLine() has added and that was given; its exit code, or nothing when another one
// was given.
std::optional<int> runShellCommand(const CLI::App& app);

// The mistake of a command line that did not parse: the word, and the nearest right one where there is one.
std::string describeMistake(const CLI::App& app, const CLI::ParseError& error);

}  // namespace goeswith
