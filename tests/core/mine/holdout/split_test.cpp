#include "mine/holdout/split.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "catch.h"
#include "mine/read/orders_reader.h"
#include "sample_baskets.h"

namespace goeswith::test {
namespace {

// 500 orders of 1 to 6 items; the timestamps run against the order of the keys.
Baskets sampleOrders() {
  std::vector<std::set<std::string>> orders;
  std::vector<std::int64_t> timestamps;
  std::uint32_t state = 1;
  for (int order = 0; order < 500; ++order) {
    std::set<std::string> items;
    const std::uint32_t size = 1 + order % 6;
    while (items.size() < size) {
      state = state * 1664525 + 1013904223;
      items.insert("i" + std::to_string((state >> 16) % 90));
    }
    orders.push_back(items);
    timestamps.push_back(1000 - order / 2);
  }
  return makeBaskets(orders, timestamps);
}

std::set<std::uint64_t> keysOf(const Baskets& baskets) {
  return {baskets.order_keys.begin(), baskets.order_keys.end()};
}

// Everything that a case says, in words, so that cases of differently numbered splits can be compared.
std::vector<std::string> inWords(const Split& split) {
  std::vector<std::string> words;
  const auto sku = [&](std::uint32_t item) { return item == kUnknownItem ? "?" : split.training.skus[item]; };
  for (const HeldOutCase& question : split.cases) {
    std::string text = sku(question.held_out) + " " + std::to_string(question.cart_size) + ":";
    for (const std::uint32_t item : question.cart) text += " " + sku(item);
    words.push_back(text);
  }
  return words;
}

TEST_CASE("a split: keeps every invariant of baskets in its training part") {
  for (const SplitKind kind : {SplitKind::kRandom, SplitKind::kTemporal}) {
    const Split split = splitOrders(sampleOrders(), {.kind = kind});
    const Baskets& training = split.training;
    REQUIRE(training.basketCount() > 0);
    CHECK(training.order_keys.size() == training.basketCount());
    CHECK(training.timestamps.size() == training.basketCount());
    std::vector<std::uint32_t> orders_of(training.itemCount(), 0);
    for (std::size_t b = 0; b < training.basketCount(); ++b) {
      REQUIRE(training.offsets[b] < training.offsets[b + 1]);
      for (std::uint64_t line = training.offsets[b]; line < training.offsets[b + 1]; ++line) {
        ++orders_of[training.items[line]];
        if (line > training.offsets[b]) CHECK(training.items[line - 1] < training.items[line]);
      }
    }
    CHECK(orders_of == training.item_orders);
    for (std::size_t i = 1; i < training.itemCount(); ++i) {
      CHECK(isNumberedBefore(orders_of[i - 1], training.skus[i - 1], orders_of[i], training.skus[i]));
    }
    CHECK(orders_of.back() > 0);
  }
}

TEST_CASE("a split: puts every order on one side, about a fifth of them apart") {
  const Baskets baskets = sampleOrders();
  for (const SplitKind kind : {SplitKind::kRandom, SplitKind::kTemporal}) {
    const Split split = splitOrders(baskets, {.kind = kind});
    CHECK(split.training.basketCount() + split.test_orders == baskets.basketCount());
    CHECK(split.test_orders > 60);
    CHECK(split.test_orders < 140);
    CHECK(split.cases.size() == split.test_baskets);
    CHECK(split.test_baskets < split.test_orders);
  }
}

TEST_CASE("a temporal split: judges by the latest orders, equal times by key") {
  const Baskets baskets = sampleOrders();
  const Split split = splitOrders(baskets, {.kind = SplitKind::kTemporal});
  CHECK(split.test_orders == 100);
  const std::set<std::uint64_t> training = keysOf(split.training);
  std::int64_t latest_training = 0;
  for (const std::int64_t time : split.training.timestamps) latest_training = std::max(latest_training, time);
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    if (training.count(baskets.order_keys[b]) == 0) CHECK(baskets.timestamps[b] >= latest_training);
  }
}

TEST_CASE("a random split: decides on each order by its key alone") {
  const Baskets all = sampleOrders();
  std::vector<std::set<std::string>> first_orders;
  for (std::size_t b = 0; b < 200; ++b) {
    std::set<std::string> items;
    for (auto line = all.offsets[b]; line < all.offsets[b + 1]; ++line) items.insert(all.skus[all.items[line]]);
    first_orders.push_back(items);
  }
  const Baskets some = makeBaskets(first_orders);
  const std::set<std::uint64_t> training_of_all = keysOf(splitOrders(all, {}).training);
  for (const std::uint64_t key : some.order_keys) {
    CHECK(keysOf(splitOrders(some, {}).training).count(key) == training_of_all.count(key));
  }
}

TEST_CASE("a split: does not depend on the order of the lines") {
  std::vector<std::string> lines;
  const Baskets sample = sampleOrders();
  for (std::size_t b = 0; b < sample.basketCount(); ++b) {
    for (auto line = sample.offsets[b]; line < sample.offsets[b + 1]; ++line) {
      lines.push_back("o" + std::to_string(b) + "," + sample.skus[sample.items[line]] + ",2024-01-" +
                      (b % 28 < 9 ? "0" : "") + std::to_string(b % 28 + 1) + "\n");
    }
  }
  const auto split = [&](SplitKind kind) {
    OrdersReader reader(OrdersOptions{});
    REQUIRE(reader.beginFile("orders"));
    REQUIRE(reader.push("order_id,item_id,date\n"));
    for (const std::string& line : lines) REQUIRE(reader.push(line));
    REQUIRE(reader.endFile());
    return splitOrders(std::move(reader).finish().baskets, {.kind = kind});
  };
  for (const SplitKind kind : {SplitKind::kRandom, SplitKind::kTemporal}) {
    const Split straight = split(kind);
    std::reverse(lines.begin(), lines.end());
    const Split reversed = split(kind);
    CHECK(straight.training.skus == reversed.training.skus);
    CHECK(straight.training.items == reversed.training.items);
    CHECK(straight.training.order_keys == reversed.training.order_keys);
    CHECK(inWords(straight) == inWords(reversed));
  }
}

TEST_CASE("a split: counts an item that only test orders hold as unknown, and leaves it out of carts") {
  // Every order has an item of its own, so that each held-out or remaining own item is unknown.
  std::vector<std::set<std::string>> orders;
  for (int order = 0; order < 200; ++order) orders.push_back({"common", "own" + std::to_string(order)});
  const Split split = splitOrders(makeBaskets(orders), {});
  REQUIRE(split.cases.size() > 20);
  std::size_t unknown = 0;
  for (const HeldOutCase& question : split.cases) {
    CHECK(question.cart_size == 1);
    unknown += question.held_out == kUnknownItem;
    CHECK(question.cart.size() == (question.held_out == kUnknownItem ? 1 : 0));
  }
  CHECK(unknown > 0);
  CHECK(unknown < split.cases.size());
}

TEST_CASE("a split: draws pages of the orders set apart, each item of one at most once, the rest as truth") {
  const Split split = splitOrders(sampleOrders(), {.views_per_order = 2});
  REQUIRE(split.views.size() > 100);
  CHECK(split.views.size() <= 2 * split.test_baskets);
  std::size_t other_sizes = 0;
  for (const PageView& view : split.views) {
    REQUIRE(view.anchor < split.training.itemCount());
    CHECK(std::is_sorted(view.truth.begin(), view.truth.end()));
    CHECK(!std::binary_search(view.truth.begin(), view.truth.end(), view.anchor));
    CHECK(view.truth.size() <= 5);
    other_sizes += view.truth.size() > 1;
  }
  CHECK(other_sizes > 50);
  const Split some = splitOrders(sampleOrders(), {.views_per_order = 2, .max_views = 7});
  REQUIRE(some.views.size() == 7);
  for (std::size_t v = 0; v < 7; ++v) {
    CHECK(some.views[v].anchor == split.views[v].anchor);
    CHECK(some.views[v].truth == split.views[v].truth);
  }
}

TEST_CASE("a split: takes the same cases first, however many are asked for") {
  const Baskets baskets = sampleOrders();
  const std::vector<std::string> all = inWords(splitOrders(baskets, {}));
  const std::vector<std::string> some = inWords(splitOrders(baskets, {.max_cases = 10}));
  REQUIRE(some.size() == 10);
  CHECK(std::equal(some.begin(), some.end(), all.begin()));
}

}  // namespace
}  // namespace goeswith::test
