// Delimited text (CSV, TSV and plain lines), cut into rows while it arrives in pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goeswith {

// How the fields of a row are parted and whether they may be quoted as in RFC 4180: a field that starts with " runs to
// the next lone ", may hold delimiters and line ends, and writes " as "". Where quoting is off, and in fields that do
// not start with one, " is a character like any other.
//
// PHP writes a quote that follows a backslash as it is. Such a quote closes a field only where a delimiter or a line
// end follows; splitAgainAsPhp() reads the rows in which it does not close there either.
struct Dialect {
  char delimiter = ',';
  bool quoting = true;
  char line_end = '\n';  // '\r' for files that know no other
};

inline constexpr Dialect kTsv{'\t', false};
inline constexpr Dialect kWholeLines{'\n', false};  // each row has one field, the line

// The longest row, in bytes: a quote that never closes would else swallow the file.
inline constexpr std::size_t kMaxRowBytes = std::size_t{16} << 20;

// Cuts text into rows. Lines end with LF or CRLF, or with CR where the dialect says so; empty lines are left out; the
// last line needs no end. Safe for any bytes: whatever comes gives rows or an error. Memory: one row.
//
//   reader.feed(chunk);                 // or, after the last chunk, reader.endText()
//   while (reader.next() == Step::row) use(reader.fields());
class DelimitedReader {
 public:
  enum class Step {
    row,      // fields() and line() describe the next row
    bad,      // line() and message() describe a row that cannot be cut into fields; the next one may well be
    drained,  // no further whole row in what was fed
    error,    // line() and message() describe what is wrong; nothing more can be read
  };

  explicit DelimitedReader(Dialect dialect) : dialect_(dialect) {}
  // Fields are views into the reader.
  DelimitedReader(const DelimitedReader&) = delete;
  DelimitedReader& operator=(const DelimitedReader&) = delete;

  // Hands over the next piece. next() must have said `drained` for the one before (not `error`); the bytes must stay in
  // place until it does for this one.
  void feed(std::string_view chunk);
  // Says that nothing follows; the remaining row comes out of next().
  void endText() { ended_ = true; }

  Step next();

  // Cuts the current row again, as PHP writes it: a quote behind a backslash never closes a field. Whether that worked;
  // fields() are the new ones then, and else as they were.
  bool splitAgainAsPhp();

  // The row's fields, without quotes; valid until the next call of a member that is not const.
  std::span<const std::string_view> fields() const { return fields_; }
  // The line on which the row starts, or of the error; counted from 1.
  std::uint64_t line() const { return row_line_; }
  const std::string& message() const { return message_.empty() ? message_of_row_ : message_; }

 private:
  enum class State { field_start, plain, quoted, after_quote, after_backslash_quote };

  const char* findQuote(const char* from);
  const char* findRowEnd();
  Step take(std::string_view row, bool has_quotes);
  bool split(std::string_view row);
  bool splitQuoted(std::string_view row, bool as_php);
  Step fail(std::uint64_t line, std::string message);

  Dialect dialect_;
  const char* at_ = nullptr;     // first byte not yet looked at
  const char* end_ = nullptr;    // of the chunk
  const char* quote_ = nullptr;  // the first quote at or behind at_ when it is not before at_, else unknown
  bool ended_ = false;

  State state_ = State::field_start;  // at at_, within an unfinished row
  std::string unfinished_;            // the row's bytes from earlier chunks
  bool unfinished_is_used_ = false;   // fields_ points into it
  std::string_view row_;              // the current one
  bool row_has_quotes_ = false;
  std::string unescaped_;  // fields that held ""
  std::vector<std::string_view> fields_;

  std::uint64_t line_ = 1;  // at at_
  std::uint64_t row_line_ = 1;
  std::uint64_t quote_line_ = 1;  // where the open quote stands
  std::uint64_t start_line_ = 1;  // of the unfinished row
  char last_ = '\0';              // of unfinished_
  std::string message_;
  std::string message_of_row_;  // of a bad one
};

}  // namespace goeswith
