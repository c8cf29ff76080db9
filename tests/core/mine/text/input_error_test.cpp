#include "mine/text/input_error.h"

#include "catch.h"

using goeswith::InputError;

TEST_CASE("InputError: the text starts with file and line") {
  CHECK(InputError{"orders.csv", 17, "what happened"}.text() == "orders.csv:17: what happened");
}

TEST_CASE("InputError: the text leaves out a line that is not known") {
  CHECK(InputError{"orders.csv", 0, "what happened"}.text() == "orders.csv: what happened");
}
