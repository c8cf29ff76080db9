// The bytes of a table, for tests that change them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "table/bytes_out.h"
#include "table/format.h"

namespace goeswith::test {

using Bytes = std::vector<std::uint8_t>;

inline void storeU32(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
  for (int k = 0; k < 4; ++k) bytes[at + k] = static_cast<std::uint8_t>(value >> (8 * k));
}

// Makes size and checksum right again after a change, as somebody with bad intentions would.
inline void repairChecksum(std::span<std::uint8_t> bytes) {
  if (bytes.size() < format::kSizeOffset) return;
  const auto checksum = XXH32(bytes.data() + format::kChecksummedFrom, bytes.size() - format::kChecksummedFrom, 0);
  storeU32(bytes, format::kChecksumOffset, checksum);
}

inline Bytes withChecksum(Bytes bytes) {
  repairChecksum(bytes);
  return bytes;
}

inline std::size_t sectionCount(std::span<const std::uint8_t> bytes) {
  return format::readU32(&bytes[format::kSectionsOffset]);
}

// Where the directory's entry of a section lies. Precondition: there is one.
inline std::size_t entryOf(std::span<const std::uint8_t> bytes, std::uint32_t section_tag) {
  std::size_t at = format::kHeaderSize;
  while (format::readU32(&bytes[at]) != section_tag) at += format::kDirectoryEntrySize;
  return at;
}

// Where a section starts. Precondition: the table has it.
inline std::size_t sectionOffset(std::span<const std::uint8_t> bytes, std::uint32_t section_tag) {
  return format::readU32(&bytes[entryOf(bytes, section_tag) + 4]);
}

struct SectionBytes {
  std::uint32_t tag;
  Bytes bytes;
};

// A file of any sections, with everything around them right, their order included.
inline Bytes fileOf(std::uint32_t items, std::uint32_t edges, std::vector<SectionBytes> sections) {
  std::sort(sections.begin(), sections.end(), [](const SectionBytes& a, const SectionBytes& b) { return a.tag < b.tag; });
  Bytes out(format::kMagic.begin(), format::kMagic.end());
  for (const std::uint32_t field : {std::uint32_t{format::kVersion}, 0u, 0u, items, edges}) appendU32(out, field);
  appendU32(out, sections.size());
  std::size_t offset = format::kHeaderSize + format::kDirectoryEntrySize * sections.size();
  for (const SectionBytes& section : sections) {
    appendU32(out, section.tag);
    appendU32(out, offset);
    appendU32(out, section.bytes.size());
    offset += section.bytes.size();
  }
  for (const SectionBytes& section : sections) out.insert(out.end(), section.bytes.begin(), section.bytes.end());
  storeU32(out, format::kSizeOffset, static_cast<std::uint32_t>(out.size()));
  return withChecksum(std::move(out));
}

}  // namespace goeswith::test
