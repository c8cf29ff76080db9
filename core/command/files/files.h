// Files: reading whole files and streams (gzip or not), writing so that a reader sees the old content or the new one.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace goeswith {

// Why a file could not be read or written: "FILE: what happened; what to do".
struct FileError {
  std::string message;
};

tl::unexpected<FileError> fileError(const std::string& path, const std::string& what);
// The same with what the system says of its last call.
tl::unexpected<FileError> systemError(const std::string& path, const std::string& what);

// The bytes of a file as they lie on disk.
tl::expected<std::vector<std::uint8_t>, FileError> readFile(const std::string& path);

// Feeds the content of `path`, gunzipped when it is gzip, to `take` in chunks of at most 1 MiB, until `take` returns
// false. "-" is standard input. `compressed_position` in each call is how far into the file itself reading is, in
// bytes.
tl::expected<void, FileError> streamFile(
    const std::string& path,
    const std::function<bool(std::string_view chunk, std::uint64_t compressed_position)>& take);

// The content of `path`, gunzipped when it is gzip. "-" is standard input.
tl::expected<std::string, FileError> readText(const std::string& path);

// The size of a file in bytes; 0 when it is no regular file.
std::uint64_t fileSize(const std::string& path);

// Whether a new file's bytes are to be on the disk before the call returns, or the caller sees to that.
enum class Flush { now, later };

// Creates `path`, which must not exist, readable for everybody. On failure there may be half a file.
tl::expected<void, FileError> writeNewFile(const std::string& path, std::span<const std::uint8_t> bytes, Flush flush);

// Sees to it that what was created, renamed or removed in a directory is so on the disk.
tl::expected<void, FileError> flushDirectory(const std::string& path);

// Writes `bytes` beside `path`, flushes them to the disk and then renames: whoever reads `path` sees the old content or
// the new one whole, also when the process is killed at any point. Creates the directory when it is missing.
tl::expected<void, FileError> writeFileAtomically(const std::string& path, std::span<const std::uint8_t> bytes);

struct NewFile {
  std::string path;
  std::string_view content;
};

// Writes several files in the same way: the first is replaced when all of them are on the disk.
tl::expected<void, FileError> writeFilesAtomically(const std::vector<NewFile>& files);

}  // namespace goeswith
