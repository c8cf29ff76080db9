#include "command/publish/published_table.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <variant>

#include "command/publish/content_name.h"
#include "command/publish/manifest.h"
#include "command/publish/table_twin.h"
#include "command/terminal/progress.h"
#include "mine/text/thousands.h"
#include "table/shard_of.h"

namespace goeswith {
namespace {

namespace fs = std::filesystem;

std::string describeError(const TableError& error) {
  return "byte " + std::to_string(error.offset) + ": " + describe(error.code);
}

// The table file that a manifest names, and how many bytes it must have.
struct ManifestEntry {
  std::string file;
  std::uint64_t bytes;
};

tl::expected<ManifestEntry, std::string> tableOf(const Manifest& manifest) {
  const auto table = manifest.content.find("table");
  if (table == manifest.content.end() || !table->is_object()) {
    return tl::make_unexpected("names no table; build it again");
  }
  const auto file = table->find("file");
  const auto bytes = table->find("bytes");
  if (file == table->end() || !file->is_string() || bytes == table->end() || !bytes->is_number_unsigned()) {
    return tl::make_unexpected("names no table with its size; build it again");
  }
  return ManifestEntry{file->get<std::string>(), bytes->get<std::uint64_t>()};
}

// What a text file is about: the table that it holds, or which file does.
tl::expected<std::variant<std::vector<std::uint8_t>, ManifestEntry>, std::string> readJson(std::string text) {
  if (isTableTwin(text)) return decodeTableTwin(text);
  const auto manifest = parseManifest(std::move(text));
  if (!manifest) return tl::unexpected(manifest.error());
  return tableOf(*manifest);
}

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

tl::expected<ShardBase, FileError> readShardBase(const std::string& path) {
  auto bytes = readFile(path);
  if (!bytes) return tl::unexpected(bytes.error());
  ShardBase base{.bytes = std::move(*bytes), .table = {}, .cards = {}};
  auto table = Table::open(base.bytes);
  if (!table) return fileError(path, describeError(table.error()));
  base.table = std::move(*table);
  if (!base.cards.read(base.table.section(format::kCards), base.table.cardCount())) {
    return fileError(path, describe(TableErrorCode::kBadCards));
  }
  return base;
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

tl::expected<std::unique_ptr<PublishedTable>, FileError> PublishedTable::openAny(const std::string& path) {
  std::string table_path = path;
  tl::expected<std::vector<std::uint8_t>, FileError> bytes;
  std::error_code code;
  const bool is_directory = fs::is_directory(path, code);
  if (is_directory || fs::path(path).extension() == ".json") {
    const fs::path json_path = is_directory ? fs::path(path) / kManifestName : fs::path(path);
    if (is_directory && !fs::exists(json_path, code)) {
      return fileError(path,
                       std::string("holds no ") + kManifestName + "; publish a table there with goeswith build -o");
    }
    auto text = readText(json_path.string());
    if (!text) return tl::unexpected(text.error());
    auto json = readJson(std::move(*text));
    if (!json) return fileError(json_path.string(), json.error());
    if (const auto* entry = std::get_if<ManifestEntry>(&*json)) {
      table_path = (json_path.parent_path() / entry->file).string();
      bytes = readFile(table_path);
      if (bytes && bytes->size() != entry->bytes) {
        return fileError(table_path, "has " + std::to_string(bytes->size()) + " bytes where the manifest says " +
                                         std::to_string(entry->bytes) + "; copy the whole directory again");
      }
    } else {
      bytes = std::get<std::vector<std::uint8_t>>(std::move(*json));
    }
  } else {
    bytes = readFile(table_path);
  }
  if (!bytes) return tl::unexpected(bytes.error());

  auto result = std::make_unique<PublishedTable>();
  result->path_ = table_path;
  result->bytes_ = std::move(*bytes);
  auto table = Table::open(result->bytes_);
  if (!table && table_path.ends_with(kShardExtension)) {
    // It may stand on the base beside it.
    const std::string base_path = (fs::path(table_path).parent_path() / kShardBaseName).string();
    auto read = readShardBase(base_path);
    if (!read) {
      return fileError(
          table_path, "stands on " + std::string(kShardBaseName) + " beside it, or is broken. " + read.error().message);
    }
    result->base_ = std::make_unique<ShardBase>(std::move(*read));
    table = Table::open(result->bytes_, &result->base_->table);
  }
  if (!table) return fileError(table_path, describeError(table.error()));
  result->table_ = std::move(*table);
  auto rows = decodeRows(*result->table_);
  if (!rows) return fileError(table_path, describeError(rows.error()));
  result->rows_ = std::move(*rows);
  const CardReader* const cards_base = result->base_ ? &result->base_->cards : nullptr;
  auto cards = decodeCards(result->table_->section(format::kCards), result->table_->cardCount(), cards_base);
  if (!cards) return fileError(table_path, describeError(cards.error()));
  result->cards_ = std::move(cards->cards);
  result->traits_ = std::move(cards->traits);
  result->items_by_sku_.reserve(result->cards_.items.size());
  for (std::uint32_t item = 0; item < result->cards_.items.size(); ++item) {
    result->items_by_sku_.emplace(result->cards_.items[item].sku, item);
  }
  return result;
}

tl::expected<std::unique_ptr<PublishedTable>, FileError> PublishedTable::open(const std::string& path) {
  auto published = openAny(path);
  if (published && (*published)->table().isShard()) {
    return fileError((*published)->path(), "is a shard, with some of the items only; name the published directory");
  }
  return published;
}

std::optional<std::uint32_t> PublishedTable::find(std::string_view sku) const {
  const auto found = items_by_sku_.find(sku);
  return found == items_by_sku_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace goeswith
