// Items: from a shop's catalogue to what a widget shows and the miner's rules need.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "mine/read/items.h"
#include "mine/records/records.h"
#include "mine/text/input_error.h"

namespace goeswith {

// Names of columns (or paths of JSON), compared letter for letter, then without regard to case, spaces and punctuation.
// Empty: the layout says where they are (layouts.h). "-": no column is used, allowed for all but id.
struct ItemColumns {
  std::string id;
  std::string title;
  std::string price;
  std::string currency;
  std::string url;
  std::string image;
  std::string category;
  std::string group;
  std::string availability;
  std::string stock;
};

struct ItemsOptions {
  RecordFormat format = RecordFormat::automatic;
  ItemColumns columns;
  std::string currency;       // ISO 4217, of prices that do not name their own; empty: not known
  std::string layout;         // of itemLayouts(); empty: recognised by the columns
  std::string url_pattern;    // of items without an address: https://shop.example/p/{group}?v={sku}
  std::string image_pattern;  // of items without a picture
  std::string base_url;       // in front of addresses that do not begin with a scheme; empty: they stay
  double max_bad = 0.01;      // the share of records that may be unreadable
};

// What was made of a catalogue, and what it lacks.
struct ItemsSummary {
  std::string form;
  std::string layout;
  std::vector<std::pair<std::string, std::string>> columns;  // the field's name and the column's
  std::uint64_t records = 0;
  std::uint64_t items = 0;
  std::uint64_t without_id = 0;
  std::uint64_t doubled = 0;  // records whose id an earlier one has; the first counts
  std::uint64_t bad = 0;
  std::vector<std::string> bad_lines;  // the first three of bad and of doubled ones, as "items.csv:7: what is wrong"
  std::uint64_t not_for_sale = 0;
  std::vector<std::string> unknown_words;  // of availability and status, at most 10; they say nothing
  std::string decimal_mark;                // "," or "." where the prices tell one
  std::uint64_t without_title = 0;
  std::uint64_t without_price = 0;
  std::uint64_t without_currency = 0;  // of those with a price
  std::uint64_t without_url = 0;
  std::uint64_t without_image = 0;
  std::uint64_t without_category = 0;
  std::uint64_t relative_urls = 0;
  std::uint64_t windows_1252 = 0;
};

// The longest texts of an item, in bytes. Longer titles are cut; longer addresses are left out; an id that is longer
// makes its record bad.
inline constexpr std::size_t kMaxIdBytes = 500;
inline constexpr std::size_t kMaxTitleBytes = 1000;
inline constexpr std::size_t kMaxUrlBytes = 4000;

// Reads a catalogue: CSV, TSV or JSON; one item a record. Only the id is required. READING.md describes what is
// understood.
//
// - Prices: see parsePrice(), with the marks that all prices of the file tell; a lower sale price is the price. Texts
//   without a digit are no price. All prices of a file are in one currency.
// - What is not for sale, in each platform's words, is not available: drafts, archived, hidden, disabled, out of stock.
// - Stock: numbers, also negative ones, or words of availability. An item without stock is not available, unless the
//   availability, or Shopify's inventory policy "continue", says otherwise. Items whose stock is not counted have none:
//   an empty field, WooCommerce's "parent", and Shopify's items without an inventory tracker, which export a 0.
// - Records without an id are left out, since no order can name them. In exports that write a product's title, category
//   and images on its first line only (Shopify), the other lines of the group take them from there; variants take what
//   they lack from the row that they name as their parent.
// - Of several images the first counts, of several categories the deepest.
// - Markup in titles becomes text. Text that is not UTF-8 is read as Windows-1252.
// - Of records with one id the first counts. A record that cannot be read is left out and counted; above max_bad of all
//   records the file is refused.
//
// Its bytes are pushed in pieces, cut anywhere. Memory: the items, and one record. Fails, with the line, for a second
// currency, for too many bad records, for a record of more than 16 MiB, and for a file without records or without a
// column of ids. Safe for any bytes.
class ItemsReader {
 public:
  // `name` stands in errors.
  ItemsReader(std::string name, ItemsOptions options);
  ItemsReader(ItemsReader&&) noexcept;
  ItemsReader& operator=(ItemsReader&&) noexcept;
  ~ItemsReader();

  // The next bytes of the file. After an error no more may come.
  tl::expected<void, InputError> push(std::string_view chunk);
  // The file's end. `summary`, where it is given, is overwritten.
  tl::expected<Items, InputError> finish(ItemsSummary* summary = nullptr) &&;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The same for a text as a whole.
tl::expected<Items, InputError> readItems(std::string_view text, std::string name, const ItemsOptions& options,
                                          ItemsSummary* summary = nullptr);

}  // namespace goeswith
