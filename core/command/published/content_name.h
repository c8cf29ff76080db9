// Content names: file names that hold a hash of what is inside, so that a name never stands for two contents.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "command/files/files.h"

namespace goeswith {

// XXH3-64. It guards against damage and mix-ups, not against somebody who makes two contents of one hash.
std::uint64_t contentHash(std::span<const std::uint8_t> bytes);

// A file of a published directory, without its bytes.
struct FileRecord {
  std::string name;
  std::uint64_t size;
  std::uint64_t hash;

  friend bool operator==(const FileRecord&, const FileRecord&) = default;
};

// "table-0123456789abcdef.gwt" from "table", the bytes' hash and "gwt".
std::string fileContentName(std::string_view kind, std::uint64_t hash, std::string_view extension);

// "shards-0123456789abcdef" from "shards" and the names and contents of all files in it, in any order.
std::string directoryContentName(std::string_view kind, std::vector<FileRecord> files);

// Whether a name can be one of the two above: lower-case letters, a dash, 16 hexadecimal digits, perhaps an extension
// of lower-case letters.
bool isContentName(std::string_view name);

// Shards, the files in a published directory's directories: letters, digits, _ and -, then ".gws".
inline constexpr std::string_view kShardExtension = ".gws";
bool isShardName(std::string_view name);
// The one that the others stand on.
inline constexpr std::string_view kShardBaseName = "base.gws";

// Reads the file or directory `name` in `directory` and compares it with its name. In a directory, files that are no
// shards are passed over. The error says what is missing or differs.
tl::expected<void, FileError> checkContent(const std::string& directory, const std::string& name);

// Records of the shards in a directory, in no particular order.
tl::expected<std::vector<FileRecord>, FileError> recordShards(const std::string& directory);

}  // namespace goeswith
