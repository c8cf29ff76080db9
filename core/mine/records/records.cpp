#include "mine/records/records.h"

#include <algorithm>
#include <utility>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Dialect dialectOf(std::string_view first_line, RecordFormat format) {
  if (format == RecordFormat::tsv) return kTsv;
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  for (char c : first_line) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (format == RecordFormat::automatic && tabs > 0 && tabs >= std::max(commas, semicolons)) return kTsv;
  return {semicolons > commas ? ';' : ',', true};
}

}  // namespace

void RecordReader::feed(std::string_view chunk) {
  if (rows_) {
    rows_->feed(chunk);
  } else {
    head_ += chunk;
  }
}

void RecordReader::endText() {
  ended_ = true;
  if (rows_) rows_->endText();
}

RecordReader::Step RecordReader::next() {
  if (!message_.empty()) return Step::error;
  if (!rows_ && !begin()) return message_.empty() ? Step::drained : Step::error;
  for (;;) {
    const Step step = rows_->next();
    if (step == Step::error) return fail(rows_->line(), rows_->message());
    if (step == Step::drained) return step;
    line_ = rows_->line();
    if (json_) {
      const std::string_view text = trimmed(rows_->fields()[0]);
      if (text.empty()) continue;
      const std::size_t columns_before = json_->columns().size();
      if (auto read = json_->read(text); !read) return fail(line_, read.error());
      if (json_->columns().size() > columns_before) columns_line_ = line_;
      return step;
    }
    if (header_.empty()) {
      columns_line_ = line_;
      for (std::string_view name : rows_->fields()) {
        if (name.find('\0') != std::string_view::npos) {
          return fail(line_, "the line holds NUL bytes; is this a file of text, in UTF-8?");
        }
        header_.emplace_back(trimmed(name));
      }
      continue;
    }
    if (rows_->fields().size() != header_.size()) {
      return fail(line_, "the line has " + std::to_string(rows_->fields().size()) + " fields where the header has " +
                             std::to_string(header_.size()) + "; put fields that hold the delimiter in quotes");
    }
    return step;
  }
}

// Tells the file's form from its first line, as soon as that is whole; false before, or when it has none.
bool RecordReader::begin() {
  constexpr std::string_view kLineEnds = "\r\n";
  if (head_.size() < kByteOrderMark.size() && !ended_) return false;
  std::string_view text = head_;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    fail(1, "the file is UTF-16; save it as UTF-8");
    return false;
  }
  const std::size_t start = std::min(text.find_first_not_of(kLineEnds), text.size());
  const std::size_t end = std::min(text.find('\n', start), text.size());
  if (end == text.size() && !ended_) {
    if (end > kMaxRowBytes) fail(1, "the first line is longer than 16 MiB; is this a file of text?");
    return false;
  }
  const std::string_view first_line = trimmed(text.substr(start, end - start));
  if (first_line.empty() && end == text.size()) {
    fail(0, "the file is empty; its first line should name the columns");
    return false;
  }
  if (format_ == RecordFormat::automatic && first_line.starts_with('[')) {
    fail(0, "the file is a JSON list; write one JSON object a line, without commas between them");
    return false;
  }
  if (format_ == RecordFormat::jsonl || (format_ == RecordFormat::automatic && first_line.starts_with('{'))) {
    json_.emplace();
    rows_.emplace(kWholeLines);
  } else {
    rows_.emplace(dialectOf(first_line, format_));
  }
  rows_->feed(text);
  if (ended_) rows_->endText();
  return true;
}

std::span<const std::string> RecordReader::columns() const {
  return json_ ? std::span<const std::string>(json_->columns()) : std::span<const std::string>(header_);
}

std::span<const std::string_view> RecordReader::fields() const {
  return json_ ? json_->fields() : rows_->fields();
}

RecordReader::Step RecordReader::fail(std::uint64_t line, std::string message) {
  line_ = line;
  message_ = std::move(message);
  return Step::error;
}

}  // namespace goeswith
