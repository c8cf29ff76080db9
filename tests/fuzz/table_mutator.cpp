// Changes a table as libFuzzer likes, and then makes its size and checksum right: the fuzzer gets behind them.
#include <cstddef>
#include <cstdint>
#include <span>

#include "table_bytes.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned int seed) {
  using namespace goeswith;
  const std::size_t mutated = LLVMFuzzerMutate(data, size, max_size);
  // One in sixteen stays wrong.
  if (mutated >= format::kHeaderSize && seed % 16 != 0) {
    const std::span<std::uint8_t> bytes(data, mutated);
    test::repairSize(bytes);
    test::repairChecksum(bytes);
  }
  return mutated;
}
