#include "mine/holdout/metrics.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace goeswith {
namespace {

constexpr std::size_t kTenth = 10;

bool isOfKind(const HeldOutCase& question, CartKind kind) {
  return kind == CartKind::kAll || (question.cart_size == 1) == (kind == CartKind::kSingleItem);
}

// Counts how often an item's category is one of its cart's.
class CategoryCounter {
 public:
  explicit CategoryCounter(std::span<const std::uint32_t> categories) : categories_(categories) {}

  void add(std::uint32_t item, std::span<const std::uint32_t> cart) {
    if (item == kUnknownItem || categories_[item] == 0) return;
    const auto has_category = [&](std::uint32_t other) { return categories_[other] != 0; };
    if (std::none_of(cart.begin(), cart.end(), has_category)) return;
    ++known_;
    same_ += std::any_of(cart.begin(), cart.end(),
                         [&](std::uint32_t other) { return categories_[other] == categories_[item]; });
  }

  std::optional<double> share() const {
    if (known_ == 0) return std::nullopt;
    return static_cast<double>(same_) / static_cast<double>(known_);
  }

 private:
  std::span<const std::uint32_t> categories_;
  std::size_t known_ = 0;
  std::size_t same_ = 0;
};

}  // namespace

double Quality::recallAt(std::size_t k) const {
  const auto at = std::find(kRecallLengths.begin(), kRecallLengths.end(), k);
  assert(at != kRecallLengths.end());
  return recall[static_cast<std::size_t>(at - kRecallLengths.begin())];
}

Quality judge(std::span<const RankedList> lists, std::span<const HeldOutCase> cases, std::size_t item_count,
              CartKind kind) {
  assert(lists.size() == cases.size());
  std::array<std::size_t, kRecallLengths.size()> hits{};
  std::array<std::size_t, kTenth> hits_at_place{};
  std::vector<bool> is_covered(item_count, false);
  std::size_t answered = 0;
  Quality quality;
  for (std::size_t c = 0; c < cases.size(); ++c) {
    if (!isOfKind(cases[c], kind)) continue;
    ++quality.cases;
    const RankedList& list = lists[c];
    answered += list.own > 0;
    for (std::size_t k = 0; k < std::min(kTenth, list.items.size()); ++k) is_covered[list.items[k]] = true;
    const auto found = std::find(list.items.begin(), list.items.end(), cases[c].held_out);
    if (found == list.items.end()) continue;
    const auto place = static_cast<std::size_t>(found - list.items.begin());
    for (std::size_t k = 0; k < kRecallLengths.size(); ++k) hits[k] += place < kRecallLengths[k];
    if (place < kTenth) ++hits_at_place[place];
  }
  if (quality.cases == 0) return quality;
  const auto count = static_cast<double>(quality.cases);
  for (std::size_t k = 0; k < hits.size(); ++k) quality.recall[k] = static_cast<double>(hits[k]) / count;
  for (std::size_t place = 0; place < kTenth; ++place) {
    quality.reciprocal_rank += static_cast<double>(hits_at_place[place]) / count / static_cast<double>(place + 1);
  }
  quality.coverage = static_cast<double>(std::count(is_covered.begin(), is_covered.end(), true)) /
                     static_cast<double>(std::max<std::size_t>(item_count, 1));
  quality.answered = static_cast<double>(answered) / count;
  const double recall = quality.recallAt(kTenth);
  quality.standard_error = std::sqrt(recall * (1 - recall) / count);
  return quality;
}

PageQuality judgePages(std::span<const RankedList> lists, std::span<const PageView> views) {
  assert(lists.size() == views.size());
  std::array<std::size_t, kPagePlaces + 1> views_with_hits{};
  std::array<std::size_t, kPagePlaces + 1> views_with_shown{};
  for (std::size_t v = 0; v < views.size(); ++v) {
    const std::size_t shown = std::min(kPagePlaces, lists[v].own);
    const auto begin = lists[v].items.begin();
    const auto hits = std::count_if(begin, begin + static_cast<std::ptrdiff_t>(shown), [&](std::uint32_t item) {
      return std::binary_search(views[v].truth.begin(), views[v].truth.end(), item);
    });
    ++views_with_hits[static_cast<std::size_t>(hits)];
    ++views_with_shown[shown];
  }
  PageQuality quality{.views = views.size()};
  if (views.empty()) return quality;
  const auto count = static_cast<double>(views.size());
  double squares = 0;
  double shown = 0;
  for (std::size_t k = 1; k <= kPagePlaces; ++k) {
    const double share = static_cast<double>(k) / kPagePlaces;
    quality.precision_at_3 += share * static_cast<double>(views_with_hits[k]) / count;
    squares += share * share * static_cast<double>(views_with_hits[k]) / count;
    quality.hit_at_3 += static_cast<double>(views_with_hits[k]) / count;
    quality.answered += static_cast<double>(views_with_shown[k]) / count;
    shown += share * static_cast<double>(views_with_shown[k]) / count;
  }
  quality.three = static_cast<double>(views_with_shown[kPagePlaces]) / count;
  if (shown > 0) quality.precision = quality.precision_at_3 / shown;
  const double variance = squares - quality.precision_at_3 * quality.precision_at_3;
  quality.standard_error = std::sqrt(std::max(0.0, variance) / count);
  return quality;
}

std::optional<double> sameNumberShare(std::span<const RankedList> lists, std::span<const PageView> views,
                                      std::span<const std::uint32_t> numbers) {
  assert(lists.size() == views.size());
  std::size_t known = 0;
  std::size_t same = 0;
  for (std::size_t v = 0; v < views.size(); ++v) {
    const std::uint32_t wanted = numbers[views[v].anchor];
    if (wanted == 0) continue;
    for (std::size_t k = 0; k < std::min(kPagePlaces, lists[v].own); ++k) {
      const std::uint32_t number = numbers[lists[v].items[k]];
      known += number != 0;
      same += number == wanted;
    }
  }
  if (known == 0) return std::nullopt;
  return static_cast<double>(same) / static_cast<double>(known);
}

std::optional<double> sameCategoryShare(std::span<const RankedList> lists, std::span<const HeldOutCase> cases,
                                        std::span<const std::uint32_t> categories, std::size_t length) {
  assert(lists.size() == cases.size());
  CategoryCounter counter(categories);
  for (std::size_t c = 0; c < cases.size(); ++c) {
    for (std::size_t k = 0; k < std::min(length, lists[c].own); ++k) counter.add(lists[c].items[k], cases[c].cart);
  }
  return counter.share();
}

std::optional<double> sameCategoryShareOfTruth(std::span<const HeldOutCase> cases,
                                               std::span<const std::uint32_t> categories) {
  CategoryCounter counter(categories);
  for (const HeldOutCase& question : cases) counter.add(question.held_out, question.cart);
  return counter.share();
}

std::vector<ReliabilityBin> reliability(std::vector<ShownItem> shown, std::size_t min_shown) {
  constexpr std::size_t kBins = 10;
  std::sort(shown.begin(), shown.end(), [](const ShownItem& a, const ShownItem& b) {
    return a.predicted != b.predicted ? a.predicted < b.predicted : a.is_hit < b.is_hit;
  });
  std::vector<ReliabilityBin> bins;
  std::size_t begin = 0;
  for (std::size_t bin = 1; bin <= kBins; ++bin) {
    std::size_t end = std::max(begin, shown.size() * bin / kBins);
    while (end > begin && end < shown.size() && shown[end].predicted == shown[end - 1].predicted) ++end;
    const std::size_t count = end - begin;
    if (count > 0 && count >= min_shown) {
      double predicted = 0;
      std::size_t hits = 0;
      for (std::size_t k = begin; k < end; ++k) {
        predicted += shown[k].predicted;
        hits += shown[k].is_hit;
      }
      const auto items = static_cast<double>(count);
      bins.push_back({predicted / items, static_cast<double>(hits) / items, count});
    }
    begin = end;
  }
  return bins;
}

}  // namespace goeswith
