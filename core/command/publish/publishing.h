// Publication: puts a generation of files into a directory that a web server serves meanwhile.
//
// Everything is written under a directory of its own, flushed to the disk and read back. Then it is renamed to its
// place under names that hold a hash of the content, then the manifest is stored under such a name, and last
// manifest.json is replaced. Whoever reads the directory, also after the process was killed or the machine lost power
// at any point, finds the generation before or the new one, whole. Nothing of earlier generations is removed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "command/files/files.h"
#include "command/published/manifest.h"

namespace goeswith {

struct PublishedGeneration {
  Manifest manifest;
  // False: the same was current already, and nothing was changed.
  bool is_new = false;
};

class Publication {
 public:
  // Takes the directory's lock, creates the directory when it is missing, and removes what killed builds have left
  // half-written. Fails when another process publishes there, or when manifest.json is somebody else's.
  static tl::expected<Publication, FileError> begin(const std::string& directory);
  // Unless finish() has succeeded, removes what was added, and the directory if begin() has made it.
  ~Publication();
  Publication(Publication&&) noexcept;

  // Says what is wrong with bytes that were read back.
  using Check = std::function<tl::expected<void, std::string>(std::span<const std::uint8_t> bytes)>;

  // Adds a file and returns its name, "KIND-<hash>.EXTENSION"; both are of lower-case letters. `check` sees the bytes
  // as they were read back.
  tl::expected<std::string, FileError> addFile(std::string_view kind, std::string_view extension,
                                               std::span<const std::uint8_t> bytes, const Check& check = {});

  // Writes one file of a directory; names are as isShardName() wants them, and come once.
  using WriteShard =
      std::function<tl::expected<void, FileError>(const std::string& name, std::span<const std::uint8_t> bytes)>;
  using ProduceShards = std::function<tl::expected<void, FileError>(const WriteShard& write)>;

  // Adds a directory, "KIND-<hash>", with the files that `produce` hands over one after another; they are not kept in
  // memory. Returns the directory's name.
  tl::expected<std::string, FileError> addDirectory(std::string_view kind, const ProduceShards& produce);

  // Publishes what was added. `content` goes into the manifest behind format and version; it names what was added by
  // {"file": NAME, …} and {"directory": NAME, …}. When it equals what is current, nothing is changed.
  tl::expected<PublishedGeneration, FileError> finish(const nlohmann::ordered_json& content);

 private:
  struct State;
  explicit Publication(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// Makes a kept generation the current one again. The caller holds the directory's lock and has checked the generation.
tl::expected<void, FileError> restoreGeneration(const std::string& directory, const Manifest& manifest);

}  // namespace goeswith
