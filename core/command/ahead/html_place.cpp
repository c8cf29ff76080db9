#include "command/ahead/html_place.h"

#include <algorithm>
#include <array>

namespace goeswith {
namespace {

constexpr std::array<std::string_view, 10> kUrlAttributes = {"action", "background", "cite", "data",   "formaction",
                                                             "href",   "poster",     "src",  "srcset", "xlink:href"};

bool isSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// The length of `text` up to and with the first `end`, or all of it.
std::size_t lengthThrough(std::string_view text, std::string_view end) {
  const std::size_t at = text.find(end);
  return at == std::string_view::npos ? text.size() : at + end.size();
}

}  // namespace

void HtmlPlace::read(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (state_ == State::kText) {
      at += readText(text.substr(at));
    } else if (state_ == State::kComment) {
      const std::size_t end = text.find("-->", at);
      if (end == std::string_view::npos) return;
      state_ = State::kText;
      at = end + 3;
    } else if (state_ == State::kRaw) {
      const std::size_t end = text.find("</" + tag_, at);
      if (end == std::string_view::npos) return;
      state_ = State::kText;
      at = end;
    } else {
      readInTag(text[at++]);
    }
  }
}

// Returns how many characters it has read, at least one.
std::size_t HtmlPlace::readText(std::string_view rest) {
  if (rest[0] != '<') return std::min(rest.find('<'), rest.size());
  if (rest.starts_with("<!--[if")) return lengthThrough(rest, "]>");
  if (rest.starts_with("<![endif]-->")) return lengthThrough(rest, "-->");
  if (rest.starts_with("<!--")) {
    state_ = State::kComment;
    return 4;
  }
  if (rest.size() > 1 && (isLetter(rest[1]) || rest[1] == '/' || rest[1] == '!')) {
    state_ = State::kTagName;
    tag_.clear();
    attribute_.clear();
  }
  return 1;
}

void HtmlPlace::readInTag(char c) {
  if (state_ == State::kQuoted) {
    if (c == quote_) {
      state_ = State::kBetween;
    } else {
      ++value_length_;
    }
  } else if (c == '>') {
    state_ = tag_ == "script" || tag_ == "style" ? State::kRaw : State::kText;
  } else if (isSpace(c)) {
    // Around the sign of equality there may be space.
    if (state_ == State::kTagName || state_ == State::kUnquoted || state_ == State::kAttributeName) {
      state_ = State::kBetween;
    }
  } else if (state_ == State::kTagName) {
    tag_ += lowered(c);
  } else if (c == '=' && state_ != State::kUnquoted) {
    state_ = State::kBeforeValue;
  } else if (state_ == State::kBeforeValue) {
    state_ = c == '"' || c == '\'' ? State::kQuoted : State::kUnquoted;
    quote_ = c;
    value_length_ = 0;
  } else if (state_ == State::kBetween) {
    state_ = State::kAttributeName;
    attribute_ = lowered(c);
  } else if (state_ == State::kAttributeName) {
    attribute_ += lowered(c);
  }
}

HtmlPlace::Kind HtmlPlace::kind() const {
  if (state_ == State::kText || state_ == State::kComment) return Kind::kText;
  if (state_ == State::kRaw) return Kind::kCode;
  if (state_ != State::kQuoted) return Kind::kTag;
  if (attribute_ == "style" || attribute_.starts_with("on")) return Kind::kCode;
  if (std::find(kUrlAttributes.begin(), kUrlAttributes.end(), attribute_) == kUrlAttributes.end()) {
    return Kind::kAttribute;
  }
  return value_length_ == 0 ? Kind::kUrlStart : Kind::kUrlRest;
}

}  // namespace goeswith
