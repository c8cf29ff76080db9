#include "command/input/workbook.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace goeswith {
namespace {

constexpr std::string_view kWayOut = "; save it as CSV UTF-8 in the spreadsheet";
constexpr std::size_t kMaxColumns = 16384;  // of a sheet

std::string_view localName(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

std::string attribute(const XML_Char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (attributes[0] == name) return attributes[1];
  }
  return {};
}

// Calls `start`, `end` and `text` for the elements of a part; false when it is no XML.
struct Handlers {
  std::function<void(std::string_view name, const XML_Char** attributes)> start;
  std::function<void(std::string_view name)> end;
  std::function<void(std::string_view text)> text;
};

bool parse(const std::string& xml, const Handlers& handlers) {
  struct State {
    const Handlers& handlers;
    XML_Parser parser;
  };
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
  if (!parser) return false;
  State state{handlers, parser.get()};
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const XML_Char* name, const XML_Char** attributes) {
        static_cast<State*>(data)->handlers.start(localName(name), attributes);
      },
      [](void* data, const XML_Char* name) { static_cast<State*>(data)->handlers.end(localName(name)); });
  XML_SetCharacterDataHandler(parser.get(), [](void* data, const XML_Char* text, int length) {
    static_cast<State*>(data)->handlers.text({text, static_cast<std::size_t>(length)});
  });
  XML_SetEntityDeclHandler(parser.get(), [](void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                                            const XML_Char*, const XML_Char*, const XML_Char*) {
    XML_StopParser(static_cast<State*>(data)->parser, XML_FALSE);
  });
  constexpr std::size_t kPiece = std::size_t{1} << 24;
  for (std::size_t at = 0;; at += kPiece) {
    const std::string_view piece = std::string_view(xml).substr(at, kPiece);
    const bool is_last = at + kPiece >= xml.size();
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), is_last) != XML_STATUS_OK) return false;
    if (is_last) return true;
  }
}

// The name of the first sheet's part.
std::string firstSheet(const PartReader& part) {
  const auto workbook = part("xl/workbook.xml");
  const auto relations = part("xl/_rels/workbook.xml.rels");
  std::string id;
  std::string target;
  const auto ignoreEnd = [](std::string_view) {};
  if (workbook) {
    parse(*workbook, {[&](std::string_view name, const XML_Char** attributes) {
                        if (name == "sheet" && id.empty()) id = attribute(attributes, "r:id");
                      },
                      ignoreEnd, ignoreEnd});
  }
  if (relations && !id.empty()) {
    parse(*relations, {[&](std::string_view name, const XML_Char** attributes) {
                         if (name == "Relationship" && attribute(attributes, "Id") == id) {
                           target = attribute(attributes, "Target");
                         }
                       },
                       ignoreEnd, ignoreEnd});
  }
  if (target.empty()) return "xl/worksheets/sheet1.xml";
  return target.starts_with('/') ? target.substr(1) : "xl/" + target;
}

// B2 → 1; the place behind the last column when there is no reference.
std::size_t columnOf(const std::string& reference, std::size_t next) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > kMaxColumns) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column == 0 ? next : column - 1;
}

void appendRow(std::string& csv, const std::vector<std::string>& cells) {
  for (std::size_t k = 0; k < cells.size(); ++k) {
    if (k > 0) csv += ',';
    csv += '"';
    for (const char c : cells[k]) {
      if (c == '"') csv += '"';
      csv += c;
    }
    csv += '"';
  }
  csv += '\n';
}

}  // namespace

tl::expected<std::string, std::string> workbookAsCsv(const PartReader& part) {
  const std::string sheet_name = firstSheet(part);
  const auto sheet = part(sheet_name);
  if (!sheet) return tl::unexpected("is an Excel workbook without a sheet that can be read" + std::string(kWayOut));

  std::vector<std::string> shared;
  if (const auto strings = part("xl/sharedStrings.xml")) {
    bool in_text = false;
    const bool read = parse(*strings, {[&](std::string_view name, const XML_Char**) {
                                         if (name == "si") shared.emplace_back();
                                         in_text = name == "t";
                                       },
                                       [&](std::string_view) { in_text = false; },
                                       [&](std::string_view text) {
                                         if (in_text && !shared.empty()) shared.back() += text;
                                       }});
    if (!read) return tl::unexpected("is a damaged Excel workbook" + std::string(kWayOut));
  }

  std::string csv;
  std::vector<std::string> cells;
  std::string type;
  std::string value;
  std::size_t column = 0;
  std::size_t next = 0;
  bool in_value = false;
  const bool read = parse(*sheet, {[&](std::string_view name, const XML_Char** attributes) {
                                     if (name == "row") {
                                       cells.clear();
                                       next = 0;
                                     } else if (name == "c") {
                                       column = columnOf(attribute(attributes, "r"), next);
                                       next = column + 1;
                                       type = attribute(attributes, "t");
                                       value.clear();
                                     }
                                     in_value = name == "v" || name == "t";
                                   },
                                   [&](std::string_view name) {
                                     in_value = false;
                                     if (name == "row") {
                                       if (!cells.empty()) appendRow(csv, cells);
                                     } else if (name == "c" && !value.empty() && column < kMaxColumns) {
                                       if (type == "s") {
                                         const std::size_t index = std::min<std::size_t>(
                                             std::strtoul(value.c_str(), nullptr, 10), shared.size());
                                         value = index < shared.size() ? shared[index] : "";
                                       }
                                       if (cells.size() <= column) cells.resize(column + 1);
                                       cells[column] = value;
                                     }
                                   },
                                   [&](std::string_view text) {
                                     if (in_value) value += text;
                                   }});
  if (!read) return tl::unexpected("is a damaged Excel workbook" + std::string(kWayOut));
  if (csv.empty()) return tl::unexpected("is an Excel workbook whose first sheet is empty" + std::string(kWayOut));
  return csv;
}

}  // namespace goeswith
