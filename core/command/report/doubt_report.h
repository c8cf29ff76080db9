// DoubtReport: what input doubts say on the terminal.
#pragma once

#include <string>

#include "command/options/order_input.h"
#include "recipe/input_doubts.h"

namespace goeswith {

// "orders.csv: one order holds 612 of the 700 lines; …": the doubt with the file that it is about.
std::string doubtAsText(const InputDoubt& doubt, const OrderInput& input);

}  // namespace goeswith
