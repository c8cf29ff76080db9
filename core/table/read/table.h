// Table: the read side of the table format (FORMAT.md), for the scorer.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <tl/expected.hpp>

#include "table/code/block_index.h"
#include "table/code/head_reader.h"
#include "table/code/list.h"
#include "table/code/range_decoder.h"
#include "table/code/row_codec.h"
#include "table/format.h"
#include "table/number_pair.h"
#include "table/placement.h"
#include "table/table_error.h"

namespace goeswith {

// The lists of pairs that rules have: categories, and then items. Every second one allows, the others forbid.
enum PairListNumber : std::uint32_t { kDeniedCategories, kDearerCategories, kBlockedItems, kPinnedItems, kPairLists };

// A rule on two numbers.
struct RulePair {
  PairListNumber list;
  NumberPair pair;
};

// A view of a table's bytes: of a whole table, or of a shard, which has the rows of some items and the cards of those
// and of their best neighbours.
//
// Safe for untrusted input: open() and read() check the checksum and everything but the rows, in time linear in the
// size, and allocate in proportion to it; rows are checked when they are read. No access can leave the bytes. Cards are
// only located here (see cards.h). Throws nothing.
class Table {
 public:
  // The row, or card, of an item that is not in the file.
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  // Borrows `bytes`, which must outlive the table and must not change, and so must `base`: the shard that all others of
  // its generation stand on. With a base only such shards are opened, and without one all but them; others are refused
  // with kOtherGeneration.
  static tl::expected<Table, TableError> open(std::span<const std::uint8_t> bytes, const Table* base = nullptr);

  // The same in two steps, for the browser: returning either a table or an error costs 300 bytes of download. A table
  // is empty until read() fills it, once; when that fails, the table must not be used.
  Table() = default;
  TableErrorCode read(std::span<const std::uint8_t> bytes, const Table* base = nullptr);

  // Items of the whole generation, which are numbered from 0; in a shard most of them are elsewhere.
  std::uint32_t itemCount() const { return item_count_; }
  std::uint32_t edgeCount() const { return edge_count_; }
  std::uint32_t levels() const { return levels_; }
  bool isShard() const { return generation_ != 0; }
  // Whether both are shards of one generation.
  bool isBeside(const Table& other) const {
    return isShard() && generation_ == other.generation_ && item_count_ == other.item_count_;
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

  // The priors that the models of every block start from.
  const rows::Priors& priors() const { return *priors_; }

  // Rows lie in blocks of so many, which are decoded one by one.
  std::uint32_t blockCount() const { return blocks_.count(); }
  std::uint32_t blockRows() const { return 1u << block_shift_; }

  // Decodes a block from its start and calls `visit(row, const rows::DecodedRow&)` for each row, until that returns
  // false; what follows is then unchecked (FORMAT.md, "What a reader owes"). False when the block, as far as it was
  // decoded, breaks the format. Precondition: block < blockCount().
  template <class Visit>
  bool visitBlock(std::uint32_t block, Visit&& visit) const;

  // The weight of an edge of a row with this scale, |weight| < 2^20. Preconditions: as visitBlock() gives them.
  std::int32_t weightOf(const CodedEdge& edge, std::uint32_t scale) const {
    const std::int32_t magnitude = format::scaledWeight(format::levelValue(edge.magnitude, levels_), scale);
    return edge.is_negative ? -magnitude : magnitude;
  }

  // The score of a card's item before any cart speaks, |bias| < 2^20. Precondition: card < cardCount().
  std::int32_t bias(std::uint32_t card) const {
    if (biases_.empty()) return 0;
    return format::biasValue(static_cast<std::int8_t>(biases_[card]), static_cast<std::int32_t>(bias_unit_));
  }
  // The code of each card's bias; none when all biases are 0.
  std::span<const std::uint8_t> biases() const { return biases_; }

  // The rules that depend on the cart; Policy in policy.h says what each means. policyOf() gives all of them as one.
  std::uint32_t maxSameCategoryPricePercent() const { return limits_[0]; }
  std::uint32_t maxPricePercent() const { return limits_[1]; }
  // The most items of a placement (the number of a Placement, below kPlacementCount); 0: no limit.
  std::uint32_t placementLimit(std::size_t placement) const { return limits_[2 + placement]; }
  const List<RulePair>& rulePairs() const { return rule_pairs_; }

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

  void readPart(HeadReader& head);
  void readRules(HeadReader& head);
  void readCalibration(HeadReader& head);
  TableErrorCode readRows(const Table* base);

  std::array<std::span<const std::uint8_t>, format::kSections> sections_;
  std::uint32_t generation_ = 0;  // what ties shards together; 0 in a whole table
  std::uint32_t row_count_ = 0;
  std::uint32_t card_count_ = 0;
  List<std::uint32_t> row_items_;   // of a shard; empty in a whole table
  List<std::uint32_t> card_items_;  // the same
  std::uint32_t block_shift_ = 0;
  BlockIndex blocks_;
  std::uint32_t bias_unit_ = 0;
  std::span<const std::uint8_t> biases_;
  std::array<std::uint32_t, 2 + kPlacementCount> limits_{};
  List<RulePair> rule_pairs_;
  List<Knot> knots_;
  std::uint32_t item_count_ = 0;
  std::uint32_t edge_count_ = 0;
  bool stands_on_base_ = false;
  std::uint32_t levels_ = 0;
  List<char> priors_text_;
  const rows::Priors* priors_ = nullptr;  // what this text says, or the base's
};

template <class Visit>
bool Table::visitBlock(std::uint32_t block, Visit&& visit) const {
  const auto bytes = blocks_[block];
  const std::uint32_t first_row = block << block_shift_;
  const std::uint32_t end_row = std::min(rowCount(), first_row + blockRows());
  RangeDecoder decoder(bytes);
  rows::Models models = rows::startModels(priors());
  rows::RowCoder<RangeDecoder> coder(decoder, models, priors(), levels_);
  std::size_t edges_left = bytes.size() * format::kMaxEdgesPerByte;
  rows::DecodedRow row;
  for (std::uint32_t number = first_row; number != end_row; ++number) {
    if (!coder.code(row, itemOfRow(number), item_count_, levels_, edges_left)) return false;
    edges_left -= row.edges.size();
    if (!visit(number, row)) return true;
  }
  return decoder.isExhausted();
}

}  // namespace goeswith
