// Items: the catalogue as the items readers produce it and the table writer and the miner's rules read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace goeswith {

// One item of the catalogue. Empty text and absent numbers mean "not known".
struct Item {
  std::string sku;
  std::string title;
  std::optional<std::uint32_t> price_minor;  // in minor units of the currency: 1995 for €19.95
  std::string currency;                      // ISO 4217, upper case
  std::string url;
  std::string image;
  std::string category;
  std::string group;                  // the product that the item is a variant of
  std::optional<std::int64_t> stock;  // pieces; 0 or less where the shop sells what it has yet to get
  std::optional<bool> available;
};

// In file order; SKUs are unique and not empty.
using Items = std::vector<Item>;

}  // namespace goeswith
