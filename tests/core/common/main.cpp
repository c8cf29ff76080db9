// The program around the tests of every part.
#define CATCH_CONFIG_RUNNER
#ifdef __EMSCRIPTEN__
#define CATCH_CONFIG_NO_POSIX_SIGNALS  // there are none in a browser's machine
#endif
#include "catch.h"

int main(int argc, char* argv[]) {
  return Catch::Session().run(argc, argv);
}
