#include "structure_mutator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sample_table.h"

namespace goeswith::test {
namespace {

// What columns of numbers, limits and knots are tried with: where readers count, mask and shift.
std::uint32_t anyNumber(Random& random) {
  constexpr std::array<std::uint32_t, 14> kEdges = {
      0, 1, 2, 3, 255, 256, 4095, 65535, 65536, (1u << 24) - 1, 1u << 24, 1u << 31, 0xFFFFFFFDu, 0xFFFFFFFEu};
  return random.oneIn(2)   ? random.below(8)
         : random.oneIn(2) ? kEdges[random.below(kEdges.size())]
                           : random.below(1u << 24);
}

// Without NUL; not all of them UTF-8.
std::string anyText(Random& random) {
  switch (random.below(8)) {
    case 0:
      return "";
    case 1:
      return "/p/{id}";
    case 2:
      return "{id}{id}";
    case 3:
      return "\xC3";  // half a character
    case 4:
      return "é“青”";
    case 5:
      return std::string(1 + random.below(300), static_cast<char>('a' + random.below(3)));
    default: {
      const std::uint32_t most = random.oneIn(8) ? 255 : 127;
      std::string text;
      for (std::uint32_t left = random.below(12); left > 0; --left) text += static_cast<char>(1 + random.below(most));
      return text;
    }
  }
}

template <class List>
auto& oneOf(List& list, Random& random) {
  return list[random.below(list.size())];
}

// --- cards

void changeBlocks(CardContents& cards, Random& random) {
  cards.block_shift = random.below(random.oneIn(8) ? 16 : 4);
}

void changeRun(CardContents& cards, Random& random) {
  if (cards.count() > 0) oneOf(cards.runs, random) = random.below(cards.count() + random.oneIn(8));
}

void changeSku(CardContents& cards, Random& random) {
  if (cards.count() == 0) return;
  const std::string text = anyText(random);
  std::string& sku = oneOf(cards.skus, random);
  sku = random.oneIn(2) ? sku + text : text;
}

// As the format demands: an order that is broken once would else stay so.
void makeSkusAscend(CardContents& cards) {
  std::sort(cards.skus.begin(), cards.skus.end());
  std::string before;
  for (std::string& sku : cards.skus) {
    if (sku <= before) sku = before + '0';
    before = sku;
  }
}

// Gives a subject one of the kinds that it may have, or any, with values for it.
void changeKind(CardContents& cards, Random& random) {
  using enum format::CardKind;
  constexpr std::array<std::array<std::uint32_t, 2>, format::kCardSubjects> kKindsOf = {{{},
                                                                                         {},
                                                                                         {kTextEach, kTextEach},
                                                                                         {kNumbers, kNumbers},
                                                                                         {kTextForAll, kTextForAll},
                                                                                         {kTextForAll, kTextEach},
                                                                                         {kTextForAll, kTextEach},
                                                                                         {kNamed, kNamed},
                                                                                         {kNamed, kNamed},
                                                                                         {kNumbers, kNumbers},
                                                                                         {kNumbers, kNumbers}}};
  const std::uint32_t subject = 2 + random.below(format::kCardSubjects - 2);
  CardColumn& column = cards.columns[subject];
  column = {};
  if (random.oneIn(8)) return;
  column.kind = random.oneIn(16) ? random.below(kKinds + 1) : kKindsOf[subject][random.below(2)];
  if (column.kind == kTextForAll) column.text = anyText(random);
  if (column.kind == kTextEach) {
    for (std::size_t place = 0; place < cards.count(); ++place) column.texts.push_back(anyText(random));
  }
  if (column.kind < kNumbers) return;
  for (std::size_t place = 0; place < cards.count(); ++place) {
    column.numbers.push_back(random.oneIn(8) ? anyNumber(random) : random.below(4));
  }
  for (const std::uint32_t number : column.numbers) {
    if (column.kind == kNamed) column.names.emplace(number, anyText(random));
  }
}

void changeColumn(CardContents& cards, Random& random) {
  CardColumn& column = cards.columns[2 + random.below(format::kCardSubjects - 2)];
  if (column.kind == format::kTextForAll) column.text = anyText(random);
  if (cards.count() == 0) return;
  if (column.kind == format::kTextEach) oneOf(column.texts, random) = anyText(random);
  if (column.kind < format::kNumbers) return;
  const std::uint32_t number = anyNumber(random);
  oneOf(column.numbers, random) = number;
  if (column.kind == format::kNamed) column.names[number] = anyText(random);
}

void changeSamples(CardContents& cards, Random& random) {
  if (!cards.samples.empty() && random.oneIn(4)) {
    cards.samples.clear();
  } else {
    for (std::uint32_t left = 1 + random.below(3); left > 0; --left) cards.samples.push_back(anyText(random));
  }
}

void addCard(CardContents& cards, Random& random) {
  const std::size_t place = random.below(cards.count() + 1);
  cards.insert(place, place == 0 ? "A" : cards.skus[place - 1] + static_cast<char>('0' + random.below(10)));
}

constexpr std::array kCardChanges = {changeBlocks, changeRun,  changeSku,    changeKind,
                                     changeKind,   changeKind, changeColumn, changeColumn};

void changeCards(CardContents& cards, Random& random) {
  if (random.oneIn(8)) return changeSamples(cards, random);
  kCardChanges[random.below(kCardChanges.size())](cards, random);
}

// --- files

// Where a shard's k-th card with a row has it among the rows.
std::size_t rowPlace(const FileContents& file, std::size_t card) {
  return static_cast<std::size_t>(std::count_if(file.part.begin(),
                                                file.part.begin() + static_cast<std::ptrdiff_t>(card),
                                                [](const auto& each) { return each.has_row; }));
}

// One item more, with a card and, but for a shard, a row.
void addItem(FileContents& file, Random& random) {
  if (file.items >= format::kMaxItems) return;
  ++file.items;
  if (file.isShard() && random.oneIn(2)) return;
  if (file.isShard()) {
    // The last of all, so that items still ascend.
    if (!file.part.empty() && file.part.back().item >= file.items - 1) return;
    file.part.push_back({file.items - 1, false});
  } else {
    file.rows.emplace_back();
  }
  addCard(file.cards, random);
  if (!file.biases.empty()) file.biases.push_back(static_cast<std::uint8_t>(random.below(256)));
}

// Enough for long rows and for several blocks.
void addItems(FileContents& file, Random& random) {
  for (std::uint32_t left = random.oneIn(4) ? random.below(300) : 2; left > 0; --left) addItem(file, random);
}

void removeItem(FileContents& file, Random& random) {
  if (file.cards.count() == 0) return;
  const std::size_t card = random.below(file.cards.count());
  if (file.isShard()) {
    if (file.part[card].has_row) file.rows.erase(file.rows.begin() + static_cast<std::ptrdiff_t>(rowPlace(file, card)));
    file.part.erase(file.part.begin() + static_cast<std::ptrdiff_t>(card));
  } else {
    --file.items;
    file.rows.pop_back();
  }
  file.cards.erase(card);
  if (!file.biases.empty()) file.biases.pop_back();
}

// Far items, or fewer than are spoken of.
void changeItemCount(FileContents& file, Random& random) {
  if (file.isShard()) file.items = random.oneIn(2) ? random.below(64) : anyNumber(random) & format::kMaxItems;
}

void changePart(FileContents& file, Random& random) {
  if (file.part.empty()) return;
  const std::size_t card = random.below(file.part.size());
  auto& [item, has_row] = file.part[card];
  if (random.oneIn(4)) {
    item = random.oneIn(2) ? random.below(file.items) : anyNumber(random) & format::kMaxItems;
    return;
  }
  const auto row = file.rows.begin() + static_cast<std::ptrdiff_t>(rowPlace(file, card));
  if (has_row) {
    file.rows.erase(row);
  } else {
    file.rows.insert(row, rows::CodedRow{});
  }
  has_row = !has_row;
}

// A whole table becomes a shard of all its items, and a shard the table of those that it has.
void changeGeneration(FileContents& file, Random& random) {
  if (random.oneIn(2)) {
    if (file.isShard()) file.generation = random.oneIn(2) ? kSampleGeneration : 1 + random.below(8);
    return;
  }
  if (file.isShard()) {
    file.generation = 0;
    file.part.clear();
    file.items = static_cast<std::uint32_t>(file.cards.count());
    file.rows.resize(file.items);
  } else {
    file.generation = kSampleGeneration;
    for (std::uint32_t item = 0; item < file.items; ++item) file.part.push_back({item, true});
  }
}

// What stands on the base, and has its number of items, or no more.
void changeBase(FileContents& file, Random& random) {
  if (!file.priors) {
    file.priors.emplace(sizeof(rows::Priors), static_cast<char>(32));
  } else if (file.isShard() || random.oneIn(16)) {
    file.priors.reset();
    if (file.isShard() && !random.oneIn(8)) file.items = sampleBase().table.itemCount();
  }
}

void changePriors(FileContents& file, Random& random) {
  if (!file.priors || file.priors->empty()) return;
  if (random.oneIn(16)) {
    file.priors->resize(file.priors->size() + random.below(3) - 1, static_cast<char>(32));
    return;
  }
  for (std::uint32_t left = 1 + random.below(8); left > 0; --left) {
    const std::size_t at = random.oneIn(2) ? random.below(rows::kBuckets) : random.below(file.priors->size());
    if (at < file.priors->size()) (*file.priors)[at] = static_cast<char>(1 + random.below(random.oneIn(2) ? 63 : 255));
  }
}

void changeLevels(FileContents& file, Random& random) {
  file.levels = 1 + random.below(random.oneIn(2) ? format::kMaxLevels : 17);
  if (random.oneIn(8)) return;
  for (rows::CodedRow& row : file.rows) {
    for (CodedEdge& edge : row.edges) edge.magnitude = std::min(edge.magnitude, file.levels);
  }
}

void changeRowBlocks(FileContents& file, Random& random) {
  file.row_shift = random.below(random.oneIn(8) ? 16 : 4);
}

void addEdges(FileContents& file, Random& random) {
  if (file.rows.empty() || file.items == 0) return;
  rows::CodedRow& row = oneOf(file.rows, random);
  const bool is_sound = !random.oneIn(16);
  for (std::uint32_t left = 1 + random.below(random.oneIn(4) ? 300 : 3); left > 0; --left) {
    const std::uint32_t most = file.levels + static_cast<std::uint32_t>(!is_sound);
    const CodedEdge edge = {random.below(file.items), 1 + random.below(most), random.oneIn(2)};
    const auto place = std::lower_bound(row.edges.begin(), row.edges.end(), edge,
                                        [](const CodedEdge& a, const CodedEdge& b) { return a.target < b.target; });
    // Two of one target are told as a distance that is none.
    if (place == row.edges.end() || place->target != edge.target || !is_sound) row.edges.insert(place, edge);
  }
}

// A source is not among its targets.
void removeOwnTargets(FileContents& file) {
  std::size_t row = 0;
  const auto remove = [&](std::uint32_t item) {
    if (row < file.rows.size()) {
      std::erase_if(file.rows[row++].edges, [&](const CodedEdge& edge) { return edge.target == item; });
    }
  };
  for (const auto& [item, has_row] : file.part) {
    if (has_row) remove(item);
  }
  while (!file.isShard() && row < file.rows.size()) remove(static_cast<std::uint32_t>(row));
}

void changeRow(FileContents& file, Random& random) {
  if (file.rows.empty()) return;
  rows::CodedRow& row = oneOf(file.rows, random);
  row.scale = random.below(format::kMaxScale + 1 + random.oneIn(16));
  if (row.edges.empty()) return;
  CodedEdge& edge = oneOf(row.edges, random);
  edge.is_negative = random.oneIn(2);
  edge.magnitude = 1 + random.below(file.levels);
  if (random.oneIn(4)) row.edges.erase(row.edges.begin() + (&edge - row.edges.data()));
}

void changeInfo(FileContents& file, Random& random) {
  file.info.resize(random.oneIn(4) ? 0 : random.below(40));
  for (std::uint8_t& byte : file.info) byte = static_cast<std::uint8_t>(random.below(random.oneIn(2) ? 8 : 256));
}

// A bucket or none for each item and edge, or numbers that are none.
void changeSupport(FileContents& file, Random& random) {
  file.support.clear();
  if (random.oneIn(8)) return;
  std::size_t count = file.items;
  for (const rows::CodedRow& row : file.rows) count += row.edges.size();
  if (random.oneIn(8)) ++count;
  for (count = std::min<std::size_t>(count, 2000); count > 0; --count) {
    constexpr std::array<std::uint8_t, 4> kBuckets = {0, 10, 20, 50};
    file.support.push_back(kBuckets[random.below(kBuckets.size())]);
    if (random.oneIn(64)) file.support.back() = static_cast<std::uint8_t>(random.below(256));
  }
}

void changeBiases(FileContents& file, Random& random) {
  file.bias_unit = random.oneIn(4) ? 0 : anyNumber(random);
  if ((file.bias_unit & 0xFFFF) == 0) file.bias_unit = 0;
  file.biases.resize(file.bias_unit == 0 ? 0 : file.cards.count());
  for (std::uint8_t& code : file.biases) code = static_cast<std::uint8_t>(random.below(256));
}

void changeLimit(FileContents& file, Random& random) {
  oneOf(file.limits, random) = anyNumber(random);
}

void changePairs(FileContents& file, Random& random) {
  std::vector<NumberPair>& list = oneOf(file.pairs, random);
  if (!list.empty() && random.oneIn(4)) {
    list.erase(list.begin() + random.below(list.size()));
  } else if (!list.empty() && random.oneIn(2)) {
    (random.oneIn(2) ? oneOf(list, random).from : oneOf(list, random).to) = anyNumber(random);
  } else {
    list.push_back({random.below(8), random.below(8)});
    if (!random.oneIn(8)) std::sort(list.begin(), list.end());
  }
}

void changeKnots(FileContents& file, Random& random) {
  if (!file.knots.empty() && random.oneIn(4)) {
    file.knots.erase(file.knots.begin() + random.below(file.knots.size()));
    return;
  }
  Table::Knot knot = file.knots.empty() ? Table::Knot{} : file.knots.back();
  if (file.knots.empty() || random.oneIn(3)) knot.min_cart += 1 + random.below(4);
  knot.score = random.oneIn(4) ? anyNumber(random) : knot.score + random.below(2000);
  knot.attach_rate =
      static_cast<std::uint16_t>(random.oneIn(4) ? anyNumber(random) : knot.attach_rate + random.below(2000));
  file.knots.push_back(knot);
}

void changeCardsOfFile(FileContents& file, Random& random) {
  changeCards(file.cards, random);
}

constexpr std::array kFileChanges = {
    addItems,          addItems,          removeItem,        changeItemCount,  changePart,        changeGeneration,
    changeBase,        changePriors,      changeLevels,      addEdges,         addEdges,          changeRow,
    changeRow,         changeRowBlocks,   changeInfo,        changeBiases,     changeLimit,       changeSupport,
    changePairs,       changePairs,       changeKnots,       changeKnots,      changeCardsOfFile, changeCardsOfFile,
    changeCardsOfFile, changeCardsOfFile, changeCardsOfFile, changeCardsOfFile};

// Mostly few, so that what is found is easy to understand.
std::uint32_t changesWanted(Random& random) {
  return 1 + random.below(random.oneIn(4) ? 12 : 3);
}

}  // namespace

const FileBase& sampleBase() {
  static const FileBase base(sampleParts().base);
  return base;
}

std::optional<Bytes> mutateFile(std::span<const std::uint8_t> file, std::uint32_t seed) {
  auto contents = readContents(file, sampleBase());
  if (!contents) return {};
  Random random(seed);
  for (std::uint32_t left = changesWanted(random); left > 0; --left) oneOf(kFileChanges, random)(*contents, random);
  // Rules that changes break by the way, and that nearly all files are to keep.
  if (!random.oneIn(32)) removeOwnTargets(*contents);
  if (!random.oneIn(32)) makeSkusAscend(contents->cards);
  return writeContents(*contents, sampleBase(), random, random.oneIn(4) ? Liar(random) : Liar::honest());
}

std::optional<CardsInput> mutateCards(std::uint32_t count, std::span<const std::uint8_t> section, std::uint32_t seed) {
  Random random(seed);
  const FileBase* const base = random.oneIn(2) ? &sampleBase() : nullptr;
  auto cards = readCards(section, count, base);
  if (!cards) return {};
  for (std::uint32_t left = changesWanted(random); left > 0; --left) {
    if (random.oneIn(4)) {
      addCard(*cards, random);
    } else if (cards->count() > 0 && random.oneIn(8)) {
      cards->erase(random.below(cards->count()));
    } else {
      changeCards(*cards, random);
    }
  }
  if (!random.oneIn(32)) makeSkusAscend(*cards);
  Liar liar = random.oneIn(4) ? Liar(random) : Liar::honest();
  Bytes written = writeCards(*cards, base, random, liar);
  return CardsInput{static_cast<std::uint32_t>(cards->count()), std::move(written)};
}

}  // namespace goeswith::test
