// How much memory the program holds, for tests of what a reader may take.
#pragma once

#include <cstddef>

namespace goeswith::test {

std::size_t heldMemory();
// The most since the last call of resetPeak().
std::size_t peakMemory();
void resetPeak();

}  // namespace goeswith::test
