#include "mine/records/text_encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

struct Signature {
  std::string_view bytes;
  std::string_view form;
};

using namespace std::string_view_literals;

// Public signatures of file formats, longest first where one starts another.
constexpr Signature kSignatures[] = {
    {"PK\x03\x04"sv, "a zip archive"},
    {"PK\x05\x06"sv, "an empty zip archive"},
    {"\x1F\x8B"sv, "gzip"},
    {"\x28\xB5\x2F\xFD"sv, "zstd"},
    {"\xFD"
     "7zXZ"sv,
     "an xz archive; unpack it with unxz"},
    {"BZh"sv, "a bzip2 archive; unpack it with bunzip2"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive; unpack it"},
    {"Rar!\x1A"sv, "a RAR archive; unpack it"},
    {"\xD0\xCF\x11\xE0"sv, "an old Excel workbook (.xls); save it as CSV UTF-8"},
    {"PAR1"sv, "a Parquet file; write CSV or JSON lines from it, as with duckdb -c \"COPY 'FILE' TO 'orders.csv'\""},
    {"ORC"sv, "an ORC file; write CSV or JSON lines from it"},
    {"Obj\x01"sv, "an Avro file; write CSV or JSON lines from it"},
    {"SQLite format 3\0"sv, "a SQLite database; export the orders with sqlite3 -csv -header"},
    {"\x89PNG"sv, "a PNG image"},
    {"\xFF\xD8\xFF"sv, "a JPEG image"},
    {"GIF8"sv, "a GIF image"},
    {"RIFF"sv, "a WebP image or a sound"},
    {"%PDF-"sv, "a PDF document; export it as CSV"},
    {"{\\rtf"sv, "an RTF document; save it as CSV UTF-8"},
    {"\x7F"
     "ELF"sv,
     "a program"},
};

}  // namespace

TextEncoding encodingOf(std::string_view head) {
  if (head.starts_with("\xFF\xFE"sv)) return TextEncoding::utf16_little;
  if (head.starts_with("\xFE\xFF"sv)) return TextEncoding::utf16_big;
  if (head.size() >= 4 && head[0] != '\0' && head[1] == '\0' && head[2] != '\0' && head[3] == '\0') {
    return TextEncoding::utf16_little;
  }
  if (head.size() >= 4 && head[0] == '\0' && head[1] != '\0' && head[2] == '\0' && head[3] != '\0') {
    return TextEncoding::utf16_big;
  }
  return TextEncoding::utf8;
}

std::string_view foreignFormOf(std::string_view head) {
  for (const Signature& signature : kSignatures) {
    if (head.starts_with(signature.bytes)) return signature.form;
  }
  if (head.size() > 262 && head.substr(257, 5) == "ustar") return "a tar archive; unpack it";
  std::string_view text = trimmed(head);
  while (!text.empty() && (text.front() == '\n' || text.front() == '\r')) text = trimmed(text.substr(1));
  if (text.starts_with('<')) {
    const std::string start = lowerCase(text.substr(0, 1024));
    if (start.starts_with("<?xml") && start.find("<html") == std::string::npos) return "XML";
    if (start.starts_with("<rss") || start.starts_with("<feed")) return "XML";
    if (start.starts_with("<!doctype html") || start.find("<html") != std::string::npos ||
        start.find("<table") != std::string::npos || start.find("<body") != std::string::npos) {
      return "a web page (HTML), as when a login is asked for; fetch the export itself";
    }
    return "markup (XML or HTML)";
  }
  // NULs at the end are padding; between text they are no text.
  std::size_t control = 0;
  const std::string_view unpadded = head.substr(0, head.find_last_not_of('\0') + 1);
  for (char c : unpadded) {
    const auto byte = static_cast<unsigned char>(c);
    control += byte < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1A' && c != '\x1B';
  }
  if (control * 20 > unpadded.size() && control > 4) return "a binary file";
  return {};
}

std::string_view Utf16Decoder::decode(std::string_view chunk) {
  decoded_.clear();
  for (char c : chunk) {
    const auto byte = static_cast<unsigned char>(c);
    if (!has_half_) {
      half_ = byte;
      has_half_ = true;
      continue;
    }
    has_half_ = false;
    const char32_t unit =
        is_little_ ? static_cast<char32_t>(half_ | byte << 8) : static_cast<char32_t>(half_ << 8 | byte);
    if (surrogate_ != 0) {
      const bool pairs = unit >= 0xDC00 && unit <= 0xDFFF;
      appendCodePoint(decoded_, pairs ? 0x10000 + ((surrogate_ & 0x3FF) << 10 | (unit & 0x3FF)) : 0xFFFD);
      surrogate_ = 0;
      if (pairs) continue;
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      surrogate_ = unit;
    } else if (unit != 0xFEFF) {
      appendCodePoint(decoded_, unit);
    }
  }
  return decoded_;
}

std::string fromWindows1252(std::string_view text) {
  // What stands at 0x80 to 0x9F; the holes are the control characters of Latin-1, as browsers read them.
  constexpr std::array<char16_t, 32> kUpper = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                               0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                               0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
  std::string utf8;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    appendCodePoint(utf8, byte >= 0x80 && byte < 0xA0 ? static_cast<char32_t>(kUpper[byte - 0x80]) : byte);
  }
  return utf8;
}

}  // namespace goeswith
