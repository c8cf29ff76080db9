#include "mine/records/records.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace goeswith;

namespace {

// "line:field|field|…" of each record, after the columns; an error is the last entry, "line!message".
std::vector<std::string> read(const std::vector<std::string>& chunks, RecordFormat format = RecordFormat::automatic) {
  RecordReader reader(format);
  std::vector<std::string> found;
  for (std::size_t i = 0; i <= chunks.size(); ++i) {
    if (i < chunks.size()) {
      reader.feed(chunks[i]);
    } else {
      reader.endText();
    }
    for (;;) {
      const auto step = reader.next();
      if (step == RecordReader::Step::drained) break;
      std::string entry = std::to_string(reader.line());
      if (step == RecordReader::Step::error || step == RecordReader::Step::bad) {
        found.push_back(entry + "!" + reader.message());
        if (step == RecordReader::Step::error) return found;
        continue;
      }
      const char* mark = ":";
      for (std::string_view field : reader.fields()) {
        entry += mark;
        entry += field;
        mark = "|";
      }
      found.push_back(entry);
    }
  }
  return found;
}

std::vector<std::string> read(const std::string& text, RecordFormat format = RecordFormat::automatic) {
  return read(std::vector<std::string>{text}, format);
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("RecordReader: tells the delimiter from the first line") {
  CHECK(read("a,b\n1,2\n") == Found{"2:1|2"});
  CHECK(read("a;b,c;d\n1;2;3\n") == Found{"2:1|2|3"});
  CHECK(read("a\tb,\n1\t2,3\n") == Found{"2:1|2,3"});
  CHECK(read("\"a;;;b\",c\n1,2\n") == Found{"2:1|2"});
  CHECK(read("a\n1\n") == Found{"2:1"});
}

TEST_CASE("RecordReader: a byte order mark, CRLF, empty lines and a missing last line end are fine") {
  CHECK(read("\xEF\xBB\xBF\"a\",b\r\n\r\n1,2\r\n\n\n3,\r\n4,5") == Found{"3:1|2", "6:3|", "7:4|5"});
  CHECK(read("\n\na,b\n1,2") == Found{"4:1|2"});
  CHECK(read("a,b\n1,2\n\r") == Found{"2:1|2"});
}

TEST_CASE("RecordReader: quoted fields hold delimiters, quotes and line ends") {
  CHECK(read("a,b\n\"1,\"\"x\"\"\",\"2\n\n3\"\n\"\",\"\"\"\"\n4,5\n") == Found{"2:1,\"x\"|2\n\n3", "5:|\"", "6:4|5"});
  CHECK(read("a,b\n5\" nail,say \"hi\"\n") == Found{"2:5\" nail|say \"hi\""});
  CHECK(read("a,b\n\"1\",\"2\"") == Found{"2:1|2"});
  CHECK(read("a,b\n\"1\",\"2\"\r\n\"3\",\n") == Found{"2:1|2", "3:3|"});
}

TEST_CASE("RecordReader: quotes are text in TSV") {
  CHECK(read("a\tb\n\"1\t2\"\n") == Found{"2:\"1|2\""});
}

TEST_CASE("RecordReader: errors name the line") {
  CHECK(read("").front().starts_with("0!the file is empty"));
  CHECK(read("\r\n\n").front().starts_with("0!the file is empty"));
  CHECK(read("\xEF\xBB\xBF").front().starts_with("0!the file is empty"));
  CHECK(read("\xFF\xFE").front().starts_with("0!the file is empty"));
  CHECK(read("[1]").front().starts_with("1!a JSON object starts with {"));
  CHECK(read("a,b\n1,2\n1,2,3\n").back().starts_with("3!the line has 3 fields where the header has 2"));
  CHECK(read("a,b\n1,2\n1,\"x\ny\n\n").back().starts_with("3!a quote opens here and never closes"));
  CHECK(read("a,b\n\"1\n2\",\"x\ny\n\n").back().starts_with("3!a quote opens here and never closes"));
  CHECK(read("a,b\n1,2\n\"1\"x,2\n").back().starts_with("3!text follows a closing quote"));
  CHECK(read("{\"a\":1}\n\n{\"a\":}\n").back().starts_with("3!this is no JSON object: \"{\"a\":}\""));
  CHECK(read("{\"a\":1}\n[1]\n").back().starts_with("2!this is no JSON object"));
  CHECK(read("{\"a\":\"\xE9\"}\n").back().starts_with("1!this is no JSON object"));
}

TEST_CASE("RecordReader: a quote that swallows the file is found before the memory ends") {
  const std::string megabyte(std::size_t{1} << 20, 'x');
  std::vector<std::string> chunks(20, megabyte);
  chunks.insert(chunks.begin(), "a,b\n1,2\n1,\"");
  CHECK(read(chunks).back() == "3!a quote opens here and does not close within 16 MiB");
  CHECK(read(std::vector<std::string>(20, megabyte)).back().starts_with("1!a line is longer than 16 MiB"));
}

TEST_CASE("RecordReader: JSON lines keep text and digits as they are") {
  CHECK(read("{\"a\":\"x\",\"b\":12345678901234567890123,\"c\":1.50}\n\n {\"c\":true,\"a\":null,\"d\":-7}") ==
        Found{"1:x|12345678901234567890123|1.50", "3:||true|-7"});
  CHECK(read("{\"a\":{\"b\":[1,{\"a\":2}]},\"c\":3}") == Found{"1:1|2|3"});
  CHECK(read("{\"a\":1,\"a\":2}") == Found{"1:2"});
}

TEST_CASE("RecordReader: JSON that nests deeply or has ever new keys is an error or a record, not a crash") {
  CHECK(read("{\"a\":" + std::string(200000, '[')).size() == 1);
  CHECK(read("{\"a\":" + std::string(200000, '[') + std::string(200000, ']') + "}") ==
        Found{"1!the object nests more than 64 levels deep"});
  std::string keys = "{";
  for (int i = 0; i < 5000; ++i) keys += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
  CHECK(read(keys + "}").back().starts_with("1!the objects have more than 4096 different keys"));
}

TEST_CASE("RecordReader: the same records come out wherever the text is cut") {
  const std::string texts[] = {
      "\xEF\xBB\xBF\r\na,\"b\nb\"\r\n1,\"x\"\"\r\n,y\"\r\n\r\n\"\",\"\"\"\"\n3,4\"\r\n\"5\",6",
      "a\tb\r\n1\t\"2\n3\t4",
      "{\"a\":1}\r\n\n{\"b\":\"x,\\n\"}",
      "a,b\n1,\"2\n3",
      "a,b\n1,2\n\"1\"\r2,3\n",
      "\xEF\xBB",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    const Found whole = read(text);
    for (std::size_t i = 0; i <= text.size(); ++i) {
      for (std::size_t j = i; j <= text.size(); ++j) {
        if (read({text.substr(0, i), text.substr(i, j - i), text.substr(j)}) != whole)
          FAIL("cut at " << i << ", " << j);
      }
    }
    std::vector<std::string> bytes;
    for (char c : text) bytes.emplace_back(1, c);
    CHECK(read(bytes) == whole);
  }
}

TEST_CASE("RecordReader: what exports put around their records is taken away") {
  CHECK(read("sep=;\na;b\n1;2\n") == Found{"3:1|2"});
  CHECK(read("a|b\n1|2\n") == Found{"2:1|2"});
  CHECK(read("a,b\r1,2\r3,4\r") == Found{"2:1|2", "3:3|4"});
  CHECK(read("a,b,\n1,2,\n3,4,,\n") == Found{"2:1|2|", "3:3|4|"});
  CHECK(read(",,\na,b\n,,\n1,2\n") == Found{"4:1|2"});
  CHECK(read("a,b\n1,2\n\xEF\xBB\xBF"
             "a,b\n3,4\n") == Found{"2:1|2", "4:3|4"});
  CHECK(read(std::string("a,b\n1,2\n\0\0\0", 11)) == Found{"2:1|2"});
  CHECK(read("Report of sales\n\na,b,c\n1,2,3\n4,5,6\n") == Found{"4:1|2|3", "5:4|5|6"});
  CHECK(read("a,b\n1,x;y;z\n2,x;y;z\n3,x;y;z\n") == Found{"2:1|x;y;z", "3:2|x;y;z", "4:3|x;y;z"});
}

TEST_CASE("RecordReader: a quote behind a backslash is read as PHP writes it") {
  CHECK(read("a,b,c\n1,\"say \\\" ,x\",3\n") == Found{"2:1|say \\\" ,x|3"});
  CHECK(read("a,b,c\n1,\"24\\\", black\",3\n") == Found{"2:1|24\\\", black|3"});
  CHECK(read("a,b\n\"C:\\dir\\\",2\n3,4\n") == Found{"2:C:\\dir\\|2", "3:3|4"});
}

TEST_CASE("RecordReader: UTF-16 and lists of JSON are read, and files that are no text are named") {
  CHECK(read(std::string("\xFF\xFE"
                         "a\0,\0b\0\n\0"
                         "1\0,\0\xE9\0",
                         16)) == Found{"2:1|é"});
  CHECK(read("[{\"a\":1},\n{\"a\":2}]") == Found{"1:1", "2:2"});
  CHECK(read("{\"orders\":[{\"a\":1},{\"a\":2}],\"next\":3}") == Found{"1:1", "1:2"});
  CHECK(read("<html><body>Log in</body></html>").front().find("a web page (HTML)") != std::string::npos);
  CHECK(read("PAR1\x15\x04").front().find("Parquet") != std::string::npos);
}
