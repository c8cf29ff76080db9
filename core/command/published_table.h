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
#include "command/publishing.h"
#include "table/cards.h"
#include "table/table.h"
#include "table/table_rows.h"

namespace goeswith {

struct PublishOptions {
  // Also as text, for hosts that accept no binary files; see table_twin.h.
  bool json_twin = false;
};

struct PublishedPath {
  // The table's file.
  std::string path;
  PublishedGeneration generation;
};

// Adds a table to what is being published and finishes it. The table is read back and opened before.
tl::expected<PublishedPath, FileError> publishTable(Publication& publication, const std::string& directory,
                                                    std::span<const std::uint8_t> table, const PublishOptions& options);

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
  std::optional<Table> table_;
  Cards cards_;
  ItemTraits traits_;
  TableRows rows_;
  std::unordered_map<std::string_view, std::uint32_t> items_by_sku_;
};

}  // namespace goeswith
