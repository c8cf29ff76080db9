#include "mine/text/timestamps.h"

#include <string>

#include "catch.h"

using namespace goeswith;

using goeswith::parseTimestamp;

TEST_CASE("parseTimestamp: reads every form that it names") {
  constexpr std::int64_t kNoon = 1291204800;  // 2010-12-01 12:00 UTC
  CHECK(parseTimestamp("2010-12-01") == kNoon - 12 * 3600);
  CHECK(parseTimestamp("2010-12-01 12:00") == kNoon);
  CHECK(parseTimestamp("2010-12-01T12:00:00") == kNoon);
  CHECK(parseTimestamp("2010-12-01 12:00:07") == kNoon + 7);
  CHECK(parseTimestamp("2010-12-01T12:00:07.999Z") == kNoon + 7);
  CHECK(parseTimestamp("2010-12-01 12:00:00 UTC") == kNoon);
  CHECK(parseTimestamp("2010-12-01T14:00:00+02:00") == kNoon);
  CHECK(parseTimestamp("2010-12-01 07:00:00 -0500") == kNoon);
  CHECK(parseTimestamp("2010-12-01 17:45 +05:45") == kNoon);
  CHECK(parseTimestamp(" 2010-12-01 12:00 ") == kNoon);
  CHECK(parseTimestamp("1291204800") == kNoon);
  CHECK(parseTimestamp("1291204800999") == kNoon);
}

TEST_CASE("parseTimestamp: knows the calendar") {
  CHECK(parseTimestamp("1970-01-01") == 0);
  CHECK(parseTimestamp("1969-12-31") == -86400);
  CHECK(parseTimestamp("2000-02-29") == 951782400);
  CHECK(parseTimestamp("2024-02-29").has_value());
  CHECK_FALSE(parseTimestamp("2023-02-29"));
  CHECK_FALSE(parseTimestamp("1900-02-29"));
  CHECK_FALSE(parseTimestamp("2023-04-31"));
  CHECK(*parseTimestamp("2024-03-01") - *parseTimestamp("2024-02-28") == 2 * 86400);
}

TEST_CASE("parseTimestamp: refuses what is no timestamp or can be read in two ways") {
  for (const char* text : {"",
                           "12/1/2010 8:26",
                           "01.12.2010",
                           "2010-12",
                           "2010-13-01",
                           "2010-00-01",
                           "2010-12-00",
                           "2010-12-01 24:00",
                           "2010-12-01 12:60",
                           "2010-12-01 12:00:61",
                           "2010-12-01 1:00",
                           "2010-12-01 12",
                           "2010-12-01 12:00 PM",
                           "2010-12-01 12:00:00.",
                           "2010-12-01 12:00+",
                           "2010-12-01 12:00+2",
                           "2010-12-01 12:00 CET",
                           "2010-12-01x",
                           "2010-12-01 12:00Zx",
                           "123456789",
                           "12345678901",
                           "123456789x",
                           "1234567890 12",
                           "-291204800",
                           "2010/12/01",
                           "20101201",
                           "yesterday"}) {
    CAPTURE(text);
    CHECK_FALSE(parseTimestamp(text));
  }
}

TEST_CASE("readTimestamp: reads the forms of the world's exports") {
  const std::int64_t day = 1767312000;  // 2026-01-02
  for (const char* text :
       {"2026-01-02", "2026/01/02", "20260102", "2.1.2026", "02.01.26", "2 Jan 2026", "Jan-02-26", "02-Jan-26",
        "January 2, 2026", "Jan 2, 2026", "2 janvier 2026", "2. Januar 2026", "2 de enero de 2026", "1767312000",
        "1767312000000", "1767312000000000", "1767312000000000000", "46024"}) {
    CAPTURE(text);
    const auto reading = readTimestamp(text);
    REQUIRE(reading);
    CHECK(reading->isPlain());
    CHECK(reading->day_first == day);
  }
  for (const char* text : {"2026-01-02 18:30", "02.01.2026 18:30:00", "Jan 2, 2026 6:30 PM", "2 Jan 2026 6:30:00 pm",
                           "Fri, 02 Jan 2026 18:30:00 +0000", "Fri, 02 Jan 2026 19:30:00 +0100",
                           "2026/01/02 10:30:00 PST", "46024.770833333", "2026-01-02T18:30:00.000Z"}) {
    CAPTURE(text);
    const auto reading = readTimestamp(text);
    REQUIRE(reading);
    CHECK(reading->day_first == day + 66600);
  }
}

TEST_CASE("readTimestamp: dates that can be read in two ways are, and impossible ones in one or none") {
  const auto open = readTimestamp("02/01/2026");
  REQUIRE(open);
  CHECK(open->day_first == 1767312000);
  CHECK(open->month_first == 1769904000);
  const auto day_first = readTimestamp("31/01/26 10:00");
  REQUIRE(day_first);
  CHECK(day_first->day_first.has_value());
  CHECK_FALSE(day_first->month_first.has_value());
  for (const char* text :
       {"", "31/31/2026", "2026-02-30", "yesterday", "12:00", "1/2", "99999999999999999999", "May"}) {
    CAPTURE(text);
    CHECK_FALSE(readTimestamp(text));
  }
}
