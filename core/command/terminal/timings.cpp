#include "command/terminal/timings.h"

#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace goeswith {
namespace {

double cpuSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peakMegabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1000;  // Linux counts in KiB
}

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

}  // namespace

void Timings::begin(std::string name) {
  end();
  current_ = std::move(name);
  wall_start_ = std::chrono::steady_clock::now();
  cpu_start_ = cpuSeconds();
}

void Timings::end() {
  if (current_.empty()) return;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - wall_start_;
  stages_.push_back({std::move(current_), wall.count(), cpuSeconds() - cpu_start_, peakMegabytes()});
  current_.clear();
}

nlohmann::ordered_json Timings::asJson() const {
  auto stages = nlohmann::ordered_json::array();
  for (const Stage& stage : stages_) {
    stages.push_back({{"stage", stage.name},
                      {"wall_s", rounded(stage.wall_s)},
                      {"cpu_s", rounded(stage.cpu_s)},
                      {"peak_mb", std::round(stage.peak_mb)}});
  }
  return stages;
}

void Timings::print() const {
  std::fprintf(stderr, "%-24s %9s %9s %9s\n", "stage", "wall s", "cpu s", "peak MB");
  double wall = 0;
  double cpu = 0;
  for (const Stage& stage : stages_) {
    std::fprintf(stderr, "%-24s %9.3f %9.3f %9.0f\n", stage.name.c_str(), stage.wall_s, stage.cpu_s, stage.peak_mb);
    wall += stage.wall_s;
    cpu += stage.cpu_s;
  }
  std::fprintf(stderr, "%-24s %9.3f %9.3f %9.0f\n", "all", wall, cpu, peakMegabytes());
}

}  // namespace goeswith
