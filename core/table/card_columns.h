// CardColumns: what cards say, read where it lies, for those who want few of many cards.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "table/format.h"
#include "table/item_traits.h"
#include "table/list.h"

namespace goeswith {

// A view of the inflated section CARD (FORMAT.md) of a table or a shard.
//
// Safe for untrusted input: read() checks everything but whether texts are UTF-8 and SKUs differ from each other, in
// time linear in the bytes, and allocates less than six bytes for each of them. Throws nothing.
class CardColumns {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  // Fills the view, once, with `count` cards. Borrows the bytes. False when they break the format; then the view must
  // not be used.
  bool read(std::span<const std::uint8_t> bytes, std::uint32_t count);

  std::uint32_t count() const { return order_.size(); }
  // Where a card lies in the file: texts come in this order. Precondition: card < count().
  std::uint32_t placeOf(std::uint32_t card) const { return order_[card]; }

  struct Column {
    std::string_view data;  // without an address when there is no such column
    format::CardEncoding encoding = format::CardEncoding::kText;
    // By card, of SKUs and runs by place: where its text starts; an integer as it stands in the file; or which number
    // its choice has, 0 for none.
    List<std::uint32_t> numbers;
  };
  const Column& column(format::CardSubject subject) const { return columns_[static_cast<std::size_t>(subject)]; }

  // The first card with this SKU, or kNone. Takes time linear in the bytes of all SKUs.
  std::uint32_t find(std::string_view sku) const;

  // Writes the SKU. Precondition: card < count().
  void sku(std::uint32_t card, List<char>& out) const;
  // Title, currency, URL, image, category or group; empty when it is not known. A category or group takes time linear in
  // the bytes of the column. Precondition: card < count().
  std::string_view text(format::CardSubject subject, std::uint32_t card) const;
  // Price, availability, family, category or group as a number; 0: not known.
  std::uint32_t number(format::CardSubject subject, std::uint32_t card) const {
    const List<std::uint32_t>& numbers = column(subject).numbers;
    return card < numbers.size() ? numbers[card] : 0;
  }

  // What rules look at, by card. Borrowed from the view.
  TraitColumns traits() const;

 private:
  bool readColumn(format::CardSubject subject, Column& column, std::uint32_t count);
  bool orderCards(std::uint32_t count);
  std::string_view skuText(std::uint32_t place) const;

  std::array<Column, 12> columns_;  // by subject
  List<std::uint32_t> order_;       // where each card lies in the file
};

}  // namespace goeswith
