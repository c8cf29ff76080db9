#include "file_contents.h"

#include <bit>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "table/code/text_reader.h"
#include "table/write/head_writer.h"
#include "table/write/range_encoder.h"

namespace goeswith::test {
namespace {

using format::CardSubject;

// More cards than one input of the fuzzers has.
constexpr std::size_t kMostCards = 512;
// The largest number that can be coded.
constexpr std::uint32_t kMaxNumber = 0xFFFFFFFEu;

constexpr std::array kTextSubjects = {CardSubject::kTitle, CardSubject::kUrl, CardSubject::kImage};

// Writes numbers of a head, of which the liar may change one.
class Head {
 public:
  explicit Head(Liar& liar) : liar_(liar) {}

  void count(std::size_t number) { tell(HeadReader::kCounts, static_cast<std::uint32_t>(number)); }
  void step(std::uint32_t number) { tell(HeadReader::kSteps, number); }
  void value(std::uint32_t number) { tell(HeadReader::kValues, number); }
  void take(Bytes bytes) {
    liar_.end(bytes);
    writer.bytes(bytes);
  }
  Bytes pack(std::size_t least = 0) && {
    Bytes pack = std::move(writer).pack(least);
    storeU32(pack, 0, liar_.number(format::readU32(pack.data())));
    return pack;
  }

  HeadWriter writer;

 private:
  void tell(HeadReader::Kind kind, std::uint32_t number) {
    writer.number(kind, std::min(liar_.number(number), kMaxNumber));
  }

  Liar& liar_;
};

// Appends texts, which end with a NUL each: mostly as the longest copy of what last began like it.
void writeTexts(RangeEncoder& out, TextState& state, std::string_view texts, Random& random, Liar& liar) {
  const std::size_t start = state.text.size();
  std::string all = state.text;
  all += texts;
  bool after_copy = false;
  for (std::size_t at = start; at < all.size();) {
    texts::Step step{.byte = static_cast<std::uint8_t>(all[at])};
    const std::size_t least = random.oneIn(4) ? 2 : 3;
    const std::size_t from =
        at == 0 || all.size() - at < least ? std::string::npos : all.rfind(all.substr(at, least), at - 1);
    std::size_t length = 0;
    if (from != std::string::npos && !random.oneIn(16)) {
      while (at + length < all.size() && all[from + length] == all[at + length]) ++length;
      step.length = std::max(liar.number(static_cast<std::uint32_t>(length)), texts::kLeastCopy);
      step.distance = std::clamp(liar.number(static_cast<std::uint32_t>(at - from)), 1u, kMaxNumber);
    }
    const auto last = static_cast<std::uint8_t>(at == 0 ? 0 : all[at - 1]);
    codeStep(out, state.models.data(), after_copy, last, step);
    at += std::max<std::size_t>(length, 1);
  }
  state.text = std::move(all);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(text).push_back('\0');
  return all;
}

// Tells a column, and returns the numbers that were told anew, in their order: those that have names.
std::vector<std::uint32_t> writeNumbers(Head& head, const std::vector<std::uint32_t>& numbers, Random& random) {
  head.writer.entries(numbers.size());
  head.writer.forget();
  std::vector<std::uint32_t> known;
  std::uint32_t last = 0;
  for (const std::uint32_t number : numbers) {
    const auto found = std::find(known.begin(), known.end(), number);
    if (number == last && !random.oneIn(16)) {
      head.step(0);
    } else if (found != known.end() && !random.oneIn(16)) {
      head.step(2 + static_cast<std::uint32_t>(found - known.begin()));
    } else {
      head.step(1);
      head.value(number);
      known.push_back(number);
    }
    last = number;
  }
  return known;
}

Bytes packedRuns(const std::vector<std::uint32_t>& runs, std::uint32_t bits) {
  Bytes bytes((runs.size() * bits + 7) / 8);
  for (std::size_t k = 0; k < runs.size(); ++k) {
    for (std::uint32_t bit = 0; bit < bits; ++bit) {
      const std::size_t at = k * bits + bit;
      bytes[at / 8] |= static_cast<std::uint8_t>((runs[k] >> bit & 1) << at % 8);
    }
  }
  return bytes;
}

std::vector<std::string> blockTexts(const CardContents& cards, std::size_t begin, std::size_t end, Random& random) {
  std::vector<std::string> texts;
  std::string before;
  for (std::size_t place = begin; place < end; ++place) {
    const std::string& sku = cards.skus[place];
    const std::size_t most = std::min({sku.size(), before.size(), std::size_t{format::kMaxSharedPrefix}});
    std::size_t shared = 0;
    while (shared < most && sku[shared] == before[shared]) ++shared;
    if (random.oneIn(8)) shared = random.below(shared + 1);
    texts.push_back(static_cast<char>(shared + 1) + sku.substr(shared));
    before = sku;
  }
  for (const CardColumn& column : cards.columns) {
    if (column.kind != format::kTextEach) continue;
    for (std::size_t place = begin; place < end; ++place) texts.push_back(column.texts[place]);
  }
  return texts;
}

Bytes writeRows(const FileContents& contents, const FileBase& base, Random& random, Liar& liar) {
  Head head(liar);
  head.count(contents.levels - 1);
  head.count(contents.row_shift);
  head.count(contents.priors ? 1 : 0);
  rows::Priors priors = base.table.priors();
  if (contents.priors) {
    TextState texts;
    writeTexts(head.writer.encoder(), texts, *contents.priors + '\0', random, liar);
    priors = {};
    std::memcpy(&priors, contents.priors->data(), std::min(contents.priors->size(), sizeof priors));
  }
  const std::size_t block_rows = std::size_t{1} << contents.row_shift;
  std::vector<std::uint32_t> row_items;
  for (const FileContents::PartCard& card : contents.part) {
    if (card.has_row) row_items.push_back(card.item);
  }
  for (std::size_t begin = 0; begin < contents.rows.size(); begin += block_rows) {
    RangeEncoder encoder;
    rows::Models models = rows::startModels(priors);
    rows::RowCoder<RangeEncoder> coder(encoder, models, priors, contents.levels);
    std::size_t edges = 0;
    const std::size_t end = std::min(begin + block_rows, contents.rows.size());
    for (std::size_t number = begin; number < end; ++number) {
      rows::CodedRow row = contents.rows[number];
      const std::uint32_t source = contents.isShard() ? row_items[number] : static_cast<std::uint32_t>(number);
      edges += row.edges.size();
      // A row that breaks the rules is the last of its block.
      if (!coder.code(row, source, contents.items, contents.levels, format::kMaxRowLength)) break;
    }
    Bytes block = std::move(encoder).finish();
    const std::size_t least = (edges + format::kMaxEdgesPerByte - 1) / format::kMaxEdgesPerByte;
    if (block.size() < least && !random.oneIn(8)) block.resize(least);
    head.writer.entries(1);
    head.step(static_cast<std::uint32_t>(block.size()));
    head.take(std::move(block));
  }
  return std::move(head).pack();
}

void writePart(Head& head, const std::vector<FileContents::PartCard>& part) {
  head.writer.entries(part.size());
  head.count(part.size());
  std::uint32_t next = 0;
  for (const auto& [item, has_row] : part) {
    head.step((item - next) << 1 | static_cast<std::uint32_t>(has_row));
    next = item + 1;
  }
}

}  // namespace

Liar::Liar(Random& random) {
  if (random.oneIn(4)) {
    end_at_ = random.below(12);
    longer_ = static_cast<std::int32_t>(random.below(17)) - 8;
  } else {
    number_at_ = random.below(random.oneIn(2) ? 40 : 400);
    constexpr std::array<std::uint32_t, 8> kAdded = {1, 2, 0xFFFFFFFFu, 0xFFFFFFFEu, 1u << 8, 1u << 24, 1u << 31, 0};
    added_ = kAdded[random.below(kAdded.size())];
    if (added_ == 0) added_ = random.below(256);
  }
}

std::uint32_t Liar::number(std::uint32_t truth) {
  return number_at_-- == 0 ? truth + added_ : truth;
}

void Liar::end(Bytes& bytes) {
  if (end_at_-- != 0) return;
  const auto size = static_cast<std::int32_t>(bytes.size()) + longer_;
  bytes.resize(static_cast<std::size_t>(std::max(size, 0)), longer_ % 2 == 0 ? 0 : 0xA5);
}

void CardContents::insert(std::size_t place, std::string sku) {
  const auto at = static_cast<std::ptrdiff_t>(place);
  skus.insert(skus.begin() + at, std::move(sku));
  runs.insert(runs.begin() + at, 0);
  for (CardColumn& column : columns) {
    if (column.kind == format::kTextEach) column.texts.insert(column.texts.begin() + at, std::string());
    if (column.kind >= format::kNumbers) column.numbers.insert(column.numbers.begin() + at, 0);
  }
}

void CardContents::erase(std::size_t place) {
  const auto at = static_cast<std::ptrdiff_t>(place);
  skus.erase(skus.begin() + at);
  runs.erase(runs.begin() + at);
  for (CardColumn& column : columns) {
    if (column.kind == format::kTextEach) column.texts.erase(column.texts.begin() + at);
    if (column.kind >= format::kNumbers) column.numbers.erase(column.numbers.begin() + at);
  }
}

FileBase::FileBase(Bytes file) : bytes(std::move(file)) {
  const bool is_sound = table.read(bytes) == TableErrorCode::kNone &&
                        cards.read(table.section(format::kCards), table.cardCount()) && table.cardCount() == 0;
  if (!is_sound) throw std::invalid_argument("a base that is none");
  // A base has no columns, so that its common texts come right behind the kinds.
  HeadReader head(table.section(format::kCards));
  for (std::uint32_t number = 0; number < 2 + format::kCardSubjects - 2; ++number) head.number(HeadReader::kCounts);
  const std::uint32_t count = head.number(HeadReader::kCounts);
  List<char> text;
  decodeTexts(head.decoder(), texts.models.data(), text, format::mostText(bytes.size()), count, true);
  texts.text.assign(text.begin(), text.end());
}

std::optional<CardContents> readCards(std::span<const std::uint8_t> section, std::uint32_t count,
                                      const FileBase* base) {
  CardReader reader;
  if (count > kMostCards || !reader.read(section, count, base ? &base->cards : nullptr)) return {};
  CardContents cards;
  cards.block_shift = static_cast<std::uint32_t>(std::countr_zero(reader.cardsPerBlock()));
  cards.skus.resize(count);
  cards.runs.resize(count);
  std::vector<std::uint32_t> card_at(count);
  std::uint32_t run = 0;
  for (std::uint32_t card = 0; card < count; ++card) {
    const std::uint32_t place = reader.placeOf(card);
    card_at[place] = card;
    if (card > 0 && place < reader.placeOf(card - 1)) ++run;
    cards.runs[place] = run;
  }
  for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
    CardColumn& column = cards.columns[subject];
    const auto which = static_cast<CardSubject>(subject);
    column.kind = reader.kind(which);
    if (column.kind == format::kTextForAll) column.text = reader.textForAll(which);
    if (column.kind == format::kTextEach) column.texts.resize(count);
    reader.visitNames(which, [&](std::uint32_t number, std::string_view name) { column.names.emplace(number, name); });
    if (column.kind < format::kNumbers) continue;
    for (const std::uint32_t card : card_at) column.numbers.push_back(reader.number(which, card));
  }
  List<char> sku;
  for (std::uint32_t begin = 0; begin < count; begin += reader.cardsPerBlock()) {
    const std::uint32_t end = std::min(begin + reader.cardsPerBlock(), count);
    if (!reader.load(card_at[end - 1])) continue;
    for (std::uint32_t place = begin; place < end; ++place) {
      if (reader.sku(card_at[place], sku)) cards.skus[place].assign(sku.begin(), sku.end());
      for (const CardSubject subject : kTextSubjects) {
        CardColumn& column = cards.columns[static_cast<std::size_t>(subject)];
        if (column.kind == format::kTextEach) column.texts[place] = reader.text(subject, card_at[place]);
      }
    }
  }
  return cards;
}

std::optional<FileContents> readContents(std::span<const std::uint8_t> file, const FileBase& base) {
  auto table = openOn(base.table, file);
  if (!table) return {};
  FileContents contents;
  if (!table->standsOnBase()) {
    const auto* priors = reinterpret_cast<const char*>(&table->priors());
    contents.priors.emplace(priors, sizeof table->priors());
  }
  const FileBase* const on = table->standsOnBase() ? &base : nullptr;
  auto cards = readCards(table->section(format::kCards), table->cardCount(), on);
  if (!cards) return {};
  contents.cards = std::move(*cards);
  contents.generation = format::readU32(&file[format::kGenerationOffset]);
  contents.items = table->itemCount();
  for (std::uint32_t card = 0; table->isShard() && card < table->cardCount(); ++card) {
    const std::uint32_t item = table->itemOfCard(card);
    contents.part.push_back({item, table->rowOf(item) != Table::kNone});
  }
  contents.levels = table->levels();
  contents.row_shift = static_cast<std::uint32_t>(std::countr_zero(table->blockRows()));
  contents.rows.resize(table->rowCount());
  for (std::uint32_t block = 0; block < table->blockCount(); ++block) {
    table->visitBlock(block, [&](std::uint32_t number, const rows::DecodedRow& row) {
      contents.rows[number] = {row.scale, {row.edges.begin(), row.edges.end()}};
      return true;
    });
  }
  const auto copyOfSection = [&](format::Section which) {
    const auto section = table->section(which);
    return Bytes(section.begin(), section.end());
  };
  contents.info = copyOfSection(format::kInfo);
  contents.support = copyOfSection(format::kSupport);
  if (!table->biases().empty()) {
    contents.bias_unit = 1;  // the table does not tell which it is
    contents.biases.assign(table->biases().begin(), table->biases().end());
  }
  contents.limits = {table->maxSameCategoryPricePercent(), table->maxPricePercent()};
  for (std::size_t placement = 0; placement < kPlacementCount; ++placement) {
    contents.limits[2 + placement] = table->placementLimit(placement);
  }
  for (const RulePair& rule : table->rulePairs()) contents.pairs[rule.list].push_back(rule.pair);
  contents.knots.assign(table->knots().begin(), table->knots().end());
  return contents;
}

Bytes writeCards(const CardContents& cards, const FileBase* base, Random& random, Liar& liar) {
  Head head(liar);
  head.writer.entries(cards.count());
  const std::uint32_t last_run = cards.runs.empty() ? 0 : *std::max_element(cards.runs.begin(), cards.runs.end());
  const auto run_bits = static_cast<std::uint32_t>(std::bit_width(last_run)) + (random.oneIn(8) ? 1 : 0);
  head.count(cards.block_shift);
  head.count(run_bits);
  for (std::size_t subject = 2; subject < cards.columns.size(); ++subject) head.count(cards.columns[subject].kind);

  // The columns are told behind the texts, and say which names there are: told first, for nobody, in the same way.
  const std::uint32_t told_alike = random.below(1u << 20);
  const auto columns = [&](Head& out) {
    Random same(told_alike);
    std::vector<std::string> names;
    for (const CardColumn& column : cards.columns) {
      if (column.kind < format::kNumbers) continue;
      const std::vector<std::uint32_t> known = writeNumbers(out, column.numbers, same);
      for (std::size_t k = 0; column.kind == format::kNamed && k < known.size(); ++k) {
        const auto name = column.names.find(known[k]);
        names.push_back(name == column.names.end() ? std::string() : name->second);
      }
    }
    return names;
  };
  std::vector<std::string> common;
  for (const CardColumn& column : cards.columns) {
    if (column.kind == format::kTextForAll) common.push_back(column.text);
  }
  Liar nobody = Liar::honest();
  Head unread(nobody);
  for (std::string& name : columns(unread)) common.push_back(std::move(name));
  common.insert(common.end(), cards.samples.begin(), cards.samples.end());
  head.count(common.size());
  TextState texts = base ? base->texts : TextState();
  writeTexts(head.writer.encoder(), texts, joined(common), random, liar);
  columns(head);

  head.take(packedRuns(cards.runs, run_bits));
  std::size_t text_size = texts.text.size();
  for (std::size_t begin = 0; begin < cards.count(); begin += std::size_t{1} << cards.block_shift) {
    const std::size_t end = std::min(begin + (std::size_t{1} << cards.block_shift), cards.count());
    const std::string text = joined(blockTexts(cards, begin, end, random));
    text_size += text.size();
    RangeEncoder encoder;
    TextState here = texts;
    writeTexts(encoder, here, text, random, liar);
    Bytes block = std::move(encoder).finish();
    head.step(static_cast<std::uint32_t>(block.size()));
    head.take(std::move(block));
  }
  return std::move(head).pack(format::leastForText(text_size));
}

Bytes writeContents(const FileContents& contents, const FileBase& base, Random& random, Liar liar) {
  Head head(liar);
  head.count(contents.items);
  std::size_t edges = 0;
  for (const rows::CodedRow& row : contents.rows) edges += row.edges.size();
  head.count(edges);
  if (contents.isShard()) {
    writePart(head, contents.part);
  } else {
    head.writer.entries(contents.items);
  }
  const FileBase* const on = contents.priors ? nullptr : &base;
  const std::array<Bytes, format::kSections> sections = {writeRows(contents, base, random, liar),
                                                         writeCards(contents.cards, on, random, liar), contents.info,
                                                         contents.support};
  for (const Bytes& section : sections) {
    head.count(section.size());
    head.take(section);
  }
  head.count(contents.bias_unit);
  if (contents.bias_unit != 0) head.take(contents.biases);
  for (const std::uint32_t limit : contents.limits) head.count(limit);
  for (const std::vector<NumberPair>& list : contents.pairs) {
    head.writer.entries(list.size());
    head.count(list.size());
    std::uint32_t from = 0;
    for (const NumberPair& pair : list) {
      head.step(pair.from - from);
      head.value(pair.to);
      from = pair.from;
    }
  }
  head.count(contents.knots.size());
  Table::Knot last{};
  for (const Table::Knot& knot : contents.knots) {
    head.count(knot.min_cart - last.min_cart);
    if (knot.min_cart != last.min_cart) last = {knot.min_cart, 0, 0};
    head.step(knot.score - last.score);
    head.value(static_cast<std::uint16_t>(knot.attach_rate - last.attach_rate));
    last = knot;
  }
  return fileOf(std::move(head).pack(), contents.generation);
}

}  // namespace goeswith::test
