// table/deflate.h for the C++ tests under Node, whose own zlib does the work.
#include <emscripten/emscripten.h>

#include "table/deflate.h"

// clang-format off

// Keeps the stream for takeOutput() and returns its length.
EM_JS(std::size_t, deflateInNode, (const std::uint8_t* bytes, std::size_t size), {
  const zlib = require('zlib');
  Module.output = zlib.deflateRawSync(HEAPU8.subarray(bytes, bytes + size), { level: 9, memLevel: 9 });
  return Module.output.length;
})

// Keeps the content for takeOutput(); false unless all of `bytes` is one stream of exactly `exact_size` bytes.
EM_JS(bool, inflateInNode, (const std::uint8_t* bytes, std::size_t size, std::size_t exact_size), {
  const zlib = require('zlib');
  const maxOutputLength = Math.max(exact_size, 1);
  try {
    const result = zlib.inflateRawSync(HEAPU8.subarray(bytes, bytes + size), { info: true, maxOutputLength });
    Module.output = result.buffer;
    return result.engine.bytesWritten === size && result.buffer.length === exact_size;
  } catch (error) {
    if (error.code === 'ERR_BUFFER_TOO_LARGE' || error.code.startsWith('Z_')) return false;
    throw error;
  }
})

EM_JS(void, takeOutput, (std::uint8_t* to), {
  HEAPU8.set(Module.output, to);
  delete Module.output;
})

// clang-format on

namespace goeswith {

std::vector<std::uint8_t> deflateRaw(std::span<const std::uint8_t> bytes, Effort) {
  std::vector<std::uint8_t> stream(deflateInNode(bytes.data(), bytes.size()));
  takeOutput(stream.data());
  return stream;
}

std::optional<std::vector<std::uint8_t>> inflateRaw(std::span<const std::uint8_t> bytes, std::size_t exact_size) {
  if (!inflateInNode(bytes.data(), bytes.size(), exact_size)) return std::nullopt;
  std::vector<std::uint8_t> content(exact_size);
  takeOutput(content.data());
  return content;
}

}  // namespace goeswith
