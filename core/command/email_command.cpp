// goeswith email: what goes with an order, as a part of a mail.

#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <span>

#include "command/ahead/item_fields.h"
#include "command/ahead/link_url.h"
#include "command/ahead/markup_template.h"
#include "command/ahead/template_files.h"
#include "command/commands.h"
#include "command/files/files.h"
#include "command/options/list_options.h"
#include "command/published/published_table.h"
#include "mine/text/thousands.h"
#include "score/scorer.h"
#include "score/shown_list.h"

namespace goeswith {
namespace {

// Mail services cut long messages (Gmail at 102 KB), and the snippet is only a part of one.
constexpr std::size_t kMostBytes = 20480;
constexpr std::uint32_t kMostItems = 20;

struct Options {
  std::string table;
  std::vector<std::string> cart;
  std::string out;  // without its ending; empty: standard output
  bool text = false;
  std::string html_template;
  std::string text_template;
  ListOptions list = shownList(3);
  std::string base_url;  // normal form
  std::string heading = "Goes well with your order";
  std::string button = "View";
  std::string lang = "en";
  PriceStyle price_style;
};

// Languages that are written from right to left.
bool isRightToLeft(std::string_view lang) {
  constexpr std::array<std::string_view, 8> kLanguages = {"ar", "ckb", "dv", "fa", "he", "ps", "ur", "yi"};
  return std::find(kLanguages.begin(), kLanguages.end(), lang.substr(0, lang.find('-'))) != kLanguages.end();
}

std::vector<TemplateField> emailFields() {
  using Kind = TemplateField::Kind;
  std::vector<TemplateField> fields = itemFields();
  fields.insert(fields.end(), {{"heading", Kind::kText},
                               {"button", Kind::kText},
                               {"lang", Kind::kText},
                               {"dir", Kind::kText},
                               {"base", Kind::kUrl, false, true}});
  return fields;
}

tl::expected<MarkupTemplate, std::string> openTemplate(const std::string& file, const EmbeddedFile& usual,
                                                       TemplateFormat format) {
  const std::vector<TemplateField> fields = emailFields();
  if (file.empty()) return MarkupTemplate::parse(usual.text(), "the usual template", format, fields);
  const auto text = readText(file);
  if (!text) return tl::unexpected(text.error().message);
  return MarkupTemplate::parse(*text, file, format, fields);
}

// Says which URL of the offers needs a base; empty when none does.
std::string relativeUrl(std::span<const Suggestion> offers, const PublishedTable& published) {
  for (const Suggestion& offer : offers) {
    const Card& card = published.cards().items[offer.item];
    for (const std::string& url : {card.url, card.image}) {
      if (linkUrl(url, "") && !isAbsoluteUrl(url)) {
        return "the URL '" + url + "' of item '" + card.sku + "' is relative, and a mail has no page that it could " +
               "start from; say where the shop is with --base-url https://…";
      }
    }
  }
  return {};
}

std::vector<std::uint32_t> readCart(const Options& options, const PublishedTable& published) {
  std::vector<std::uint32_t> cart;
  std::size_t unknown_count = 0;
  std::string first_unknown;
  for (const std::string& sku : options.cart) {
    if (const auto item = published.find(sku)) {
      cart.push_back(*item);
    } else if (++unknown_count == 1) {
      first_unknown = sku;
    }
  }
  // Orders of real shoppers hold new items.
  if (unknown_count > 0) {
    std::cerr << "goeswith: '" << first_unknown << "' is not in the table; " << withThousands(unknown_count)
              << " such SKUs were left out\n";
  }
  return cart;
}

int run(const Options& options) {
  // Templates first: their mistakes are to show whatever the order is.
  const auto html_template = openTemplate(options.html_template, kEmailHtml, TemplateFormat::kHtml);
  if (!html_template) return reportBadData(html_template.error());
  const auto text_template = openTemplate(options.text_template, kEmailText, TemplateFormat::kPlainText);
  if (!text_template) return reportBadData(text_template.error());
  const auto opened = PublishedTable::open(options.table);
  if (!opened) return reportBadData(opened.error().message);
  const PublishedTable& published = **opened;

  Scorer scorer(published.table(), published.traits());
  const auto offers = scorer.score(readCart(options, published), options.list);
  const std::string relative = options.base_url.empty() ? relativeUrl(offers, published) : "";
  if (!relative.empty()) return reportBadData(published.path() + ": " + relative);

  std::string html;
  std::string text;
  if (offers.empty()) {
    std::cerr << "goeswith: nothing fits this order, and nothing is written into the mail\n";
  } else {
    std::vector<TemplateValues> items;
    for (const Suggestion& offer : offers) {
      items.push_back(itemValues(published.cards().items[offer.item], published.cards(), options.price_style,
                                 options.base_url, items.size() + 1, offers.size()));
      if (isPictureUnknownToMail(items.back()["image"])) items.back()["image"].clear();
    }
    const TemplateValues values = {{"heading", options.heading},
                                   {"button", options.button},
                                   {"lang", options.lang},
                                   {"dir", isRightToLeft(options.lang) ? "rtl" : "ltr"},
                                   {"base", options.base_url}};
    html = html_template->render(values, items);
    text = text_template->render(values, items);
  }
  if (html.size() > kMostBytes) {
    std::cerr
        << "goeswith: the HTML has " << withThousands(html.size())
        << " bytes, and mail services cut what is long; show fewer items with --limit, or use a shorter template\n";
  }
  if (options.out.empty()) {
    std::cout << (options.text ? text : html);
    return kDone;
  }
  const auto written = writeFilesAtomically({{options.out + ".html", html}, {options.out + ".txt", text}});
  return written ? kDone : reportBadData(written.error().message);
}

}  // namespace

Run addEmailCommand(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("email", "Write what goes with an order as a part of a mail");
  command->add_option("TABLE", options->table, "A published directory, its manifest.json or a .gwt file")->required();
  command->add_option("SKU", options->cart, "The items of the order");
  // Its own list, since a positional option and a named one cannot share theirs.
  auto cart = std::make_shared<std::vector<std::string>>();
  command->add_option("--cart", *cart, "The same in one word, SKUs between commas")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("SKU,SKU…");
  command
      ->add_option("-o,--out", options->out,
                   "Write NAME.html and NAME.txt, both or neither; without it the HTML goes to standard output")
      ->type_name("NAME");
  command->add_flag("--text", options->text, "The plain text goes to standard output instead");
  command->add_option("--template", options->html_template, "A template for the HTML (core/EMAIL.md)")
      ->type_name("FILE");
  command->add_option("--text-template", options->text_template, "A template for the plain text")->type_name("FILE");
  command->add_option("--base-url", options->base_url, "The shop's address, where the table's URLs are relative")
      ->type_name("URL");
  options->list.placement = Placement::kEmail;
  addListOptions(*command, options->list, kMostItems);
  command->add_option("--heading", options->heading, "The words above the items")->capture_default_str();
  command->add_option("--button", options->button, "The words on an item's button")->capture_default_str();
  command->add_option("--lang", options->lang, "The language of both, as in HTML: en, de-AT")->capture_default_str();
  auto money = std::make_shared<std::string>();
  command->add_option("--money", *money,
                      "How prices are written: the amount 1234.50 as the shop writes it, like '1.234,50 €'; without it "
                      "as in English");
  command->callback([options, cart, money] {
    options->cart.insert(options->cart.end(), cart->begin(), cart->end());
    std::erase(options->cart, "");
    if (options->cart.empty()) throw CLI::ValidationError("name the items of the order, like --cart 85123A,22470");
    if (options->text && !options->out.empty()) throw CLI::ValidationError("--out writes both already, without --text");
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
