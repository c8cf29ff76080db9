#include "mine/read/rules_reader.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <utility>

#include "mine/records/json_value.h"
#include "mine/text/input_text.h"
#include "mine/text/near_miss.h"

namespace goeswith {
namespace {

using Kind = JsonValue::Kind;

constexpr double kMinFactor = 0.1;
constexpr double kMaxFactor = 10;
constexpr std::int64_t kMaxStock = 1'000'000'000;
constexpr std::uint8_t kMaxPlacementLimit = 20;
constexpr std::string_view kPlacementNames[] = {"product", "cart", "checkout", "thank-you", "email"};
static_assert(std::size(kPlacementNames) == kPlacementCount);

std::string listForMessage(std::span<const std::string_view> names) {
  std::string list;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (k > 0) list += k + 1 == names.size() ? " and " : ", ";
    list += names[k];
  }
  return list;
}

std::optional<double> asNumber(const JsonValue& value) {
  double number = 0;
  const char* end = value.text.data() + value.text.size();
  if (value.kind != Kind::number) return std::nullopt;
  const auto read = fast_float::from_chars(value.text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

// A member function that reads returns whether to go on; what is wrong stands in error_ then.
class RulesReader {
 public:
  explicit RulesReader(std::string file) { rules_.file = std::move(file); }

  tl::expected<MerchantRules, InputError> read(const JsonValue& root) {
    if (!readAll(root) || !checkContradictions()) return tl::make_unexpected(std::move(error_));
    return std::move(rules_);
  }

 private:
  // The keys of an object that may be there, and where their values go; nullptr for those that are not there.
  struct Field {
    std::string_view key;
    const JsonValue*& value;
  };

  bool fail(std::uint64_t line, std::string message) {
    error_ = {rules_.file, line, std::move(message)};
    return false;
  }

  bool expectKind(const JsonValue& value, Kind kind, const std::string& what, const char* should_be) {
    if (value.kind == kind) return true;
    return fail(value.line, what + " is " + describeForMessage(value) + "; it should be " + should_be);
  }

  bool readFields(const JsonValue& object, const std::string& what, std::initializer_list<Field> fields) {
    if (!expectKind(object, Kind::object, what, "an object in { }")) return false;
    std::vector<std::string_view> known;
    for (const Field& field : fields) known.push_back(field.key);
    for (std::size_t k = 0; k < object.keys.size(); ++k) {
      const std::string& key = object.keys[k];
      const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return one.key == key; });
      if (field == fields.end()) {
        return fail(object.key_lines[k], what + " has the key " + quotedForMessage(key) +
                                             ", which is not known; the keys are " + listForMessage(known) +
                                             didYouMean(key, known));
      }
      field->value = &object.values[k];
    }
    return true;
  }

  bool readText(const JsonValue* value, std::uint64_t line, const std::string& what, std::string& text) {
    if (!value) return fail(line, what + " is missing");
    if (!expectKind(*value, Kind::string, what, "text between quotes")) return false;
    text = trimmed(value->text);
    return !text.empty() || fail(value->line, what + " is empty");
  }

  bool readNumber(const JsonValue& value, const std::string& what, double low, double high, double& number) {
    const auto read = asNumber(value);
    if (read && *read >= low && *read <= high) {
      number = *read;
      return true;
    }
    const auto shown = [](double bound) {
      std::string text = std::to_string(bound);
      text.erase(text.find_last_not_of('0') + 1);
      if (text.back() == '.') text.pop_back();
      return text;
    };
    return fail(value.line, what + " is " + describeForMessage(value) + "; it should be a number from " + shown(low) +
                                " to " + shown(high));
  }

  bool readWholeNumber(const JsonValue& value, const std::string& what, std::int64_t high, std::int64_t& number) {
    double read = 0;
    if (!readNumber(value, what, 1, static_cast<double>(high), read)) return false;
    number = static_cast<std::int64_t>(read);
    return static_cast<double>(number) == read || fail(value.line, what + " should be a whole number");
  }

  bool readPercent(const JsonValue& value, const std::string& what, std::uint16_t& percent) {
    double factor = 0;
    if (!readNumber(value, what, kMinFactor, kMaxFactor, factor)) return false;
    percent = static_cast<std::uint16_t>(std::lround(factor * 100));
    return true;
  }

  template <class Read>
  bool readList(const JsonValue* list, const std::string& what, Read readOne) {
    if (!list) return true;
    if (!expectKind(*list, Kind::list, what, "a list in [ ]")) return false;
    return std::all_of(list->values.begin(), list->values.end(), readOne);
  }

  bool readAll(const JsonValue& root) {
    const JsonValue* pin = nullptr;
    const JsonValue* block = nullptr;
    const JsonValue* boost = nullptr;
    const JsonValue* price_cap = nullptr;
    const JsonValue* upsell = nullptr;
    const JsonValue* same_category = nullptr;
    const JsonValue* unrelated = nullptr;
    const JsonValue* categories = nullptr;
    const JsonValue* min_stock = nullptr;
    const JsonValue* limits = nullptr;
    return readFields(root, "the rules file",
                      {{"pin", pin},
                       {"block", block},
                       {"boost", boost},
                       {"price_cap", price_cap},
                       {"upsell", upsell},
                       {"same_category", same_category},
                       {"unrelated", unrelated},
                       {"categories", categories},
                       {"min_stock", min_stock},
                       {"limits", limits}}) &&
           readList(pin, "\"pin\"", [&](const JsonValue& one) { return readPair(one, "a pin", rules_.pins); }) &&
           readList(block, "\"block\"", [&](const JsonValue& one) { return readBlock(one); }) &&
           readList(boost, "\"boost\"", [&](const JsonValue& one) { return readBoost(one); }) &&
           (!price_cap || readPriceCap(*price_cap)) && (!upsell || readUpsell(*upsell)) &&
           (!same_category || readSameCategory(*same_category)) && (!unrelated || readUnrelated(*unrelated)) &&
           (!categories || readCategories(*categories)) && (!min_stock || readMinStock(*min_stock)) &&
           (!limits || readLimits(*limits));
  }

  bool readPair(const JsonValue& object, const std::string& what, std::vector<ItemPairRule>& pairs) {
    const JsonValue* source = nullptr;
    const JsonValue* target = nullptr;
    ItemPairRule pair{.line = object.line};
    if (!readFields(object, what, {{"for", source}, {"show", target}}) ||
        !readText(source, object.line, "\"for\" of " + what, pair.source) ||
        !readText(target, object.line, "\"show\" of " + what, pair.target)) {
      return false;
    }
    if (pair.source == pair.target) {
      return fail(object.line, what + " names the item " + quotedForMessage(pair.source) +
                                   " twice; an item is never shown for itself");
    }
    pairs.push_back(std::move(pair));
    return true;
  }

  bool readSubject(const JsonValue& object, const std::string& what, const JsonValue* item, const JsonValue* category,
                   RuleSubject& subject) {
    if ((item != nullptr) == (category != nullptr)) {
      return fail(object.line, what + (item ? " has both an \"item\" and a \"category\"; write two rules"
                                            : " names no \"item\" and no \"category\""));
    }
    subject.kind = item ? RuleSubject::Kind::item : RuleSubject::Kind::category;
    return readText(item ? item : category, object.line, (item ? "\"item\" of " : "\"category\" of ") + what,
                    subject.name);
  }

  bool readBlock(const JsonValue& object) {
    const JsonValue* item = nullptr;
    const JsonValue* category = nullptr;
    const JsonValue* source = nullptr;
    const JsonValue* target = nullptr;
    if (!readFields(object, "a block", {{"item", item}, {"category", category}, {"for", source}, {"show", target}})) {
      return false;
    }
    if (source || target) {
      if (item || category) {
        return fail(object.line,
                    "a block has either \"item\", or \"category\", or \"for\" and \"show\"; write one rule for each");
      }
      return readPair(object, "a block", rules_.blocked_pairs);
    }
    BlockRule block{.line = object.line};
    if (!readSubject(object, "a block", item, category, block.subject)) return false;
    rules_.blocks.push_back(std::move(block));
    return true;
  }

  bool readBoost(const JsonValue& object) {
    const JsonValue* item = nullptr;
    const JsonValue* category = nullptr;
    const JsonValue* factor = nullptr;
    BoostRule boost{.line = object.line};
    if (!readFields(object, "a boost", {{"item", item}, {"category", category}, {"factor", factor}}) ||
        !readSubject(object, "a boost", item, category, boost.subject)) {
      return false;
    }
    if (!factor) return fail(object.line, "\"factor\" of a boost is missing; 2 doubles, 0.5 halves");
    if (!readNumber(*factor, "\"factor\" of a boost", kMinFactor, kMaxFactor, boost.factor)) return false;
    rules_.boosts.push_back(std::move(boost));
    return true;
  }

  bool readPriceCap(const JsonValue& object) {
    const JsonValue* absolute = nullptr;
    const JsonValue* relative = nullptr;
    if (!readFields(object, "\"price_cap\"", {{"absolute", absolute}, {"relative", relative}})) return false;
    if (!absolute && !relative) return fail(object.line, "\"price_cap\" has neither \"absolute\" nor \"relative\"");
    if (absolute) {
      if (absolute->kind != Kind::string && absolute->kind != Kind::number) {
        return fail(absolute->line,
                    "\"absolute\" is " + describeForMessage(*absolute) + "; it should be a price, as in \"25.00\"");
      }
      rules_.max_price = {std::string(trimmed(absolute->text)), absolute->line};
    }
    return !relative || readPercent(*relative, "\"relative\"", rules_.max_price_percent);
  }

  bool readUpsell(const JsonValue& value) {
    std::uint16_t& percent = rules_.max_same_category_price_percent.emplace(std::uint16_t{100});
    if (value.kind == Kind::number) return readPercent(value, "\"upsell\"", percent);
    if (value.kind == Kind::string && (value.text == "exclude" || value.text == "allow")) {
      percent = value.text == "allow" ? 0 : 100;
      return true;
    }
    return fail(value.line, "\"upsell\" is " + describeForMessage(value) +
                                "; it should be \"exclude\", \"allow\" or a number from 0.1 to 10: how many times the "
                                "price of the cart's item");
  }

  bool readSameCategory(const JsonValue& value) {
    constexpr std::pair<std::string_view, SameCategory> kWords[] = {
        {"allow", SameCategory::allow}, {"calibrated", SameCategory::calibrated}, {"exclude", SameCategory::exclude}};
    for (const auto& [word, meaning] : kWords) {
      if (value.kind == Kind::string && value.text == word) rules_.same_category = meaning;
    }
    return rules_.same_category || fail(value.line, "\"same_category\" is " + describeForMessage(value) +
                                                        R"(; it should be "allow", "calibrated" or "exclude")");
  }

  bool readUnrelated(const JsonValue& value) {
    const bool is_word = value.kind == Kind::string && (value.text == "allow" || value.text == "exclude");
    rules_.excludes_unrelated = is_word && value.text == "exclude";
    return is_word ||
           fail(value.line, "\"unrelated\" is " + describeForMessage(value) + R"(; it should be "allow" or "exclude")");
  }

  bool readCategories(const JsonValue& object) {
    const JsonValue* allow = nullptr;
    const JsonValue* deny = nullptr;
    if (!readFields(object, "\"categories\"", {{"allow", allow}, {"deny", deny}})) return false;
    const auto readInto = [&](std::vector<CategoryRule>& rules) {
      return [&](const JsonValue& one) { return readCategoryRule(one, rules); };
    };
    return readList(allow, "\"allow\"", readInto(rules_.allowed_categories)) &&
           readList(deny, "\"deny\"", readInto(rules_.denied_categories));
  }

  bool readCategoryRule(const JsonValue& object, std::vector<CategoryRule>& rules) {
    const std::string what = "a category rule";
    const JsonValue* source = nullptr;
    const JsonValue* targets = nullptr;
    CategoryRule rule{.line = object.line};
    if (!readFields(object, what, {{"for", source}, {"show", targets}}) ||
        !readText(source, object.line, "\"for\" of " + what, rule.source)) {
      return false;
    }
    if (!targets) return fail(object.line, "\"show\" of " + what + " is missing");
    const bool read = readList(targets, "\"show\" of " + what, [&](const JsonValue& one) {
      rule.target_lines.push_back(one.line);
      return readText(&one, one.line, "a category in \"show\"", rule.targets.emplace_back());
    });
    if (!read) return false;
    if (rule.targets.empty()) {
      return fail(object.line, "\"show\" of " + what + " is an empty list; name at least one category");
    }
    rules.push_back(std::move(rule));
    return true;
  }

  bool readMinStock(const JsonValue& value) {
    std::int64_t least = 0;
    if (!readWholeNumber(value, "\"min_stock\"", kMaxStock, least)) return false;
    rules_.min_stock = {least, value.line};
    return true;
  }

  bool readLimits(const JsonValue& object) {
    std::array<const JsonValue*, kPlacementCount> limits{};
    if (!readFields(object, "\"limits\"",
                    {{kPlacementNames[0], limits[0]},
                     {kPlacementNames[1], limits[1]},
                     {kPlacementNames[2], limits[2]},
                     {kPlacementNames[3], limits[3]},
                     {kPlacementNames[4], limits[4]}})) {
      return false;
    }
    for (std::size_t p = 0; p < kPlacementCount; ++p) {
      if (!limits[p]) continue;
      std::int64_t limit = 0;
      const std::string what = "the limit of \"" + std::string(kPlacementNames[p]) + "\"";
      if (!readWholeNumber(*limits[p], what, kMaxPlacementLimit, limit)) return false;
      rules_.placement_limits[p] = static_cast<std::uint8_t>(limit);
    }
    return true;
  }

  // Lines of rules by what they are about; the first of two equal ones stays.
  using PairLines = std::map<std::pair<std::string, std::string>, std::uint64_t>;
  using SubjectLines = std::map<std::pair<RuleSubject::Kind, std::string>, std::uint64_t>;

  template <class Lines, class Key>
  bool addOnce(Lines& lines, const Key& key, std::uint64_t line, const std::string& what) {
    const auto [found, is_new] = lines.try_emplace(key, line);
    return is_new || fail(line, what + " stands on line " + std::to_string(found->second) + " already; remove one");
  }

  static std::string named(const RuleSubject& subject) {
    return (subject.kind == RuleSubject::Kind::item ? "the item " : "the category ") + quotedForMessage(subject.name);
  }

  bool checkContradictions() {
    PairLines blocked_pairs;
    for (const ItemPairRule& pair : rules_.blocked_pairs) {
      if (!addOnce(blocked_pairs, std::pair(pair.source, pair.target), pair.line, "the block of this pair"))
        return false;
    }
    SubjectLines blocks;
    for (const BlockRule& block : rules_.blocks) {
      const std::pair key(block.subject.kind, block.subject.name);
      if (!addOnce(blocks, key, block.line, "the block of " + named(block.subject))) return false;
    }
    PairLines pins;
    for (const ItemPairRule& pin : rules_.pins) {
      const std::pair key(pin.source, pin.target);
      if (!addOnce(pins, key, pin.line, "the pin of this pair")) return false;
      if (const auto found = blocked_pairs.find(key); found != blocked_pairs.end()) {
        return fail(pin.line, "the pin shows " + quotedForMessage(pin.target) + " for " + quotedForMessage(pin.source) +
                                  ", but the block on line " + std::to_string(found->second) +
                                  " forbids it; remove one of them");
      }
      if (const auto found = blocks.find({RuleSubject::Kind::item, pin.target}); found != blocks.end()) {
        return fail(pin.line, "the pin shows the item " + quotedForMessage(pin.target) + ", but the block on line " +
                                  std::to_string(found->second) + " forbids it; remove one of them");
      }
    }
    SubjectLines boosts;
    for (const BoostRule& boost : rules_.boosts) {
      const std::pair key(boost.subject.kind, boost.subject.name);
      if (!addOnce(boosts, key, boost.line, "the boost of " + named(boost.subject))) return false;
      if (const auto found = blocks.find(key); found != blocks.end()) {
        return fail(boost.line, "the boost is for " + named(boost.subject) + ", but the block on line " +
                                    std::to_string(found->second) + " forbids it; remove one of them");
      }
    }
    return checkCategoryRules();
  }

  bool checkCategoryRules() {
    PairLines denied;
    PairLines allowed;
    const auto addAll = [&](const std::vector<CategoryRule>& rules, PairLines& lines, const char* what) {
      for (const CategoryRule& rule : rules) {
        for (std::size_t k = 0; k < rule.targets.size(); ++k) {
          const std::string pair = quotedForMessage(rule.targets[k]) + " for " + quotedForMessage(rule.source);
          if (!addOnce(lines, std::pair(rule.source, rule.targets[k]), rule.target_lines[k],
                       std::string(what) + " of " + pair)) {
            return false;
          }
        }
      }
      return true;
    };
    if (!addAll(rules_.denied_categories, denied, "the denial") ||
        !addAll(rules_.allowed_categories, allowed, "the allowance")) {
      return false;
    }
    for (const auto& [pair, line] : allowed) {
      const auto found = denied.find(pair);
      if (found == denied.end()) continue;
      return fail(std::max(line, found->second), "the category " + quotedForMessage(pair.second) +
                                                     " is both allowed and denied for " + quotedForMessage(pair.first) +
                                                     ": see line " + std::to_string(std::min(line, found->second)) +
                                                     "; remove one of them");
    }
    return true;
  }

  MerchantRules rules_;
  InputError error_;
};

}  // namespace

tl::expected<MerchantRules, InputError> readRules(std::string_view text, std::string name) {
  const auto root = readJson(text, name);
  if (!root) return tl::make_unexpected(root.error());
  return RulesReader(std::move(name)).read(*root);
}

}  // namespace goeswith
