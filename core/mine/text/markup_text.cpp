#include "mine/text/markup_text.h"

#include <algorithm>
#include <iterator>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

struct Entity {
  std::string_view name;
  std::string_view text;
};

// Those that shops' editors write; Latin letters among them.
constexpr Entity kEntities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},   {"nbsp", " "},
    {"rsquo", "’"},  {"lsquo", "‘"},  {"rdquo", "”"},  {"ldquo", "“"},  {"bdquo", "„"},  {"sbquo", "‚"},
    {"laquo", "«"},  {"raquo", "»"},  {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"}, {"bull", "•"},
    {"middot", "·"}, {"copy", "©"},   {"reg", "®"},    {"trade", "™"},  {"deg", "°"},    {"euro", "€"},
    {"pound", "£"},  {"yen", "¥"},    {"cent", "¢"},   {"sect", "§"},   {"times", "×"},  {"divide", "÷"},
    {"frac12", "½"}, {"frac14", "¼"}, {"frac34", "¾"}, {"sup2", "²"},   {"sup3", "³"},   {"micro", "µ"},
    {"plusmn", "±"}, {"ordm", "º"},   {"ordf", "ª"},   {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},
    {"Auml", "Ä"},   {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"szlig", "ß"},  {"eacute", "é"}, {"egrave", "è"},
    {"ecirc", "ê"},  {"euml", "ë"},   {"Eacute", "É"}, {"Egrave", "È"}, {"agrave", "à"}, {"aacute", "á"},
    {"acirc", "â"},  {"atilde", "ã"}, {"aring", "å"},  {"aelig", "æ"},  {"Agrave", "À"}, {"Aring", "Å"},
    {"AElig", "Æ"},  {"ccedil", "ç"}, {"Ccedil", "Ç"}, {"iacute", "í"}, {"igrave", "ì"}, {"icirc", "î"},
    {"iuml", "ï"},   {"ntilde", "ñ"}, {"Ntilde", "Ñ"}, {"oacute", "ó"}, {"ograve", "ò"}, {"ocirc", "ô"},
    {"otilde", "õ"}, {"oslash", "ø"}, {"Oslash", "Ø"}, {"oelig", "œ"},  {"uacute", "ú"}, {"ugrave", "ù"},
    {"ucirc", "û"},  {"yacute", "ý"}, {"scaron", "š"}, {"Scaron", "Š"}, {"zcaron", "ž"}, {"iexcl", "¡"},
    {"iquest", "¿"}, {"zwnj", ""},    {"zwj", ""},     {"shy", ""},     {"ensp", " "},   {"emsp", " "},
    {"thinsp", " "}, {"num", "#"},    {"comma", ","},  {"lsqb", "["},   {"rsqb", "]"},   {"ohm", "Ω"}};

// The text of the reference that starts at the & in front of `text`, and how long it is; 0 when there is none.
std::size_t readEntity(std::string_view text, std::string& decoded) {
  constexpr std::size_t kLongest = 12;
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  const std::string_view name = text.substr(1, end - 1);
  if (name[0] != '#') {
    const auto entity = std::find_if(std::begin(kEntities), std::end(kEntities),
                                     [&](const Entity& known) { return known.name == name; });
    if (entity == std::end(kEntities)) return 0;
    decoded += entity->text;
    return end + 1;
  }
  const bool is_hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(is_hex ? 2 : 1);
  char32_t code = 0;
  if (digits.empty()) return 0;
  for (const char c : digits) {
    const int digit = c >= '0' && c <= '9'             ? c - '0'
                      : is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : is_hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                       : -1;
    if (digit < 0) return 0;
    code = code * (is_hex ? 16 : 10) + static_cast<char32_t>(digit);
    if (code > 0x10FFFF) return 0;
  }
  if (code != 0) appendCodePoint(decoded, code);
  return end + 1;
}

std::string withoutTags(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_tag = text[at] == '<' && at + 1 < text.size() &&
                        (text[at + 1] == '/' || text[at + 1] == '!' || (text[at + 1] >= 'a' && text[at + 1] <= 'z') ||
                         (text[at + 1] >= 'A' && text[at + 1] <= 'Z'));
    const std::size_t end = is_tag ? text.find('>', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      shown += text[at++];
    } else {
      if (text.substr(at, 3) == "<br" || text.substr(at, 3) == "</p") shown += ' ';
      at = end + 1;
    }
  }
  return shown;
}

std::string withoutEntities(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = text[at] == '&' ? readEntity(text.substr(at), shown) : 0;
    if (length == 0) shown += text[at];
    at += std::max<std::size_t>(length, 1);
  }
  return shown;
}

}  // namespace

std::string withoutMarkup(std::string_view text) {
  std::string shown(text);
  if (shown.find('<') != std::string::npos) shown = withoutTags(shown);
  for (int round = 0; round < 2 && shown.find('&') != std::string::npos; ++round) shown = withoutEntities(shown);
  // Markup that was escaped is markup all the same.
  if (text.find("&lt;") != std::string_view::npos) shown = withoutTags(shown);
  std::string single;
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t start = at;
    const char32_t code = nextCodePoint(shown, at);
    if (code == ' ') {
      single += ' ';
    } else if (code < ' ' || isUnprintable(code)) {
      if (!single.empty() && single.back() != ' ' && code < ' ') single += ' ';
    } else {
      single.append(shown, start, at - start);
    }
  }
  return std::string(cellText(single));
}

}  // namespace goeswith
