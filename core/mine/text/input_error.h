// InputError: what is wrong with a file that people wrote, and where.
#pragma once

#include <cstdint>
#include <string>

namespace goeswith {

// An error in an input file. `line` is 1-based and counts physical lines; 0 means the file as a whole.
// `message` says what happened and what to do, in one sentence without file and line.
struct InputError {
  std::string file;
  std::uint64_t line = 0;
  std::string message;

  // "orders.csv:17: message", or "orders.csv: message" when no line is known.
  std::string text() const;
};

}  // namespace goeswith
