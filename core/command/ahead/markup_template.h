// MarkupTemplate: the small language of the templates of `email` and `prerender` (core/EMAIL.md), a part of Mustache.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace goeswith {

// A name that templates may use.
struct TemplateField {
  enum class Kind {
    kText,
    kUrl,   // checked by whoever fills it in: may stand where a link begins
    kFlag,  // no text, only {{#name}} and {{^name}}
  };

  std::string name;
  Kind kind = Kind::kText;
  bool of_item = false;      // known only between {{#items}} and {{/items}}
  bool may_lack = false;     // must stand within a {{#name}} … {{/name}} of its own
  bool is_required = false;  // a template without it is refused
};

// Texts by field name; an empty text is the same as none.
using TemplateValues = std::map<std::string, std::string, std::less<>>;

enum class TemplateFormat { kHtml, kPlainText };

class MarkupTemplate {
 public:
  // Reads a template. Everything that could go wrong with it does so here and not with this cart or that: unknown
  // names, sections that do not match, values that an item may lack outside of their section, and in HTML values in a
  // place where escaping would not make them harmless. Fails with "FILE:LINE: what; what to do". Safe for any text.
  static tl::expected<MarkupTemplate, std::string> parse(std::string_view text, std::string_view file,
                                                         TemplateFormat format, std::span<const TemplateField> fields);

  // HTML: values are escaped, and percent-encoded within a URL. Plain text: control characters, line ends among them,
  // become spaces.
  std::string render(const TemplateValues& values, std::span<const TemplateValues> items) const;

 private:
  friend class TemplateParser;

  enum class Encoding { kHtml, kHtmlInUrl, kPlainText };
  struct Node {
    enum class Kind { kText, kValue, kIf, kUnless, kItems } kind;
    std::string text;  // of kText itself, else the field's name
    Encoding encoding = Encoding::kHtml;
    std::size_t end = 0;  // of a section: the number of the node after its last
  };

  void render(std::size_t begin, std::size_t end, const TemplateValues& values, std::span<const TemplateValues> items,
              const TemplateValues* item, std::string& out) const;

  std::vector<Node> nodes_;
};

// & < > " and ' as character references.
std::string escapedForHtml(std::string_view text);

}  // namespace goeswith
