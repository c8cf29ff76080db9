// buildRowsInParallel: a sparse matrix row by row on all threads, the same on any number of them.
#pragma once

#include <cstddef>
#include <vector>

#include "mine/count/rows_done.h"
#include "table/weight_rows.h"

namespace goeswith {

// Calls `build(i, scratch, row)` for every row i < rows; `row` comes in empty and is to be filled with targets that
// ascend. Each thread has a default-constructed Scratch of its own. Rows are worked on in slices, so that memory beyond
// the result stays small and progress can be told between them. `build` must not throw and must not depend on the
// order of rows. `progress` may be empty.
template <class Scratch, class BuildRow>
WeightRows buildRowsInParallel(std::size_t rows, BuildRow&& build, const RowsDone& progress) {
  constexpr std::size_t kSlice = 4096;
  WeightRows result;
  result.offsets.reserve(rows + 1);
  std::vector<std::vector<WeightedTarget>> slice(kSlice);
  for (std::size_t begin = 0; begin < rows; begin += kSlice) {
    const std::size_t count = rows - begin < kSlice ? rows - begin : kSlice;
#pragma omp parallel
    {
      Scratch scratch;
      // Signed, since OpenMP loops of old compilers are; dynamic, since popular rows come first and cost most.
#pragma omp for schedule(dynamic, 8)
      for (std::ptrdiff_t k = 0; k < static_cast<std::ptrdiff_t>(count); ++k) {
        slice[k].clear();
        build(begin + k, scratch, slice[k]);
      }
    }
    for (std::size_t k = 0; k < count; ++k) {
      result.edges.insert(result.edges.end(), slice[k].begin(), slice[k].end());
      result.offsets.push_back(result.edges.size());
    }
    if (progress) progress(begin + count, rows);
  }
  return result;
}

}  // namespace goeswith
