// malloc and free for a module that allocates seldom: a list of free blocks in order of their addresses, of which the
// first that is large enough is taken (Kernighan and Ritchie, The C Programming Language, 8.7). A sixth of the bytes of
// the smallest one that Emscripten has.
#include <cstddef>
#include <cstdint>

namespace {

struct Block {
  std::uint32_t size;  // in bytes, with this head; a multiple of it
  Block* next;         // while the block is free

  Block* end() { return reinterpret_cast<Block*>(reinterpret_cast<std::uintptr_t>(this) + size); }
};

constexpr std::uint32_t kPageSize = 65536;
constexpr std::uint32_t kMaxPages = GOESWITH_MAXIMUM_MEMORY / kPageSize;

Block before_first;

}  // namespace

extern "C" {

void free(void* memory) {
  if (!memory) return;
  Block* const freed = static_cast<Block*>(memory) - 1;
  Block* before = &before_first;
  while (before->next && before->next < freed) before = before->next;
  freed->next = before->next;
  before->next = freed;
  // Neighbours become one; `before_first` is nobody's, since it has no size.
  if (freed->end() == freed->next) {
    freed->size += freed->next->size;
    freed->next = freed->next->next;
  }
  if (before->end() == freed) {
    before->size += freed->size;
    before->next = freed->next;
  }
}

void* malloc(std::size_t byte_count) {
  if (byte_count > GOESWITH_MAXIMUM_MEMORY) return nullptr;
  const std::uint32_t size = (byte_count + 2 * sizeof(Block) - 1) & ~(sizeof(Block) - 1);
  for (;;) {
    for (Block* before = &before_first; before->next; before = before->next) {
      Block* found = before->next;
      if (found->size < size) continue;
      if (found->size == size) {
        before->next = found->next;
      } else {
        found->size -= size;
        found = found->end();
        found->size = size;
      }
      return found + 1;
    }
    const std::uint32_t pages = (size + kPageSize - 1) / kPageSize;
    // Where there is no WebAssembly nothing else keeps to the maximum.
    if (__builtin_wasm_memory_size(0) + pages > kMaxPages) return nullptr;
    const std::uint32_t first_page = __builtin_wasm_memory_grow(0, pages);
    if (first_page > kMaxPages) return nullptr;
    auto* const grown = reinterpret_cast<Block*>(first_page * kPageSize);
    grown->size = pages * kPageSize;
    free(grown + 1);
  }
}

void* calloc(std::size_t count, std::size_t size) {
  void* const memory = malloc(count * size);
  if (memory) __builtin_memset(memory, 0, count * size);
  return memory;
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
