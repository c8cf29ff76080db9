// The shopper's engine as JavaScript sees it: Table, CardReader and Scorer behind five functions on integers (README.md).
#include <emscripten/bind.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "score/scorer.h"
#include "table/card_reader.h"
#include "table/table.h"

namespace {

using goeswith::CardReader;
using goeswith::Scorer;
using goeswith::Suggestion;
using goeswith::Table;
using goeswith::TableErrorCode;
using goeswith::format::CardKind;

constexpr std::int32_t kRefused = -1;
constexpr std::int32_t kBroken = -2;
constexpr std::uint32_t kWordSize = sizeof(std::uint32_t);
constexpr std::uint32_t kCardFields = 9;     // the first subjects of cards
constexpr std::uint32_t kCurrencyField = 4;  // a text for all cards, not a pattern
constexpr std::uint32_t kPatternBit = 1u << 31;
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
  Part* previous = nullptr;
  CardReader cards;
  Table table;
};

// Lives as long as the module: a destructor would only be bytes to download.
struct Engine {
  Memory workspace;
  goeswith::List<char> sku;  // of the card read last
  Scorer* scorer = nullptr;
  Part* base = nullptr;  // the first, on which shards that come later stand
  Part* part = nullptr;  // the newest, with those before it
};
[[clang::no_destroy]] Engine engine;

constexpr std::int32_t code(TableErrorCode code) {
  return static_cast<std::int32_t>(code);
}

std::uint32_t workspace(std::uint32_t byte_count) {
  if (byte_count > engine.workspace.bytes().size() && !engine.workspace.renew(byte_count)) return 0;
  return engine.workspace.address();
}

std::int32_t openTable(std::uint32_t byte_count) {
  if (byte_count > engine.workspace.bytes().size()) return kRefused;
  auto part = std::make_unique<Part>();
  part->bytes.swap(engine.workspace);
  Part* const base = engine.base;
  const auto read = part->table.read(part->bytes.bytes().first(byte_count), base ? &base->table : nullptr);
  if (!read) return code(read.error().code);
  const CardReader* const base_cards = part->table.standsOnBase() ? &base->cards : nullptr;
  if (!part->cards.read(part->table.cardsSection(), part->table.cardCount(), base_cards)) {
    return code(TableErrorCode::kBadCards);
  }
  if (!base) {
    engine.base = part.get();
    engine.scorer = new Scorer(part->table);
  } else if (!engine.scorer->addShard(part->table)) {
    return code(TableErrorCode::kOtherGeneration);
  }
  engine.scorer->setTraits(part->cards.traits());
  part->previous = engine.part;
  engine.part = part.release();
  return 0;
}

std::int32_t findItem(std::uint32_t byte_count) {
  const std::span<const std::uint8_t> bytes = engine.workspace.bytes();
  if (byte_count > bytes.size()) return kRefused;
  const std::string_view sku(reinterpret_cast<const char*>(bytes.data()), byte_count);
  for (Part* part = engine.part; part; part = part->previous) {
    const std::uint32_t card = part->cards.find(sku);
    if (card != CardReader::kNone) return static_cast<std::int32_t>(part->table.itemOfCard(card));
    if (part->cards.hasFailed()) return kBroken;
  }
  return kRefused;
}

std::uint32_t addressOf(const char* text) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(text));
}

std::uint32_t readCard(std::uint32_t item) {
  for (Part* part = engine.part; part; part = part->previous) {
    const std::uint32_t card = part->table.cardOf(item);
    if (card == Table::kNone) continue;
    const std::span<std::uint32_t> all_words = engine.workspace.words();
    if (all_words.size() < 2 * kCardFields || !part->cards.load(card) || !part->cards.sku(card, engine.sku)) return 0;
    std::uint32_t* words = all_words.data();
    *words++ = addressOf(engine.sku.begin());
    *words++ = engine.sku.size();
    for (std::uint32_t field = 2; field <= kCardFields; ++field) {
      const auto subject = static_cast<goeswith::format::CardSubject>(field);
      const CardKind kind = part->cards.kind(subject);
      const std::string_view text = part->cards.text(subject, card);
      *words++ = kind == CardKind::kNumbers ? part->cards.number(subject, card) : addressOf(text.data());
      *words++ = static_cast<std::uint32_t>(text.size()) |
                 (kind == CardKind::kTextForAll && field != kCurrencyField ? kPatternBit : 0);
    }
    return engine.workspace.address();
  }
  return 0;
}

std::int32_t score(std::uint32_t cart_count, std::uint32_t limit, std::uint32_t min_attach_rate, std::uint32_t flags) {
  const std::span<std::uint32_t> words = engine.workspace.words();
  const std::uint32_t placement = flags >> kPlacementShift;
  if (!engine.scorer || cart_count > words.size() || placement > goeswith::kPlacementCount) return kRefused;
  goeswith::ListOptions options{.limit = limit,
                                .min_attach_rate = min_attach_rate,
                                .is_diverse = (flags & kDiverse) != 0,
                                .by_value = (flags & kByValue) != 0};
  if (placement > 0) options.placement = static_cast<goeswith::Placement>(placement - 1);
  const std::span<const Suggestion> suggestions = engine.scorer->score(words.first(cart_count), options);
  if (engine.scorer->hasFailed()) return kBroken;
  if (suggestions.size_bytes() > words.size_bytes()) return kRefused;
  std::memcpy(words.data(), suggestions.data(), suggestions.size_bytes());
  return static_cast<std::int32_t>(suggestions.size());
}

}  // namespace

EMSCRIPTEN_BINDINGS(goeswith) {
  emscripten::function("openTable", &openTable);
  emscripten::function("workspace", &workspace);
  emscripten::function("findItem", &findItem);
  emscripten::function("readCard", &readCard);
  emscripten::function("score", &score);
}
