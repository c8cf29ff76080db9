#include "command/published/table_twin.h"

#include <random>

#include "catch.h"
#include "command/published/base64.h"

using namespace goeswith;

namespace {

std::string encode(const std::string& text) {
  return encodeBase64({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

TEST_CASE("base64: gives the examples of RFC 4648") {
  CHECK(encode("").empty());
  CHECK(encode("f") == "Zg==");
  CHECK(encode("fo") == "Zm8=");
  CHECK(encode("foo") == "Zm9v");
  CHECK(encode("foob") == "Zm9vYg==");
  CHECK(encode("fooba") == "Zm9vYmE=");
  CHECK(encode("foobar") == "Zm9vYmFy");
}

TEST_CASE("base64: gives back bytes of every value and length") {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 600; ++size) {
    std::vector<std::uint8_t> bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    CHECK(decodeBase64(encodeBase64(bytes)) == bytes);
  }
}

TEST_CASE("base64: refuses what it would not write") {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9", "Zm9v\n",
                           "Zm-_", "Zm9vé", "=Zm9", "Zm=v", "Zg=a"}) {
    INFO(text);
    CHECK_FALSE(decodeBase64(text).has_value());
  }
}

TEST_CASE("base64: every single changed character is refused or gives other bytes") {
  const std::vector<std::uint8_t> bytes = {0x89, 'G', 'W', 'T', 0, 255, 17};
  const std::string text = encodeBase64(bytes);
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int c = 0; c < 256; ++c) {
      std::string changed = text;
      changed[at] = static_cast<char>(c);
      if (changed == text) continue;
      const auto decoded = decodeBase64(changed);
      CHECK((!decoded || *decoded != bytes));
    }
  }
}

TEST_CASE("table twin: gives back the table's bytes") {
  const std::vector<std::uint8_t> table = {0x89, 'G', 'W', 'T', 0, 1, 2, 3};
  const std::string twin = encodeTableTwin(table);
  CHECK(twin == R"({"format":"goeswith-table","version":1,"bytes":8,"base64":"iUdXVAABAgM="})"
                "\n");
  CHECK(isTableTwin(twin));
  CHECK(*decodeTableTwin(twin) == table);
}

TEST_CASE("table twin: cut short anywhere it is none, and wrong in any member it is refused") {
  const std::string twin = encodeTableTwin(std::vector<std::uint8_t>{1, 2, 3, 4});
  for (std::size_t size = 0; size + 2 < twin.size(); ++size) CHECK_FALSE(isTableTwin(twin.substr(0, size)));
  CHECK_FALSE(isTableTwin(R"({"format":"goeswith","version":1})"));
  for (const char* text :
       {R"({"format":"goeswith-table"})", R"({"format":"goeswith-table","version":2,"bytes":3,"base64":"Zm9v"})",
        R"({"format":"goeswith-table","version":"1","bytes":3,"base64":"Zm9v"})",
        R"({"format":"goeswith-table","version":1,"bytes":4,"base64":"Zm9v"})",
        R"({"format":"goeswith-table","version":1,"bytes":-3,"base64":"Zm9v"})",
        R"({"format":"goeswith-table","version":1,"bytes":3,"base64":"Zm9"})",
        R"({"format":"goeswith-table","version":1,"bytes":3,"base64":["Zm9v"]})",
        R"({"format":"goeswith-table","version":1,"bytes":3})"}) {
    INFO(text);
    CHECK(isTableTwin(text));
    CHECK_FALSE(decodeTableTwin(text).has_value());
  }
}
