#include "mine/text/timestamps.h"

#include <cstddef>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

// Takes what it reads off the front of a text; a step that does not fit leaves `ok` false for good.
struct Cursor {
  std::string_view text;
  bool ok = true;

  bool atEnd() const { return text.empty(); }

  bool take(char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
  }

  int number(std::size_t digits, int lowest, int highest) {
    if (!ok || text.size() < digits) return fail();
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!isDigit(text[i])) return fail();
      value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    if (value < lowest || value > highest) return fail();
    return value;
  }

  int fail() {
    ok = false;
    return 0;
  }
};

bool isLeapYear(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int daysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && isLeapYear(year) ? 29 : kDays[month - 1];
}

// Days since 1970-01-01 in the Gregorian calendar; http://howardhinnant.github.io/date_algorithms.html#days_from_civil
std::int64_t daysSinceEpoch(int year, int month, int day) {
  const int shifted_year = month <= 2 ? year - 1 : year;
  const int era = (shifted_year >= 0 ? shifted_year : shifted_year - 399) / 400;
  const int year_of_era = shifted_year - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return static_cast<std::int64_t>(era) * 146097 + day_of_era - 719468;
}

std::optional<std::int64_t> parseEpoch(std::string_view digits) {
  std::int64_t value = 0;
  for (char c : digits) {
    if (!isDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return digits.size() == 13 ? value / 1000 : value;
}

// Seconds to take off a local time; the cursor stands behind the time.
int parseZone(Cursor& cursor) {
  cursor.take(' ');
  if (cursor.take('Z')) return 0;
  if (cursor.text == "UTC") {
    cursor.text = {};
    return 0;
  }
  const bool east = cursor.take('+');
  if (!east && !cursor.take('-')) return cursor.fail();
  const int hours = cursor.number(2, 0, 23);
  cursor.take(':');
  const int minutes = cursor.number(2, 0, 59);
  return (east ? 1 : -1) * (hours * 3600 + minutes * 60);
}

}  // namespace

std::optional<std::int64_t> parseTimestamp(std::string_view text) {
  text = trimmed(text);
  if ((text.size() == 10 && text[4] != '-') || text.size() == 13) return parseEpoch(text);

  Cursor cursor{text};
  const int year = cursor.number(4, 0, 9999);
  if (!cursor.take('-')) return std::nullopt;
  const int month = cursor.number(2, 1, 12);
  if (!cursor.ok || !cursor.take('-')) return std::nullopt;
  const int day = cursor.number(2, 1, daysInMonth(year, month));
  if (!cursor.ok) return std::nullopt;
  const std::int64_t days = daysSinceEpoch(year, month, day);
  if (cursor.atEnd()) return days * 86400;

  if (!cursor.take('T') && !cursor.take(' ')) return std::nullopt;
  const int hours = cursor.number(2, 0, 23);
  if (!cursor.take(':')) return std::nullopt;
  const int minutes = cursor.number(2, 0, 59);
  int seconds = 0;
  if (cursor.take(':')) {
    seconds = cursor.number(2, 0, 60);  // 60: a leap second
    if (cursor.take('.')) {
      cursor.number(1, 0, 9);
      while (!cursor.atEnd() && isDigit(cursor.text.front())) cursor.text.remove_prefix(1);
    }
  }
  const int offset = cursor.atEnd() ? 0 : parseZone(cursor);
  if (!cursor.ok || !cursor.atEnd()) return std::nullopt;
  return days * 86400 + hours * 3600 + minutes * 60 + seconds - offset;
}

}  // namespace goeswith
