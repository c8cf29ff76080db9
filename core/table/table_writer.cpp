#include "table/table_writer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <set>

#include "table/bytes_out.h"
#include "table/format.h"

namespace goeswith {
namespace {

void storeU32(std::vector<std::uint8_t>& out, std::size_t at, std::uint32_t value) {
  for (int k = 0; k < 4; ++k) out[at + k] = static_cast<std::uint8_t>(value >> (8 * k));
}

// The unit in which all biases are written, 0 when there is nothing to write.
std::uint32_t biasUnit(std::span<const float> biases, double scale) {
  double top = 0;
  for (const float bias : biases) top = std::max(top, std::abs(bias) * scale);
  if (top < 0.5) return 0;
  return static_cast<std::uint32_t>(std::clamp<double>(std::ceil(top * 64 / (127 * 127)), 1, format::kMaxBiasUnit));
}

// The biases of `items`; without a unit there is no section.
std::vector<std::uint8_t> writeBiases(const TableContents& contents, double scale, std::uint32_t unit,
                                      std::span<const std::uint32_t> items) {
  std::vector<std::uint8_t> out;
  if (unit == 0) return out;
  appendU32(out, unit);
  for (const std::uint32_t item : items) {
    const float bias = contents.biases[item];
    const long magnitude = std::min(std::lround(std::sqrt(std::abs(bias) * scale * 64 / unit)), 127l);
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
  out.resize(12);
  const std::array lists = {&policy.denied_categories, &policy.blocked_items, &policy.pinned_items};
  for (const std::vector<NumberPair>* list : lists) appendU32(out, list->size());
  appendU32(out, policy.dearer_categories.size());
  for (const std::vector<NumberPair>* list : lists) {
    for (const NumberPair& pair : *list) {
      appendU32(out, pair.from);
      appendU32(out, pair.to);
    }
  }
  for (const std::uint32_t category : policy.dearer_categories) appendU32(out, category);
  return out;
}

std::vector<std::uint8_t> writeCalibration(const Calibration& calibration) {
  std::vector<std::uint8_t> out;
  if (calibration.empty()) return out;
  assert(calibration.size() <= format::kMaxCalibrationClasses);
  out.push_back(static_cast<std::uint8_t>(calibration.size()));
  for (const CalibrationClass& cart_class : calibration) {
    assert(!cart_class.knots.empty() && cart_class.knots.size() <= 255);
    appendU16(out, cart_class.min_cart);
    out.push_back(static_cast<std::uint8_t>(cart_class.knots.size()));
    for (const CalibrationKnot& knot : cart_class.knots) {
      appendU32(out, static_cast<std::uint32_t>(knot.score));
      appendU16(out, knot.attach_rate);
    }
  }
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
  return file(quantised_.kept_edges.size(),
              {{format::kRowsTag, encodeRows(quantised_.rows, all, priors_, contents_.levels, itemCount(),
                                             contents_.block_shift)},
               {format::kBiasTag, writeBiases(contents_, unit_, bias_unit_, all)},
               {format::kRulesTag, writeRules(contents_.policy)},
               {format::kCalibrationTag, writeCalibration(contents_.calibration)},
               {format::kCardsTag, encodeCards(contents_.cards, traits_)},
               {format::kSupportTag, support},
               {format::kInfoTag, {contents_.info.begin(), contents_.info.end()}}});
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
  return table_.file(0, {{format::kPartTag, part({}, {}, false)},
                         {format::kRowsTag, encodeRows({}, {}, table_.priors_, contents.levels, table_.itemCount(),
                                                       kBlockShift)},
                         {format::kRulesTag, writeRules(limits)},
                         {format::kCalibrationTag, writeCalibration(contents.calibration)},
                         {format::kCardsTag, card_base_.section}});
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
  return table_.file(
      edges, {{format::kPartTag, part(items, cards, true)},
              {format::kRowsTag, encodeRows(table_.quantised_.rows, items, priors, contents.levels, table_.itemCount(),
                                            kBlockShift)},
              {format::kBiasTag, writeBiases(contents, table_.unit_, table_.bias_unit_, cards)},
              {format::kRulesTag, writeRules(policyFor(items, traits))},
              {format::kCardsTag, encodeCards(part_cards, traits, &card_base_)}});
}

std::vector<std::uint8_t> ShardWriter::part(std::span<const std::uint32_t> items, std::span<const std::uint32_t> cards,
                                            bool stands_on_base) const {
  std::vector<std::uint8_t> part(generation_.begin(), generation_.end());
  appendU32(part, items.size());
  appendU32(part, cards.size());
  part.push_back(stands_on_base ? 1 : 0);
  for (const std::span<const std::uint32_t> list : {items, cards}) {
    std::uint32_t next = 0;
    for (const std::uint32_t item : list) {
      appendVarint(part, item - next);
      next = item + 1;
    }
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
  std::erase_if(policy.denied_categories, [&](const NumberPair& pair) {
    return !categories.contains(pair.from) && !categories.contains(pair.to);
  });
  std::erase_if(policy.dearer_categories, [&](std::uint32_t category) { return !categories.contains(category); });
  const auto is_foreign = [&](const NumberPair& pair) {
    return !std::binary_search(items.begin(), items.end(), pair.from);
  };
  std::erase_if(policy.blocked_items, is_foreign);
  std::erase_if(policy.pinned_items, is_foreign);
  return policy;
}

// Header, directory, and the sections that are not empty; rows and cards may be empty.
std::vector<std::uint8_t> TableWriter::file(std::uint64_t edges, std::vector<Section> sections) const {
  std::erase_if(sections, [](const Section& section) {
    const bool is_needed = section.tag == format::kRowsTag || section.tag == format::kCardsTag;
    return section.bytes.empty() && !is_needed;
  });
  std::sort(sections.begin(), sections.end(), [](const Section& a, const Section& b) { return a.tag < b.tag; });
  std::vector<std::uint8_t> out(format::kMagic.begin(), format::kMagic.end());
  appendU32(out, format::kVersion);
  appendU32(out, 0);  // the checksum, stored last
  appendU32(out, 0);  // the size
  appendU32(out, itemCount());
  appendU32(out, edges);
  appendU32(out, sections.size());
  std::uint64_t offset = format::kHeaderSize + format::kDirectoryEntrySize * sections.size();
  for (const Section& section : sections) {
    appendU32(out, section.tag);
    appendU32(out, offset);
    appendU32(out, section.bytes.size());
    offset += section.bytes.size();
  }
  for (const Section& section : sections) out.insert(out.end(), section.bytes.begin(), section.bytes.end());
  assert(out.size() <= 0xFFFFFFFFu);
  storeU32(out, format::kSizeOffset, static_cast<std::uint32_t>(out.size()));
  const XXH32_hash_t checksum = XXH32(out.data() + format::kChecksummedFrom, out.size() - format::kChecksummedFrom, 0);
  storeU32(out, format::kChecksumOffset, checksum);
  return out;
}

}  // namespace goeswith
