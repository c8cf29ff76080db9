#include "command/shell/completions.h"

namespace goeswith {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string commandNames(const std::vector<CommandEntry>& commands) {
  std::vector<std::string> names;
  for (const CommandEntry& command : commands) names.push_back(command.name);
  return joined(names, " ");
}

// The text within single quotes of bash, zsh and fish.
std::string inQuotes(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\"'\"'";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace

std::string bashCompletions(const std::vector<CommandEntry>& commands) {
  std::string script =
      "# goeswith completions bash: source this, or store it as /etc/bash_completion.d/goeswith.\n"
      "_goeswith() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=\n"
      "  if (( COMP_CWORD == 1 )); then\n"
      "    COMPREPLY=($(compgen -W '" +
      commandNames(commands) +
      "' -- \"$word\"))\n    return\n  fi\n"
      "  case ${COMP_WORDS[1]},$before in\n";
  for (const CommandEntry& command : commands) {
    for (const OptionEntry& option : command.options) {
      if (option.choices.empty()) continue;
      std::vector<std::string> patterns;
      for (const std::string& name : option.names) patterns.push_back(command.name + "," + name);
      script += "    " + joined(patterns, "|") + ") COMPREPLY=($(compgen -W '" + joined(option.choices, " ") +
                "' -- \"$word\")); return ;;\n";
    }
  }
  script += "  esac\n  case ${COMP_WORDS[1]} in\n    help) options='" + commandNames(commands) + "' ;;\n";
  for (const CommandEntry& command : commands) {
    std::vector<std::string> names;
    for (const OptionEntry& option : command.options)
      names.insert(names.end(), option.names.begin(), option.names.end());
    if (command.name != "help") script += "    " + command.name + ") options='" + joined(names, " ") + "' ;;\n";
  }
  return script +
         "  esac\n"
         "  if [[ $word == -* || ${COMP_WORDS[1]} == help ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _goeswith goeswith\n";
}

std::string zshCompletions(const std::vector<CommandEntry>& commands) {
  std::string script =
      "#compdef goeswith\n"
      "# goeswith completions zsh: store this as _goeswith in a directory of $fpath.\n"
      "_goeswith() {\n"
      "  local -a commands=(\n";
  for (const CommandEntry& command : commands) {
    script += "    " + inQuotes(command.name + ":" + command.description) + "\n";
  }
  script +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n";
  for (const CommandEntry& command : commands) {
    script += "    " + command.name + ")\n      _arguments -S";
    for (const OptionEntry& option : command.options) {
      for (const std::string& name : option.names) {
        // Brackets and colons part the fields of a specification.
        std::string description;
        for (const char c : option.description) {
          if (c == '[' || c == ']' || c == ':') description += '\\';
          description += c;
        }
        std::string specification = "*" + name + "[" + description + "]";
        if (!option.choices.empty()) {
          specification += ":choice:(" + joined(option.choices, " ") + ")";
        } else if (!option.argument.empty()) {
          specification += ":" + option.argument + ":_files";
        }
        script += " \\\n        " + inQuotes(specification);
      }
    }
    script += " \\\n        '*:file:_files' ;;\n";
  }
  return script + "  esac\n}\n_goeswith \"$@\"\n";
}

std::string fishCompletions(const std::vector<CommandEntry>& commands) {
  std::string script = "# goeswith completions fish: store this as ~/.config/fish/completions/goeswith.fish.\n";
  for (const CommandEntry& command : commands) {
    script += "complete -c goeswith -n __fish_use_subcommand -f -a " + command.name + " -d " +
              inQuotes(command.description) + "\n";
    for (const OptionEntry& option : command.options) {
      script += "complete -c goeswith -n '__fish_seen_subcommand_from " + command.name + "'";
      for (const std::string& name : option.names) {
        script += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (!option.choices.empty()) {
        script += " -x -a " + inQuotes(joined(option.choices, " "));
      } else if (!option.argument.empty()) {
        script += " -r";
      }
      script += " -d " + inQuotes(option.description) + "\n";
    }
  }
  return script;
}

}  // namespace goeswith
