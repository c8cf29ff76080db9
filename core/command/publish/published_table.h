// PublishedTable: a table as a shop's host serves it, a directory with a manifest and content-hashed files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "command/publish/files.h"
#include "command/publish/publishing.h"
#include "table/read/card_reader.h"
#include "table/read/table.h"
#include "table/whole/cards.h"
#include "table/whole/table_rows.h"
#include "table/write/table_writer.h"

namespace goeswith {

// Whether pages get shards, of which they fetch those that they need, in place of the whole table.
enum class Sharding { automatic, always, never };

struct PublishOptions {
  // Also as text, for hosts that accept no binary files; see table_twin.h.
  bool json_twin = false;
  // By itself a table is sharded from kShardedFrom bytes on.
  Sharding sharding = Sharding::automatic;
  // Items of a shard, on average, and how many of each one's neighbours have their cards there.
  std::uint32_t shard_items = 16;
  std::uint32_t shard_neighbours = 8;
};

// A whole table of this size costs a shopper's first page as much as forty shards.
inline constexpr std::size_t kShardedFrom = 256 * 1024;

struct PublishedPath {
  // The table's file, and its size.
  std::string path;
  std::size_t bytes = 0;
  // The directory of shards and how many there are; empty when there are none.
  std::string shards;
  std::uint32_t shard_count = 0;
  PublishedGeneration generation;
};

// Adds a table, whole and perhaps in shards, to what is being published and finishes it. All is read back and opened
// before. Shows progress on a terminal.
tl::expected<PublishedPath, FileError> publishTable(Publication& publication, const std::string& directory,
                                                    const TableWriter& writer, const Cards& cards,
                                                    const PublishOptions& options);

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
