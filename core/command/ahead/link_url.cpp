#include "command/ahead/link_url.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace goeswith {
namespace {

bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return lower;
}

// The scheme without its colon; empty when there is none.
std::string_view schemeOf(std::string_view url) {
  if (url.empty() || !isLetter(url[0])) return {};
  std::size_t end = 1;
  while (end < url.size() &&
         (isLetter(url[end]) || isDigit(url[end]) || url[end] == '+' || url[end] == '-' || url[end] == '.')) {
    ++end;
  }
  return end < url.size() && url[end] == ':' ? url.substr(0, end) : std::string_view{};
}

// Without white space around it and line ends within, which browsers leave out, too: "java\nscript:" is a scheme.
std::string withoutBreaks(std::string_view url) {
  const auto isEdge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!url.empty() && isEdge(url.front())) url.remove_prefix(1);
  while (!url.empty() && isEdge(url.back())) url.remove_suffix(1);
  std::string kept(url);
  std::erase_if(kept, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return kept;
}

// Percent-encodes what may not stand in a URL.
std::string encoded(std::string_view url) {
  std::string result;
  bool in_path = true;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '?' || c == '#') in_path = false;
    if (c == '\\' && in_path) {
      result += '/';
    } else if (byte <= 0x20 || byte >= 0x7F || std::string_view("\"<>\\^`{|}'").find(c) != std::string_view::npos) {
      std::array<char, 4> hex{};
      std::snprintf(hex.data(), hex.size(), "%%%02X", static_cast<unsigned>(byte));
      result += hex.data();
    } else {
      result += c;
    }
  }
  return result;
}

struct Parts {
  std::string scheme;
  std::string authority;
  std::string path;   // begins with /
  std::string query;  // with its ?
  std::string rest;   // fragment with its #
};

// The path without . and .. segments (RFC 3986, 5.2.4).
std::string withoutDots(std::string_view path) {
  std::vector<std::string_view> segments;
  bool ends_in_slash = false;
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    ends_in_slash = segment == "." || segment == "..";
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (segment != ".") {
      segments.push_back(segment);
    }
    at = end + 1;
  }
  std::string result;
  for (const std::string_view segment : segments) result.append("/").append(segment);
  if (ends_in_slash || result.empty()) result += '/';
  return result;
}

// Takes the path, the query and the fragment off `rest`.
void splitPath(std::string_view rest, Parts& parts) {
  const std::size_t fragment = std::min(rest.find('#'), rest.size());
  parts.rest = rest.substr(fragment);
  rest = rest.substr(0, fragment);
  const std::size_t query = std::min(rest.find('?'), rest.size());
  parts.query = rest.substr(query);
  parts.path = rest.substr(0, query);
}

// `rest` begins with the authority.
std::optional<Parts> splitAuthority(std::string scheme, std::string_view rest) {
  Parts parts;
  parts.scheme = std::move(scheme);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  parts.authority = lowered(rest.substr(0, end));
  const bool is_plain = std::all_of(parts.authority.begin(), parts.authority.end(), [](char c) {
    return isLetter(c) || isDigit(c) || std::string_view("-._:[]").find(c) != std::string_view::npos;
  });
  if (parts.authority.empty() || !is_plain) return std::nullopt;
  splitPath(rest.substr(end), parts);
  parts.path = withoutDots(parts.path);
  return parts;
}

std::optional<Parts> parseAbsolute(std::string_view url) {
  std::string scheme = lowered(schemeOf(url));
  if (scheme != "http" && scheme != "https") return std::nullopt;
  const std::string_view rest = url.substr(scheme.size() + 1);
  if (!rest.starts_with("//")) return std::nullopt;
  return splitAuthority(std::move(scheme), rest.substr(2));
}

std::string joined(const Parts& parts) {
  return parts.scheme + "://" + parts.authority + parts.path + parts.query + parts.rest;
}

}  // namespace

bool isAbsoluteUrl(std::string_view url) {
  return !schemeOf(withoutBreaks(url)).empty();
}

std::optional<std::string> baseUrl(std::string_view text) {
  const auto parts = parseAbsolute(encoded(withoutBreaks(text)));
  return parts ? std::optional(joined(*parts)) : std::nullopt;
}

std::optional<std::string> linkUrl(std::string_view text, std::string_view base) {
  const std::string url = encoded(withoutBreaks(text));
  if (url.empty()) return std::nullopt;
  if (!schemeOf(url).empty()) {
    const auto parts = parseAbsolute(url);
    return parts ? std::optional(joined(*parts)) : std::nullopt;
  }
  if (url.starts_with("//")) {
    const auto parts = splitAuthority("https", std::string_view(url).substr(2));
    if (!parts) return std::nullopt;
    if (base.empty()) return joined(*parts).substr(parts->scheme.size() + 1);
  }
  if (base.empty()) return url;

  const auto from = parseAbsolute(base);
  if (!from) return std::nullopt;
  if (url.starts_with("//")) return joined(*splitAuthority(from->scheme, std::string_view(url).substr(2)));
  Parts to = *from;
  Parts reference;
  splitPath(url, reference);
  if (reference.path.starts_with('/')) {
    to.path = withoutDots(reference.path);
  } else if (!reference.path.empty()) {
    to.path = withoutDots(from->path.substr(0, from->path.rfind('/') + 1) + reference.path);
  }
  if (!reference.path.empty() || !reference.query.empty()) to.query = reference.query;
  to.rest = reference.rest;
  return joined(to);
}

bool isPictureUnknownToMail(std::string_view url) {
  const std::string path = lowered(url.substr(0, url.find_first_of("?#")));
  return path.ends_with(".svg") || path.ends_with(".svgz") || path.ends_with(".avif");
}

}  // namespace goeswith
