#include "command/ahead/fragment_names.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>

#include "catch.h"

namespace goeswith::test {
namespace {

TEST_CASE("fragment names: are readable for usual SKUs") {
  CHECK(fragmentName("22470") == "22470.html");
  CHECK(fragmentName("85123A") == "85123_a.html");
  CHECK(fragmentName("tea-pot") == "tea-pot.html");
}

TEST_CASE("fragment names: lead nowhere else, whatever the SKU") {
  CHECK(fragmentName("../../etc/passwd") == "~2e~2e~2f~2e~2e~2fetc~2fpasswd.html");
  CHECK(fragmentName("/root") == "~2froot.html");
  CHECK(fragmentName("..") == "~2e~2e.html");
  CHECK(fragmentName("C:\\x") == "_c~3a~5cx.html");
  CHECK(fragmentName("a\nb é") == "a~0ab~20~c3~a9.html");
  CHECK(fragmentName("<script>") == "~3cscript~3e.html");
}

TEST_CASE("fragment names: avoid those that Windows reserves") {
  CHECK(fragmentName("con") == "~63on.html");
  CHECK(fragmentName("lpt1") == "~6cpt1.html");
  CHECK(fragmentName("com") == "com.html");
  CHECK(fragmentName("CON") == "_c_o_n.html");
  CHECK(fragmentName("console") == "console.html");
}

TEST_CASE("fragment names: differ for all SKUs of up to three awkward characters, without regard to case") {
  const std::string alphabet = "aAbB_~.-/%1zZ \xC3";
  std::map<std::string, std::string> seen;
  const auto add = [&](const std::string& sku) {
    std::string name = fragmentName(sku);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto [at, is_new] = seen.emplace(name, sku);
    INFO(sku << " and " << at->second);
    CHECK(is_new);
  };
  for (char a : alphabet) {
    add({a});
    for (char b : alphabet) {
      add({a, b});
      for (char c : alphabet) add({a, b, c});
    }
  }
  CHECK(seen.size() == 15 + 15 * 15 + 15 * 15 * 15);
}

TEST_CASE("fragment names: put what is too long for one name into directories") {
  const std::string name = fragmentName(std::string(1000, 'X'));
  CHECK(name.size() == 2000 + 9 + 5);
  for (std::size_t at = 200; at < 2000; at += 201) CHECK(name[at] == '/');
  CHECK(fragmentName(std::string(200, 'x')) != fragmentName(std::string(201, 'x')));
  CHECK(fragmentName(std::string(200, 'x')).find('/') == std::string::npos);
}

}  // namespace
}  // namespace goeswith::test
