// The `goeswith` command. Results go to standard output, messages and progress to standard error.

#include <csignal>
#include <cstdio>
#include <iostream>
#include <utility>
#include <vector>

#include "command/commands.h"

namespace goeswith {

int reportBadData(const std::string& message) {
  std::cerr << "goeswith: " << message << '\n';
  return kBadData;
}

}  // namespace goeswith

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
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are no errors; everything else is a mistake on the command line.
    return app.exit(error) == 0 ? goeswith::kDone : goeswith::kBadCommandLine;
  }
  for (const auto& [command, run] : commands) {
    if (!command->parsed()) continue;
    const int code = run();
    std::cout.flush();
    if (!std::cout) return goeswith::reportBadData("standard output cannot be written; is the disk full?");
    return code;
  }
  return goeswith::kBadCommandLine;
}
