// Reads any bytes as a product feed, and as each part of a workbook.
#include <optional>
#include <string>

#include "command/input/feed.h"
#include "command/input/workbook.h"
#include "promise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace goeswith;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto feed = feedAsJsonLines(text);
  if (feed && feed->empty()) test::hold("a feed has records");
  for (const std::string part :
       {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}) {
    const auto csv = workbookAsCsv([&](const std::string& name) -> std::optional<std::string> {
      if (name == part) return text;
      if (name == "xl/worksheets/sheet1.xml") {
        return "<sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"ZZ1\"><v>2</v></c></row></sheetData>";
      }
      return std::nullopt;
    });
    if (csv && csv->empty()) test::hold("a workbook has rows");
  }
  return 0;
}
