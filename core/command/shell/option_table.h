// OptionTable: the command line as CLI11 knows it, in the few words that help, completions and the manual need.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace goeswith {

struct OptionEntry {
  std::vector<std::string> names;    // "-o", "--output"; empty for a positional argument
  std::string argument;              // "DIR", "auto|always|never"; empty for a flag. The name of a positional one
  std::vector<std::string> choices;  // "auto", "always", "never"; empty where any text goes
  std::string description;
  std::string fallback;  // the default as help shows it
  bool is_required = false;
  bool is_repeated = false;
};

struct CommandEntry {
  std::string name;
  std::string description;
  std::string example;  // one command or several, a line each
  std::vector<OptionEntry> positionals;
  std::vector<OptionEntry> options;
};

// The subcommands that help lists, in its order.
std::vector<CommandEntry> optionTable(const CLI::App& app);

}  // namespace goeswith
