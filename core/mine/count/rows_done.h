// RowsDone: how long work on a matrix tells how far it is.
#pragma once

#include <cstddef>
#include <functional>

namespace goeswith {

// Called from the calling thread only, with the rows done so far; for progress. May be empty.
using RowsDone = std::function<void(std::size_t rows_done, std::size_t rows)>;

}  // namespace goeswith
