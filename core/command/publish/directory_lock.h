// DirectoryLock: who may change a published directory.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "command/files/descriptor.h"
#include "command/files/files.h"

namespace goeswith {

// Held by one process at a time: building, pruning and rolling back exclude each other, reading needs no lock. It is a
// lock of the system on the file ".goeswith.lock", so it ends with its process however that ends.
class DirectoryLock {
 public:
  // Does not wait: fails when another process holds the lock, and names it.
  static tl::expected<DirectoryLock, FileError> take(const std::string& directory);
  ~DirectoryLock();
  DirectoryLock(DirectoryLock&& other) noexcept = default;

 private:
  DirectoryLock(std::string path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  std::string path_;
  Descriptor file_;
};

}  // namespace goeswith
