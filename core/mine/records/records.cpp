#include "mine/records/records.h"

#include <algorithm>
#include <utility>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kDelimiters = ",;\t|";

// How often a delimiter stands in a line, outside quotes.
std::size_t countOf(std::string_view line, char delimiter) {
  std::size_t count = 0;
  bool quoted = false;
  for (char c : line) {
    if (c == '"' && delimiter != '\t') quoted = !quoted;
    count += !quoted && c == delimiter;
  }
  return count;
}

char delimiterOf(std::string_view line, RecordFormat format) {
  if (format == RecordFormat::tsv) return '\t';
  char best = ',';
  for (char delimiter : kDelimiters) {
    if (delimiter == '\t' && format == RecordFormat::csv) continue;
    const std::size_t count = countOf(line, delimiter);
    const std::size_t most = countOf(line, best);
    if (count > most || (delimiter == '\t' && count > 0 && count == most)) best = delimiter;
  }
  return best;
}

bool isDelimitersAlone(std::string_view line) {
  return line.find_first_not_of(",;\t| \r\"") == std::string_view::npos;
}

bool isAllNul(std::string_view text) {
  return text.find_first_not_of(std::string_view("\0 ", 2)) == std::string_view::npos;
}

}  // namespace

void RecordReader::feed(std::string_view chunk) {
  if (!begun_) {
    head_ += chunk;
    return;
  }
  const std::string_view text = utf16_ ? utf16_->decode(chunk) : chunk;
  if (stream_) {
    stream_->feed(text);
  } else {
    rows_->feed(text);
  }
}

void RecordReader::endText() {
  ended_ = true;
  if (rows_) rows_->endText();
  if (stream_) stream_->endText();
}

RecordReader::Step RecordReader::next() {
  if (failed_) return Step::error;
  if (!begun_ && !begin()) return failed_ ? Step::error : Step::drained;
  return json_ ? nextJson() : nextRow();
}

RecordReader::Step RecordReader::nextJson() {
  if (json_->nextRow()) return Step::row;
  for (;;) {
    std::string_view text;
    if (stream_) {
      const JsonStream::Step step = stream_->next();
      if (step == JsonStream::Step::error) return fail(stream_->line(), stream_->message());
      if (step == JsonStream::Step::drained) return Step::drained;
      line_ = stream_->line();
      text = stream_->object();
    } else {
      const DelimitedReader::Step step = rows_->next();
      if (step == DelimitedReader::Step::error) return fail(rows_->line(), rows_->message());
      if (step == DelimitedReader::Step::drained) return Step::drained;
      line_ = rows_->line();
      text = trimmed(rows_->fields()[0]);
      if (text.starts_with(kByteOrderMark)) text = trimmed(text.substr(kByteOrderMark.size()));
      if (text.empty()) continue;
    }
    const std::size_t columns_before = json_->columns().size();
    if (auto read = json_->read(text); !read) return bad(line_, read.error());
    if (json_->columns().size() > columns_before) columns_line_ = line_;
    json_->nextRow();
    return Step::row;
  }
}

RecordReader::Step RecordReader::nextRow() {
  for (;;) {
    const DelimitedReader::Step step = rows_->next();
    if (step == DelimitedReader::Step::drained) return Step::drained;
    line_ = rows_->line() + lines_before_;
    if (step == DelimitedReader::Step::error) return fail(line_, rows_->message());
    if (step == DelimitedReader::Step::bad) {
      if (header_.empty()) return fail(line_, rows_->message());
      return bad(line_, rows_->message());
    }
    std::span<const std::string_view> fields = rows_->fields();
    if (header_.empty()) {
      if (!readHeader()) return Step::error;
      continue;
    }
    if (fields.size() == header_.size() && !fields[0].empty() && mayBeData(fields[0])) {
      row_ = fields;
      field_count_ = fields.size();
      return Step::row;
    }
    if (fields[0].empty() && std::all_of(fields.begin(), fields.end(), [](auto field) { return field.empty(); })) {
      continue;
    }
    if (!fields[0].empty()) {
      const char first = fields[0][0];
      if ((first == '\0' || first == '\x1A') && fields.size() == 1 && isAllNul(fields[0].substr(1))) continue;
      if (first == kByteOrderMark[0] || cellText(fields[0]) == header_[0]) {
        const std::string_view text = cellText(fields[0]);
        if (text == header_[0] && fields.size() == header_.size() &&
            std::equal(fields.begin(), fields.end(), header_.begin(),
                       [](std::string_view field, const std::string& name) { return cellText(field) == name; })) {
          ++repeated_headers_;
          continue;
        }
      }
    }
    if (fields.size() == header_.size()) {
      row_ = fields;
      field_count_ = fields.size();
      return Step::row;
    }
    if (fields.size() > header_.size() &&
        !std::all_of(fields.begin() + static_cast<std::ptrdiff_t>(header_.size()), fields.end(),
                     [](auto field) { return trimmed(field).empty(); })) {
      const std::size_t count = fields.size();
      if (!rows_->splitAgainAsPhp() || rows_->fields().size() != header_.size()) {
        return bad(line_, "the line has " + std::to_string(count) + " fields where the header has " +
                              std::to_string(header_.size()) + "; put fields that hold the delimiter in quotes");
      }
      fields = rows_->fields();
    }
    field_count_ = fields.size();
    fields_.assign(fields.begin(),
                   fields.begin() + static_cast<std::ptrdiff_t>(std::min(fields.size(), header_.size())));
    fields_.resize(header_.size());
    row_ = fields_;
    return Step::row;
  }
}

// Whether a row that begins so can be neither padding nor a header that repeats.
bool RecordReader::mayBeData(std::string_view first_field) const {
  const char first = first_field[0];
  return first >= '!' && first <= '~' && first != '=' && (header_[0].empty() || first != header_[0][0]);
}

// Takes the current row as the names of the columns.
bool RecordReader::readHeader() {
  columns_line_ = line_;
  for (std::string_view name : rows_->fields()) {
    if (name.find('\0') != std::string_view::npos) {
      fail(line_, "the line holds NUL bytes; is this a file of text, in UTF-8?");
      return false;
    }
    header_.emplace_back(isCleanText(name) ? std::string(cellText(name)) : fromWindows1252(cellText(name)));
  }
  return true;
}

// Tells the file's form from its head, as soon as that is whole; false before, or when it has none.
bool RecordReader::begin() {
  if (head_.size() < kHeadBytes && !ended_) return false;
  encoding_ = encodingOf(head_);
  if (encoding_ != TextEncoding::utf8) {
    utf16_.emplace(encoding_);
    head_ = std::string(utf16_->decode(head_));
  }
  std::string_view text = head_;
  while (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::string_view head = text.substr(0, kHeadBytes);
  if (const std::string_view form = foreignFormOf(head); !form.empty()) {
    fail(0, "this is " + std::string(form) + ", no CSV, TSV or JSON");
    return false;
  }
  std::size_t start = 0;
  for (; start < head.size() && (trimmed(head.substr(start, 1)).empty() || head[start] == '\n'); ++start) {
    lines_before_ += head[start] == '\n';
  }
  if (start == text.size() || isAllNul(text.substr(start))) {
    fail(0, "the file is empty; its first line should name the columns");
    return false;
  }
  begun_ = true;
  const bool may_be_json = format_ == RecordFormat::automatic || format_ == RecordFormat::jsonl;
  if (format_ == RecordFormat::jsonl || (may_be_json && (head[start] == '{' || head[start] == '['))) {
    json_.emplace(row_lists_);
    const std::string_view rest = head.substr(start);
    const std::size_t line_end = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, line_end));
    const bool is_whole_line = line_end != std::string_view::npos || (ended_ && text.size() <= kHeadBytes);
    if (const std::size_t wrapped = wrappedListStart(rest, ended_ && text.size() <= kHeadBytes); wrapped > 0) {
      lines_before_ += static_cast<std::uint64_t>(
          std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(wrapped), '\n'));
      stream_.emplace(JsonStream::Form::wrapped, 1 + lines_before_);
      text.remove_prefix(start + wrapped);
    } else if (format_ == RecordFormat::jsonl || (line.starts_with('{') && line.ends_with('}') && is_whole_line)) {
      lines_is_json_ = true;
      rows_.emplace(kWholeLines);
    } else {
      stream_.emplace(JsonStream::Form::values, 1 + lines_before_);
      text.remove_prefix(start);
    }
  } else {
    beginDelimited(text);
    return true;
  }
  // The decoder's own bytes stand in head_, which stays.
  if (stream_) {
    stream_->feed(text);
    if (ended_) stream_->endText();
  } else {
    rows_->feed(text);
    if (ended_) rows_->endText();
  }
  return true;
}

// Finds the header's line and the delimiter, and starts behind what stands before.
void RecordReader::beginDelimited(std::string_view text) {
  constexpr std::size_t kSampleLines = 25;
  const std::string_view head = text.substr(0, kHeadBytes);
  dialect_.line_end =
      head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos ? '\r' : '\n';
  std::vector<std::size_t> starts;
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < head.size() && lines.size() < kSampleLines;) {
    const std::size_t end = std::min(head.find(dialect_.line_end, at), head.size());
    starts.push_back(at);
    lines.push_back(trimmed(head.substr(at, end - at)));
    at = end + 1;
  }
  std::size_t header = 0;
  char named_delimiter = '\0';
  for (; header + 1 < lines.size(); ++header) {
    const std::string_view line = lines[header];
    if (isDelimitersAlone(line)) continue;
    const std::string lower = lowerCase(line.substr(0, 4));
    if (lower == "sep=" && line.size() <= 6) {
      named_delimiter = line.size() > 4 ? line[4] : '\t';
      continue;
    }
    if (line.starts_with('#') && delimiterOf(line, format_) != '\t' && countOf(line, delimiterOf(line, format_)) == 0) {
      continue;
    }
    // The title of a report: below it are lines with more fields, and these agree.
    bool is_title = false;
    for (std::size_t k = header + 1; k + 1 < lines.size() && !is_title; ++k) {
      const char delimiter = delimiterOf(lines[k], format_);
      const std::size_t count = countOf(lines[k], delimiter);
      // Two names of columns are parted without a blank, as the words of a title are not.
      const std::size_t comma = line.find(delimiterOf(line, format_));
      if (comma != std::string_view::npos && !line.substr(comma + 1).starts_with(' ')) break;
      is_title = count >= 2 && countOf(line, delimiter) * 3 <= count && countOf(line, delimiter) <= 1 &&
                 line.find('"') == std::string_view::npos && countOf(line, delimiterOf(line, format_)) <= 1 &&
                 countOf(lines[k + 1], delimiter) == count &&
                 (k + 2 >= lines.size() || lines[k + 2].empty() || countOf(lines[k + 2], delimiter) == count);
    }
    if (!is_title) break;
  }
  if (header < lines.size()) {
    dialect_.delimiter = named_delimiter != '\0' ? named_delimiter : delimiterOf(lines[header], format_);
    lines_before_ = header;
    text.remove_prefix(starts[header]);
  }
  dialect_.quoting = dialect_.delimiter != '\t';
  rows_.emplace(dialect_);
  rows_->feed(text);
  if (ended_) rows_->endText();
}

std::span<const std::string> RecordReader::columns() const {
  return json_ ? std::span<const std::string>(json_->columns()) : std::span<const std::string>(header_);
}

std::span<const std::string_view> RecordReader::fields() const {
  return json_ ? json_->fields() : row_;
}

std::string RecordReader::form() const {
  std::string form = json_                        ? "JSON"
                     : dialect_.delimiter == '\t' ? "TSV"
                     : dialect_.delimiter == ','  ? "CSV"
                                                  : std::string("CSV parted by ") + dialect_.delimiter;
  if (dialect_.line_end == '\r') form += " with CR line ends";
  if (encoding_ != TextEncoding::utf8) form += " in UTF-16";
  return form;
}

RecordReader::Step RecordReader::bad(std::uint64_t line, std::string message) {
  line_ = line;
  message_ = std::move(message);
  return Step::bad;
}

RecordReader::Step RecordReader::fail(std::uint64_t line, std::string message) {
  line_ = line;
  message_ = std::move(message);
  failed_ = true;
  return Step::error;
}

}  // namespace goeswith
