// The bytes of a table, for tests that change them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "table/bytes_out.h"
#include "table/checksum.h"
#include "table/format.h"

namespace goeswith::test {

using Bytes = std::vector<std::uint8_t>;

inline void storeU32(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
  for (int k = 0; k < 4; ++k) bytes[at + k] = static_cast<std::uint8_t>(value >> (8 * k));
}

// Makes the checksum right again after a change, as somebody with bad intentions would.
inline void repairChecksum(std::span<std::uint8_t> bytes) {
  if (bytes.size() < format::kChecksummedFrom) return;
  storeU32(bytes, format::kChecksumOffset, checksumOf(bytes.subspan(format::kChecksummedFrom)));
}

inline Bytes withChecksum(Bytes bytes) {
  repairChecksum(bytes);
  return bytes;
}

// Makes the lengths of the sections add up again: those at the end get what there is. Precondition: there is a header.
inline void repairLengths(std::span<std::uint8_t> bytes) {
  std::uint32_t left = static_cast<std::uint32_t>(bytes.size()) - format::kHeaderSize;
  std::size_t last_at = format::kLengthsOffset;
  for (std::size_t at = format::kLengthsOffset; at < format::kHeaderSize; at += 4) {
    const std::uint32_t length = std::min(format::readU32(&bytes[at]), left);
    storeU32(bytes, at, length);
    left -= length;
    if (length > 0) last_at = at;
  }
  storeU32(bytes, last_at, format::readU32(&bytes[last_at]) + left);
}

// Where a section starts.
inline std::size_t sectionOffset(std::span<const std::uint8_t> bytes, format::Section section) {
  std::size_t offset = format::kHeaderSize;
  for (std::uint32_t s = 0; s < section; ++s) offset += format::readU32(&bytes[format::kLengthsOffset + 4 * s]);
  return offset;
}

struct SectionBytes {
  format::Section section;
  Bytes bytes;
};

// A file of any sections, with everything around them right.
inline Bytes fileOf(std::uint32_t items, std::uint32_t edges, const std::vector<SectionBytes>& sections) {
  std::array<Bytes, format::kSections> all;
  for (const SectionBytes& section : sections) all[section.section] = section.bytes;
  Bytes out(format::kMagic.begin(), format::kMagic.end());
  for (const std::uint32_t field : {std::uint32_t{format::kVersion}, 0u, items, edges}) appendU32(out, field);
  for (const Bytes& section : all) appendU32(out, section.size());
  for (const Bytes& section : all) out.insert(out.end(), section.begin(), section.end());
  return withChecksum(std::move(out));
}

}  // namespace goeswith::test
