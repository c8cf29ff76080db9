// The native half of Embind for this module, in place of the one that -lembind links, which registers every type that
// Embind knows. The other half is embind_functions.js, which needs no types.
#include <emscripten/bind.h>

namespace emscripten::internal {

struct InitFunc;  // a list of EMSCRIPTEN_BINDINGS blocks; only newer versions of Emscripten have it

template <class Bindings>
void run(Bindings* bindings) {
  if constexpr (requires { bindings->init_func(); }) bindings->init_func();
}

// Newer versions register a block of bindings through this; older ones run it themselves.
extern "C" void _embind_register_bindings(InitFunc* bindings) {
  run(bindings);
}

}  // namespace emscripten::internal
