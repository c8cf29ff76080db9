// Puts any bytes as a shard beside a sound one of five items, and scores carts of all of them.
#include "promise.h"
#include "read_everything.h"
#include "sample_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace goeswith;
  static const std::vector<std::uint8_t> sound_bytes = test::sampleShards()[0];
  static const auto sound = Table::open(sound_bytes);
  const std::vector<std::uint8_t> bytes(data, data + size);
  test::hold(test::brokenPromise(bytes));
  const auto table = Table::open(bytes);
  if (!table) return 0;
  const auto cards = decodeCards(table->cardsSection(), table->cardCount());
  for (const bool is_first : {false, true}) {
    Scorer scorer(is_first ? *table : *sound);
    if (is_first && cards) scorer.setTraits(cards->traits);
    const bool is_added = scorer.addShard(is_first ? *sound : *table);
    if (is_added && (!table->isShard() || table->itemCount() != sound->itemCount())) {
      test::hold("only shards of one generation go together");
    }
    if (is_added && !is_first && cards) scorer.setTraits(cards->traits);
    for (std::uint32_t mask = 1; mask < 32; ++mask) {
      std::vector<std::uint32_t> cart;
      for (std::uint32_t item = 0; item < 5; ++item) {
        if ((mask >> item & 1) != 0) cart.push_back(item);
      }
      for (const Suggestion& suggestion : scorer.score(cart, {.limit = mask})) {
        if (suggestion.item >= (is_first ? *table : *sound).itemCount()) test::hold("suggestions are items");
      }
    }
  }
  return 0;
}
