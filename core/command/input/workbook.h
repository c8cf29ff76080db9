// Excel workbooks (.xlsx), as CSV.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace goeswith {

// Reads a file of the workbook's archive; nothing when there is none of that name.
using PartReader = std::function<std::optional<std::string>(const std::string& name)>;

// The first sheet as CSV: texts, numbers as they are written, dates as the days that a spreadsheet counts. Formulas
// give their last value. Fails with a message when a part is missing or no XML. Safe for any bytes.
tl::expected<std::string, std::string> workbookAsCsv(const PartReader& part);

}  // namespace goeswith
