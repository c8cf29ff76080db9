#include "mine/read/items_reader.h"

#include <random>

#include "catch.h"

using namespace goeswith;

namespace {

Items itemsOf(std::string_view text, const ItemsOptions& options = {}) {
  auto items = readItems(text, "items.csv", options);
  if (!items) FAIL(items.error().text());
  return *items;
}

std::string errorOf(std::string_view text, const ItemsOptions& options = {}) {
  const auto items = readItems(text, "items.csv", options);
  return items ? "" : items.error().text();
}

void checkStart(const std::string& text, const std::string& start) {
  CAPTURE(text);
  CHECK(text.starts_with(start));
}

}  // namespace

TEST_CASE("readItems: reads every column") {
  const Items items = itemsOf(
      "sku,title,price,currency,url,image,category,group,availability\n"
      "A,\"Tea, green\",19.95,eur,https://shop.example/a,https://shop.example/a.jpg,Tea,T,in stock\n"
      "B,,,,,,,,\n");
  REQUIRE(items.size() == 2);
  CHECK(items[0].sku == "A");
  CHECK(items[0].title == "Tea, green");
  CHECK(items[0].price_minor == 1995u);
  CHECK(items[0].currency == "EUR");
  CHECK(items[0].url == "https://shop.example/a");
  CHECK(items[0].image == "https://shop.example/a.jpg");
  CHECK(items[0].category == "Tea");
  CHECK(items[0].group == "T");
  CHECK(items[0].available == true);
  CHECK(items[1].sku == "B");
  CHECK(items[1].title.empty());
  CHECK_FALSE(items[1].price_minor.has_value());
  CHECK(items[1].currency.empty());
  CHECK_FALSE(items[1].available.has_value());
}

TEST_CASE("readItems: only the id is required") {
  const Items items = itemsOf("item_id\nB\nA\n");
  REQUIRE(items.size() == 2);
  CHECK(items[0].sku == "B");
  CHECK(items[1].sku == "A");
}

TEST_CASE("readItems: CSV, semicolons, TSV, JSON lines and a JSON list say the same") {
  for (const char* text : {"id,title,price\n7,Tea,2.50\n", "\xEF\xBB\xBFid;title;price\r\n7;Tea;2,50\r\n",
                           "id\ttitle\tprice\n7\tTea\t2.5", "{\"id\":7,\"title\":\"Tea\",\"price\":2.5}",
                           "\xEF\xBB\xBF [\n {\"id\":\"7\",\n \"title\":\"Tea\",\"price\":\"2.50\"}\n]\n"}) {
    CAPTURE(text);
    const Items items = itemsOf(text);
    REQUIRE(items.size() == 1);
    CHECK(items[0].sku == "7");
    CHECK(items[0].title == "Tea");
    CHECK(items[0].price_minor == 250u);
  }
}

TEST_CASE("readItems: reads a Google Merchant feed") {
  const Items items = itemsOf(
      "id\ttitle\tlink\timage_link\tavailability\tprice\tproduct_type\tgoogle_product_category\titem_group_id\n"
      "S1\tShirt\thttps://shop.example/s\thttps://shop.example/s.jpg\tout_of_stock\t15.00 USD\tShirts\t212\tSHIRT\n");
  REQUIRE(items.size() == 1);
  CHECK(items[0].sku == "S1");
  CHECK(items[0].url == "https://shop.example/s");
  CHECK(items[0].image == "https://shop.example/s.jpg");
  CHECK(items[0].available == false);
  CHECK(items[0].price_minor == 1500u);
  CHECK(items[0].currency == "USD");
  CHECK(items[0].category == "Shirts");
  CHECK(items[0].group == "SHIRT");
}

TEST_CASE("readItems: reads Shopify's product export") {
  const Items items = itemsOf(
      "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,"
      "Variant Price,Image Src,Image Position,Variant Image\n"
      "hoodie,Hoodie,<p>Warm</p>,Urban,Apparel,Hoodies,\"a, b\",true,Size,S,H-S,40.00,https://cdn.example/1.jpg,1,\n"
      "hoodie,,,,,,,,,M,H-M,42.00,https://cdn.example/2.jpg,2,https://cdn.example/m.jpg\n"
      "hoodie,,,,,,,,,L,H-L,42.00,https://cdn.example/3.jpg,3,\n"
      "hoodie,,,,,,,,,,,,https://cdn.example/4.jpg,4,\n"
      "poster,Poster,<p>p</p>,,,Home,,true,Title,Default Title,P,9.90,,,\n");
  REQUIRE(items.size() == 4);
  CHECK(items[0].sku == "H-S");
  CHECK(items[0].category == "Hoodies");
  CHECK(items[1].sku == "H-M");
  CHECK(items[1].title == "Hoodie");
  CHECK(items[1].price_minor == 4200u);
  CHECK(items[1].image == "https://cdn.example/m.jpg");
  CHECK(items[1].group == "hoodie");
  CHECK(items[2].image == "https://cdn.example/1.jpg");
  CHECK(items[2].category == items[0].category);
  CHECK(items[3].title == "Poster");
  CHECK(items[3].image.empty());
}

TEST_CASE("readItems: reads WooCommerce's product export") {
  const Items items = itemsOf(
      "ID,Type,SKU,Name,Published,\"In stock?\",\"Sale price\",\"Regular price\",Categories,Images,Parent\n"
      "1,variable,TEA,Tea,1,1,,,\"Drinks > Tea, Gifts\",\"https://shop.example/1.jpg, https://shop.example/2.jpg\",\n"
      "2,variation,TEA-L,\"Tea - Large\",1,0,,7.50,,,TEA\n");
  REQUIRE(items.size() == 2);
  CHECK(items[0].sku == "TEA");
  CHECK(items[0].image == "https://shop.example/1.jpg");
  CHECK(items[0].category == "Drinks > Tea");
  CHECK(items[0].available == true);
  CHECK(items[1].title == "Tea - Large");
  CHECK(items[1].price_minor == 750u);
  CHECK(items[1].group == "TEA");
  CHECK(items[1].available == false);
}

TEST_CASE("readItems: columns named in the options go first, and - means none") {
  ItemsOptions options;
  options.columns.id = "code";
  options.columns.title = "label";
  options.columns.price = std::string("-");
  const Items items = itemsOf("id,Code,LABEL,title,price\n1,A,Tea,x,rubbish\n", options);
  REQUIRE(items.size() == 1);
  CHECK(items[0].sku == "A");
  CHECK(items[0].title == "Tea");
  CHECK_FALSE(items[0].price_minor.has_value());
}

TEST_CASE("readItems: the default currency stands where none is named") {
  ItemsOptions options;
  options.currency = "JPY";
  const Items items = itemsOf("sku,price\nA,1500\nB,JPY 20\n", options);
  CHECK(items[0].price_minor == 1500u);
  CHECK(items[0].currency == "JPY");
  CHECK(items[1].price_minor == 20u);
}

TEST_CASE("readItems: availability is read in its usual words") {
  for (const char* word : {"in stock", "In_Stock", "in-stock", "true", "TRUE", "1", "yes", "preorder", "backorder"}) {
    CAPTURE(word);
    CHECK(itemsOf(std::string("sku,availability\nA,") + word + "\n")[0].available == true);
  }
  for (const char* word : {"out of stock", "out_of_stock", "outofstock", "false", "0", "No", "Sold out"}) {
    CAPTURE(word);
    CHECK(itemsOf(std::string("sku,availability\nA,") + word + "\n")[0].available == false);
  }
  CHECK(itemsOf("{\"sku\":\"A\",\"availability\":false}")[0].available == false);
}

TEST_CASE("readItems: errors name file and line and say what to do") {
  checkStart(errorOf(""), "items.csv: the file is empty");
  checkStart(errorOf("sku,title\n"), "items.csv: the file holds no item");
  checkStart(errorOf("[]"), "items.csv: the file holds no item");
  checkStart(errorOf("sku,title\n,Tea\n"), "items.csv: no item has an id");
  checkStart(errorOf("what,title\nA,Tea\n"),
             "items.csv:1: no column is known to hold the item ids; the columns are \"what\"");
  checkStart(errorOf("sku,title\nA,Tea\nB,,C\n"), "items.csv:3: the line has 3 fields where the header has 2");
  checkStart(errorOf("sku,price\nA,1x\n"), "items.csv:2: the price \"1x\" is no number");
  checkStart(errorOf("sku,price\nA,-1\n"), "items.csv:2: the price \"-1\" is negative");
  checkStart(errorOf("sku,price\nA,\"1,234\"\n"), "items.csv:2: the price \"1,234\" can be read in two ways");
  checkStart(errorOf("sku,price\nA,99999999.99\n"), "items.csv:2: the price \"99999999.99\" is above");
  checkStart(errorOf("sku,price\nA,1 EUR\n\nB,1 USD\n"),
             "items.csv:4: the price is in USD, but that on line 2 in EUR; a table holds one currency");
  checkStart(errorOf("sku,price\nA,1 EUR\nB,1\n"), "items.csv:3: the price is in a currency that is not named");
  checkStart(errorOf("sku,price,currency\nA,1,Euro\n"), "items.csv:2: the currency \"Euro\" is not known");
  checkStart(errorOf("sku,availability\nA,perhaps\n"), "items.csv:2: the availability \"perhaps\" is not known");
  checkStart(errorOf("[\n{\"sku\":\"A\"},\n{\"sku\":}\n]"), "items.csv:3: this is no JSON object");
  checkStart(errorOf("[\n{\"sku\":\"A\"},\n7]"), "items.csv:3: a JSON object starts with {");
  checkStart(errorOf("[\n{\"sku\":\"A\"}\n"), "items.csv:3: the JSON list is not closed");
  checkStart(errorOf("sku,id,SKU\nA,1,B\n"), "items.csv:1: the column \"sku\" occurs twice");
  ItemsOptions options;
  options.columns.title = "label";
  checkStart(errorOf("sku,title\nA,Tea\n", options), "items.csv: there is no column \"label\"; the columns are");
  options.columns = {};
  options.columns.id = "code";
  checkStart(errorOf("sku,title\nA,Tea\n", options), "items.csv:1: there is no column \"code\" for the item ids");
}

TEST_CASE("readItems: any bytes give items or an error") {
  std::mt19937 random(5);
  const std::string seeds[] = {"sku,title,price,availability\nA,\"T\"\"ea\",\"1.234,50 €\",in stock\nB,,$5,0\n",
                               "[{\"sku\":\"A\",\"price\":1.5},{\"sku\":\"B\",\"available\":true}]",
                               "{\"sku\":\"A\",\"currency\":\"EUR\",\"price\":7}\n{\"sku\":\"B\"}\n"};
  constexpr std::string_view kBytes("\",;\t\r\n\\{}[]:0-9.eE\xEF\xBB\xBF\xFF\0x", 25);
  ItemsOptions options;
  options.currency = "EUR";
  int results = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = seeds[random() % 3];
    for (auto edits = random() % 4; edits > 0; --edits) {
      const auto at = random() % (text.size() + 1);
      if (random() % 2 == 0) {
        text.insert(at, 1, kBytes[random() % kBytes.size()]);
      } else {
        text.erase(at, random() % 4);
      }
    }
    const auto items = readItems(text, "items.csv", options);
    if (items) {
      ++results;
      REQUIRE_FALSE(items->empty());
    } else {
      REQUIRE_FALSE(items.error().message.empty());
    }
  }
  CHECK(results > 1000);
}

TEST_CASE("readItems: stock is read, and an item without any is not available unless the file says otherwise") {
  const Items items = itemsOf(
      "sku,availability,inventory_quantity\n"
      "A,,7\nB,,0\nC,,-2\nD,backorder,0\nE,,\nF,,12.0\n");
  CHECK(items[0].stock == 7);
  CHECK_FALSE(items[0].available.has_value());
  CHECK(items[1].stock == 0);
  CHECK(items[1].available == false);
  CHECK(items[2].available == false);
  CHECK(items[3].available == true);
  CHECK_FALSE(items[4].stock.has_value());
  CHECK_FALSE(items[4].available.has_value());
  CHECK(items[5].stock == 12);
  checkStart(errorOf("sku,stock\nA,many\n"), "items.csv:2: the stock \"many\" is no number");
  CHECK(itemsOf("sku,stock\nA,1.5\nB,0.5\n")[1].stock == 1);
  ItemsOptions options;
  options.columns.stock = std::string("-");
  CHECK_FALSE(itemsOf("sku,stock\nA,many\n", options)[0].stock.has_value());
}

TEST_CASE("readItems: stock that shops do not count is not known") {
  const Items shopify = itemsOf(
      "Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy\n"
      "A,,0,deny\nB,shopify,0,deny\nC,shopify,0,continue\n");
  CHECK_FALSE(shopify[0].stock.has_value());
  CHECK_FALSE(shopify[0].available.has_value());
  CHECK(shopify[1].available == false);
  CHECK(shopify[2].available == true);
  CHECK_FALSE(itemsOf("SKU,Stock\nA,parent\n")[0].stock.has_value());
}
