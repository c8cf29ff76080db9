// Records with named columns, whatever the file's form: CSV, TSV or JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mine/records/delimited.h"
#include "mine/records/json_record.h"
#include "mine/records/json_stream.h"
#include "mine/records/text_encoding.h"

namespace goeswith {

enum class RecordFormat {
  automatic,  // told from the first line: { or [ start JSON; else the most frequent of comma, semicolon, tab and pipe
  csv,        // parted by commas, semicolons or pipes, whichever the first line has most of; fields may be quoted
  tsv,        // parted by tabs; quotes are text
  jsonl,      // one JSON object a line
};

// Reads one file's records while its bytes arrive in pieces, cut anywhere. Safe for any bytes: whatever comes gives
// records or an error. What exports add is taken away:
//
// - UTF-16, told from its byte order mark or its first letters; byte order marks anywhere at the start of a line; CRLF,
//   and CR alone where the file knows no LF; NULs that pad the end; lines that are empty or hold delimiters alone.
// - Before the header: sep=; (which names the delimiter), lines of delimiters, lines that begin with #, titles of
//   reports. A line that repeats the header is one.
// - Empty fields behind the last column. Lines with fewer fields than columns lack the last ones.
//
// A row that cannot be read is told as `bad` and the next one goes on: text behind a closing quote, more fields than
// columns, a line that is no JSON object.
class RecordReader {
 public:
  enum class Step { row, bad, drained, error };

  // The part of a file that its form is told from, in bytes.
  static constexpr std::size_t kHeadBytes = std::size_t{1} << 16;

  // `row_lists` as in JsonRecord; they must outlive the reader.
  explicit RecordReader(RecordFormat format, std::span<const std::string_view> row_lists = {})
      : format_(format), row_lists_(row_lists) {}
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // As in DelimitedReader; not after an error.
  void feed(std::string_view chunk);
  void endText();
  // `drained` after endText() means that the file is read; it then held at least the line of column names.
  Step next();

  // The names of the columns, trimmed; for JSON they are paths and grow as records with further ones come.
  std::span<const std::string> columns() const;
  // The line that named the last of the columns.
  std::uint64_t columnsLine() const { return columns_line_; }
  // The current record's fields, one a column; not trimmed. Valid until the next call of a member that is not const.
  std::span<const std::string_view> fields() const;
  // How many fields the current row of CSV or TSV had; the columns behind them are empty.
  std::size_t fieldCount() const { return json_ ? json_->fields().size() : field_count_; }
  // The line on which the record, or the error, starts; counted from 1. 0: the file as a whole.
  std::uint64_t line() const { return line_; }
  const std::string& message() const { return message_; }

  bool isJson() const { return lines_is_json_ || stream_.has_value(); }
  // "CSV parted by ;", "TSV in UTF-16", "JSON".
  std::string form() const;
  // Lines that repeat the header.
  std::uint64_t repeatedHeaders() const { return repeated_headers_; }

 private:
  bool begin();
  void beginDelimited(std::string_view text);
  Step nextJson();
  Step nextRow();
  bool readHeader();
  bool mayBeData(std::string_view first_field) const;
  Step bad(std::uint64_t line, std::string message);
  Step fail(std::uint64_t line, std::string message);

  RecordFormat format_;
  std::span<const std::string_view> row_lists_;
  TextEncoding encoding_ = TextEncoding::utf8;
  std::optional<Utf16Decoder> utf16_;
  std::string head_;  // the bytes up to kHeadBytes and what came with them
  bool begun_ = false;
  bool ended_ = false;
  Dialect dialect_;
  bool lines_is_json_ = false;
  std::optional<DelimitedReader> rows_;
  std::optional<JsonStream> stream_;
  std::optional<JsonRecord> json_;
  std::vector<std::string> header_;        // for CSV and TSV; empty before the first row
  std::uint64_t lines_before_ = 0;         // that were cut off the head
  std::span<const std::string_view> row_;  // of CSV and TSV: the rows' fields, or fields_
  std::vector<std::string_view> fields_;   // of a row with too many or too few
  std::size_t field_count_ = 0;
  std::uint64_t repeated_headers_ = 0;
  std::uint64_t columns_line_ = 0;
  std::uint64_t line_ = 0;
  std::string message_;
  bool failed_ = false;
};

}  // namespace goeswith
