// Records with named columns, whatever the file's form: CSV, TSV or JSON lines.
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

namespace goeswith {

enum class RecordFormat {
  automatic,  // told from the first line: { starts JSON lines; else the most frequent of comma, semicolon and tab parts
  csv,        // parted by commas or semicolons, whichever the first line has more of; fields may be quoted (RFC 4180)
  tsv,        // parted by tabs; quotes are text
  jsonl,      // one JSON object a line
};

// Reads one file's records while its bytes arrive in pieces, cut anywhere. A byte order mark, CRLF, empty lines and a
// last line without an end are fine. In CSV and TSV the first line names the columns and every further line has as many
// fields. Safe for any bytes: whatever comes gives records or an error.
class RecordReader {
 public:
  using Step = DelimitedReader::Step;

  explicit RecordReader(RecordFormat format) : format_(format) {}
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // As in DelimitedReader; not after an error.
  void feed(std::string_view chunk);
  void endText();
  // `drained` after endText() means that the file is read; it then held at least the line of column names.
  Step next();

  // The names of the columns, trimmed; for JSON lines they grow as records with further keys come.
  std::span<const std::string> columns() const;
  // The line that named the last of the columns.
  std::uint64_t columnsLine() const { return columns_line_; }
  // The current record's fields, one a column; not trimmed. Valid until the next call of a member that is not const.
  std::span<const std::string_view> fields() const;
  // Whether the field is a JSON list or object, and empty therefore.
  bool isNested(std::size_t column) const { return json_ && json_->isNested(column); }
  // The line on which the record, or the error, starts; counted from 1. 0: the file as a whole.
  std::uint64_t line() const { return line_; }
  const std::string& message() const { return message_; }

 private:
  bool begin();
  Step fail(std::uint64_t line, std::string message);

  RecordFormat format_;
  std::string head_;  // the bytes up to the first line's end and what came with them
  bool ended_ = false;
  std::optional<DelimitedReader> rows_;  // once the first line is known
  std::optional<JsonRecord> json_;       // for JSON lines
  std::vector<std::string> header_;      // for CSV and TSV; empty before the first row
  std::uint64_t columns_line_ = 0;
  std::uint64_t line_ = 0;
  std::string message_;
};

}  // namespace goeswith
