// The bytes of a table, for tests that change them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "table/code/bytes_out.h"
#include "table/code/checksum.h"
#include "table/format.h"
#include "table/read/table.h"
#include "table/write/head_writer.h"

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

// Makes the size right again after a cut. Precondition: there is a header.
inline void repairSize(std::span<std::uint8_t> bytes) {
  storeU32(bytes, format::kSizeOffset, static_cast<std::uint32_t>(bytes.size()));
}

// A file of this pack, with everything in front of it right.
inline Bytes fileOf(const Bytes& pack, std::uint32_t generation = 0) {
  Bytes out(format::kMagic.begin(), format::kMagic.end());
  for (const std::size_t field :
       {std::size_t{format::kVersion}, format::kHeaderSize + pack.size(), std::size_t{0}, std::size_t{generation}}) {
    appendU32(out, field);
  }
  out.insert(out.end(), pack.begin(), pack.end());
  return withChecksum(std::move(out));
}

// What the head of a file says, right or wrong, and what it is said of.
struct FileParts {
  std::uint32_t items = 0;
  std::uint32_t edges = 0;
  std::uint32_t generation = 0;
  std::vector<std::uint32_t> part;  // of a shard: 2 · gap, plus 1 with a row, for each card
  std::array<Bytes, format::kSections> sections;
  std::array<std::uint32_t, format::kSections> longer{};  // by so many bytes than they are
  std::uint32_t bias_unit = 0;
  Bytes biases;
  std::array<std::vector<NumberPair>, kPairLists> pairs;  // steps of `from`, and `to`
  std::array<std::uint32_t, kPairLists> more_pairs{};     // so many more than there are
  std::vector<std::array<std::uint32_t, 3>> knots;
  std::uint32_t more_knots = 0;
  Bytes behind;  // all sections

  Bytes pack() const {
    HeadWriter head;
    const auto count = [&head](std::size_t number) {
      head.number(HeadReader::kCounts, static_cast<std::uint32_t>(number));
    };
    count(items);
    count(edges);
    if (generation != 0) {
      count(part.size());
      for (const std::uint32_t code : part) head.number(HeadReader::kSteps, code);
    }
    for (std::uint32_t s = 0; s < format::kSections; ++s) {
      count(sections[s].size() + longer[s]);
      head.bytes(sections[s]);
    }
    count(bias_unit);
    head.bytes(biases);
    for (std::size_t limit = 0; limit < 2 + kPlacementCount; ++limit) count(0);
    for (std::uint32_t list = 0; list < kPairLists; ++list) {
      count(pairs[list].size() + more_pairs[list]);
      for (const NumberPair& pair : pairs[list]) {
        head.number(HeadReader::kSteps, pair.from);
        head.number(HeadReader::kValues, pair.to);
      }
    }
    count(knots.size() + more_knots);
    for (const auto& [cart, score, rate] : knots) {
      count(cart);
      head.number(HeadReader::kSteps, score);
      head.number(HeadReader::kValues, rate);
    }
    head.bytes(behind);
    return std::move(head).pack();
  }

  Bytes file() const { return fileOf(pack(), generation); }
};

// Opens a table or a base alone, and any other shard on this base.
inline tl::expected<Table, TableError> openOn(const Table& base, std::span<const std::uint8_t> bytes) {
  auto table = Table::open(bytes);
  if (!table && table.error().code == TableErrorCode::kOtherGeneration) table = Table::open(bytes, &base);
  return table;
}

}  // namespace goeswith::test
