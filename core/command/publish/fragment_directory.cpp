#include "command/publish/fragment_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace goeswith {
namespace {

namespace fs = std::filesystem;

// Tells directories of ours from others.
constexpr const char* kMarker = ".goeswith-fragments";

tl::unexpected<FileError> fail(const std::string& path, const std::string& what) {
  return tl::unexpected(FileError{path + ": " + what});
}

tl::unexpected<FileError> failWithErrno(const std::string& path, const std::string& what) {
  return fail(path, what + ": " + std::strerror(errno));
}

tl::expected<void, FileError> writeNewFile(const std::string& path, std::string_view content) {
  const int number = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (number < 0) return failWithErrno(path, "cannot be created");
  while (!content.empty()) {
    const ssize_t count = ::write(number, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  if (!content.empty()) {
    const auto error = failWithErrno(path, "cannot be written");
    ::close(number);
    return error;
  }
  return ::close(number) == 0 ? tl::expected<void, FileError>() : failWithErrno(path, "cannot be written");
}

// Puts `from` into the place of the directory `to`, which then lies at `from`. Where the system can, no moment is
// without a directory at `to`.
bool swapDirectories(const std::string& from, const std::string& to) {
#ifdef RENAME_EXCHANGE
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
#endif
  const std::string old = from + ".old";
  if (::rename(to.c_str(), old.c_str()) != 0) return false;
  if (::rename(from.c_str(), to.c_str()) != 0) {
    const int error = errno;
    ::rename(old.c_str(), to.c_str());
    errno = error;
    return false;
  }
  return ::rename(old.c_str(), from.c_str()) == 0;
}

}  // namespace

tl::expected<std::unique_ptr<FragmentDirectory>, FileError> FragmentDirectory::open(const std::string& path) {
  std::error_code code;
  fs::path target = fs::weakly_canonical(fs::absolute(path, code), code);
  if (code) return fail(path, "cannot be reached: " + code.message());
  if (!target.has_filename()) target = target.parent_path();
  if (fs::exists(target, code)) {
    if (!fs::is_directory(target, code)) return fail(path, "is a file; name a directory");
    const bool is_empty = fs::is_empty(target, code);
    if (code) return fail(path, "cannot be read: " + code.message());
    if (!is_empty && !fs::exists(target / kMarker, code)) {
      return fail(path,
                  "holds other files than goeswith's fragments, which would be lost; name an empty or a new directory");
    }
    // A directory that cannot be written is to stay, though its parent would let it be replaced.
    if (::access(target.c_str(), W_OK) != 0) return failWithErrno(path, "cannot be written to");
  }
  const fs::path parent = target.parent_path();
  fs::create_directories(parent, code);
  if (code) return fail(parent.string(), "cannot be created: " + code.message());
  std::string temporary = (parent / ("." + target.filename().string() + ".XXXXXX")).string();
  if (::mkdtemp(temporary.data()) == nullptr) return failWithErrno(parent.string(), "cannot be written to");

  std::unique_ptr<FragmentDirectory> directory(new FragmentDirectory);
  directory->path_ = target.string();
  directory->temporary_ = temporary;
  // mkdtemp makes directories that only their owner may enter; a web server is another user.
  if (::chmod(temporary.c_str(), 0755) != 0) return failWithErrno(path, "cannot be made readable");
  if (const auto marked = directory->write(kMarker, ""); !marked) return tl::unexpected(marked.error());
  return directory;
}

FragmentDirectory::~FragmentDirectory() {
  std::error_code code;
  if (!temporary_.empty()) fs::remove_all(temporary_, code);
}

tl::expected<void, FileError> FragmentDirectory::write(const std::string& name, std::string_view content) {
  const fs::path file = fs::path(temporary_) / name;
  if (name.find('/') != std::string::npos) {
    std::error_code code;
    fs::create_directories(file.parent_path(), code);
    if (code) return fail(file.parent_path().string(), "cannot be created: " + code.message());
  }
  return writeNewFile(file.string(), content);
}

tl::expected<void, FileError> FragmentDirectory::publish() {
  const int number = ::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) return failWithErrno(temporary_, "cannot be opened");
#ifdef __linux__
  // All at once: a flush for each of a million files would take hours.
  const bool is_flushed = ::syncfs(number) == 0;
#else
  ::sync();
  const bool is_flushed = true;
#endif
  const auto error = is_flushed ? tl::unexpected(FileError{}) : failWithErrno(path_, "cannot be flushed to the disk");
  ::close(number);
  if (!is_flushed) return error;

  std::error_code code;
  const bool placed =
      fs::exists(path_, code) ? swapDirectories(temporary_, path_) : ::rename(temporary_.c_str(), path_.c_str()) == 0;
  if (!placed) return failWithErrno(path_, "cannot be replaced");
  // After an exchange the old directory lies there.
  fs::remove_all(temporary_, code);
  temporary_.clear();
  return {};
}

}  // namespace goeswith
