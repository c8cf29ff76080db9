// HeadWriter: the write side of head_reader.h.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "table/code/head_reader.h"
#include "table/write/range_encoder.h"

namespace goeswith {

class HeadWriter {
 public:
  HeadWriter();

  void number(HeadReader::Kind kind, std::uint32_t value);
  // Counts entries, of which a pack may have only so many for its size.
  void entries(std::size_t count) { entries_ += count; }
  void forget();
  // For what is in the head and no number.
  RangeEncoder& encoder() { return encoder_; }
  // Appends to the body.
  void bytes(std::span<const std::uint8_t> bytes) { body_.insert(body_.end(), bytes.begin(), bytes.end()); }

  // The pack, of at least so many bytes: where it would have fewer, or fewer than its entries demand, zeros behind the
  // head make up for it. The writer is used up.
  std::vector<std::uint8_t> pack(std::size_t least = 0) &&;

 private:
  RangeEncoder encoder_;
  std::array<BitModel, HeadReader::kKinds * kNumberModels> models_;  // NOLINT: the constructor sets them
  std::vector<std::uint8_t> body_;
  std::size_t entries_ = 0;
};

}  // namespace goeswith
