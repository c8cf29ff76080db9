// Layouts: where the columns of shops' exports are, as data. READING.md has a row for each.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mine/records/column_names.h"

namespace goeswith {

// An export of orders. Names of columns are in plain form (plainColumnName), best first and parted by |; those of JSON
// are paths without punctuation. Empty: those of the layout `plain`. "-": the layout has no such column.
struct OrderLayout {
  std::string_view name;           // for --layout
  std::string_view title;          // for people
  std::string_view recognised_by;  // columns that must all be there, parted by blanks; each may be one of several
  std::string_view order;
  std::string_view item;
  std::string_view item_name;  // stands in for an empty item
  std::string_view quantity;
  std::string_view minus;  // taken off the quantity: cancelled, refunded and returned pieces; all that there are
  std::string_view timestamp;
  std::string_view status;      // all that there are
  std::string_view cancelled;   // where it is not empty, the order was cancelled
  std::string_view parent;      // where it is neither empty nor 0, the line is part of another one
  std::string_view kind;        // what the line is: a product, or shipping, a tax, a payment
  std::string_view event;       // what happened: a purchase, or something else
  std::string_view packed;      // several items in one cell, where no column holds one; numbered ones too
  std::string_view not_sales;   // statuses beyond the usual ones that are no sales here
  bool first_row_only = false;  // the fields of an order stand on its first line alone
};

// The first is `plain`: what is read where no layout is recognised.
std::span<const OrderLayout> orderLayouts();
// The layout of that name; nothing when there is none.
const OrderLayout* findOrderLayout(std::string_view name);
// The first layout whose columns are there, `plain` when there is none.
const OrderLayout& recogniseOrderLayout(const ColumnFinder& columns);

// Last keys of paths (in plain form) to the list of an order's lines, and to that of a product's variants, best first.
std::span<const std::string_view> orderRowLists();
std::span<const std::string_view> itemRowLists();

// A catalogue, in the same way.
struct ItemLayout {
  std::string_view name;
  std::string_view title;
  std::string_view recognised_by;
  std::string_view id;
  std::string_view title_column;
  std::string_view sale_price;  // counts where there is one
  std::string_view price;
  std::string_view currency;
  std::string_view url;
  std::string_view image;
  std::string_view variant_image;  // better than the image where it is not empty
  std::string_view category;
  std::string_view group;
  std::string_view availability;  // all that there are: the item is available when none says that it is not
  std::string_view stock;
  std::string_view parent;      // names the row that lends what this one lacks, by its id, SKU or id:NUMBER
  std::string_view parent_key;  // by what `parent` names a row, beside its SKU
};

std::span<const ItemLayout> itemLayouts();
const ItemLayout* findItemLayout(std::string_view name);
const ItemLayout& recogniseItemLayout(const ColumnFinder& columns);

enum class StatusMeaning { sale, not_a_sale, unknown };

// What an order's status says, in the words of the large platforms and languages; `not_sales` are the layout's.
StatusMeaning statusMeaning(std::string_view status, std::string_view not_sales);

// Whether an event is a purchase.
bool isPurchase(std::string_view event);

// Whether a line of that kind is no product: shipping, a tax, a payment.
bool isOtherKind(std::string_view kind);

// Whether an item of that name or SKU is no product that goes with another: a tip, shipping, insurance, a gift card.
bool isFee(std::string_view name);

// Whether an order's cell is a line that reports put below their records: a total, "record(s) downloaded".
bool isFooter(std::string_view order);

// What a word in a column of availability, status or visibility says; nothing when it is not known.
std::optional<bool> parseAvailability(std::string_view text);

// Whether one of the names of a list parted by | is `name`.
bool hasName(std::string_view names, std::string_view name);

}  // namespace goeswith
