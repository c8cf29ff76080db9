// FragmentDirectory: a directory that is written anew as a whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "command/files/files.h"

namespace goeswith {

// Collects files in a new directory beside the one that is wanted, and puts that in its place at the end, in one step
// however many files there are. Until then, and when anything fails, the old directory stays as it is; what was
// collected is removed.
class FragmentDirectory {
 public:
  // Fails where `path` is a file, or a directory with content that this class has not written: it would be lost. A
  // symbolic link is followed.
  static tl::expected<std::unique_ptr<FragmentDirectory>, FileError> open(const std::string& path);
  ~FragmentDirectory();
  FragmentDirectory(const FragmentDirectory&) = delete;
  FragmentDirectory& operator=(const FragmentDirectory&) = delete;

  // `name` is relative and may hold directories, which are created.
  tl::expected<void, FileError> write(const std::string& name, std::string_view content);

  // Flushes all to the disk and puts it in place. Nothing may be written afterwards.
  tl::expected<void, FileError> publish();

 private:
  FragmentDirectory() = default;

  std::string path_;       // where it is wanted
  std::string temporary_;  // where it is; empty after publishing
};

}  // namespace goeswith
