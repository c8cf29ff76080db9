#include "mine/records/json_list.h"

#include <utility>

namespace goeswith {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

}  // namespace

bool startsJsonList(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::size_t start = text.find_first_not_of(kBlanks);
  return start != std::string_view::npos && text[start] == '[';
}

JsonListReader::JsonListReader(std::string_view text) : text_(text) {
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
}

JsonListReader::Step JsonListReader::next() {
  if (!message_.empty()) return Step::error;
  skipBlanks();
  bool first = false;
  if (!started_) {
    started_ = first = true;
    if (at_ == text_.size() || text_[at_] != '[') return fail(line_, "this is no JSON list");
    ++at_;
    skipBlanks();
  }
  if (at_ < text_.size() && text_[at_] == ']') {
    ++at_;
    skipBlanks();
    if (at_ < text_.size()) return fail(line_, "text follows the end of the JSON list");
    return Step::end;
  }
  if (!first) {
    if (at_ == text_.size() || text_[at_] != ',') return fail(line_, "the JSON list is not closed by ]");
    ++at_;
    skipBlanks();
  }
  const std::size_t start = at_;
  element_line_ = line_;
  std::size_t depth = 0;
  bool in_string = false;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    line_ += c == '\n';
    if (in_string) {
      if (c == '\\') {
        ++at_;
      } else if (c == '"') {
        in_string = false;
      }
      continue;
    }
    if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (depth > 0 && (c == '}' || c == ']')) {
      --depth;
    } else if (depth == 0 && (c == ',' || c == ']')) {
      break;
    }
  }
  if (at_ >= text_.size()) return fail(element_line_, "the JSON list is not closed by ]; its last element starts here");
  element_ = text_.substr(start, at_ - start);
  while (!element_.empty() && kBlanks.find(element_.back()) != std::string_view::npos) element_.remove_suffix(1);
  if (element_.empty()) return fail(element_line_, "an element of the JSON list is missing");
  return Step::element;
}

void JsonListReader::skipBlanks() {
  for (; at_ < text_.size() && kBlanks.find(text_[at_]) != std::string_view::npos; ++at_) line_ += text_[at_] == '\n';
}

JsonListReader::Step JsonListReader::fail(std::uint64_t line, std::string message) {
  element_line_ = line;
  message_ = std::move(message);
  return Step::error;
}

}  // namespace goeswith
