#include "table/deflate.h"

#include <zlib.h>
#include <zopfli/zopfli.h>

#include <cassert>
#include <cstdlib>
#include <limits>
#include <memory>

namespace goeswith {
namespace {

constexpr int kRawWindowBits = -15;  // negative: no zlib header or trailer

constexpr std::size_t kMostEffortBytes = std::size_t{4} << 20;

}  // namespace

std::vector<std::uint8_t> deflateRaw(std::span<const std::uint8_t> bytes, Effort effort) {
  assert(bytes.size() <= std::numeric_limits<uInt>::max());
  if (effort == Effort::most && bytes.size() <= kMostEffortBytes) {
    ZopfliOptions options;
    ZopfliInitOptions(&options);
    unsigned char* stream = nullptr;
    std::size_t size = 0;
    ZopfliCompress(&options, ZOPFLI_FORMAT_DEFLATE, bytes.data(), bytes.size(), &stream, &size);
    const std::unique_ptr<unsigned char, decltype(&std::free)> owner(stream, &std::free);
    return {stream, stream + size};
  }
  z_stream stream{};
  [[maybe_unused]] int status =
      deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRawWindowBits, /*memLevel=*/9, Z_DEFAULT_STRATEGY);
  assert(status == Z_OK);
  std::vector<std::uint8_t> out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  status = deflate(&stream, Z_FINISH);
  assert(status == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::optional<std::vector<std::uint8_t>> inflateRaw(std::span<const std::uint8_t> bytes, std::size_t exact_size) {
  if (bytes.size() > std::numeric_limits<uInt>::max() || exact_size >= std::numeric_limits<uInt>::max()) return {};
  z_stream stream{};
  if (inflateInit2(&stream, kRawWindowBits) != Z_OK) return {};
  // One byte more than allowed, so that a longer stream shows.
  std::vector<std::uint8_t> out(exact_size + 1);
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&stream, Z_FINISH);
  const bool whole = status == Z_STREAM_END && stream.avail_in == 0 && stream.total_out == exact_size;
  inflateEnd(&stream);
  if (!whole) return {};
  out.resize(exact_size);
  return out;
}

}  // namespace goeswith
