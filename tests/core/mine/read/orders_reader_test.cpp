#include "mine/read/orders_reader.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <span>
#include <vector>

#include "catch.h"

using namespace goeswith;

namespace {

tl::expected<Orders, InputError> readPieces(const std::vector<std::string_view>& pieces, OrdersOptions options = {}) {
  OrdersReader reader(std::move(options));
  if (auto done = reader.beginFile("orders.csv"); !done) return tl::make_unexpected(done.error());
  for (std::string_view piece : pieces) {
    if (auto done = reader.push(piece); !done) return tl::make_unexpected(done.error());
  }
  if (auto done = reader.endFile(); !done) return tl::make_unexpected(done.error());
  return std::move(reader).finish();
}

tl::expected<Orders, InputError> read(std::string_view text, OrdersOptions options = {}) {
  return readPieces({text}, std::move(options));
}

Orders readFiles(const std::vector<std::string>& texts) {
  OrdersReader reader({});
  for (const std::string& text : texts) {
    REQUIRE(reader.beginFile("orders.csv"));
    REQUIRE(reader.push(text));
    REQUIRE(reader.endFile());
  }
  return std::move(reader).finish();
}

std::span<const std::uint32_t> itemsOf(const Baskets& baskets, std::size_t basket) {
  const auto begin = static_cast<std::size_t>(baskets.offsets[basket]);
  const auto end = static_cast<std::size_t>(baskets.offsets[basket + 1]);
  return std::span(baskets.items).subspan(begin, end - begin);
}

// The baskets as sets of SKUs, which says everything that does not depend on numbers and hashes.
std::multiset<std::set<std::string>> skuSets(const Orders& orders) {
  const Baskets& baskets = orders.baskets;
  std::multiset<std::set<std::string>> sets;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    std::set<std::string> skus;
    for (std::uint32_t item : itemsOf(baskets, b)) skus.insert(baskets.skus[item]);
    sets.insert(skus);
  }
  return sets;
}

using Sets = std::multiset<std::set<std::string>>;

Sets setsOf(std::string_view text, OrdersOptions options = {}) {
  const auto orders = read(text, std::move(options));
  if (!orders) FAIL(orders.error().text());
  return skuSets(*orders);
}

std::string errorOf(std::string_view text, OrdersOptions options = {}) {
  const auto orders = read(text, std::move(options));
  return orders ? "" : orders.error().text();
}

bool sameBaskets(const Baskets& a, const Baskets& b) {
  return a.skus == b.skus && a.item_orders == b.item_orders && a.offsets == b.offsets && a.items == b.items &&
         a.order_keys == b.order_keys && a.timestamps == b.timestamps;
}

std::vector<std::uint64_t> countsOf(const OrdersSummary& s) {
  return {s.files,     s.bytes,         s.lines, s.kept,   s.duplicates, s.returns,
          s.cancelled, s.zero_quantity, s.blank, s.orders, s.items,      s.orders_without_timestamp};
}

bool linesAddUp(const OrdersSummary& s) {
  return s.lines == s.kept + s.duplicates + s.returns + s.cancelled + s.zero_quantity + s.blank + s.parts + s.fees +
                        s.other_events + s.bad;
}

// Every promise of baskets.h but the independence of the order of the lines.
void checkInvariants(const Orders& orders) {
  const Baskets& baskets = orders.baskets;
  REQUIRE(baskets.item_orders.size() == baskets.skus.size());
  REQUIRE(baskets.offsets.front() == 0);
  REQUIRE(baskets.offsets.back() == baskets.items.size());
  REQUIRE(baskets.order_keys.size() == baskets.basketCount());
  REQUIRE((baskets.timestamps.empty() || baskets.timestamps.size() == baskets.basketCount()));
  REQUIRE(std::is_sorted(baskets.order_keys.begin(), baskets.order_keys.end()));
  std::vector<std::uint32_t> counted(baskets.itemCount(), 0);
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    REQUIRE(baskets.offsets[b] < baskets.offsets[b + 1]);
    const auto items = itemsOf(baskets, b);
    REQUIRE(std::adjacent_find(items.begin(), items.end(), std::greater_equal<>()) == items.end());
    REQUIRE(items.back() < baskets.itemCount());
    for (std::uint32_t item : items) ++counted[item];
  }
  REQUIRE(counted == baskets.item_orders);
  for (std::size_t i = 1; i < baskets.itemCount(); ++i) {
    REQUIRE(isNumberedBefore(counted[i - 1], baskets.skus[i - 1], counted[i], baskets.skus[i]));
  }
  REQUIRE(linesAddUp(orders.summary));
  REQUIRE(orders.summary.kept == baskets.items.size());
  REQUIRE(orders.summary.orders == baskets.basketCount());
  REQUIRE(orders.summary.items == baskets.itemCount());
}

}  // namespace

TEST_CASE("OrdersReader: items are numbered by their orders, then by SKU") {
  const auto orders = read("order_id,item_id\n1,b\n1,c\n2,c\n2,a\n3,c\n3,\xC3\xA9\n");
  REQUIRE(orders);
  checkInvariants(*orders);
  CHECK(orders->baskets.skus == std::vector<std::string>{"c", "a", "b", "\xC3\xA9"});
  CHECK(orders->baskets.item_orders == std::vector<std::uint32_t>{3, 1, 1, 1});
  CHECK(skuSets(*orders) == Sets{{"b", "c"}, {"a", "c"}, {"c", "\xC3\xA9"}});
}

TEST_CASE("OrdersReader: CSV, semicolons, TSV and JSON lines say the same") {
  const Sets expected = {{"a", "b"}, {"a"}};
  CHECK(setsOf("order,sku,qty\n1,a,1\n1,b,2\n2,a,1\n") == expected);
  CHECK(setsOf("order;sku;qty\r\n1;a;1\r\n1;b;2\r\n2;a;1\r\n") == expected);
  CHECK(setsOf("order\tsku\tqty\n1\ta\t1\n1\tb\t2\n2\ta\t1") == expected);
  CHECK(setsOf("{\"order\":1,\"sku\":\"a\"}\n{\"order\":1,\"sku\":\"b\",\"qty\":2}\n{\"sku\":\"a\",\"order\":\"2\"}") ==
        expected);
}

TEST_CASE("OrdersReader: an object without members is a blank line, wherever it stands") {
  const auto orders = read("{}\n{\"order\":1,\"sku\":\"a\"}\n{}\n");
  REQUIRE(orders);
  CHECK(orders->summary.blank == 2);
  CHECK(skuSets(*orders) == Sets{{"a"}});
  const auto none = read("{}\n{}\n");
  REQUIRE(none);
  CHECK(none->summary.blank == 2);
}

TEST_CASE("OrdersReader: knows the usual names of columns in any spelling") {
  const Sets expected = {{"x"}};
  for (const char* order : {"order_id", "Order ID", "OrderId", "ORDER", "invoice", "InvoiceNo", "invoice_id",
                            "basket_id", "transaction_id", "Order Number"}) {
    CAPTURE(order);
    CHECK(setsOf(std::string(order) + ",sku\n1,x\n") == expected);
  }
  for (const char* item : {"item_id", "item", "SKU", "product_id", "StockCode", "variant_id", "Item SKU"}) {
    CAPTURE(item);
    CHECK(setsOf(std::string("order_id,") + item + "\n1,x\n") == expected);
  }
  for (const char* quantity : {"quantity", "Qty", "Lineitem quantity", "Quantity (- Refund)"}) {
    CAPTURE(quantity);
    CHECK(read(std::string("order_id,sku,id,name,") + quantity + "\n1,x,1,1,1\n1,y,1,1,-1\n")->summary.returns == 1);
  }
  for (const char* timestamp : {"timestamp", "date", "Created at", "InvoiceDate", "order_date"}) {
    CAPTURE(timestamp);
    CHECK(read(std::string("order_id,sku,") + timestamp + "\n1,x,1970-01-02\n")->baskets.timestamps ==
          std::vector<std::int64_t>{86400});
  }
}

TEST_CASE("OrdersReader: reads Shopify's orders export") {
  const auto orders = read(
      "Name,Email,Financial Status,Paid at,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
      "Lineitem sku,Cancelled at,Id\n"
      "#1001,a@example.com,paid,2026-09-03 10:15:00 -0400,EUR,2026-09-03 10:14:00 -0400,2,Fern Print,16.00,FERN-1,,55\n"
      "#1001,a@example.com,,,,,1,\"Tote Bag - \"\"L\"\"\",20.00,,,\n"
      "#1002,b@example.com,paid,,EUR,2026-09-04 10:00:00 +0000,1,Mug,25.00,MUG-1,2026-09-05 10:00:00 +0000,56\n"
      "#1002,b@example.com,,,,,1,Fern Print,16.00,FERN-1,,\n"
      "#1003,c@example.com,refunded,,EUR,2026-09-06 10:00:00 +0000,1,Mug,25.00,MUG-1,,57\n"
      "#1003,c@example.com,,,,,1,Fern Print,16.00,FERN-1,,\n"
      "#1004,d@example.com,partially_refunded,,EUR,2026-09-07 00:00:00 +0000,1,Mug,25.00,MUG-1,,58\n");
  REQUIRE(orders);
  checkInvariants(*orders);
  CHECK(skuSets(*orders) == Sets{{"FERN-1", "Tote Bag - \"L\""}, {"MUG-1"}});
  CHECK(orders->summary.cancelled == 4);
  auto timestamps = orders->baskets.timestamps;
  std::sort(timestamps.begin(), timestamps.end());
  CHECK(timestamps == std::vector<std::int64_t>{1788444840, 1788739200});
}

TEST_CASE("OrdersReader: reads WooCommerce's order exports") {
  const auto orders = read(
      "\"Order Number\",\"Order Status\",\"Order Date\",\"Item #\",SKU,\"Item Name\",Quantity,\"Quantity (- Refund)\"\n"
      "7,Completed,2026-01-02 10:00,1,TEA,Tea,1,1\n"
      "7,Completed,2026-01-02 10:00,2,,Cup,1,1\n"
      "7,Completed,2026-01-02 10:00,3,POT,Pot,1,0\n"
      "8,Cancelled,2026-01-03 10:00,1,TEA,Tea,1,1\n"
      "9,wc-failed,2026-01-03 10:00,1,TEA,Tea,1,1\n"
      "10,Refunded,2026-01-03 10:00,1,TEA,Tea,1,1\n"
      "11,Processing,2026-01-03 10:00,1,POT,Pot,1,1\n");
  REQUIRE(orders);
  CHECK(skuSets(*orders) == Sets{{"TEA", "Cup"}, {"POT"}});
  CHECK(orders->summary.cancelled == 3);
  CHECK(orders->summary.zero_quantity == 1);
  CHECK(setsOf("order_id,order_number,date,status,item_id,item_product_id,item_name,item_sku,item_quantity\n"
               "5,5,2026-01-02 10:00:00,completed,901,33,Tea,TEA,2\n") == Sets{{"TEA"}});
}

TEST_CASE("OrdersReader: what does not count is left out and counted") {
  const auto orders = read(
      "InvoiceNo,StockCode,Quantity,status\n"
      "1,a,1,\n"
      "1,a,3,\n"      // a duplicate
      "1, a ,0.5,\n"  // another
      "C1,a,-1,\n"    // a return
      "2,a,0,\n"      // nothing
      ",a,1,\n"       // no order
      "2, ,1,\n"      // no item
      "3,a,1,done\n"  // of an order that a later line cancels
      "3,b,1,VOIDED\n"
      "4,c,1,\n");
  REQUIRE(orders);
  checkInvariants(*orders);
  CHECK(skuSets(*orders) == Sets{{"a"}, {"c"}});
  const OrdersSummary& summary = orders->summary;
  CHECK(summary.files == 1);
  CHECK(summary.lines == 10);
  CHECK(summary.kept == 2);
  CHECK(summary.duplicates == 2);
  CHECK(summary.returns == 1);
  CHECK(summary.zero_quantity == 1);
  CHECK(summary.blank == 2);
  CHECK(summary.cancelled == 2);
  CHECK(summary.orders == 2);
  CHECK(summary.items == 2);
}

TEST_CASE("OrdersReader: a line that says no quantity counts as one piece") {
  CHECK(setsOf("order,sku,qty\n1,a,\n1,b,0\n") == Sets{{"a"}});
  CHECK(setsOf("{\"order\":1,\"sku\":\"a\",\"qty\":null}\n{\"order\":1,\"sku\":\"b\"}") == Sets{{"a", "b"}});
}

TEST_CASE("OrdersReader: items of cancelled orders alone have no number") {
  const auto orders = read("order,sku,status\n1,a,cancelled\n");
  REQUIRE(orders);
  checkInvariants(*orders);
  CHECK(orders->baskets.basketCount() == 0);
  CHECK(orders->baskets.itemCount() == 0);
}

TEST_CASE("OrdersReader: columns named in the options go first, and - means none") {
  OrdersOptions options;
  options.columns = {"Who", "What", "how many", "-", "-"};
  const auto orders =
      read("who,what,HOW_MANY,order_id,sku,date,status\na,x,1,1,y,rubbish,cancelled\na,z,-1,1,y,,\n", options);
  REQUIRE(orders);
  CHECK(skuSets(*orders) == Sets{{"x"}});
  CHECK(orders->summary.returns == 1);
  CHECK(orders->baskets.timestamps.empty());
}

TEST_CASE("OrdersReader: a basket's timestamp is the earliest of its order") {
  const auto orders =
      read("order,sku,date,qty\n1,a,1970-01-03,1\n1,b,1970-01-02,1\n1,c,,1\n1,d,1970-01-01 00:00:05,-1\n");
  REQUIRE(orders);
  CHECK(orders->baskets.timestamps == std::vector<std::int64_t>{5});
}

TEST_CASE("OrdersReader: there are timestamps only if every order has one") {
  const auto one_blank = read("order,sku,date\n1,a,1970-01-03\n2,b,\n");
  REQUIRE(one_blank);
  CHECK(one_blank->baskets.timestamps.empty());
  CHECK(one_blank->summary.orders_without_timestamp == 1);
  const Orders two_files = readFiles({"order,sku,date\n1,a,1970-01-03\n", "order,sku\n2,a\n3,a\n"});
  CHECK(two_files.baskets.timestamps.empty());
  CHECK(two_files.summary.orders_without_timestamp == 2);
}

TEST_CASE("OrdersReader: files have their own forms, and orders go on from one to the next") {
  const Orders orders =
      readFiles({"order,sku\n1,a\n2,a", "\xEF\xBB\xBFitem;invoice\r\nb;1\r\n", "{\"order\":1,\"sku\":\"c\"}"});
  checkInvariants(orders);
  CHECK(skuSets(orders) == Sets{{"a", "b", "c"}, {"a"}});
  CHECK(orders.summary.files == 3);
  CHECK(orders.summary.lines == 4);
}

TEST_CASE("OrdersReader: the order of lines changes nothing") {
  std::mt19937 random(7);
  std::vector<std::string> lines;
  for (int i = 0; i < 500; ++i) {
    lines.push_back(std::to_string(random() % 120) + "," + "sku" + std::to_string(random() % 40) + ",2024-01-" +
                    std::to_string(10 + random() % 20) + "," + std::to_string(static_cast<int>(random() % 6) - 1) +
                    "," + (random() % 50 == 0 ? "cancelled" : "") + "\n");
  }
  const auto join = [&] {
    std::string text = "order,sku,date,qty,status\n";
    for (const std::string& line : lines) text += line;
    return text;
  };
  const auto first = read(join());
  REQUIRE(first);
  checkInvariants(*first);
  REQUIRE(first->baskets.timestamps.size() == first->baskets.basketCount());
  for (int i = 0; i < 20; ++i) {
    std::shuffle(lines.begin(), lines.end(), random);
    const auto shuffled = read(join());
    REQUIRE(shuffled);
    REQUIRE(sameBaskets(first->baskets, shuffled->baskets));
    REQUIRE(countsOf(first->summary) == countsOf(shuffled->summary));
  }
}

TEST_CASE("OrdersReader: the result is the same wherever the bytes are cut") {
  const std::string texts[] = {
      "\xEF\xBB\xBForder,sku,qty,date\r\n1,\"a\r\n\"\"b\",1,2024-01-02\r\n\r\n1,c,2,\r\n2,c,1,2024-01-03",
      "order\tsku\r\n1\t\"a\n1\tb",
      "{\"order\":1,\"sku\":\"a\"}\n\n{\"order\":1,\"sku\":\"b\",\"qty\":1}",
      "order,sku\n1,a\n1,\"b\n",
      "order,sku\n1,a\n1\n",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    const auto whole = read(text);
    for (std::size_t i = 0; i <= text.size(); ++i) {
      for (std::size_t j = i; j <= text.size(); ++j) {
        const std::string_view view = text;
        const auto cut = readPieces({view.substr(0, i), view.substr(i, j - i), view.substr(j)});
        REQUIRE(cut.has_value() == whole.has_value());
        if (cut) {
          REQUIRE(sameBaskets(cut->baskets, whole->baskets));
          REQUIRE(countsOf(cut->summary) == countsOf(whole->summary));
        } else {
          REQUIRE(cut.error().text() == whole.error().text());
        }
      }
    }
  }
}

TEST_CASE("OrdersReader: 200,000 lines agree with a plain count") {
  std::mt19937 random(11);
  std::string text = "order_id,item_id,quantity\n";
  std::map<std::string, std::set<std::string>> expected;
  for (int i = 0; i < 200000; ++i) {
    const std::string order = std::to_string(random() % 40000);
    const std::string sku = std::to_string(random() % (1 + random() % 3000));
    const char* quote = i % 7 == 0 ? "\"" : "";
    text += order + "," + quote + sku + quote + ",1\n";
    expected[order].insert(sku);
  }
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i < text.size(); i += 65536) pieces.push_back(std::string_view(text).substr(i, 65536));
  const auto orders = readPieces(pieces);
  REQUIRE(orders);
  checkInvariants(*orders);
  Sets sets;
  for (const auto& [order, skus] : expected) sets.insert(skus);
  CHECK(skuSets(*orders) == sets);
  CHECK(orders->summary.lines == 200000);
  CHECK(orders->summary.bytes == text.size());
}

TEST_CASE("OrdersReader: an order of 100,000 lines is one basket") {
  std::string text = "order,sku\n";
  for (int i = 0; i < 100000; ++i) text += "1,s" + std::to_string(i) + "\n";
  const auto orders = read(text);
  REQUIRE(orders);
  checkInvariants(*orders);
  CHECK(orders->baskets.offsets == std::vector<std::uint64_t>{0, 100000});
}

TEST_CASE("OrdersReader: errors name file and line and say what to do") {
  const std::string head = "order,sku,qty,date\n1,a,1,2024-01-01\n";
  const auto starts = [](const std::string& text, const std::string& start) {
    CAPTURE(text);
    CHECK(text.starts_with(start));
  };
  starts(errorOf(""), "orders.csv: the file is empty");
  starts(errorOf("order,sku\n"), "orders.csv: the file names its columns but has no line");
  starts(errorOf("order,sku\r\n\r\n"), "orders.csv: the file names its columns but has no line");
  starts(errorOf(head + "1,b,1,,5\n"), "orders.csv:3: the line has 5 fields where the header has 4");
  starts(errorOf(head + "1,b,two,\n"), "orders.csv:3: the quantity \"two\" is no number");
  starts(errorOf(head + "1,b,inf,\n"), "orders.csv:3: the quantity \"inf\"");
  starts(errorOf(head + "1,b,1e999,\n"), "orders.csv:3: the quantity");
  starts(errorOf(head + "1,\"b,1,\n2,c,1,\n"), "orders.csv:3: a quote opens here and never closes");
  starts(errorOf(head + std::string("1,a\0b,1,\n", 9)), "orders.csv:3: the item \"a b\" holds NUL bytes");
  starts(errorOf("{\"order\":1,\"sku\":\"a\"}\n{\"order\":1,\n"), "orders.csv:2: this is no JSON object");
  starts(errorOf("order,sku,SKU\n1,a,b\n"), "orders.csv:1: the column \"sku\" occurs twice");
}

TEST_CASE("OrdersReader: a column that is missing is an error that lists what there is") {
  CHECK(errorOf("\nwho,sku\n1,a\n") ==
        "orders.csv:2: no column is known to hold the order ids; the columns are \"who\", \"sku\"; say which is which "
        "with "
        "--columns order=NAME,item=NAME");
  CHECK(
      errorOf("order,what\n1,a\n").starts_with("orders.csv:1: no column is known to hold the items; the columns are"));
  CHECK(errorOf("{\"sku\":\"a\"}\n").starts_with("orders.csv:1: no column is known to hold the order ids"));
  OrdersOptions order;
  order.columns.order = "ticket";
  CHECK(errorOf("order,sku\n1,a\n", order)
            .starts_with("orders.csv:1: there is no column \"ticket\" for the order ids; "));
  OrdersOptions quantity;
  quantity.columns.quantity = "pieces";
  CHECK(
      errorOf("order,sku\n1,a\n", quantity).starts_with("orders.csv: there is no column \"pieces\"; the columns are"));
}

TEST_CASE("OrdersReader: a failed reader stays failed") {
  OrdersReader reader({});
  REQUIRE(reader.beginFile("a.csv"));
  REQUIRE(reader.push("order,sku\n1,a\n1,b,c\n"));
  REQUIRE_FALSE(reader.endFile());
  const auto again = reader.push("1,b\n");
  REQUIRE_FALSE(again);
  CHECK(again.error().text().starts_with("a.csv:3: "));
  CHECK_FALSE(reader.endFile());
  CHECK_FALSE(reader.beginFile("b.csv"));
}

TEST_CASE("OrdersReader: any bytes give a result or an error") {
  std::mt19937 random(3);
  const std::string seeds[] = {"order,sku,qty,date\n1,\"a\"\"b\",1,2024-01-01 10:00:00Z\n2,b,-1,1704103200\r\n",
                               "order\tsku\n1\ta\n",
                               "{\"order\":1,\"sku\":\"a\",\"qty\":1.5}\n{\"order\":2,\"sku\":null}\n"};
  constexpr std::string_view kBytes("\",;\t\r\n\\{}[]:0-9.eE\xEF\xBB\xBF\xFF\0x", 25);
  int results = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = seeds[random() % 3];
    for (auto edits = random() % 4; edits > 0; --edits) {
      const auto at = random() % (text.size() + 1);
      switch (random() % 3) {
        case 0:
          text.insert(at, 1, kBytes[random() % kBytes.size()]);
          break;
        case 1:
          text.erase(at, random() % 5);
          break;
        default:
          if (at < text.size()) text[at] = kBytes[random() % kBytes.size()];
      }
    }
    const auto cut = random() % (text.size() + 1);
    const auto orders = readPieces({std::string_view(text).substr(0, cut), std::string_view(text).substr(cut)});
    if (orders) {
      ++results;
      REQUIRE(linesAddUp(orders->summary));
    } else {
      REQUIRE_FALSE(orders.error().message.empty());
    }
  }
  CHECK(results > 1000);
}
