// BlockIndex: where the blocks of a section lie (FORMAT.md, sections ROWS and CARD).
#pragma once

#include <cstdint>
#include <span>

#include "table/bytes_in.h"
#include "table/list.h"

namespace goeswith {

// Borrows the bytes.
class BlockIndex {
 public:
  // Reads the lengths of so many blocks, which follow and are all that is left. False when it is otherwise.
  bool read(BytesIn& in, std::uint32_t count) {
    // A length takes a byte at least.
    if (count > in.remaining()) return false;
    starts_.resize(count + 1);
    std::uint64_t end = 0;
    for (std::uint32_t& start : starts_) {
      if (end > in.remaining()) return false;
      start = static_cast<std::uint32_t>(end);
      if (&start + 1 != starts_.end()) end += in.varint();
    }
    blocks_ = in.bytes(end);
    return !in.failed() && in.remaining() == 0;
  }

  std::uint32_t count() const { return starts_.size() - 1; }
  std::size_t byteCount() const { return blocks_.size(); }
  // Precondition: block < count().
  std::span<const std::uint8_t> operator[](std::uint32_t block) const {
    return blocks_.first(starts_[block + 1]).subspan(starts_[block]);
  }

 private:
  std::span<const std::uint8_t> blocks_;
  List<std::uint32_t> starts_;  // of each, and the end of the last
};

}  // namespace goeswith
