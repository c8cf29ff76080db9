#include "mine/read/items_reader.h"

#include <tsl/robin_map.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "mine/layouts/layouts.h"
#include "mine/records/column_names.h"
#include "mine/text/input_text.h"
#include "mine/text/markup_text.h"
#include "mine/text/money.h"

namespace goeswith {
namespace {

// A column of availability, and whether it can say that an item without stock is sold all the same. A column called
// "archived" says the opposite of one called "available".
struct SaleColumn {
  std::size_t column;
  bool speaks_of_stock;
  bool is_reversed;
  bool is_visibility;
};

struct Columns {
  const ItemLayout* layout = nullptr;
  ColumnPosition id;
  ColumnPosition title;
  ColumnPosition sale_price;
  ColumnPosition price;
  ColumnPosition currency;
  ColumnPosition url;
  ColumnPosition image;
  ColumnPosition variant_image;        // better than the image where it is not empty
  bool images_are_the_groups = false;  // Shopify lists a product's images down the lines of its variants
  ColumnPosition category;
  ColumnPosition group;
  std::vector<SaleColumn> sale;
  ColumnPosition stock;
  ColumnPosition stock_tracker;  // where it is empty, Shopify does not count the item's stock
  ColumnPosition stock_policy;   // what Shopify does without stock
  ColumnPosition parent;
  ColumnPosition parent_key;
};

constexpr std::string_view kSpeakOfStock =
    "availability|available|instock|stockstatus|isinstock|variantsavailable|inventorystatus|productavailability";
constexpr std::string_view kReversed = "archived|hidden|disabled|discontinued|deleted|isarchived|notforsale";

tl::expected<Columns, std::string> chooseColumns(std::span<const std::string> columns, const ItemsOptions& options) {
  const ColumnFinder finder(columns);
  const ItemLayout& plain = itemLayouts().front();
  const ItemLayout* forced = options.layout.empty() ? nullptr : findItemLayout(options.layout);
  const ItemLayout& layout = forced != nullptr ? *forced : recogniseItemLayout(finder);
  const ItemColumns& named = options.columns;
  Columns chosen;
  chosen.layout = &layout;
  const struct {
    ColumnPosition& column;
    const std::string& named;
    std::string_view names;
    std::string_view usual;
  } all[] = {{chosen.id, named.id, layout.id, plain.id},
             {chosen.title, named.title, layout.title_column, plain.title_column},
             {chosen.price, named.price, layout.price, plain.price},
             {chosen.currency, named.currency, layout.currency, plain.currency},
             {chosen.url, named.url, layout.url, plain.url},
             {chosen.image, named.image, layout.image, plain.image},
             {chosen.category, named.category, layout.category, plain.category},
             {chosen.group, named.group, layout.group, plain.group},
             {chosen.stock, named.stock, layout.stock, plain.stock}};
  for (const auto& one : all) {
    if (one.named == "-") continue;
    if (!one.named.empty()) {
      const auto found = findNamedColumn(columns, one.named);
      if (!found) return tl::make_unexpected(found.error());
      one.column = *found;
    } else if (one.names != "-") {
      if (!one.names.empty()) one.column = finder.find(one.names);
      if (!one.column) one.column = finder.find(one.usual);
      if (one.column && one.column == chosen.id && &one.column != &chosen.id) one.column.reset();
    }
  }
  for (const ColumnPosition column : {chosen.id, chosen.title, chosen.price}) {
    if (column && isDoubled(columns, *column)) {
      return tl::make_unexpected("the column " + quotedForMessage(columns[*column]) +
                                 " occurs twice; rename one of them");
    }
  }
  const auto findIn = [&](const std::string& name, std::string_view names, std::string_view usual) {
    if (!name.empty() || names == "-") return ColumnPosition();
    return finder.find(names.empty() ? usual : names);
  };
  chosen.sale_price = findIn(named.price, layout.sale_price, plain.sale_price);
  if (chosen.sale_price == chosen.price) chosen.sale_price.reset();
  chosen.variant_image = findIn(named.image, layout.variant_image, plain.variant_image);
  chosen.images_are_the_groups = chosen.variant_image.has_value() && layout.name != "shopify-json";
  if (named.stock.empty()) {
    chosen.stock_tracker = finder.find("variantinventorytracker");
    chosen.stock_policy = finder.find("variantinventorypolicy|variantsinventorypolicy");
  }
  chosen.parent = findIn(named.group, layout.parent, plain.parent);
  chosen.parent_key = layout.parent_key.empty() ? finder.find(plain.parent_key) : finder.find(layout.parent_key);
  std::vector<std::size_t> sale;
  if (!named.availability.empty() && named.availability != "-") {
    const auto found = findNamedColumn(columns, named.availability);
    if (!found) return tl::make_unexpected(found.error());
    if (*found) sale.push_back(**found);
  } else if (named.availability.empty()) {
    sale = finder.findAll(layout.availability.empty() ? plain.availability : layout.availability);
  }
  for (const std::size_t column : sale) {
    const std::string name = plainColumnName(columns[column]);
    chosen.sale.push_back({column, hasName(kSpeakOfStock, name) || !named.availability.empty(),
                           hasName(kReversed, name), name == "visibility"});
  }
  return chosen;
}

// A record as it was read, before it is known what the file's numbers mean and which row is whose parent.
struct Raw {
  std::uint64_t line = 0;
  Item item;
  std::string price;
  std::string sale_price;
  std::string currency;
  std::string stock;
  std::string parent;
  std::string key;
  std::optional<bool> sold;   // as columns of availability say
  bool is_withdrawn = false;  // a draft, hidden, disabled
  bool stock_is_counted = true;
  bool sells_on = false;
};

// Of several pictures the first. Exports part them by a comma and a blank, which no address holds, by ; or by |.
std::string_view firstImage(std::string_view images) {
  std::size_t end = images.size();
  for (const std::string_view mark : {"\x1F", ", ", ";", "|", "\n", ",http", ",/", " http"}) {
    end = std::min(end, images.find(mark));
  }
  return cellText(images.substr(0, std::min(end, images.size())));
}

// Of several categories the deepest, the first of equally deep ones.
std::string_view deepestCategory(std::string_view categories) {
  const bool has_levels = categories.find('>') != std::string_view::npos;
  const auto depthOf = [&](std::string_view name) {
    return std::count(name.begin(), name.end(), '>') + (has_levels ? 0 : std::count(name.begin(), name.end(), '/'));
  };
  // Commas part paths from each other, but stand in names as well: "Cards, pack/12" is one.
  const auto are_paths = [&] {
    for (std::size_t start = 0; start <= categories.size();) {
      const std::size_t end = std::min(categories.find(',', start), categories.size());
      if (categories.substr(start, end - start).find('/') == std::string_view::npos) return false;
      start = end + 1;
    }
    return true;
  };
  const std::string_view separators = has_levels || are_paths() ? "\x1F|;," : "\x1F|;";
  std::string_view best;
  for (std::size_t start = 0; start <= categories.size();) {
    const std::size_t end = std::min(categories.find_first_of(separators, start), categories.size());
    const std::string_view one = cellText(categories.substr(start, end - start));
    if (!one.empty() && (best.empty() || depthOf(one) > depthOf(best))) best = one;
    start = end + 1;
  }
  return best;
}

std::optional<std::int64_t> parseStock(std::string_view text) {
  bool negative = false;
  if (text.starts_with('-')) {
    negative = true;
    text.remove_prefix(1);
  }
  if (text.starts_with('+') || text.starts_with('>')) text.remove_prefix(1);
  text = trimmed(text);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  constexpr std::size_t kMostDigits = 15;
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  std::int64_t stock = 0;
  for (const char c : text.substr(0, digits)) stock = stock * 10 + (c - '0');
  std::string_view rest = text.substr(digits);
  if (!rest.empty()) {
    if (rest[0] != '.' && rest[0] != ',') return std::nullopt;
    rest.remove_prefix(1);
    if (rest.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    if (stock == 0 && rest.find_first_not_of('0') != std::string_view::npos) stock = 1;  // half a metre is some
  }
  return negative ? -stock : stock;
}

bool isAbsolute(std::string_view url) {
  const std::size_t colon = url.find(':');
  return url.starts_with("//") || (colon != std::string_view::npos && colon > 0 && url.find_first_of("/?#") > colon);
}

std::string resolved(const std::string& base, std::string_view url) {
  const std::size_t scheme = base.find("://");
  if (url.starts_with('/') && scheme != std::string::npos) {
    return base.substr(0, base.find('/', scheme + 3)) + std::string(url);
  }
  return base + (base.ends_with('/') ? "" : "/") + std::string(url);
}

std::string fromPattern(std::string pattern, const Item& item) {
  const auto put = [&](std::string_view name, const std::string& value) {
    for (std::size_t at = pattern.find(name); at != std::string::npos; at = pattern.find(name, at + value.size())) {
      pattern.replace(at, name.size(), value);
    }
  };
  const auto escaped = [](std::string_view text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                         c == '.' || c == '_' || c == '~';
      if (plain) {
        result += c;
      } else {
        result += '%';
        result += kHex[byte >> 4];
        result += kHex[byte & 15];
      }
    }
    return result;
  };
  put("{group}", escaped(item.group));
  put("{handle}", escaped(item.group));
  put("{sku}", escaped(item.sku));
  put("{id}", escaped(item.sku));
  return pattern;
}

// Gathers items, record by record.
class Catalogue {
 public:
  Catalogue(const ItemsOptions& options, std::string file, ItemsSummary& summary)
      : options_(options), file_(std::move(file)), summary_(summary) {}

  // To be called before add(), whenever the columns may have changed.
  tl::expected<void, std::string> setColumns(std::span<const std::string> columns) {
    if (columns.size() == known_columns_) return {};
    auto chosen = chooseColumns(columns, options_);
    if (!chosen) return tl::make_unexpected(chosen.error());
    columns_ = std::move(*chosen);
    known_columns_ = columns.size();
    return {};
  }

  bool hasIdColumn() const { return columns_.id.has_value(); }
  const Columns& columns() const { return columns_; }

  void noteBad(std::uint64_t line, std::string message) {
    if (summary_.bad == 0) first_bad_ = {file_, line, message};
    ++summary_.bad;
    show(line, std::move(message));
  }

  void add(std::span<const std::string_view> fields, std::uint64_t line) {
    ++summary_.records;
    fields_ = fields;
    if (!columns_.id) return;
    Raw raw;
    raw.line = line;
    Item& item = raw.item;
    const std::pair<ColumnPosition, std::string*> texts[] = {
        {columns_.id, &item.sku},           {columns_.title, &item.title}, {columns_.category, &item.category},
        {columns_.group, &item.group},      {columns_.price, &raw.price},  {columns_.sale_price, &raw.sale_price},
        {columns_.currency, &raw.currency}, {columns_.stock, &raw.stock},  {columns_.parent, &raw.parent},
        {columns_.parent_key, &raw.key}};
    for (const auto& [column, text] : texts) {
      auto clean = cleanText(field(column));
      if (!clean) return noteBad(line, "the text " + quotedForMessage(field(column)) + " holds NUL bytes");
      *text = std::move(*clean);
    }
    if (item.sku.size() > kMaxIdBytes) {
      return noteBad(
          line, "the id " + quotedForMessage(item.sku) + " is longer than " + std::to_string(kMaxIdBytes) + " bytes");
    }
    if (isBlankWord(item.sku)) item.sku.clear();
    item.title = withoutMarkup(item.title);
    if (item.title.size() > kMaxTitleBytes) {
      std::size_t end = kMaxTitleBytes;
      while (end > 0 && (static_cast<unsigned char>(item.title[end]) & 0xC0) == 0x80) --end;
      item.title.resize(end);
    }
    item.category = withoutMarkup(deepestCategory(item.category));
    item.url = address(field(columns_.url));
    item.image = address(firstImage(field(columns_.image)));
    if (item.group == "0") item.group.clear();
    if (!item.group.empty()) shareWithGroup(item);
    if (const auto variant = address(firstImage(field(columns_.variant_image))); !variant.empty()) item.image = variant;

    for (const SaleColumn& column : columns_.sale) {
      const std::string_view text = cellText(fields_[column.column]);
      if (text.empty() || isBlankWord(text)) continue;
      if (column.is_visibility && text.find_first_not_of("0123456789") == std::string_view::npos) continue;
      auto says = text.starts_with('-') ? std::optional<bool>(false) : parseAvailability(text);
      if (!says) {
        if (column.speaks_of_stock) {
          return noteBad(
              line, "the availability " + quotedForMessage(text) + " is not known; write in stock or out of stock");
        }
        noteWord(text);
        continue;
      }
      if (column.is_reversed) says = !*says;
      if (column.speaks_of_stock) {
        raw.sold = raw.sold.value_or(true) && *says;
      } else if (!*says) {
        raw.is_withdrawn = true;
      }
    }
    raw.stock_is_counted = !columns_.stock_tracker || !field(columns_.stock_tracker).empty();
    raw.sells_on = lowerCase(field(columns_.stock_policy)) == "continue";
    marks_.learn(raw.price);
    marks_.learn(raw.sale_price);
    raws_.push_back(std::move(raw));
  }

  // The first of the options' columns, all but the id's, that no record had.
  std::optional<std::string> missingColumn(std::span<const std::string> columns) const {
    const ItemColumns& named = options_.columns;
    for (const std::string* name : {&named.title, &named.price, &named.currency, &named.url, &named.image,
                                    &named.category, &named.group, &named.availability, &named.stock}) {
      if (name->empty() || *name == "-") continue;
      const auto found = findNamedColumn(columns, *name);
      if (found && !*found) return *name;
    }
    return std::nullopt;
  }

  // What was gathered, once all records are in.
  tl::expected<Items, InputError> finish() {
    if (const auto mark = marks_.decimalMark()) summary_.decimal_mark = std::string(1, *mark);
    takeFromParents();
    Items items;
    tsl::robin_map<std::string, std::uint64_t> line_of_sku;
    for (Raw& raw : raws_) {
      Item& item = raw.item;
      if (item.sku.empty()) {
        ++summary_.without_id;
        continue;
      }
      if (const auto [twin, is_new] = line_of_sku.try_emplace(item.sku, raw.line); !is_new) {
        ++summary_.doubled;
        show(raw.line, "the item " + quotedForMessage(item.sku) + " stands on line " + std::to_string(twin->second) +
                           " already; the first counts");
        continue;
      }
      if (auto priced = readPrice(raw); !priced) {
        if (priced.error().line != 0) return tl::make_unexpected(priced.error());
        noteBad(raw.line, priced.error().message);
        continue;
      }
      if (!readStock(raw)) {
        noteBad(raw.line, "the stock " + quotedForMessage(raw.stock) +
                              " is no number; write how many pieces there are, or name another column");
        continue;
      }
      if (raw.is_withdrawn) item.available = false;
      if (item.url.empty() && !options_.url_pattern.empty()) item.url = fromPattern(options_.url_pattern, item);
      if (item.image.empty() && !options_.image_pattern.empty()) item.image = fromPattern(options_.image_pattern, item);
      count(item);
      items.push_back(std::move(item));
    }
    if (static_cast<double>(summary_.bad) > options_.max_bad * static_cast<double>(summary_.records)) {
      if (summary_.bad > 1) {
        first_bad_.message +=
            "; " + std::to_string(summary_.bad) + " of " + std::to_string(summary_.records) + " records cannot be read";
      }
      return tl::make_unexpected(first_bad_);
    }
    return items;
  }

 private:
  // Values that the lines of a group share.
  struct Group {
    std::string title;
    std::string category;
    std::string image;
    std::string url;
  };

  std::string_view field(ColumnPosition column) const {
    return column ? cellText(fields_[*column]) : std::string_view();
  }

  std::optional<std::string> cleanText(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return std::nullopt;
    if (isCleanText(text)) return normalForm(text);
    ++summary_.windows_1252;
    return fromWindows1252(text);
  }

  std::string address(std::string_view text) {
    const auto clean = cleanText(text);
    if (!clean || clean->empty() || clean->size() > kMaxUrlBytes) return {};
    if (isAbsolute(*clean)) return *clean;
    return options_.base_url.empty() ? *clean : resolved(options_.base_url, *clean);
  }

  void noteWord(std::string_view word) {
    constexpr std::size_t kMost = 10;
    auto& words = summary_.unknown_words;
    std::string clean = isCleanText(word) ? std::string(word) : fromWindows1252(word);
    if (words.size() < kMost && std::find(words.begin(), words.end(), clean) == words.end())
      words.push_back(std::move(clean));
  }

  void show(std::uint64_t line, std::string message) {
    constexpr std::size_t kMostShown = 3;
    if (summary_.bad_lines.size() < kMostShown) {
      summary_.bad_lines.push_back(InputError{file_, line, std::move(message)}.text());
    }
  }

  // Gives variants what they lack and the row that they name as their parent has, and makes one group of them.
  void takeFromParents() {
    if (!columns_.parent) return;
    tsl::robin_map<std::string, std::size_t> row_of_name;
    for (std::size_t k = 0; k < raws_.size(); ++k) {
      if (!raws_[k].key.empty()) row_of_name.try_emplace("id:" + raws_[k].key, k);
    }
    for (std::size_t k = 0; k < raws_.size(); ++k) {
      if (!raws_[k].item.sku.empty()) row_of_name.try_emplace(raws_[k].item.sku, k);
    }
    for (std::size_t k = 0; k < raws_.size(); ++k) {
      Raw& raw = raws_[k];
      if (raw.parent.empty() || raw.parent == "0") continue;
      auto found = row_of_name.find(raw.parent);
      if (found == row_of_name.end()) found = row_of_name.find("id:" + raw.parent);
      if (found == row_of_name.end() || found->second == k) continue;
      Raw& parent = raws_[found->second];
      const auto take = [](std::string& own, const std::string& other) {
        if (own.empty()) own = other;
      };
      take(raw.item.title, parent.item.title);
      take(raw.item.category, parent.item.category);
      take(raw.item.image, parent.item.image);
      take(raw.item.url, parent.item.url);
      take(raw.price, parent.price);
      raw.is_withdrawn = raw.is_withdrawn || parent.is_withdrawn;
      const std::string group = parent.item.sku.empty() ? raw.parent : parent.item.sku;
      raw.item.group = group;
      if (parent.item.group.empty()) parent.item.group = group;
    }
  }

  // Fails with a line for what no file may hold, and without one for what makes a record bad.
  tl::expected<void, InputError> readPrice(Raw& raw) {
    std::string currency = options_.currency;
    if (!raw.currency.empty() && !isBlankWord(raw.currency)) {
      const auto code = parseCurrency(raw.currency);
      if (!code) {
        return tl::make_unexpected(InputError{
            file_, 0,
            "the currency " + quotedForMessage(raw.currency) + " is not known; write its three letters, as in EUR"});
      }
      currency = *code;
    }
    const bool has_price = !isNoPrice(raw.price);
    const bool has_sale_price = !isNoPrice(raw.sale_price);
    if (!has_price && !has_sale_price) return {};
    for (const std::string* text : {&raw.price, &raw.sale_price}) {
      if (marks_.decimalMark() || currencyDecimals(currency) == 0 || !PriceMarks::isOpen(*text)) continue;
      std::string large = *text;
      std::string small = *text;
      const std::size_t mark = text->find_first_of(".,");
      large.erase(mark, 1);
      small[mark] = '.';
      return tl::make_unexpected(InputError{file_, 0,
                                            "the price " + quotedForMessage(*text) + " can be read in two ways, " +
                                                quotedForMessage(large) + " and " + quotedForMessage(small) +
                                                ", and no other price of the file tells which"});
    }
    auto price = parsePrice(has_price ? raw.price : raw.sale_price, currency, marks_.decimalMark());
    if (!price) return tl::make_unexpected(InputError{file_, 0, price.error()});
    if (has_price && has_sale_price) {
      const auto sale = parsePrice(raw.sale_price, currency, marks_.decimalMark());
      if (sale && sale->minor > 0 && sale->minor < price->minor) price->minor = sale->minor;
    }
    if (price_line_ == 0) {
      price_line_ = raw.line;
      currency_ = price->currency;
    } else if (price->currency != currency_) {
      const auto words = [](const std::string& code) { return code.empty() ? "a currency that is not named" : code; };
      return tl::make_unexpected(InputError{file_, raw.line,
                                            "the price is in " + words(price->currency) + ", but that on line " +
                                                std::to_string(price_line_) + " in " + words(currency_) +
                                                "; a table holds one currency, so build one for each"});
    }
    raw.item.price_minor = price->minor;
    raw.item.currency = price->currency;
    return {};
  }

  bool readStock(Raw& raw) {
    Item& item = raw.item;
    item.available = raw.sold;
    if (!raw.stock_is_counted || raw.stock.empty() || raw.stock == "parent" || isBlankWord(raw.stock)) return true;
    item.stock = parseStock(raw.stock);
    if (!item.stock) {
      const auto says = parseAvailability(raw.stock);
      if (!says) return false;
      item.available = raw.sold.value_or(true) && *says;
      return true;
    }
    if (!item.available && *item.stock <= 0) item.available = raw.sells_on;
    return true;
  }

  // Gives the group what the item knows first, and the item what only the group knows.
  void shareWithGroup(Item& item) {
    Group& group = groups_[item.group];
    const auto share = [](std::string& groups, std::string& items) {
      if (groups.empty()) groups = items;
      if (items.empty()) items = groups;
    };
    share(group.title, item.title);
    share(group.category, item.category);
    share(group.image, item.image);
    share(group.url, item.url);
    if (columns_.images_are_the_groups) item.image = group.image;
  }

  void count(const Item& item) {
    ++summary_.items;
    summary_.not_for_sale += item.available == false;
    summary_.without_title += item.title.empty();
    summary_.without_price += !item.price_minor.has_value();
    summary_.without_currency += item.price_minor.has_value() && item.currency.empty();
    summary_.without_url += item.url.empty();
    summary_.without_image += item.image.empty();
    summary_.without_category += item.category.empty();
    summary_.relative_urls +=
        (!item.url.empty() && !isAbsolute(item.url)) || (!item.image.empty() && !isAbsolute(item.image));
  }

  const ItemsOptions& options_;
  std::string file_;
  ItemsSummary& summary_;
  Columns columns_;
  std::size_t known_columns_ = 0;  // how many there were when columns_ was chosen
  std::span<const std::string_view> fields_;
  std::vector<Raw> raws_;
  PriceMarks marks_;
  InputError first_bad_;
  tsl::robin_map<std::string, Group> groups_;
  std::uint64_t price_line_ = 0;  // of the first price
  std::string currency_;          // of the first price
};

}  // namespace

class ItemsReader::Impl {
 public:
  Impl(std::string name, ItemsOptions options)
      : name_(std::move(name)),
        options_(std::move(options)),
        catalogue_(options_, name_, told_),
        records_(options_.format, itemRowLists()) {}

  tl::expected<void, InputError> push(std::string_view chunk) {
    records_.feed(chunk);
    return readRecords();
  }

  tl::expected<Items, InputError> finish(ItemsSummary* summary) {
    records_.endText();
    if (auto read = readRecords(); !read) return tl::make_unexpected(read.error());
    const auto columns = records_.columns();
    if (told_.records == 0) return fail(0, "the file holds no item");
    if (told_.bad < told_.records && !catalogue_.hasIdColumn()) {
      const std::string& named = options_.columns.id;
      return fail(records_.columnsLine(),
                  (named.empty() ? "no column is known to hold the item ids"
                                 : "there is no column " + quotedForMessage(named) + " for the item ids") +
                      "; the columns are " + columnsForMessage(columns) + "; name it with --item-columns id=NAME");
    }
    if (const auto missing = catalogue_.missingColumn(columns)) {
      return fail(
          0, "there is no column " + quotedForMessage(*missing) + "; the columns are " + columnsForMessage(columns));
    }
    told_.form = records_.form();
    auto items = catalogue_.finish();
    if (!items) return items;
    if (items->empty()) return fail(0, "no item has an id");
    const Columns& found = catalogue_.columns();
    if (found.layout != nullptr) told_.layout = found.layout->name;
    const std::pair<const char*, ColumnPosition> fields[] = {{"ids", found.id},
                                                             {"titles", found.title},
                                                             {"prices", found.price},
                                                             {"sale prices", found.sale_price},
                                                             {"currency", found.currency},
                                                             {"links", found.url},
                                                             {"pictures", found.image},
                                                             {"categories", found.category},
                                                             {"groups", found.group},
                                                             {"stock", found.stock},
                                                             {"parents", found.parent}};
    for (const auto& [field, column] : fields) {
      if (column) told_.columns.emplace_back(field, columns[*column]);
    }
    for (const SaleColumn& sale : found.sale) told_.columns.emplace_back("for sale", columns[sale.column]);
    if (summary != nullptr) *summary = std::move(told_);
    return items;
  }

 private:
  tl::unexpected<InputError> fail(std::uint64_t line, std::string message) const {
    return tl::make_unexpected(InputError{name_, line, std::move(message)});
  }

  tl::expected<void, InputError> readRecords() {
    for (;;) {
      const RecordReader::Step step = records_.next();
      if (step == RecordReader::Step::error) return fail(records_.line(), records_.message());
      if (step == RecordReader::Step::drained) return {};
      if (step == RecordReader::Step::bad) {
        ++told_.records;
        catalogue_.noteBad(records_.line(), records_.message());
        continue;
      }
      if (auto set = catalogue_.setColumns(records_.columns()); !set) return fail(records_.columnsLine(), set.error());
      const std::size_t count = records_.fieldCount();
      const bool is_cut = count == 1 && records_.columns().size() > 1 && !records_.isJson();
      if (catalogue_.hasIdColumn() && (is_cut || *catalogue_.columns().id >= count)) {
        ++told_.records;
        catalogue_.noteBad(records_.line(), "the line has " + std::to_string(count) + " fields where the header has " +
                                                std::to_string(records_.columns().size()));
        continue;
      }
      catalogue_.add(records_.fields(), records_.line());
    }
  }

  std::string name_;
  ItemsOptions options_;
  ItemsSummary told_;
  Catalogue catalogue_;
  RecordReader records_;
};

ItemsReader::ItemsReader(std::string name, ItemsOptions options)
    : impl_(std::make_unique<Impl>(std::move(name), std::move(options))) {}
ItemsReader::ItemsReader(ItemsReader&&) noexcept = default;
ItemsReader& ItemsReader::operator=(ItemsReader&&) noexcept = default;
ItemsReader::~ItemsReader() = default;

tl::expected<void, InputError> ItemsReader::push(std::string_view chunk) {
  return impl_->push(chunk);
}
tl::expected<Items, InputError> ItemsReader::finish(ItemsSummary* summary) && {
  return impl_->finish(summary);
}

tl::expected<Items, InputError> readItems(std::string_view text, std::string name, const ItemsOptions& options,
                                          ItemsSummary* summary) {
  ItemsReader reader(std::move(name), options);
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  for (std::size_t at = 0; at < text.size(); at += kPiece) {
    if (auto pushed = reader.push(text.substr(at, kPiece)); !pushed) return tl::make_unexpected(pushed.error());
  }
  return std::move(reader).finish(summary);
}

}  // namespace goeswith
