// make_corpus DIRECTORY: writes the first inputs of the targets that read tables.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <string>

#include "sample_table.h"
#include "table/read/table.h"
#include "table/write/card_writer.h"

namespace goeswith::test {
namespace {

void write(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

std::vector<std::vector<WeightedTarget>> randomRows(std::uint32_t items, std::uint32_t edges) {
  std::mt19937 random(items);
  std::vector<std::vector<WeightedTarget>> rows(items);
  for (std::uint32_t i = 0; i < items; ++i) {
    std::set<std::uint32_t> targets;
    for (std::uint32_t k = 0; k < edges; ++k) targets.insert(random() % items);
    targets.erase(i);
    for (const std::uint32_t target : targets) {
      rows[i].push_back({target, (random() % 4 == 0 ? -1.f : 1.f) * static_cast<float>(1 + random() % 9) / 9.f});
    }
  }
  return rows;
}

// Cards that use every column.
Cards richCards(std::size_t count) {
  Cards cards = makeCards(count);
  cards.currency = "EUR";
  for (std::size_t i = 0; i < count; ++i) {
    Card& card = cards.items[i];
    card.title = "Title " + std::to_string(i % 3);
    card.price_minor = static_cast<std::uint32_t>(100 * i);
    card.url = "/p/" + card.sku;
    card.image = i % 2 ? "/i/" + std::to_string(i * i) : "";
    card.category = i % 3 ? "c" + std::to_string(i % 3) : "";
    card.group = i % 4 == 0 ? "g" : "";
    card.family = static_cast<std::uint32_t>(i % 2);
    if (i % 5 != 0) card.available = i % 2 == 0;
  }
  return cards;
}

std::vector<std::uint8_t> richTable(std::uint32_t items, std::uint32_t levels, std::string_view info) {
  const WeightRows rows = makeRows(randomRows(items, 5));
  const Cards cards = richCards(items);
  std::vector<float> biases;
  for (std::uint32_t i = 0; i < items; ++i) biases.push_back(static_cast<float>(i % 7) / 8.f - .25f);
  return writeTable({.rows = rows,
                     .levels = levels,
                     .cards = cards,
                     .info = info,
                     .biases = biases,
                     .policy = {.denied_categories = {{1, 2}},
                                .blocked_items = {{0, 1}},
                                .pinned_items = {{1, 3}},
                                .max_price_percent = 150,
                                .placement_limits = {1, 2, 3, 4, 5}},
                     .calibration = {{1, {{10, 20}, {30000, 400}}}, {3, {{10, 10}}}}});
}

// What an input of fuzz_cards is: how many cards there are, and their section.
std::vector<std::uint8_t> cardsInput(std::size_t count, const std::vector<std::uint8_t>& section) {
  std::vector<std::uint8_t> input = {static_cast<std::uint8_t>(count), static_cast<std::uint8_t>(count >> 8)};
  input.insert(input.end(), section.begin(), section.end());
  return input;
}

void makeCorpus(const std::filesystem::path& corpus) {
  const std::string carts("\x02\x00\x03\x02\x00\x00\x01\x00\x14\x01\x0C\x01\x03\x00\x02\x00\x00\x01\x01\x00", 20);
  for (const std::uint32_t levels : {1u, 12u, 255u}) {
    const std::string name = "levels-" + std::to_string(levels);
    write(corpus / "fuzz_table" / name, richTable(9, levels, "{}"));
    write(corpus / "fuzz_score" / name, richTable(9, levels, carts));
  }
  write(corpus / "fuzz_table" / "full", makeFullTable());
  write(corpus / "fuzz_table" / "no-items", makeTable({}));
  write(corpus / "fuzz_table" / "one-item", makeTable({{}}));
  write(corpus / "fuzz_table" / "three-blocks", makeTable(randomRows(300, 4)));
  write(corpus / "fuzz_score" / "three-blocks", makeTable(randomRows(300, 4), 16, carts));
  for (const std::size_t count : {std::size_t{0}, std::size_t{9}, std::size_t{300}}) {
    const Cards cards = richCards(count);
    const std::string name = "rich-" + std::to_string(count);
    write(corpus / "fuzz_cards" / name, cardsInput(count, encodeCards(cards)));
  }
  write(corpus / "fuzz_cards" / "skus", cardsInput(40, encodeCards(makeCards(40))));
  const SampleParts parts = sampleParts();
  write(corpus / "fuzz_shard" / "base", parts.base);
  for (std::size_t k = 0; k < parts.shards.size(); ++k) {
    write(corpus / "fuzz_shard" / ("shard-" + std::to_string(k)), parts.shards[k]);
  }
  const auto base = Table::open(parts.base);
  const auto shard = Table::open(parts.shards[0], &*base);
  const auto section = shard->section(format::kCards);
  write(corpus / "fuzz_cards" / "on-base", cardsInput(shard->cardCount(), {section.begin(), section.end()}));
  write(corpus / "fuzz_shard" / "whole", makeFullTable());
}

}  // namespace
}  // namespace goeswith::test

int main(int argc, char* argv[]) {
  if (argc != 2) {
    std::cerr << "usage: make_corpus DIRECTORY\n";
    return 2;
  }
  goeswith::test::makeCorpus(argv[1]);
}
