#include "command/publish/generations.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>

#include "command/published/content_name.h"

namespace goeswith {
namespace {

namespace fs = std::filesystem;

std::string join(const std::string& directory, const std::string& name) {
  return (fs::path(directory) / name).string();
}

// The names in a directory, sorted.
tl::expected<std::vector<std::string>, FileError> listNames(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code code;
  fs::directory_iterator entry(directory, code);
  for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
    names.push_back(entry->path().filename().string());
  }
  if (code) return fileError(directory, "cannot be read: " + code.message());
  std::sort(names.begin(), names.end());
  return names;
}

// The generations that stay: the current one and what it goes back to, and the newest by number.
std::set<std::string> chooseKept(const Generations& generations, std::uint32_t keep) {
  std::set<std::string> kept;
  const Manifest* manifest = generations.current ? &*generations.current : nullptr;
  for (std::uint32_t count = 0; manifest != nullptr && count < keep; ++count) {
    if (!kept.insert(manifest->id).second) break;
    manifest = generations.find(manifest->previous);
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(keep, generations.stored.size()); ++i) {
    kept.insert(generations.stored[i].id);
  }
  return kept;
}

// A table or a directory of shards that no manifest names, by its name and its content.
bool isOrphan(const std::string& directory, const std::string& name) {
  if (!isContentName(name) || isStoredManifestName(name)) return false;
  if (fs::is_symlink(fs::symlink_status(join(directory, name)))) return false;
  return checkContent(directory, name).has_value();
}

class Remover {
 public:
  Remover(const std::string& directory, bool dry_run, Pruned& pruned)
      : directory_(directory), dry_run_(dry_run), pruned_(pruned) {}

  // What is no longer there is no error: an earlier call may have been killed.
  tl::expected<void, FileError> remove(const std::string& name) {
    const std::string path = join(directory_, name);
    std::error_code code;
    const fs::file_status status = fs::symlink_status(path, code);
    if (!fs::exists(status)) return {};
    Pruned::Entry entry{name};
    if (!fs::is_directory(status)) {
      if (auto removed = removeFile(path, entry); !removed) return removed;
    } else {
      const auto names = listNames(path);
      if (!names) return tl::unexpected(names.error());
      bool has_foreign = false;
      for (const std::string& shard : *names) {
        if (!isShardName(shard)) {
          has_foreign = true;
        } else if (auto removed = removeFile(join(path, shard), entry); !removed) {
          return removed;
        }
      }
      if (has_foreign) {
        pruned_.not_empty.push_back(name);
      } else if (!dry_run_ && ::rmdir(path.c_str()) != 0) {
        return systemError(path, "cannot be removed");
      }
    }
    if (entry.files > 0) pruned_.removed.push_back(entry);
    return {};
  }

 private:
  tl::expected<void, FileError> removeFile(const std::string& path, Pruned::Entry& entry) {
    const std::uint64_t size = fileSize(path);
    if (!dry_run_ && ::unlink(path.c_str()) != 0 && errno != ENOENT) return systemError(path, "cannot be removed");
    ++entry.files;
    entry.bytes += size;
    return {};
  }

  const std::string& directory_;
  bool dry_run_;
  Pruned& pruned_;
};

}  // namespace

const Manifest* Generations::find(const std::string& id) const {
  const auto found = std::find_if(stored.begin(), stored.end(), [&](const Manifest& one) { return one.id == id; });
  return found == stored.end() ? nullptr : &*found;
}

std::uint64_t Generations::next() const {
  std::uint64_t newest = current ? current->generation : 0;
  for (const Manifest& manifest : stored) newest = std::max(newest, manifest.generation);
  return newest + 1;
}

tl::expected<Generations, FileError> readGenerations(const std::string& directory) {
  Generations generations;
  const auto names = listNames(directory);
  if (!names) return tl::unexpected(names.error());
  for (const std::string& name : *names) {
    const bool is_current = name == kManifestName;
    if (!is_current && !isStoredManifestName(name)) continue;
    const std::string path = join(directory, name);
    const auto bytes = readFile(path);
    if (!bytes) return tl::unexpected(bytes.error());
    auto manifest = parseManifest({bytes->begin(), bytes->end()});
    if (is_current) {
      if (!manifest) return fileError(path, manifest.error() + ", or remove this file");
      generations.current = std::move(*manifest);
    } else if (manifest && manifest->storedName() == name) {
      generations.stored.push_back(std::move(*manifest));
    } else {
      generations.damaged.push_back(name);
    }
  }
  std::sort(generations.stored.begin(), generations.stored.end(), [](const Manifest& a, const Manifest& b) {
    return a.generation != b.generation ? a.generation > b.generation : a.id < b.id;
  });
  return generations;
}

tl::expected<void, FileError> checkGeneration(const std::string& directory, const Manifest& manifest) {
  for (const std::string& name : manifest.files) {
    if (auto checked = checkContent(directory, name); !checked) return checked;
  }
  return {};
}

tl::expected<Pruned, FileError> pruneGenerations(const std::string& directory, const PruneOptions& options) {
  const auto generations = readGenerations(directory);
  if (!generations) return tl::unexpected(generations.error());
  if (!generations->current) {
    return fileError(join(directory, kManifestName),
                     "is missing, so nothing says what is current; goeswith rollback puts a generation back");
  }
  Pruned pruned;
  const std::set<std::string> kept = chooseKept(*generations, options.keep);
  std::set<std::string> named(generations->current->files.begin(), generations->current->files.end());
  for (const Manifest& manifest : generations->stored) {
    if (!kept.contains(manifest.id)) continue;
    pruned.kept.push_back(manifest.id);
    named.insert(manifest.files.begin(), manifest.files.end());
  }

  Remover remover(directory, options.dry_run, pruned);
  std::set<std::string> looked_at;
  // The oldest first, each with its manifest last, which is what says what else is to go.
  for (auto manifest = generations->stored.rbegin(); manifest != generations->stored.rend(); ++manifest) {
    if (kept.contains(manifest->id)) continue;
    for (const std::string& name : manifest->files) {
      if (named.contains(name) || !isContentName(name) || !looked_at.insert(name).second) continue;
      if (auto removed = remover.remove(name); !removed) return tl::unexpected(removed.error());
    }
    if (auto removed = remover.remove(manifest->storedName()); !removed) return tl::unexpected(removed.error());
    pruned.gone.insert(pruned.gone.begin(), manifest->id);
  }
  if (options.orphans) {
    const auto names = listNames(directory);
    if (!names) return tl::unexpected(names.error());
    for (const std::string& name : *names) {
      if (named.contains(name) || looked_at.contains(name) || !isOrphan(directory, name)) continue;
      if (auto removed = remover.remove(name); !removed) return tl::unexpected(removed.error());
    }
  }
  if (!options.dry_run) {
    if (auto flushed = flushDirectory(directory); !flushed) return tl::unexpected(flushed.error());
  }
  return pruned;
}

}  // namespace goeswith
