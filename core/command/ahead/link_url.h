// URLs of cards, made safe to stand in a link: http and https only, in ASCII, absolute where there is a base.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace goeswith {

// Whether `url` says by itself where it leads: it has a scheme.
bool isAbsoluteUrl(std::string_view url);

// An absolute http or https URL in its normal form, for linkUrl(); nothing when `text` is none.
std::optional<std::string> baseUrl(std::string_view text);

// Where a card's URL leads, resolved against `base` (one of baseUrl(), or empty: a relative URL then stays relative),
// as browsers do it: spaces and other characters are percent-encoded, \ is read as /, and dot segments are resolved.
// Nothing for other schemes than http and https, for an empty URL, for hosts that are not plain ASCII, and for names or
// passwords before the host. Safe for any UTF-8.
std::optional<std::string> linkUrl(std::string_view url, std::string_view base);

// Whether the URL's path ends like a picture that mail clients do not show: svg, svgz, avif.
bool isPictureUnknownToMail(std::string_view url);

}  // namespace goeswith
