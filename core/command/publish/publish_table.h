// publishTable: a table, whole and in shards, as a generation of a published directory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <tl/expected.hpp>

#include "command/files/files.h"
#include "command/publish/publishing.h"
#include "table/whole/cards.h"
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

}  // namespace goeswith
