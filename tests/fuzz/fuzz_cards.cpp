// Reads any bytes as a section of cards, alone and on a sound base; the first two say how many there are.
#include <cstddef>
#include <cstdint>

#include "promise.h"
#include "read_everything.h"
#include "sample_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace goeswith;
  static const std::vector<std::uint8_t> base_bytes = test::sampleParts().base;
  static const Table table = *Table::open(base_bytes);
  static CardReader base;
  static const bool has_base = base.read(table.section(format::kCards), table.cardCount());
  if (!has_base) test::hold("a sound base is read");
  if (size < 2) return 0;
  const std::uint32_t count = format::readU16(data);
  // A copy of just that size: a read beyond it shows.
  const std::vector<std::uint8_t> section(data + 2, data + size);
  test::hold(test::brokenCardsPromise(section, count, nullptr));
  test::hold(test::brokenCardsPromise(section, count, &base));
  return 0;
}
