#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "catch.h"
#include "mine/judge/rule_application.h"
#include "mine/read/rules_reader.h"
#include "mine/text/near_miss.h"

using namespace goeswith;

namespace {

MerchantRules rulesOf(std::string_view text) {
  auto rules = readRules(text, "rules.json");
  if (!rules) FAIL(rules.error().text());
  return *rules;
}

std::string errorOf(std::string_view text) {
  const auto rules = readRules(text, "rules.json");
  return rules ? "" : rules.error().text();
}

void checkStart(const std::string& text, const std::string& start) {
  CAPTURE(text);
  CHECK(text.starts_with(start));
}

// A small shop: items 0 … 5 stand in orders, "new" in none.
struct Shop {
  Catalogue catalogue;
  Items items;
  Categories categories;
  Substitutes substitutes;

  Shop() {
    const struct {
      const char* sku;
      const char* category;
      std::uint32_t price;
      std::optional<std::int64_t> stock;
    } kItems[] = {{"kettle", "Kitchen > Kettles", 4000, 7},  {"kettle-xl", "Kitchen > Kettles", 6000, 1},
                  {"teapot", "Kitchen > Teapots", 2500, 20}, {"tea", "Food > Tea", 500, {}},
                  {"biscuits", "Food > Biscuits", 300, 100}, {"voucher", "", 1000, 50}};
    catalogue.cards.currency = "EUR";
    for (const auto& [sku, category, price, stock] : kItems) {
      Card card;
      card.sku = sku;
      card.category = category;
      card.price_minor = price;
      catalogue.cards.items.push_back(card);
      Item item;
      item.sku = sku;
      item.category = category;
      item.price_minor = price;
      item.stock = stock;
      items.push_back(item);
    }
    Item fresh;
    fresh.sku = "new";
    fresh.category = "Garden";
    items.push_back(fresh);
    catalogue.is_offered.assign(catalogue.cards.items.size(), true);
    categories = numberCategories(catalogue.cards);
  }

  tl::expected<AppliedRules, InputError> tryApply(std::string_view text,
                                                  SameCategory same_category = SameCategory::allow) const {
    return applyRules(rulesOf(text), {catalogue, categories, items, substitutes, same_category});
  }
  AppliedRules apply(std::string_view text, SameCategory same_category = SameCategory::allow) const {
    auto applied = tryApply(text, same_category);
    if (!applied) FAIL(applied.error().text());
    return *applied;
  }
  std::string errorOf(std::string_view text) const {
    const auto applied = tryApply(text);
    return applied ? "" : applied.error().text();
  }
};

constexpr std::uint32_t kKettle = 0;
constexpr std::uint32_t kKettleXl = 1;
constexpr std::uint32_t kTeapot = 2;
constexpr std::uint32_t kTea = 3;
constexpr std::uint32_t kBiscuits = 4;
constexpr std::uint32_t kVoucher = 5;
constexpr std::uint32_t kKettles = 1;  // categories
constexpr std::uint32_t kTeapots = 2;
constexpr std::uint32_t kTeas = 3;
constexpr std::uint32_t kBiscuitTins = 4;

using Pairs = std::vector<NumberPair>;

}  // namespace

TEST_CASE("readRules: reads every rule, with its line") {
  const MerchantRules rules = rulesOf(R"({
    "pin": [{"for": "kettle", "show": "tea"}],
    "block": [
      {"item": "voucher"},
      {"category": "Kitchen"},
      {"for": "tea", "show": "kettle"}
    ],
    "boost": [{"item": "tea", "factor": 2}, {"category": "Food", "factor": 0.5}],
    "price_cap": {"absolute": "25.00", "relative": 0.5},
    "upsell": 1.25,
    "same_category": "calibrated", "unrelated": "exclude",
    "categories": {
      "allow": [{"for": "Kitchen", "show": ["Food",
                                            "Garden"]}],
      "deny": [{"for": "Food", "show": ["Kitchen"]}]
    },
    "min_stock": 3,
    "limits": {"product": 3, "cart": 4, "checkout": 1, "thank-you": 5, "email": 6}
  })");
  CHECK(rules.file == "rules.json");
  REQUIRE(rules.pins.size() == 1);
  CHECK(rules.pins[0].source == "kettle");
  CHECK(rules.pins[0].target == "tea");
  CHECK(rules.pins[0].line == 2);
  REQUIRE(rules.blocks.size() == 2);
  CHECK(rules.blocks[0].subject == RuleSubject{RuleSubject::Kind::item, "voucher"});
  CHECK(rules.blocks[0].line == 4);
  CHECK(rules.blocks[1].subject == RuleSubject{RuleSubject::Kind::category, "Kitchen"});
  REQUIRE(rules.blocked_pairs.size() == 1);
  CHECK(rules.blocked_pairs[0].line == 6);
  REQUIRE(rules.boosts.size() == 2);
  CHECK(rules.boosts[1].factor == 0.5);
  CHECK(rules.max_price->value == "25.00");
  CHECK(rules.max_price->line == 9);
  CHECK(rules.max_price_percent == 50);
  CHECK(rules.max_same_category_price_percent == 125);
  CHECK(rules.same_category == SameCategory::calibrated);
  CHECK(rules.excludes_unrelated);
  REQUIRE(rules.allowed_categories.size() == 1);
  CHECK(rules.allowed_categories[0].targets == std::vector<std::string>{"Food", "Garden"});
  CHECK(rules.allowed_categories[0].target_lines == std::vector<std::uint64_t>{13, 14});
  CHECK(rules.denied_categories[0].line == 15);
  CHECK(rules.min_stock->value == 3);
  CHECK(rules.min_stock->line == 17);
  CHECK(rules.placement_limits == std::array<std::uint8_t, kPlacementCount>{3, 4, 1, 5, 6});
}

TEST_CASE("readRules: an empty object has no rules") {
  const MerchantRules rules = rulesOf("\xEF\xBB\xBF{}");
  CHECK(rules.pins.empty());
  CHECK_FALSE(rules.same_category.has_value());
  CHECK_FALSE(rules.excludes_unrelated);
  CHECK_FALSE(rules.max_same_category_price_percent.has_value());
  CHECK(rules.placement_limits == std::array<std::uint8_t, kPlacementCount>{});
}

TEST_CASE("readRules: the words of upsell") {
  CHECK(rulesOf(R"({"upsell": "exclude"})").max_same_category_price_percent == 100);
  CHECK(rulesOf(R"({"upsell": "allow"})").max_same_category_price_percent == 0);
}

TEST_CASE("readRules: an unknown key is named with its line and what may be meant") {
  checkStart(errorOf("{\n\"pins\": []\n}"), "rules.json:2: the rules file has the key \"pins\", which is not known");
  CHECK(errorOf("{\n\"pins\": []\n}").ends_with("; did you mean \"pin\"?"));
  checkStart(errorOf("{\"pin\": [\n{\"for\": \"a\",\n\"sow\": \"b\"}]}"), "rules.json:3: a pin has the key \"sow\"");
  checkStart(errorOf("{\"limits\": {\"thankyou\": 3}}"), "rules.json:1: \"limits\" has the key \"thankyou\"");
}

TEST_CASE("readRules: values of the wrong type or out of range are refused on their line") {
  checkStart(errorOf("[]"), "rules.json:1: the rules file is a list; it should be an object");
  checkStart(errorOf("7"), "rules.json:1: the rules file is the number 7");
  checkStart(errorOf("{\"pin\": {}}"), "rules.json:1: \"pin\" is an object; it should be a list");
  checkStart(errorOf("{\"pin\": [\n7\n]}"), "rules.json:2: a pin is the number 7; it should be an object");
  checkStart(errorOf("{\"pin\": [{\"for\": 7, \"show\": \"a\"}]}"), "rules.json:1: \"for\" of a pin is the number 7");
  checkStart(errorOf("{\"pin\": [{\"for\": \" \", \"show\": \"a\"}]}"), "rules.json:1: \"for\" of a pin is empty");
  checkStart(errorOf("{\"pin\": [\n{\"for\": \"a\"}]}"), "rules.json:2: \"show\" of a pin is missing");
  checkStart(errorOf("{\"block\": [{}]}"), "rules.json:1: a block names no \"item\" and no \"category\"");
  checkStart(errorOf(R"({"block": [{"item": "a", "category": "b"}]})"), "rules.json:1: a block has both");
  checkStart(errorOf(R"({"block": [{"item": "a", "for": "b", "show": "c"}]})"), "rules.json:1: a block has either");
  checkStart(errorOf(R"({"boost": [{"item": "a"}]})"), "rules.json:1: \"factor\" of a boost is missing");
  for (const char* factor : {"0", "0.09", "10.1", "-1", "\"2\"", "1e999", "null"}) {
    CAPTURE(factor);
    checkStart(errorOf("{\"boost\": [{\"item\": \"a\", \"factor\":" + std::string(factor) + "}]}"), "rules.json:1: ");
  }
  checkStart(errorOf("{\"min_stock\":\n0\n}"), "rules.json:2: \"min_stock\" is the number 0");
  checkStart(errorOf("{\"min_stock\": 1.5}"), "rules.json:1: \"min_stock\" should be a whole number");
  checkStart(errorOf("{\"limits\": {\"cart\": 21}}"), "rules.json:1: the limit of \"cart\" is the number 21");
  checkStart(errorOf("{\"price_cap\": {}}"), "rules.json:1: \"price_cap\" has neither");
  checkStart(errorOf("{\"price_cap\": {\"absolute\": true}}"), "rules.json:1: \"absolute\" is true");
  checkStart(errorOf("{\"price_cap\": {\"relative\": 50}}"), "rules.json:1: \"relative\" is the number 50");
  checkStart(errorOf("{\"upsell\": \"never\"}"), "rules.json:1: \"upsell\" is the text \"never\"");
  checkStart(errorOf("{\"same_category\": true}"), "rules.json:1: \"same_category\" is true");
  checkStart(errorOf("{\n\"unrelated\": \"no\"}"),
             "rules.json:2: \"unrelated\" is the text \"no\"; it should be \"allow\" or");
  checkStart(errorOf(R"({"categories": {"allow": [{"for": "a", "show": []}]}})"),
             "rules.json:1: \"show\" of a category rule is an empty list");
  checkStart(errorOf(R"({"categories": {"allow": [{"for": "a", "show": "b"}]}})"),
             "rules.json:1: \"show\" of a category rule is the text \"b\"");
}

TEST_CASE("readRules: rules that contradict or repeat each other are refused, with both lines") {
  checkStart(errorOf("{\"pin\": [{\"for\": \"a\", \"show\": \"a\"}]}"),
             "rules.json:1: a pin names the item \"a\" twice");
  checkStart(
      errorOf("{\"pin\": [\n{\"for\": \"a\", \"show\": \"b\"}],\n\"block\": [\n{\"for\": \"a\", \"show\": \"b\"}]}"),
      "rules.json:2: the pin shows \"b\" for \"a\", but the block on line 4 forbids it");
  checkStart(errorOf("{\"pin\": [\n{\"for\": \"a\", \"show\": \"b\"}],\n\"block\": [{\"item\": \"b\"}]}"),
             "rules.json:2: the pin shows the item \"b\", but the block on line 3 forbids it");
  checkStart(errorOf("{\"pin\": [\n{\"for\": \"a\", \"show\": \"b\"},\n{\"for\": \"a\", \"show\": \"b\"}]}"),
             "rules.json:3: the pin of this pair stands on line 2 already");
  checkStart(errorOf("{\"block\": [{\"item\": \"a\"},\n{\"item\": \"a\"}]}"),
             "rules.json:2: the block of the item \"a\" stands on line 1 already");
  checkStart(errorOf("{\"boost\": [{\"category\": \"a\", \"factor\": 2},\n{\"category\": \"a\", \"factor\": 3}]}"),
             "rules.json:2: the boost of the category \"a\" stands on line 1 already");
  checkStart(errorOf("{\"block\": [{\"item\": \"a\"}],\n\"boost\": [{\"item\": \"a\", \"factor\": 2}]}"),
             "rules.json:2: the boost is for the item \"a\", but the block on line 1 forbids it");
  checkStart(errorOf("{\"categories\": {\"allow\": [{\"for\": \"a\", \"show\": [\"b\"]}],\n"
                     "\"deny\": [{\"for\": \"a\", \"show\": [\"b\"]}]}}"),
             "rules.json:2: the category \"b\" is both allowed and denied for \"a\": see line 1");
  checkStart(errorOf("{\"limits\": {\"cart\": 3,\n\"cart\": 4}}"), "rules.json:2: \"cart\" stands on line 1 already");
}

TEST_CASE("readRules: broken JSON is named with its line") {
  checkStart(errorOf(""), "rules.json:1: the text ends before its JSON does");
  checkStart(errorOf("{\n\"pin\": [\n"), "rules.json:3: the text ends before its JSON does");
  checkStart(errorOf("{\n\"pin\": [,]\n}"), "rules.json:2: this is no JSON");
  checkStart(errorOf("{\n\"pin\": [\"a\n\"]\n}"), "rules.json:2: this is no JSON");
  checkStart(errorOf("{\n\"pin\": [],\n}\n"), "rules.json:3: this is no JSON");
  checkStart(errorOf("{}\n\n{}\n"), "rules.json:3: this is no JSON");
  checkStart(errorOf("{} // why\n"), "rules.json:1: this is no JSON");
  checkStart(errorOf("{\n\"min_stock\": 1e999\n}"), "rules.json:2: ");
}

TEST_CASE("readRules: text that is not UTF-8 is named with its line") {
  checkStart(errorOf("{\n\"pin\": [{\"for\": \"caf\xE9\", \"show\": \"a\"}]}"),
             "rules.json:2: the text is not clean UTF-8");
  checkStart(errorOf(std::string("{\0}", 3)), "rules.json:1: the text is not clean UTF-8");
}

TEST_CASE("readRules: deep nesting and many keys are refused, whatever their size") {
  checkStart(errorOf(std::string(1000000, '[')), "rules.json:1: lists and objects are nested more than 16 levels");
  std::string many = "{";
  for (int k = 0; k < 100000; ++k) many += "\"k" + std::to_string(k) + "\": 1,";
  checkStart(errorOf(many + "\"z\": 1}"), "rules.json:1: the object has more than 64 keys");
}

TEST_CASE("readRules: a hundred thousand rules are read") {
  std::string text = "{\"block\": [";
  for (int k = 0; k < 100000; ++k) text += (k ? ",\n" : "") + ("{\"item\": \"" + std::to_string(k) + "\"}");
  const MerchantRules rules = rulesOf(text + "]}");
  REQUIRE(rules.blocks.size() == 100000);
  CHECK(rules.blocks.back().line == 100000);
}

TEST_CASE("readRules: any bytes give rules or an error with a line") {
  std::mt19937 random(11);
  const std::string seed =
      "{\"pin\":[{\"for\":\"a\",\"show\":\"b\"}],\n\"block\":[{\"item\":\"c\"}],\"boost\":[{\"category\":\"d\",\n"
      "\"factor\":2.5}],\"price_cap\":{\"absolute\":25,\"relative\":0.5},\"upsell\":\"allow\",\n\"limits\":{\"cart\":3}"
      ","
      "\"categories\":{\"allow\":[{\"for\":\"a\",\"show\":[\"b\"]}]},\"min_stock\":4}";
  constexpr std::string_view kBytes("\",:\t\n\\{}[]0-9.eEu\xC3\xFF\0x", 22);
  int results = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = seed;
    for (auto edits = random() % 4; edits > 0; --edits) {
      const auto at = random() % (text.size() + 1);
      if (random() % 2 == 0) {
        text.insert(at, 1, kBytes[random() % kBytes.size()]);
      } else {
        text.erase(at, random() % 4);
      }
    }
    const auto rules = readRules(text, "rules.json");
    if (rules) {
      ++results;
    } else {
      REQUIRE_FALSE(rules.error().message.empty());
      REQUIRE(rules.error().line >= 1);
      REQUIRE(rules.error().line <= 1 + static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')));
    }
  }
  CHECK(results > 1000);
}

TEST_CASE("nearMiss: finds swaps, other cases and last levels, and nothing far away") {
  const std::vector<std::string_view> names = {"Kitchen > Kettles", "Food > Tea", "SKU-100"};
  CHECK(nearMiss("Kettels", names) == "Kitchen > Kettles");
  CHECK(nearMiss("tea", names) == "Food > Tea");
  CHECK(nearMiss("sku-101", names) == "SKU-100");
  CHECK_FALSE(nearMiss("bicycle", names).has_value());
  CHECK_FALSE(nearMiss(std::string(100000, 'x'), names).has_value());
}

TEST_CASE("applyRules: without rules only the catalogue and the orders speak") {
  Shop shop;
  shop.catalogue.is_offered[kTea] = false;
  shop.substitutes.denied = {{kKettles, kKettles}};
  shop.substitutes.own_complements = {kTeas};
  const AppliedRules applied = shop.apply("{}");
  CHECK(applied.is_offered == shop.catalogue.is_offered);
  CHECK(applied.target_factors == std::vector<float>(6, 1));
  CHECK(applied.policy == Policy{.denied_categories = {{kKettles, kKettles}}, .dearer_categories = {{kTeas, kTeas}}});
  CHECK(applied.effects.empty());
}

TEST_CASE("applyRules: pins and blocked pairs become policy, blocked items and categories are not offered") {
  const AppliedRules applied = Shop().apply(R"({
    "pin": [{"for": "kettle", "show": "teapot"}, {"for": "kettle", "show": "tea"}],
    "block": [{"item": "voucher"}, {"category": "Food > Biscuits"}, {"for": "tea", "show": "kettle"}]})");
  CHECK(applied.policy.pinned_items == Pairs{{kKettle, kTeapot}, {kKettle, kTea}});
  CHECK(applied.policy.blocked_items == Pairs{{kTea, kKettle}});
  CHECK(applied.is_offered == std::vector<bool>{true, true, true, true, false, false});
  REQUIRE(applied.effects.size() == 5);
  CHECK(applied.effects[0].rule == "pin");
  CHECK(applied.effects[0].line == 2);
  CHECK(applied.effects[0].items == 1);
  CHECK(applied.effects[4].line == 3);
}

TEST_CASE("applyRules: a category stands for all below it") {
  const AppliedRules applied = Shop().apply(R"({"block": [{"category": "Kitchen"}]})");
  CHECK(applied.is_offered == std::vector<bool>{false, false, false, true, true, true});
  CHECK(applied.effects[0].items == 3);
}

TEST_CASE("applyRules: the boost that is closest to an item counts") {
  const AppliedRules applied = Shop().apply(R"({"boost": [
    {"item": "kettle", "factor": 3}, {"category": "Kitchen > Kettles", "factor": 2},
    {"category": "Kitchen", "factor": 0.5}]})");
  CHECK(applied.target_factors == std::vector<float>{3, 2, 0.5f, 1, 1, 1});
}

TEST_CASE("applyRules: the price cap takes dearer items out, and items without a price are counted") {
  Shop shop;
  shop.catalogue.cards.items[kTea].price_minor.reset();
  for (const char* cap : {"\"25.00\"", "25", "25.0", "\"25,00 €\""}) {
    CAPTURE(cap);
    const AppliedRules applied = shop.apply("{\"price_cap\": {\"absolute\": " + std::string(cap) + "}}");
    CHECK(applied.is_offered == std::vector<bool>{false, false, true, true, true, true});
    CHECK(applied.effects[0].items == 2);
    CHECK(applied.effects[0].note == "1 item has no price and stays");
  }
}

TEST_CASE("applyRules: a price cap that cannot be compared is refused") {
  Shop shop;
  checkStart(shop.errorOf("{\"price_cap\":\n{\"absolute\": \"25 USD\"}}"), "rules.json:2: ");
  checkStart(shop.errorOf("{\"price_cap\": {\"absolute\": \"cheap\"}}"), "rules.json:1: ");
  checkStart(shop.errorOf("{\"price_cap\": {\"absolute\": -1}}"), "rules.json:1: ");
  for (Card& card : shop.catalogue.cards.items) card.price_minor.reset();
  checkStart(shop.errorOf("{\"price_cap\": {\"absolute\": 25}}"), "rules.json:1: no item has a price");
}

TEST_CASE("applyRules: items below the minimum stock are not offered, and unknown stock is counted") {
  const AppliedRules applied = Shop().apply("{\"min_stock\": 8}");
  CHECK(applied.is_offered == std::vector<bool>{false, false, true, true, true, true});
  CHECK(applied.effects[0].note == "1 item has no stock number and stays");
  Shop shop;
  for (Item& item : shop.items) item.stock.reset();
  checkStart(shop.errorOf("{\n\"min_stock\": 3}"), "rules.json:2: no item has a stock number");
}

TEST_CASE("applyRules: a denial is for pairs of categories, in one direction") {
  const AppliedRules applied =
      Shop().apply(R"({"categories": {"deny": [{"for": "Kitchen", "show": ["Food > Tea"]}]}})");
  CHECK(applied.policy.denied_categories == Pairs{{kKettles, kTeas}, {kTeapots, kTeas}});
  CHECK(applied.effects[0].items == 2);
}

TEST_CASE("applyRules: an allowance denies all other categories and beats what was learned") {
  Shop shop;
  shop.substitutes.denied = {{kKettles, kKettles}, {kKettles, kTeapots}, {kTeas, kTeas}};
  const AppliedRules applied =
      shop.apply(R"({"categories": {"allow": [{"for": "Kitchen > Kettles", "show": ["Kitchen > Teapots", "Food"]}]}})");
  CHECK(applied.policy.denied_categories == Pairs{{kKettles, kKettles}, {kTeas, kTeas}});
}

TEST_CASE("applyRules: a denial beats an allowance above it") {
  const AppliedRules applied = Shop().apply(R"({"categories": {
    "allow": [{"for": "Kitchen > Kettles", "show": ["Food"]}],
    "deny": [{"for": "Kitchen > Kettles", "show": ["Food > Biscuits"]}]}})");
  CHECK(applied.policy.denied_categories ==
        Pairs{{kKettles, kKettles}, {kKettles, kTeapots}, {kKettles, kBiscuitTins}});
}

TEST_CASE("applyRules: same_category exclude denies every category to itself, but what is allowed") {
  const AppliedRules applied = Shop().apply(R"({"same_category": "exclude"})");
  CHECK(applied.same_category == SameCategory::exclude);
  CHECK(applied.policy.denied_categories ==
        Pairs{{kKettles, kKettles}, {kTeapots, kTeapots}, {kTeas, kTeas}, {kBiscuitTins, kBiscuitTins}});
  CHECK(Shop().apply("{}", SameCategory::exclude).policy.denied_categories.size() == 4);
  CHECK(Shop().apply(R"({"same_category": "allow"})", SameCategory::exclude).policy.denied_categories.empty());
  const AppliedRules some = Shop().apply(
      R"({"same_category": "exclude", "categories": {"allow": [{"for": "Food > Tea", "show": ["Food", "Kitchen"]}]}})");
  CHECK(some.policy.denied_categories ==
        Pairs{{kKettles, kKettles}, {kTeapots, kTeapots}, {kBiscuitTins, kBiscuitTins}});
}

TEST_CASE("applyRules: limits, upsell and the relative cap go into the policy") {
  Shop shop;
  shop.substitutes.own_complements = {kTeas};
  const AppliedRules applied =
      shop.apply(R"({"upsell": 1.2, "price_cap": {"relative": 0.5}, "limits": {"checkout": 1}})");
  CHECK(applied.policy.max_same_category_price_percent == 120);
  CHECK(applied.policy.max_price_percent == 50);
  CHECK(applied.policy.placement_limits == std::array<std::uint8_t, kPlacementCount>{0, 0, 1, 0, 0});
  CHECK(applied.policy.dearer_categories.empty());  // the merchant's word holds everywhere
}

TEST_CASE("applyRules: unknown items and categories are named with their line and a near miss") {
  const Shop shop;
  checkStart(
      shop.errorOf("{\"pin\": [\n{\"for\": \"ketle\", \"show\": \"tea\"}]}"),
      "rules.json:2: the item \"ketle\" is neither in the orders nor in the items file; did you mean \"kettle\"?");
  checkStart(shop.errorOf("{\"block\": [\n{\"item\": \"zzzzzz\"}]}"),
             "rules.json:2: the item \"zzzzzz\" is neither in the orders nor in the items file");
  checkStart(shop.errorOf("{\"boost\": [{\"category\": \"Teapots\", \"factor\": 2}]}"),
             "rules.json:1: no item has the category \"Teapots\"; did you mean \"Kitchen > Teapots\"?");
  checkStart(shop.errorOf("{\"categories\": {\"allow\": [{\"for\": \"Food\", \"show\": [\"Kitchen\",\n\"Gardn\"]}]}}"),
             "rules.json:2: no item has the category \"Gardn\"; did you mean \"Garden\"?");
  Shop bare;
  bare.items.clear();
  for (Card& card : bare.catalogue.cards.items) card.category.clear();
  bare.categories = numberCategories(bare.catalogue.cards);
  checkStart(bare.errorOf("{\"block\": [{\"category\": \"Food\"}]}"),
             "rules.json:1: the category \"Food\" is not known, since no item has a category");
}

TEST_CASE("applyRules: a pin that another rule always forbids is refused, with both lines") {
  Shop shop;
  const std::string pin = "{\"pin\": [{\"for\": \"tea\", \"show\": \"kettle\"}],\n";
  checkStart(shop.errorOf(pin + "\"block\": [{\"category\": \"Kitchen\"}]}"),
             "rules.json:1: the pin shows the item \"kettle\", but the block on line 2 forbids it");
  checkStart(shop.errorOf(pin + "\"price_cap\": {\"absolute\": 25}}"),
             "rules.json:1: the pin shows the item \"kettle\", but the price cap on line 2 forbids it");
  checkStart(shop.errorOf(pin + "\"categories\": {\"deny\": [{\"for\": \"Food\", \"show\": [\"Kitchen\"]}]}}"),
             "rules.json:1: the pin shows the item \"kettle\", but the category rule on line 2 forbids");
  checkStart(shop.errorOf(pin + "\"categories\": {\"allow\": [{\"for\": \"Food\", \"show\": [\"Food\"]}]}}"),
             "rules.json:1: the pin shows the item \"kettle\", but the category rule on line 2 forbids");
  shop.items.erase(shop.items.begin());
  shop.catalogue.is_offered[kKettle] = false;
  checkStart(shop.errorOf(pin + "\"limits\": {}}"),
             "rules.json:1: the pin shows the item \"kettle\", but the items file does not list it");
}

TEST_CASE("applyRules: a pin whose item is missing today only sleeps") {
  Shop shop;
  shop.catalogue.is_offered[kTea] = false;
  const AppliedRules applied = shop.apply(R"({"min_stock": 8, "pin": [
    {"for": "teapot", "show": "tea"},
    {"for": "teapot", "show": "kettle"},
    {"for": "teapot", "show": "new"},
    {"for": "teapot", "show": "biscuits"}]})");
  CHECK(applied.policy.pinned_items == Pairs{{kTeapot, kBiscuits}});
  REQUIRE(applied.effects.size() == 5);
  CHECK(applied.effects[1].note == "\"tea\" is not available");
  CHECK(applied.effects[2].note == "\"kettle\" has less stock than \"min_stock\" asks for");
  CHECK(applied.effects[3].note == "\"new\" stands in no order yet, so that no table holds it");
  CHECK(applied.effects[4].note.empty());
}

TEST_CASE("applyRules: a pin that a cart can hide is kept, with a note") {
  Shop shop;
  shop.substitutes.denied = {{kKettles, kTeapots}};
  const AppliedRules applied = shop.apply(R"({"price_cap": {"relative": 1}, "pin": [
    {"for": "kettle", "show": "kettle-xl"},
    {"for": "tea", "show": "teapot"},
    {"for": "kettle", "show": "teapot"}]})");
  CHECK(applied.policy.pinned_items.size() == 3);
  REQUIRE(applied.effects.size() == 3);
  checkStart(applied.effects[0].note, "costs more than \"upsell\" allows");
  checkStart(applied.effects[1].note, "costs more than the relative price cap allows");
  checkStart(applied.effects[2].note, "is of a category that does not go with the cart's");
}

TEST_CASE("dropRuledOut: drops what can never be shown, and says why") {
  Shop shop;
  shop.substitutes.denied = {{kTeas, kTeas}, {kTeapots, kBiscuitTins}};
  const AppliedRules applied = shop.apply(
      R"({"block": [{"item": "voucher"}, {"for": "kettle", "show": "teapot"}], "price_cap": {"relative": 2}})");
  WeightRows rows;
  const auto add = [&](std::vector<WeightedTarget> row) {
    rows.edges.insert(rows.edges.end(), row.begin(), row.end());
    rows.offsets.push_back(rows.edges.size());
  };
  add({{kKettleXl, 1}, {kTeapot, 1}, {kTea, 1}, {kVoucher, 1}});  // upsell, blocked pair, kept, blocked item
  add({{kKettle, 1}});                                            // cheaper: kept
  add({{kTea, 1}, {kBiscuits, 1}});                               // kept, denied category
  add({{kKettle, 1}, {kTeapot, -1}, {kBiscuits, 1}});             // above twice the price, kept, kept
  add({});
  add({});
  const RuledOutEdges gone = dropRuledOut(rows, shop.catalogue.cards, shop.categories, applied);
  CHECK(gone.same_category_price == 1);
  CHECK(gone.blocked_pairs == 1);
  CHECK(gone.not_offered == 1);
  CHECK(gone.denied_categories == 1);
  CHECK(gone.price_cap == 1);
  REQUIRE(rows.edges.size() == 5);
  CHECK(rows.row(0)[0].target == kTea);
  CHECK(rows.row(1)[0].target == kKettle);
  CHECK(rows.row(2)[0].target == kTea);
  CHECK(rows.row(3)[0].target == kTeapot);
  CHECK(rows.row(3)[1].target == kBiscuits);
}

TEST_CASE("dropRuledOut: dearer items of categories that go together are no upsell") {
  Shop shop;
  shop.substitutes.own_complements = {kKettles};
  WeightRows rows;
  rows.edges = {{kKettleXl, 1}};
  rows.offsets = {0, 1, 1, 1, 1, 1, 1};
  CHECK(dropRuledOut(rows, shop.catalogue.cards, shop.categories, shop.apply("{}")).same_category_price == 0);
  CHECK(dropRuledOut(rows, shop.catalogue.cards, shop.categories, shop.apply(R"({"upsell": "exclude"})"))
            .same_category_price == 1);
}

TEST_CASE("boostTargets: multiplies positive weights and biases only") {
  LinearModel model;
  model.rows.edges = {{1, 2}, {0, -2}};
  model.rows.offsets = {0, 1, 2};
  model.bias = {1, -1};
  boostTargets(model, {3, 0.5f});
  CHECK(model.rows.edges[0].weight == 1);
  CHECK(model.rows.edges[1].weight == -2);
  CHECK(model.bias == std::vector<float>{3, -1});
}
