#include "mine/records/json_list.h"

#include <string>
#include <vector>

#include "catch.h"

using goeswith::JsonListReader;
using goeswith::startsJsonList;

namespace {

// "line:element" of each element, and a last entry for how it ended: "end" or "line!message".
std::vector<std::string> read(std::string_view text) {
  JsonListReader list(text);
  std::vector<std::string> found;
  for (;;) {
    const auto step = list.next();
    if (step == JsonListReader::Step::end) {
      found.push_back("end");
      return found;
    }
    if (step == JsonListReader::Step::error) {
      found.push_back(std::to_string(list.line()) + "!");
      return found;
    }
    found.push_back(std::to_string(list.line()) + ":" + std::string(list.element()));
  }
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("JsonListReader: finds elements and the lines that they start on") {
  CHECK(read("[]") == Found{"end"});
  CHECK(read("\xEF\xBB\xBF [ ] \n") == Found{"end"});
  CHECK(read("[1,2]") == Found{"1:1", "1:2", "end"});
  CHECK(read("\n[\n {\"a\": [1,\n 2]} ,\n{\"b\":\"],\\\"}\"}\n]\n") ==
        Found{"3:{\"a\": [1,\n 2]}", "5:{\"b\":\"],\\\"}\"}", "end"});
}

TEST_CASE("JsonListReader: names the line of what is wrong") {
  CHECK(read("") == Found{"1!"});
  CHECK(read("{}") == Found{"1!"});
  CHECK(read("[") == Found{"1!"});
  CHECK(read("[\n{}") == Found{"2!"});
  CHECK(read("[1,\n2") == Found{"1:1", "2!"});
  CHECK(read("[1,]") == Found{"1:1", "1!"});
  CHECK(read("[,1]") == Found{"1!"});
  CHECK(read("[1]\nx") == Found{"1:1", "2!"});
  CHECK(read("[\"a") == Found{"1!"});
  CHECK(read("[\"a\\") == Found{"1!"});
  CHECK(read("[{\"a\":1}}") == Found{"1!"});
}

TEST_CASE("startsJsonList: looks behind a byte order mark and blanks") {
  CHECK(startsJsonList("\xEF\xBB\xBF\r\n [1]"));
  CHECK_FALSE(startsJsonList("id,name\n[1],x"));
  CHECK_FALSE(startsJsonList(""));
}
