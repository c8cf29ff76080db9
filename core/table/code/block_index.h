// BlockIndex: where the blocks of a section lie (FORMAT.md, sections ROWS and CARD).
#pragma once

#include <cstdint>
#include <span>

#include "table/code/head_reader.h"
#include "table/code/list.h"

namespace goeswith {

// Borrows the bytes.
class BlockIndex {
 public:
  // Reads the lengths of so many blocks, which are all that is left of the body. Precondition: there are entries for
  // them.
  void read(HeadReader& head, std::uint32_t count) {
    starts_.resize(count + 1);
    first_ = head.body();
    for (std::uint32_t k = 0; k < count; ++k) {
      starts_[k] = static_cast<std::uint32_t>(first_.size() - head.body().size());
      head.bytes(head.number(HeadReader::kSteps));
    }
    starts_[count] = static_cast<std::uint32_t>(first_.size() - head.body().size());
  }

  std::uint32_t count() const { return starts_.size() - 1; }
  std::size_t byteCount() const { return starts_[count()]; }
  // Precondition: block < count().
  std::span<const std::uint8_t> operator[](std::uint32_t block) const {
    return first_.first(starts_[block + 1]).subspan(starts_[block]);
  }

 private:
  std::span<const std::uint8_t> first_;  // from the first block on
  List<std::uint32_t> starts_;           // of each, and the end of the last
};

}  // namespace goeswith
