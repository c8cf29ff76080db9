// Changes an input of fuzz_cards as libFuzzer likes, or its values (structure_mutator.h), in turn.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "structure/structure_mutator.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned int seed) {
  using namespace goeswith;
  if (seed % 2 == 0 && size >= 2) {
    const auto cards = test::mutateCards(format::readU16(data), {data + 2, size - 2}, seed);
    if (cards && cards->section.size() + 2 <= max_size) {
      data[0] = static_cast<std::uint8_t>(cards->count);
      data[1] = static_cast<std::uint8_t>(cards->count >> 8);
      std::copy(cards->section.begin(), cards->section.end(), data + 2);
      return cards->section.size() + 2;
    }
  }
  return LLVMFuzzerMutate(data, size, max_size);
}
