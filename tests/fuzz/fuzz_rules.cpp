// Reads any bytes as a merchant's rules.
#include <string_view>

#include "mine/read/rules_reader.h"
#include "promise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto rules = goeswith::readRules(std::string_view(reinterpret_cast<const char*>(data), size), "rules");
  if (!rules && rules.error().message.empty()) goeswith::test::hold("an error says what is wrong");
  return 0;
}
