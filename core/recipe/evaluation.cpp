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
constexpr std::array<double, 5> kStrictness = {0, 0.01, 0.02, 0.05, 0.1};
constexpr std::size_t kExamples = 12;
constexpr std::uint32_t kMaxExampleCart = 5;
constexpr std::uint32_t kReferenceRowLength = 32;

using Suggestions = std::vector<std::vector<Suggestion>>;  // one list a case

// The lists that shoppers would have seen, but longer.
Suggestions askTable(const Table& table, const ItemTraits& traits, std::span<const HeldOutCase> cases,
                     bool is_diverse) {
  Scorer scorer(table, traits);
  ListOptions list = shownList(kRankedItems);
  list.is_diverse = is_diverse;
  Suggestions answers;
  answers.reserve(cases.size());
  for (const HeldOutCase& question : cases) {
    const auto suggestions = scorer.score(question.cart, list);
    answers.emplace_back(suggestions.begin(), suggestions.end());
  }
  return answers;
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

// Collects what the rankers are worth.
class Comparison {
 public:
  Comparison(const Split& split, std::span<const std::uint32_t> categories, Evaluation& evaluation,
             const RecipeProgress& progress)
      : split_(split), categories_(categories), evaluation_(evaluation), progress_(progress) {}

  void add(const std::string& key, const std::string& name, const std::function<RankedLists()>& rank) {
    progress_.begin("rank " + key);
    RankedLists lists = rank();
    const std::size_t items = split_.training.itemCount();
    for (std::size_t c = 0; c < lists.size(); ++c) fillByPopularity(lists[c], split_.cases[c].cart, items);
    RankerQuality quality{.key = key,
                          .name = name,
                          .all = judge(lists, split_.cases, items, CartKind::kAll),
                          .single_item_carts = judge(lists, split_.cases, items, CartKind::kSingleItem),
                          .larger_carts = judge(lists, split_.cases, items, CartKind::kLarger)};
    if (!categories_.empty()) {
      quality.same_category = sameCategoryShare(lists, split_.cases, categories_, kShownItems);
    }
    evaluation_.rankers.push_back(std::move(quality));
  }

 private:
  const Split& split_;
  std::span<const std::uint32_t> categories_;
  Evaluation& evaluation_;
  const RecipeProgress& progress_;
};

void compareBaselines(const Split& split, const MiningOptions& mining, const RidgeOptions& chosen,
                      Comparison& comparison, Evaluation& evaluation) {
  const Baskets& training = split.training;
  const std::vector<bool> everything(training.itemCount(), true);
  const Cooccurrence counts(training, mining.counting);
  comparison.add("refit", "the same model, unpruned", [&] {
    const RidgeFitter fitter(counts, everything, chosen);
    const Shrinkage shrinkage = {chosen.ridge, chosen.dropout};
    const LinearModel wide = std::move(fitter.fitCandidates(std::span(&shrinkage, 1), {}).front());
    const LinearModel model = fitter.scaled(wide, chosen);
    return rankByRows(model.rows, model.bias, split.cases);
  });
  if (training.itemCount() <= kMaxDenseItems) {
    comparison.add("ease", "dense EASE", [&] {
      const DenseEase ease(training, counts);
      return rankByDenseRows(
          ease.itemCount(), [&](std::uint32_t item, std::span<double> sums) { ease.addRow(item, sums); }, split.cases);
    });
  } else {
    evaluation.left_out.push_back({"ease", "dense EASE",
                                   withThousands(training.itemCount()) + " items; its matrix is held for at most " +
                                       withThousands(kMaxDenseItems)});
  }
  comparison.add("weighted_count", "weighted counts", [&] {
    const CountModelOptions options{.row_length = kReferenceRowLength};
    return rankByRows(buildCountModel(counts, everything, options, {}), {}, split.cases);
  });
  comparison.add("bm25", "BM25 neighbours", [&] { return rankByRows(buildBm25Neighbours(training), {}, split.cases); });
  constexpr std::array<std::pair<Baseline, const char*>, 3> kBaselines = {
      {{Baseline::kJaccard, "jaccard"}, {Baseline::kCosine, "cosine"}, {Baseline::kCount, "count"}}};
  constexpr std::array<const char*, 3> kNames = {"Jaccard", "cosine", "counts of pairs"};
  for (std::size_t k = 0; k < kBaselines.size(); ++k) {
    comparison.add(kBaselines[k].second, kNames[k],
                   [&] { return rankByRows(buildBaseline(kBaselines[k].first, training, counts), {}, split.cases); });
  }
  comparison.add("popularity", "bestsellers", [&] {
    RankedLists lists(split.cases.size());
    for (std::size_t c = 0; c < lists.size(); ++c) {
      fillByPopularity(lists[c], split.cases[c].cart, training.itemCount());
      lists[c].own = lists[c].items.size();
    }
    return lists;
  });
}

// Notes what a table shows at each strictness, and how far its rates can be trusted.
void judgeAttachRates(const Suggestions& answers, std::span<const HeldOutCase> cases, Evaluation& evaluation) {
  std::vector<ShownItem> shown;
  std::array<std::size_t, kStrictness.size()> answered{};
  std::array<std::size_t, kStrictness.size()> hits{};
  for (std::size_t c = 0; c < cases.size(); ++c) {
    std::array<std::size_t, kStrictness.size()> places{};
    for (const Suggestion& suggestion : answers[c]) {
      const bool is_hit = suggestion.item == cases[c].held_out;
      const double rate = suggestion.attach_rate * kAttachRateUnit;
      for (std::size_t s = 0; s < kStrictness.size(); ++s) {
        if (rate < kStrictness[s] || places[s] == kShownItems) continue;
        answered[s] += places[s]++ == 0;
        hits[s] += is_hit;
        if (s == 0) shown.push_back({rate, is_hit});
      }
    }
  }
  for (std::size_t s = 0; s < kStrictness.size(); ++s) {
    evaluation.strictness.push_back(
        {kStrictness[s], static_cast<double>(answered[s]) / static_cast<double>(cases.size()),
         answered[s] == 0 ? 0 : static_cast<double>(hits[s]) / static_cast<double>(answered[s])});
  }
  evaluation.reliability = reliability(std::move(shown), kMinShownForReliability);
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
  const auto& [cards, traits] = *decoded;

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

  Comparison comparison(split, traits.category, evaluation, progress);
  Suggestions answers;
  comparison.add("table", "goeswith, as shipped", [&] {
    answers = askTable(*table, decoded->traits, split.cases, options.is_diverse);
    return listsOf(answers);
  });
  const RankedLists lists = listsOf(answers);
  std::size_t hits = 0;
  for (std::size_t c = 0; c < lists.size(); ++c) hits += isAmongFirst(lists[c], kShownItems, split.cases[c].held_out);
  evaluation.hits_in_shown = static_cast<double>(hits) / static_cast<double>(split.cases.size());
  evaluation.examples = makeExamples(lists, split.cases, cards);
  if (table->hasCalibration()) judgeAttachRates(answers, split.cases, evaluation);
  compareBaselines(split, mining, mined->choice.options, comparison, evaluation);
  return evaluation;
}

}  // namespace goeswith
