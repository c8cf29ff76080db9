// CardReader: SKUs and what a widget shows, decoded block by block, for those who want few of many cards.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "table/code/block_index.h"
#include "table/code/list.h"
#include "table/code/text_codec.h"
#include "table/format.h"
#include "table/item_traits.h"

namespace goeswith {

// The section CARD (FORMAT.md) of a table or a shard.
//
// Safe for untrusted input: read() checks all but the blocks of texts, a block is checked when it is decoded, and what
// nobody checks is whether texts are UTF-8 and SKUs ascend. Every call takes time linear in the section (find() a
// logarithm more), and all of it memory below 64 bytes for each byte of the section, 100 KB and the base's texts.
// Throws nothing.
class CardReader {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  // Fills the reader, once, with `count` cards. Borrows the bytes, and nothing of `base`: the cards of the shard that
  // the others of its generation stand on. False when the bytes break the format; then the reader must not be used.
  bool read(std::span<const std::uint8_t> section, std::uint32_t count, const CardReader* base = nullptr);

  std::uint32_t count() const { return order_.size(); }
  // Where a card lies in the file: SKUs ascend in this order. Precondition: card < count().
  std::uint32_t placeOf(std::uint32_t card) const { return order_[card]; }
  std::uint32_t kind(format::CardSubject subject) const { return column(subject).kind; }

  // The card with this SKU, or kNone; hasFailed() says whether texts on the way to it, or in any search before, broke
  // the format: nothing is found then. `seen` is for the SKUs that are looked at.
  std::uint32_t find(std::string_view sku, List<char>& seen);
  bool hasFailed() const { return has_failed_; }

  // Decodes what a card's texts lie in, as far as they need it; false when that breaks the format. Precondition:
  // card < count().
  bool load(std::uint32_t card);
  // The SKU; false when it breaks the format. Precondition: the card has been loaded, and no other since.
  bool sku(std::uint32_t card, List<char>& out) const;
  // Title, currency, URL, image, category or group; empty when it is not known. The same precondition, for how long the
  // text lives as well.
  std::string_view text(format::CardSubject subject, std::uint32_t card) const;
  // Price, availability, family, category or group as a number; 0: not known.
  std::uint32_t number(format::CardSubject subject, std::uint32_t card) const {
    const List<std::uint32_t>& numbers = column(subject).numbers;
    return card < numbers.size() ? numbers[card] : 0;
  }

  // For those who go through all cards by place: how many a block has, but the last; the texts of the block that was
  // loaded last, each with a NUL behind it, column by column; the bytes of the texts in front of all blocks, but the
  // base's; what there is of a subject for all cards; and a SKU from the one before it (of a block, or an empty one)
  // and its coded text, false when that stands for none.
  std::uint32_t cardsPerBlock() const { return 1u << block_shift_; }
  std::string_view loadedTexts() const { return {text_.begin() + common_size_, text_.size() - common_size_}; }
  std::uint32_t commonBytes() const { return common_size_ - base_size_; }
  std::string_view textForAll(format::CardSubject subject) const;
  // Calls `visit(number, name)` for each number of a subject that has a name.
  template <class Visit>
  void visitNames(format::CardSubject subject, Visit&& visit) const {
    if (kind(subject) != format::kNamed) return;
    std::string_view name = textAt(base_size_, column(subject).first_text);
    for (const std::uint32_t number : column(subject).values) {
      visit(number, name);
      name = textAt(static_cast<std::uint32_t>(name.end() - text_.begin()) + 1, 0);
    }
  }
  static bool followSku(List<char>& sku, std::string_view coded);

  // The columns that rules look at, by card. Borrowed from the reader.
  TraitColumns traits() const;

 private:
  struct Column {
    std::uint32_t kind = format::kNothing;
    std::uint32_t first_text = 0;  // among the texts for all cards; in blocks: how many texts of a card come before
    List<std::uint32_t> numbers;   // by card
    List<std::uint32_t> values;    // that have names, in the order of these
  };

  const Column& column(format::CardSubject subject) const { return columns_[static_cast<std::size_t>(subject)]; }
  static bool readNumbers(HeadReader& head, Column& column, std::uint32_t count);
  bool orderCards(const std::uint8_t* byte, std::uint32_t run_bits, std::uint32_t count);
  bool decode(std::uint32_t block, std::uint32_t count);
  std::uint32_t blockStart(std::uint32_t block) const { return block << block_shift_; }
  std::uint32_t cardsIn(std::uint32_t block) const;
  std::string_view textAt(std::uint32_t from, std::uint32_t number) const;
  bool nextSku(std::uint32_t& at, List<char>& sku) const;

  BlockIndex blocks_;
  List<std::uint32_t> order_;      // where each card lies in the file
  List<char> text_;                // what all blocks may copy from, and then the block that was decoded last
  std::uint32_t base_size_ = 0;    // of that, what comes from the base
  std::uint32_t common_size_ = 0;  // and what all blocks may copy from
  std::uint32_t most_text_ = 0;
  std::uint32_t block_shift_ = 0;
  std::uint32_t text_columns_ = 0;
  std::uint32_t decoded_block_ = 0;
  std::uint32_t decoded_texts_ = 0;
  bool has_failed_ = false;
  std::array<Column, format::kCardSubjects> columns_{};  // by subject
  List<BitModel> models_;                                // after the common texts
};

}  // namespace goeswith
