// Reads any bytes as a catalogue.
#include <set>
#include <string>
#include <vector>

#include "mine/read/items_reader.h"
#include "promise.h"
#include "table/whole/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace goeswith;
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  ItemsOptions options;
  if (data[0] & 1) options.currency = "EUR";
  if (data[0] & 2) options.base_url = "https://shop.example/";
  if (data[0] & 4) options.url_pattern = "https://shop.example/{group}/{sku}";
  options.max_bad = (data[0] & 8) ? 1 : 0.01;
  ItemsSummary summary;
  const auto items = readItems(text, "items", options, &summary);
  if (!items) return 0;
  if (items->empty() || summary.items != items->size()) test::hold("a catalogue that is read has its items");
  std::set<std::string> skus;
  for (const Item& item : *items) {
    if (!skus.insert(item.sku).second || item.sku.empty()) test::hold("ids are unique and not empty");
    if (item.sku.size() > 2 * kMaxIdBytes || item.title.size() > kMaxTitleBytes) test::hold("texts keep their limits");
    for (const std::string* one : {&item.sku, &item.title, &item.url, &item.image, &item.category, &item.group}) {
      if (!isCleanText(*one)) test::hold("texts are clean");
    }
  }
  return 0;
}
