// Raw DEFLATE streams (RFC 1951), as the browser's DecompressionStream('deflate-raw') reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace goeswith {

// How hard to look for a short stream. `most` saves a tenth, and takes a second for every 200 KB; where that would be
// long, beyond 4 MiB, it is as `much`.
enum class Effort { much, most };

// Same bytes in, same bytes out for one version of the libraries below.
std::vector<std::uint8_t> deflateRaw(std::span<const std::uint8_t> bytes, Effort effort);

// The content of one stream that must end at the end of `bytes` and hold exactly `exact_size` bytes; else nothing.
// Safe for untrusted input: allocates `exact_size` bytes, which the caller bounds.
std::optional<std::vector<std::uint8_t>> inflateRaw(std::span<const std::uint8_t> bytes, std::size_t exact_size);

}  // namespace goeswith
