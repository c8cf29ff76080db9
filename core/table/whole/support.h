// Support: how many orders speak for a table's edges, published only on request and in coarse steps.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "table/read/table.h"

namespace goeswith {

struct Support {
  std::vector<std::uint32_t> item_orders;  // by item: orders that hold it
  std::vector<std::uint32_t> edge_orders;  // by edge, in the order of the rows: orders that hold both items
};

// The published stand-in of a count: the largest of 10, 20, 50, 100, 200, 500, … that is not above it; 0 below 10.
std::uint32_t supportBucket(std::uint32_t count);

// A section `supp` with the buckets of the counts.
std::vector<std::uint8_t> encodeSupport(const Support& support);

// The counts in the table's section; nothing when there is none, or when it is not what the format says. Safe for
// untrusted input.
std::optional<Support> supportOf(const Table& table);

}  // namespace goeswith
