// The `goeswith` command. Results go to standard output, messages and progress to standard error.

#include <csignal>
#include <cstdio>
#include <iostream>
#include <utility>
#include <vector>

#include "command/command_line.h"
#include "command/commands.h"

namespace goeswith {

int reportBadData(const std::string& message) {
  std::cerr << "goeswith: " << message << '\n';
  return kBadData;
}

}  // namespace goeswith

namespace {

// The exit code, unless what was printed is lost.
int writtenOr(int code) {
  std::cout.flush();
  if (std::cout) return code;
  return code == goeswith::kDone ? goeswith::reportBadData("standard output cannot be written; is the disk full?")
                                 : code;
}

}  // namespace

int main(int argc, char** argv) {
  // A file that grows beyond the limit of the shell is an error to report, and no reason to die half-way.
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app("goeswith: what goes with what is in the cart, from past orders, as static files.");
  app.set_version_flag("--version", std::string("goeswith ") + GOESWITH_VERSION);
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, goeswith::Run>> commands;
  for (const auto& add :
       {goeswith::addBuildCommand, goeswith::addScoreCommand, goeswith::addEvalCommand, goeswith::addInspectCommand,
        goeswith::addGenerationsCommand, goeswith::addRollbackCommand, goeswith::addPruneCommand,
        goeswith::addEmailCommand, goeswith::addPrerenderCommand, goeswith::addLayoutsCommand}) {
    const goeswith::Run run = add(app);
    commands.emplace_back(app.get_subcommands({}).back(), run);
  }
  goeswith::finishCommandLine(app);
  if (argc < 2) {
    std::cout << app.help();
    return writtenOr(goeswith::kDone);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are no errors; everything else is a mistake on the command line.
    if (error.get_exit_code() == 0) {
      app.exit(error);
      return writtenOr(goeswith::kDone);
    }
    std::cerr << "goeswith: " << goeswith::describeMistake(app, error) << '\n';
    return goeswith::kBadCommandLine;
  }
  if (const auto code = goeswith::runShellCommand(app)) return writtenOr(*code);
  for (const auto& [command, run] : commands) {
    if (!command->parsed()) continue;
    return writtenOr(run());
  }
  return goeswith::kBadCommandLine;
}
