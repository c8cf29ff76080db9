#include "mine/read/orders_reader.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "mine/read/order_lines.h"
#include "mine/records/column_names.h"
#include "mine/text/input_text.h"
#include "mine/text/timestamps.h"

namespace goeswith {
namespace {

constexpr std::string_view kNameThem = "say which is which with --columns order=NAME,item=NAME";

struct Columns {
  std::size_t order = 0;
  std::size_t item = 0;
  ColumnPosition item_name;  // stands in for an empty item
  ColumnPosition quantity;
  ColumnPosition timestamp;
  ColumnPosition status;
  ColumnPosition cancelled_at;
};

// Finds one column, as named in the options or by its usual names.
tl::expected<ColumnPosition, std::string> chooseColumn(std::span<const std::string> columns, const std::string& named,
                                                       std::initializer_list<std::string_view> usual_names) {
  if (named.empty()) return findColumn(columns, usual_names);
  if (named == "-") return ColumnPosition();
  return findNamedColumn(columns, named);
}

// Shopify's export calls the order's number just "Name"; elsewhere that may be anybody's name.
bool isShopifyExport(std::span<const std::string> columns) {
  return std::any_of(columns.begin(), columns.end(),
                     [](const std::string& name) { return plainColumnName(name).starts_with("lineitem"); });
}

tl::expected<Columns, std::string> chooseColumns(std::span<const std::string> columns, const OrderColumns& named) {
  Columns chosen;
  const auto order = named.order.empty() && isShopifyExport(columns)
                         ? findColumn(columns, {"name", "orderid", "ordername", "id"})
                         : chooseColumn(columns, named.order,
                                        {"orderid", "ordernumber", "orderno", "order", "invoiceid", "invoiceno",
                                         "invoicenumber", "invoice", "basketid", "basket", "cartid", "transactionid",
                                         "transaction", "receiptid", "receiptno", "receipt", "purchaseid"});
  if (!order) return tl::make_unexpected(order.error());
  const auto item =
      chooseColumn(columns, named.item,
                   {"lineitemsku", "itemsku", "sku", "productsku", "variantsku", "itemid", "stockcode", "variantid",
                    "productid", "productcode", "articleid", "item", "product", "article", "lineitemname"});
  if (!item) return tl::make_unexpected(item.error());
  if (!*order || !*item) {
    const bool misnamed = !*order ? !named.order.empty() : !named.item.empty();
    const std::string what = !*order ? "order ids" : "items";
    const std::string& name = !*order ? named.order : named.item;
    return tl::make_unexpected((misnamed ? "there is no column " + quotedForMessage(name) + " for the " + what
                                         : "no column is known to hold the " + what) +
                               "; the columns are " + columnsForMessage(columns) + "; " + std::string(kNameThem));
  }
  chosen.order = **order;
  chosen.item = **item;

  const struct {
    ColumnPosition& column;
    const std::string& named;
    std::initializer_list<std::string_view> usual_names;
  } others[] = {
      // WooCommerce exports write what was left after refunds beside what was ordered.
      {chosen.quantity,
       named.quantity,
       {"quantityrefund", "lineitemquantity", "quantity", "qty", "itemquantity", "productquantity", "orderquantity",
        "quantityordered", "orderedquantity", "units"}},
      {chosen.timestamp,
       named.timestamp,
       {"timestamp", "createdat", "orderdate", "orderedat", "ordertime", "orderpurchasetimestamp", "invoicedate",
        "purchasedate", "transactiondate", "datetime", "date", "time"}},
      {chosen.status, named.status, {"financialstatus", "orderstatus", "status"}},
  };
  for (const auto& other : others) {
    const auto found = chooseColumn(columns, other.named, other.usual_names);
    if (!found) return tl::make_unexpected(found.error());
    other.column = *found;
  }
  if (named.status.empty()) {
    const auto found = findColumn(columns, {"cancelledat", "canceledat"});
    if (!found) return tl::make_unexpected(found.error());
    chosen.cancelled_at = *found;
  }
  if (named.item.empty()) {
    const auto found = findColumn(columns, {"lineitemname", "itemname", "productname"});
    if (!found) return tl::make_unexpected(found.error());
    chosen.item_name = *found;
  }
  return chosen;
}

bool isCancelledStatus(std::string_view text) {
  const std::string lower = lowerCase(text);
  std::string_view status = lower;
  if (status.starts_with("wc-")) status.remove_prefix(3);
  constexpr std::string_view kCancelled[] = {"cancelled", "canceled", "refunded", "failed", "voided", "void"};
  return std::find(std::begin(kCancelled), std::end(kCancelled), status) != std::end(kCancelled);
}

std::optional<double> parseQuantity(std::string_view text) {
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return text[0] - '0';
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// The answer of a function to the text it was given last: neighbouring lines mostly repeat themselves.
template <typename Value>
class LastValue {
 public:
  template <typename Function>
  const Value& get(std::string_view text, Function function) {
    if (!known_ || text != text_) {
      value_ = function(text);
      text_ = text;
      known_ = true;
    }
    return value_;
  }

 private:
  bool known_ = false;
  std::string text_;
  Value value_{};
};

}  // namespace

class OrdersReader::Impl {
 public:
  explicit Impl(OrdersOptions options) : options_(std::move(options)) {}

  tl::expected<void, InputError> beginFile(std::string name) {
    if (error_) return tl::make_unexpected(*error_);
    assert(!records_);
    file_ = std::move(name);
    records_.emplace(options_.format);
    known_columns_ = 0;
    lines_before_ = summary_.lines;
    ++summary_.files;
    return {};
  }

  tl::expected<void, InputError> push(std::string_view chunk) {
    if (error_) return tl::make_unexpected(*error_);
    assert(records_);
    summary_.bytes += chunk.size();
    records_->feed(chunk);
    return readRecords();
  }

  tl::expected<void, InputError> endFile() {
    if (error_) return tl::make_unexpected(*error_);
    assert(records_);
    records_->endText();
    if (auto read = readRecords(); !read) return read;
    if (summary_.lines == lines_before_) return fail(0, "the file names its columns but has no line below them");
    for (const std::string* named :
         {&options_.columns.quantity, &options_.columns.timestamp, &options_.columns.status}) {
      if (named->empty() || *named == "-") continue;
      const auto found = findNamedColumn(records_->columns(), *named);
      if (!found) return fail(0, found.error());
      if (!*found) {
        return fail(0, "there is no column " + quotedForMessage(*named) + "; the columns are " +
                           columnsForMessage(records_->columns()));
      }
    }
    records_.reset();
    return {};
  }

  const OrdersSummary& counts() const { return summary_; }

  Orders finish() {
    assert(!records_);
    OrderLines::Result result = std::move(lines_).finish();
    summary_.duplicates = result.duplicates;
    summary_.cancelled += result.cancelled;
    summary_.kept = result.baskets.items.size();
    summary_.orders = result.baskets.basketCount();
    summary_.items = result.baskets.itemCount();
    summary_.orders_without_timestamp = result.baskets_without_timestamp;
    return {std::move(result.baskets), summary_};
  }

 private:
  tl::expected<void, InputError> readRecords() {
    for (;;) {
      switch (records_->next()) {
        case RecordReader::Step::drained:
          return {};
        case RecordReader::Step::error:
          return fail(records_->line(), records_->message());
        case RecordReader::Step::row:
          if (auto read = readLine(); !read) return read;
      }
    }
  }

  tl::expected<void, InputError> readLine() {
    if (records_->columns().empty()) {  // so far there were only objects without members
      ++summary_.lines;
      ++summary_.blank;
      return {};
    }
    if (records_->columns().size() != known_columns_) {
      auto chosen = chooseColumns(records_->columns(), options_.columns);
      if (!chosen) return fail(records_->columnsLine(), chosen.error());
      columns_ = *chosen;
      known_columns_ = records_->columns().size();
    }
    ++summary_.lines;
    fields_ = records_->fields();
    if (auto nested = nestedColumn()) {
      return fail(records_->line(),
                  quotedForMessage(records_->columns()[*nested]) +
                      " holds a list or an object, but text or a number is read; write one line an item");
    }

    const std::string_view order_id = trimmed(fields_[columns_.order]);
    if (order_id.empty()) {
      ++summary_.blank;
      return {};
    }
    const auto& order = order_.get(order_id, [this](std::string_view id) { return lines_.order(id); });
    if (!order) {
      return fail(records_->line(), isCleanText(order_id) ? "there are more than 4294967295 orders; read them in parts"
                                                          : "the order id " + quotedForMessage(order_id) +
                                                                " is not clean UTF-8 text; save the file as UTF-8");
    }
    if (auto read = readTimestamp(*order); !read) return read;

    const std::string_view status = field(columns_.status);
    if ((!status.empty() && status_.get(status, isCancelledStatus)) || !field(columns_.cancelled_at).empty()) {
      lines_.cancel(*order);
      ++summary_.cancelled;
      return {};
    }
    std::string_view sku = trimmed(fields_[columns_.item]);
    if (sku.empty()) sku = field(columns_.item_name);
    if (sku.empty()) {
      ++summary_.blank;
      return {};
    }
    if (const std::string_view text = field(columns_.quantity); !text.empty()) {
      const auto quantity = parseQuantity(text);
      if (!quantity) {
        return fail(records_->line(),
                    "the quantity " + quotedForMessage(text) + " is no number; write it like 2 or 0.5");
      }
      if (*quantity <= 0) {
        ++(*quantity < 0 ? summary_.returns : summary_.zero_quantity);
        return {};
      }
    }
    const auto item = lines_.item(sku);
    if (!item) {
      return fail(records_->line(),
                  "the item " + quotedForMessage(sku) + " is not clean UTF-8 text; save the file as UTF-8");
    }
    lines_.add(*order, *item);
    return {};
  }

  tl::expected<void, InputError> readTimestamp(OrderLines::Order order) {
    const std::string_view text = field(columns_.timestamp);
    if (text.empty()) return {};
    const auto& timestamp = timestamp_.get(text, parseTimestamp);
    if (!timestamp) {
      return fail(records_->line(), "the timestamp " + quotedForMessage(text) +
                                        " is none of the forms that are read: " + std::string(kTimestampFormats) +
                                        "; rewrite it, or read without it by --columns timestamp=-");
    }
    lines_.setTimestamp(order, *timestamp);
    return {};
  }

  // The field, trimmed; empty without such a column.
  std::string_view field(ColumnPosition column) const {
    return column ? trimmed(fields_[*column]) : std::string_view();
  }

  ColumnPosition nestedColumn() const {
    for (ColumnPosition column : {ColumnPosition(columns_.order), ColumnPosition(columns_.item), columns_.quantity,
                                  columns_.timestamp, columns_.status, columns_.cancelled_at}) {
      if (column && records_->isNested(*column)) return column;
    }
    return std::nullopt;
  }

  tl::unexpected<InputError> fail(std::uint64_t line, std::string message) {
    error_ = InputError{file_, line, std::move(message)};
    return tl::make_unexpected(*error_);
  }

  OrdersOptions options_;
  OrderLines lines_;
  OrdersSummary summary_;

  std::string file_;
  std::optional<InputError> error_;
  std::optional<RecordReader> records_;  // of the open file
  Columns columns_;
  std::size_t known_columns_ = 0;   // how many there were when columns_ was chosen
  std::uint64_t lines_before_ = 0;  // in earlier files
  std::span<const std::string_view> fields_;

  LastValue<std::optional<OrderLines::Order>> order_;
  LastValue<std::optional<std::int64_t>> timestamp_;
  LastValue<bool> status_;
};

OrdersReader::OrdersReader(OrdersOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
OrdersReader::OrdersReader(OrdersReader&&) noexcept = default;
OrdersReader& OrdersReader::operator=(OrdersReader&&) noexcept = default;
OrdersReader::~OrdersReader() = default;

tl::expected<void, InputError> OrdersReader::beginFile(std::string name) {
  return impl_->beginFile(std::move(name));
}
tl::expected<void, InputError> OrdersReader::push(std::string_view chunk) {
  return impl_->push(chunk);
}
tl::expected<void, InputError> OrdersReader::endFile() {
  return impl_->endFile();
}

std::uint64_t OrdersReader::files() const {
  return impl_->counts().files;
}
std::uint64_t OrdersReader::bytes() const {
  return impl_->counts().bytes;
}
std::uint64_t OrdersReader::lines() const {
  return impl_->counts().lines;
}

Orders OrdersReader::finish() && {
  return impl_->finish();
}

}  // namespace goeswith
