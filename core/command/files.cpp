#include "command/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace goeswith {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

tl::unexpected<FileError> fail(const std::string& path, const std::string& what) {
  return tl::unexpected(FileError{path + ": " + what});
}

tl::unexpected<FileError> failWithErrno(const std::string& path, const std::string& what) {
  return fail(path, what + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  // Whether closing succeeded, which is where some file systems report that a write failed.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

struct CloseGzip {
  void operator()(gzFile file) const { gzclose(file); }
};

bool isDirectory(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

tl::expected<std::vector<std::uint8_t>, FileError> readFile(const std::string& path) {
  if (isDirectory(path)) return fail(path, "is a directory; name a file");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return failWithErrno(path, "cannot be opened");
  std::vector<std::uint8_t> bytes(fileSize(path));
  std::size_t filled = 0;
  while (true) {
    if (filled == bytes.size()) bytes.resize(bytes.size() + 4096);
    const std::size_t got = std::fread(bytes.data() + filled, 1, bytes.size() - filled, file.get());
    if (got == 0) break;
    filled += got;
  }
  if (std::ferror(file.get()) != 0) return failWithErrno(path, "cannot be read");
  bytes.resize(filled);
  return bytes;
}

tl::expected<void, FileError> streamFile(
    const std::string& path,
    const std::function<bool(std::string_view chunk, std::uint64_t compressed_position)>& take) {
  const bool is_stdin = path == "-";
  const std::string name = is_stdin ? "standard input" : path;
  if (!is_stdin && isDirectory(path)) return fail(name, "is a directory; name a file");
  // zlib reads gzip and plain files alike; dup() so that closing does not close standard input.
  const int number = is_stdin ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0) return failWithErrno(name, "cannot be opened");
  const std::unique_ptr<gzFile_s, CloseGzip> file(gzdopen(number, "rb"));
  if (!file) {
    ::close(number);
    return fail(name, "cannot be opened: out of memory");
  }
  gzbuffer(file.get(), 1u << 18);
  std::vector<char> chunk(kChunk);
  while (true) {
    const int got = gzread(file.get(), chunk.data(), static_cast<unsigned>(chunk.size()));
    int code = Z_OK;
    const char* reason = gzerror(file.get(), &code);
    if (got < 0 || (got == 0 && code == Z_BUF_ERROR)) {
      if (code == Z_ERRNO) return failWithErrno(name, "cannot be read");
      return fail(name, std::string("is damaged gzip (") + (code == Z_BUF_ERROR ? "it is cut short" : reason) +
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

namespace {

// Writes the content beside its path and flushes it. Returns the name of the temporary file.
tl::expected<std::string, FileError> writeBeside(const NewFile& file) {
  const std::filesystem::path target(file.path);
  const std::filesystem::path directory = target.has_parent_path() ? target.parent_path() : ".";
  if (isDirectory(file.path)) return fail(file.path, "is a directory; name a file");
  std::error_code code;
  std::filesystem::create_directories(directory, code);
  if (code) return fail(directory.string(), "cannot be created: " + code.message());

  std::string temporary = (directory / ("." + target.filename().string() + ".XXXXXX")).string();
  Descriptor out(::mkstemp(temporary.data()));
  if (out.number() < 0) return failWithErrno(directory.string(), "cannot be written to");
  const auto giveUp = [&](const std::string& what) {
    const auto error = failWithErrno(file.path, what);
    ::unlink(temporary.c_str());
    return error;
  };
  for (std::string_view rest = file.content; !rest.empty();) {
    const ssize_t count = ::write(out.number(), rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return giveUp("cannot be written");
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  // mkstemp makes files that only their owner may read; a web server is another user.
  if (::fchmod(out.number(), 0644) != 0) return giveUp("cannot be made readable");
  if (::fsync(out.number()) != 0 || !out.close()) return giveUp("cannot be flushed to the disk");
  return temporary;
}

}  // namespace

tl::expected<void, FileError> writeFilesAtomically(const std::vector<NewFile>& files) {
  std::vector<std::string> temporaries;
  const auto giveUp = [&](const tl::unexpected<FileError>& error) {
    for (const std::string& temporary : temporaries) ::unlink(temporary.c_str());
    return error;
  };
  for (const NewFile& file : files) {
    auto temporary = writeBeside(file);
    if (!temporary) return giveUp(tl::unexpected(temporary.error()));
    temporaries.push_back(std::move(*temporary));
  }
  for (std::size_t k = 0; k < files.size(); ++k) {
    const std::string& path = files[k].path;
    if (::rename(temporaries[k].c_str(), path.c_str()) != 0) return giveUp(failWithErrno(path, "cannot be replaced"));
    // The rename itself is on the disk only when the directory is.
    const std::filesystem::path directory = std::filesystem::path(path).parent_path();
    const Descriptor parent(::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.number() >= 0) ::fsync(parent.number());
  }
  return {};
}

tl::expected<void, FileError> writeFileAtomically(const std::string& path, std::span<const std::uint8_t> bytes) {
  return writeFilesAtomically({{path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}}});
}

}  // namespace goeswith
