// The native half of Embind for this module, in place of the one that -lembind links: it registers the integer types
// that bindings.cpp uses. Embind's own registers every type it knows, and their conversions are a third of the
// download.
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include <cstdint>
#include <limits>

namespace emscripten::internal {

struct InitFunc;  // a list of EMSCRIPTEN_BINDINGS blocks; only newer versions of Emscripten have it

template <class Bindings>
void run(Bindings* bindings) {
  if constexpr (requires { bindings->init_func(); }) bindings->init_func();
}

extern "C" {

// Newer versions register a block of bindings through this; older ones run it themselves.
void _embind_register_bindings(InitFunc* bindings) {
  run(bindings);
}

// Names a type that was bound but not registered. There is none, but Embind's JavaScript refers to this.
EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const void*) {
  return nullptr;
}

}  // extern "C"

namespace {

template <class Integer>
void registerInteger(const char* name) {
  _embind_register_integer(TypeID<Integer>::get(), name, sizeof(Integer), std::numeric_limits<Integer>::min(),
                           std::numeric_limits<Integer>::max());
}

__attribute__((constructor)) void registerTypes() {
  registerInteger<std::int32_t>("int");
  registerInteger<std::uint32_t>("unsigned int");
}

}  // namespace
}  // namespace emscripten::internal
