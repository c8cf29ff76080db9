// Table: the read side of the table format (FORMAT.md), for the scorer.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <tl/expected.hpp>

#include "table/block_index.h"
#include "table/format.h"
#include "table/list.h"
#include "table/number_pair.h"
#include "table/range_decoder.h"
#include "table/row_codec.h"
#include "table/table_error.h"

namespace goeswith {

// The lists of pairs that rules have: categories, and then items. Every second one allows, the others forbid.
enum PairListNumber : std::uint32_t { kDeniedCategories, kDearerCategories, kBlockedItems, kPinnedItems, kPairLists };

// An ascending list of number pairs as it lies in a file. Borrows the bytes.
class PairList {
 public:
  PairList() = default;
  // Precondition: `bytes` holds whole pairs.
  explicit PairList(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size() / format::kPairSize); }
  std::uint32_t from(std::uint32_t k) const { return format::readU32(at(k)); }
  std::uint32_t to(std::uint32_t k) const { return format::readU32(at(k) + 4); }
  NumberPair operator[](std::uint32_t k) const { return {from(k), to(k)}; }

  // Where the pairs begin that start with `wanted` or more. Takes logarithmic time.
  std::uint32_t firstFrom(std::uint32_t wanted) const;

 private:
  const std::uint8_t* at(std::uint32_t k) const { return bytes_.data() + std::size_t{k} * format::kPairSize; }

  std::span<const std::uint8_t> bytes_;
};

// A view of a table's bytes: of a whole table, or of a shard, which has the rows of some items and the cards of those and
// of their best neighbours.
//
// Safe for untrusted input: open() and read() check the checksum and everything but the rows, in time linear in the
// size, and allocate in proportion to it; rows are checked when they are read. No access can leave the bytes. Cards are
// only located here (see cards.h). Throws nothing.
class Table {
 public:
  // What an item has that is not in the file.
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  // Borrows `bytes`, which must outlive the table and must not change; of `base`, the shard that those of its generation
  // stand on, nothing. A shard that stands on one of another generation is refused with kOtherGeneration.
  static tl::expected<Table, TableError> open(std::span<const std::uint8_t> bytes, const Table* base = nullptr);

  // The same in two steps, for the browser: returning either a table or an error costs 300 bytes of download. A table
  // is empty until read() fills it, once; when that fails, the table must not be used.
  Table() = default;
  tl::expected<void, TableError> read(std::span<const std::uint8_t> bytes, const Table* base = nullptr);

  // Items of the whole generation, which are numbered from 0; in a shard most of them are elsewhere.
  std::uint32_t itemCount() const { return item_count_; }
  std::uint32_t edgeCount() const { return edge_count_; }
  std::uint32_t levels() const { return levels_; }
  bool isShard() const { return !section(format::kPart).empty(); }
  // Whether both are shards of one generation.
  bool isBeside(const Table& other) const {
    return isShard() && other.isShard() && generation_ == other.generation_ && item_count_ == other.item_count_;
  }
  // Whether rows and cards cannot be read without those of the base.
  bool standsOnBase() const { return stands_on_base_; }

  // The items that have rows, ascending, and those that have cards, biases and traits, ascending. In a whole table both
  // are all items.
  std::uint32_t rowCount() const { return row_count_; }
  std::uint32_t cardCount() const { return card_count_; }
  // Where an item stands among them, or kNone. Any number is allowed.
  std::uint32_t rowOf(std::uint32_t item) const { return placeIn(row_items_, item); }
  std::uint32_t cardOf(std::uint32_t item) const { return placeIn(card_items_, item); }
  // The item of a row or a card. Precondition: it is below the count.
  std::uint32_t itemOfRow(std::uint32_t row) const { return isShard() ? row_items_[row] : row; }
  std::uint32_t itemOfCard(std::uint32_t card) const { return isShard() ? card_items_[card] : card; }

  // What the models of every block start from.
  const rows::Priors& priors() const { return priors_; }

  // Rows lie in blocks of so many, which are decoded one by one.
  std::uint32_t blockCount() const { return blocks_.count(); }
  std::uint32_t blockRows() const { return 1u << block_shift_; }

  // Decodes a block from its start and calls `visit(row, const rows::DecodedRow&)` for each row, until that returns false.
  // False when the block breaks the format. Precondition: block < blockCount().
  template <class Visit>
  bool visitBlock(std::uint32_t block, Visit&& visit) const;

  // The weight of an edge of a row with this scale, |weight| < 2^20. Preconditions: as visitBlock() gives them.
  std::int32_t weightOf(const CodedEdge& edge, std::uint32_t scale) const {
    const std::int32_t magnitude = format::scaledWeight(format::levelValue(edge.magnitude, levels_), scale);
    return edge.is_negative ? -magnitude : magnitude;
  }

  // What the item of a card scores before any cart speaks, |bias| < 2^20. Precondition: card < cardCount().
  std::int32_t bias(std::uint32_t card) const {
    const std::span<const std::uint8_t> biases = section(format::kBiases);
    if (biases.empty()) return 0;
    return format::biasValue(static_cast<std::int8_t>(biases[format::kBiasHeaderSize + card]),
                             format::readU16(biases.data()));
  }

  // The rules that depend on the cart; Policy in policy.h says what each means. policyOf() gives all of them as one.
  std::uint32_t maxSameCategoryPricePercent() const { return hasRules() ? format::readU16(rules()) : 0; }
  std::uint32_t maxPricePercent() const { return hasRules() ? format::readU16(rules() + 2) : 0; }
  // The most items of a placement (the number of a Placement, below format::kPlacements); 0: no limit.
  std::uint32_t placementLimit(std::size_t placement) const { return hasRules() ? rules()[4 + placement] : 0; }
  const std::array<PairList, kPairLists>& pairLists() const { return pair_lists_; }

  // The expected attach rate, in 65,536ths, of an item that scores `score` for a cart of `cart_size` items; 0 when the
  // table knows none.
  bool hasCalibration() const { return knots_.size() > 0; }
  std::uint32_t attachRate(std::uint32_t cart_size, std::int32_t score) const;
  // A cart of so many distinct items, a score from which on the rate holds, and the rate; in the order of the file.
  struct Knot {
    std::uint32_t min_cart;
    std::uint32_t score;  // in two's complement
    std::uint16_t attach_rate;
  };
  const List<Knot>& knots() const { return knots_; }

  // A section as it lies in the file; empty when the table has none.
  std::span<const std::uint8_t> section(format::Section which) const { return sections_[which]; }
  // Bytes of the rows' section that come before the blocks: priors and index.
  std::size_t rowsOverhead() const { return section(format::kRows).size() - blocks_.byteCount(); }

 private:
  std::uint32_t placeIn(const List<std::uint32_t>& items, std::uint32_t item) const;

  // Each reads and checks its section, which starts at `offset` of the file.
  tl::expected<void, TableError> readPart(std::uint32_t offset);
  tl::expected<void, TableError> readRows(std::uint32_t offset, const Table* base);
  tl::expected<void, TableError> readRules(std::uint32_t offset);
  tl::expected<void, TableError> readCalibration(std::uint32_t offset);

  bool hasRules() const { return !section(format::kRules).empty(); }
  const std::uint8_t* rules() const { return section(format::kRules).data(); }

  std::array<std::span<const std::uint8_t>, format::kSections> sections_;
  std::uint64_t generation_ = 0;  // what ties shards together
  std::uint32_t row_count_ = 0;
  std::uint32_t card_count_ = 0;
  List<std::uint32_t> row_items_;   // of a shard; empty in a whole table
  List<std::uint32_t> card_items_;  // the same
  std::uint32_t block_shift_ = 0;
  BlockIndex blocks_;
  std::array<PairList, kPairLists> pair_lists_;
  List<Knot> knots_;
  std::uint32_t item_count_ = 0;
  std::uint32_t edge_count_ = 0;
  bool stands_on_base_ = false;
  std::uint32_t levels_ = 0;
  rows::Priors priors_{};  // last, since what lies far from the start takes more bytes to reach
};

template <class Visit>
bool Table::visitBlock(std::uint32_t block, Visit&& visit) const {
  const auto bytes = blocks_[block];
  const std::uint32_t first_row = block << block_shift_;
  const std::uint32_t end_row = std::min(rowCount(), first_row + blockRows());
  RangeDecoder decoder(bytes);
  rows::Models models = rows::startModels(priors_);
  rows::RowCoder<RangeDecoder> coder(decoder, models, priors_, levels_);
  std::size_t room = bytes.size() * format::kMaxEdgesPerByte;
  rows::DecodedRow row;
  for (std::uint32_t number = first_row; number != end_row; ++number) {
    if (!coder.code(row, itemOfRow(number), item_count_, levels_, room)) return false;
    room -= row.edges.size();
    if (!visit(number, row)) return true;
  }
  return decoder.isExhausted();
}

}  // namespace goeswith
