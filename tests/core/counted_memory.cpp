#include "counted_memory.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

std::size_t held = 0;
std::size_t peak = 0;

// Before each piece stands its size; as far as anything is aligned.
constexpr std::size_t kHead = alignof(std::max_align_t);
static_assert(kHead >= sizeof(std::size_t));

}  // namespace

namespace goeswith::test {

std::size_t heldMemory() { return held; }
std::size_t peakMemory() { return peak; }
void resetPeak() { peak = held; }

}  // namespace goeswith::test

void* operator new(std::size_t size) {
  auto* const head = static_cast<std::byte*>(std::malloc(size + kHead));
  if (head == nullptr) std::abort();
  *reinterpret_cast<std::size_t*>(head) = size;
  held += size;
  peak = std::max(peak, held);
  return head + kHead;
}

void operator delete(void* piece) noexcept {
  if (piece == nullptr) return;
  std::byte* const head = static_cast<std::byte*>(piece) - kHead;
  held -= *reinterpret_cast<std::size_t*>(head);
  std::free(head);
}

void operator delete(void* piece, std::size_t) noexcept { operator delete(piece); }
