// withThousands: numbers as messages and reports write them.
#pragma once

#include <cstdint>
#include <string>

namespace goeswith {

// 1234567 as "1,234,567".
std::string withThousands(std::uint64_t number);

}  // namespace goeswith
