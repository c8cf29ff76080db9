#include "command/ahead/markup_template.h"

#include <random>

#include "catch.h"

namespace goeswith::test {
namespace {

using Kind = TemplateField::Kind;

const std::vector<TemplateField> kFields = {{"heading"},
                                            {"base", Kind::kUrl, false, true},
                                            {"title", Kind::kText, true},
                                            {"price", Kind::kText, true, true},
                                            {"url", Kind::kUrl, true, true},
                                            {"last", Kind::kFlag, true}};
const TemplateValues kValues = {{"heading", "Tea & <more>"}, {"base", "https://shop.example/"}};
const std::vector<TemplateValues> kItems = {
    {{"title", "\"Pot\" 'n' <script>"}, {"price", "£1"}, {"url", "https://shop.example/?a=1&b=2"}},
    {{"title", "Cup\nof tea"}, {"last", "1"}}};

std::string rendered(std::string_view text, TemplateFormat format = TemplateFormat::kHtml) {
  const auto markup = MarkupTemplate::parse(text, "t", format, kFields);
  return markup ? markup->render(kValues, kItems) : markup.error();
}

TEST_CASE("templates: fill in escaped values, once an item between {{#items}} and {{/items}}") {
  CHECK(rendered("<h2>{{heading}}</h2>{{#items}}<p>{{ title }}</p>{{/items}}!") ==
        "<h2>Tea &amp; &lt;more&gt;</h2><p>&quot;Pot&quot; &#39;n&#39; &lt;script&gt;</p><p>Cup\nof tea</p>!");
  CHECK(rendered("{{#items}}{{title}}{{^last}}, {{/last}}{{/items}}", TemplateFormat::kPlainText) ==
        "\"Pot\" 'n' <script>, Cup of tea");
}

TEST_CASE("templates: show a section where its value is there, and an inverted one where it is not") {
  CHECK(rendered("{{#items}}[{{#price}}{{price}}{{/price}}{{^price}}?{{/price}}]{{/items}}") == "[£1][?]");
  CHECK(rendered("{{#items}}{{#url}}<a href=\"{{url}}\">{{/url}}x{{#url}}</a>{{/url}}{{/items}}") ==
        "<a href=\"https://shop.example/?a=1&amp;b=2\">x</a>x");
}

TEST_CASE("templates: leave no empty line for a section or a note that stands alone") {
  CHECK(rendered("a\n{{#items}}\n  {{! a note\n over lines }}  \n- {{title}}\r\n  {{#last}}  "
                 "\nend\n{{/last}}\n{{/items}}\nz\n",
                 TemplateFormat::kPlainText) == "a\n- \"Pot\" 'n' <script>\r\n- Cup of tea\r\nend\nz\n");
  CHECK(rendered("{{#base}}\nx\n{{/base}}") == "x\n");
  CHECK(rendered("a {{#base}}\nx {{/base}}") == "a \nx ");
}

TEST_CASE("templates: percent-encode what stands within a URL") {
  CHECK(rendered("<a href='{{#base}}{{base}}{{/base}}?q={{heading}}'>{{heading}}</a>") ==
        "<a href='https://shop.example/?q=Tea%20%26%20%3Cmore%3E'>Tea &amp; &lt;more&gt;</a>");
  CHECK(rendered("{{#items}}{{#url}}<a href=\"https://t.example/?to={{url}}\">{{/url}}{{/items}}") ==
        "<a href=\"https://t.example/?to=https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b%3D2\">");
}

TEST_CASE("templates with mistakes: are refused with file and line") {
  CHECK(rendered("a\nb {{name}}") ==
        "t:2: {{name}} is not known; there are items, heading, base, title, price, url, last");
  CHECK(rendered("\n\n{{title}}") == "t:3: {{title}} is of an item; put it between {{#items}} and {{/items}}");
  CHECK(rendered("{{#items}}\n{{price}}{{/items}}") ==
        "t:2: {{price}} may be missing; put it between {{#price}} and {{/price}}");
  CHECK(rendered("{{#items}}{{^price}}{{price}}{{/price}}{{/items}}") ==
        "t:1: {{price}} may be missing; put it between {{#price}} and {{/price}}");
  CHECK(rendered("x\n{{#items}}") == "t:2: {{#items}} is not closed; write {{/items}} where it ends");
  CHECK(rendered("{{#items}}{{#price}}\n{{/items}}") == "t:2: {{/items}} stands where {{/price}} is to close line 1");
  CHECK(rendered("{{/items}}") == "t:1: {{/items}} closes nothing; no {{#items}} is open");
  CHECK(rendered("{{#items}}{{#items}}{{/items}}{{/items}}") == "t:1: {{#items}} stands within another");
  CHECK(rendered("\n{{heading") == "t:2: {{ has no }}");
  CHECK(rendered("{{{heading}}}") == "t:1: text is always escaped; write {{name}}");
  CHECK(rendered("{{}}") ==
        "t:1: {{}} is no placeholder; write {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! note }}");
  CHECK(rendered("{{#items}}{{last}}{{/items}}") == "t:1: {{last}} has no text; write {{#last}} … {{/last}}");
  CHECK(rendered("{{items}}") == "t:1: {{items}} is a list; write {{#items}} … {{/items}}");
  CHECK(rendered("{{^items}}{{/items}}") == "t:1: {{^items}} cannot be; where nothing fits, the result is empty");
}

TEST_CASE("templates without what they must have: are refused") {
  const std::vector<TemplateField> fields = {{"title", Kind::kText, true, false, true}};
  const auto markup = MarkupTemplate::parse("<p>", "t", TemplateFormat::kHtml, fields);
  REQUIRE_FALSE(markup);
  CHECK(markup.error() == "t:1: holds no {{title}} between {{#items}} and {{/items}}, and would say nothing");
}

TEST_CASE("templates: refuse values where escaping does not make them harmless") {
  const std::string in_tag = "t:1: {{heading}} stands in a tag outside of quotes; write it as \"{{heading}}\"";
  const std::string in_code =
      "t:1: {{heading}} stands in a script or a style, where it could do harm; put it elsewhere";
  CHECK(rendered("<a title={{heading}}>") == in_tag);
  CHECK(rendered("<a {{heading}}>") == in_tag);
  CHECK(rendered("<{{heading}}>") == "<Tea &amp; &lt;more&gt;>");  // no tag: escaped text after a <
  CHECK(rendered("<p{{heading}}>") == in_tag);
  CHECK(rendered("<script>{{heading}}") == in_code);
  CHECK(rendered("<STYLE type='a'>{{heading}}") == in_code);
  CHECK(rendered("<p style=\"a{{heading}}\">") == in_code);
  CHECK(rendered("<p OnClick='{{heading}}'>") == in_code);
  CHECK(rendered("<a href=\"{{heading}}\">") == "t:1: {{heading}} is no URL, and a link cannot begin with it");
  CHECK(rendered("<img\nsrc = '{{heading}}'>") == "t:2: {{heading}} is no URL, and a link cannot begin with it");
}

TEST_CASE("templates: know comments, those of mail clients, and text between tags") {
  CHECK(rendered("<!-- don't <a href=\" -->{{heading}}") == "<!-- don't <a href=\" -->Tea &amp; &lt;more&gt;");
  CHECK(rendered("<!--[if mso]><v:rect href=\"https://x/{{heading}}\"><![endif]-->{{heading}}") ==
        "<!--[if mso]><v:rect href=\"https://x/Tea%20%26%20%3Cmore%3E\"><![endif]-->Tea &amp; &lt;more&gt;");
  CHECK(rendered("<style>a > b</style><p title=\"{{heading}}\">it's 1 < 2: {{heading}}") ==
        "<style>a > b</style><p title=\"Tea &amp; &lt;more&gt;\">it's 1 < 2: Tea &amp; &lt;more&gt;");
}

TEST_CASE("templates: survive any text") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"{{",  "}}",   "#",   "^",      "/",     "!",    "items", "title",
                                           "url", "<",    ">",   "\"",     "'",     "=",    " ",     "\n",
                                           "a",   "<!--", "-->", "script", "style", "href", "\0"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (unsigned left = random() % 24; left > 0; --left) text += pieces[random() % pieces.size()];
    const auto markup =
        MarkupTemplate::parse(text, "t", round % 2 ? TemplateFormat::kHtml : TemplateFormat::kPlainText, kFields);
    if (markup) (void)markup->render(kValues, kItems);
  }
}

}  // namespace
}  // namespace goeswith::test
