// What was understood of orders and catalogue, for people and for programs.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mine/read/id_matching.h"
#include "mine/read/items_reader.h"
#include "mine/read/orders_reader.h"

namespace goeswith {

struct Understood {
  OrdersSummary orders;
  ItemsSummary items;  // without records when there is no items file
  IdMatches ids;
};

// One sentence a line: which column is what, which statuses there were, what was left out and why, what items lack.
std::vector<std::string> understoodAsText(const Understood& understood);

nlohmann::ordered_json understoodAsJson(const Understood& understood);

}  // namespace goeswith
