// malloc for a module that holds one table for as long as it lives: an arena, in which nothing is given back but, by
// memory.h, all of what was begun in vain. A tenth of the bytes of the smallest one that Emscripten has, and no
// destructor has anything to do.
#include "memory.h"

#include <cstddef>

extern "C" char __heap_base;  // the linker's: where data and stack end

namespace {

constexpr std::uint32_t kPageSize = 65536;
constexpr std::uint32_t kMaxPages = GOESWITH_MAXIMUM_MEMORY / kPageSize;
constexpr std::uint32_t kAlignment = 8;

std::uint32_t used = 0;  // bytes from __heap_base

std::uint32_t heapBase() {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(&__heap_base));
}

}  // namespace

std::uint32_t usedMemory() {
  return used;
}

void giveBackMemory(std::uint32_t used_before) {
  used = used_before;
}

extern "C" {

void free(void*) {}

void* malloc(std::size_t byte_count) {
  if (byte_count > GOESWITH_MAXIMUM_MEMORY) return nullptr;
  const std::uint32_t start = heapBase() + used;
  const std::uint32_t end = start + ((byte_count + kAlignment - 1) & ~(kAlignment - 1));
  const std::uint32_t pages = (end + kPageSize - 1) / kPageSize;
  const std::uint32_t pages_before = __builtin_wasm_memory_size(0);
  if (pages > pages_before) {
    // Where there is no WebAssembly nothing else keeps to the maximum.
    if (pages > kMaxPages || __builtin_wasm_memory_grow(0, pages - pages_before) > kMaxPages) return nullptr;
  }
  used = end - heapBase();
  return reinterpret_cast<void*>(start);
}

// Without a call into JavaScript.
[[noreturn]] void abort() {
  __builtin_trap();
}

}  // extern "C"

void* operator new(std::size_t byte_count) {
  void* const memory = malloc(byte_count);
  if (!memory) abort();
  return memory;
}
