// Reads any bytes as inflated cards; the first two say how many there are.
#include <cstddef>
#include <cstdint>

#include "promise.h"
#include "read_everything.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::uint32_t count = goeswith::format::readU16(data);
  goeswith::test::hold(goeswith::test::brokenCardsPromise({data + 2, size - 2}, count, nullptr));
  return 0;
}
