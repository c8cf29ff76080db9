#include "command/ahead/markup_template.h"

#include <algorithm>
#include <optional>

#include "command/ahead/html_place.h"
#include "table/whole/cards.h"

namespace goeswith {
namespace {

constexpr std::string_view kItemsName = "items";
constexpr std::size_t kLongestQuote = 40;

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool isBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string_view trimmedBlanks(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

// One line without control characters: plain text has no other markup that a value could break out of.
std::string onOneLine(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

}  // namespace

std::string escapedForHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

class TemplateParser {
 public:
  TemplateParser(std::string_view text, std::string_view file, TemplateFormat format,
                 std::span<const TemplateField> fields)
      : text_(text), file_(file), is_html_(format == TemplateFormat::kHtml), fields_(fields) {}

  tl::expected<MarkupTemplate, std::string> parse() {
    while (!error_) {
      const std::size_t open = std::min(text_.find("{{", at_), text_.size());
      if (open == text_.size()) {
        addText(text_.substr(at_));
        break;
      }
      readTag(open);
    }
    if (!error_ && !sections_.empty()) {
      fail(sections_.back().at, "{{" + sections_.back().sign() + name(sections_.back()) +
                                    "}} is not closed; write {{/" + name(sections_.back()) + "}} where it ends");
    }
    for (const TemplateField& field : fields_) {
      if (error_ || !field.is_required || used_.contains(field.name)) continue;
      fail(0, field.of_item ? "holds no {{" + field.name + "}} between {{#items}} and {{/items}}, and would say nothing"
                            : "holds no {{" + field.name + "}}");
    }
    if (error_) return tl::unexpected(*error_);
    return std::move(result_);
  }

 private:
  struct Section {
    std::size_t node;  // its number
    std::size_t at;    // where in the text it begins
    bool is_inverted;

    std::string sign() const { return is_inverted ? "^" : "#"; }
  };

  const std::string& name(const Section& section) const { return result_.nodes_[section.node].text; }

  void readTag(std::size_t open) {
    const std::size_t close = text_.find("}}", open + 2);
    if (close == std::string_view::npos) return fail(open, "{{ has no }}");
    std::string_view content = text_.substr(open + 2, close - open - 2);
    const char sign = content.empty() ? '\0' : content[0];
    const bool is_comment = sign == '!';
    const bool is_section = sign == '#' || sign == '^' || sign == '/';
    if (sign == '{' || sign == '&') return fail(open, "text is always escaped; write {{name}}");
    if (is_section) content.remove_prefix(1);
    content = trimmedBlanks(content);

    // A line that holds such a tag alone is no line of the result.
    std::size_t text_end = open;
    std::size_t next = close + 2;
    if (is_section || is_comment) {
      const std::size_t line_begin = open == 0 ? 0 : text_.rfind('\n', open - 1) + 1;
      const std::size_t line_end = std::min(text_.find('\n', next), text_.size());
      if (line_begin >= at_ && isBlank(text_.substr(line_begin, open - line_begin)) &&
          isBlank(text_.substr(next, line_end - next))) {
        text_end = line_begin;
        next = std::min(line_end + 1, text_.size());
      }
    }
    addText(text_.substr(at_, text_end - at_));
    at_ = next;
    if (is_comment) return;
    if (content.empty() || !std::all_of(content.begin(), content.end(), isNameCharacter)) {
      return fail(open, "{{" + std::string(text_.substr(open + 2, std::min(close - open - 2, kLongestQuote))) +
                            "}} is no placeholder; write {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! note }}");
    }
    const std::string name(content);
    if (sign == '/') {
      closeSection(open, name);
    } else if (is_section) {
      openSection(open, name, sign == '^');
    } else {
      addValue(open, name);
    }
  }

  void addText(std::string_view text) {
    if (text.empty()) return;
    result_.nodes_.push_back({MarkupTemplate::Node::Kind::kText, std::string(text)});
    place_.read(text);
  }

  const TemplateField* find(std::size_t at, const std::string& name) {
    const auto field = std::find_if(fields_.begin(), fields_.end(), [&](const auto& f) { return f.name == name; });
    if (field == fields_.end()) {
      std::string known = "items";
      for (const TemplateField& other : fields_) known += ", " + other.name;
      fail(at, "{{" + name + "}} is not known; there are " + known);
      return nullptr;
    }
    if (field->of_item && !in_items_) {
      fail(at, "{{" + name + "}} is of an item; put it between {{#items}} and {{/items}}");
      return nullptr;
    }
    return &*field;
  }

  void openSection(std::size_t at, const std::string& name, bool is_inverted) {
    auto kind = is_inverted ? MarkupTemplate::Node::Kind::kUnless : MarkupTemplate::Node::Kind::kIf;
    if (name == kItemsName) {
      if (is_inverted) return fail(at, "{{^items}} cannot be; where nothing fits, the result is empty");
      if (in_items_) return fail(at, "{{#items}} stands within another");
      kind = MarkupTemplate::Node::Kind::kItems;
      in_items_ = true;
    } else if (find(at, name) == nullptr) {
      return;
    }
    sections_.push_back({result_.nodes_.size(), at, is_inverted});
    result_.nodes_.push_back({kind, name});
  }

  void closeSection(std::size_t at, const std::string& closed) {
    if (sections_.empty()) return fail(at, "{{/" + closed + "}} closes nothing; no {{#" + closed + "}} is open");
    const Section section = sections_.back();
    if (name(section) != closed) {
      return fail(at, "{{/" + closed + "}} stands where {{/" + name(section) + "}} is to close line " +
                          std::to_string(lineOf(section.at)));
    }
    sections_.pop_back();
    result_.nodes_[section.node].end = result_.nodes_.size();
    if (closed == kItemsName) in_items_ = false;
  }

  void addValue(std::size_t at, const std::string& name) {
    if (name == kItemsName) return fail(at, "{{items}} is a list; write {{#items}} … {{/items}}");
    const TemplateField* field = find(at, name);
    if (field == nullptr) return;
    if (field->kind == TemplateField::Kind::kFlag) {
      return fail(at, "{{" + name + "}} has no text; write {{#" + name + "}} … {{/" + name + "}}");
    }
    const bool is_guarded = std::any_of(sections_.begin(), sections_.end(), [&](const Section& section) {
      return !section.is_inverted && this->name(section) == name;
    });
    if (field->may_lack && !is_guarded) {
      return fail(at, "{{" + name + "}} may be missing; put it between {{#" + name + "}} and {{/" + name + "}}");
    }
    const auto encoding = encodingFor(at, *field);
    if (!encoding) return;
    used_[name] = name;
    place_.readValue();
    result_.nodes_.push_back({MarkupTemplate::Node::Kind::kValue, name, *encoding});
  }

  std::optional<MarkupTemplate::Encoding> encodingFor(std::size_t at, const TemplateField& field) {
    if (!is_html_) return MarkupTemplate::Encoding::kPlainText;
    const std::string placeholder = "{{" + field.name + "}}";
    switch (place_.kind()) {
      case HtmlPlace::Kind::kText:
      case HtmlPlace::Kind::kAttribute:
        return MarkupTemplate::Encoding::kHtml;
      case HtmlPlace::Kind::kUrlStart:
        if (field.kind == TemplateField::Kind::kUrl) return MarkupTemplate::Encoding::kHtml;
        fail(at, placeholder + " is no URL, and a link cannot begin with it");
        return std::nullopt;
      case HtmlPlace::Kind::kUrlRest:
        return MarkupTemplate::Encoding::kHtmlInUrl;
      case HtmlPlace::Kind::kCode:
        fail(at, placeholder + " stands in a script or a style, where it could do harm; put it elsewhere");
        return std::nullopt;
      case HtmlPlace::Kind::kTag:
        fail(at, placeholder + " stands in a tag outside of quotes; write it as \"" + placeholder + "\"");
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::size_t lineOf(std::size_t at) const {
    return 1 +
           static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

  void fail(std::size_t at, const std::string& what) {
    error_ = std::string(file_) + ":" + std::to_string(lineOf(at)) + ": " + what;
  }

  std::string_view text_;
  std::string_view file_;
  bool is_html_;
  std::span<const TemplateField> fields_;
  std::size_t at_ = 0;
  bool in_items_ = false;
  std::vector<Section> sections_;
  TemplateValues used_;
  HtmlPlace place_;
  MarkupTemplate result_;
  std::optional<std::string> error_;
};

tl::expected<MarkupTemplate, std::string> MarkupTemplate::parse(std::string_view text, std::string_view file,
                                                                TemplateFormat format,
                                                                std::span<const TemplateField> fields) {
  return TemplateParser(text, file, format, fields).parse();
}

std::string MarkupTemplate::render(const TemplateValues& values, std::span<const TemplateValues> items) const {
  std::string out;
  render(0, nodes_.size(), values, items, nullptr, out);
  return out;
}

void MarkupTemplate::render(std::size_t begin, std::size_t end, const TemplateValues& values,
                            std::span<const TemplateValues> items, const TemplateValues* item, std::string& out) const {
  const auto valueOf = [&](const std::string& name) -> std::string_view {
    for (const TemplateValues* source : {item, &values}) {
      if (source == nullptr) continue;
      if (const auto found = source->find(name); found != source->end()) return found->second;
    }
    return {};
  };
  for (std::size_t at = begin; at < end;) {
    const Node& node = nodes_[at];
    switch (node.kind) {
      case Node::Kind::kText:
        out += node.text;
        break;
      case Node::Kind::kValue:
        if (node.encoding == Encoding::kPlainText) {
          out += onOneLine(valueOf(node.text));
        } else if (node.encoding == Encoding::kHtml) {
          out += escapedForHtml(valueOf(node.text));
        } else {
          out += escapedForHtml(expandPattern("{id}", valueOf(node.text)));
        }
        break;
      case Node::Kind::kIf:
      case Node::Kind::kUnless:
        if (valueOf(node.text).empty() == (node.kind == Node::Kind::kUnless)) {
          render(at + 1, node.end, values, items, item, out);
        }
        break;
      case Node::Kind::kItems:
        for (const TemplateValues& each : items) render(at + 1, node.end, values, items, &each, out);
        break;
    }
    at = std::max(at + 1, node.end);
  }
}

}  // namespace goeswith
