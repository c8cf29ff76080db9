// Items: from a shop's catalogue to what a widget shows and the miner's rules need.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "mine/read/items.h"
#include "mine/records/records.h"
#include "mine/text/input_error.h"

namespace goeswith {

// Names of columns (or JSON keys), compared letter for letter, then without regard to case, spaces and punctuation.
// Empty: the reader looks for the usual names, those of Google Merchant feeds and of Shopify's and WooCommerce's
// product exports among them. "-": no column is used, allowed for all but id.
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
  RecordFormat format = RecordFormat::automatic;  // a JSON list of objects is told from its [ as well
  ItemColumns columns;
  std::string currency;  // ISO 4217, of prices that do not name their own; empty: not known
};

// Reads a catalogue: CSV, TSV, JSON lines or a JSON list of objects; one item a record. Only the id is required.
//
// - Prices: see parsePrice(). All prices of a file are in one currency.
// - Availability: in stock, available, true, yes, 1, preorder, backorder; out of stock, sold out, unavailable,
//   discontinued, false, no, 0; in any case and with _ or - for the blank.
// - Stock: whole numbers, also negative ones. An item without stock is not available, unless the availability, or
//   Shopify's inventory policy "continue", says otherwise. Items whose stock is not counted have none: an empty field,
//   WooCommerce's "parent", and Shopify's items without an inventory tracker, which export a 0.
// - Records without an id are left out, since no order can name them. In exports that write a product's title, category
//   and images on its first line only (Shopify), the other lines of the group take them from there.
// - Of several images (WooCommerce) the first counts.
//
// `name` stands in errors. Fails, with the line, for text that is not UTF-8 or holds NUL bytes, for a price, an
// availability or a stock that cannot be read, for a second currency, for an id that occurs twice; and for a file
// without records or without a column of ids. Safe for any bytes.
tl::expected<Items, InputError> readItems(std::string_view text, std::string name, const ItemsOptions& options);

}  // namespace goeswith
