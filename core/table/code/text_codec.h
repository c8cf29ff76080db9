// Texts as binary decisions (FORMAT.md, "Texts"): bytes that stand for themselves, and copies of what came before, in
// both directions as number_codec.h has it.
//
// J. Ziv, A. Lempel, "A universal algorithm for sequential data compression", 1977, over the models of I. Pavlov, "LZMA
// specification", 2015, of which this is a part.
#pragma once

#include <array>
#include <cstdint>

#include "table/code/bit_model.h"
#include "table/code/number_codec.h"

namespace goeswith::texts {

// A byte, or a copy of what stands `distance` bytes before, which may reach into itself.
struct Step {
  std::uint32_t length = 0;  // of the copy; 0: a byte
  std::uint32_t distance = 1;
  std::uint8_t byte = 0;
};

inline constexpr std::uint32_t kLeastCopy = 2;

// Where each kind of decision has its models.
inline constexpr std::uint32_t kIsCopy = 0;  // by whether a copy came before
inline constexpr std::uint32_t kLengths = kIsCopy + 2;
inline constexpr std::uint32_t kDistances = kLengths + kNumberModels;    // of copies of two bytes, and of longer ones
inline constexpr std::uint32_t kBytes = kDistances + 2 * kNumberModels;  // by the top bits of the byte before
inline constexpr std::uint32_t kByteClassShift = 5;
inline constexpr std::uint32_t kModels = kBytes + (256 << (8 - kByteClassShift));

using Models = std::array<BitModel, kModels>;

// Codes one step that follows `last_byte`, and a copy or none. `models` may be const for a coder that learns nothing. A
// length or distance that was decoded is any number, 0 included.
template <class Coder, class Model>
Step codeStep(Coder& coder, Model* models, bool& after_copy, std::uint8_t last_byte, Step step) {
  const bool is_copy = coder.bit(models[kIsCopy + after_copy], step.length > 0);
  after_copy = is_copy;
  if (is_copy) {
    step.length = kLeastCopy + codeNumber(coder, models + kLengths, step.length - kLeastCopy);
    Model* const distances = models + kDistances + (step.length > kLeastCopy ? kNumberModels : 0);
    step.distance = codeNumber(coder, distances, step.distance - 1) + 1;
    return step;
  }
  Model* const tree = models + kBytes + (last_byte >> kByteClassShift << 8);
  std::uint32_t code = 1;
  for (int left = 7; left >= 0; --left) {
    code = code << 1 | static_cast<std::uint32_t>(coder.bit(tree[code], (step.byte >> left & 1) != 0));
  }
  step.length = 0;
  step.byte = static_cast<std::uint8_t>(code);
  return step;
}

}  // namespace goeswith::texts
