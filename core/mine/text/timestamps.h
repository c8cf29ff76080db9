// Timestamps as orders exports write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace goeswith {

// Seconds since 1970-01-01 00:00 UTC; fractions of a second are cut off. Reads
//   YYYY-MM-DD
//   YYYY-MM-DD[ T]HH:MM[:SS[.fff]], then nothing, Z, UTC, ±HH:MM or ±HHMM, with or without a space before it
//   10 digits: seconds since 1970; 13 digits: milliseconds since 1970
// A time without a zone is taken as UTC. Nothing for any other text and for days that the calendar does not have. Safe
// for any bytes.
std::optional<std::int64_t> parseTimestamp(std::string_view text);

// A date that may be read in two ways: 02/01/2026 is in January or in February. One of both is there, and they are
// equal where the text leaves nothing open.
struct TimestampReading {
  std::optional<std::int64_t> day_first;
  std::optional<std::int64_t> month_first;

  bool isPlain() const { return day_first == month_first; }
};

// Reads, besides what parseTimestamp() does, the forms of the world's exports:
//   31/12/2026, 12/31/26, 31-12-2026 and 31.12.2026 (a dot: day first), 2026/12/31, 20261231
//   2 Jan 2026, Jan-02-26, January 2, 2026, and RFC 2822; months in nine languages
//   behind a date HH:MM[:SS] with AM or PM, an offset or a zone's usual letters (EST, PDT, CET …)
//   16 and 19 digits: micro- and nanoseconds since 1970; 46024.4375: days of a spreadsheet
// Nothing for any other text. Safe for any bytes.
std::optional<TimestampReading> readTimestamp(std::string_view text);

}  // namespace goeswith
