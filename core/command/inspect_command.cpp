// goeswith inspect: what is in a table, and what it costs.

#include <cmath>
#include <iomanip>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command/commands.h"
#include "command/published/published_table.h"
#include "mine/text/thousands.h"
#include "table/write/card_writer.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

// Shares of the items that have suggestions, and that are suggested for something.
Json measureCoverage(const PublishedTable& published) {
  const Table& table = published.table();
  std::uint64_t with_suggestions = 0;
  std::vector<bool> is_suggested(table.itemCount());
  for (std::size_t row = 0; row < published.rows().rowCount(); ++row) {
    bool any = false;
    for (const TableEdge& edge : published.rows().row(row)) {
      if (edge.weight <= 0) continue;
      any = true;
      is_suggested[edge.target] = true;
    }
    with_suggestions += any;
  }
  const auto share = [&](std::uint64_t count) {
    const double n = std::max(1u, table.itemCount());
    return std::round(static_cast<double>(count) / n * 1e4) / 1e4;
  };
  const auto suggested = static_cast<std::uint64_t>(std::count(is_suggested.begin(), is_suggested.end(), true));
  return {{"with_suggestions", share(with_suggestions)}, {"suggested", share(suggested)}};
}

Json describeTable(const PublishedTable& published) {
  const Table& table = published.table();
  // The rows are one stream of fractions of bits: shares of it, rounded so that they add up.
  const RowBits bits = measureRowBits(table);
  const std::uint64_t blocks = table.section(format::kRows).size() - table.rowsOverhead();
  const double scale =
      static_cast<double>(blocks) / std::max(1.0, bits.lengths + bits.scales + bits.ids + bits.weights + bits.leads);
  const auto part = [&](double kind) { return static_cast<std::uint64_t>(std::llround(kind * scale)); };
  const std::uint64_t lengths = part(bits.lengths);
  const std::uint64_t scales = part(bits.scales);
  const std::uint64_t weights = part(bits.weights);
  const std::uint64_t leads = part(bits.leads);
  // The cards are compressed as one; the SKUs' part, with the items' numbers, is what they would take alone.
  Cards skus_only;
  for (const Card& card : published.cards().items) skus_only.items.push_back({.sku = card.sku});
  const std::uint64_t cards_bytes = table.section(format::kCards).size();
  const std::uint64_t sku_bytes = std::min<std::uint64_t>(cards_bytes, encodeCards(skus_only).size());
  std::uint64_t sections = table.biases().size();
  for (const format::Section each : {format::kRows, format::kCards, format::kInfo, format::kSupport}) {
    sections += table.section(each).size();
  }
  const double edge_bits = 8.0 * static_cast<double>(table.section(format::kRows).size());

  const std::span<const std::uint8_t> info_section = table.section(format::kInfo);
  Json info = Json::parse(info_section.begin(), info_section.end(), nullptr, /*allow_exceptions=*/false);
  return {
      {"file", published.path()},
      {"items", table.itemCount()},
      {"cards", table.cardCount()},
      {"edges", table.edgeCount()},
      {"levels", table.levels()},
      {"bits_per_edge", std::round(edge_bits / std::max(1u, table.edgeCount()) * 1e3) / 1e3},
      {"bytes",
       {{"total", published.size()},
        {"header", format::kHeaderSize},
        {"head", published.size() - format::kHeaderSize - sections},
        {"priors_and_index", table.rowsOverhead()},
        {"lengths", lengths},
        {"scales", scales},
        {"ids", blocks - std::min(blocks, lengths + scales + weights + leads)},
        {"weights", weights},
        {"leads", leads},
        {"biases", table.biases().size()},
        {"skus", sku_bytes},
        {"cards", cards_bytes - sku_bytes},
        {"support", table.section(format::kSupport).size()},
        {"info", table.section(format::kInfo).size()}}},
      {"coverage", measureCoverage(published)},
      {"settings", info.is_discarded() ? Json() : info},
  };
}

void printDescription(const Json& description) {
  const auto line = [](const std::string& name, const std::string& value, const std::string& note = {}) {
    std::cout << std::left << std::setw(20) << name << std::right << std::setw(12) << value
              << (note.empty() ? "" : "  ") << note << '\n';
  };
  const auto count = [](const Json& number) { return withThousands(number.get<std::uint64_t>()); };
  const auto percent = [](const Json& share) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << share.get<double>() * 100 << " %";
    return text.str();
  };
  std::cout << description["file"].get<std::string>() << "\n\n";
  const double cards = std::max(1.0, description["cards"].get<double>());
  const double edges = std::max(1.0, description["edges"].get<double>());
  line("items", count(description["items"]));
  line("edges", count(description["edges"]));
  line("with suggestions", percent(description["coverage"]["with_suggestions"]));
  line("suggested", percent(description["coverage"]["suggested"]));
  std::cout << '\n' << std::left << std::setw(20) << "section" << std::right << std::setw(12) << "bytes" << '\n';
  for (const auto& [name, bytes] : description["bytes"].items()) {
    const bool is_edges = name == "priors_and_index" || name == "lengths" || name == "scales" || name == "ids" ||
                          name == "weights" || name == "leads";
    const bool is_cards = name == "skus" || name == "cards" || name == "biases";
    std::ostringstream note;
    note << std::fixed << std::setprecision(2);
    if (is_edges) note << bytes.get<double>() * 8 / edges << " bits an edge";
    if (is_cards) note << bytes.get<double>() / cards << " bytes a card";
    line(name, count(bytes), note.str());
  }
  std::cout << '\n';
  line("bits an edge", description["bits_per_edge"].dump(),
       "everything of the rows: ids, weights, leads, scales, lengths, priors, index");
  if (!description["settings"].is_null()) std::cout << "\nsettings " << description["settings"].dump(2) << '\n';
}

}  // namespace

Run addInspectCommand(CLI::App& parent) {
  struct Options {
    std::string table;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("inspect", "Show what is in a table and what each part costs");
  command->add_option("TABLE", options->table, "A published directory, its manifest.json, a .gwt file or a shard")
      ->required();
  command->add_flag("--json", options->json, "One JSON object");
  return [options] {
    const auto published = PublishedTable::openAny(options->table);
    if (!published) return reportBadData(published.error().message);
    const Json description = describeTable(**published);
    if (options->json) {
      std::cout << description.dump() << '\n';
    } else {
      printDescription(description);
    }
    return kDone;
  };
}

}  // namespace goeswith
