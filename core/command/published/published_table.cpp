#include "command/published/published_table.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <variant>

#include "command/published/content_name.h"
#include "command/published/manifest.h"
#include "command/published/table_twin.h"

namespace goeswith {
namespace {

namespace fs = std::filesystem;

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

// The subject of a text file: the table that it holds, or which file does.
tl::expected<std::variant<std::vector<std::uint8_t>, ManifestEntry>, std::string> readJson(std::string text) {
  if (isTableTwin(text)) return decodeTableTwin(text);
  const auto manifest = parseManifest(std::move(text));
  if (!manifest) return tl::unexpected(manifest.error());
  return tableOf(*manifest);
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

std::string describeError(const TableError& error) {
  return "byte " + std::to_string(error.offset) + ": " + describe(error.code);
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
