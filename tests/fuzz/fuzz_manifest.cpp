// Reads any text as a manifest.
#include <string>

#include "command/published/manifest.h"
#include "promise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace goeswith;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto manifest = parseManifest(text);
  if (!manifest) {
    if (manifest.error().empty()) test::hold("an error says what is wrong");
    return 0;
  }
  if (manifest->text != text) test::hold("the text is kept");
  if (manifest->generation > kMaxGeneration) test::hold("generations are numbers that JavaScript holds");
  if (!isStoredManifestName(manifest->storedName())) test::hold("a manifest's stored name is known as one");
  for (const std::string& file : manifest->files) {
    if (file.empty() || file == "." || file == ".." || file.find('/') != std::string::npos ||
        file.find('\\') != std::string::npos || file.find('\0') != std::string::npos) {
      test::hold("no file leads out of the directory");
    }
  }
  return 0;
}
