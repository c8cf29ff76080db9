#include "table/table_error.h"

namespace goeswith {

const char* describe(TableErrorCode code) {
  switch (code) {
    case TableErrorCode::kTruncated:
      return "the table is cut short; copy the file again";
    case TableErrorCode::kNotATable:
      return "this is not a goeswith table; name a published directory, its manifest.json or a .gwt file";
    case TableErrorCode::kUnsupportedVersion:
      return "the table has another format version; build it again with this goeswith, or use a newer one";
    case TableErrorCode::kTrailingBytes:
      return "the file goes on after the end of the table; copy it again";
    case TableErrorCode::kChecksumMismatch:
      return "the table is damaged (its checksum does not match); copy the file again, or rebuild it";
    case TableErrorCode::kLimitExceeded:
      return "the table claims more than the format allows; build it again";
    case TableErrorCode::kBadRows:
      return "the table's rows break the format's rules; build it again";
    case TableErrorCode::kBadCards:
      return "the table's cards do not decode; build it again";
    case TableErrorCode::kBadBias:
      return "the table's biases break the format's rules; build it again";
    case TableErrorCode::kBadRules:
      return "the table's rules for what is shown break the format's rules; build it again";
    case TableErrorCode::kBadCalibration:
      return "the table's calibration breaks the format's rules; build it again";
    case TableErrorCode::kBadPart:
      return "the shard's list of items breaks the format's rules; build it again";
    case TableErrorCode::kOtherGeneration:
      return "the shard belongs to another generation of the table; publish the whole directory again";
  }
  return "unknown error";
}

}  // namespace goeswith
