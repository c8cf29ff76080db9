// Progress: one line on a terminal that shows how far long work is; silent anywhere else.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace goeswith {

// Shows "label  63 %  detail" on standard error while it lives, at most ten times a second, and clears the line at the
// end. Does nothing when standard error is no terminal.
class Progress {
 public:
  explicit Progress(std::string label);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `total` 0: how much there is to do is not known, and only `detail` is shown.
  void show(std::uint64_t done, std::uint64_t total, const std::string& detail = {});

 private:
  std::string label_;
  bool is_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace goeswith
