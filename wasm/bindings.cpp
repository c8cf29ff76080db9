// The shopper's engine as JavaScript sees it: Table, CardColumns and Scorer behind seven functions on integers (README.md).
#include <emscripten/bind.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "score/scorer.h"
#include "table/card_columns.h"
#include "table/table.h"

namespace {

using goeswith::CardColumns;
using goeswith::format::CardEncoding;
using goeswith::Scorer;
using goeswith::Suggestion;
using goeswith::Table;
using goeswith::TableErrorCode;

constexpr std::int32_t kRefused = -1;
constexpr std::int32_t kBroken = -2;
constexpr std::uint32_t kWordSize = sizeof(std::uint32_t);
constexpr std::uint32_t kMaxWorkspaceWords = 1u << 24;
constexpr std::uint32_t kCardFields = 9;  // the first subjects of cards
constexpr std::uint32_t kCurrencyField = 4;   // a text for all cards, not a pattern
constexpr std::uint32_t kPatternBit = 1u << 31;
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

// The bytes of a table or a shard with its inflated cards behind them, and what stands on them.
struct Part {
  Memory bytes;
  std::unique_ptr<Part> previous;
  CardColumns cards;
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
  goeswith::List<char> sku;           // of the card read last
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

constexpr std::int32_t minus(TableErrorCode code) {
  return -static_cast<std::int32_t>(code);
}

std::int32_t openTable(std::uint32_t address, std::uint32_t byte_count, std::int32_t handle) {
  std::unique_ptr<OpenTable>& table = findTable(handle);
  const std::span<std::uint8_t> bytes = engine.allocated.bytes();
  if (address == 0 || address != engine.allocated.address() || byte_count > bytes.size() || (handle != 0 && !table) ||
      engine.last_handle == std::numeric_limits<std::int32_t>::max()) {
    return 0;
  }
  auto part = std::make_unique<Part>();
  part->bytes.swap(engine.allocated);
  if (const auto read = part->table.read(bytes.first(byte_count)); !read) return minus(read.error().code);
  if (!part->cards.read(bytes.subspan(byte_count), part->table.cardCount())) return minus(TableErrorCode::kBadCards);
  if (!table) {
    table = std::make_unique<OpenTable>(++engine.last_handle, part->table);
  } else if (!table->scorer.addShard(part->table)) {
    return minus(TableErrorCode::kOtherGeneration);
  }
  table->scorer.setTraits(part->cards.traits());
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

std::int32_t findItem(std::int32_t handle, std::uint32_t byte_count) {
  const std::unique_ptr<OpenTable>& table = findTable(handle);
  const std::span<const std::uint8_t> bytes = engine.workspace.bytes();
  if (!table || byte_count > bytes.size()) return kRefused;
  const std::string_view sku(reinterpret_cast<const char*>(bytes.data()), byte_count);
  for (const Part* part = table->part.get(); part; part = part->previous.get()) {
    const std::uint32_t card = part->cards.find(sku);
    if (card != CardColumns::kNone) return static_cast<std::int32_t>(part->table.itemOfCard(card));
  }
  return kRefused;
}

std::uint32_t addressOf(const char* text) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(text));
}

std::uint32_t readCard(std::int32_t handle, std::uint32_t item) {
  const std::unique_ptr<OpenTable>& table = findTable(handle);
  for (const Part* part = table ? table->part.get() : nullptr; part; part = part->previous.get()) {
    const std::uint32_t card = part->table.cardOf(item);
    if (card == Table::kNone) continue;
    part->cards.sku(card, engine.sku);
    const std::uint32_t address = workspace(2 * kCardFields);
    if (address == 0) return 0;
    std::uint32_t* words = engine.workspace.words().data();
    *words++ = addressOf(engine.sku.begin());
    *words++ = engine.sku.size();
    for (std::uint32_t field = 2; field <= kCardFields; ++field) {
      const auto subject = static_cast<goeswith::format::CardSubject>(field);
      const CardEncoding encoding = part->cards.column(subject).encoding;
      const std::string_view text =
          encoding == CardEncoding::kInteger ? std::string_view() : part->cards.text(subject, card);
      *words++ = encoding == CardEncoding::kInteger ? part->cards.number(subject, card) : addressOf(text.data());
      *words++ = static_cast<std::uint32_t>(text.size()) | (encoding == CardEncoding::kPattern && field != kCurrencyField ? kPatternBit : 0);
    }
    return address;
  }
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
  emscripten::function("findItem", &findItem);
  emscripten::function("readCard", &readCard);
  emscripten::function("score", &score);
}
