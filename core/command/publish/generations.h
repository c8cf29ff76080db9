// Generations: what was published to a directory, now and before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "command/files/files.h"
#include "command/published/manifest.h"

namespace goeswith {

struct Generations {
  // The content of manifest.json; none when there is no such file.
  std::optional<Manifest> current;
  // The manifests that are kept, the newest first: by generation, then by id.
  std::vector<Manifest> stored;
  // Names of kept manifests that are none any more, and that nothing is done with.
  std::vector<std::string> damaged;

  // The kept manifest of this id; null when there is none.
  const Manifest* find(const std::string& id) const;
  // The number that the next generation takes; one more than all before.
  std::uint64_t next() const;
};

// Reads the manifests in a directory, those that are missing apart. Fails when manifest.json is none of ours.
tl::expected<Generations, FileError> readGenerations(const std::string& directory);

// Checks that all files of a generation are there and hold what their names say.
tl::expected<void, FileError> checkGeneration(const std::string& directory, const Manifest& manifest);

struct Pruned {
  struct Entry {
    std::string name;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
  };
  std::vector<Entry> removed;
  // Ids of the generations that go and that stay, the newest first.
  std::vector<std::string> gone;
  std::vector<std::string> kept;
  // Directories that hold foreign files and therefore stay, emptied of ours.
  std::vector<std::string> not_empty;
};

struct PruneOptions {
  // How many generations stay, at least 1: the current one and those that it goes back to, and also the newest ones,
  // which matters after a rollback.
  std::uint32_t keep = 3;
  // Also what no manifest names: what is left of a build that was killed at the last moment, or is being copied now.
  bool orphans = false;
  bool dry_run = false;
};

// Removes the files that only generations which go have named, then their manifests. Killed in between, the next call
// goes on. Never touches files that are not ours. The caller holds the lock, but for a dry run.
tl::expected<Pruned, FileError> pruneGenerations(const std::string& directory, const PruneOptions& options);

}  // namespace goeswith
