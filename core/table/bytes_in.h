// BytesIn: the format's numbers and texts (FORMAT.md, "Conventions") out of bytes that nobody vouches for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "table/card_text.h"

namespace goeswith {

// Reads forward through bytes that nobody vouches for. After a failure everything fails.
class BytesIn {
 public:
  BytesIn(std::span<const std::uint8_t> bytes, std::size_t offset) : bytes_(bytes), offset_(offset) {}
  explicit BytesIn(std::string_view bytes)
      : BytesIn({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, 0) {}

  bool failed() const { return failed_; }
  bool atEnd() const { return at_ == bytes_.size(); }
  std::size_t offset() const { return offset_ + at_; }
  std::size_t remaining() const { return bytes_.size() - at_; }

  std::uint8_t u8() { return require(1) ? bytes_[at_++] : 0; }

  std::uint32_t u32() {
    if (!require(4)) return 0;
    std::uint32_t value = 0;
    for (int k = 0; k < 4; ++k) value |= static_cast<std::uint32_t>(bytes_[at_++]) << (8 * k);
    return value;
  }

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

  // What stands before the next NUL, which is taken as well. Nobody has looked whether it is UTF-8.
  std::string_view terminated() {
    const auto* begin = bytes_.data() + at_;
    const auto* end = std::find(begin, bytes_.data() + bytes_.size(), 0);
    if (failed_ || end == bytes_.data() + bytes_.size()) {
      failed_ = true;
      return {};
    }
    at_ += static_cast<std::size_t>(end - begin) + 1;
    return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
  }
  // The same of all that is left.
  std::string_view rest() {
    const std::string_view text(reinterpret_cast<const char*>(bytes_.data() + at_), remaining());
    at_ = bytes_.size();
    return text;
  }

  std::string_view terminatedText() { return checkedText(terminated()); }
  std::string_view restAsText() { return checkedText(rest()); }

  BytesIn block(std::size_t length) {
    if (!require(length)) return BytesIn({}, offset());
    BytesIn inner(bytes_.subspan(at_, length), offset());
    at_ += length;
    return inner;
  }

 private:
  bool require(std::size_t count) {
    if (failed_ || remaining() < count) failed_ = true;
    return !failed_;
  }

  std::string_view checkedText(std::string_view text) {
    if (!isCardText(text)) failed_ = true;
    return failed_ ? std::string_view() : text;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t offset_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace goeswith
