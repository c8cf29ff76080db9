#include "table/table_writer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <set>

#include "table/bytes_out.h"
#include "table/checksum.h"
#include "table/format.h"

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

// The biases of `items`; without a unit there is no section.
std::vector<std::uint8_t> writeBiases(const TableContents& contents, double scale, std::uint16_t unit,
                                      std::span<const std::uint32_t> items) {
  std::vector<std::uint8_t> out;
  if (unit == 0) return out;
  appendU16(out, unit);
  for (const std::uint32_t item : items) {
    const float bias = contents.biases[item];
    const long magnitude = std::min(std::lround(std::sqrt(std::abs(bias) * scale * kBiasScale / unit)), 127l);
    out.push_back(static_cast<std::uint8_t>(bias < 0 ? -magnitude : magnitude));
  }
  return out;
}

std::vector<std::uint8_t> writeRules(const Policy& policy) {
  std::vector<std::uint8_t> out;
  if (policy == kNoPolicy) return out;
  appendU16(out, policy.max_same_category_price_percent);
  appendU16(out, policy.max_price_percent);
  out.insert(out.end(), policy.placement_limits.begin(), policy.placement_limits.end());
  const std::array<const std::vector<NumberPair>*, kPairLists> lists = {
      &policy.denied_categories, &policy.dearer_categories, &policy.blocked_items, &policy.pinned_items};
  for (const std::vector<NumberPair>* list : lists) appendU32(out, list->size());
  for (const std::vector<NumberPair>* list : lists) {
    for (const NumberPair& pair : *list) {
      appendU32(out, pair.from);
      appendU32(out, pair.to);
    }
  }
  return out;
}

std::vector<std::uint8_t> writeCalibration(const Calibration& calibration) {
  std::vector<std::uint8_t> out;
  std::uint32_t min_cart = 0;
  [[maybe_unused]] std::uint32_t written = 0;
  for (const CalibrationClass& cart_class : calibration) {
    assert(!cart_class.knots.empty() && cart_class.min_cart > min_cart);
    CalibrationKnot last{0, 0};
    const auto append = [&](const CalibrationKnot& knot) {
      assert(knot.score >= last.score && knot.attach_rate >= last.attach_rate);
      appendVarint(out, cart_class.min_cart - min_cart);
      appendVarint(out, static_cast<std::uint32_t>(knot.score - last.score));
      appendVarint(out, static_cast<std::uint32_t>(knot.attach_rate - last.attach_rate));
      last = knot;
      min_cart = cart_class.min_cart;
      ++written;
    };
    // Below its first knot a class promises nothing, not what the one before it does.
    if (cart_class.knots.front().score > 0) append(last);
    for (const CalibrationKnot& knot : cart_class.knots) append(knot);
  }
  assert(written <= format::kMaxKnots);
  return out;
}

}  // namespace

std::vector<std::uint8_t> writeTable(const TableContents& contents) { return TableWriter(contents).wholeTable(); }

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
  Sections sections;
  sections[format::kRows] =
      encodeRows(quantised_.rows, all, priors_, contents_.levels, itemCount(), contents_.block_shift);
  sections[format::kCards] = encodeCards(contents_.cards, traits_);
  sections[format::kBiases] = writeBiases(contents_, unit_, bias_unit_, all);
  sections[format::kRules] = writeRules(contents_.policy);
  sections[format::kCalibration] = writeCalibration(contents_.calibration);
  sections[format::kInfo] = {contents_.info.begin(), contents_.info.end()};
  sections[format::kSupport] = std::move(support);
  return file(quantised_.kept_edges.size(), sections);
}

ShardWriter::ShardWriter(const TableWriter& table, std::span<const std::uint8_t, format::kGenerationSize> generation)
    : table_(table), card_base_(makeCardBase(table.contents_.cards)) {
  std::copy(generation.begin(), generation.end(), generation_.begin());
}

std::vector<std::uint8_t> ShardWriter::base() const {
  const TableContents& contents = table_.contents_;
  Policy limits = contents.policy;
  limits.denied_categories.clear();
  limits.blocked_items.clear();
  limits.pinned_items.clear();
  limits.dearer_categories.clear();
  TableWriter::Sections sections;
  sections[format::kRows] = encodeRows({}, {}, table_.priors_, contents.levels, table_.itemCount(), kBlockShift);
  sections[format::kCards] = card_base_.section;
  sections[format::kPart] = part({}, {});
  sections[format::kRules] = writeRules(limits);
  sections[format::kCalibration] = writeCalibration(contents.calibration);
  return table_.file(0, sections);
}

std::vector<std::uint8_t> ShardWriter::shard(std::span<const std::uint32_t> items, std::uint32_t card_neighbours) const {
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
  const EncodedPriors priors{table_.priors_.priors, {}};  // whose bytes are the base's
  TableWriter::Sections sections;
  sections[format::kRows] =
      encodeRows(table_.quantised_.rows, items, priors, contents.levels, table_.itemCount(), kBlockShift);
  sections[format::kCards] = encodeCards(part_cards, traits, &card_base_);
  sections[format::kPart] = part(items, cards);
  sections[format::kBiases] = writeBiases(contents, table_.unit_, table_.bias_unit_, cards);
  sections[format::kRules] = writeRules(policyFor(items, traits));
  return table_.file(edges, sections);
}

// Generation and cards; each of `items` is among them.
std::vector<std::uint8_t> ShardWriter::part(std::span<const std::uint32_t> items,
                                            std::span<const std::uint32_t> cards) const {
  std::vector<std::uint8_t> part(generation_.begin(), generation_.end());
  std::uint32_t next = 0;
  for (const std::uint32_t card : cards) {
    const bool has_row = std::binary_search(items.begin(), items.end(), card);
    appendVarint(part, (card - next) << 1 | static_cast<std::uint32_t>(has_row));
    next = card + 1;
  }
  return part;
}

// The items themselves, what is pinned to them, and the neighbours that each pulls for most.
std::vector<std::uint32_t> ShardWriter::cardsFor(std::span<const std::uint32_t> items,
                                                 std::uint32_t card_neighbours) const {
  std::vector<std::uint32_t> cards(items.begin(), items.end());
  std::vector<CodedEdge> best;
  for (const std::uint32_t item : items) {
    best.clear();
    for (const CodedEdge& edge : table_.quantised_.rows[item].edges) {
      if (!edge.is_negative) best.push_back(edge);
    }
    const std::size_t count = std::min<std::size_t>(best.size(), card_neighbours);
    std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count), best.end(),
                      [](const CodedEdge& a, const CodedEdge& b) {
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

// Header and sections; those that are not given are empty.
std::vector<std::uint8_t> TableWriter::file(std::uint64_t edges, const Sections& sections) const {
  std::vector<std::uint8_t> out(format::kMagic.begin(), format::kMagic.end());
  appendU32(out, format::kVersion);
  appendU32(out, 0);  // the checksum, stored last
  appendU32(out, itemCount());
  appendU32(out, edges);
  for (const std::vector<std::uint8_t>& section : sections) appendU32(out, section.size());
  for (const std::vector<std::uint8_t>& section : sections) out.insert(out.end(), section.begin(), section.end());
  assert(out.size() <= 0xFFFFFFFFu);
  storeU32(out, format::kChecksumOffset, checksumOf(std::span(out).subspan(format::kChecksummedFrom)));
  return out;
}

}  // namespace goeswith
