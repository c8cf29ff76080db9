// The twin of a table: the same bytes as base64 in JSON, for hosts that accept no binary files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace goeswith {

// {"format":"goeswith-table","version":1,"bytes":N,"base64":"…"} and a line end.
std::string encodeTableTwin(std::span<const std::uint8_t> table);

// Whether a JSON text says that it is a twin. Only that: the rest may be wrong.
bool isTableTwin(std::string_view text);

// The table's bytes. The error says what is wrong, without the file's name. Safe for untrusted input; whether the bytes
// are a table is for Table::open to say.
tl::expected<std::vector<std::uint8_t>, std::string> decodeTableTwin(std::string_view text);

}  // namespace goeswith
