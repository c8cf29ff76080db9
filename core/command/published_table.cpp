#include "command/published_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace goeswith {
namespace {

namespace fs = std::filesystem;

constexpr int kManifestVersion = 1;

// The table's file name from its content: a new table never overwrites one that a browser or a cache may hold.
std::string tableFileName(std::span<const std::uint8_t> table) {
  std::array<char, 32> name{};
  const XXH64_hash_t hash = XXH3_64bits(table.data(), table.size());
  std::snprintf(name.data(), name.size(), "table-%016llx.gwt", static_cast<unsigned long long>(hash));
  return name.data();
}

tl::unexpected<FileError> fail(const std::string& path, const std::string& what) {
  return tl::unexpected(FileError{path + ": " + what});
}

tl::unexpected<FileError> fail(const std::string& path, const TableError& error) {
  return fail(path, "byte " + std::to_string(error.offset) + ": " + describe(error.code));
}

// The table file that a manifest names, and how many bytes it must have.
struct ManifestEntry {
  std::string file;
  std::uint64_t bytes;
};

tl::expected<ManifestEntry, FileError> readManifest(const std::string& path) {
  const auto text = readText(path);
  if (!text) return tl::unexpected(text.error());
  const auto manifest = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  // Comparing with a JSON value is safe whatever its type is.
  if (!manifest.is_object() || !manifest.contains("format") || manifest["format"] != "goeswith") {
    return fail(path, "is not the manifest of a goeswith table; build it again");
  }
  if (!manifest.contains("version") || manifest["version"] != kManifestVersion) {
    return fail(path, "has another manifest version; build it again with this goeswith, or use a newer one");
  }
  const auto table = manifest.find("table");
  if (table == manifest.end() || !table->is_object()) return fail(path, "names no table; build it again");
  const auto file = table->find("file");
  const auto bytes = table->find("bytes");
  if (file == table->end() || !file->is_string() || bytes == table->end() || !bytes->is_number_unsigned()) {
    return fail(path, "names no table with its size; build it again");
  }
  ManifestEntry entry{file->get<std::string>(), bytes->get<std::uint64_t>()};
  if (entry.file.empty() || entry.file.find_first_of("/\\") != std::string::npos) {
    return fail(path, "names a table outside its directory; build it again");
  }
  return entry;
}

}  // namespace

tl::expected<std::string, FileError> publishTable(const std::string& directory, std::span<const std::uint8_t> table) {
  const std::string file = tableFileName(table);
  const std::string path = (fs::path(directory) / file).string();
  if (auto written = writeFileAtomically(path, table); !written) return tl::unexpected(written.error());
  const auto back = readFile(path);
  if (!back) return tl::unexpected(back.error());
  if (const auto checked = Table::open(*back); !checked) return fail(path, checked.error());

  const nlohmann::ordered_json manifest = {
      {"format", "goeswith"}, {"version", kManifestVersion}, {"table", {{"file", file}, {"bytes", table.size()}}}};
  const std::string text = manifest.dump() + "\n";
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::string manifest_path = (fs::path(directory) / kManifestName).string();
  if (auto written = writeFileAtomically(manifest_path, {bytes, text.size()}); !written) {
    return tl::unexpected(written.error());
  }
  return path;
}

tl::expected<std::unique_ptr<PublishedTable>, FileError> PublishedTable::open(const std::string& path) {
  std::string table_path = path;
  std::optional<std::uint64_t> expected_size;
  std::error_code code;
  const bool is_directory = fs::is_directory(path, code);
  if (is_directory || fs::path(path).extension() == ".json") {
    const fs::path manifest_path = is_directory ? fs::path(path) / kManifestName : fs::path(path);
    if (is_directory && !fs::exists(manifest_path, code)) {
      return fail(path, std::string("holds no ") + kManifestName + "; publish a table there with goeswith build -o");
    }
    const auto entry = readManifest(manifest_path.string());
    if (!entry) return tl::unexpected(entry.error());
    table_path = (manifest_path.parent_path() / entry->file).string();
    expected_size = entry->bytes;
  }
  auto bytes = readFile(table_path);
  if (!bytes) return tl::unexpected(bytes.error());
  if (expected_size && bytes->size() != *expected_size) {
    return fail(table_path, "has " + std::to_string(bytes->size()) + " bytes where the manifest says " +
                                std::to_string(*expected_size) + "; copy the whole directory again");
  }

  auto result = std::make_unique<PublishedTable>();
  result->path_ = table_path;
  result->bytes_ = std::move(*bytes);
  auto table = Table::open(result->bytes_);
  if (!table) return fail(table_path, table.error());
  result->table_ = std::move(*table);
  auto rows = decodeRows(*result->table_);
  if (!rows) return fail(table_path, rows.error());
  result->rows_ = std::move(*rows);
  auto cards = decodeCards(result->table_->cardsSection(), result->table_->cardCount());
  if (!cards) return fail(table_path, cards.error());
  result->cards_ = std::move(cards->cards);
  result->traits_ = std::move(cards->traits);
  result->items_by_sku_.reserve(result->cards_.items.size());
  for (std::uint32_t item = 0; item < result->cards_.items.size(); ++item) {
    result->items_by_sku_.emplace(result->cards_.items[item].sku, item);
  }
  return result;
}

std::optional<std::uint32_t> PublishedTable::find(std::string_view sku) const {
  const auto found = items_by_sku_.find(sku);
  return found == items_by_sku_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace goeswith
