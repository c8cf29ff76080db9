#include "command/shell/option_table.h"

namespace goeswith {
namespace {

std::vector<std::string> split(const std::string& text, char delimiter) {
  std::vector<std::string> parts;
  std::size_t first = 0;
  while (first <= text.size()) {
    const std::size_t end = std::min(text.find(delimiter, first), text.size());
    if (end > first) parts.push_back(text.substr(first, end - first));
    first = end + 1;
  }
  return parts;
}

OptionEntry entryOf(const CLI::Option& option) {
  OptionEntry entry;
  for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
  entry.description = option.get_description();
  entry.fallback = option.get_default_str();
  entry.is_required = option.get_required();
  entry.is_repeated = option.get_expected_max() > 1;
  if (option.get_positional()) {
    entry.argument = option.get_name();
    return entry;
  }
  if (option.get_expected_max() == 0) return entry;  // a flag
  // The type's name, then what each check says of itself, with colons between: "UINT:UINT in [1 - 20]", "TEXT:a|b".
  const std::vector<std::string> words = split(option.get_type_name(), ':');
  entry.argument = words.empty() ? "VALUE" : words.front();
  if (!words.empty() && words.back().find('|') != std::string::npos) {
    entry.argument = words.back();
    entry.choices = split(words.back(), '|');
  }
  return entry;
}

}  // namespace

std::vector<CommandEntry> optionTable(const CLI::App& app) {
  std::vector<CommandEntry> commands;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    if (command->get_group().empty()) continue;  // hidden
    CommandEntry entry{command->get_name(), command->get_description(), command->get_footer(), {}, {}};
    for (const CLI::Option* option : command->get_options()) {
      (option->get_positional() ? entry.positionals : entry.options).push_back(entryOf(*option));
    }
    commands.push_back(std::move(entry));
  }
  return commands;
}

}  // namespace goeswith
