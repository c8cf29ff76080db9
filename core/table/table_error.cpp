#include "table/table_error.h"

#include "table/format.h"

namespace goeswith {

std::uint32_t offsetOf(TableErrorCode code) {
  switch (code) {
    case TableErrorCode::kUnsupportedVersion:
      return format::kVersionOffset;
    case TableErrorCode::kWrongSize:
      return format::kSizeOffset;
    case TableErrorCode::kChecksumMismatch:
      return format::kChecksumOffset;
    case TableErrorCode::kOtherGeneration:
      return format::kGenerationOffset;
    case TableErrorCode::kBadHead:
    case TableErrorCode::kBadRows:
    case TableErrorCode::kBadCards:
      return format::kHeaderSize;
    case TableErrorCode::kNone:
    case TableErrorCode::kNotATable:
      return 0;
  }
  return 0;
}

const char* describe(TableErrorCode code) {
  switch (code) {
    case TableErrorCode::kNone:
      return "nothing is wrong with the table";
    case TableErrorCode::kWrongSize:
      return "the file is cut short, or goes on behind the table; copy it again";
    case TableErrorCode::kNotATable:
      return "this is not a goeswith table; name a published directory, its manifest.json or a .gwt file";
    case TableErrorCode::kUnsupportedVersion:
      return "the table has another format version; build it again with this goeswith, or use a newer one";
    case TableErrorCode::kChecksumMismatch:
      return "the table is damaged (its checksum does not match); copy the file again, or rebuild it";
    case TableErrorCode::kBadHead:
      return "the table's head breaks the format's rules; build it again";
    case TableErrorCode::kBadRows:
      return "the table's rows break the format's rules; build it again";
    case TableErrorCode::kBadCards:
      return "the table's cards do not decode; build it again";
    case TableErrorCode::kOtherGeneration:
      return "the shard does not go with the base that is there; publish the whole directory again";
  }
  return "unknown error";
}

}  // namespace goeswith
