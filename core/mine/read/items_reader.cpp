#include "mine/read/items_reader.h"

#include <tsl/robin_map.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "mine/records/column_names.h"
#include "mine/records/json_list.h"
#include "mine/records/json_record.h"
#include "mine/text/input_text.h"
#include "mine/text/money.h"

namespace goeswith {
namespace {

struct Columns {
  ColumnPosition id;
  ColumnPosition title;
  ColumnPosition price;
  ColumnPosition currency;
  ColumnPosition url;
  ColumnPosition image;
  ColumnPosition variant_image;        // better than the image where it is not empty
  bool images_are_the_groups = false;  // Shopify lists a product's images down the lines of its variants
  ColumnPosition category;
  ColumnPosition group;
  ColumnPosition availability;
  ColumnPosition stock;
  ColumnPosition stock_tracker;  // where it is empty, Shopify does not count the item's stock
  ColumnPosition stock_policy;   // what Shopify does without stock
};

tl::expected<Columns, std::string> chooseColumns(std::span<const std::string> columns, const ItemColumns& named) {
  Columns chosen;
  const struct {
    ColumnPosition& column;
    const std::string& named;
    std::initializer_list<std::string_view> usual_names;
  } all[] = {
      {chosen.id,
       named.id,
       {"itemsku", "sku", "productsku", "variantsku", "itemid", "stockcode", "variantid", "id", "productid",
        "productcode", "articleid", "item", "product", "article"}},
      {chosen.title,
       named.title,
       {"title", "producttitle", "itemtitle", "name", "productname", "itemname", "description"}},
      {chosen.price, named.price, {"price", "variantprice", "itemprice", "unitprice", "regularprice"}},
      {chosen.currency, named.currency, {"currency", "currencycode", "pricecurrency"}},
      {chosen.url, named.url, {"url", "link", "producturl", "itemurl", "permalink"}},
      {chosen.image,
       named.image,
       {"image", "imagelink", "imageurl", "imagesrc", "productimageurl", "images", "picture"}},
      {chosen.category,
       named.category,
       {"category", "categories", "producttype", "type", "productcategory", "googleproductcategory"}},
      {chosen.group,
       named.group,
       {"group", "itemgroupid", "groupid", "handle", "urlhandle", "parentsku", "parentid", "parent", "productid"}},
      {chosen.availability, named.availability, {"availability", "available", "instock", "stockstatus"}},
      {chosen.stock,
       named.stock,
       {"stock", "stockquantity", "currentstock", "inventoryquantity", "variantinventoryqty", "inventory", "quantity"}},
  };
  for (const auto& one : all) {
    if (one.named == "-") continue;
    const auto found = one.named.empty() ? findColumn(columns, one.usual_names) : findNamedColumn(columns, one.named);
    if (!found) return tl::make_unexpected(found.error());
    one.column = *found;
  }
  if (!chosen.id) {
    return tl::make_unexpected(
        (named.id.empty() ? "no column is known to hold the item ids"
                          : "there is no column " + quotedForMessage(named.id) + " for the item ids") +
        "; the columns are " + columnsForMessage(columns) + "; name it with --item-columns id=NAME");
  }
  if (chosen.group == chosen.id) chosen.group.reset();
  if (named.image.empty()) {
    const auto found = findColumn(columns, {"variantimage", "variantimageurl"});
    if (!found) return tl::make_unexpected(found.error());
    chosen.variant_image = *found;
    chosen.images_are_the_groups = found->has_value();
  }
  if (named.stock.empty()) {
    const auto tracker = findColumn(columns, {"variantinventorytracker"});
    if (!tracker) return tl::make_unexpected(tracker.error());
    chosen.stock_tracker = *tracker;
    const auto policy = findColumn(columns, {"variantinventorypolicy"});
    if (!policy) return tl::make_unexpected(policy.error());
    chosen.stock_policy = *policy;
  }
  return chosen;
}

std::optional<bool> parseAvailability(std::string_view text) {
  const std::string word = plainColumnName(text);
  constexpr std::string_view kAvailable[] = {"instock", "available", "true", "yes", "1", "preorder", "backorder"};
  constexpr std::string_view kNotAvailable[] = {"outofstock", "soldout", "unavailable", "discontinued", "false",
                                                "no",         "0"};
  if (std::find(std::begin(kAvailable), std::end(kAvailable), word) != std::end(kAvailable)) return true;
  if (std::find(std::begin(kNotAvailable), std::end(kNotAvailable), word) != std::end(kNotAvailable)) return false;
  return std::nullopt;
}

std::optional<std::int64_t> parseStock(std::string_view text) {
  std::int64_t stock = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), stock);
  if (read.ec != std::errc()) return std::nullopt;
  // Spreadsheets write whole numbers as 12.0, too.
  std::string_view rest = text.substr(static_cast<std::size_t>(read.ptr - text.data()));
  if (!rest.empty() && (rest[0] != '.' || rest.find_first_not_of('0', 1) != std::string_view::npos))
    return std::nullopt;
  return stock;
}

// Gathers items, record by record.
class Catalogue {
 public:
  explicit Catalogue(const ItemsOptions& options) : options_(options) {}

  // To be called before add(), whenever the columns may have changed.
  tl::expected<void, std::string> setColumns(std::span<const std::string> columns) {
    if (columns.size() == known_columns_) return {};
    auto chosen = chooseColumns(columns, options_.columns);
    if (!chosen) return tl::make_unexpected(chosen.error());
    columns_ = *chosen;
    known_columns_ = columns.size();
    return {};
  }

  // `Source` has columns(), fields() and isNested(), as RecordReader and JsonRecord have.
  template <typename Source>
  tl::expected<void, std::string> add(const Source& source, std::uint64_t line) {
    ++records_;
    for (ColumnPosition column :
         {columns_.id, columns_.title, columns_.price, columns_.currency, columns_.url, columns_.image,
          columns_.variant_image, columns_.category, columns_.group, columns_.availability, columns_.stock}) {
      if (column && source.isNested(*column)) {
        return tl::make_unexpected(quotedForMessage(source.columns()[*column]) +
                                   " holds a list or an object, but text or a number is read");
      }
    }
    return addRecord(source.fields(), line);
  }

  // How many records came, those without an id included.
  std::uint64_t records() const { return records_; }

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

  Items take() && { return std::move(items_); }

 private:
  // Values that the lines of a group share.
  struct Group {
    std::string title;
    std::string category;
    std::string image;
  };

  tl::expected<void, std::string> addRecord(std::span<const std::string_view> fields, std::uint64_t line) {
    const auto field = [&](ColumnPosition column) { return column ? trimmed(fields[*column]) : std::string_view(); };
    const std::pair<ColumnPosition, const char*> texts[] = {
        {columns_.id, "id"},       {columns_.title, "title"},         {columns_.url, "URL"},
        {columns_.image, "image"}, {columns_.variant_image, "image"}, {columns_.category, "category"},
        {columns_.group, "group"}};
    for (const auto& [column, what] : texts) {
      if (!isCleanText(field(column))) {
        return tl::make_unexpected("the " + std::string(what) + " " + quotedForMessage(field(column)) +
                                   " is not clean UTF-8 text; save the file as UTF-8");
      }
    }
    Item item;
    item.sku = field(columns_.id);
    item.title = field(columns_.title);
    item.url = field(columns_.url);
    item.image = firstImage(field(columns_.image));
    item.category = field(columns_.category);
    item.group = field(columns_.group);
    if (!item.group.empty()) shareWithGroup(item);
    if (const auto variant_image = field(columns_.variant_image); !variant_image.empty()) item.image = variant_image;
    if (item.sku.empty()) return {};

    const auto [twin, is_new] = line_of_sku_.try_emplace(item.sku, line);
    if (!is_new) {
      return tl::make_unexpected("the item " + quotedForMessage(item.sku) + " stands on line " +
                                 std::to_string(twin->second) + " already; ids must be unique");
    }
    if (auto priced = readPrice(field(columns_.price), field(columns_.currency), line, item); !priced) return priced;
    if (const std::string_view availability = field(columns_.availability); !availability.empty()) {
      item.available = parseAvailability(availability);
      if (!item.available) {
        return tl::make_unexpected("the availability " + quotedForMessage(availability) +
                                   " is not known; write in stock or out of stock");
      }
    }
    const bool is_counted = !columns_.stock_tracker || !field(columns_.stock_tracker).empty();
    if (const std::string_view stock = field(columns_.stock); is_counted && !stock.empty() && stock != "parent") {
      item.stock = parseStock(stock);
      if (!item.stock) {
        return tl::make_unexpected("the stock " + quotedForMessage(stock) +
                                   " is no whole number; write how many pieces there are, or name another column");
      }
      const bool sells_on = lowerCase(field(columns_.stock_policy)) == "continue";
      if (!item.available && *item.stock <= 0) item.available = sells_on;
    }
    items_.push_back(std::move(item));
    return {};
  }

  tl::expected<void, std::string> readPrice(std::string_view text, std::string_view currency_text, std::uint64_t line,
                                            Item& item) {
    if (text.empty()) return {};
    std::string currency = options_.currency;
    if (!currency_text.empty()) {
      const auto code = parseCurrency(currency_text);
      if (!code) {
        return tl::make_unexpected("the currency " + quotedForMessage(currency_text) +
                                   " is not known; write its three letters, as in EUR");
      }
      currency = *code;
    }
    auto price = parsePrice(text, currency);
    if (!price) return tl::make_unexpected(price.error());
    if (price_line_ == 0) {
      price_line_ = line;
      currency_ = price->currency;
    } else if (price->currency != currency_) {
      const auto words = [](const std::string& code) { return code.empty() ? "a currency that is not named" : code; };
      return tl::make_unexpected("the price is in " + words(price->currency) + ", but that on line " +
                                 std::to_string(price_line_) + " in " + words(currency_) +
                                 "; a table holds one currency, so build one for each");
    }
    item.price_minor = price->minor;
    item.currency = price->currency;
    return {};
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
    if (columns_.images_are_the_groups) item.image = group.image;
  }

  // WooCommerce parts the addresses of several images by a comma and a blank, which no address holds.
  static std::string_view firstImage(std::string_view images) { return images.substr(0, images.find(", ")); }

  const ItemsOptions& options_;
  Columns columns_;
  std::size_t known_columns_ = 0;  // how many there were when columns_ was chosen
  Items items_;
  std::uint64_t records_ = 0;
  tsl::robin_map<std::string, std::uint64_t> line_of_sku_;
  tsl::robin_map<std::string, Group> groups_;
  std::uint64_t price_line_ = 0;  // of the first price
  std::string currency_;          // of the first price
};

}  // namespace

tl::expected<Items, InputError> readItems(std::string_view text, std::string name, const ItemsOptions& options) {
  const auto fail = [&](std::uint64_t line, std::string message) {
    return tl::make_unexpected(InputError{name, line, std::move(message)});
  };
  Catalogue catalogue(options);
  const auto finish = [&](std::span<const std::string> columns) -> tl::expected<Items, InputError> {
    if (catalogue.records() == 0) return fail(0, "the file holds no item");
    if (const auto missing = catalogue.missingColumn(columns)) {
      return fail(
          0, "there is no column " + quotedForMessage(*missing) + "; the columns are " + columnsForMessage(columns));
    }
    Items items = std::move(catalogue).take();
    if (items.empty()) return fail(0, "no item has an id");
    return items;
  };

  if (options.format == RecordFormat::automatic && startsJsonList(text)) {
    JsonListReader list(text);
    JsonRecord record;
    for (;;) {
      const JsonListReader::Step step = list.next();
      if (step == JsonListReader::Step::error) return fail(list.line(), list.message());
      if (step == JsonListReader::Step::end) return finish(record.columns());
      if (auto read = record.read(list.element()); !read) return fail(list.line(), read.error());
      if (auto set = catalogue.setColumns(record.columns()); !set) return fail(list.line(), set.error());
      if (auto added = catalogue.add(record, list.line()); !added) return fail(list.line(), added.error());
    }
  }
  RecordReader records(options.format);
  records.feed(text);
  records.endText();
  for (;;) {
    const RecordReader::Step step = records.next();
    if (step == RecordReader::Step::error) return fail(records.line(), records.message());
    if (step == RecordReader::Step::drained) return finish(records.columns());
    if (auto set = catalogue.setColumns(records.columns()); !set) return fail(records.columnsLine(), set.error());
    if (auto added = catalogue.add(records, records.line()); !added) return fail(records.line(), added.error());
  }
}

}  // namespace goeswith
