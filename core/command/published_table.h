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

#include "command/files.h"
#include "table/cards.h"
#include "table/table.h"
#include "table/table_rows.h"

namespace goeswith {

// The file that names the current generation. Published last, and the only one that is ever replaced.
inline constexpr const char* kManifestName = "manifest.json";

// Puts a table into `directory`: the table under a name that holds a hash of its content, read back and checked, then
// the manifest. Killed at any point, the directory serves the old generation or the new one. Files of earlier
// generations stay. Returns the table's path.
tl::expected<std::string, FileError> publishTable(const std::string& directory, std::span<const std::uint8_t> table);

// A table that was read and checked whole.
class PublishedTable {
 public:
  // `path` is a published directory, its manifest, or a table file.
  static tl::expected<std::unique_ptr<PublishedTable>, FileError> open(const std::string& path);

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
  std::optional<Table> table_;
  Cards cards_;
  ItemTraits traits_;
  TableRows rows_;
  std::unordered_map<std::string_view, std::uint32_t> items_by_sku_;
};

}  // namespace goeswith
