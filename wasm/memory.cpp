// malloc for a module that holds one table for as long as it lives: an arena, in which nothing is given back but, by
// memory.h, all of what was begun in vain; what was taken last can grow where it is. With the smallest malloc that
// Emscripten has, and destructors that have something to do, the module takes a fifth more.
#include "memory.h"

#include <cstddef>

extern "C" char __heap_base;  // the linker's: where data and stack end

namespace {

constexpr std::uint32_t kPageSize = 65536;
constexpr std::uint32_t kMaxPages = GOESWITH_MAXIMUM_MEMORY / kPageSize;
constexpr std::uint32_t kAlignment = 8;

char* newest = nullptr;       // what was taken last
char* unused = &__heap_base;  // what follows it

}  // namespace

char* unusedMemory() {
  return unused;
}

void giveBackMemory(char* unused_before) {
  unused = unused_before;
}

extern "C" {

void free(void*) {}

void* realloc(void* memory, std::size_t byte_count) {
  if (byte_count > GOESWITH_MAXIMUM_MEMORY) return nullptr;
  char* const start = memory && memory == newest ? newest : unused;
  char* const end = start + ((byte_count + kAlignment - 1) & ~(kAlignment - 1));
  const std::uint32_t pages = (reinterpret_cast<std::uintptr_t>(end) + kPageSize - 1) / kPageSize;
  const std::uint32_t pages_before = __builtin_wasm_memory_size(0);
  if (pages > pages_before) {
    // Where there is no WebAssembly nothing else keeps to the maximum.
    if (pages > kMaxPages || __builtin_wasm_memory_grow(0, pages - pages_before) > kMaxPages) return nullptr;
  }
  // As if it had been as large before: what lies behind it is anything, as it may be in what it becomes.
  if (memory) __builtin_memmove(start, memory, byte_count);
  newest = start;
  unused = end;
  return start;
}

void* malloc(std::size_t byte_count) {
  return realloc(nullptr, byte_count);
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
