// EvalReport: an Evaluation for programs, for terminals and for merchants.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "recipe/evaluation.h"

namespace goeswith {

// All of the evaluation; the keys are stable, shares are rounded to four decimals. Same evaluation, same text.
nlohmann::ordered_json evaluationAsJson(const Evaluation& evaluation);

// The figures as a table of lines for a terminal.
std::string evaluationAsText(const Evaluation& evaluation);

// A page of its own for a browser: it holds everything that it needs and asks no network. Titles and SKUs may hold any
// text.
std::string evaluationAsPage(const Evaluation& evaluation);

}  // namespace goeswith
