#include "mine/text/timestamps.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

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
  if (text.size() == 10 && text[4] != '-') return parseEpoch(text);
  if (text.size() == 13 && isDigit(text[4])) return parseEpoch(text);

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

namespace {

struct MonthName {
  std::string_view start;  // of the month's name, in small letters
  int month;
};

// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and Swedish, longer beginnings first.
constexpr MonthName kMonths[] = {
    {"janv", 1}, {"jan", 1},  {"ene", 1},  {"gen", 1},  {"sty", 1},  {"feb", 2},  {"fév", 2},  {"fev", 2},  {"lut", 2},
    {"märz", 3}, {"mar", 3},  {"mär", 3},  {"mrt", 3},  {"maar", 3}, {"apr", 4},  {"avr", 4},  {"abr", 4},  {"kwi", 4},
    {"may", 5},  {"mai", 5},  {"maj", 5},  {"mei", 5},  {"mag", 5},  {"juin", 6}, {"jun", 6},  {"giu", 6},  {"cze", 6},
    {"juil", 7}, {"jul", 7},  {"lug", 7},  {"lip", 7},  {"aug", 8},  {"août", 8}, {"aou", 8},  {"ago", 8},  {"sie", 8},
    {"sep", 9},  {"set", 9},  {"wrz", 9},  {"okt", 10}, {"oct", 10}, {"out", 10}, {"ott", 10}, {"paź", 10}, {"nov", 11},
    {"lis", 11}, {"dec", 12}, {"dez", 12}, {"déc", 12}, {"dic", 12}, {"des", 12}, {"gru", 12}};

struct ZoneName {
  std::string_view name;
  int hours;  // east of Greenwich
};
constexpr ZoneName kZones[] = {{"z", 0},    {"utc", 0},   {"gmt", 0},  {"est", -5}, {"edt", -4}, {"cst", -6},
                               {"cdt", -5}, {"mst", -7},  {"mdt", -6}, {"pst", -8}, {"pdt", -7}, {"cet", 1},
                               {"cest", 2}, {"bst", 1},   {"wet", 0},  {"west", 1}, {"eet", 2},  {"eest", 3},
                               {"jst", 9},  {"aest", 10}, {"aedt", 11}};

int monthOf(std::string_view word) {
  for (const MonthName& name : kMonths) {
    if (word.starts_with(name.start)) return name.month;
  }
  return 0;
}

std::optional<std::int64_t> dayOf(int year, std::size_t year_digits, int month, int day) {
  if (year_digits == 2) {
    year += year < 70 ? 2000 : 1900;
  } else if (year_digits != 4) {
    return std::nullopt;
  }
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return std::nullopt;
  return daysSinceEpoch(year, month, day);
}

std::optional<TimestampReading> plain(std::optional<std::int64_t> seconds) {
  if (!seconds) return std::nullopt;
  return TimestampReading{seconds, seconds};
}

// Digits alone, or with a fraction: what a moment's distance from another can mean.
std::optional<TimestampReading> readDistance(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  std::int64_t value = 0;
  if (digits == 0 || digits > 19) return std::nullopt;
  for (char c : text.substr(0, digits)) {
    if (value > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  std::string_view fraction = text.substr(digits);
  if (!fraction.empty()) {
    if (fraction[0] != '.' && fraction[0] != ',') return std::nullopt;
    fraction.remove_prefix(1);
    if (fraction.empty() || fraction.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  }
  switch (digits) {
    case 5: {  // days since the end of 1899, as spreadsheets count
      if (value < 20000 || value > 80000) return std::nullopt;
      std::int64_t seconds = (value - 25569) * 86400;
      double part = 0;
      double digit_value = 0.1;
      for (char c : fraction.substr(0, 10)) {
        part += digit_value * (c - '0');
        digit_value /= 10;
      }
      return plain(seconds + std::llround(part * 86400));
    }
    case 8: {
      if (!fraction.empty()) return std::nullopt;
      const auto day =
          dayOf(static_cast<int>(value / 10000), 4, static_cast<int>(value / 100 % 100), static_cast<int>(value % 100));
      return value < 19000000 || value > 29000000 || !day ? std::nullopt : plain(*day * 86400);
    }
    case 10:
      return plain(value);
    case 13:
      return plain(value / 1000);
    case 16:
      return plain(value / 1000000);
    case 19:
      return plain(value / 1000000000);
    default:
      return std::nullopt;
  }
}

// A date's numbers and words, and the time behind them.
struct DateParts {
  int numbers[3] = {};
  std::size_t digits[3] = {};
  std::size_t count = 0;
  char separator = '\0';  // behind the first number
  int month = 0;          // by name
  bool month_is_first = false;
  std::int64_t seconds = 0;  // of the day, less the zone's offset
};

// The time that starts with `hours` and a colon at the front of the text; takes it off.
bool takeTime(std::string_view& text, int hours, DateParts& parts) {
  Cursor cursor{text};
  if (!cursor.take(':')) return false;
  const int minutes = cursor.number(2, 0, 59);
  int seconds = 0;
  if (cursor.take(':')) {
    seconds = cursor.number(2, 0, 60);
    if (cursor.take('.') || cursor.take(',')) {
      while (!cursor.atEnd() && isDigit(cursor.text.front())) cursor.text.remove_prefix(1);
    }
  }
  if (!cursor.ok || hours > 24) return false;
  text = cursor.text;
  parts.seconds = hours * 3600 + minutes * 60 + seconds;
  return true;
}

std::optional<TimestampReading> readDate(std::string_view text) {
  DateParts parts;
  bool has_time = false;
  bool has_offset = false;
  while (!text.empty()) {
    const char c = text.front();
    if (isDigit(c)) {
      const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
      if (digits > 4) return std::nullopt;
      int value = 0;
      for (char digit : text.substr(0, digits)) value = value * 10 + (digit - '0');
      text.remove_prefix(digits);
      if (!has_time && digits <= 2 && text.starts_with(':')) {
        if (!takeTime(text, value, parts)) return std::nullopt;
        has_time = true;
        continue;
      }
      if (parts.count == 3) return std::nullopt;
      parts.numbers[parts.count] = value;
      parts.digits[parts.count] = digits;
      if (parts.count == 0 && !text.empty()) parts.separator = text.front();
      ++parts.count;
      continue;
    }
    if ((c == '+' || c == '-') && has_time && !has_offset) {
      Cursor cursor{text.substr(1)};
      const int hours = cursor.number(2, 0, 23);
      cursor.take(':');
      const int minutes = cursor.atEnd() || !isDigit(cursor.text.front()) ? 0 : cursor.number(2, 0, 59);
      if (!cursor.ok) return std::nullopt;
      parts.seconds -= (c == '+' ? 1 : -1) * (hours * 3600 + minutes * 60);
      has_offset = true;
      text = cursor.text;
      continue;
    }
    if (std::string_view(" /-.,()\t").find(c) != std::string_view::npos) {
      text.remove_prefix(1);
      continue;
    }
    std::size_t end = 0;
    std::string word;
    while (end < text.size()) {
      std::size_t next = end;
      const char32_t code = nextCodePoint(text, next);
      if (code < 0x80 && !((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z'))) break;
      appendCodePoint(word, inLowerCase(code));
      end = next;
    }
    if (end == 0) return std::nullopt;
    text.remove_prefix(end);
    if (word == "am" || word == "pm" || word == "a" || word == "p") {
      if (!has_time) return std::nullopt;
      const std::int64_t hours = parts.seconds / 3600;
      if (word[0] == 'p' && hours < 12) parts.seconds += 12 * 3600;
      if (word[0] == 'a' && hours == 12) parts.seconds -= 12 * 3600;
      if (text.starts_with(".m")) text.remove_prefix(2);
      continue;
    }
    if (has_time) {
      const auto zone =
          std::find_if(std::begin(kZones), std::end(kZones), [&](const ZoneName& name) { return name.name == word; });
      if (zone != std::end(kZones) && !has_offset) {
        parts.seconds -= zone->hours * 3600;
        has_offset = true;
      }
      continue;
    }
    if (word == "t" || word == "de" || word == "of" || word == "at" || word == "um" || word == "st" || word == "nd" ||
        word == "rd" || word == "th") {
      continue;
    }
    if (const int month = monthOf(word); month != 0 && parts.month == 0) {
      // Martes, Mardi and martedì are days, not March.
      if (parts.count == 0 && (word.starts_with("mart") || word == "mar")) {
        const std::size_t rest = text.find_first_not_of(" ,.");
        if (rest != std::string_view::npos && !text.substr(0, rest).empty() &&
            text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") < text.find(':')) {
          continue;
        }
      }
      parts.month = month;
      parts.month_is_first = parts.count == 0;
    } else if (parts.count > 0) {
      return std::nullopt;
    }
  }
  const auto at = [&](std::optional<std::int64_t> day) -> std::optional<std::int64_t> {
    if (!day) return std::nullopt;
    return *day * 86400 + parts.seconds;
  };
  const int* n = parts.numbers;
  const std::size_t* d = parts.digits;
  if (parts.month != 0) {
    if (parts.count != 2) return std::nullopt;
    if (d[0] == 4) return plain(at(dayOf(n[0], 4, parts.month, n[1])));
    return plain(at(dayOf(n[1], d[1], parts.month, n[0])));
  }
  if (parts.count != 3) return std::nullopt;
  if (d[0] == 4) return plain(at(dayOf(n[0], 4, n[1], n[2])));
  if (parts.separator == '.') return plain(at(dayOf(n[2], d[2], n[1], n[0])));
  if (parts.separator != '/' && parts.separator != '-') return std::nullopt;
  const TimestampReading reading{at(dayOf(n[2], d[2], n[1], n[0])), at(dayOf(n[2], d[2], n[0], n[1]))};
  if (!reading.day_first && !reading.month_first) return std::nullopt;
  return reading;
}

}  // namespace

std::optional<TimestampReading> readTimestamp(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  text = trimmed(text);
  if (const auto seconds = parseTimestamp(text)) return TimestampReading{seconds, seconds};
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  if (auto distance = readDistance(text)) return distance;
  return readDate(text);
}

}  // namespace goeswith
