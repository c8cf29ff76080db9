// HeldOutCase and PageView: what orders that were kept from the miner can be asked.
#pragma once

#include <cstdint>
#include <vector>

namespace goeswith {

// Stands for every item that no training order holds.
inline constexpr std::uint32_t kUnknownItem = 0xFFFFFFFF;

// One question: which item completes this cart? And another, the other way round: with that item on a page, what else
// does the order hold? Item numbers are those of the orders that were not kept.
struct HeldOutCase {
  std::uint32_t held_out;           // item number, or kUnknownItem: nobody can find it
  std::vector<std::uint32_t> cart;  // the order's other items, as far as training orders hold them, ascending
  std::uint32_t cart_size;          // all the other items, ≥ 1
  std::uint32_t number = 0;         // of the cases of its order, from 0
};

// A product page: with this item on it, what else does the order hold?
struct PageView {
  std::uint32_t anchor;              // item number
  std::vector<std::uint32_t> truth;  // the order's other items, as far as training orders hold them, ascending
};

}  // namespace goeswith
