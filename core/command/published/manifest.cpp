#include "command/published/manifest.h"

#include <algorithm>
#include <span>

#include "command/published/content_name.h"

namespace goeswith {
namespace {

constexpr std::string_view kStoredKind = "manifest";
constexpr int kMaxDepth = 8;

std::string idOf(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::string name = fileContentName(kStoredKind, contentHash({bytes, text.size()}), "json");
  return name.substr(kStoredKind.size() + 1, 16);
}

// A name that stays in its directory.
bool isPlainName(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
}

// Gathers the names of files; false when there is one that leads elsewhere.
bool gatherFiles(const nlohmann::ordered_json& value, int depth, std::vector<std::string>& files) {
  if (!value.is_object()) return true;
  if (depth == kMaxDepth) return false;
  for (const auto& [key, member] : value.items()) {
    if (key == "file" || key == "directory") {
      if (!member.is_string() || !isPlainName(member.get_ref<const std::string&>())) return false;
      const auto& name = member.get_ref<const std::string&>();
      if (std::find(files.begin(), files.end(), name) == files.end()) files.push_back(name);
    } else if (!gatherFiles(member, depth + 1, files)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string Manifest::storedName() const {
  return std::string(kStoredKind) + "-" + id + ".json";
}

bool isStoredManifestName(std::string_view name) {
  return isContentName(name) && name.starts_with(std::string(kStoredKind) + "-") && name.ends_with(".json");
}

tl::expected<Manifest, std::string> parseManifest(std::string text) {
  auto json = nlohmann::ordered_json::parse(text, nullptr, /*allow_exceptions=*/false);
  // Comparing with a JSON value is safe whatever its type is.
  if (!json.is_object() || !json.contains("format") || json["format"] != "goeswith") {
    return tl::make_unexpected("is not the manifest of a goeswith table; publish to a directory of its own");
  }
  if (!json.contains("version") || json["version"] != kManifestVersion) {
    return tl::make_unexpected("has another manifest version; build it again with this goeswith, or use a newer one");
  }
  Manifest manifest;
  if (const auto generation = json.find("generation"); generation != json.end()) {
    if (!generation->is_number_unsigned() || generation->get<std::uint64_t>() == 0 ||
        generation->get<std::uint64_t>() > kMaxGeneration) {
      return tl::make_unexpected("has a generation that is no whole number from 1; build it again");
    }
    manifest.generation = generation->get<std::uint64_t>();
    json.erase("generation");
  }
  if (const auto previous = json.find("previous"); previous != json.end()) {
    if (!previous->is_string() ||
        !isStoredManifestName(std::string(kStoredKind) + "-" + previous->get<std::string>() + ".json")) {
      return tl::make_unexpected("names a generation before it that can be none; build it again");
    }
    manifest.previous = previous->get<std::string>();
    json.erase("previous");
  }
  if (!gatherFiles(json, 0, manifest.files)) {
    return tl::make_unexpected("names a file outside its directory; build it again");
  }
  manifest.content = std::move(json);
  manifest.id = idOf(text);
  manifest.text = std::move(text);
  return manifest;
}

Manifest makeManifest(const nlohmann::ordered_json& content, std::uint64_t generation, const std::string& previous) {
  nlohmann::ordered_json json = {{"format", "goeswith"}, {"version", kManifestVersion}};
  json.update(content);
  Manifest manifest{.generation = generation, .previous = previous, .content = json};
  gatherFiles(json, 0, manifest.files);
  json["generation"] = generation;
  if (!previous.empty()) json["previous"] = previous;
  manifest.text = json.dump() + "\n";
  manifest.id = idOf(manifest.text);
  return manifest;
}

}  // namespace goeswith
