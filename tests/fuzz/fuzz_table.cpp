// Opens any bytes as a table or shard and reads all of it.
#include "promise.h"
#include "read_everything.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A copy of just that size: a read beyond it shows.
  const std::vector<std::uint8_t> bytes(data, data + size);
  goeswith::test::hold(goeswith::test::brokenPromise(bytes));
  return 0;
}
