#include "table/write/table_writer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <set>

#include "table/code/bytes_out.h"
#include "table/code/checksum.h"
#include "table/format.h"
#include "table/write/head_writer.h"

namespace goeswith {
namespace {

void storeU32(std::vector<std::uint8_t>& out, std::size_t at, std::uint32_t value) {
  for (int k = 0; k < 4; ++k) out[at + k] = static_cast<std::uint8_t>(value >> (8 * k));
}

constexpr std::uint32_t kBiasScale = 1 << format::kBiasShift;

// The unit in which all biases are written, 0 when there is nothing to write.
std::uint16_t biasUnit(std::span<const float> biases, double scale) {
  double top = 0;
  for (const float bias : biases) top = std::max(top, std::abs(bias) * scale);
  if (top < 0.5) return 0;
  return static_cast<std::uint16_t>(std::clamp<double>(std::ceil(top * kBiasScale / (127 * 127)), 1, 0xFFFF));
}

// The codes of the biases of `items`; without a unit there are none.
std::vector<std::uint8_t> writeBiases(const TableContents& contents, double scale, std::uint16_t unit,
                                      std::span<const std::uint32_t> items) {
  std::vector<std::uint8_t> out;
  if (unit == 0) return out;
  for (const std::uint32_t item : items) {
    const float bias = contents.biases[item];
    const long magnitude = std::min(std::lround(std::sqrt(std::abs(bias) * scale * kBiasScale / unit)), 127l);
    out.push_back(static_cast<std::uint8_t>(bias < 0 ? -magnitude : magnitude));
  }
  return out;
}

void writePart(HeadWriter& head, std::span<const std::uint32_t> items, std::span<const std::uint32_t> cards) {
  head.entries(cards.size());
  head.number(HeadReader::kCounts, static_cast<std::uint32_t>(cards.size()));
  std::uint32_t next = 0;
  for (const std::uint32_t card : cards) {
    const bool has_row = std::binary_search(items.begin(), items.end(), card);
    head.number(HeadReader::kSteps, (card - next) << 1 | static_cast<std::uint32_t>(has_row));
    next = card + 1;
  }
}

void writeRules(HeadWriter& head, const Policy& policy) {
  head.number(HeadReader::kCounts, policy.max_same_category_price_percent);
  head.number(HeadReader::kCounts, policy.max_price_percent);
  for (const std::uint8_t limit : policy.placement_limits) head.number(HeadReader::kCounts, limit);
  const std::array<const std::vector<NumberPair>*, kPairLists> lists = {
      &policy.denied_categories, &policy.dearer_categories, &policy.blocked_items, &policy.pinned_items};
  for (const std::vector<NumberPair>* list : lists) {
    head.entries(list->size());
    head.number(HeadReader::kCounts, static_cast<std::uint32_t>(list->size()));
    std::uint32_t from = 0;
    for (const NumberPair& pair : *list) {
      head.number(HeadReader::kSteps, pair.from - from);
      head.number(HeadReader::kValues, pair.to);
      from = pair.from;
    }
  }
}

void writeCalibration(HeadWriter& head, const Calibration& calibration) {
  struct Knot {
    std::uint32_t cart;
    CalibrationKnot knot;
  };
  std::vector<Knot> knots;
  for (const CalibrationClass& cart_class : calibration) {
    assert(!cart_class.knots.empty());
    // Below its first knot a class promises nothing, not what the one before it does.
    if (cart_class.knots.front().score > 0) knots.push_back({cart_class.min_cart, {0, 0}});
    for (const CalibrationKnot& knot : cart_class.knots) knots.push_back({cart_class.min_cart, knot});
  }
  assert(knots.size() <= format::kMaxKnots);
  head.number(HeadReader::kCounts, static_cast<std::uint32_t>(knots.size()));
  Knot last{0, {0, 0}};
  for (const Knot& next : knots) {
    assert(next.cart >= last.cart);
    head.number(HeadReader::kCounts, next.cart - last.cart);
    if (next.cart > last.cart) last.knot = {0, 0};
    assert(next.knot.score >= last.knot.score);
    head.number(HeadReader::kSteps, static_cast<std::uint32_t>(next.knot.score - last.knot.score));
    // On product pages a stronger lead can begin with a lower rate: what is added wraps.
    head.number(HeadReader::kValues, static_cast<std::uint16_t>(next.knot.attach_rate - last.knot.attach_rate));
    last = next;
  }
}

}  // namespace

std::vector<std::uint8_t> writeTable(const TableContents& contents) {
  return TableWriter(contents).wholeTable();
}

TableWriter::TableWriter(const TableContents& contents)
    : contents_(contents),
      traits_(makeTraits(contents.cards)),
      unit_(integerScale(contents.rows, contents.biases, contents.levels)),
      bias_unit_(biasUnit(contents.biases, unit_)),
      quantised_(quantise(contents.rows, contents.levels, unit_)),
      priors_(learnPriors(quantised_.rows, contents.levels, itemCount())) {
  assert(contents.rows.rowCount() <= format::kMaxItems);
}

std::vector<std::uint8_t> TableWriter::wholeTable() const {
  std::vector<std::uint32_t> all(itemCount());
  std::iota(all.begin(), all.end(), 0);
  std::vector<std::uint8_t> support;
  if (contents_.support != nullptr) {
    Support kept{contents_.support->item_orders, {}};
    for (const std::uint64_t edge : quantised_.kept_edges) {
      kept.edge_orders.push_back(contents_.support->edge_orders[edge]);
    }
    support = encodeSupport(kept);
  }
  File file;
  file.edges = quantised_.kept_edges.size();
  file.sections[format::kRows] =
      encodeRows(quantised_.rows, all, priors_, false, contents_.levels, itemCount(), contents_.block_shift);
  file.sections[format::kCards] = encodeCards(contents_.cards, traits_);
  file.sections[format::kInfo] = {contents_.info.begin(), contents_.info.end()};
  file.sections[format::kSupport] = std::move(support);
  file.biases = writeBiases(contents_, unit_, bias_unit_, all);
  file.policy = contents_.policy;
  file.calibration = contents_.calibration;
  return write(file);
}

ShardWriter::ShardWriter(const TableWriter& table, std::uint32_t generation)
    : table_(table), generation_(generation), card_base_(makeCardBase(table.contents_.cards)) {
  assert(generation != 0);
}

std::vector<std::uint8_t> ShardWriter::base() const {
  const TableContents& contents = table_.contents_;
  TableWriter::File file;
  file.generation = generation_;
  file.sections[format::kRows] =
      encodeRows({}, {}, table_.priors_, false, contents.levels, table_.itemCount(), kBlockShift);
  file.sections[format::kCards] = card_base_.section;
  file.policy = contents.policy;
  file.policy.denied_categories.clear();
  file.policy.blocked_items.clear();
  file.policy.pinned_items.clear();
  file.policy.dearer_categories.clear();
  file.calibration = contents.calibration;
  return table_.write(file);
}

std::vector<std::uint8_t> ShardWriter::shard(std::span<const std::uint32_t> items,
                                             std::uint32_t card_neighbours) const {
  const TableContents& contents = table_.contents_;
  const std::vector<std::uint32_t> cards = cardsFor(items, card_neighbours);
  std::uint64_t edges = 0;
  for (const std::uint32_t item : items) edges += table_.quantised_.rows[item].edges.size();

  Cards part_cards{contents.cards.currency, {}};
  ItemTraits traits;
  for (const std::uint32_t item : cards) part_cards.items.push_back(contents.cards.items[item]);
  for (auto column : {&ItemTraits::category, &ItemTraits::group, &ItemTraits::family, &ItemTraits::price}) {
    if ((table_.traits_.*column).empty()) continue;
    for (const std::uint32_t item : cards) (traits.*column).push_back((table_.traits_.*column)[item]);
  }
  TableWriter::File file;
  file.generation = generation_;
  file.items = items;
  file.cards = cards;
  file.edges = edges;
  file.sections[format::kRows] =
      encodeRows(table_.quantised_.rows, items, table_.priors_, true, contents.levels, table_.itemCount(), kBlockShift);
  file.sections[format::kCards] = encodeCards(part_cards, traits, &card_base_);
  file.biases = writeBiases(contents, table_.unit_, table_.bias_unit_, cards);
  file.policy = policyFor(items, traits);
  return table_.write(file);
}

// The items themselves, what is pinned to them, and the neighbours that each pulls for most.
std::vector<std::uint32_t> ShardWriter::cardsFor(std::span<const std::uint32_t> items,
                                                 std::uint32_t card_neighbours) const {
  std::vector<std::uint32_t> cards(items.begin(), items.end());
  std::vector<CodedEdge> best;
  for (const std::uint32_t item : items) {
    best.clear();
    for (const CodedEdge& edge : table_.quantised_.rows[item].edges) {
      if (!edge.is_negative || edge.lead > 0) best.push_back(edge);
    }
    const std::size_t count = std::min<std::size_t>(best.size(), card_neighbours);
    std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count), best.end(),
                      [](const CodedEdge& a, const CodedEdge& b) {
                        if (a.lead != b.lead) return a.lead > b.lead;
                        return a.magnitude != b.magnitude ? a.magnitude > b.magnitude : a.target < b.target;
                      });
    for (std::size_t k = 0; k < count; ++k) cards.push_back(best[k].target);
    const auto& pinned = table_.contents_.policy.pinned_items;
    for (auto pair = std::lower_bound(pinned.begin(), pinned.end(), NumberPair{item, 0});
         pair != pinned.end() && pair->from == item; ++pair) {
      cards.push_back(pair->to);
    }
  }
  std::sort(cards.begin(), cards.end());
  cards.erase(std::unique(cards.begin(), cards.end()), cards.end());
  return cards;
}

// The rules that a cart of these items can call for, without the limits, which the base has. Denied categories are kept
// where one of the two is at hand, since the other may be in a shard that is read beside this one.
Policy ShardWriter::policyFor(std::span<const std::uint32_t> items, const ItemTraits& traits) const {
  Policy policy = table_.contents_.policy;
  policy.max_same_category_price_percent = kNoPolicy.max_same_category_price_percent;
  policy.max_price_percent = kNoPolicy.max_price_percent;
  policy.placement_limits = kNoPolicy.placement_limits;
  const std::set<std::uint32_t> categories(traits.category.begin(), traits.category.end());
  for (std::vector<NumberPair>* pairs : {&policy.denied_categories, &policy.dearer_categories}) {
    std::erase_if(*pairs, [&](const NumberPair& pair) {
      return !categories.contains(pair.from) && !categories.contains(pair.to);
    });
  }
  const auto is_foreign = [&](const NumberPair& pair) {
    return !std::binary_search(items.begin(), items.end(), pair.from);
  };
  std::erase_if(policy.blocked_items, is_foreign);
  std::erase_if(policy.pinned_items, is_foreign);
  return policy;
}

std::vector<std::uint8_t> TableWriter::write(const File& file) const {
  HeadWriter head;
  head.number(HeadReader::kCounts, itemCount());
  head.number(HeadReader::kCounts, static_cast<std::uint32_t>(file.edges));
  if (file.generation != 0) {
    writePart(head, file.items, file.cards);
  } else {
    head.entries(itemCount());
  }
  for (const std::vector<std::uint8_t>& section : file.sections) {
    head.number(HeadReader::kCounts, static_cast<std::uint32_t>(section.size()));
    head.bytes(section);
  }
  head.number(HeadReader::kCounts, file.biases.empty() ? 0 : bias_unit_);
  head.bytes(file.biases);
  writeRules(head, file.policy);
  writeCalibration(head, file.calibration);
  const std::vector<std::uint8_t> pack = std::move(head).pack();

  std::vector<std::uint8_t> out(format::kMagic.begin(), format::kMagic.end());
  appendU32(out, format::kVersion);
  appendU32(out, format::kHeaderSize + pack.size());
  appendU32(out, 0);  // the checksum, stored last
  appendU32(out, file.generation);
  out.insert(out.end(), pack.begin(), pack.end());
  storeU32(out, format::kChecksumOffset, checksumOf(std::span(out).subspan(format::kChecksummedFrom)));
  return out;
}

}  // namespace goeswith
