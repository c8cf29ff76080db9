// Files as they come: what is packed is unpacked, and workbooks and feeds become text that the miner's readers know.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "command/files/files.h"

namespace goeswith {

// Feeds the records of `path` ("-": standard input) to `take`, in pieces, until it returns false: of gzip, zstd and zip
// with one file what is in it, of an Excel workbook its first sheet as CSV, of a product feed in XML JSON lines, and
// everything else as it is. `position` as in streamFile(). Zip, workbooks and feeds are taken into memory.
//
// libzip reads zip from memory, for which minizip needs own callbacks (BSD-3-Clause); libzstd is the format's own
// library (BSD-3-Clause). Parquet needs Arrow, 60 MB of libraries: it is named and refused.
tl::expected<void, FileError> streamInput(
    const std::string& path, const std::function<bool(std::string_view piece, std::uint64_t position)>& take);

}  // namespace goeswith
