#include "command/publish/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace goeswith {
namespace {

// Whether `path` still is the file behind the descriptor: whoever held the lock before may have removed it.
bool isSameFile(const std::string& path, int number) {
  struct stat by_path {};
  struct stat by_number {};
  return ::stat(path.c_str(), &by_path) == 0 && ::fstat(number, &by_number) == 0 &&
         by_path.st_dev == by_number.st_dev && by_path.st_ino == by_number.st_ino;
}

// "process 1234 is", as the holder wrote into the file.
std::string describeHolder(int number) {
  std::array<char, 24> text{};
  const ssize_t count = ::pread(number, text.data(), text.size() - 1, 0);
  const std::size_t digits = std::strspn(text.data(), "0123456789");
  if (count <= 0 || digits == 0) return "another process is";
  return "process " + std::string(text.data(), digits) + " is";
}

}  // namespace

tl::expected<DirectoryLock, FileError> DirectoryLock::take(const std::string& directory) {
  const std::string path = directory + "/.goeswith.lock";
  while (true) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (file.number() < 0) return systemError(directory, "cannot be written to");
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EINTR) continue;
      if (errno != EWOULDBLOCK) {
        return systemError(directory, "cannot be locked; publish to a local disk and copy from there");
      }
      return fileError(directory, describeHolder(file.number()) +
                                      " publishing here; wait until it is done, or end it, then try again");
    }
    if (!isSameFile(path, file.number())) continue;
    // The number is only for people to read; without it the lock holds as well.
    const std::string process = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file.number(), 0) == 0 && ::pwrite(file.number(), process.data(), process.size(), 0) < 0) errno = 0;
    return DirectoryLock(path, std::move(file));
  }
}

DirectoryLock::~DirectoryLock() {
  // Removed while it is held, so that nobody can take a lock on a file that is about to go.
  if (file_.number() >= 0) ::unlink(path_.c_str());
}

}  // namespace goeswith
