#include "command/command_line.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <string_view>
#include <vector>

#include "command/commands.h"
#include "command/shell/completions.h"
#include "command/shell/manual.h"
#include "command/shell/option_table.h"
#include "mine/text/input_text.h"
#include "mine/text/near_miss.h"

namespace goeswith {
namespace {

struct Example {
  const char* command;
  const char* line;
};
constexpr Example kExamples[] = {
    {"build", "goeswith build orders.csv --items items.csv --shards auto -o public/goeswith"},
    {"score", "goeswith score public/goeswith 85123A 22470 --placement cart --why"},
    {"eval", "goeswith eval orders.csv --split temporal --report eval.html"},
    {"inspect", "goeswith inspect public/goeswith"},
    {"generations", "goeswith generations public/goeswith"},
    {"rollback", "goeswith rollback public/goeswith 5"},
    {"prune", "goeswith prune public/goeswith --keep 10 --dry-run"},
    {"email", "goeswith email public/goeswith --cart 85123A,22470 --base-url https://shop.example/ -o mail"},
    {"prerender", "goeswith prerender public/goeswith --layout list -o fragments"},
    {"help", "goeswith help build"},
};

// "; did you mean "build"?" of names that must live until the call returns.
std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return didYouMean(word, candidates);
}

std::string unknownCommand(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CommandEntry& command : optionTable(app)) names.push_back(command.name);
  return "there is no command " + quotedForMessage(word) + nearest(word, names) + "; goeswith help lists them";
}

}  // namespace

void finishCommandLine(CLI::App& app) {
  app.set_config("--config", "", "Options as a TOML file, a section a command: [build] items = \"items.csv\"")
      ->type_name("FILE");
  app.allow_config_extras(CLI::config_extras_mode::error);
  for (CLI::App* command : app.get_subcommands(nullptr)) {
    command->fallthrough();  // to --config
    for (CLI::Option* option : command->get_options()) {
      // Else "--columns order=id orders.csv" would swallow the file. A list is given between commas, or word by word.
      if (!option->get_positional() && option->get_expected_max() > 1) option->allow_extra_args(false);
    }
  }
  app.add_subcommand("help", "Show the commands, or the options of one")->add_option("COMMAND", "The command");
  app.add_subcommand("completions", "Print a shell's completions")
      ->group("")
      ->add_option("SHELL", "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app.add_subcommand("manual", "Print the manual as a page for man")->group("");
  for (const auto& [name, line] : kExamples) {
    app.get_subcommand(name)->footer(std::string("Example:\n  ") + line);
  }
  app.footer(
      "\nExamples:\n  goeswith build orders.csv --items items.csv -o public/goeswith\n"
      "  goeswith score public/goeswith 85123A\n  goeswith help build\n");
}

std::optional<int> runShellCommand(const CLI::App& app) {
  const CLI::App* help = app.get_subcommand("help");
  if (help->parsed()) {
    const auto words = help->get_option("COMMAND")->results();
    if (words.empty()) {
      std::cout << app.get_formatter()->make_help(&app, "goeswith", CLI::AppFormatMode::Normal);
      return kDone;
    }
    const auto named =
        app.get_subcommands([&](const CLI::App* command) { return command->get_name() == words.front(); });
    if (named.empty()) {
      std::cerr << "goeswith: " << unknownCommand(app, words.front()) << '\n';
      return kBadCommandLine;
    }
    std::cout << named.front()->help("goeswith " + words.front());
    return kDone;
  }
  if (const CLI::App* completions = app.get_subcommand("completions"); completions->parsed()) {
    const std::string shell = completions->get_option("SHELL")->results().front();
    const std::vector<CommandEntry> commands = optionTable(app);
    std::cout << (shell == "bash"  ? bashCompletions(commands)
                  : shell == "zsh" ? zshCompletions(commands)
                                   : fishCompletions(commands));
    return kDone;
  }
  if (app.get_subcommand("manual")->parsed()) {
    std::cout << manualPage(optionTable(app));
    return kDone;
  }
  return std::nullopt;
}

std::string describeMistake(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<CLI::App*> given = app.get_subcommands();
  const std::vector<std::string> left_over = app.remaining(true);
  if (given.empty()) {
    return left_over.empty() || left_over.front().starts_with("-") ? std::string(error.what())
                                                                   : unknownCommand(app, left_over.front());
  }
  const std::string name = given.front()->get_name();
  const std::string way_out = "; goeswith help " + name + " shows what there is";
  // A missing option may be one that was misspelt.
  for (const std::string& word : left_over) {
    if (!word.starts_with("-") || word == "-") continue;
    const std::string option = word.substr(0, word.find('='));
    std::vector<std::string> names;
    for (const CLI::Option* known : given.front()->get_options()) {
      for (const std::string& known_name : known->get_lnames()) names.push_back("--" + known_name);
    }
    return name + ": there is no option " + quotedForMessage(option) + nearest(option, names) + way_out;
  }
  return name + ": " + error.what() + way_out;
}

}  // namespace goeswith
