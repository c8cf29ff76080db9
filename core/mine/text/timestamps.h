// Timestamps as orders exports write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace goeswith {

// The forms that parseTimestamp() reads, for messages.
inline constexpr std::string_view kTimestampFormats =
    "YYYY-MM-DD, YYYY-MM-DD HH:MM[:SS] with or without Z, UTC or an offset such as +02:00, and seconds or milliseconds "
    "since 1970 in 10 or 13 digits";

// Seconds since 1970-01-01 00:00 UTC; fractions of a second are cut off. Reads
//   YYYY-MM-DD
//   YYYY-MM-DD[ T]HH:MM[:SS[.fff]], then nothing, Z, UTC, ±HH:MM or ±HHMM, with or without a space before it
//   10 digits: seconds since 1970; 13 digits: milliseconds since 1970
// A time without a zone is taken as UTC. Nothing for any other text, for days that the calendar does not have, and for
// forms that leave day and month open (12/1/2010). Safe for any bytes.
std::optional<std::int64_t> parseTimestamp(std::string_view text);

}  // namespace goeswith
