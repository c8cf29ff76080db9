// Product feeds in XML, as records.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace goeswith {

// The items of an RSS or Atom feed (Google Merchant, Meta), or of any XML whose records are elements called item,
// entry, product or offer, as JSON lines: the members are the texts of a record's direct children, without prefixes
// such as g:. Of children with one name the first counts. Fails with a message, with the line, for text that is no XML,
// for documents that declare entities, for nesting beyond 100 levels and where there is no record. Safe for any bytes.
// Expat reads: kept for 25 years, guards against bombs of entities, and takes what arrives; MIT.
tl::expected<std::string, std::string> feedAsJsonLines(std::string_view xml);

}  // namespace goeswith
