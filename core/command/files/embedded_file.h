// EmbeddedFile: a file that is built into the command (core/cmake/embed.cmake).
#pragma once

#include <cstddef>
#include <string_view>

namespace goeswith {

struct EmbeddedFile {
  const unsigned char* bytes;
  std::size_t size;

  std::string_view text() const { return {reinterpret_cast<const char*>(bytes), size}; }
};

}  // namespace goeswith
