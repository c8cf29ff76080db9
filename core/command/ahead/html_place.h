// HtmlPlace: where in an HTML document one is, as far as it decides what text may be put there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace goeswith {

// Follows a document piece by piece. It is for templates that people write, and knows as much of HTML as they use:
// conditional comments of mail clients (<!--[if mso]> … <![endif]-->) count as the markup that they hold.
class HtmlPlace {
 public:
  enum class Kind {
    kText,       // between tags, or in a comment
    kAttribute,  // in a quoted attribute value that is read as text
    kUrlStart,   // at the beginning of a quoted attribute value that is a URL
    kUrlRest,    // further on in one
    kCode,       // in <script> or <style>, or in the value of a style or an on… attribute
    kTag,        // in a tag, outside of quotes
  };

  void read(std::string_view text);
  // Something stands here whose text is not known. A URL has begun then.
  void readValue() { value_length_ += state_ == State::kQuoted; }

  Kind kind() const;

 private:
  enum class State { kText, kComment, kRaw, kTagName, kBetween, kAttributeName, kBeforeValue, kQuoted, kUnquoted };

  std::size_t readText(std::string_view rest);
  void readInTag(char c);

  State state_ = State::kText;
  std::string tag_;        // lower case; of a closing tag with its slash
  std::string attribute_;  // lower case
  char quote_ = '"';
  std::size_t value_length_ = 0;
};

}  // namespace goeswith
