// goeswith prerender: the suggestions of every item as HTML that <goes-with> takes over.

#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "command/ahead/english.h"
#include "command/ahead/fragment_names.h"
#include "command/ahead/item_fields.h"
#include "command/ahead/link_url.h"
#include "command/ahead/markup_template.h"
#include "command/ahead/template_files.h"
#include "command/commands.h"
#include "command/files/files.h"
#include "command/options/list_options.h"
#include "command/publish/fragment_directory.h"
#include "command/published/published_table.h"
#include "command/terminal/progress.h"
#include "mine/text/input_text.h"
#include "mine/text/thousands.h"
#include "score/scorer.h"
#include "score/shown_list.h"

namespace goeswith {
namespace {

constexpr std::uint32_t kMostItems = 20;

// The longest name of a fragment, directories included: object stores take no longer keys, and file systems not much
// longer paths.
constexpr std::size_t kLongestFragmentName = 1024;

struct Options {
  std::string table;
  std::string out;
  std::string template_file;
  ListOptions list = shownList(3);
  std::string base_url;  // normal form
  std::string layout = "cards";
  bool buttons = false;
  std::string heading{english::kHeading};
  std::string lang = "en";
  PriceStyle price_style;
};

std::vector<TemplateField> fragmentFields() {
  using Kind = TemplateField::Kind;
  std::vector<TemplateField> fields = itemFields();
  fields.insert(fields.end(), {{"view", Kind::kText, true},
                               {"anchor", Kind::kFlag, true},
                               {"heading", Kind::kText},
                               {"lang", Kind::kText},
                               {"layout", Kind::kText},
                               {"bundle", Kind::kFlag},
                               {"buttons", Kind::kFlag},
                               {"legend", Kind::kText},
                               {"this", Kind::kText},
                               {"add", Kind::kText},
                               {"addAll", Kind::kText},
                               {"sum", Kind::kFlag},
                               {"total", Kind::kText},
                               {"base", Kind::kUrl, false, true}});
  return fields;
}

// Makes the fragments, one after another.
class Renderer {
 public:
  Renderer(const Options& options, const PublishedTable& published, const MarkupTemplate& markup)
      : options_(options), published_(published), markup_(markup), scorer_(published.table(), published.traits()) {}

  // Empty when nothing goes with the item.
  std::string render(std::uint32_t anchor) {
    std::vector<std::uint32_t> shown;
    for (const Suggestion& suggestion : scorer_.score(std::span(&anchor, 1), options_.list)) {
      shown.push_back(suggestion.item);
    }
    if (shown.empty()) return {};
    const std::vector<Card>& cards = published_.cards().items;
    const bool is_bundle = options_.layout == "bundle";
    const bool has_anchor = is_bundle && cards[anchor].available != false;
    if (has_anchor) shown.insert(shown.begin(), anchor);

    std::vector<TemplateValues> items;
    std::optional<std::uint64_t> sum = 0;
    for (const std::uint32_t item : shown) {
      const Card& card = cards[item];
      auto& values = items.emplace_back(itemValues(card, published_.cards(), options_.price_style, options_.base_url,
                                                   items.size() + 1, shown.size()));
      values["view"] = fillIn(english::kView, {{"item", values["title"]}});
      values["anchor"] = has_anchor && item == anchor ? "1" : "";
      sum = sum && card.price_minor ? std::optional(*sum + *card.price_minor) : std::nullopt;
    }
    const std::string price = sum ? options_.price_style.format(*sum, published_.cards().currency) : "";
    const TemplateValues numbers = {{"count", std::to_string(shown.size())}, {"price", price}};
    const bool is_one = shown.size() == 1;
    return markup_.render({{"heading", options_.heading},
                           {"lang", options_.lang},
                           {"layout", options_.layout},
                           {"bundle", is_bundle ? "1" : ""},
                           {"buttons", options_.buttons ? "1" : ""},
                           {"legend", std::string(english::kLegend)},
                           {"this", std::string(english::kAnchor)},
                           {"add", std::string(english::kAdd)},
                           {"addAll", fillIn(is_one ? english::kAddAllOne : english::kAddAllOther, numbers)},
                           {"sum", price.empty() ? "" : "1"},
                           {"total", fillIn(is_one ? english::kTotalOne : english::kTotalOther, numbers)},
                           {"base", options_.base_url}},
                          items);
  }

 private:
  const Options& options_;
  const PublishedTable& published_;
  const MarkupTemplate& markup_;
  Scorer scorer_;
};

int run(const Options& options) {
  std::string text(kFragmentHtml.text());
  if (!options.template_file.empty()) {
    auto read = readText(options.template_file);
    if (!read) return reportBadData(read.error().message);
    text = std::move(*read);
  }
  const std::string name = options.template_file.empty() ? "the usual template" : options.template_file;
  const auto markup = MarkupTemplate::parse(text, name, TemplateFormat::kHtml, fragmentFields());
  if (!markup) return reportBadData(markup.error());
  const auto published = PublishedTable::open(options.table);
  if (!published) return reportBadData(published.error().message);
  const auto directory = FragmentDirectory::open(options.out);
  if (!directory) return reportBadData(directory.error().message);

  Renderer renderer(options, **published, *markup);
  const auto& cards = (*published)->cards().items;
  std::uint64_t with_suggestions = 0;
  std::uint64_t left_out = 0;
  std::string first_left_out;
  {
    Progress progress("Rendering");
    for (std::uint32_t item = 0; item < cards.size(); ++item) {
      if (item % 256 == 0) progress.show(item, cards.size());
      const std::string file = fragmentName(cards[item].sku);
      if (file.size() > kLongestFragmentName) {
        if (left_out++ == 0) first_left_out = quotedForMessage(cards[item].sku);
        continue;
      }
      const std::string fragment = renderer.render(item);
      with_suggestions += !fragment.empty();
      const auto written = (*directory)->write(file, fragment);
      if (!written) return reportBadData(written.error().message);
    }
  }
  if (const auto done = (*directory)->publish(); !done) return reportBadData(done.error().message);
  if (left_out > 0) {
    std::cerr << "goeswith: warning: " << withThousands(left_out)
              << (left_out == 1 ? " item has a SKU" : " items have SKUs") << " too long for a file's name, like "
              << first_left_out << ", and no fragment\n";
  }
  std::cout << withThousands(cards.size() - left_out) << " fragments, " << withThousands(with_suggestions)
            << " of them with suggestions\n";
  return kDone;
}

}  // namespace

Run addPrerenderCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      parent.add_subcommand("prerender", "Write each item's suggestions as HTML that the element takes over");
  command->add_option("TABLE", options->table, "A published directory, its manifest.json or a .gwt file")->required();
  command->add_option("-o,--out", options->out, "The directory of the fragments, which is written anew as a whole")
      ->type_name("DIR")
      ->required();
  command->add_option("--template", options->template_file, "A template for a fragment (core/EMAIL.md)")
      ->type_name("FILE");
  command
      ->add_option("--base-url", options->base_url,
                   "Makes the table's relative URLs absolute; without it they start from the page that holds them")
      ->type_name("URL");
  options->list.placement = Placement::kProduct;
  addListOptions(*command, options->list, kMostItems);
  command->add_option("--layout", options->layout, "The element's: cards, list, or bundle, which has an adapter")
      ->check(CLI::IsMember({"cards", "list", "bundle"}))
      ->capture_default_str();
  command->add_flag("--buttons", options->buttons, "Make room for the buttons that an element with an adapter shows");
  command->add_option("--heading", options->heading, "The element's heading")->capture_default_str();
  command->add_option("--lang", options->lang, "The language of the heading, as in HTML: en, de")
      ->capture_default_str();
  auto money = std::make_shared<std::string>();
  command->add_option("--money", *money,
                      "How prices are written: the amount 1234.50 as the page writes it, like '1.234,50 €'; without it "
                      "as in English");
  command->callback([options, money] {
    if (!options->base_url.empty()) {
      const auto base = baseUrl(options->base_url);
      if (!base) throw CLI::ValidationError("--base-url is no http or https URL: " + options->base_url);
      options->base_url = *base;
    }
    if (money->empty()) return;
    const auto style = PriceStyle::fromExample(*money);
    if (!style) throw CLI::ValidationError("--money " + style.error());
    options->price_style = *style;
  });
  return [options] { return run(*options); };
}

}  // namespace goeswith
