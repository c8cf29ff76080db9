#include "mine/text/input_error.h"

namespace goeswith {

std::string InputError::text() const {
  if (line == 0) return file + ": " + message;
  return file + ":" + std::to_string(line) + ": " + message;
}

}  // namespace goeswith
