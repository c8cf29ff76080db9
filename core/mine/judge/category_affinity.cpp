#include "mine/judge/category_affinity.h"

#include <tsl/robin_map.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "mine/count/edge_filter.h"
#include "mine/count/poisson_bounds.h"

namespace goeswith {
namespace {

constexpr double kSubstituteLift = 0.2;
constexpr double kConfidence = 2.6;
constexpr std::size_t kMaxCategoriesBelow = 100;

// On the lift of a fifth that parts substitutes from all others.
enum class Verdict { unknown, substitutes, complements };

Verdict judge(std::uint64_t observed, double expected) {
  const auto count = static_cast<double>(observed);
  if (poissonUpperBound(count, kConfidence) < kSubstituteLift * expected) return Verdict::substitutes;
  if (poissonLowerBound(count, kConfidence) > kSubstituteLift * expected) return Verdict::complements;
  return Verdict::unknown;
}

// A category or one above several.
struct Node {
  std::string_view name;
  std::vector<std::uint32_t> categories;  // numbers of the categories that are it or lie below it
  double lines = 0;                       // occurrences of its products
  double squares = 0;                     // Σ over its products of the square of their occurrences
  std::uint64_t observed = 0;             // orders that hold two of its products
  double expected = 0;
  Verdict verdict = Verdict::unknown;
};

class SubstituteSearch {
 public:
  SubstituteSearch(const Baskets& baskets, const Cards& cards, const Categories& categories)
      : baskets_(baskets), categories_(categories) {
    numberProducts(cards);
    plantTree();
  }

  Substitutes search() {
    countNodes();
    for (Node& node : nodes_) {
      node.expected = expectedWithin(node);
      if (node.categories.size() <= kMaxCategoriesBelow) node.verdict = judge(node.observed, node.expected);
    }
    if (std::any_of(nodes_.begin(), nodes_.end(), [](const Node& n) { return n.verdict == Verdict::substitutes; })) {
      countPairs();
    }
    return result();
  }

 private:
  void numberProducts(const Cards& cards) {
    tsl::robin_map<std::string_view, std::uint32_t> groups;
    for (std::uint32_t i = 0; i < cards.items.size(); ++i) {
      const auto next = static_cast<std::uint32_t>(category_of_product_.size());
      const std::string& group = cards.items[i].group;
      product_of_.push_back(group.empty() ? next : groups.try_emplace(group, next).first->second);
      // A group has the category of its first item that has one.
      if (product_of_.back() == next) category_of_product_.push_back(0);
      std::uint32_t& category = category_of_product_[product_of_.back()];
      if (category == 0) category = categories_.category_of[i];
    }
  }

  void plantTree() {
    tsl::robin_map<std::string_view, std::uint32_t> numbers;
    paths_.resize(categories_.names.size());
    for (std::uint32_t c = 1; c < categories_.names.size(); ++c) {
      for (const std::string_view name : categoryPath(categories_.names[c])) {
        const auto [found, is_new] = numbers.try_emplace(name, static_cast<std::uint32_t>(nodes_.size()));
        if (is_new) nodes_.push_back({.name = name});
        nodes_[found->second].categories.push_back(c);
        paths_[c].push_back(found->second);
      }
    }
  }

  // Calls `visit` with the products, ascending and distinct, of each basket that holds two.
  template <class Visit>
  void forEachBasket(Visit visit) const {
    std::vector<std::uint32_t> products;
    for (std::size_t b = 0; b < baskets_.basketCount(); ++b) {
      products.clear();
      for (std::uint64_t line = baskets_.offsets[b]; line < baskets_.offsets[b + 1]; ++line) {
        products.push_back(product_of_[baskets_.items[line]]);
      }
      std::sort(products.begin(), products.end());
      products.erase(std::unique(products.begin(), products.end()), products.end());
      if (products.size() >= 2) visit(products);
    }
  }

  const std::vector<std::uint32_t>& pathOf(std::uint32_t product) const {
    return paths_[category_of_product_[product]];
  }

  void countNodes() {
    std::vector<std::uint32_t> in_basket(nodes_.size());
    std::vector<std::uint64_t> product_lines(category_of_product_.size());
    forEachBasket([&](const std::vector<std::uint32_t>& products) {
      ++sizes_[products.size()];
      lines_ += static_cast<double>(products.size());
      for (const std::uint32_t product : products) {
        ++product_lines[product];
        for (const std::uint32_t node : pathOf(product)) nodes_[node].observed += ++in_basket[node] == 2;
      }
      for (const std::uint32_t product : products) {
        for (const std::uint32_t node : pathOf(product)) in_basket[node] = 0;
      }
    });
    category_lines_.resize(categories_.names.size());
    for (std::uint32_t product = 0; product < product_lines.size(); ++product) {
      const auto lines = static_cast<double>(product_lines[product]);
      category_lines_[category_of_product_[product]] += lines;
      for (const std::uint32_t node : pathOf(product)) {
        nodes_[node].lines += lines;
        nodes_[node].squares += lines * lines;
      }
    }
  }

  double expectedWithin(const Node& node) const {
    if (node.lines == 0) return 0;
    const double q = node.lines / lines_;
    double expected = 0;
    for (const auto& [size, orders] : sizes_) {
      const auto m = static_cast<double>(size);
      expected += static_cast<double>(orders) * (1 - std::pow(1 - q, m) - m * q * std::pow(1 - q, m - 1));
    }
    // An order holds a product once: of two chance draws those of the same product do not count.
    return expected * (1 - node.squares / (node.lines * node.lines));
  }

  double expectedBetween(std::uint32_t a, std::uint32_t b) const {
    const double q_a = category_lines_[a] / lines_;
    const double q_b = category_lines_[b] / lines_;
    double expected = 0;
    for (const auto& [size, orders] : sizes_) {
      const auto m = static_cast<double>(size);
      expected += static_cast<double>(orders) *
                  (1 - std::pow(1 - q_a, m) - std::pow(1 - q_b, m) + std::pow(std::max(0.0, 1 - q_a - q_b), m));
    }
    return expected;
  }

  // The verdict of the closest node on the first `levels` of the category's path that has one.
  Verdict verdictFromAbove(std::uint32_t category, std::size_t levels) const {
    for (std::size_t k = levels; k > 0; --k) {
      const Verdict verdict = nodes_[paths_[category][k - 1]].verdict;
      if (verdict != Verdict::unknown) return verdict;
    }
    return Verdict::unknown;
  }

  std::size_t sharedLevels(std::uint32_t a, std::uint32_t b) const {
    const auto& x = paths_[a];
    const auto& y = paths_[b];
    return static_cast<std::size_t>(std::mismatch(x.begin(), x.end(), y.begin(), y.end()).first - x.begin());
  }

  // Orders that hold two different categories, where a category above both holds substitutes: few, by its nature.
  void countPairs() {
    std::vector<std::uint32_t> held;
    forEachBasket([&](const std::vector<std::uint32_t>& products) {
      held.clear();
      for (const std::uint32_t product : products) {
        const auto& path = pathOf(product);
        if (std::any_of(path.begin(), path.end(),
                        [&](std::uint32_t node) { return nodes_[node].verdict == Verdict::substitutes; })) {
          held.push_back(category_of_product_[product]);
        }
      }
      std::sort(held.begin(), held.end());
      held.erase(std::unique(held.begin(), held.end()), held.end());
      for (std::size_t x = 0; x < held.size(); ++x) {
        for (std::size_t y = x + 1; y < held.size(); ++y) {
          if (sharedLevels(held[x], held[y]) > 0) ++pair_orders_[pairKey(held[x], held[y])];
        }
      }
    });
  }

  // Precondition: a < b. The hash maps keep such keys apart.
  std::uint64_t pairKey(std::uint32_t a, std::uint32_t b) const {
    return std::uint64_t{a} * categories_.names.size() + b;
  }

  bool isDenied(std::uint32_t a, std::uint32_t b) const {
    if (a > b) std::swap(a, b);
    if (verdictFromAbove(a, sharedLevels(a, b)) != Verdict::substitutes) return false;
    if (a == b) return true;
    const auto found = pair_orders_.find(pairKey(a, b));
    const std::uint64_t observed = found == pair_orders_.end() ? 0 : found->second;
    return judge(observed, expectedBetween(a, b)) != Verdict::complements;
  }

  Substitutes result() const {
    Substitutes substitutes;
    for (const Node& node : nodes_) {
      if (node.verdict != Verdict::substitutes) continue;
      substitutes.categories.push_back({std::string(node.name), node.observed, node.expected});
      for (const std::uint32_t a : node.categories) {
        for (const std::uint32_t b : node.categories) {
          if (isDenied(a, b)) substitutes.denied.push_back({a, b});
        }
      }
    }
    std::sort(substitutes.categories.begin(), substitutes.categories.end(),
              [](const SubstituteCategory& x, const SubstituteCategory& y) { return x.name < y.name; });
    for (std::uint32_t c = 1; c < paths_.size(); ++c) {
      const Node& node = nodes_[paths_[c].back()];
      if (poissonLowerBound(static_cast<double>(node.observed), kConfidence) > node.expected)
        substitutes.own_complements.push_back(c);
    }
    auto& denied = substitutes.denied;
    std::sort(denied.begin(), denied.end());
    denied.erase(std::unique(denied.begin(), denied.end()), denied.end());
    return substitutes;
  }

  const Baskets& baskets_;
  const Categories& categories_;
  std::vector<std::uint32_t> product_of_;           // by item
  std::vector<std::uint32_t> category_of_product_;  // 0: none
  std::vector<Node> nodes_;
  std::vector<std::vector<std::uint32_t>> paths_;  // by category: its nodes from the top; none for "no category"
  std::map<std::size_t, std::uint64_t> sizes_;     // orders by number of products
  double lines_ = 0;
  std::vector<double> category_lines_;
  tsl::robin_map<std::uint64_t, std::uint64_t> pair_orders_;
};

// By item: what its row of pair counts sums up to, in kWeightUnit.
std::vector<double> rowSums(const Cooccurrence& counts) {
  std::vector<double> sums(counts.itemCount());
  for (std::size_t b = 0; b < counts.basketCount(); ++b) {
    const auto basket = counts.basket(b);
    const double others = static_cast<double>(counts.basketWeight(b)) * static_cast<double>(basket.size() - 1);
    for (const std::uint32_t item : basket) sums[item] += others;
  }
  return sums;
}

}  // namespace

Substitutes findSubstitutes(const Baskets& baskets, const Cards& cards, const Categories& categories) {
  return SubstituteSearch(baskets, cards, categories).search();
}

std::uint64_t dropBelowChance(WeightRows& rows, const Cooccurrence& counts, const Categories& categories) {
  const std::vector<double> sums = rowSums(counts);
  double total = 0;
  for (const double sum : sums) total += sum;
  const auto row_count = static_cast<std::ptrdiff_t>(rows.rowCount());
#pragma omp parallel
  {
    Cooccurrence::Scratch scratch;
#pragma omp for schedule(dynamic, 64)
    for (std::ptrdiff_t i = 0; i < row_count; ++i) {
      const auto source = static_cast<std::uint32_t>(i);
      const auto begin = rows.edges.begin() + static_cast<std::ptrdiff_t>(rows.offsets[i]);
      const auto end = rows.edges.begin() + static_cast<std::ptrdiff_t>(rows.offsets[i + 1]);
      const auto isDoubtful = [&](const WeightedTarget& edge) {
        return pulls(edge) && categories.sameCategory(source, edge.target);
      };
      if (std::none_of(begin, end, isDoubtful)) continue;
      const auto row = counts.row(source, scratch);
      for (auto edge = begin; edge != end; ++edge) {
        if (!isDoubtful(*edge)) continue;
        const auto pair = std::lower_bound(row.begin(), row.end(), edge->target,
                                           [](const PairCount& x, std::uint32_t target) { return x.other < target; });
        const bool is_bought = pair != row.end() && pair->other == edge->target;
        const double observed = is_bought ? static_cast<double>(pair->weight) : 0;
        // Weights of 0 stand for "to be removed" until all threads are done.
        if (observed * total < sums[source] * sums[edge->target]) stopPulling(*edge);
      }
    }
  }
  return keepEdges(rows, [](std::uint32_t, const WeightedTarget& edge) { return edge.weight != 0; });
}

}  // namespace goeswith
