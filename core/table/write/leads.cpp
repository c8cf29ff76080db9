#include <algorithm>
#include <array>

#include "table/format.h"
#include "table/weight_rows.h"

namespace goeswith {

std::vector<std::uint32_t> leadsOf(std::span<const WeightedTarget> row) {
  std::vector<std::uint32_t> leads(row.size(), 0);
  constexpr std::size_t kPlaces = std::size_t{format::kTopLead} * format::kLeadPlaces;
  std::array<std::size_t, kPlaces> best{};  // indices, strongest first
  std::size_t found = 0;
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (row[k].page_strength <= 0) continue;
    std::size_t place = found;
    while (place > 0 && row[best[place - 1]].page_strength < row[k].page_strength) --place;
    if (place == kPlaces) continue;
    found = std::min(found + 1, kPlaces);
    std::copy_backward(best.begin() + place, best.begin() + found - 1, best.begin() + found);
    best[place] = k;
  }
  for (std::size_t place = 0; place < found; ++place) {
    leads[best[place]] = format::kTopLead - static_cast<std::uint32_t>(place) / format::kLeadPlaces;
  }
  return leads;
}

}  // namespace goeswith
