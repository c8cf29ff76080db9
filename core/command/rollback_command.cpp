// goeswith rollback: an older generation serves again.

#include <iostream>
#include <memory>

#include "command/commands.h"
#include "command/publish/directory_lock.h"
#include "command/publish/generations.h"
#include "command/publish/publishing.h"
#include "command/published/published_table.h"

namespace goeswith {
namespace {

struct Options {
  std::string directory;
  std::string generation;
};

std::string listForMessage(const Generations& generations) {
  std::string list;
  for (const Manifest& manifest : generations.stored) {
    list += (list.empty() ? "" : ", ") + std::to_string(manifest.generation) + " (" + manifest.id + ")";
  }
  return list.empty() ? "none" : list;
}

// The generation that the user means: by number or id, or the one before the current.
tl::expected<const Manifest*, std::string> choose(const Generations& generations, const std::string& named) {
  const std::string known = "; kept are: " + listForMessage(generations);
  if (named.empty()) {
    if (!generations.current) {
      return tl::make_unexpected("has no manifest.json to go back from; name a generation" + known);
    }
    if (generations.current->previous.empty()) {
      return tl::make_unexpected("its current generation is the first, or does not know the one before it" + known);
    }
    const Manifest* previous = generations.find(generations.current->previous);
    if (previous == nullptr) {
      return tl::make_unexpected("the generation before the current one is no longer kept" + known);
    }
    return previous;
  }
  const Manifest* chosen = nullptr;
  for (const Manifest& manifest : generations.stored) {
    if (manifest.id != named && std::to_string(manifest.generation) != named) continue;
    if (chosen != nullptr) {
      return tl::make_unexpected("several generations have the number " + named + "; name its id" + known);
    }
    chosen = &manifest;
  }
  if (chosen == nullptr) return tl::make_unexpected("has no generation '" + named + "'" + known);
  return chosen;
}

int run(const Options& options) {
  const std::string& directory = options.directory;
  // Read before the lock is taken: what is no directory has nothing to lock.
  if (const auto readable = readGenerations(directory); !readable) return reportBadData(readable.error().message);
  const auto lock = DirectoryLock::take(directory);
  if (!lock) return reportBadData(lock.error().message);
  const auto generations = readGenerations(directory);
  if (!generations) return reportBadData(generations.error().message);
  const auto chosen = choose(*generations, options.generation);
  if (!chosen) return reportBadData(directory + ": " + chosen.error());
  const Manifest& manifest = **chosen;
  if (const auto checked = checkGeneration(directory, manifest); !checked) {
    return reportBadData(checked.error().message + "; nothing was changed");
  }
  const auto opened = PublishedTable::open(directory + "/" + manifest.storedName());
  if (!opened) return reportBadData(opened.error().message + "; nothing was changed");
  if (const auto restored = restoreGeneration(directory, manifest); !restored) {
    return reportBadData(restored.error().message);
  }
  std::cout << "generation " << manifest.generation << " (" << manifest.id << ") serves again\n";
  return kDone;
}

}  // namespace

Run addRollbackCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("rollback", "Put an older generation back, after checking its files");
  command->add_option("DIR", options->directory, "A published directory")->required();
  command->add_option("GENERATION", options->generation,
                      "Its number or id, as goeswith generations lists them; without it, the one before the current");
  return [options] { return run(*options); };
}

}  // namespace goeswith
