// Timings: what each stage of a command cost.
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace goeswith {

// Measures stages that follow one another: each ends where the next begins.
class Timings {
 public:
  // Ends the stage before, if there is one, and begins `name`.
  void begin(std::string name);
  // Ends the last stage.
  void end();

  // [{"stage", "wall_s", "cpu_s", "peak_mb"}…]: seconds of real time, seconds of processor time on all threads, and the
  // most memory the process has held so far, in MB.
  nlohmann::ordered_json asJson() const;

  // The same as a table for people, on standard error.
  void print() const;

 private:
  struct Stage {
    std::string name;
    double wall_s;
    double cpu_s;
    double peak_mb;
  };
  std::vector<Stage> stages_;
  std::string current_;
  std::chrono::steady_clock::time_point wall_start_;
  double cpu_start_ = 0;
};

}  // namespace goeswith
