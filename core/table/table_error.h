// TableError: why bytes are not a table, and where.
#pragma once

#include <cstdint>

namespace goeswith {

// One enumerator for each distinguishable cause. The numbers cross into JavaScript (web/src/page/errors.js).
enum class TableErrorCode : std::uint8_t {
  kNone = 0,
  kWrongSize = 1,           // fewer or more bytes than the header says
  kNotATable = 2,           // other bytes than every table begins with: HTML, another file, a transfer in text mode
  kUnsupportedVersion = 3,  // written by another goeswith
  kChecksumMismatch = 4,    // damaged on the way
  kBadHead = 5,             // a head that announces what is not there
  kBadRows = 6,             // lengths, scales or targets that the format forbids
  kBadCards = 7,            // cards whose head or texts do not decode
  kOtherGeneration = 8,     // a shard that does not go with the one it is to be used with
};

struct TableError {
  TableErrorCode code;
  std::uint32_t offset;  // byte offset in the file where the trouble starts
};

// Where the trouble that a code stands for starts.
std::uint32_t offsetOf(TableErrorCode code);

// A sentence for people: what is wrong and what to do. Static storage, no file name.
const char* describe(TableErrorCode code);

}  // namespace goeswith
