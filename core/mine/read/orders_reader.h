// Orders: from a shop's exports to baskets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "mine/read/baskets.h"
#include "mine/records/records.h"
#include "mine/text/input_error.h"

namespace goeswith {

// Names of columns, compared letter for letter, then without regard to case, spaces and punctuation; for JSON, paths
// such as line_items[].sku. Empty: the layout says where they are (layouts.h). "-": no column is used, allowed for all
// but order and item.
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
  std::string layout;     // of orderLayouts(); empty: recognised by the columns of each file
  double max_bad = 0.01;  // the share of a file's lines that may be unreadable
};

// What a file was taken for.
struct FileUnderstood {
  std::string file;
  std::string form;                                          // "CSV parted by ;"
  std::string layout;                                        // of layouts.h
  std::vector<std::pair<std::string, std::string>> columns;  // the field's name and the column's
  bool order_on_first_line_only = false;                     // the lines below an order's first had no id
  std::string dates;  // how dates that could be read in two ways were read, and why; else empty
};

// A status, and what was made of it.
struct StatusCount {
  std::string status;
  std::uint64_t lines = 0;
  bool is_sale = true;
  bool is_known = true;  // else it counts as a sale
};

// What became of the lines: lines = kept + duplicates + returns + cancelled + zero_quantity + blank + parts + fees +
// other_events + bad. A line with several items in one cell counts as one for each.
struct OrdersSummary {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;                     // without lines of column names and empty lines
  std::uint64_t kept = 0;                      // = Baskets::items.size()
  std::uint64_t duplicates = 0;                // an item that its order holds already
  std::uint64_t returns = 0;                   // negative quantity
  std::uint64_t cancelled = 0;                 // of orders that were cancelled, refunded, voided or failed
  std::uint64_t zero_quantity = 0;             // also what is left after cancelled and refunded pieces
  std::uint64_t blank = 0;                     // without order or item
  std::uint64_t parts = 0;                     // of a bundle or a configurable item that has its own line
  std::uint64_t fees = 0;                      // tips, shipping, insurance, gift cards
  std::uint64_t other_events = 0;              // not a purchase
  std::uint64_t bad = 0;                       // that could not be read
  std::uint64_t orders = 0;                    // = Baskets::basketCount()
  std::uint64_t items = 0;                     // = Baskets::itemCount()
  std::uint64_t orders_without_timestamp = 0;  // above a twentieth, Baskets::timestamps is empty

  std::vector<FileUnderstood> understood;  // one for all files that were understood alike
  std::vector<StatusCount> statuses;       // most lines first; at most 100
  std::vector<std::string> bad_lines;      // the first three, as "orders.csv:7: what is wrong"
  std::vector<std::string> fee_items;      // SKUs that were left out as fees, at most 10
  std::vector<std::string> common_items;   // SKUs in more than half of 50 orders or more
  std::uint64_t bad_timestamps = 0;        // lines whose time could not be read
  std::string bad_timestamp;               // the first, as "orders.csv:7: \"31/31/2026\""
  std::uint64_t late_orders = 0;           // dated long after all others; read as the newest of these
  std::uint64_t spread_orders = 0;         // whose lines are more than OrderLines::kMostDays apart
  std::uint64_t scientific_ids = 0;        // lines with an order id like 1.00123E+12
  std::string scientific_id;               // the first
  std::uint64_t windows_1252 = 0;          // texts that are not UTF-8 and were read as Windows-1252
  std::uint64_t named_items = 0;           // items without a SKU that took that of the same name
  std::uint64_t repeated_headers = 0;
};

struct Orders {
  Baskets baskets;
  OrdersSummary summary;
};

// Reads orders from any number of files whose bytes are pushed in pieces, cut anywhere. Orders may go on in another
// file, and lines may stand in any order: the baskets are the same. READING.md describes what is understood.
//
// - Left out and counted, see OrdersSummary: returns (a negative quantity), lines with quantity 0 (after cancelled and
//   refunded pieces), blank order or item ids ("(not set)" and "null" too), parts of bundles, fees, and all lines of an
//   order of which one says that no sale came of it, by a status or by a date in a column "Cancelled at".
// - A line that says no quantity counts as one piece.
// - Where no order id repeats from one line to the next, a line without one belongs to the order above it, unless it
// has
//   a time or status of its own: exports that write an order's fields on its first line only.
// - A basket's timestamp is the earliest of its order's lines, left-out ones included; forms: readTimestamp(). Whether
//   the day or the month comes first is told from all dates of a file. A time that cannot be read is none.
// - Where exports leave a SKU empty, the item's name takes its place, unless the item's column was named in the
// options.
//   Where other lines give that name one SKU alone, it is that item.
// - Ids are trimmed and compared in the normal form NFC.
// - A line that cannot be read is left out and counted; above max_bad of a file's lines, endFile() fails.
//
// Memory: 8 bytes a line, some 70 an order and each SKU once; the text is not kept. Two order ids are taken for one
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
  // The file's end. Fails when it is empty or has no line but the names of its columns,
  // and when too many of its lines are bad.
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
