// Orders: from a shop's exports to baskets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "mine/read/baskets.h"
#include "mine/records/records.h"
#include "mine/text/input_error.h"

namespace goeswith {

// Names of columns, compared letter for letter, then without regard to case, spaces and punctuation. Empty: the reader
// looks for the usual names, those of Shopify's and WooCommerce's exports among them. "-": no column is used, allowed
// for all but order and item.
struct OrderColumns {
  std::string order;
  std::string item;
  std::string quantity;
  std::string timestamp;
  std::string status;
};

struct OrdersOptions {
  RecordFormat format = RecordFormat::automatic;
  OrderColumns columns;
};

// Counts of lines by what became of them: lines = kept + duplicates + returns + cancelled + zero_quantity + blank.
struct OrdersSummary {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;       // without lines of column names and empty lines
  std::uint64_t kept = 0;        // = Baskets::items.size()
  std::uint64_t duplicates = 0;  // an item that its order holds already
  std::uint64_t returns = 0;     // negative quantity
  std::uint64_t cancelled = 0;   // of orders that were cancelled, refunded, voided or failed
  std::uint64_t zero_quantity = 0;
  std::uint64_t blank = 0;                     // without order or item
  std::uint64_t orders = 0;                    // = Baskets::basketCount()
  std::uint64_t items = 0;                     // = Baskets::itemCount()
  std::uint64_t orders_without_timestamp = 0;  // when this is not 0, Baskets::timestamps is empty
};

struct Orders {
  Baskets baskets;
  OrdersSummary summary;
};

// Reads orders, one line an item, from any number of files whose bytes are pushed in pieces, cut anywhere. Orders may
// go on in another file, and lines may stand in any order: the baskets are the same.
//
// - Left out and counted, see OrdersSummary: returns (a negative quantity), lines with quantity 0, blank order or item
//   ids, and all lines of an order of which one says that it is cancelled: by a status cancelled, canceled, refunded,
//   failed, voided or void (with or without wc- before it), or by a date in a column "Cancelled at".
// - A line that says no quantity counts as one piece.
// - A basket's timestamp is the earliest of its order's lines, left-out ones included; forms: parseTimestamp(). The
//   baskets have timestamps only if every one of them has.
// - Where exports leave a SKU empty, the item's name in the columns "Lineitem name", "Item Name" or "Product Name"
//   takes its place, unless the item's column was named in the options.
//
// Memory: 8 bytes a line, some 60 an order and each SKU once; the text is not kept. Two order ids are taken for one
// when their 64-bit XXH3 hashes are equal. Safe for any bytes.
//
// Every call that fails says where in the current file; the reader then stays failed.
class OrdersReader {
 public:
  explicit OrdersReader(OrdersOptions options);
  OrdersReader(OrdersReader&&) noexcept;
  OrdersReader& operator=(OrdersReader&&) noexcept;
  ~OrdersReader();

  // Starts a file, which has its own format and columns; `name` stands in errors. No file may be open.
  tl::expected<void, InputError> beginFile(std::string name);
  // The next bytes of the file, not compressed. They are not needed after the call.
  tl::expected<void, InputError> push(std::string_view chunk);
  // The file's end. Fails when it is empty or has no line but the names of its columns.
  tl::expected<void, InputError> endFile();

  // The counts so far: files, bytes and lines, for showing progress.
  std::uint64_t files() const;
  std::uint64_t bytes() const;
  std::uint64_t lines() const;

  // The baskets of all files, ordered by order_keys. There may be none when every line was left out. No file may be
  // open, and no call may have failed.
  Orders finish() &&;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace goeswith
