// Manifest: the small JSON file that names the files of a generation, and the generation that it replaced.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace goeswith {

// The file that names the current generation. Published last, and the only one that is ever replaced.
inline constexpr const char* kManifestName = "manifest.json";

inline constexpr int kManifestVersion = 1;
// Numbers that JavaScript holds exactly.
inline constexpr std::uint64_t kMaxGeneration = (std::uint64_t{1} << 53) - 1;

struct Manifest {
  // The file, byte for byte.
  std::string text;
  // A hash of the text, 16 hexadecimal digits.
  std::string id;
  // Counts what was published to a directory, from 1. 0: made by a version that did not count.
  std::uint64_t generation = 0;
  // The id of the generation that was current before. Empty: none, or not known.
  std::string previous;
  // The published content: all but generation and previous. Equal content is the same thing published again.
  nlohmann::ordered_json content;
  // Names that the content holds as the values of "file" and "directory", at any depth, in order, each once.
  std::vector<std::string> files;

  // "manifest-0123456789abcdef.json", under which a manifest stays when another becomes current.
  std::string storedName() const;
};

// Reads a manifest. The error says what is wrong with it and what to do, without the file's name. Safe for untrusted
// input: `files` are plain names, none leads out of the directory.
tl::expected<Manifest, std::string> parseManifest(std::string text);

// Writes a manifest; `content` is what is published, without format and version, which stand before it.
Manifest makeManifest(const nlohmann::ordered_json& content, std::uint64_t generation, const std::string& previous);

// Whether `name` is a storedName().
bool isStoredManifestName(std::string_view name);

}  // namespace goeswith
