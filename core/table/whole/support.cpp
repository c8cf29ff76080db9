#include "table/whole/support.h"

#include "table/code/bytes_in.h"
#include "table/code/bytes_out.h"

namespace goeswith {

std::uint32_t supportBucket(std::uint32_t count) {
  std::uint64_t bucket = 0;
  for (std::uint64_t decade = 10; decade <= count; decade *= 10) {
    for (const std::uint64_t step : {1, 2, 5}) {
      if (decade * step <= count) bucket = decade * step;
    }
  }
  return static_cast<std::uint32_t>(bucket);
}

std::vector<std::uint8_t> encodeSupport(const Support& support) {
  std::vector<std::uint8_t> section;
  for (const auto* counts : {&support.item_orders, &support.edge_orders}) {
    for (const std::uint32_t count : *counts) appendVarint(section, supportBucket(count));
  }
  return section;
}

std::optional<Support> supportOf(const Table& table) {
  if (table.section(format::kSupport).empty()) return {};
  // Each number takes a byte at least: a bound before anything is allocated.
  const std::uint64_t numbers = std::uint64_t{table.itemCount()} + table.edgeCount();
  if (numbers > table.section(format::kSupport).size()) return {};
  BytesIn bytes(table.section(format::kSupport));
  Support support;
  for (std::uint32_t i = 0; i < table.itemCount(); ++i) support.item_orders.push_back(bytes.varint());
  for (std::uint32_t e = 0; e < table.edgeCount(); ++e) support.edge_orders.push_back(bytes.varint());
  if (bytes.failed() || bytes.remaining() > 0) return {};
  return support;
}

}  // namespace goeswith
