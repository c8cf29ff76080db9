// List: a growable array of plain values.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace goeswith {

// The memory of a List, whatever its values are. Every shopper downloads what is here once, and what a std::vector
// brings for each type of values.
class ListMemory {
 protected:
  // Makes room for `count` values of so many bytes; aborts when there is not enough memory.
  [[gnu::noinline]] void reserve(std::uint32_t count, std::uint32_t value_size) {
    if (count <= capacity_) return;
    const std::uint32_t capacity = count > 2 * capacity_ ? count : 2 * capacity_;
    std::unique_ptr<void, Free> grown(std::malloc(std::size_t{capacity} * value_size));
    if (!grown) std::abort();
    if (size_ > 0) std::memcpy(grown.get(), memory_.get(), std::size_t{size_} * value_size);
    memory_ = std::move(grown);
    capacity_ = capacity;
  }

  // Room for one more at the end, which is counted already.
  [[gnu::noinline]] void* append(std::uint32_t value_size) {
    reserve(size_ + 1, value_size);
    return static_cast<char*>(memory_.get()) + std::size_t{size_++} * value_size;
  }

  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };

  std::unique_ptr<void, Free> memory_;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
};

// Fewer than 2^31 values that can be copied byte by byte. Not to be used after it was moved from.
template <class T>
class List : private ListMemory {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  std::uint32_t size() const { return size_; }
  T* begin() { return static_cast<T*>(memory_.get()); }
  T* end() { return begin() + size_; }
  const T* begin() const { return static_cast<const T*>(memory_.get()); }
  const T* end() const { return begin() + size_; }
  T& operator[](std::uint32_t k) { return begin()[k]; }
  const T& operator[](std::uint32_t k) const { return begin()[k]; }

  // Keeps the memory, as clear() does. New values are whatever lies there.
  void resize(std::uint32_t count) {
    reserve(count, sizeof(T));
    size_ = count;
  }
  void clear() { size_ = 0; }
  // Values are passed as such: one may lie in the list itself, which moves.
  void append(T value) { *static_cast<T*>(ListMemory::append(sizeof(T))) = value; }
  // All values are zeros, bit by bit.
  void fillWithZeros(std::uint32_t count) {
    resize(count);
    std::memset(memory_.get(), 0, std::size_t{count} * sizeof(T));
  }
};

}  // namespace goeswith
