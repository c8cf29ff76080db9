// Opens a table and scores carts with options, both read from its section `info`, which says nothing to the scorer.
#include "promise.h"
#include "read_everything.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace goeswith;
  const std::vector<std::uint8_t> bytes(data, data + size);
  const auto table = Table::open(bytes);
  if (!table) return 0;
  std::span<const std::uint8_t> rest = table->section(format::kInfo);
  const auto next = [&]() -> std::uint32_t {
    if (rest.empty()) return 0;
    const std::uint8_t byte = rest.front();
    rest = rest.subspan(1);
    return byte;
  };
  const auto cards = decodeCards(table->section(format::kCards), table->cardCount());
  Scorer scorer(*table, cards ? TraitColumns(cards->traits) : TraitColumns());
  do {
    ListOptions options{.limit = next() * 8, .min_attach_rate = next() << 8};
    const std::uint32_t choices = next();
    options.is_diverse = (choices & 1) != 0;
    options.by_value = (choices & 2) != 0;
    if ((choices & 4) != 0) options.placement = static_cast<Placement>((choices >> 3) % kPlacementCount);
    std::vector<std::uint32_t> cart;
    for (std::uint32_t count = next(); count > 0; --count) cart.push_back(next() | next() << 8);
    const auto list = scorer.score(cart, options);
    if (list.size() > options.limit) test::hold("a list is no longer than its limit");
    const std::vector<Suggestion> first(list.begin(), list.end());
    const auto again = scorer.score(cart, options);
    if (!std::equal(first.begin(), first.end(), again.begin(), again.end())) test::hold("a cart always gives one list");
    for (std::size_t k = 0; k < first.size(); ++k) {
      if (first[k].item >= table->itemCount()) test::hold("suggestions are items");
      for (std::size_t other = 0; other < k; ++other) {
        if (first[other].item == first[k].item) test::hold("no item is suggested twice");
      }
    }
  } while (!rest.empty());
  return 0;
}
