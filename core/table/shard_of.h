// shardOf: which shard holds an item, so that a page finds it by its SKU alone (FORMAT.md, "Shards").
#pragma once

#include <cstdint>
#include <string_view>

namespace goeswith {

// FNV-1a of the SKU's bytes, 32 bits (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/), modulo the number
// of shards. As in web/src/engine/shards.js. Precondition: shard_count ≥ 1.
constexpr std::uint32_t shardOf(std::string_view sku, std::uint32_t shard_count) {
  std::uint32_t hash = 0x811C9DC5u;
  for (const char c : sku) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return hash % shard_count;
}

}  // namespace goeswith
