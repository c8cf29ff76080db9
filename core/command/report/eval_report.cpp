#include "command/report/eval_report.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>

#include "command/report/report_files.h"
#include "mine/text/thousands.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double share) {
  return std::round(share * 1e4) / 1e4;
}

Json rounded(const std::optional<double>& share) {
  return share ? Json(rounded(*share)) : Json(nullptr);
}

const char* nameOf(SplitKind split) {
  return split == SplitKind::kRandom ? "random" : "temporal";
}

Json asJson(const Quality& quality) {
  Json json = {{"cases", quality.cases}};
  for (std::size_t k = 0; k < kRecallLengths.size(); ++k) {
    json["R@" + std::to_string(kRecallLengths[k])] = rounded(quality.recall[k]);
  }
  json["MRR@10"] = rounded(quality.reciprocal_rank);
  json["coverage@10"] = rounded(quality.coverage);
  json["answered"] = rounded(quality.answered);
  json["se_R@10"] = rounded(quality.standard_error);
  return json;
}

Json asJson(const PageQuality& pages) {
  return {{"views", pages.views},
          {"P@3", rounded(pages.precision_at_3)},
          {"hit@3", rounded(pages.hit_at_3)},
          {"precision", rounded(pages.precision)},
          {"answered", rounded(pages.answered)},
          {"three", rounded(pages.three)},
          {"se_P@3", rounded(pages.standard_error)}};
}

Json asJson(const RateQuality& rates) {
  Json strictness = Json::array();
  for (const Strictness& point : rates.strictness) {
    strictness.push_back({{"min_attach", point.min_attach},
                          {"answered", rounded(point.answered)},
                          {"shown", rounded(point.shown)},
                          {"precision", rounded(point.precision)}});
  }
  Json bins = Json::array();
  for (const ReliabilityBin& bin : rates.reliability) {
    bins.push_back({{"predicted", rounded(bin.predicted)}, {"observed", rounded(bin.observed)}, {"shown", bin.shown}});
  }
  return {{"strictness", std::move(strictness)}, {"reliability", std::move(bins)}};
}

Json asJson(const NamedItem& item) {
  return {{"sku", item.sku}, {"title", item.title}};
}

Json asJson(const std::vector<NamedItem>& items) {
  Json json = Json::array();
  for (const NamedItem& item : items) json.push_back(asJson(item));
  return json;
}

// Columns of numbers after one of names, all of it ASCII.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  std::string text() const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_) {
      for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
    }
    std::ostringstream out;
    for (const auto& row : rows_) {
      out << std::left << std::setw(static_cast<int>(widths[0])) << row[0];
      for (std::size_t c = 1; c < row.size(); ++c)
        out << std::right << std::setw(static_cast<int>(widths[c] + 2)) << row[c];
      out << '\n';
    }
    return out.str();
  }

 private:
  std::vector<std::vector<std::string>> rows_;
};

std::string decimals(double share) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(4) << share;
  return out.str();
}

std::string decimals(const std::optional<double>& share) {
  return share ? decimals(*share) : "-";
}

// R@10 of the carts of one kind; nothing where there are none.
std::string recallOf(const Quality& quality) {
  return quality.cases == 0 ? "-" : decimals(quality.recallAt(10));
}

// One decimal is what the number of carts supports.
std::string percent(double share) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << share * 100 << " %";
  return out.str();
}

// Of fewer carts, one standard error of a share of a half is more than seven of a hundred.
constexpr std::size_t kFewCarts = 50;

bool hasFewCarts(const Evaluation& evaluation) {
  return evaluation.rankers.front().all.cases < kFewCarts;
}

std::string headline(const Evaluation& evaluation) {
  if (hasFewCarts(evaluation)) {
    const std::size_t cases = evaluation.rankers.front().all.cases;
    return "Only " + std::to_string(cases) + (cases == 1 ? " cart" : " carts") +
           " to judge by, too few to tell how good the suggestions are (" + std::to_string(kFewCarts) +
           " are needed): what was bought next was among our three in " +
           std::to_string(std::lround(evaluation.hits_in_shown * static_cast<double>(cases))) + ".";
  }
  return "Of 100 carts that went on to buy one more thing, it was among our three suggestions in " +
         std::to_string(std::lround(evaluation.hits_in_shown * 100)) + ".";
}

std::string pagesAsText(const Evaluation& evaluation) {
  const RankerQuality& own = evaluation.rankers.front();
  std::vector<std::string> head = {"", "P@3", "hit@3", "precision", "answered", "three"};
  if (own.page_same_category) head.push_back("same category");
  if (own.page_same_family) head.push_back("same family");
  TextTable table(std::move(head));
  for (const RankerQuality& ranker : evaluation.rankers) {
    std::vector<std::string> row = {ranker.name,
                                    decimals(ranker.pages.precision_at_3),
                                    decimals(ranker.pages.hit_at_3),
                                    decimals(ranker.pages.precision),
                                    decimals(ranker.pages.answered),
                                    decimals(ranker.pages.three)};
    if (own.page_same_category) row.push_back(decimals(ranker.page_same_category));
    if (own.page_same_family) row.push_back(decimals(ranker.page_same_family));
    table.add(std::move(row));
  }
  return table.text();
}

// What comes of being strict, and how far rates can be trusted; `what` is asked: "carts" or "pages".
void appendRates(const RateQuality& rates, const std::string& what, std::ostringstream& out) {
  if (!rates.strictness.empty()) {
    TextTable strictness({"min attach", what + " answered", "shown", "of these taken"});
    for (const Strictness& point : rates.strictness) {
      strictness.add({percent(point.min_attach), percent(point.answered), decimals(point.shown),
                      point.answered == 0 ? std::string("-") : percent(point.precision)});
    }
    out << '\n' << strictness.text();
  }
  if (!rates.reliability.empty()) {
    TextTable bins({"expected on " + what, "observed", "items shown"});
    for (const ReliabilityBin& bin : rates.reliability) {
      bins.add({percent(bin.predicted), percent(bin.observed), withThousands(bin.shown)});
    }
    out << '\n' << bins.text();
  }
}

std::string_view contentOf(const EmbeddedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes), file.size};
}

}  // namespace

Json evaluationAsJson(const Evaluation& evaluation) {
  Json rankers = Json::array();
  for (const RankerQuality& ranker : evaluation.rankers) {
    Json json = {{"key", ranker.key}, {"name", ranker.name}};
    json.update(asJson(ranker.all));
    json["same_category@3"] = rounded(ranker.same_category);
    json["single_item_carts"] = asJson(ranker.single_item_carts);
    json["larger_carts"] = asJson(ranker.larger_carts);
    json["pages"] = asJson(ranker.pages);
    json["pages"]["same_category"] = rounded(ranker.page_same_category);
    json["pages"]["same_family"] = rounded(ranker.page_same_family);
    rankers.push_back(std::move(json));
  }
  Json left_out = Json::array();
  for (const LeftOutRanker& ranker : evaluation.left_out) {
    left_out.push_back({{"key", ranker.key}, {"name", ranker.name}, {"reason", ranker.reason}});
  }
  Json examples = Json::array();
  for (const ExampleCart& example : evaluation.examples) {
    examples.push_back(
        {{"cart", asJson(example.cart)}, {"held_out", asJson(example.held_out)}, {"shown", asJson(example.shown)}});
  }
  return {
      {"goeswith", GOESWITH_VERSION},
      {"headline", headline(evaluation)},
      {"has_few_carts", hasFewCarts(evaluation)},
      {"split",
       {{"kind", nameOf(evaluation.split)},
        {"training_orders", evaluation.training_orders},
        {"test_orders", evaluation.test_orders},
        {"items", evaluation.items},
        {"cases", evaluation.rankers.front().all.cases},
        {"held_out_unknown", evaluation.unknown_wanted}}},
      {"table", {{"bytes", evaluation.table_bytes}, {"edges", evaluation.table_edges}}},
      {"hits_in_three", rounded(evaluation.hits_in_shown)},
      {"rankers", std::move(rankers)},
      {"left_out", std::move(left_out)},
      {"same_category_of_truth", rounded(evaluation.same_category_of_truth)},
      {"carts", asJson(evaluation.cart_rates)},
      {"pages", asJson(evaluation.page_rates)},
      {"examples", std::move(examples)},
  };
}

std::string evaluationAsText(const Evaluation& evaluation) {
  const Quality& own = evaluation.rankers.front().all;
  std::ostringstream out;
  out << headline(evaluation) << "\n\n"
      << withThousands(evaluation.training_orders) << " orders to learn from, " << withThousands(evaluation.test_orders)
      << (evaluation.split == SplitKind::kTemporal ? " later" : " others, chosen at random,") << " to judge by; "
      << withThousands(own.cases) << " carts, of which " << withThousands(evaluation.unknown_wanted)
      << " went on to buy something never sold before\n";
  if (hasFewCarts(evaluation)) return out.str();
  out << '\n';

  const bool has_categories = evaluation.same_category_of_truth.has_value();
  std::vector<std::string> head = {"",       "R@1",      "R@3",      "R@5",         "R@10",     "R@20",
                                   "MRR@10", "coverage", "answered", "1 item R@10", "more R@10"};
  if (has_categories) head.push_back("same category");
  TextTable table(std::move(head));
  for (const RankerQuality& ranker : evaluation.rankers) {
    std::vector<std::string> row = {ranker.name};
    for (const double recall : ranker.all.recall) row.push_back(decimals(recall));
    row.push_back(decimals(ranker.all.reciprocal_rank));
    row.push_back(decimals(ranker.all.coverage));
    row.push_back(decimals(ranker.all.answered));
    row.push_back(recallOf(ranker.single_item_carts));
    row.push_back(recallOf(ranker.larger_carts));
    if (has_categories) row.push_back(decimals(ranker.same_category));
    table.add(std::move(row));
  }
  out << table.text();
  for (const LeftOutRanker& ranker : evaluation.left_out) out << ranker.name << " left out: " << ranker.reason << '\n';
  out << "Standard error of R@10: " << decimals(own.standard_error)
      << ". Short lists go on with what is most popular, so that silence is not punished.\n";
  if (has_categories) {
    out << "Of what was really bought, " << percent(*evaluation.same_category_of_truth)
        << " had the category of an item in the cart.\n";
  }

  out << '\n'
      << withThousands(evaluation.rankers.front().pages.views)
      << " product pages: one item of an order on the page, the rest of the order to be found\n\n"
      << pagesAsText(evaluation)
      << "Standard error of P@3: " << decimals(evaluation.rankers.front().pages.standard_error)
      << ". Of three places; what stays empty counts as a miss.\n";

  appendRates(evaluation.page_rates, "pages", out);
  appendRates(evaluation.cart_rates, "carts", out);
  return out.str();
}

std::string evaluationAsPage(const Evaluation& evaluation) {
  // Within a script element only "<" can end it or open a comment.
  const std::string json = evaluationAsJson(evaluation).dump();
  std::string data;
  data.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      data += "\\u003c";
    } else {
      data += c;
    }
  }
  const std::pair<std::string_view, std::string_view> parts[] = {
      {"/*{style}*/", contentOf(kReportStyle)},
      {"/*{data}*/", data},
      {"/*{chart}*/", contentOf(kReportChart)},
      {"/*{script}*/", contentOf(kReportScript)},
  };
  // The marks stand in this order in the template; what was put in is not looked at again.
  std::string_view rest = contentOf(kReportPage);
  std::string page;
  for (const auto& [mark, content] : parts) {
    const std::size_t at = rest.find(mark);
    page += rest.substr(0, at);
    page += content;
    rest.remove_prefix(at + mark.size());
  }
  page += rest;
  return page;
}

}  // namespace goeswith
