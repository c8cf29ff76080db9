// BuildReport: what a build found, left out and published, for programs and for terminals.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "command/publish/publish_table.h"
#include "mine/read/orders_reader.h"
#include "recipe/input_doubts.h"
#include "recipe/mine_table.h"

namespace goeswith {

struct BuildReport {
  const OrdersSummary& summary;
  const std::vector<InputDoubt>& doubts;
  const MinedTable& mined;
  const PublishedPath& published;
  std::size_t edges;  // of the table
};

// All of it; the keys are stable, shares are rounded to four decimals.
nlohmann::ordered_json buildAsJson(const BuildReport& report);

// Lines for a terminal. Numbers that are 0 say nothing and have none.
std::string buildAsText(const BuildReport& report);

}  // namespace goeswith
