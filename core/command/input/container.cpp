#include "command/input/container.h"

#include <zip.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "command/input/feed.h"
#include "command/input/workbook.h"
#include "mine/text/input_text.h"

namespace goeswith {
namespace {

using Take = std::function<bool(std::string_view piece, std::uint64_t position)>;

constexpr std::size_t kPiece = std::size_t{1} << 20;
// Of what is taken into memory: more than any catalogue, less than a small machine has.
constexpr std::size_t kMaxWhole = std::size_t{1} << 30;

enum class Form { plain, zstd, zip, xml };

Form formOf(std::string_view head) {
  if (head.starts_with("\x28\xB5\x2F\xFD")) return Form::zstd;
  if (head.starts_with("PK\x03\x04")) return Form::zip;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string start = lowerCase(trimmed(head.substr(0, 2048)));
  const bool is_page = start.find("<html") != std::string::npos || start.find("<!doctype html") != std::string::npos;
  if (!is_page && (start.starts_with("<?xml") || start.starts_with("<rss") || start.starts_with("<feed")))
    return Form::xml;
  return Form::plain;
}

// Unpacks zstd that arrives in pieces.
class ZstdReader {
 public:
  explicit ZstdReader(const Take& take) : take_(take), stream_(ZSTD_createDStream(), &ZSTD_freeDStream), out_(kPiece) {}

  // False ends the reading: on damage, which message() then names, or when `take` wants no more.
  bool feed(std::string_view chunk, std::uint64_t position) {
    ZSTD_inBuffer in{chunk.data(), chunk.size(), 0};
    for (bool more = true; more;) {
      ZSTD_outBuffer out{out_.data(), out_.size(), 0};
      left_ = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(left_)) {
        message_ = std::string("is damaged zstd (") + ZSTD_getErrorName(left_) + "); copy or export it again";
        return false;
      }
      if (out.pos > 0 && !take_({out_.data(), out.pos}, position)) return false;
      more = in.pos < in.size || out.pos == out.size;
    }
    return true;
  }
  bool isWhole() const { return left_ == 0; }
  const std::string& message() const { return message_; }

 private:
  const Take& take_;
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  std::vector<char> out_;
  std::size_t left_ = 0;
  std::string message_;
};

struct Archive {
  std::unique_ptr<zip_t, decltype(&zip_discard)> zip{nullptr, &zip_discard};
  std::vector<std::string> names;
};

std::optional<Archive> openZip(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return std::nullopt;
  Archive archive;
  archive.zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!archive.zip) {
    zip_source_free(source);
    return std::nullopt;
  }
  const zip_int64_t count = zip_get_num_entries(archive.zip.get(), 0);
  for (zip_int64_t k = 0; k < count; ++k) {
    const char* name = zip_get_name(archive.zip.get(), static_cast<zip_uint64_t>(k), 0);
    if (name != nullptr) archive.names.emplace_back(name);
  }
  return archive;
}

// Feeds one file of an archive to `take`; false when it is damaged.
bool streamEntry(const Archive& archive, const std::string& name, const std::function<bool(std::string_view)>& take) {
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen(archive.zip.get(), name.c_str(), 0),
                                                                &zip_fclose);
  if (!file) return false;
  std::vector<char> piece(kPiece);
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) return false;
    if (got == 0 || !take({piece.data(), static_cast<std::size_t>(got)})) return true;
  }
}

tl::expected<void, FileError> readZip(const std::string& name, const std::string& bytes, const Take& take) {
  const auto archive = openZip(bytes);
  if (!archive) return fileError(name, "is a damaged zip archive; copy or export it again");
  const auto& names = archive->names;
  if (std::find(names.begin(), names.end(), "xl/workbook.xml") != names.end()) {
    bool is_too_large = false;
    const auto csv = workbookAsCsv([&](const std::string& part) -> std::optional<std::string> {
      if (std::find(names.begin(), names.end(), part) == names.end()) return std::nullopt;
      std::string text;
      const bool read = streamEntry(*archive, part, [&](std::string_view piece) {
        text += piece;
        is_too_large = is_too_large || text.size() > kMaxWhole;
        return !is_too_large;
      });
      return read && !is_too_large ? std::optional(std::move(text)) : std::nullopt;
    });
    if (is_too_large) return fileError(name, "is an Excel workbook of more than 1 GiB; save it as CSV UTF-8");
    if (!csv) return fileError(name, csv.error());
    take(*csv, bytes.size());
    return {};
  }
  std::vector<std::string> files;
  std::copy_if(names.begin(), names.end(), std::back_inserter(files), [](const std::string& one) {
    const std::string_view base = std::string_view(one).substr(one.rfind('/') + 1);
    return !one.ends_with('/') && !one.starts_with("__MACOSX/") && !base.starts_with('.');
  });
  if (files.size() != 1) {
    std::string list;
    for (std::size_t k = 0; k < std::min<std::size_t>(files.size(), 5); ++k) {
      list += (list.empty() ? ": " : ", ") + quotedForMessage(files[k]);
    }
    return fileError(name, "is a zip archive of " + std::to_string(files.size()) + " files" + list +
                               "; unpack it and name the file");
  }
  const bool read = streamEntry(*archive, files[0], [&](std::string_view piece) { return take(piece, bytes.size()); });
  if (!read) return fileError(name, "is a damaged zip archive, or one with a password; copy or export it again");
  return {};
}

}  // namespace

tl::expected<void, FileError> streamInput(const std::string& path, const Take& take) {
  const std::string name = path == "-" ? "standard input" : path;
  std::optional<Form> form;
  std::string whole;  // of what is taken into memory
  bool is_too_large = false;
  ZstdReader zstd(take);
  const auto streamed = streamFile(path, [&](std::string_view chunk, std::uint64_t position) {
    if (!form) form = formOf(chunk);
    switch (*form) {
      case Form::plain:
        return take(chunk, position);
      case Form::zstd:
        return zstd.feed(chunk, position);
      case Form::zip:
      case Form::xml:
        whole += chunk;
        is_too_large = whole.size() > kMaxWhole;
        return !is_too_large;
    }
    return false;
  });
  if (!streamed) return streamed;
  if (is_too_large) return fileError(name, "is an archive or a feed of more than 1 GiB; unpack it first");
  if (!zstd.message().empty()) return fileError(name, zstd.message());
  if (form == Form::zstd && !zstd.isWhole())
    return fileError(name, "is damaged zstd (it is cut short); copy or export it again");
  if (form == Form::zip) return readZip(name, whole, take);
  if (form == Form::xml) {
    const auto lines = feedAsJsonLines(whole);
    if (!lines) return fileError(name, lines.error());
    take(*lines, whole.size());
  }
  return {};
}

}  // namespace goeswith
