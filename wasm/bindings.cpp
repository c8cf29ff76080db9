// The shopper's engine as JavaScript sees it: Table, CardReader and Scorer behind five functions on integers
// (README.md).
#include <emscripten/bind.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>

#include "memory.h"
#include "score/scorer.h"
#include "table/read/card_reader.h"
#include "table/read/table.h"

namespace {

using goeswith::CardReader;
using goeswith::Scorer;
using goeswith::Suggestion;
using goeswith::Table;
using goeswith::TableErrorCode;
using goeswith::format::CardSubject;

constexpr std::int32_t kRefused = -1;
constexpr std::int32_t kBroken = -2;
constexpr std::uint32_t kWordSize = sizeof(std::uint32_t);
constexpr std::uint32_t kCardSize = 4 * kWordSize;
static_assert(sizeof(Suggestion) == 3 * sizeof(std::int32_t));

// Flags of score(): a diverse list, ranked by value, and from the third bit on the placement plus 1.
constexpr std::uint32_t kDiverse = 1;
constexpr std::uint32_t kByValue = 2;
constexpr std::uint32_t kPlacementShift = 2;

// A table or a shard, and what stands on its bytes.
struct Part {
  Part* previous = nullptr;
  CardReader cards;
  Table table;
};

// Lives as long as the module: a destructor would only be bytes to download.
struct Engine {
  std::span<std::uint8_t> workspace;
  goeswith::List<char> texts;  // of the card read last, or the SKU looked at last
  Scorer scorer;
  Part* base = nullptr;  // the first, on which shards that come later stand
  Part* part = nullptr;  // the newest, with those before it
};
[[clang::no_destroy]] Engine engine;

// Adds the part that the bytes are, or says why they are none.
TableErrorCode addPart(std::span<const std::uint8_t> bytes) {
  Part* const part = new Part;
  Part* const base = engine.base;
  const TableErrorCode code = part->table.read(bytes, base ? &base->table : nullptr);
  if (code != TableErrorCode::kNone) return code;
  const std::span<const std::uint8_t> cards = part->table.section(goeswith::format::kCards);
  if (!part->cards.read(cards, part->table.cardCount(), base ? &base->cards : nullptr))
    return TableErrorCode::kBadCards;
  if (!base) engine.base = part;
  engine.scorer.add(part->table, part->cards.traits());
  part->previous = engine.part;
  engine.part = part;
  return TableErrorCode::kNone;
}

std::uint32_t addressOf(const void* memory) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(memory));
}

std::uint32_t* workspaceWords() {
  return reinterpret_cast<std::uint32_t*>(engine.workspace.data());
}

std::uint32_t workspace(std::uint32_t byte_count) {
  if (byte_count > engine.workspace.size()) {
    // Twice as much at least: what is left behind stays less than what there is.
    const std::uint32_t size = std::max(byte_count, 2 * static_cast<std::uint32_t>(engine.workspace.size()));
    auto* const bytes = static_cast<std::uint8_t*>(std::realloc(engine.workspace.data(), size));
    if (!bytes) return 0;
    engine.workspace = {bytes, size};
  }
  return addressOf(engine.workspace.data());
}

std::int32_t openTable(std::uint32_t byte_count) {
  if (byte_count > engine.workspace.size()) return kRefused;
  char* const unused_before = unusedMemory();
  const TableErrorCode reason = addPart(engine.workspace.first(byte_count));
  if (reason == TableErrorCode::kNone) {
    engine.workspace = {};  // it is the part's now
  } else {
    giveBackMemory(unused_before);
  }
  return static_cast<std::int32_t>(reason);
}

std::int32_t findItem(std::uint32_t byte_count) {
  if (byte_count > engine.workspace.size()) return kRefused;
  const std::string_view sku(reinterpret_cast<const char*>(engine.workspace.data()), byte_count);
  for (Part* part = engine.part; part; part = part->previous) {
    const std::uint32_t card = part->cards.find(sku, engine.texts);
    if (card != CardReader::kNone) return static_cast<std::int32_t>(part->table.itemOfCard(card));
    if (part->cards.hasFailed()) return kBroken;
  }
  return kRefused;
}

std::uint32_t readCard(std::uint32_t item) {
  for (Part* part = engine.part; part; part = part->previous) {
    const std::uint32_t card = part->table.cardOf(item);
    if (card == Table::kNone) continue;
    CardReader& cards = part->cards;
    goeswith::List<char>& texts = engine.texts;
    if (engine.workspace.size() < kCardSize || !cards.load(card) || !cards.sku(card, texts)) return 0;
    for (std::uint32_t subject = 2; subject <= static_cast<std::uint32_t>(CardSubject::kGroup); ++subject) {
      const std::string_view text = cards.text(static_cast<CardSubject>(subject), card);
      const std::uint32_t size = texts.size();
      texts.resize(size + 1 + static_cast<std::uint32_t>(text.size()));
      texts[size] = '\0';
      std::copy(text.begin(), text.end(), &texts[size + 1]);
    }
    std::uint32_t* const words = workspaceWords();
    words[0] = cards.number(CardSubject::kPrice, card);
    words[1] = cards.number(CardSubject::kAvailability, card);
    words[2] = addressOf(texts.begin());
    words[3] = texts.size();
    return addressOf(words);
  }
  return 0;
}

std::int32_t score(std::uint32_t cart_count, std::uint32_t limit, std::uint32_t min_attach_rate, std::uint32_t flags) {
  std::uint32_t* const words = workspaceWords();
  const std::uint32_t placement = flags >> kPlacementShift;
  if (!engine.part || cart_count > engine.workspace.size() / kWordSize || placement > goeswith::kPlacementCount) {
    return kRefused;
  }
  goeswith::ListOptions options{.limit = limit,
                                .min_attach_rate = min_attach_rate,
                                .is_diverse = (flags & kDiverse) != 0,
                                .by_value = (flags & kByValue) != 0};
  if (placement > 0) options.placement = static_cast<goeswith::Placement>(placement - 1);
  const std::span<const Suggestion> suggestions = engine.scorer.score({words, cart_count}, options);
  if (engine.scorer.hasFailed()) return kBroken;
  if (suggestions.size_bytes() > engine.workspace.size()) return kRefused;
  std::memcpy(words, suggestions.data(), suggestions.size_bytes());
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
