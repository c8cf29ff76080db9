// PublishedTable: a table as a shop's host serves it, a directory with a manifest and content-hashed files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "command/files/files.h"
#include "table/read/card_reader.h"
#include "table/read/table.h"
#include "table/table_error.h"
#include "table/whole/cards.h"
#include "table/whole/table_rows.h"

namespace goeswith {

// "byte 12: …", for messages.
std::string describeError(const TableError& error);

// The base of a directory of shards, opened.
struct ShardBase {
  std::vector<std::uint8_t> bytes;
  Table table;
  CardReader cards;
};

// A table that was read and checked whole.
class PublishedTable {
 public:
  // `path` is a published directory, a manifest of it, a table file, or its twin of text.
  static tl::expected<std::unique_ptr<PublishedTable>, FileError> open(const std::string& path);
  // The same, also of a shard, whose rows and cards are those of some items only: for looking at it.
  static tl::expected<std::unique_ptr<PublishedTable>, FileError> openAny(const std::string& path);

  const Table& table() const { return *table_; }
  const Cards& cards() const { return cards_; }
  const ItemTraits& traits() const { return traits_; }
  const TableRows& rows() const { return rows_; }
  // The table file's path and size in bytes.
  const std::string& path() const { return path_; }
  std::size_t size() const { return bytes_.size(); }

  // The number of the item with this SKU.
  std::optional<std::uint32_t> find(std::string_view sku) const;

 private:
  std::string path_;
  std::vector<std::uint8_t> bytes_;
  std::unique_ptr<ShardBase> base_;  // of a shard
  std::optional<Table> table_;
  Cards cards_;
  ItemTraits traits_;
  TableRows rows_;
  std::unordered_map<std::string_view, std::uint32_t> items_by_sku_;
};

}  // namespace goeswith
