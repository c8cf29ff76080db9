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
#include <vector>

#include "score/scorer.h"
#include "table/table.h"

namespace {

using goeswith::Scorer;
using goeswith::Suggestion;
using goeswith::Table;

constexpr std::int32_t kRefused = -1;
constexpr std::uint32_t kMaxWorkspaceWords = 1u << 24;
constexpr std::uint32_t kMinWorkspaceWords = 3 * Scorer::kMaxSuggestions;  // every list fits
static_assert(sizeof(Suggestion) == 3 * sizeof(std::int32_t));

// Flags of score(): a diverse list, and from the second bit on the placement plus 1.
constexpr std::uint32_t kDiverse = 1;
constexpr std::uint32_t kPlacementShift = 1;

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

// Zeroed memory of known length; empty when there is not enough. Unlike a vector it can fail without a trap.
template <class Element>
class Memory {
 public:
  Memory() = default;
  explicit Memory(std::uint32_t count)
      : elements_(static_cast<Element*>(std::calloc(std::max(count, 1u), sizeof(Element)))),
        count_(elements_ ? count : 0) {}

  std::span<Element> span() const { return {elements_.get(), count_}; }
  std::uint32_t address() const {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(elements_.get()));
  }

 private:
  std::unique_ptr<Element[], Free> elements_;
  std::uint32_t count_ = 0;
};

struct OpenTable {
  OpenTable(std::int32_t number, Memory<std::uint8_t> memory, Table view)
      : handle(number), bytes(std::move(memory)), table(std::move(view)), scorer(table) {}

  std::int32_t handle;
  Memory<std::uint8_t> bytes;
  Memory<std::uint32_t> traits;
  Table table;
  Scorer scorer;
};

// Lives as long as the module: a destructor would only be bytes to download.
struct Engine {
  Memory<std::uint8_t> allocated;
  Memory<std::uint32_t> workspace;
  std::vector<std::unique_ptr<OpenTable>> tables;
  std::int32_t last_handle = 0;  // handles are never used twice, so that an old one cannot reach another table
};
[[clang::no_destroy]] Engine engine;

auto findTable(std::int32_t handle) {
  return std::find_if(engine.tables.begin(), engine.tables.end(),
                      [handle](const auto& table) { return table->handle == handle; });
}

std::uint32_t allocate(std::uint32_t byte_count) {
  engine.allocated = {};
  if (byte_count < GOESWITH_MAXIMUM_MEMORY) engine.allocated = Memory<std::uint8_t>(byte_count);
  return engine.allocated.address();
}

std::int32_t openTable(std::uint32_t address, std::uint32_t byte_count) {
  const Memory<std::uint8_t>& allocated = engine.allocated;
  const bool is_allocated = address != 0 && address == allocated.address() && byte_count == allocated.span().size();
  if (!is_allocated || engine.last_handle == std::numeric_limits<std::int32_t>::max()) return 0;

  Memory<std::uint8_t> bytes = std::exchange(engine.allocated, {});
  auto table = Table::open(bytes.span());
  if (!table) return -static_cast<std::int32_t>(table.error().code);
  const std::int32_t handle = ++engine.last_handle;
  engine.tables.push_back(std::make_unique<OpenTable>(handle, std::move(bytes), std::move(*table)));
  return handle;
}

std::int32_t closeTable(std::int32_t handle) {
  const auto table = findTable(handle);
  if (table == engine.tables.end()) return kRefused;
  engine.tables.erase(table);
  return 0;
}

std::uint32_t workspace(std::uint32_t words) {
  if (words > kMaxWorkspaceWords) return 0;
  if (words > engine.workspace.span().size() || engine.workspace.address() == 0) {
    Memory<std::uint32_t> grown(std::max(words, kMinWorkspaceWords));
    if (grown.address() == 0) return 0;
    engine.workspace = std::move(grown);
  }
  return engine.workspace.address();
}

std::int32_t setTraits(std::int32_t handle) {
  const auto table = findTable(handle);
  if (table == engine.tables.end()) return kRefused;
  const std::size_t count = (*table)->table.itemCount();
  const std::span<const std::uint32_t> words = engine.workspace.span();
  if (4 * count > words.size()) return kRefused;
  Memory<std::uint32_t> columns(static_cast<std::uint32_t>(4 * count));
  if (columns.span().size() != 4 * count) return kRefused;
  std::memcpy(columns.span().data(), words.data(), columns.span().size_bytes());
  goeswith::TraitColumns traits;
  traits.category = columns.span().subspan(0, count);
  traits.group = columns.span().subspan(count, count);
  traits.family = columns.span().subspan(2 * count, count);
  traits.price = columns.span().subspan(3 * count, count);
  (*table)->scorer.setTraits(traits);
  (*table)->traits = std::move(columns);
  return 0;
}

std::int32_t score(std::int32_t handle, std::uint32_t cart_count, std::uint32_t limit, std::uint32_t min_attach_rate,
                   std::uint32_t flags) {
  const auto table = findTable(handle);
  const std::span<std::uint32_t> words = engine.workspace.span();
  const std::uint32_t placement = flags >> kPlacementShift;
  if (table == engine.tables.end() || cart_count > words.size() || placement > goeswith::kPlacementCount) {
    return kRefused;
  }
  goeswith::ListOptions options{
      .limit = limit, .min_attach_rate = min_attach_rate, .is_diverse = (flags & kDiverse) != 0};
  if (placement > 0) options.placement = static_cast<goeswith::Placement>(placement - 1);
  const std::span<const Suggestion> suggestions = (*table)->scorer.score(words.first(cart_count), options);
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
