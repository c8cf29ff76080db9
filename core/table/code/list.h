// List: a growable array of plain values.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <utility>

namespace goeswith {

// The memory of a List, whatever its values are. Every shopper downloads what is here once, and what a std::vector
// brings for each type of values.
class ListMemory {
 protected:
  ListMemory() = default;
  ListMemory(ListMemory&& other) noexcept { swap(other); }
  ListMemory& operator=(ListMemory&& other) noexcept {
    swap(other);
    return *this;
  }
  ~ListMemory() { std::free(memory_); }

  void swap(ListMemory& other) noexcept {
    std::swap(memory_, other.memory_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  // Makes room for `count` values of so many bytes; aborts when there is not enough memory.
  [[gnu::noinline]] void reserve(std::uint32_t count, std::uint32_t value_size) {
    if (count <= capacity_) return;
    const std::uint32_t capacity = count > 2 * capacity_ ? count : 2 * capacity_;
    void* const grown = std::realloc(memory_, std::size_t{capacity} * value_size);
    if (!grown) std::abort();
    memory_ = grown;
    capacity_ = capacity;
  }

  // The place of one value more, at the end.
  [[gnu::noinline]] void* add(std::uint32_t value_size) {
    reserve(size_ + 1, value_size);
    return static_cast<char*>(memory_) + std::size_t{size_++} * value_size;
  }

  void* memory_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
};

// Fewer than 2^31 values that can be copied byte by byte.
template <class T>
class List : private ListMemory {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  std::uint32_t size() const { return size_; }
  T* begin() { return static_cast<T*>(memory_); }
  T* end() { return begin() + size_; }
  const T* begin() const { return static_cast<const T*>(memory_); }
  const T* end() const { return begin() + size_; }
  T& operator[](std::uint32_t k) { return begin()[k]; }
  const T& operator[](std::uint32_t k) const { return begin()[k]; }

  void reserve(std::uint32_t count) { ListMemory::reserve(count, sizeof(T)); }
  // Keeps the memory, as clear() does. New values are whatever lies there.
  void resize(std::uint32_t count) {
    reserve(count);
    size_ = count;
  }
  void clear() { size_ = 0; }
  void swap(List& other) noexcept { ListMemory::swap(other); }
  // Adds a value, which is whatever lies there until it is set.
  T& add() { return *static_cast<T*>(ListMemory::add(sizeof(T))); }
  // All values are zeros, bit by bit.
  void fillWithZeros(std::uint32_t count) {
    resize(count);
    std::memset(memory_, 0, std::size_t{count} * sizeof(T));
  }
};

}  // namespace goeswith
