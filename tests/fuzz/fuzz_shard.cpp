// Puts any bytes as a shard on a sound base and beside a sound shard of five items, and as a base below it, and scores
// carts of all of them.
#include "promise.h"
#include "read_everything.h"
#include "sample_table.h"

namespace goeswith::test {
namespace {

// A file that is open, with its cards if they could be read.
struct Part {
  std::vector<std::uint8_t> bytes;
  Table table;
  CardReader cards;
  bool is_open = false;
  bool has_cards = false;

  Part(std::vector<std::uint8_t> file, const Part* base) : bytes(std::move(file)) {
    is_open = table.read(bytes, base ? &base->table : nullptr) == TableErrorCode::kNone;
    if (!is_open || (base && !base->has_cards)) return;
    has_cards = cards.read(table.section(format::kCards), table.cardCount(), base ? &base->cards : nullptr);
  }
};

void scoreSideBySide(const std::vector<const Part*>& parts) {
  Scorer scorer;
  for (const Part* part : parts) {
    const bool goes_along = part == parts[0] || part->table.isBeside(parts[0]->table);
    if (!goes_along) hold("what stands on a base is of its generation");
    scorer.add(part->table, part->has_cards ? part->cards.traits() : TraitColumns());
  }
  for (std::uint32_t mask = 1; mask < 32; ++mask) {
    std::vector<std::uint32_t> cart;
    for (std::uint32_t item = 0; item < 5; ++item) {
      if ((mask >> item & 1) != 0) cart.push_back(item);
    }
    for (const Suggestion& suggestion : scorer.score(cart, {.limit = mask})) {
      if (suggestion.item >= parts[0]->table.itemCount()) hold("suggestions are items");
    }
  }
}

void tryBytes(const std::vector<std::uint8_t>& bytes) {
  static const SampleParts sample = sampleParts();
  static const Part base(sample.base, nullptr);
  static const Part sound(sample.shards[0], &base);
  hold(brokenPromise(bytes, &base.table, &base.cards));
  if (const Part part(bytes, &base); part.is_open) {
    scoreSideBySide({&base, &part, &sound});
    scoreSideBySide({&base, &sound, &part});
  }
  // As a base, on which stands what stood on the sound one.
  const Part below(bytes, nullptr);
  if (!below.is_open) return;
  scoreSideBySide({&below});
  if (!below.has_cards) return;
  hold(brokenPromise(sample.shards[0], &below.table, &below.cards));
  const Part on_top(sample.shards[0], &below);
  if (on_top.is_open) scoreSideBySide({&below, &on_top});
}

}  // namespace
}  // namespace goeswith::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  goeswith::test::tryBytes({data, data + size});
  return 0;
}
