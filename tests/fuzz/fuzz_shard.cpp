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
    is_open = table.read(bytes, base ? &base->table : nullptr).has_value();
    const CardReader* const on = is_open && table.standsOnBase() && base->has_cards ? &base->cards : nullptr;
    if (is_open && table.standsOnBase() && !on) return;
    has_cards = is_open && cards.read(table.section(format::kCards), table.cardCount(), on);
  }
};

void scoreSideBySide(const std::vector<const Part*>& parts) {
  Scorer scorer(parts[0]->table);
  if (parts[0]->has_cards) scorer.setTraits(parts[0]->cards.traits());
  for (std::size_t k = 1; k < parts.size(); ++k) {
    const bool is_added = scorer.addShard(parts[k]->table);
    if (is_added && (!parts[k]->table.isShard() || parts[k]->table.itemCount() != parts[0]->table.itemCount())) {
      hold("only shards of one generation go together");
    }
    if (is_added && parts[k]->has_cards) scorer.setTraits(parts[k]->cards.traits());
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
  const Part part(bytes, &base);
  if (!part.is_open) return;
  scoreSideBySide({&base, &part, &sound});
  scoreSideBySide({&base, &sound, &part});
  scoreSideBySide({&part, &sound});
  if (part.table.standsOnBase() || !part.has_cards) return;
  // What stood on the sound base stands on this one.
  hold(brokenPromise(sample.shards[0], &part.table, &part.cards));
  const Part on_top(sample.shards[0], &part);
  if (on_top.is_open) scoreSideBySide({&part, &on_top});
}

}  // namespace
}  // namespace goeswith::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  goeswith::test::tryBytes({data, data + size});
  return 0;
}
