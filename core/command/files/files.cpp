#include "command/files/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "command/files/descriptor.h"

namespace goeswith {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

struct CloseGzip {
  void operator()(gzFile file) const { gzclose(file); }
};

bool isDirectory(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

tl::unexpected<FileError> fileError(const std::string& path, const std::string& what) {
  return tl::unexpected(FileError{path + ": " + what});
}

tl::unexpected<FileError> systemError(const std::string& path, const std::string& what) {
  return fileError(path, what + ": " + std::strerror(errno));
}

tl::expected<std::vector<std::uint8_t>, FileError> readFile(const std::string& path) {
  if (isDirectory(path)) return fileError(path, "is a directory; name a file");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return systemError(path, "cannot be opened");
  std::vector<std::uint8_t> bytes(fileSize(path));
  std::size_t filled = 0;
  while (true) {
    if (filled == bytes.size()) bytes.resize(bytes.size() + 4096);
    const std::size_t got = std::fread(bytes.data() + filled, 1, bytes.size() - filled, file.get());
    if (got == 0) break;
    filled += got;
  }
  if (std::ferror(file.get()) != 0) return systemError(path, "cannot be read");
  bytes.resize(filled);
  return bytes;
}

tl::expected<void, FileError> streamFile(
    const std::string& path,
    const std::function<bool(std::string_view chunk, std::uint64_t compressed_position)>& take) {
  const bool is_stdin = path == "-";
  const std::string name = is_stdin ? "standard input" : path;
  if (!is_stdin && isDirectory(path)) return fileError(name, "is a directory; name a file");
  // zlib reads gzip and plain files alike; dup() so that closing does not close standard input.
  const int number = is_stdin ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0) return systemError(name, "cannot be opened");
  const std::unique_ptr<gzFile_s, CloseGzip> file(gzdopen(number, "rb"));
  if (!file) {
    ::close(number);
    return fileError(name, "cannot be opened: out of memory");
  }
  gzbuffer(file.get(), 1u << 18);
  std::vector<char> chunk(kChunk);
  while (true) {
    const int got = gzread(file.get(), chunk.data(), static_cast<unsigned>(chunk.size()));
    int code = Z_OK;
    const char* reason = gzerror(file.get(), &code);
    if (got < 0 || (got == 0 && code == Z_BUF_ERROR)) {
      if (code == Z_ERRNO) return systemError(name, "cannot be read");
      return fileError(name, std::string("is damaged gzip (") + (code == Z_BUF_ERROR ? "it is cut short" : reason) +
                                 "); copy or export it again");
    }
    if (got == 0) return {};
    const auto position = static_cast<std::uint64_t>(std::max<z_off_t>(0, gzoffset(file.get())));
    if (!take({chunk.data(), static_cast<std::size_t>(got)}, position)) return {};
  }
}

tl::expected<std::string, FileError> readText(const std::string& path) {
  std::string text;
  auto done = streamFile(path, [&](std::string_view chunk, std::uint64_t) {
    text += chunk;
    return true;
  });
  if (!done) return tl::unexpected(done.error());
  return text;
}

std::uint64_t fileSize(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  return static_cast<std::uint64_t>(status.st_size);
}

tl::expected<void, FileError> writeNewFile(const std::string& path, std::span<const std::uint8_t> bytes, Flush flush) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (file.number() < 0) return systemError(path, "cannot be created");
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return systemError(path, "cannot be written");
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  // A web server is another user, whatever the umask of a nightly job.
  if (::fchmod(file.number(), 0644) != 0) return systemError(path, "cannot be made readable");
  if (flush == Flush::now && ::fsync(file.number()) != 0) return systemError(path, "cannot be flushed to the disk");
  if (!file.close()) return systemError(path, "cannot be written");
  return {};
}

tl::expected<void, FileError> flushDirectory(const std::string& path) {
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.number() < 0) return systemError(path, "cannot be opened");
  // Some network file systems flush directories by themselves and know no such call.
  if (::fsync(directory.number()) != 0 && errno != EINVAL) return systemError(path, "cannot be flushed to the disk");
  return {};
}

namespace {

// Writes the content beside its path and flushes it. Returns the name of the temporary file.
tl::expected<std::string, FileError> writeBeside(const NewFile& file) {
  const std::filesystem::path target(file.path);
  const std::filesystem::path directory = target.has_parent_path() ? target.parent_path() : ".";
  if (isDirectory(file.path)) return fileError(file.path, "is a directory; name a file");
  std::error_code code;
  std::filesystem::create_directories(directory, code);
  if (code) return fileError(directory.string(), "cannot be created: " + code.message());
  // Named after the process, so that two at once do not share it.
  std::string temporary = (directory / ("." + target.filename().string() + "." + std::to_string(::getpid()))).string();
  ::unlink(temporary.c_str());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.content.data());
  if (!writeNewFile(temporary, {bytes, file.content.size()}, Flush::now)) {
    // Whoever asked for the file knows it by its own name.
    const auto error = systemError(file.path, "cannot be written");
    ::unlink(temporary.c_str());
    return error;
  }
  return temporary;
}

}  // namespace

tl::expected<void, FileError> writeFilesAtomically(const std::vector<NewFile>& files) {
  std::vector<std::string> temporaries;
  const auto giveUp = [&](const FileError& error) {
    for (const std::string& temporary : temporaries) ::unlink(temporary.c_str());
    return tl::unexpected(error);
  };
  for (const NewFile& file : files) {
    auto temporary = writeBeside(file);
    if (!temporary) return giveUp(temporary.error());
    temporaries.push_back(std::move(*temporary));
  }
  for (std::size_t k = 0; k < files.size(); ++k) {
    const std::string& path = files[k].path;
    if (::rename(temporaries[k].c_str(), path.c_str()) != 0) {
      return giveUp(systemError(path, "cannot be replaced").value());
    }
    const std::filesystem::path directory = std::filesystem::path(path).parent_path();
    if (auto flushed = flushDirectory(directory.empty() ? "." : directory.string()); !flushed) return flushed;
  }
  return {};
}

tl::expected<void, FileError> writeFileAtomically(const std::string& path, std::span<const std::uint8_t> bytes) {
  return writeFilesAtomically({{path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}}});
}

}  // namespace goeswith
