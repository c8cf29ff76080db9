// BytesIn: varints (FORMAT.md, section supp) out of bytes that nobody vouches for.
#pragma once

#include <cstdint>
#include <span>

namespace goeswith {

// Reads forward through bytes that nobody vouches for. After a failure everything fails.
class BytesIn {
 public:
  explicit BytesIn(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  std::size_t remaining() const { return bytes_.size() - at_; }

  std::uint32_t varint() {
    std::uint64_t value = 0;
    for (std::uint32_t shift = 0; shift <= 28; shift += 7) {
      const std::uint8_t byte = u8();
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) {
        if ((byte == 0 && shift > 0) || value > 0xFFFFFFFFu) break;
        return static_cast<std::uint32_t>(value);
      }
    }
    failed_ = true;
    return 0;
  }

 private:
  std::uint8_t u8() {
    failed_ = failed_ || remaining() == 0;
    return failed_ ? 0 : bytes_[at_++];
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace goeswith
