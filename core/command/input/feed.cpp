#include "command/input/feed.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

// What a parse knows; expat calls the functions below with it.
struct Reading {
  XML_Parser parser = nullptr;
  std::string lines;
  Json record;
  std::size_t depth = 0;
  std::size_t record_depth = 0;  // 0: outside of any
  std::string child;             // the record's child that is open
  std::string text;
  std::string failure;

  void fail(std::string why) {
    if (failure.empty()) failure = std::move(why);
    XML_StopParser(parser, XML_FALSE);
  }
};

std::string_view localName(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

bool isRecord(std::string_view name) {
  const std::string plain = lowerCase(localName(name));
  return plain == "item" || plain == "entry" || plain == "product" || plain == "offer";
}

void XMLCALL startElement(void* data, const XML_Char* name, const XML_Char** attributes) {
  constexpr std::size_t kMaxDepth = 100;
  auto& reading = *static_cast<Reading*>(data);
  if (++reading.depth > kMaxDepth) return reading.fail("nests more than 100 levels deep");
  if (reading.record_depth == 0) {
    if (!isRecord(name)) return;
    reading.record_depth = reading.depth;
    reading.record = Json::object();
    for (; *attributes != nullptr; attributes += 2)
      reading.record[std::string(localName(attributes[0]))] = attributes[1];
  } else if (reading.depth == reading.record_depth + 1) {
    reading.child = localName(name);
    reading.text.clear();
    for (; *attributes != nullptr; attributes += 2) {
      if (std::string_view(attributes[0]) == "href") reading.text = attributes[1];
    }
  }
}

void XMLCALL endElement(void* data, const XML_Char*) {
  auto& reading = *static_cast<Reading*>(data);
  if (reading.record_depth != 0 && reading.depth == reading.record_depth + 1) {
    if (!reading.record.contains(reading.child)) reading.record[reading.child] = std::string(cellText(reading.text));
  } else if (reading.depth == reading.record_depth) {
    reading.lines += reading.record.dump(-1, ' ', false, Json::error_handler_t::replace);
    reading.lines += '\n';
    reading.record_depth = 0;
  }
  --reading.depth;
}

void XMLCALL characters(void* data, const XML_Char* text, int length) {
  constexpr std::size_t kMaxText = std::size_t{1} << 20;
  auto& reading = *static_cast<Reading*>(data);
  if (reading.record_depth == 0 || reading.depth != reading.record_depth + 1) return;
  if (reading.text.size() > kMaxText) return reading.fail("an element holds more than 1 MiB of text");
  reading.text.append(text, static_cast<std::size_t>(length));
}

void XMLCALL entityDeclaration(void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*,
                               const XML_Char*, const XML_Char*) {
  static_cast<Reading*>(data)->fail("declares entities, which no feed needs");
}

}  // namespace

tl::expected<std::string, std::string> feedAsJsonLines(std::string_view xml) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
  if (!parser) return tl::unexpected(std::string("out of memory"));
  Reading reading;
  reading.parser = parser.get();
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), startElement, endElement);
  XML_SetCharacterDataHandler(parser.get(), characters);
  XML_SetEntityDeclHandler(parser.get(), entityDeclaration);
  constexpr std::size_t kPiece = std::size_t{1} << 24;
  for (std::size_t at = 0;; at += kPiece) {
    const std::string_view piece = xml.substr(at, kPiece);
    const bool is_last = at + kPiece >= xml.size();
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), is_last) != XML_STATUS_OK) {
      const std::string line = std::to_string(XML_GetCurrentLineNumber(parser.get()));
      if (!reading.failure.empty()) return tl::unexpected("line " + line + ": " + reading.failure);
      return tl::unexpected("line " + line + ": this is no XML: " + XML_ErrorString(XML_GetErrorCode(parser.get())));
    }
    if (is_last) break;
  }
  if (reading.lines.empty()) return tl::unexpected(std::string("this XML holds no <item>, <entry> or <product>"));
  return std::move(reading.lines);
}

}  // namespace goeswith
