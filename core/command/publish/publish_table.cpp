#include "command/publish/publish_table.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "command/published/content_name.h"
#include "command/published/published_table.h"
#include "command/published/table_twin.h"
#include "command/terminal/progress.h"
#include "mine/text/thousands.h"
#include "table/read/card_reader.h"
#include "table/read/table.h"
#include "table/shard_of.h"
#include "table/whole/table_rows.h"

namespace goeswith {
namespace {

namespace fs = std::filesystem;

// Writes the base and all shards, in the order of their numbers. Threads share the work of a slice, so that memory
// stays small.
tl::expected<void, FileError> produceShards(const Publication::WriteShard& write, const ShardWriter& writer,
                                            const Cards& cards, std::uint32_t count, std::uint32_t neighbours) {
  constexpr std::uint32_t kSlice = 1024;
  std::vector<std::vector<std::uint32_t>> items(count);
  for (std::uint32_t item = 0; item < cards.items.size(); ++item) {
    items[shardOf(cards.items[item].sku, count)].push_back(item);
  }
  const std::vector<std::uint8_t> base_bytes = writer.base();
  const auto base = Table::open(base_bytes);
  if (!base) return fileError("the base of shards", describeError(base.error()));
  CardReader base_cards;
  if (!base_cards.read(base->section(format::kCards), base->cardCount())) {
    return fileError("the base of shards", describe(TableErrorCode::kBadCards));
  }
  if (auto written = write(std::string(kShardBaseName), base_bytes); !written) return written;
  Progress progress("Publishing");
  std::vector<std::vector<std::uint8_t>> slice(kSlice);
  for (std::uint32_t first = 0; first < count; first += kSlice) {
    const std::uint32_t size = std::min(kSlice, count - first);
#pragma omp parallel for schedule(dynamic, 8)
    for (std::ptrdiff_t k = 0; k < static_cast<std::ptrdiff_t>(size); ++k) {
      const auto at = static_cast<std::size_t>(k);
      slice[at] = writer.shard(items[first + at], neighbours);
    }
    for (std::uint32_t k = 0; k < size; ++k) {
      if (const auto opened = Table::open(slice[k], &*base); !opened) {
        return fileError("shard " + std::to_string(first + k), describeError(opened.error()));
      }
      const std::string name = std::to_string(first + k) + std::string(kShardExtension);
      if (auto written = write(name, slice[k]); !written) return written;
    }
    progress.show(first + size, count, withThousands(first + size) + " of " + withThousands(count) + " shards");
  }
  return {};
}

}  // namespace

tl::expected<PublishedPath, FileError> publishTable(Publication& publication, const std::string& directory,
                                                    const TableWriter& writer, const Cards& cards,
                                                    const PublishOptions& options) {
  const std::vector<std::uint8_t> table = writer.wholeTable();
  const auto file = publication.addFile("table", "gwt", table, [](auto bytes) -> tl::expected<void, std::string> {
    const auto opened = Table::open(bytes);
    if (!opened) return tl::unexpected(describeError(opened.error()));
    if (const auto rows = decodeRows(*opened); !rows) return tl::unexpected(describeError(rows.error()));
    return {};
  });
  if (!file) return tl::unexpected(file.error());
  PublishedPath published{.path = (fs::path(directory) / *file).string(), .bytes = table.size()};
  nlohmann::ordered_json content = {{"table", {{"file", *file}, {"bytes", table.size()}}}};
  if (options.json_twin) {
    const std::string twin = encodeTableTwin(table);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(twin.data());
    const auto twin_file = publication.addFile("table", "json", {bytes, twin.size()});
    if (!twin_file) return tl::unexpected(twin_file.error());
    content["table"]["twin"] = {{"file", *twin_file}, {"bytes", twin.size()}};
  }
  const bool is_large = table.size() > kShardedFrom;
  if (options.sharding == Sharding::always || (options.sharding == Sharding::automatic && is_large)) {
    // The same table has the same generation on every machine.
    const std::uint32_t generation = std::max(1u, static_cast<std::uint32_t>(contentHash(table)));
    const auto items = static_cast<std::uint32_t>(cards.items.size());
    published.shard_count = std::max(1u, (items + options.shard_items - 1) / options.shard_items);
    const auto shards = publication.addDirectory("shards", [&](const Publication::WriteShard& write) {
      return produceShards(write, ShardWriter(writer, generation), cards, published.shard_count,
                           options.shard_neighbours);
    });
    if (!shards) return tl::unexpected(shards.error());
    published.shards = *shards;
    content["shards"] = {{"directory", *shards}, {"count", published.shard_count}};
  }
  auto generation = publication.finish(content);
  if (!generation) return tl::unexpected(generation.error());
  published.generation = std::move(*generation);
  return published;
}

}  // namespace goeswith
