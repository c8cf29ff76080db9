#include <memory>
#include <random>
#include <set>

#include "catch.h"
#include "sample_table.h"
#include "score/scorer.h"
#include "table/whole/policy.h"

namespace goeswith::test {
namespace {

// A shop with everything that a scorer looks at.
struct Shop {
  WeightRows rows;
  Cards cards;
  std::vector<float> biases;
  Policy policy;
  Calibration calibration;

  explicit Shop(std::uint32_t items, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<std::vector<WeightedTarget>> all(items);
    for (std::uint32_t i = 0; i < items; ++i) {
      std::set<std::uint32_t> targets;
      for (int k = 0; k < 10; ++k) targets.insert(random() % items);
      targets.erase(i);
      for (const std::uint32_t target : targets) {
        all[i].push_back({target, (random() % 5 == 0 ? -1.f : 1.f) * static_cast<float>(1 + random() % 50) / 50.f});
      }
    }
    rows = makeRows(all);
    cards = makeCards(items);
    cards.currency = "EUR";
    for (std::uint32_t i = 0; i < items; ++i) {
      Card& card = cards.items[i];
      card.price_minor = random() % 1000;
      if (random() % 4 != 0) card.category = "c" + std::to_string(random() % 6);
      if (random() % 3 == 0) card.group = "g" + std::to_string(random() % (items / 3 + 1));
      card.family = random() % 4;
      biases.push_back(static_cast<float>(random() % 100) / 400.f - .1f);
    }
    policy = {.denied_categories = {{1, 2}, {3, 3}, {5, 1}},
              .blocked_items = {{0, 1}, {2, 0}},
              .pinned_items = {{1, 2}, {3, 0}},
              .dearer_categories = {{4, 4}},
              .max_price_percent = 300,
              .placement_limits = {4, 0, 2, 0, 0}};
    calibration = {{1, {{1, 600}, {100000, 3000}, {400000, 9000}}}, {3, {{1, 100}, {300000, 5000}}}};
  }

  TableContents contents() const {
    return {.rows = rows, .levels = 12, .cards = cards, .biases = biases, .policy = policy, .calibration = calibration};
  }
};

// A file with what a scorer borrows of it, on a base or none.
struct Part {
  std::vector<std::uint8_t> bytes;
  Table table;
  CardReader cards;

  explicit Part(std::vector<std::uint8_t> file, const Part* base = nullptr) : bytes(std::move(file)) {
    REQUIRE(table.read(bytes, base ? &base->table : nullptr) == TableErrorCode::kNone);
    REQUIRE(cards.read(table.section(format::kCards), table.cardCount(), base ? &base->cards : nullptr));
  }
};

// The shards of a generation, and the base that they stand on.
struct Shards {
  ShardWriter writer;
  Part base;

  explicit Shards(const TableWriter& table, std::uint32_t generation = kSampleGeneration)
      : writer(table, generation), base(writer.base()) {}

  std::unique_ptr<Part> shard(const std::vector<std::uint32_t>& items, std::uint32_t card_neighbours) const {
    return std::make_unique<Part>(writer.shard(items, card_neighbours), &base);
  }

  // A scorer that has nothing but the base.
  Scorer scorer() const { return Scorer(base.table, base.cards.traits()); }
};

void add(Scorer& scorer, const Part& part) {
  scorer.add(part.table, part.cards.traits());
}

std::vector<Suggestion> listOf(Scorer& scorer, const std::vector<std::uint32_t>& cart, const ListOptions& options) {
  const auto list = scorer.score(cart, options);
  CHECK_FALSE(scorer.hasFailed());
  return {list.begin(), list.end()};
}

TEST_CASE("the shards of a cart's items: give the list of the whole table, in whatever order they are added") {
  std::mt19937 random(17);
  for (const std::uint32_t items : {5u, 60u, 400u}) {
    const Shop shop(items, items);
    const TableWriter writer(shop.contents());
    const Part whole(writer.wholeTable());
    Scorer whole_scorer(whole.table, whole.cards.traits());
    // Every item in one of a few shards.
    std::vector<std::vector<std::uint32_t>> parts(1 + items / 10);
    std::vector<std::size_t> part_of(items);
    for (std::uint32_t item = 0; item < items; ++item) {
      part_of[item] = random() % parts.size();
      parts[part_of[item]].push_back(item);
    }
    std::vector<std::unique_ptr<Part>> shards;
    const Shards generation(writer);
    for (const auto& part : parts) shards.push_back(generation.shard(part, 255));
    std::size_t suggested = 0;
    for (int round = 0; round < 400; ++round) {
      std::vector<std::uint32_t> cart(1 + random() % 5);
      for (std::uint32_t& item : cart) item = random() % items;
      std::vector<std::size_t> needed;
      for (const std::uint32_t item : cart) {
        if (std::find(needed.begin(), needed.end(), part_of[item]) == needed.end()) needed.push_back(part_of[item]);
      }
      std::shuffle(needed.begin(), needed.end(), random);
      Scorer scorer = generation.scorer();
      for (const std::size_t part : needed) add(scorer, *shards[part]);
      ListOptions options{.limit = static_cast<std::uint32_t>(random() % 12),
                          .min_attach_rate = static_cast<std::uint32_t>(random() % 2 * 700),
                          .is_diverse = random() % 2 == 0,
                          .by_value = random() % 2 == 0};
      if (random() % 2 == 0) options.placement = static_cast<Placement>(random() % kPlacementCount);
      const auto expected = listOf(whole_scorer, cart, options);
      REQUIRE(listOf(scorer, cart, options) == expected);
      suggested += expected.size();
    }
    CHECK(suggested > 100);
  }
}

TEST_CASE("a shard with the cards of few neighbours: gives of the whole list those that have cards, in its order") {
  Shop shop(80, 4);
  shop.policy = kNoPolicy;
  for (Card& card : shop.cards.items) card.group.clear();
  const TableWriter writer(shop.contents());
  const Part whole(writer.wholeTable());
  Scorer whole_scorer(whole.table, whole.cards.traits());
  const Shards generation(writer);
  for (std::uint32_t item = 0; item < 80; ++item) {
    const std::vector<std::uint32_t> own = {item};
    const auto shard = generation.shard(own, 3);
    CHECK(shard->table.rowCount() == 1);
    CHECK(shard->table.cardCount() <= 4);
    Scorer scorer = generation.scorer();
    add(scorer, *shard);
    std::vector<Suggestion> expected;
    for (const Suggestion& suggestion : listOf(whole_scorer, own, {.limit = 1000})) {
      if (shard->table.cardOf(suggestion.item) != Table::kNone) expected.push_back(suggestion);
    }
    CHECK(listOf(scorer, own, {.limit = 1000}) == expected);
  }
}

TEST_CASE("shards of another generation, of another size, and whole tables: do not go with a base") {
  const Shop shop(30, 1);
  const Shop larger(31, 1);
  const TableWriter writer(shop.contents());
  const TableWriter larger_writer(larger.contents());
  const std::vector<std::uint32_t> items = {3, 4};
  const Shards generation(writer);
  const auto refusalOf = [&](const std::vector<std::uint8_t>& bytes) {
    return Table().read(bytes, &generation.base.table);
  };
  CHECK(refusalOf(generation.writer.shard(items, 5)) == TableErrorCode::kNone);
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    const ShardWriter strangers(writer, kSampleGeneration ^ 1u << bit);
    CHECK(refusalOf(strangers.base()) == TableErrorCode::kOtherGeneration);
    CHECK(refusalOf(strangers.shard(items, 5)) == TableErrorCode::kOtherGeneration);
  }
  CHECK(refusalOf(writer.wholeTable()) == TableErrorCode::kOtherGeneration);
  CHECK(refusalOf(ShardWriter(larger_writer, kSampleGeneration).shard(items, 5)) == TableErrorCode::kOtherGeneration);
}

TEST_CASE("shards without items, without neighbours, of one item: are shards too") {
  const Shop shop(12, 2);
  const TableWriter writer(shop.contents());
  const Shards generation(writer);
  CHECK(generation.scorer().score(std::vector<std::uint32_t>{0, 1}, {}).empty());
  const auto none = generation.shard({}, 5);
  CHECK(none->table.rowCount() == 0);
  CHECK(none->table.cardCount() == 0);
  CHECK(Scorer(none->table).score(std::vector<std::uint32_t>{0, 1}, {}).empty());
  const std::vector<std::uint32_t> last = {11};
  const auto alone = generation.shard(last, 0);
  CHECK(alone->table.itemCount() == 12);
  CHECK(alone->table.rowOf(11) == 0);
  CHECK(alone->table.cardOf(11) == 0);
  CHECK(alone->table.rowOf(0) == Table::kNone);
  CHECK(alone->table.rowOf(0xFFFFFFFF) == Table::kNone);
  CHECK(Scorer(alone->table).score(last, {}).empty());
}

TEST_CASE("the base: has the limits and the calibration, and a shard only what is about its items") {
  const Shop shop(30, 3);
  const TableWriter writer(shop.contents());
  const Shards generation(writer);
  const Table& base = generation.base.table;
  CHECK(base.rowCount() == 0);
  CHECK(base.cardCount() == 0);
  CHECK(base.edgeCount() == 0);
  CHECK(base.hasCalibration());
  CHECK(base.maxPricePercent() == 300);
  CHECK(base.placementLimit(0) == 4);
  CHECK(base.rulePairs().size() == 0);
  const auto shard = generation.shard({1, 5}, 3);
  CHECK_FALSE(shard->table.hasCalibration());
  CHECK(shard->table.maxPricePercent() == 0);
  CHECK(shard->table.placementLimit(0) == 0);
  const Policy policy = policyOf(shard->table);
  CHECK(policy.pinned_items == std::vector<NumberPair>{{1, 2}});
  CHECK(shard->table.cardOf(2) != Table::kNone);
  CHECK(policy.blocked_items.empty());
}

}  // namespace
}  // namespace goeswith::test
