#include "command/publish/publishing.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <vector>

#include "command/publish/directory_lock.h"
#include "command/publish/generations.h"
#include "command/published/content_name.h"

namespace goeswith {
namespace {

namespace fs = std::filesystem;

// Where files are until they are whole. Only the holder of the lock makes such directories, so the next holder may
// remove all that are there.
constexpr std::string_view kStagingPrefix = ".goeswith-new-";
constexpr std::size_t kRandomLetters = 6;

std::span<const std::uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Creates a directory and those above it; `created` lists the new ones, the outermost first.
tl::expected<void, FileError> createDirectories(const fs::path& path, std::vector<std::string>& created) {
  std::error_code code;
  if (fs::is_directory(path, code)) return {};
  if (fs::exists(path, code)) return fileError(path.string(), "is no directory; name another one");
  if (path.has_parent_path() && path.parent_path() != path) {
    if (auto above = createDirectories(path.parent_path(), created); !above) return above;
  }
  if (path.filename().empty()) return {};  // it ended in a slash
  if (::mkdir(path.c_str(), 0777) == 0) {
    created.push_back(path.string());
    if (auto flushed = flushDirectory(path.has_parent_path() ? path.parent_path().string() : "."); !flushed) {
      return flushed;
    }
  } else if (errno != EEXIST) {
    return systemError(path.string(), "cannot be created");
  }
  return {};
}

tl::expected<void, FileError> removeStaleStaging(const std::string& directory) {
  std::error_code code;
  std::vector<fs::path> stale;
  fs::directory_iterator entry(directory, code);
  for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(kStagingPrefix) && name.size() == kStagingPrefix.size() + kRandomLetters) {
      stale.push_back(entry->path());
    }
  }
  for (const fs::path& path : stale) {
    if (!code) fs::remove_all(path, code);
  }
  if (code) return fileError(directory, "cannot be cleared of what a killed build left: " + code.message());
  return {};
}

// Flushes everything that was written to the file system that `path` is on: much faster than file by file when they are
// many.
tl::expected<void, FileError> flushDirectoryContent(const std::string& path, const std::vector<FileRecord>& files) {
#ifdef __linux__
  (void)files;
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.number() < 0 || ::syncfs(directory.number()) != 0) {
    return systemError(path, "cannot be flushed to the disk");
  }
  return {};
#else
  for (const FileRecord& file : files) {
    const Descriptor written(::open((path + "/" + file.name).c_str(), O_RDONLY | O_CLOEXEC));
    if (written.number() < 0 || ::fsync(written.number()) != 0) {
      return systemError(path + "/" + file.name, "cannot be flushed to the disk");
    }
  }
  return flushDirectory(path);
#endif
}

tl::expected<void, FileError> renameTo(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return systemError(to, "cannot be put in place");
  return {};
}

bool holds(const std::string& path, std::uint64_t size, std::uint64_t hash) {
  if (fileSize(path) != size) return false;
  const auto bytes = readFile(path);
  return bytes && bytes->size() == size && contentHash(*bytes) == hash;
}

}  // namespace

struct Publication::State {
  std::string directory;  // without symbolic links, so that it stays the same directory throughout
  std::vector<std::string> created_directories;
  std::optional<DirectoryLock> lock;
  std::string staging;
  std::vector<FileRecord> staged_files;
  std::vector<std::pair<std::string, std::vector<FileRecord>>> staged_directories;
  // Paths that were not there before. They go again when publishing fails.
  std::vector<std::string> placed;
  bool is_published = false;

  ~State() {
    std::error_code code;
    if (!staging.empty()) fs::remove_all(staging, code);
    if (is_published) return;
    for (const std::string& path : placed) fs::remove_all(path, code);
    lock.reset();
    for (auto path = created_directories.rbegin(); path != created_directories.rend(); ++path) {
      ::rmdir(path->c_str());  // keeps those that somebody has put something into
    }
  }

  std::string pathOf(const std::string& name) const { return directory + "/" + name; }
  std::string stagedPathOf(const std::string& name) const { return staging + "/" + name; }

  tl::expected<void, FileError> placeFile(const FileRecord& file);
  tl::expected<void, FileError> placeDirectory(const std::string& name, const std::vector<FileRecord>& files);
  tl::expected<void, FileError> placeText(const std::string& name, const std::string& text);
};

// A file that is there already stays as it is, with its time, unless it is damaged.
tl::expected<void, FileError> Publication::State::placeFile(const FileRecord& file) {
  const std::string path = pathOf(file.name);
  if (holds(path, file.size, file.hash)) return {};
  struct stat status {};
  const bool is_new = ::lstat(path.c_str(), &status) != 0;
  if (auto renamed = renameTo(stagedPathOf(file.name), path); !renamed) return renamed;
  if (is_new) placed.push_back(path);
  return {};
}

tl::expected<void, FileError> Publication::State::placeDirectory(const std::string& name,
                                                                 const std::vector<FileRecord>& files) {
  const std::string path = pathOf(name);
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (auto renamed = renameTo(stagedPathOf(name), path); !renamed) return renamed;
    placed.push_back(path);
    return {};
  }
  // An earlier generation had the same shards. Those that are missing or damaged are put right one by one.
  for (const FileRecord& file : files) {
    const std::string shard = path + "/" + file.name;
    if (holds(shard, file.size, file.hash)) continue;
    if (auto renamed = renameTo(stagedPathOf(name) + "/" + file.name, shard); !renamed) return renamed;
  }
  return flushDirectory(path);
}

tl::expected<void, FileError> Publication::State::placeText(const std::string& name, const std::string& text) {
  if (auto written = writeNewFile(stagedPathOf(name), bytesOf(text), Flush::now); !written) return written;
  return placeFile({name, text.size(), contentHash(bytesOf(text))});
}

Publication::Publication(std::unique_ptr<State> state) : state_(std::move(state)) {}
Publication::~Publication() = default;
Publication::Publication(Publication&&) noexcept = default;

tl::expected<Publication, FileError> Publication::begin(const std::string& directory) {
  auto state = std::make_unique<State>();
  if (auto created = createDirectories(directory, state->created_directories); !created) {
    return tl::unexpected(created.error());
  }
  std::error_code code;
  state->directory = fs::canonical(directory, code).string();
  if (code) return fileError(directory, "cannot be opened: " + code.message());
  auto lock = DirectoryLock::take(state->directory);
  if (!lock) return tl::unexpected(lock.error());
  state->lock.emplace(std::move(*lock));
  if (const auto generations = readGenerations(state->directory); !generations) {
    return tl::unexpected(generations.error());
  }
  if (auto removed = removeStaleStaging(state->directory); !removed) return tl::unexpected(removed.error());
  std::string staging = state->directory + "/" + std::string(kStagingPrefix) + std::string(kRandomLetters, 'X');
  if (::mkdtemp(staging.data()) == nullptr) return systemError(state->directory, "cannot be written to");
  state->staging = staging;
  return Publication(std::move(state));
}

tl::expected<std::string, FileError> Publication::addFile(std::string_view kind, std::string_view extension,
                                                          std::span<const std::uint8_t> bytes, const Check& check) {
  const FileRecord file{fileContentName(kind, contentHash(bytes), extension), bytes.size(), contentHash(bytes)};
  assert(isContentName(file.name));
  const std::string path = state_->stagedPathOf(file.name);
  auto& staged = state_->staged_files;
  if (std::find(staged.begin(), staged.end(), file) != staged.end()) return file.name;
  if (auto written = writeNewFile(path, bytes, Flush::now); !written) return tl::unexpected(written.error());
  const auto back = readFile(path);
  if (!back) return tl::unexpected(back.error());
  if (!std::equal(back->begin(), back->end(), bytes.begin(), bytes.end())) {
    return fileError(path, "reads back other bytes than were written; check the disk");
  }
  if (check) {
    if (const auto checked = check(*back); !checked) return fileError(path, checked.error());
  }
  staged.push_back(file);
  return file.name;
}

tl::expected<std::string, FileError> Publication::addDirectory(std::string_view kind, const ProduceShards& produce) {
  const std::string path = state_->stagedPathOf("directory");
  if (::mkdir(path.c_str(), 0755) != 0) return systemError(path, "cannot be created");
  if (::chmod(path.c_str(), 0755) != 0) return systemError(path, "cannot be made readable");
  std::vector<FileRecord> files;
  const auto write = [&](const std::string& name,
                         std::span<const std::uint8_t> bytes) -> tl::expected<void, FileError> {
    assert(isShardName(name));
    if (auto written = writeNewFile(path + "/" + name, bytes, Flush::later); !written) return written;
    files.push_back({name, bytes.size(), contentHash(bytes)});
    return {};
  };
  if (auto produced = produce(write); !produced) return tl::unexpected(produced.error());
  if (auto flushed = flushDirectoryContent(path, files); !flushed) return tl::unexpected(flushed.error());
  for (const FileRecord& file : files) {
    if (!holds(path + "/" + file.name, file.size, file.hash)) {
      return fileError(path + "/" + file.name, "reads back other bytes than were written; check the disk");
    }
  }
  const std::string name = directoryContentName(kind, files);
  assert(isContentName(name));
  if (auto renamed = renameTo(path, state_->stagedPathOf(name)); !renamed) return tl::unexpected(renamed.error());
  state_->staged_directories.emplace_back(name, std::move(files));
  return name;
}

tl::expected<PublishedGeneration, FileError> Publication::finish(const nlohmann::ordered_json& content) {
  State& state = *state_;
  for (const FileRecord& file : state.staged_files) {
    if (auto placed = state.placeFile(file); !placed) return tl::unexpected(placed.error());
  }
  for (const auto& [name, files] : state.staged_directories) {
    if (auto placed = state.placeDirectory(name, files); !placed) return tl::unexpected(placed.error());
  }

  const auto generations = readGenerations(state.directory);
  if (!generations) return tl::unexpected(generations.error());
  const auto& current = generations->current;
  if (generations->next() > kMaxGeneration) {
    return fileError(state.directory, "has no number left for another generation; publish to a new directory");
  }
  Manifest manifest = makeManifest(content, generations->next(), current ? current->id : "");
  if (current && current->content == manifest.content && generations->find(current->id) != nullptr) {
    if (auto flushed = flushDirectory(state.directory); !flushed) return tl::unexpected(flushed.error());
    state.is_published = true;
    return PublishedGeneration{*current, false};
  }
  // The generation that is about to be replaced was published by a version that stored none, or copied here alone.
  if (current && generations->find(current->id) == nullptr && checkGeneration(state.directory, *current)) {
    if (auto placed = state.placeText(current->storedName(), current->text); !placed) {
      return tl::unexpected(placed.error());
    }
  }
  if (auto placed = state.placeText(manifest.storedName(), manifest.text); !placed) {
    return tl::unexpected(placed.error());
  }
  if (auto flushed = flushDirectory(state.directory); !flushed) return tl::unexpected(flushed.error());
  if (auto placed = state.placeText(kManifestName, manifest.text); !placed) return tl::unexpected(placed.error());
  state.is_published = true;  // what it names must stay from here on
  if (auto flushed = flushDirectory(state.directory); !flushed) return tl::unexpected(flushed.error());
  return PublishedGeneration{std::move(manifest), true};
}

tl::expected<void, FileError> restoreGeneration(const std::string& directory, const Manifest& manifest) {
  const std::string staged = directory + "/" + std::string(kStagingPrefix) + std::string(kRandomLetters, '0');
  ::unlink(staged.c_str());
  auto restored = writeNewFile(staged, bytesOf(manifest.text), Flush::now);
  if (restored) restored = renameTo(staged, directory + "/" + kManifestName);
  if (restored) return flushDirectory(directory);
  ::unlink(staged.c_str());
  return restored;
}

}  // namespace goeswith
