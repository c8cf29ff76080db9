// The constants of the table format. FORMAT.md is their description; both change together.
#pragma once

#include <array>
#include <cstdint>

namespace goeswith::format {

inline constexpr std::array<std::uint8_t, 8> kMagic = {0x89, 'G', 'W', 'T', '\r', '\n', 0x1A, '\n'};
inline constexpr std::uint32_t kVersion = 3;

inline constexpr std::uint32_t kVersionOffset = 8;
inline constexpr std::uint32_t kChecksumOffset = 12;
inline constexpr std::uint32_t kChecksummedFrom = 16;
inline constexpr std::uint32_t kSizeOffset = 16;
inline constexpr std::uint32_t kItemsOffset = 20;
inline constexpr std::uint32_t kEdgesOffset = 24;
inline constexpr std::uint32_t kSectionsOffset = 28;
inline constexpr std::uint32_t kHeaderSize = 32;
inline constexpr std::uint32_t kDirectoryEntrySize = 12;

inline constexpr std::uint32_t kMaxItems = 1u << 24;
inline constexpr std::uint32_t kMaxSections = 64;
inline constexpr std::uint32_t kMaxRowLength = 255;
inline constexpr std::uint32_t kMaxLevels = 255;
inline constexpr std::uint32_t kMaxScale = 127;

// A section's tag as the four ASCII letters lie in the file, read as a little-endian number.
constexpr std::uint32_t tag(const char (&letters)[5]) {
  return static_cast<std::uint32_t>(letters[0]) | static_cast<std::uint32_t>(letters[1]) << 8 |
         static_cast<std::uint32_t>(letters[2]) << 16 | static_cast<std::uint32_t>(letters[3]) << 24;
}
// A reader may skip a section that it does not know when the tag's first letter is small.
constexpr bool isSkippable(std::uint32_t section_tag) {
  return (section_tag & 0x20u) != 0;
}

inline constexpr std::uint32_t kRowsTag = tag("ROWS");
inline constexpr std::uint32_t kPartTag = tag("PART");
inline constexpr std::uint32_t kBiasTag = tag("BIAS");
inline constexpr std::uint32_t kRulesTag = tag("RULE");
inline constexpr std::uint32_t kCalibrationTag = tag("CALI");
inline constexpr std::uint32_t kCardsTag = tag("CARD");
inline constexpr std::uint32_t kSupportTag = tag("supp");
inline constexpr std::uint32_t kInfoTag = tag("info");

// Levels, block shift, and how many bytes the priors take.
inline constexpr std::uint32_t kRowsHeaderSize = 4;
// Rows of a block: a power of two, this at most.
inline constexpr std::uint32_t kMaxBlockShift = 10;
// A block of b bytes holds at most 8 b edges: a bound on what a hostile table can make a reader allocate. Real edges
// take more than a byte.
inline constexpr std::uint32_t kMaxEdgesPerByte = 8;
// Generation, how many rows and cards a shard holds, and whether it stands on a base.
inline constexpr std::uint32_t kPartHeaderSize = 17;
inline constexpr std::uint32_t kPartBaseOffset = 16;
inline constexpr std::uint32_t kGenerationSize = 8;
inline constexpr std::uint32_t kBiasHeaderSize = 4;
inline constexpr std::uint32_t kRulesHeaderSize = 28;
inline constexpr std::uint32_t kPairSize = 8;
inline constexpr std::uint32_t kCalibrationClassSize = 3;
inline constexpr std::uint32_t kKnotSize = 6;

// The largest unit of biases: with it the largest bias stays below 2^20.
inline constexpr std::uint32_t kMaxBiasUnit = 4160;
inline constexpr std::uint32_t kMaxCalibrationClasses = 16;

// How many bytes of text a section of cards of so many bytes may stand for: a bound on what a hostile table can make a
// reader allocate.
constexpr std::uint64_t mostText(std::uint64_t section_size) {
  return 8 * section_size + 65536;
}
inline constexpr std::uint32_t kMaxRunBits = 24;
// Categories and groups are numbered from 1 to this at most: no more of them than items.
inline constexpr std::uint32_t kMaxNamed = kMaxItems;
// Another: whether a section of so many bytes may stand for so many cards, with so many columns of numbers. Each takes
// half a byte, and half a byte for each column.
constexpr bool hasRoomFor(std::uint64_t section_size, std::uint64_t cards, std::uint32_t number_columns) {
  return cards * (1 + number_columns) <= 2 * section_size;
}

// The count of shared bytes, plus 1, is one byte that is not 0.
inline constexpr std::uint32_t kMaxSharedPrefix = 254;
// A pattern is repeated for every item.
inline constexpr std::uint32_t kMaxPattern = 4096;

// Little-endian numbers. Precondition: that many bytes are there.
constexpr std::uint16_t readU16(const std::uint8_t* at) {
  return static_cast<std::uint16_t>(at[0] | at[1] << 8);
}
constexpr std::uint32_t readU32(const std::uint8_t* at) {
  return readU16(at) | static_cast<std::uint32_t>(readU16(at + 2)) << 16;
}

// 128 · 2^(e/8), rounded: the fractional part of a row's scale.
inline constexpr std::array<std::uint8_t, 8> kMantissa = {128, 140, 152, 166, 181, 197, 215, 235};

// Square-root companding: the largest level stands for 4095, level q for 4095 (q / levels)², rounded.
// Preconditions: 1 ≤ q ≤ levels ≤ kMaxLevels.
constexpr std::uint32_t levelValue(std::uint32_t q, std::uint32_t levels) {
  return (4095u * q * q + levels * levels / 2) / (levels * levels);
}

// The absolute weight of a level value on a row's scale, below 2^20. Precondition: scale ≤ kMaxScale.
constexpr std::int32_t scaledWeight(std::uint32_t level_value, std::uint32_t scale) {
  return static_cast<std::int32_t>((level_value * kMantissa[scale & 7]) >> (15 - (scale >> 3)));
}

// The bias that a code stands for, square-root companded, |bias| < 2^20. Preconditions: −127 ≤ code ≤ 127,
// 0 ≤ unit ≤ kMaxBiasUnit.
constexpr std::int32_t biasValue(std::int32_t code, std::int32_t unit) {
  const std::int32_t magnitude = (unit * code * code) >> 6;
  return code < 0 ? -magnitude : magnitude;
}

enum class CardSubject : std::uint8_t {
  kSku = 1,
  kTitle = 2,
  kPrice = 3,
  kCurrency = 4,
  kUrl = 5,
  kImage = 6,
  kCategory = 7,
  kGroup = 8,
  kAvailability = 9,
  kFamily = 10,
};
// Room for those of later versions.
inline constexpr std::uint32_t kCardSubjects = 16;

// What there is of a subject: a text for all cards, a text for each, a number for each, or a number that has a name.
enum class CardKind : std::uint8_t { kNothing = 0, kTextForAll = 1, kTextEach = 2, kNumbers = 3, kNamed = 4 };

}  // namespace goeswith::format
