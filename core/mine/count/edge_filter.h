// keepEdges: a sparse matrix with some of its edges, and what an edge can do.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "table/weight_rows.h"

namespace goeswith {

// Whether an edge can put its target on a list: in a cart, or on a page of its source alone.
inline bool pulls(const WeightedTarget& edge) {
  return edge.weight > 0 || edge.page_strength > 0;
}

// Takes that from it. A weight that pulled is 0 then, which is for keepEdges() to remove; one that speaks against the
// target stays.
inline void stopPulling(WeightedTarget& edge) {
  edge.weight = std::min(edge.weight, 0.0f);
  edge.page_strength = 0;
}

// Keeps the edges for which `keep(source, edge)` says true, in place; `keep` may change the edge's weight. Returns how
// many edges went.
template <class Keep>
std::uint64_t keepEdges(WeightRows& rows, Keep&& keep) {
  std::uint64_t kept = 0;
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < rows.rowCount(); ++i) {
    const std::uint64_t end = rows.offsets[i + 1];
    for (std::uint64_t e = begin; e < end; ++e) {
      WeightedTarget edge = rows.edges[e];
      if (keep(static_cast<std::uint32_t>(i), edge)) rows.edges[kept++] = edge;
    }
    begin = end;
    rows.offsets[i + 1] = kept;
  }
  const std::uint64_t gone = rows.edges.size() - kept;
  rows.edges.resize(kept);
  return gone;
}

}  // namespace goeswith
