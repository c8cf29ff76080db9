// The constants of the table format. FORMAT.md is their description; both change together.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace goeswith::format {

inline constexpr std::array<std::uint8_t, 8> kMagic = {0x89, 'G', 'W', 'T', '\r', '\n', 0x1A, '\n'};
inline constexpr std::uint32_t kVersion = 6;

// The sections of which the head tells the lengths, in the order in which they lie in the file.
enum Section : std::uint32_t { kRows, kCards, kInfo, kSupport, kSections };

inline constexpr std::uint32_t kVersionOffset = 8;
inline constexpr std::uint32_t kSizeOffset = 12;
inline constexpr std::uint32_t kChecksumOffset = 16;
inline constexpr std::uint32_t kChecksummedFrom = 20;
inline constexpr std::uint32_t kGenerationOffset = 20;
inline constexpr std::uint32_t kHeaderSize = 24;  // behind it is a pack

// A pack begins with the length of its head.
inline constexpr std::uint32_t kLengthSize = 4;
// How many entries of lists a pack of so many bytes may announce: a bound on what a hostile table can make a reader
// allocate. Each takes up to twelve bytes in memory.
constexpr std::size_t mostEntries(std::size_t pack_size) {
  return 2 * pack_size;
}

inline constexpr std::uint32_t kMaxItems = (1u << 24) - 1;
inline constexpr std::uint32_t kMaxRowLength = 255;
inline constexpr std::uint32_t kMaxLevels = 256;
inline constexpr std::uint32_t kMaxScale = 127;

// What leads a list for a source alone: up to kLeadPlaces edges of a row have lead 2, as many lead 1.
inline constexpr std::uint32_t kTopLead = 2;
inline constexpr std::uint32_t kLeadPlaces = 3;
// A lead counts for more than any weight and bias together, which stay below 2^21.
inline constexpr std::uint32_t kLeadShift = 22;

// Rows or cards of a block, as a power of two. This and the limits of items and of knots are masks as well: of such a
// number in a file only these bits count.
inline constexpr std::uint32_t kMaxBlockShift = 15;
// A block of b bytes holds at most 8 b edges: a bound on what a hostile table can make a reader allocate. Real edges
// take more than a byte.
inline constexpr std::uint32_t kMaxEdgesPerByte = 8;
inline constexpr std::uint32_t kBiasShift = 10;
inline constexpr std::uint32_t kMaxKnots = 4095;

// How many bytes of text a section of cards of so many bytes may stand for: a bound on what a hostile table can make a
// reader allocate. What is beyond 2^27 bytes allows no more.
constexpr std::uint32_t mostText(std::size_t section_size) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(section_size, 1u << 27) * 8 + 65536);
}
// How many bytes a section has at least that stands for so much text.
constexpr std::size_t leastForText(std::size_t text_size) {
  return text_size <= mostText(0) ? 0 : (text_size - mostText(0) + 7) / 8;
}
inline constexpr std::uint32_t kMaxRunBits = 24;
// Categories and groups are numbered from 1 to this at most: no more of them than items.
inline constexpr std::uint32_t kMaxNamed = kMaxItems;

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

// The bias that a code stands for, square-root companded, |bias| < 2^20. Preconditions: −128 ≤ code ≤ 127,
// 0 ≤ unit < 2^16.
constexpr std::int32_t biasValue(std::int32_t code, std::int32_t unit) {
  const std::int32_t magnitude = (unit * code * code) >> kBiasShift;
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
inline constexpr std::uint32_t kCardSubjects = 11;

// The kinds of a subject: a text for all cards, a text for each, a number for each, or a number that has a name.
enum CardKind : std::uint32_t { kNothing, kTextForAll, kTextEach, kNumbers, kNamed, kKinds };

}  // namespace goeswith::format
