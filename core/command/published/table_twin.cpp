#include "command/published/table_twin.h"

#include <nlohmann/json.hpp>

#include "command/published/base64.h"

namespace goeswith {
namespace {

constexpr std::string_view kFormat = "goeswith-table";
constexpr int kVersion = 1;

nlohmann::json parse(std::string_view text) {
  return nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
}

}  // namespace

std::string encodeTableTwin(std::span<const std::uint8_t> table) {
  const nlohmann::ordered_json twin = {
      {"format", kFormat}, {"version", kVersion}, {"bytes", table.size()}, {"base64", encodeBase64(table)}};
  return twin.dump() + "\n";
}

bool isTableTwin(std::string_view text) {
  const auto json = parse(text);
  return json.is_object() && json.contains("format") && json["format"] == kFormat;
}

tl::expected<std::vector<std::uint8_t>, std::string> decodeTableTwin(std::string_view text) {
  const auto json = parse(text);
  if (!json.is_object() || !json.contains("version") || json["version"] != kVersion) {
    return tl::make_unexpected(
        "has another version of a table as JSON; build it again with this goeswith, or use a newer one");
  }
  const auto base64 = json.find("base64");
  const auto size = json.find("bytes");
  if (base64 == json.end() || !base64->is_string() || size == json.end() || !size->is_number_unsigned()) {
    return tl::make_unexpected("holds no table with its size; build it again");
  }
  auto bytes = decodeBase64(base64->get_ref<const std::string&>());
  if (!bytes) return tl::make_unexpected("is damaged: its base64 cannot be read; copy it again");
  if (bytes->size() != size->get<std::uint64_t>()) {
    return tl::make_unexpected("holds " + std::to_string(bytes->size()) + " bytes of a table where it says " +
                               std::to_string(size->get<std::uint64_t>()) + "; copy it again");
  }
  return std::move(*bytes);
}

}  // namespace goeswith
