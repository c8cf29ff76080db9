#include "mine/holdout/split.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <span>

#include "mine/holdout/order_hash.h"

namespace goeswith {
namespace {

// Purposes of orderHash().
constexpr std::uint64_t kTestOrders = 101;
constexpr std::uint64_t kCaseOrder = 102;
constexpr std::uint64_t kHeldOutItem = 103;
constexpr std::uint64_t kPageItem = 104;

std::vector<bool> chooseTestOrders(const Baskets& baskets, const SplitOptions& options) {
  const std::size_t orders = baskets.basketCount();
  std::vector<bool> is_test(orders, false);
  if (options.kind == SplitKind::kRandom) {
    const auto bound = static_cast<std::uint64_t>(std::ldexp(options.test_share, 64));
    for (std::size_t b = 0; b < orders; ++b) is_test[b] = orderHash(baskets.order_keys[b], kTestOrders) < bound;
    return is_test;
  }
  assert(baskets.timestamps.size() == orders);
  std::vector<std::size_t> by_time(orders);
  std::iota(by_time.begin(), by_time.end(), std::size_t{0});
  std::sort(by_time.begin(), by_time.end(), [&](std::size_t x, std::size_t y) {
    if (baskets.timestamps[x] != baskets.timestamps[y]) return baskets.timestamps[x] < baskets.timestamps[y];
    return baskets.order_keys[x] != baskets.order_keys[y] ? baskets.order_keys[x] < baskets.order_keys[y] : x < y;
  });
  const auto kept = static_cast<std::size_t>(std::ceil((1 - options.test_share) * static_cast<double>(orders)));
  for (std::size_t k = kept; k < orders; ++k) is_test[by_time[k]] = true;
  return is_test;
}

std::span<const std::uint32_t> itemsOf(const Baskets& baskets, std::size_t b) {
  return std::span(baskets.items).subspan(baskets.offsets[b], baskets.offsets[b + 1] - baskets.offsets[b]);
}

// For every item of `baskets` its number among the orders that are not set apart; kUnknownItem where none has it.
// Fills the items of `training`.
std::vector<std::uint32_t> renumber(const Baskets& baskets, const std::vector<bool>& is_test, Baskets& training) {
  std::vector<std::uint32_t> orders_of(baskets.itemCount(), 0);
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    if (is_test[b]) continue;
    for (const std::uint32_t item : itemsOf(baskets, b)) ++orders_of[item];
  }
  std::vector<std::uint32_t> by_count;
  for (std::uint32_t item = 0; item < baskets.itemCount(); ++item) {
    if (orders_of[item] > 0) by_count.push_back(item);
  }
  std::sort(by_count.begin(), by_count.end(), [&](std::uint32_t x, std::uint32_t y) {
    return isNumberedBefore(orders_of[x], baskets.skus[x], orders_of[y], baskets.skus[y]);
  });
  std::vector<std::uint32_t> number_of(baskets.itemCount(), kUnknownItem);
  for (const std::uint32_t item : by_count) {
    number_of[item] = static_cast<std::uint32_t>(training.skus.size());
    training.skus.push_back(baskets.skus[item]);
    training.item_orders.push_back(orders_of[item]);
  }
  return number_of;
}

HeldOutCase makeCase(const Baskets& baskets, std::size_t b, std::span<const std::uint32_t> number_of) {
  const auto items = itemsOf(baskets, b);
  const std::size_t held_out = orderHash(baskets.order_keys[b], kHeldOutItem) % items.size();
  HeldOutCase result{.held_out = number_of[items[held_out]], .cart_size = static_cast<std::uint32_t>(items.size() - 1)};
  for (std::size_t k = 0; k < items.size(); ++k) {
    const std::uint32_t number = number_of[items[k]];
    if (k != held_out && number != kUnknownItem) result.cart.push_back(number);
  }
  std::sort(result.cart.begin(), result.cart.end());
  return result;
}

// Appends the pages of `count` items of an order, or of all that are known if there are fewer.
void addViews(const Baskets& baskets, std::size_t b, std::span<const std::uint32_t> number_of, std::size_t count,
              std::vector<PageView>& views) {
  struct Known {
    std::uint64_t hash;
    std::uint32_t number;
  };
  std::vector<Known> known;
  for (const std::uint32_t item : itemsOf(baskets, b)) {
    if (number_of[item] == kUnknownItem) continue;
    known.push_back({mixedBits(orderHash(baskets.order_keys[b], kPageItem) ^ mixedBits(item + 1)), number_of[item]});
  }
  std::sort(known.begin(), known.end(),
            [](const Known& a, const Known& b) { return a.hash != b.hash ? a.hash < b.hash : a.number < b.number; });
  for (std::size_t k = 0; k < std::min(count, known.size()); ++k) {
    PageView& view = views.emplace_back();
    view.anchor = known[k].number;
    for (const Known& other : known) {
      if (other.number != view.anchor) view.truth.push_back(other.number);
    }
    std::sort(view.truth.begin(), view.truth.end());
  }
}

}  // namespace

Split splitOrders(const Baskets& baskets, const SplitOptions& options) {
  const std::vector<bool> is_test = chooseTestOrders(baskets, options);
  Split split;
  Baskets& training = split.training;
  const std::vector<std::uint32_t> number_of = renumber(baskets, is_test, training);

  std::vector<std::size_t> candidates;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    const auto items = itemsOf(baskets, b);
    if (is_test[b]) {
      ++split.test_orders;
      if (items.size() >= 2) candidates.push_back(b);
      continue;
    }
    const auto first = static_cast<std::ptrdiff_t>(training.items.size());
    for (const std::uint32_t item : items) training.items.push_back(number_of[item]);
    std::sort(training.items.begin() + first, training.items.end());
    training.offsets.push_back(training.items.size());
    training.order_keys.push_back(baskets.order_keys[b]);
    if (!baskets.timestamps.empty()) training.timestamps.push_back(baskets.timestamps[b]);
  }

  split.test_baskets = candidates.size();
  std::sort(candidates.begin(), candidates.end(), [&](std::size_t x, std::size_t y) {
    const std::uint64_t hash_x = orderHash(baskets.order_keys[x], kCaseOrder);
    const std::uint64_t hash_y = orderHash(baskets.order_keys[y], kCaseOrder);
    return hash_x != hash_y ? hash_x < hash_y : x < y;
  });
  for (const std::size_t b : candidates) {
    if (split.views.size() >= options.max_views) break;
    addViews(baskets, b, number_of, std::min(options.views_per_order, options.max_views - split.views.size()),
             split.views);
  }
  if (candidates.size() > options.max_cases) candidates.resize(options.max_cases);
  for (const std::size_t b : candidates) split.cases.push_back(makeCase(baskets, b, number_of));
  return split;
}

}  // namespace goeswith
