// The shopper's engine as JavaScript sees it: Table and Scorer behind six functions on integers (README.md).
#include <emscripten/bind.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <utility>

#include "score/scorer.h"
#include "table/table.h"

namespace {

using goeswith::Scorer;
using goeswith::Suggestion;
using goeswith::Table;

constexpr std::int32_t kRefused = -1;
constexpr std::int32_t kBroken = -2;
constexpr std::uint32_t kWordSize = sizeof(std::uint32_t);
constexpr std::uint32_t kTraitSize = 4 * kWordSize;
constexpr std::uint32_t kMaxWorkspaceWords = 1u << 24;
constexpr std::uint32_t kMinWorkspaceWords = 3 * Scorer::kMaxSuggestions;  // every list fits
static_assert(sizeof(Suggestion) == 3 * sizeof(std::int32_t));

// Flags of score(): a diverse list, ranked by value, and from the third bit on the placement plus 1.
constexpr std::uint32_t kDiverse = 1;
constexpr std::uint32_t kByValue = 2;
constexpr std::uint32_t kPlacementShift = 2;

// Zeroed memory of known length. Unlike a vector it can fail without a trap.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { std::free(bytes_); }

  // Other memory instead; false, and all is as it was, when there is not enough.
  [[gnu::noinline]] bool renew(std::uint32_t size) {
    auto* const bytes = static_cast<std::uint8_t*>(std::calloc(size, 1));
    if (!bytes) return false;
    std::free(bytes_);
    bytes_ = bytes;
    size_ = size;
    return true;
  }

  void swap(Memory& other) {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
  }

  std::span<std::uint8_t> bytes() const { return {bytes_, size_}; }
  std::span<std::uint32_t> words() const { return {reinterpret_cast<std::uint32_t*>(bytes_), size_ / kWordSize}; }
  std::uint32_t address() const { return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(bytes_)); }

 private:
  std::uint8_t* bytes_ = nullptr;
  std::uint32_t size_ = 0;
};

// The bytes of a table or a shard, and what stands on them.
struct Part {
  Memory bytes;
  Memory traits;
  std::unique_ptr<Part> previous;
  Table table;
};

struct OpenTable {
  OpenTable(std::int32_t number, const Table& first) : handle(number), scorer(first) {}

  std::int32_t handle;
  std::unique_ptr<Part> part;  // the newest, with those before it
  std::unique_ptr<OpenTable> next;
  Scorer scorer;
};

// Lives as long as the module: a destructor would only be bytes to download.
struct Engine {
  Memory allocated;
  Memory workspace;
  std::unique_ptr<OpenTable> tables;  // a list: there are few, and a vector would be more to download
  std::int32_t last_handle = 0;       // handles are never used twice, so that an old one cannot reach another table
};
[[clang::no_destroy]] Engine engine;

// The link of the list that holds the table of `handle`, or the empty one at its end.
std::unique_ptr<OpenTable>& findTable(std::int32_t handle) {
  std::unique_ptr<OpenTable>* link = &engine.tables;
  while (*link && (*link)->handle != handle) link = &(*link)->next;
  return *link;
}

std::uint32_t allocate(std::uint32_t byte_count) {
  return engine.allocated.renew(byte_count) ? engine.allocated.address() : 0;
}

// Swaps the allocated memory with `memory`. False, and nothing happens, when it is another.
bool takeAllocated(std::uint32_t address, std::uint32_t byte_count, Memory& memory) {
  const Memory& allocated = engine.allocated;
  if (address == 0 || address != allocated.address() || byte_count != allocated.bytes().size()) return false;
  memory.swap(engine.allocated);
  return true;
}

std::int32_t openTable(std::uint32_t address, std::uint32_t byte_count, std::int32_t handle) {
  std::unique_ptr<OpenTable>& table = findTable(handle);
  auto part = std::make_unique<Part>();
  if ((handle != 0 && !table) || engine.last_handle == std::numeric_limits<std::int32_t>::max() ||
      !takeAllocated(address, byte_count, part->bytes)) {
    return 0;
  }
  if (const auto read = part->table.read(part->bytes.bytes()); !read) {
    return -static_cast<std::int32_t>(read.error().code);
  }
  if (!table) {
    table = std::make_unique<OpenTable>(++engine.last_handle, part->table);
  } else if (!table->scorer.addShard(part->table)) {
    return -static_cast<std::int32_t>(goeswith::TableErrorCode::kOtherGeneration);
  }
  part->previous = std::move(table->part);
  table->part = std::move(part);
  return table->handle;
}

std::int32_t closeTable(std::int32_t handle) {
  std::unique_ptr<OpenTable>& table = findTable(handle);
  if (!table) return kRefused;
  table = std::move(table->next);
  return 0;
}

std::uint32_t workspace(std::uint32_t words) {
  if (words > kMaxWorkspaceWords) return 0;
  words = std::max(words, kMinWorkspaceWords);
  if (words > engine.workspace.words().size() && !engine.workspace.renew(kWordSize * words)) return 0;
  return engine.workspace.address();
}

std::int32_t setTraits(std::uint32_t address, std::uint32_t byte_count, std::int32_t handle) {
  const std::unique_ptr<OpenTable>& table = findTable(handle);
  if (!table || byte_count != kTraitSize * table->part->table.cardCount() ||
      !takeAllocated(address, byte_count, table->part->traits)) {
    return kRefused;
  }
  table->scorer.setTraits(table->part->traits.words().data());
  return 0;
}

std::int32_t score(std::int32_t handle, std::uint32_t cart_count, std::uint32_t limit, std::uint32_t min_attach_rate,
                   std::uint32_t flags) {
  const std::unique_ptr<OpenTable>& table = findTable(handle);
  const std::span<std::uint32_t> words = engine.workspace.words();
  const std::uint32_t placement = flags >> kPlacementShift;
  if (!table || cart_count > words.size() || placement > goeswith::kPlacementCount) return kRefused;
  goeswith::ListOptions options{.limit = limit,
                                .min_attach_rate = min_attach_rate,
                                .is_diverse = (flags & kDiverse) != 0,
                                .by_value = (flags & kByValue) != 0};
  if (placement > 0) options.placement = static_cast<goeswith::Placement>(placement - 1);
  const std::span<const Suggestion> suggestions = table->scorer.score(words.first(cart_count), options);
  if (table->scorer.hasFailed()) return kBroken;
  std::memcpy(words.data(), suggestions.data(), suggestions.size_bytes());
  return static_cast<std::int32_t>(suggestions.size());
}

}  // namespace

EMSCRIPTEN_BINDINGS(goeswith) {
  emscripten::function("allocate", &allocate);
  emscripten::function("openTable", &openTable);
  emscripten::function("closeTable", &closeTable);
  emscripten::function("workspace", &workspace);
  emscripten::function("setTraits", &setTraits);
  emscripten::function("score", &score);
}
