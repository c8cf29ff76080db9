#include "command/published/content_name.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

namespace goeswith {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashDigits = 16;

bool isLowerCaseLetter(char c) {
  return c >= 'a' && c <= 'z';
}

bool isHexadecimalDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

std::string contentName(std::string_view kind, std::uint64_t hash) {
  std::array<char, kHashDigits + 1> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return std::string(kind) + "-" + digits.data();
}

}  // namespace

std::uint64_t contentHash(std::span<const std::uint8_t> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string fileContentName(std::string_view kind, std::uint64_t hash, std::string_view extension) {
  return contentName(kind, hash) + "." + std::string(extension);
}

std::string directoryContentName(std::string_view kind, std::vector<FileRecord> files) {
  std::sort(files.begin(), files.end(), [](const FileRecord& a, const FileRecord& b) { return a.name < b.name; });
  // One line a file, the same on machines of either byte order.
  std::string lines;
  for (const FileRecord& file : files) {
    lines += file.name + " " + std::to_string(file.size) + " " + std::to_string(file.hash) + "\n";
  }
  return contentName(kind, XXH3_64bits(lines.data(), lines.size()));
}

bool isContentName(std::string_view name) {
  const std::size_t dash = name.find('-');
  if (dash == 0 || dash == std::string_view::npos || name.size() < dash + 1 + kHashDigits) return false;
  const std::string_view kind = name.substr(0, dash);
  const std::string_view hash = name.substr(dash + 1, kHashDigits);
  std::string_view extension = name.substr(dash + 1 + kHashDigits);
  if (!std::all_of(kind.begin(), kind.end(), isLowerCaseLetter)) return false;
  if (!std::all_of(hash.begin(), hash.end(), isHexadecimalDigit)) return false;
  if (extension.empty()) return true;
  if (extension.front() != '.' || extension.size() == 1) return false;
  extension.remove_prefix(1);
  return std::all_of(extension.begin(), extension.end(), isLowerCaseLetter);
}

bool isShardName(std::string_view name) {
  if (!name.ends_with(kShardExtension) || name.size() == kShardExtension.size()) return false;
  name.remove_suffix(kShardExtension.size());
  return std::all_of(name.begin(), name.end(), [](char c) {
    return isLowerCaseLetter(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

tl::expected<std::vector<FileRecord>, FileError> recordShards(const std::string& directory) {
  std::vector<FileRecord> records;
  std::error_code code;
  fs::directory_iterator entry(directory, code);
  for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
    const std::string name = entry->path().filename().string();
    if (!isShardName(name)) continue;
    const auto bytes = readFile(entry->path().string());
    if (!bytes) return tl::unexpected(bytes.error());
    records.push_back({name, bytes->size(), contentHash(*bytes)});
  }
  if (code) return fileError(directory, "cannot be read: " + code.message());
  return records;
}

tl::expected<void, FileError> checkContent(const std::string& directory, const std::string& name) {
  const std::string path = (fs::path(directory) / name).string();
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status)) return fileError(path, "is missing");
  std::string actual;
  if (fs::is_directory(status)) {
    const auto records = recordShards(path);
    if (!records) return tl::unexpected(records.error());
    actual = directoryContentName(name.substr(0, name.find('-')), *records);
  } else {
    const auto bytes = readFile(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::size_t dot = name.find('.');
    actual = fileContentName(name.substr(0, name.find('-')), contentHash(*bytes),
                             dot == std::string::npos ? "" : name.substr(dot + 1));
  }
  if (actual != name) return fileError(path, "is damaged: its content is not what its name says");
  return {};
}

}  // namespace goeswith
