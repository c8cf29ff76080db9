// Base64 with padding, RFC 4648 section 4.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goeswith {

std::string encodeBase64(std::span<const std::uint8_t> bytes);

// Nothing when `text` is not what encodeBase64 writes: other characters, line ends, missing padding, or bits behind the
// last byte that are not 0. Safe for untrusted input.
std::optional<std::vector<std::uint8_t>> decodeBase64(std::string_view text);

}  // namespace goeswith
