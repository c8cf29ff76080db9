// Reads any bytes as orders, in one piece and in many; the first byte says where they are cut and what is said of them.
#include <string_view>
#include <vector>

#include "mine/read/orders_reader.h"
#include "promise.h"

namespace {

tl::expected<goeswith::Orders, std::string> read(std::string_view text, std::size_t piece,
                                                 goeswith::RecordFormat format) {
  goeswith::OrdersReader reader({.format = format});
  if (auto begun = reader.beginFile("orders"); !begun) return tl::unexpected(begun.error().text());
  for (std::size_t at = 0; at < text.size(); at += piece) {
    if (auto pushed = reader.push(text.substr(at, piece)); !pushed) return tl::unexpected(pushed.error().text());
  }
  if (auto ended = reader.endFile(); !ended) return tl::unexpected(ended.error().text());
  return std::move(reader).finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace goeswith;
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto format = std::vector{RecordFormat::automatic, RecordFormat::csv, RecordFormat::jsonl}[data[0] % 3];
  const auto whole = read(text, text.size() + 1, format);
  const auto cut = read(text, 1 + data[0] / 3u, format);
  if (whole.has_value() != cut.has_value()) test::hold("cuts change nothing");
  if (!whole) {
    if (whole.error() != cut.error()) test::hold("cuts change no error");
    return 0;
  }
  const Baskets& a = whole->baskets;
  const Baskets& b = cut->baskets;
  if (a.skus != b.skus || a.items != b.items || a.offsets != b.offsets || a.timestamps != b.timestamps) {
    test::hold("cuts change no basket");
  }
  const OrdersSummary& s = whole->summary;
  if (s.lines != s.kept + s.duplicates + s.returns + s.cancelled + s.zero_quantity + s.blank + s.parts + s.fees +
                     s.other_events + s.bad) {
    test::hold("every line is counted once");
  }
  for (std::size_t i = 1; i < a.itemCount(); ++i) {
    if (!isNumberedBefore(a.item_orders[i - 1], a.skus[i - 1], a.item_orders[i], a.skus[i])) {
      test::hold("items are numbered by class and SKU");
    }
  }
  return 0;
}
