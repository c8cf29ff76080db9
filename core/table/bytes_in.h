// BytesIn: the format's numbers (FORMAT.md, "Conventions") out of bytes that nobody vouches for.
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

  std::uint8_t u8() { return require(1) ? bytes_[at_++] : 0; }

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

  // The next so many bytes; none, and a failure, when there are fewer.
  std::span<const std::uint8_t> bytes(std::size_t length) {
    if (!require(length)) return {};
    at_ += length;
    return bytes_.subspan(at_ - length, length);
  }

 private:
  bool require(std::size_t count) {
    if (failed_ || remaining() < count) failed_ = true;
    return !failed_;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace goeswith
