// HeadReader: the numbers that say what the rest of a pack of bytes is (FORMAT.md, "Packs of bytes").
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "table/code/number_codec.h"
#include "table/code/range_decoder.h"
#include "table/format.h"

namespace goeswith {

// Reads a pack: the length of its head, the head, which is one range-coded run of numbers, and behind it the body,
// whose parts the head tells. Borrows the bytes.
//
// Safe for untrusted input: numbers may be any, but what they announce is never more than there is room for, and
// nothing fails before isSound() is asked.
class HeadReader {
 public:
  // Numbers of like size share models.
  enum Kind : std::uint32_t { kCounts, kSteps, kValues, kKinds };

  explicit HeadReader(std::span<const std::uint8_t> pack)
      : body_(pack), room_(format::mostEntries(pack.size())), decoder_(bytes(lengthIn(bytes(format::kLengthSize)))) {
    forget();
  }

  // As if no number had been read yet: those that follow are of another kind.
  [[gnu::noinline]] void forget() { BitModel::forget(models_); }

  std::uint32_t number(Kind kind) { return codeNumber(decoder_, models_.data() + kind * kNumberModels, 0); }

  // So many, or none if that is more entries than a pack of this size may have, with those that were taken before.
  [[gnu::noinline]] std::uint32_t entries(std::uint32_t count) {
    const bool fits = count <= room_;
    require(fits);
    if (!fits) return 0;
    room_ -= count;
    return count;
  }

  // The next bytes of the body; none if there are fewer.
  [[gnu::noinline]] std::span<const std::uint8_t> bytes(std::uint32_t count) {
    const bool fits = count <= body_.size();
    require(fits);
    if (!fits) return {};
    const auto taken = body_.first(count);
    body_ = body_.subspan(count);
    return taken;
  }

  // Says what else has to hold.
  void require(bool condition) { is_sound_ &= condition; }

  // The rest of it.
  std::span<const std::uint8_t> body() const { return body_; }

  RangeDecoder& decoder() { return decoder_; }

  // Whether all that was taken was there, and nothing is left. The reader is used up.
  bool isSound() { return is_sound_ && body_.empty() && decoder_.isExhausted(); }

 private:
  static std::uint32_t lengthIn(std::span<const std::uint8_t> bytes) {
    return bytes.empty() ? 0 : format::readU32(bytes.data());
  }

  // In the order in which they are made: the decoder's bytes are taken from the body.
  bool is_sound_ = true;
  std::span<const std::uint8_t> body_;
  std::size_t room_;
  RangeDecoder decoder_;
  std::array<BitModel, kKinds * kNumberModels> models_;  // NOLINT: set above
};

}  // namespace goeswith
