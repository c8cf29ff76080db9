// Rules: from a merchant's JSON file to MerchantRules.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "mine/read/rules.h"
#include "mine/text/input_error.h"

namespace goeswith {

// Reads a rules file as RULES.md describes it. `name` stands in errors. Fails, with the line, for text that is no JSON,
// for keys that no rule has, for values of the wrong type or out of range, and for rules that contradict or repeat each
// other by what they say alone; what needs the catalogue (unknown SKUs and categories, rules on a category against
// rules on its items) is applyRules()' to find. Safe for any bytes; throws nothing.
tl::expected<MerchantRules, InputError> readRules(std::string_view text, std::string name);

}  // namespace goeswith
