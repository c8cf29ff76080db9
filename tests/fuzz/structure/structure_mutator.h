// Changes a table, a shard or its cards as values: what a mutator of bytes, behind range coders, never gets to write.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "file_contents.h"

namespace goeswith::test {

// The base of sampleParts(), which stands below the shards that the fuzzers read.
const FileBase& sampleBase();

// The file with some of its values changed, and in one of four cases with a lie about one of its numbers or ends. Size
// and checksum are right, and all is where it belongs: what is wrong with it is what was changed. Same file, same seed,
// same bytes. Nothing when readContents() can make nothing of it.
std::optional<Bytes> mutateFile(std::span<const std::uint8_t> file, std::uint32_t seed);

// The same of a section of cards and how many there are.
struct CardsInput {
  std::uint32_t count;
  Bytes section;
};
std::optional<CardsInput> mutateCards(std::uint32_t count, std::span<const std::uint8_t> section, std::uint32_t seed);

}  // namespace goeswith::test
