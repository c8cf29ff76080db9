// TableError: why bytes are not a table, and where.
#pragma once

#include <cstdint>

namespace goeswith {

// One enumerator for each distinguishable cause. The numbers cross into JavaScript (web/src/errors.js): they never
// change, new causes are added at the end. Those that are missing were causes of former versions.
enum class TableErrorCode : std::uint8_t {
  kTruncated = 1,           // fewer bytes than the header says, or than a header has
  kNotATable = 2,           // the magic bytes are others: HTML, another file, a transfer in text mode
  kUnsupportedVersion = 3,  // written by a newer goeswith
  kTrailingBytes = 4,       // more bytes than the header says
  kChecksumMismatch = 5,    // damaged on the way
  kLimitExceeded = 7,       // a count beyond what the format allows
  kBadRows = 11,            // lengths, scales or targets that the format forbids
  kBadCards = 12,           // cards whose head or texts do not decode
  kBadBias = 13,
  kBadRules = 14,
  kBadCalibration = 15,
  kBadPart = 16,            // a shard's list of items breaks the format
  kOtherGeneration = 17,    // a shard of another generation than the one it is to be used with
};

struct TableError {
  TableErrorCode code;
  std::uint32_t offset;  // byte offset in the file where the trouble starts
};

// A sentence for people: what is wrong and what to do. Static storage, no file name.
const char* describe(TableErrorCode code);

}  // namespace goeswith
