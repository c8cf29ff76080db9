#include "counted_memory.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

std::size_t held = 0;
std::size_t peak = 0;

}  // namespace

namespace goeswith::test {

std::size_t heldMemory() {
  return held;
}
std::size_t peakMemory() {
  return peak;
}
void resetPeak() {
  peak = held;
}

}  // namespace goeswith::test

// The linker puts these in the place of malloc and its kin (--wrap), so that what takes memory without `new` counts
// too.
extern "C" {

void* __real_malloc(std::size_t size);
void* __real_realloc(void* piece, std::size_t size);
void __real_free(void* piece);

void* __wrap_malloc(std::size_t size) {
  void* const piece = __real_malloc(size);
  if (piece != nullptr) held += malloc_usable_size(piece);
  peak = std::max(peak, held);
  return piece;
}

void* __wrap_realloc(void* piece, std::size_t size) {
  const std::size_t before = piece == nullptr ? 0 : malloc_usable_size(piece);
  void* const grown = __real_realloc(piece, size);
  if (grown == nullptr) return nullptr;
  held += malloc_usable_size(grown);
  // While the old piece is copied, both are there.
  peak = std::max(peak, held);
  held -= before;
  return grown;
}

void __wrap_free(void* piece) {
  if (piece != nullptr) held -= malloc_usable_size(piece);
  __real_free(piece);
}

}  // extern "C"

void* operator new(std::size_t size) {
  void* const piece = std::malloc(size > 0 ? size : 1);
  if (piece == nullptr) std::abort();
  return piece;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size > 0 ? size : 1);
}

void operator delete(void* piece) noexcept {
  std::free(piece);
}
void operator delete(void* piece, std::size_t) noexcept {
  std::free(piece);
}
void operator delete(void* piece, const std::nothrow_t&) noexcept {
  std::free(piece);
}
