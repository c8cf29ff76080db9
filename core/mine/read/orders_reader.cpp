#include "mine/read/orders_reader.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "mine/layouts/layouts.h"
#include "mine/layouts/packed_items.h"
#include "mine/read/order_lines.h"
#include "mine/records/column_names.h"
#include "mine/text/input_text.h"
#include "mine/text/timestamps.h"

namespace goeswith {
namespace {

constexpr std::string_view kNameThem = "say which is which with --columns order=NAME,item=NAME";

// Where a line names an item.
struct ItemCell {
  std::size_t item = 0;
  ColumnPosition quantity;
  bool is_packed = false;
};

struct Columns {
  const OrderLayout* layout = nullptr;
  ColumnPosition order;
  std::vector<ItemCell> items;  // none: no column was found
  ColumnPosition item_name;     // stands in for an empty item
  ColumnPosition timestamp;
  ColumnPosition cancelled;
  ColumnPosition parent;
  ColumnPosition kind;
  ColumnPosition event;
  std::vector<std::size_t> status;
  std::vector<std::size_t> minus;
};

bool isUsed(const std::string& named) {
  return !named.empty() && named != "-";
}

// Finds the columns of a file. The order's and the item's may be missing; fails when a column that somebody named is
// doubled.
tl::expected<Columns, std::string> chooseColumns(std::span<const std::string> columns, const OrdersOptions& options) {
  const ColumnFinder finder(columns);
  const OrderLayout& plain = orderLayouts().front();
  const OrderLayout* forced = options.layout.empty() ? nullptr : findOrderLayout(options.layout);
  const OrderLayout& layout = forced != nullptr ? *forced : recogniseOrderLayout(finder);
  Columns chosen;
  chosen.layout = &layout;
  std::string doubled;
  const auto find = [&](const std::string& named, std::string_view names, std::string_view usual,
                        bool in_list) -> ColumnPosition {
    if (named == "-") return std::nullopt;
    if (isUsed(named)) {
      const auto found = findNamedColumn(columns, named);
      if (!found) doubled = found.error();
      return found ? *found : std::nullopt;
    }
    if (names == "-") return std::nullopt;
    ColumnPosition found = names.empty() ? std::nullopt : finder.find(names);
    if (!found && &layout == &plain) found = finder.find(usual);
    if (!found && names.empty()) found = finder.find(usual);
    if (!found) found = finder.findLastKey(usual, in_list);
    return found;
  };
  const OrderColumns& named = options.columns;
  chosen.order = find(named.order, layout.order, plain.order, false);
  const ColumnPosition item = find(named.item, layout.item, plain.item, true);
  const ColumnPosition quantity = find(named.quantity, layout.quantity, plain.quantity, true);
  if (!doubled.empty()) return tl::make_unexpected(doubled);
  const std::string_view packed = layout.packed.empty() ? plain.packed : layout.packed;
  if (item) {
    chosen.items.push_back({*item, quantity,
                            hasName(plain.packed, plainColumnName(columns[*item])) ||
                                hasName(layout.packed, plainColumnName(columns[*item]))});
  } else if (named.item.empty()) {
    std::vector<std::size_t> numbered = finder.findNumbered(packed);
    if (numbered.empty()) numbered = finder.findNumbered(plain.item);
    const std::vector<std::size_t> quantities = finder.findNumbered(plain.quantity);
    for (std::size_t k = 0; k < numbered.size(); ++k) {
      chosen.items.push_back(
          {numbered[k], quantities.size() == numbered.size() ? ColumnPosition(quantities[k]) : std::nullopt, true});
    }
    if (const ColumnPosition cell = finder.find(packed); numbered.empty() && cell) {
      chosen.items.push_back({*cell, std::nullopt, true});
    }
  }
  if (named.item.empty() && layout.item_name != "-") {
    chosen.item_name = finder.find(layout.item_name.empty() ? plain.item_name : layout.item_name);
    if (!chosen.item_name) chosen.item_name = finder.findLastKey(plain.item_name, true);
    if (chosen.item_name == item || chosen.item_name == chosen.order || chosen.items.empty() ||
        chosen.items[0].is_packed) {
      chosen.item_name.reset();
    }
  }
  chosen.timestamp = find(named.timestamp, layout.timestamp, plain.timestamp, false);
  if (isUsed(named.status)) {
    const auto found = findNamedColumn(columns, named.status);
    if (!found) return tl::make_unexpected(found.error());
    if (*found) chosen.status.push_back(**found);
  } else if (named.status.empty()) {
    if (layout.status != "-") chosen.status = finder.findAll(layout.status.empty() ? plain.status : layout.status);
    chosen.cancelled = find({}, layout.cancelled, plain.cancelled, false);
  }
  for (const ColumnPosition column : {chosen.order, item, quantity, chosen.timestamp}) {
    if (column && isDoubled(columns, *column)) {
      return tl::make_unexpected("the column " + quotedForMessage(columns[*column]) +
                                 " occurs twice; rename one of them");
    }
  }
  chosen.parent = find({}, layout.parent, plain.parent, true);
  chosen.kind = find({}, layout.kind, plain.kind, true);
  chosen.event = find({}, layout.event, plain.event, false);
  if (quantity) chosen.minus = finder.findAll(layout.minus.empty() ? plain.minus : layout.minus);
  return chosen;
}

// A quantity in the world's spellings: 2, 1,00, 2.5, 1 pc, x3, (1) for −1. Only its sign and what is left of it after
// other quantities of the same spelling matter, so that 1,000 may be read either way.
std::optional<double> parseQuantity(std::string_view text) {
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return text[0] - '0';
  bool negative = false;
  if (text.starts_with('(') && text.ends_with(')')) {
    negative = true;
    text = text.substr(1, text.size() - 2);
  }
  for (const std::string_view minus : {"-", "−", "–"}) {
    if (text.starts_with(minus)) {
      negative = true;
      text.remove_prefix(minus.size());
    } else if (text.ends_with(minus)) {
      negative = true;
      text.remove_suffix(minus.size());
    }
  }
  for (const std::string_view sign : {"+", "x", "X", "×"}) {
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  }
  text = trimmed(text);
  std::string number;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      number += c;
    } else if (c == '.' || c == ',') {
      number += '.';
    } else if (c != '\'') {
      break;
    }
  }
  if (number.empty() || number.size() > 40) return std::nullopt;
  // All marks but the last part thousands.
  for (std::size_t mark = number.find('.'); mark != number.rfind('.'); mark = number.find('.')) number.erase(mark, 1);
  std::string_view unit = trimmed(text.substr(at));
  double value = 0;
  if (unit.starts_with('e') || unit.starts_with('E')) {
    const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && std::isfinite(value))
      return negative ? -value : value;
  }
  constexpr std::size_t kLongestUnit = 12;
  if (unit.size() > kLongestUnit || unit.find_first_of("0123456789") != std::string_view::npos) return std::nullopt;
  for (const char c : unit) {
    const auto byte = static_cast<unsigned char>(c);
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == ' ' || c == '(' || c == ')' ||
          byte >= 0x80)) {
      return std::nullopt;
    }
  }
  const auto [end, error] = fast_float::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) return std::nullopt;
  return negative ? -value : value;
}

bool isScientific(std::string_view id) {
  const std::size_t at = id.find("E+");
  return at != std::string_view::npos && at > 0 && id.find_first_not_of("0123456789.,") == at &&
         id.find_first_not_of("0123456789", at + 2) == std::string_view::npos && at + 2 < id.size();
}

// The answer of a function to the text it was given last: neighbouring lines mostly repeat themselves.
template <typename Value>
class LastValue {
 public:
  template <typename Function>
  const Value& get(std::string_view text, Function function) {
    if (!known_ || text != std::string_view(text_)) {
      value_ = function(text);
      text_ = text;
      known_ = true;
      ++misses_;
    }
    return value_;
  }
  // How often the function was asked.
  std::uint64_t misses() const { return misses_; }

 private:
  std::uint64_t misses_ = 0;
  bool known_ = false;
  std::string text_;
  Value value_{};
};

// What an order's cell says.
struct OrderCell {
  bool is_blank = false;
  std::optional<OrderLines::Order> order;  // none: blank, or the text is unclean
};

}  // namespace

class OrdersReader::Impl {
 public:
  explicit Impl(OrdersOptions options) : options_(std::move(options)) {}

  tl::expected<void, InputError> beginFile(std::string name) {
    if (error_) return tl::make_unexpected(*error_);
    assert(!records_);
    file_ = std::move(name);
    records_.emplace(options_.format, orderRowLists());
    known_columns_ = 0;
    columns_ = {};
    columns_.layout = &orderLayouts().front();
    lines_before_ = summary_.lines;
    bad_before_ = summary_.bad;
    above_.reset();
    filled_.clear();
    filled_zero_ = filled_returns_ = 0;
    repeats_ = false;
    dated_.clear();
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
    if (!records_->columns().empty()) {  // else there were only objects without members
      if (auto there = checkColumns(); !there) return there;
    }
    if (auto read = checkBad(); !read) return read;
    understand();
    records_.reset();
    return {};
  }

  const OrdersSummary& counts() const { return summary_; }

  Orders finish() {
    assert(!records_);
    nameItems();
    OrderLines::Result result = std::move(lines_).finish();
    summary_.duplicates = result.duplicates;
    summary_.cancelled += result.cancelled;
    summary_.fees += result.unnamed;
    summary_.kept = result.baskets.items.size();
    summary_.orders = result.baskets.basketCount();
    summary_.items = result.baskets.itemCount();
    summary_.orders_without_timestamp = result.baskets_without_timestamp;
    summary_.late_orders = result.late_baskets;
    summary_.spread_orders = result.spread_baskets;
    std::stable_sort(summary_.statuses.begin(), summary_.statuses.end(),
                     [](const StatusCount& a, const StatusCount& b) {
                       return a.lines != b.lines ? a.lines > b.lines : a.status < b.status;
                     });
    constexpr std::size_t kFewOrders = 50;
    if (summary_.orders >= kFewOrders) {
      for (std::size_t i = 0; i < result.baskets.itemCount(); ++i) {
        if (result.baskets.item_orders[i] * 2 > summary_.orders)
          summary_.common_items.push_back(result.baskets.skus[i]);
      }
    }
    return {std::move(result.baskets), summary_};
  }

 private:
  struct FilledLine {
    OrderLines::Order order;
    OrderLines::Item item;
  };
  struct Dated {
    OrderLines::Order order;
    TimestampReading reading;
  };

  tl::expected<void, InputError> readRecords() {
    for (;;) {
      switch (records_->next()) {
        case RecordReader::Step::drained:
          return {};
        case RecordReader::Step::error:
          return fail(records_->line(), records_->message());
        case RecordReader::Step::bad:
          ++summary_.lines;
          noteBad(records_->message());
          break;
        case RecordReader::Step::row:
          if (auto read = readLine(); !read) return read;
      }
    }
  }

  tl::expected<void, InputError> readLine() {
    if (records_->columns().size() != known_columns_) {
      auto chosen = chooseColumns(records_->columns(), options_);
      if (!chosen) return fail(records_->columnsLine(), chosen.error());
      columns_ = std::move(*chosen);
      known_columns_ = records_->columns().size();
      // Further lines of JSON may bring further columns.
      if (!records_->isJson()) {
        if (auto there = checkColumns(); !there) return there;
      }
    }
    fields_ = records_->fields();
    if (!columns_.order || columns_.items.empty()) return count(summary_.blank);
    if (records_->fieldCount() < fields_.size() &&
        std::max(*columns_.order, columns_.items[0].item) >= records_->fieldCount()) {
      if (isFooter(fields_[0])) return count(summary_.blank);
      ++summary_.lines;
      noteBad("the line has " + std::to_string(records_->fieldCount()) + " fields where the header has " +
              std::to_string(fields_.size()));
      return {};
    }
    if (columns_.event) {
      const std::string_view event = field(columns_.event);
      if (!event.empty() && !event_.get(event, isPurchase)) return count(summary_.other_events);
    }

    // The order.
    const std::string_view id = cellText(fields_[*columns_.order]);
    std::optional<OrderLines::Order> order;
    bool is_filled = false;
    if (!id.empty()) {
      const std::uint64_t texts_before = order_.misses();
      const OrderCell& cell = order_.get(id, [this](std::string_view text) { return orderOf(text); });
      if (!cell.is_blank && !cell.order) {
        ++summary_.lines;
        noteBad("the order id " + quotedForMessage(id) + " holds NUL bytes");
        return {};
      }
      order = cell.order;
      if (order) {
        if (above_ == order && order_.misses() == texts_before) repeats_ = true;
        above_ = order;
      }
    } else if (above_ && !records_->isJson() && field(columns_.timestamp).empty() &&
               std::all_of(columns_.status.begin(), columns_.status.end(),
                           [this](std::size_t column) { return cellText(fields_[column]).empty(); })) {
      order = above_;
      is_filled = true;
    }
    if (!order) {
      if (!id.empty()) above_.reset();
      return count(summary_.blank);
    }
    if (!is_filled) {
      readTime(*order);
      if (!isSale()) {
        lines_.cancel(*order);
        return count(summary_.cancelled);
      }
    }
    if (columns_.parent) {
      const std::string_view parent = field(columns_.parent);
      if (!parent.empty() && parent != "0" && !isBlankWord(parent)) return count(summary_.parts);
    }
    if (columns_.kind) {
      const std::string_view kind = field(columns_.kind);
      if (!kind.empty() && kind_.get(kind, isOtherKind)) return count(summary_.fees);
    }
    bool has_item = false;
    for (const ItemCell& cell : columns_.items) {
      const std::string_view text = cellText(fields_[cell.item]);
      const std::string_view quantity = field(cell.quantity);
      if (!cell.is_packed) {
        readItem(*order, is_filled, text, quantity);
        return {};
      }
      if (text.empty()) continue;
      for (const PackedItem& item : unpackItems(text)) {
        has_item = true;
        readItem(*order, is_filled, cellText(item.sku),
                 item.quantity.empty() ? quantity : std::string_view(item.quantity));
      }
    }
    return has_item ? tl::expected<void, InputError>() : count(summary_.blank);
  }

  tl::expected<void, InputError> count(std::uint64_t& what) {
    ++summary_.lines;
    ++what;
    return {};
  }

  OrderCell orderOf(std::string_view text) {
    if (isBlankWord(text) || isFooter(text)) return {.is_blank = true};
    if (isScientific(text)) {
      if (summary_.scientific_ids++ == 0) summary_.scientific_id = text;
    }
    const std::optional<std::string> clean = cleanText(text);
    if (!clean) return {};
    return {.order = lines_.order(*clean)};
  }

  // The text in UTF-8 and normal form; nothing when it holds NULs.
  std::optional<std::string> cleanText(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return std::nullopt;
    if (!isCleanText(text)) {
      ++summary_.windows_1252;
      return fromWindows1252(text);
    }
    return normalForm(text);
  }

  // Whether the line's statuses speak of a sale.
  bool isSale() {
    if (columns_.status.empty() && !columns_.cancelled) return true;
    bool sale = true;
    for (std::size_t k = 0; k < columns_.status.size(); ++k) {
      const std::string_view text = cellText(fields_[columns_.status[k]]);
      if (text.empty()) continue;
      while (status_.size() <= k) status_.emplace_back();
      StatusCount* known = status_[k].get(text, [this](std::string_view status) { return statusOf(status); });
      if (known == nullptr) continue;
      ++known->lines;
      sale = sale && known->is_sale;
    }
    const std::string_view cancelled = field(columns_.cancelled);
    return sale && (cancelled.empty() || cancelled == "0" || cancelled.starts_with("0000-") || isBlankWord(cancelled));
  }

  StatusCount* statusOf(std::string_view text) {
    constexpr std::size_t kMostStatuses = 100;
    auto& all = summary_.statuses;
    std::string clean = isCleanText(text) ? std::string(text) : fromWindows1252(text);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const StatusCount& known) { return known.status == clean; });
    if (found != all.end()) return &*found;
    const StatusMeaning meaning = statusMeaning(clean, columns_.layout->not_sales);
    if (all.size() == kMostStatuses && meaning != StatusMeaning::not_a_sale) return nullptr;
    all.reserve(kMostStatuses * 4);  // pointers to what is in it are kept
    if (all.size() == all.capacity()) return &overflow_status_;
    all.push_back({std::move(clean), 0, meaning != StatusMeaning::not_a_sale, meaning != StatusMeaning::unknown});
    return &all.back();
  }

  void readTime(OrderLines::Order order) {
    const std::string_view text = field(columns_.timestamp);
    if (text.empty() || isBlankWord(text)) return;
    const auto& reading = timestamp_.get(text, readTimestamp);
    if (!reading) {
      if (summary_.bad_timestamps++ == 0) {
        summary_.bad_timestamp = InputError{file_, records_->line(), quotedForMessage(text)}.text();
      }
    } else if (reading->isPlain()) {
      lines_.setTimestamp(order, *reading->day_first);
    } else {
      dated_.push_back({order, *reading});
    }
  }

  void readItem(OrderLines::Order order, bool is_filled, std::string_view sku, std::string_view quantity) {
    ++summary_.lines;
    std::optional<OrderLines::Item> item = OrderLines::kNoItem;
    if (!sku.empty() && !(sku == "0" && columns_.item_name)) {
      item = lines_.find(sku);
      if (!item) item = newItem(sku, field(columns_.item_name), false);
      if (!item) return noteBad("the item " + quotedForMessage(sku) + " holds NUL bytes");
    }
    if (*item == OrderLines::kNoItem) {
      const std::string_view name = field(columns_.item_name);
      if (!name.empty()) {
        item = lines_.find(name);
        if (!item) item = newItem(name, name, true);
        if (!item) return noteBad("the item " + quotedForMessage(name) + " holds NUL bytes");
      }
      if (*item == OrderLines::kNoItem) {
        ++summary_.blank;
        return;
      }
    }
    if (!quantity.empty()) {
      auto pieces = quantity_.get(quantity, parseQuantity);
      if (!pieces && isBlankWord(quantity)) pieces = 1;
      if (!pieces) {
        return noteBad("the quantity " + quotedForMessage(quantity) + " is no number; write it like 2 or 0.5");
      }
      if (*pieces > 0) {
        for (const std::size_t column : columns_.minus) {
          const auto minus = parseQuantity(cellText(fields_[column]));
          if (minus) *pieces -= std::abs(*minus);
        }
        *pieces = std::max(*pieces, 0.0);
      }
      if (*pieces <= 0) {
        if (is_filled) {
          ++(*pieces < 0 ? filled_returns_ : filled_zero_);
        } else {
          ++(*pieces < 0 ? summary_.returns : summary_.zero_quantity);
        }
        return;
      }
    }
    if (is_filled) {
      filled_.push_back({order, *item});
    } else {
      lines_.add(order, *item);
    }
  }

  // The item of a spelling that has not been seen before, kNoItem for words that mean none; nothing for NULs.
  std::optional<OrderLines::Item> newItem(std::string_view spelling, std::string_view name, bool is_name) {
    if (isBlankWord(spelling)) {
      lines_.addSpelling(spelling, OrderLines::kNoItem);
      return OrderLines::kNoItem;
    }
    const std::optional<std::string> clean = cleanText(spelling);
    if (!clean) return std::nullopt;
    if (*clean != spelling) {
      auto known = lines_.find(*clean);
      if (!known) known = newItem(*clean, name, is_name);
      if (known) lines_.addSpelling(spelling, *known);
      return known;
    }
    const OrderLines::Item item = lines_.addItem(*clean);
    const std::string clean_name = isCleanText(name) ? normalForm(name) : fromWindows1252(name);
    if (columns_.item_name) names_.push_back({item, lowerCase(clean_name), is_name});
    if (isFee(*clean) || (!clean_name.empty() && isFee(clean_name))) {
      lines_.rename(item, OrderLines::kNoItem);
      constexpr std::size_t kMostShown = 10;
      if (summary_.fee_items.size() < kMostShown) summary_.fee_items.push_back(*clean);
    }
    return item;
  }

  // Items that only have a name are those that have a SKU, where other lines give that name one SKU alone.
  void nameItems() {
    std::sort(names_.begin(), names_.end(), [](const ItemName& a, const ItemName& b) {
      return a.name != b.name ? a.name < b.name : a.item < b.item;
    });
    for (auto begin = names_.begin(); begin != names_.end();) {
      const auto end =
          std::find_if(begin, names_.end(), [&](const ItemName& other) { return other.name != begin->name; });
      const auto has_sku = [](const ItemName& name) { return !name.is_name; };
      if (!begin->name.empty() && std::count_if(begin, end, has_sku) == 1) {
        const OrderLines::Item item = std::find_if(begin, end, has_sku)->item;
        for (auto other = begin; other != end; ++other) {
          if (!other->is_name) continue;
          lines_.rename(other->item, item);
          ++summary_.named_items;
        }
      }
      begin = end;
    }
  }

  tl::expected<void, InputError> checkColumns() {
    const OrderColumns& named = options_.columns;
    const auto columns = records_->columns();
    if (!columns_.order || columns_.items.empty()) {
      const bool misnamed = !columns_.order ? !named.order.empty() : !named.item.empty();
      const std::string what = !columns_.order ? "order ids" : "items";
      const std::string& name = !columns_.order ? named.order : named.item;
      return fail(records_->columnsLine(),
                  (misnamed ? "there is no column " + quotedForMessage(name) + " for the " + what
                            : "no column is known to hold the " + what) +
                      "; the columns are " + columnsForMessage(columns) + "; " + std::string(kNameThem));
    }
    for (const std::string* name : {&named.quantity, &named.timestamp, &named.status}) {
      if (!isUsed(*name)) continue;
      const auto found = findNamedColumn(columns, *name);
      if (!found) return fail(0, found.error());
      if (!*found) {
        return fail(
            0, "there is no column " + quotedForMessage(*name) + "; the columns are " + columnsForMessage(columns));
      }
    }
    return {};
  }

  tl::expected<void, InputError> checkBad() {
    const std::uint64_t bad = summary_.bad - bad_before_;
    const std::uint64_t lines = summary_.lines - lines_before_;
    if (static_cast<double>(bad) <= options_.max_bad * static_cast<double>(lines)) return {};
    return fail(bad_line_, bad_message_ +
                               (bad == 1 ? ""
                                         : "; " + std::to_string(bad) + " of the file's " + std::to_string(lines) +
                                               " lines cannot be read") +
                               (lines < 100 ? "" : ", more than --max-bad allows"));
  }

  // What is known of a file when it has been read.
  void understand() {
    const bool fills = columns_.layout->first_row_only || !repeats_;
    FileUnderstood understood{file_, records_->form(), std::string(columns_.layout->name), {}, false, {}};
    if (fills) {
      for (const FilledLine& line : filled_) lines_.add(line.order, line.item);
      summary_.returns += filled_returns_;
      summary_.zero_quantity += filled_zero_;
      understood.order_on_first_line_only = !filled_.empty();
    } else {
      summary_.blank += filled_.size() + filled_returns_ + filled_zero_;
    }
    understood.dates = settleDates();
    summary_.repeated_headers += records_->repeatedHeaders();
    const auto add = [&](const char* field_name, ColumnPosition column) {
      if (column) understood.columns.emplace_back(field_name, records_->columns()[*column]);
    };
    add("orders", columns_.order);
    for (const ItemCell& cell : columns_.items) add("items", cell.item);
    add("names", columns_.item_name);
    if (!columns_.items.empty()) add("quantity", columns_.items[0].quantity);
    for (const std::size_t column : columns_.minus) add("less", column);
    add("time", columns_.timestamp);
    for (const std::size_t column : columns_.status) add("status", column);
    add("cancelled", columns_.cancelled);
    add("parts of", columns_.parent);
    add("kind", columns_.kind);
    add("event", columns_.event);
    const auto same =
        std::find_if(summary_.understood.begin(), summary_.understood.end(), [&](const FileUnderstood& other) {
          return other.form == understood.form && other.layout == understood.layout &&
                 other.columns == understood.columns &&
                 other.order_on_first_line_only == understood.order_on_first_line_only &&
                 other.dates == understood.dates;
        });
    if (same == summary_.understood.end()) summary_.understood.push_back(std::move(understood));
  }

  // Gives the orders of the file the times that could be read in two ways. Returns how.
  std::string settleDates() {
    if (dated_.empty()) return {};
    std::uint64_t only_day_first = 0;
    std::uint64_t only_month_first = 0;
    for (const Dated& dated : dated_) {
      only_day_first += !dated.reading.month_first;
      only_month_first += !dated.reading.day_first;
    }
    const auto settle = [&](bool day_first) {
      for (const Dated& dated : dated_) {
        const auto& seconds = day_first ? dated.reading.day_first : dated.reading.month_first;
        if (seconds) {
          lines_.setTimestamp(dated.order, *seconds);
        } else {
          ++summary_.bad_timestamps;
        }
      }
    };
    constexpr std::uint64_t kClear = 50;
    if (only_day_first > kClear * only_month_first) {
      settle(true);
      return "day before month, as " + std::to_string(only_day_first) + " lines show";
    }
    if (only_month_first > kClear * only_day_first) {
      settle(false);
      return "month before day, as " + std::to_string(only_month_first) + " lines show";
    }
    if (only_day_first == 0 && only_month_first == 0) {
      const bool day_ordered = isOrdered(true);
      if (day_ordered != isOrdered(false)) {
        settle(day_ordered);
        return std::string(day_ordered ? "day before month" : "month before day") +
               ", since the lines then are in order";
      }
    }
    return "not read: they may be day before month or month before day";
  }

  // Whether the file's lines are in the order of their times, or in the opposite one.
  bool isOrdered(bool day_first) const {
    bool rises = true;
    bool falls = true;
    for (std::size_t k = 1; k < dated_.size(); ++k) {
      const TimestampReading& a = dated_[k - 1].reading;
      const TimestampReading& b = dated_[k].reading;
      const std::int64_t before = day_first ? *a.day_first : *a.month_first;
      const std::int64_t after = day_first ? *b.day_first : *b.month_first;
      rises = rises && after >= before;
      falls = falls && after <= before;
    }
    return rises != falls;
  }

  // The field's text; empty without such a column.
  std::string_view field(ColumnPosition column) const {
    return column ? cellText(fields_[*column]) : std::string_view();
  }

  // The line that is being read cannot be.
  void noteBad(std::string message) {
    constexpr std::size_t kMostShown = 3;
    if (summary_.bad == bad_before_) {
      bad_line_ = records_->line();
      bad_message_ = message;
    }
    ++summary_.bad;
    if (summary_.bad_lines.size() < kMostShown) {
      summary_.bad_lines.push_back(InputError{file_, records_->line(), std::move(message)}.text());
    }
  }

  tl::unexpected<InputError> fail(std::uint64_t line, std::string message) {
    error_ = InputError{file_, line, std::move(message)};
    return tl::make_unexpected(*error_);
  }

  struct ItemName {
    OrderLines::Item item;
    std::string name;  // in small letters
    bool is_name;      // for want of a SKU
  };

  OrdersOptions options_;
  OrderLines lines_;
  OrdersSummary summary_;
  std::vector<ItemName> names_;
  StatusCount overflow_status_{.is_sale = false};

  std::string file_;
  std::optional<InputError> error_;
  std::optional<RecordReader> records_;  // of the open file
  Columns columns_;
  std::size_t known_columns_ = 0;   // how many there were when columns_ was chosen
  std::uint64_t lines_before_ = 0;  // in earlier files
  std::uint64_t bad_before_ = 0;
  std::uint64_t bad_line_ = 0;  // of the file's first
  std::string bad_message_;
  std::span<const std::string_view> fields_;

  // Of the open file: lines without an order id, until it is known whether they belong to the order above them.
  std::optional<OrderLines::Order> above_;
  bool repeats_ = false;  // an order id stands on two lines, one below the other
  std::vector<FilledLine> filled_;
  std::uint64_t filled_returns_ = 0;
  std::uint64_t filled_zero_ = 0;
  std::vector<Dated> dated_;  // times that can be read in two ways

  LastValue<OrderCell> order_;
  LastValue<std::optional<TimestampReading>> timestamp_;
  LastValue<std::optional<double>> quantity_;
  LastValue<bool> event_;
  LastValue<bool> kind_;
  std::vector<LastValue<StatusCount*>> status_;  // by column of columns_.status
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
