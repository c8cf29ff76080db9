// goeswith prune: removes generations that no page can still be using.

#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>

#include "command/commands.h"
#include "command/publish/directory_lock.h"
#include "command/publish/generations.h"
#include "mine/text/thousands.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string directory;
  PruneOptions prune;
  bool json = false;
};

Json reportOf(const Pruned& pruned, bool dry_run) {
  auto removed = Json::array();
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  for (const Pruned::Entry& entry : pruned.removed) {
    removed.push_back({{"name", entry.name}, {"files", entry.files}, {"bytes", entry.bytes}});
    files += entry.files;
    bytes += entry.bytes;
  }
  return {{"dry_run", dry_run}, {"generations", pruned.gone},    {"kept", pruned.kept},          {"files", files},
          {"bytes", bytes},     {"removed", std::move(removed)}, {"not_empty", pruned.not_empty}};
}

void printReport(const Json& report) {
  const char* done = report["dry_run"] ? "would be removed" : "removed";
  for (const Json& entry : report["removed"]) {
    std::cout << std::right << std::setw(14) << withThousands(entry["bytes"].get<std::uint64_t>()) << "  "
              << entry["name"].get<std::string>() << '\n';
  }
  for (const Json& name : report["not_empty"]) {
    std::cout << std::right << std::setw(14) << ""
              << "  " << name.get<std::string>() << " holds files that are not of goeswith, and stays\n";
  }
  std::cout << report["generations"].size() << " generations, " << withThousands(report["files"].get<std::uint64_t>())
            << " files, " << withThousands(report["bytes"].get<std::uint64_t>()) << " bytes " << done << "; "
            << report["kept"].size() << " generations kept\n";
}

int run(const Options& options) {
  // Read before the lock is taken: what is no directory has nothing to lock.
  if (const auto readable = readGenerations(options.directory); !readable) {
    return reportBadData(readable.error().message);
  }
  std::optional<DirectoryLock> lock;
  if (!options.prune.dry_run) {
    auto taken = DirectoryLock::take(options.directory);
    if (!taken) return reportBadData(taken.error().message);
    lock.emplace(std::move(*taken));
  }
  const auto pruned = pruneGenerations(options.directory, options.prune);
  if (!pruned) return reportBadData(pruned.error().message);
  const Json report = reportOf(*pruned, options.prune.dry_run);
  if (options.json) {
    std::cout << report.dump() << '\n';
  } else {
    printReport(report);
  }
  return kDone;
}

}  // namespace

Run addPruneCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("prune", "Remove old generations from a published directory");
  command->add_option("DIR", options->directory, "A published directory")->required();
  command
      ->add_option("--keep", options->prune.keep,
                   "How many generations stay: the current one and those before it, and the newest ones")
      ->check(CLI::Range(1u, 1'000'000u))
      ->capture_default_str();
  command->add_flag("--orphans", options->prune.orphans,
                    "Also remove tables and shards that no manifest names: of a killed build, or being copied now");
  command->add_flag("--dry-run", options->prune.dry_run, "Only say what would be removed");
  command->add_flag("--json", options->json, "One JSON object");
  return [options] { return run(*options); };
}

}  // namespace goeswith
