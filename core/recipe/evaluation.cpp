#include "recipe/evaluation.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "mine/holdout/ranked_lists.h"
#include "mine/judge/catalogue.h"
#include "mine/rivals/baselines.h"
#include "mine/rivals/count_model.h"
#include "mine/rivals/dense_ease.h"
#include "mine/text/thousands.h"
#include "score/scorer.h"
#include "score/shown_list.h"
#include "table/read/table.h"
#include "table/whole/calibration.h"
#include "table/whole/cards.h"

namespace goeswith {
namespace {

// Below this many shown items an observed rate is noise.
constexpr std::size_t kMinShownForReliability = 200;
constexpr std::array<double, 7> kStrictness = {0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4};
constexpr std::size_t kExamples = 12;
constexpr std::uint32_t kMaxExampleCart = 5;
constexpr std::uint32_t kReferenceRowLength = 32;

using Suggestions = std::vector<std::vector<Suggestion>>;  // one list a case

Suggestions askTable(const Table& table, const ItemTraits& traits, std::span<const HeldOutCase> cases,
                     const ListOptions& options) {
  Scorer scorer(table, traits);
  Suggestions answers;
  answers.reserve(cases.size());
  for (const HeldOutCase& question : cases) {
    const auto suggestions = scorer.score(question.cart, options);
    answers.emplace_back(suggestions.begin(), suggestions.end());
  }
  return answers;
}

// Pages as a ranker is asked of them: carts of their anchors.
std::vector<HeldOutCase> asCarts(std::span<const PageView> views) {
  std::vector<HeldOutCase> cases;
  cases.reserve(views.size());
  for (const PageView& view : views) cases.push_back({kUnknownItem, {view.anchor}, 1});
  return cases;
}

RankedLists listsOf(const Suggestions& answers) {
  RankedLists lists;
  lists.reserve(answers.size());
  for (const std::vector<Suggestion>& answer : answers) {
    RankedList& list = lists.emplace_back();
    for (const Suggestion& suggestion : answer) list.items.push_back(suggestion.item);
    list.own = list.items.size();
  }
  return lists;
}

bool isAmongFirst(const RankedList& list, std::size_t length, std::uint32_t item) {
  const auto end = list.items.begin() + static_cast<std::ptrdiff_t>(std::min(length, list.own));
  return std::find(list.items.begin(), end, item) != end;
}

// What a ranker answers to carts, or to pages in their shape.
using Rank = std::function<RankedLists(std::span<const HeldOutCase> cases, bool are_pages)>;

// Collects what the rankers are worth.
class Comparison {
 public:
  Comparison(const Split& split, const ItemTraits& traits, Evaluation& evaluation, const RecipeProgress& progress)
      : split_(split),
        traits_(traits),
        pages_(asCarts(split.views)),
        bestsellers_(bestsellersOf(split.training)),
        evaluation_(evaluation),
        progress_(progress) {}

  std::span<const HeldOutCase> pages() const { return pages_; }
  std::span<const std::uint32_t> bestsellers() const { return bestsellers_; }

  void add(const std::string& key, const std::string& name, const Rank& rank) {
    progress_.begin("rank " + key);
    RankedLists lists = rank(split_.cases, false);
    const RankedLists on_pages = rank(pages_, true);
    const std::size_t items = split_.training.itemCount();
    for (std::size_t c = 0; c < lists.size(); ++c) fillByPopularity(lists[c], split_.cases[c].cart, bestsellers_);
    RankerQuality quality{.key = key,
                          .name = name,
                          .all = judge(lists, split_.cases, items, CartKind::kAll),
                          .single_item_carts = judge(lists, split_.cases, items, CartKind::kSingleItem),
                          .larger_carts = judge(lists, split_.cases, items, CartKind::kLarger),
                          .pages = judgePages(on_pages, split_.views)};
    if (!traits_.category.empty()) {
      quality.same_category = sameCategoryShare(lists, split_.cases, traits_.category, kShownItems);
      quality.page_same_category = sameNumberShare(on_pages, split_.views, traits_.category);
    }
    if (!traits_.family.empty()) quality.page_same_family = sameNumberShare(on_pages, split_.views, traits_.family);
    evaluation_.rankers.push_back(std::move(quality));
  }

 private:
  const Split& split_;
  const ItemTraits& traits_;
  std::vector<HeldOutCase> pages_;
  std::vector<std::uint32_t> bestsellers_;
  Evaluation& evaluation_;
  const RecipeProgress& progress_;
};

void compareBaselines(const Split& split, const MiningOptions& mining, const RidgeOptions& chosen,
                      Comparison& comparison, Evaluation& evaluation) {
  const Baskets& training = split.training;
  const std::vector<bool> everything(training.itemCount(), true);
  const Cooccurrence counts(training, mining.counting);
  {
    const RidgeFitter fitter(counts, everything, chosen);
    const Shrinkage shrinkage = {chosen.ridge, chosen.dropout};
    const LinearModel wide = std::move(fitter.fitCandidates(std::span(&shrinkage, 1), {}).front());
    const LinearModel model = fitter.scaled(wide, chosen);
    comparison.add("refit", "the same model, unpruned",
                   [&](std::span<const HeldOutCase> cases, bool) { return rankByRows(model.rows, model.bias, cases); });
  }
  if (training.itemCount() <= kMaxDenseItems) {
    const DenseEase ease(training, counts);
    comparison.add("ease", "dense EASE", [&](std::span<const HeldOutCase> cases, bool) {
      return rankByDenseRows(
          ease.itemCount(), [&](std::uint32_t item, std::span<double> sums) { ease.addRow(item, sums); }, cases);
    });
  } else {
    evaluation.left_out.push_back({"ease", "dense EASE",
                                   withThousands(training.itemCount()) + " items; its matrix is held for at most " +
                                       withThousands(kMaxDenseItems)});
  }
  const WeightRows weighted = buildCountModel(counts, everything, {.row_length = kReferenceRowLength}, {});
  comparison.add("weighted_count", "weighted counts",
                 [&](std::span<const HeldOutCase> cases, bool) { return rankByRows(weighted, {}, cases); });
  const WeightRows bm25 = buildBm25Neighbours(training);
  comparison.add("bm25", "BM25 neighbours",
                 [&](std::span<const HeldOutCase> cases, bool) { return rankByRows(bm25, {}, cases); });
  constexpr std::array<std::pair<Baseline, const char*>, 3> kBaselines = {
      {{Baseline::kJaccard, "jaccard"}, {Baseline::kCosine, "cosine"}, {Baseline::kCount, "count"}}};
  constexpr std::array<const char*, 3> kNames = {"Jaccard", "cosine", "counts of pairs"};
  for (std::size_t k = 0; k < kBaselines.size(); ++k) {
    const WeightRows rows = buildBaseline(kBaselines[k].first, training, counts);
    comparison.add(kBaselines[k].second, kNames[k],
                   [&](std::span<const HeldOutCase> cases, bool) { return rankByRows(rows, {}, cases); });
  }
  comparison.add("popularity", "bestsellers", [&](std::span<const HeldOutCase> cases, bool) {
    RankedLists lists(cases.size());
    for (std::size_t c = 0; c < lists.size(); ++c) {
      fillByPopularity(lists[c], cases[c].cart, comparison.bestsellers());
      lists[c].own = lists[c].items.size();
    }
    return lists;
  });
}

// What a table shows at each strictness, and how far its rates can be trusted. `isHit(c, item)`: whether cart or page c
// went on to take the item.
template <class IsHit>
RateQuality judgeAttachRates(const Suggestions& answers, IsHit&& isHit) {
  std::vector<ShownItem> shown_items;
  std::array<std::size_t, kStrictness.size()> answered{};
  std::array<std::size_t, kStrictness.size()> shown{};
  std::array<std::size_t, kStrictness.size()> hits{};
  for (std::size_t c = 0; c < answers.size(); ++c) {
    std::array<std::size_t, kStrictness.size()> places{};
    for (const Suggestion& suggestion : answers[c]) {
      const bool is_hit = isHit(c, suggestion.item);
      const double rate = suggestion.attach_rate * kAttachRateUnit;
      for (std::size_t s = 0; s < kStrictness.size(); ++s) {
        if (rate < kStrictness[s] || places[s] == kShownItems) continue;
        answered[s] += places[s]++ == 0;
        ++shown[s];
        hits[s] += is_hit;
        if (s == 0) shown_items.push_back({rate, is_hit});
      }
    }
  }
  RateQuality quality;
  const auto count = static_cast<double>(std::max<std::size_t>(1, answers.size()));
  for (std::size_t s = 0; s < kStrictness.size(); ++s) {
    const auto all = static_cast<double>(shown[s]);
    quality.strictness.push_back({kStrictness[s], static_cast<double>(answered[s]) / count, all / count,
                                  shown[s] == 0 ? 0 : static_cast<double>(hits[s]) / all});
  }
  quality.reliability = reliability(std::move(shown_items), kMinShownForReliability);
  return quality;
}

std::vector<ExampleCart> makeExamples(const RankedLists& lists, std::span<const HeldOutCase> cases,
                                      const Cards& cards) {
  const auto named = [&](std::uint32_t item) { return NamedItem{cards.items[item].sku, cards.items[item].title}; };
  std::vector<ExampleCart> examples;
  for (std::size_t c = 0; c < cases.size() && examples.size() < kExamples; ++c) {
    const HeldOutCase& question = cases[c];
    const bool is_known = question.held_out != kUnknownItem && question.cart.size() == question.cart_size;
    if (!is_known || question.cart_size > kMaxExampleCart) continue;
    ExampleCart& example = examples.emplace_back();
    for (const std::uint32_t item : question.cart) example.cart.push_back(named(item));
    example.held_out = named(question.held_out);
    for (std::size_t k = 0; k < std::min(kShownItems, lists[c].own); ++k) {
      example.shown.push_back(named(lists[c].items[k]));
    }
  }
  return examples;
}

}  // namespace

tl::expected<Evaluation, std::string> evaluate(const Orders& orders, const Items& items, const MerchantRules& rules,
                                               const EvaluationOptions& options, const MiningOptions& mining,
                                               const RecipeProgress& progress) {
  progress.begin("split");
  const Split split = splitOrders(orders.baskets, options.split);
  if (split.cases.empty() || split.training.basketCount() == 0) {
    return tl::unexpected(
        withThousands(orders.baskets.basketCount()) + " orders, " + withThousands(orders.baskets.multiItemCount()) +
        " of them of two items or more, are too few to judge by: one in five is set apart, and of those some must hold "
        "two items or more");
  }
  OrdersSummary summary = orders.summary;
  summary.orders = split.training.basketCount();
  summary.items = split.training.itemCount();
  summary.lines = split.training.items.size();

  MiningOptions then = mining;
  then.shop.offers_unavailable = true;
  const auto mined = mineTable({split.training, summary, items, rules}, then, progress);
  if (!mined) return tl::unexpected(mined.error());
  const std::vector<std::uint8_t> bytes = writeTable(mined->contents());
  const auto table = Table::open(bytes);
  if (!table) return tl::unexpected(std::string("the table cannot be read back: ") + describe(table.error().code));
  const auto decoded = decodeCards(table->section(format::kCards), table->itemCount());
  if (!decoded) return tl::unexpected(std::string("the cards cannot be read back: ") + describe(decoded.error().code));
  const Cards& cards = decoded->cards;
  const ItemTraits& traits = decoded->traits;

  Evaluation evaluation{.split = options.split.kind,
                        .training_orders = split.training.basketCount(),
                        .test_orders = split.test_orders,
                        .items = split.training.itemCount(),
                        .table_bytes = bytes.size(),
                        .table_edges = table->edgeCount()};
  evaluation.unknown_wanted = static_cast<std::size_t>(std::count_if(
      split.cases.begin(), split.cases.end(), [](const HeldOutCase& c) { return c.held_out == kUnknownItem; }));
  if (!traits.category.empty()) {
    evaluation.same_category_of_truth = sameCategoryShareOfTruth(split.cases, traits.category);
  }

  Comparison comparison(split, traits, evaluation, progress);
  // The lists that shoppers would have seen, but longer.
  const auto shownOf = [&](bool is_page) {
    ListOptions list = shownList(kRankedItems);
    list.is_diverse = options.is_diverse;
    list.placement = is_page ? Placement::kProduct : Placement::kCart;
    return list;
  };
  comparison.add("table", "goeswith, as shown", [&](std::span<const HeldOutCase> asked, bool are_pages) {
    return listsOf(askTable(*table, traits, asked, shownOf(are_pages)));
  });
  comparison.add("bare", "goeswith, bare ranking", [&](std::span<const HeldOutCase> asked, bool) {
    return listsOf(askTable(*table, traits, asked, {.limit = kRankedItems}));
  });
  const Suggestions answers = askTable(*table, traits, split.cases, shownOf(false));
  const RankedLists lists = listsOf(answers);
  std::size_t hits = 0;
  for (std::size_t c = 0; c < lists.size(); ++c) hits += isAmongFirst(lists[c], kShownItems, split.cases[c].held_out);
  evaluation.hits_in_shown = static_cast<double>(hits) / static_cast<double>(split.cases.size());
  evaluation.examples = makeExamples(lists, split.cases, cards);
  if (table->hasCalibration()) {
    evaluation.cart_rates =
        judgeAttachRates(answers, [&](std::size_t c, std::uint32_t item) { return item == split.cases[c].held_out; });
    evaluation.page_rates = judgeAttachRates(
        askTable(*table, traits, comparison.pages(), shownOf(true)), [&](std::size_t v, std::uint32_t item) {
          return std::binary_search(split.views[v].truth.begin(), split.views[v].truth.end(), item);
        });
  }
  compareBaselines(split, mining, mined->choice.options, comparison, evaluation);
  return evaluation;
}

}  // namespace goeswith
