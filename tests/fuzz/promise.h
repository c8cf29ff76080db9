// Ends the program when a promise does not hold, so that libFuzzer keeps the input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace goeswith::test {

inline void hold(const char* broken_promise) {
  if (broken_promise == nullptr) return;
  std::fprintf(stderr, "broken promise: %s\n", broken_promise);
  std::abort();
}

}  // namespace goeswith::test
