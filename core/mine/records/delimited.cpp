#include "mine/records/delimited.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace goeswith {
namespace {

const char* find(const char* from, const char* end, char c) {
  if (from == end) return nullptr;
  return static_cast<const char*>(std::memchr(from, c, static_cast<std::size_t>(end - from)));
}

std::string_view between(const char* from, const char* to) {
  return {from, static_cast<std::size_t>(to - from)};
}

}  // namespace

void DelimitedReader::feed(std::string_view chunk) {
  assert(at_ == end_);
  at_ = chunk.data();
  end_ = at_ + chunk.size();
  quote_ = nullptr;
}

DelimitedReader::Step DelimitedReader::next() {
  if (!message_.empty()) return Step::error;
  if (unfinished_is_used_) {
    unfinished_.clear();
    unfinished_is_used_ = false;
  }
  while (at_ != end_) {
    if (unfinished_.empty() && state_ == State::field_start) {
      start_line_ = line_;
      const char* row_end = find(at_, end_, dialect_.line_end);
      if (row_end != nullptr && (!dialect_.quoting || findQuote(at_) >= row_end)) {
        const std::string_view row = between(at_, row_end);
        at_ = row_end + 1;
        ++line_;
        if (row.empty() || row == "\r") continue;
        return take(row, false);
      }
    }
    const char* from = at_;
    const char* row_end = findRowEnd();
    const std::string_view piece = between(from, row_end == nullptr ? end_ : row_end);
    if (unfinished_.size() + piece.size() > kMaxRowBytes) {
      if (state_ == State::quoted) return fail(quote_line_, "a quote opens here and does not close within 16 MiB");
      return fail(start_line_, "a line is longer than 16 MiB; is this a file of text?");
    }
    if (row_end == nullptr) {
      unfinished_ += piece;
      if (!piece.empty()) last_ = piece.back();
      break;
    }
    std::string_view row = piece;
    if (!unfinished_.empty()) {
      unfinished_ += piece;
      row = unfinished_;
      unfinished_is_used_ = true;
    }
    if (row.empty() || row == "\r") {
      unfinished_.clear();
      unfinished_is_used_ = false;
      continue;
    }
    return take(row, dialect_.quoting);
  }
  if (!ended_ || unfinished_.empty()) return Step::drained;
  if (state_ == State::quoted) return fail(quote_line_, "a quote opens here and never closes");
  unfinished_is_used_ = true;
  state_ = State::field_start;
  if (unfinished_ == "\r") return Step::drained;
  return take(unfinished_, dialect_.quoting);
}

// The first quote at or behind `from`, the chunk's end when there is none.
const char* DelimitedReader::findQuote(const char* from) {
  if (quote_ == nullptr || quote_ < from) {
    quote_ = find(from, end_, '"');
    if (quote_ == nullptr) quote_ = end_;
  }
  return quote_;
}

// Moves at_ behind the end of the current row and returns where its line end is; null when the chunk ends before.
const char* DelimitedReader::findRowEnd() {
  if (!dialect_.quoting) {
    const char* row_end = find(at_, end_, dialect_.line_end);
    at_ = row_end == nullptr ? end_ : row_end + 1;
    if (row_end != nullptr) ++line_;
    return row_end;
  }
  const char* const from = at_;
  while (at_ != end_) {
    if (state_ == State::quoted) {
      const char* quote = findQuote(at_);
      line_ += static_cast<std::uint64_t>(std::count(at_, quote, dialect_.line_end));
      at_ = quote;
      if (at_ == end_) break;
      const char before = at_ == from ? last_ : at_[-1];
      ++at_;
      state_ = before == '\\' ? State::after_backslash_quote : State::after_quote;
      continue;
    }
    const char c = *at_++;
    if (c == dialect_.line_end) {
      ++line_;
      state_ = State::field_start;
      return at_ - 1;
    }
    // PHP's: the quote before c belonged to the text.
    if (state_ == State::after_backslash_quote && c != dialect_.delimiter && c != '"' && c != '\r') {
      state_ = State::quoted;
      continue;
    }
    if (c == dialect_.delimiter) {
      state_ = State::field_start;
    } else if (c == '"' && state_ != State::plain) {
      if (state_ == State::field_start) quote_line_ = line_;
      state_ = State::quoted;
    } else {
      state_ = State::plain;
    }
  }
  return nullptr;
}

// Cuts a row, its line end taken off but for a carriage return, into fields_.
DelimitedReader::Step DelimitedReader::take(std::string_view row, bool has_quotes) {
  row_line_ = start_line_;
  if (row.back() == '\r') row.remove_suffix(1);
  row_ = row;
  row_has_quotes_ = has_quotes;
  fields_.clear();
  if (has_quotes ? splitQuoted(row, false) || splitAgainAsPhp() : split(row)) return Step::row;
  message_of_row_ = "text follows a closing quote; a quote within a quoted field is written as two";
  return Step::bad;
}

bool DelimitedReader::splitAgainAsPhp() {
  if (!row_has_quotes_ || row_.find("\\\"") == std::string_view::npos) return false;
  fields_.clear();
  if (splitQuoted(row_, true)) return true;
  fields_.clear();
  splitQuoted(row_, false);
  return false;
}

bool DelimitedReader::split(std::string_view row) {
  const char* at = row.data();
  const char* end = at + row.size();
  while (const char* delimiter = find(at, end, dialect_.delimiter)) {
    fields_.push_back(between(at, delimiter));
    at = delimiter + 1;
  }
  fields_.push_back(between(at, end));
  return true;
}

bool DelimitedReader::splitQuoted(std::string_view row, bool as_php) {
  unescaped_.clear();
  unescaped_.reserve(row.size());  // so that views into it stay valid
  const char* at = row.data();
  const char* end = at + row.size();
  for (;;) {
    if (at == end || *at != '"') {
      const char* delimiter = find(at, end, dialect_.delimiter);
      fields_.push_back(between(at, delimiter == nullptr ? end : delimiter));
      if (delimiter == nullptr) return true;
      at = delimiter + 1;
      continue;
    }
    const char* piece = at + 1;
    const std::size_t unescaped_start = unescaped_.size();
    const char* quote = find(piece, end, '"');
    for (; quote != nullptr && quote + 1 != end; quote = find(piece, end, '"')) {
      if (as_php && quote[-1] == '\\') {  // the quote stands for itself
        unescaped_ += between(piece, quote + 1);
        piece = quote + 1;
        continue;
      }
      if (quote[1] != '"') break;
      unescaped_ += between(piece, quote + 1);
      piece = quote + 2;
    }
    if (quote == nullptr) return false;
    if (piece == at + 1) {
      fields_.push_back(between(piece, quote));
    } else {
      unescaped_ += between(piece, quote);
      fields_.push_back(std::string_view(unescaped_).substr(unescaped_start));
    }
    at = quote + 1;
    if (at == end) return true;
    if (*at != dialect_.delimiter) return false;
    ++at;
  }
}

DelimitedReader::Step DelimitedReader::fail(std::uint64_t line, std::string message) {
  row_line_ = line;
  message_ = std::move(message);
  return Step::error;
}

}  // namespace goeswith
