// WeightRows: the sparse matrix of a model, before it is quantised.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "table/format.h"

namespace goeswith {

// A weight of the model.
struct WeightedTarget {
  std::uint32_t target;  // item number
  float weight;          // not 0, finite
  // How strongly it stands on a page of the source alone, ≥ 0: a table keeps which of a row are the strongest. 0: it is
  // not among those that lead there.
  float page_strength = 0;
};

// The sparse matrix that a table ships: row i holds the targets of source item i.
struct WeightRows {
  std::vector<std::uint64_t> offsets = {0};  // row i is edges[offsets[i] … offsets[i + 1])
  std::vector<WeightedTarget> edges;         // targets of a row ascend strictly and are not the source

  std::size_t rowCount() const { return offsets.size() - 1; }
  std::span<const WeightedTarget> row(std::size_t i) const {
    return std::span(edges).subspan(offsets[i], offsets[i + 1] - offsets[i]);
  }
};

// Of each edge of a row its lead on a page of the source alone: format::kTopLead for the strongest kLeadPlaces there,
// one less for as many that follow, and so on; 0 for the others and where page_strength is 0. Of equal ones the smaller
// target comes first.
inline std::vector<std::uint32_t> leadsOf(std::span<const WeightedTarget> row) {
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
