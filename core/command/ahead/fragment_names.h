// Names of the files that `goeswith prerender` writes.
#pragma once

#include <string>
#include <string_view>

namespace goeswith {

// The file of an item below the directory of fragments. Small letters, digits and - stand for themselves, a capital
// letter is _ and the small one, and every other byte of the SKU is ~ and two hexadecimal digits: "85123A" is
// "85123_a.html". So no two SKUs share a file, on file systems that do not tell capitals from small letters neither,
// and no SKU leads out of the directory or has a name that Windows reserves (con, nul …), of which the first letter is
// encoded. Where a name would exceed 200 characters, the rest goes into directories below.
std::string fragmentName(std::string_view sku);

}  // namespace goeswith
