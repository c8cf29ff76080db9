#include "command/terminal/progress.h"

#include <unistd.h>

#include <cstdio>

namespace goeswith {

Progress::Progress(std::string label) : label_(std::move(label)), is_terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(std::uint64_t done, std::uint64_t total, const std::string& detail) {
  if (!is_terminal_) return;
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  std::string line = "\r\x1b[K" + label_;
  if (total > 0) line += "  " + std::to_string(done * 100 / total) + " %";
  if (!detail.empty()) line += "  " + detail;
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace goeswith
