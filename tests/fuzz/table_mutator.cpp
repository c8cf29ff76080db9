// Changes a table's bytes as libFuzzer likes, or its values (structure_mutator.h), in turn. Size and checksum are made
// right: the fuzzer gets behind them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "structure/structure_mutator.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned int seed) {
  using namespace goeswith;
  if (seed % 2 == 0) {
    if (const auto file = test::mutateFile({data, size}, seed); file && file->size() <= max_size) {
      std::copy(file->begin(), file->end(), data);
      return file->size();
    }
  }
  const std::size_t mutated = LLVMFuzzerMutate(data, size, max_size);
  // One in sixteen stays wrong.
  if (mutated >= format::kHeaderSize && seed / 2 % 16 != 0) {
    const std::span<std::uint8_t> bytes(data, mutated);
    test::repairSize(bytes);
    test::repairChecksum(bytes);
  }
  return mutated;
}
