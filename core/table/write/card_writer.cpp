#include "table/write/card_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "table/format.h"
#include "table/write/head_writer.h"

namespace goeswith {
namespace {

using format::CardKind;
using format::CardSubject;

constexpr std::string_view kEscapedPlaceholder = "%7Bid%7D";

// Cards of a block, as a power of two: enough text to find copies in, and little enough to decode for one of them.
constexpr std::uint32_t kLeastBlockShift = 8;
constexpr std::uint32_t kMostBlockShift = 10;
constexpr std::size_t kBlockBytes = 2000;
// Texts that all blocks may copy from: none where there is one block, and of each column so many bytes otherwise.
constexpr std::size_t kSampleBytes = 7200;
constexpr std::size_t kSampledSkus = 32;
// Longer ones are passed over: a base has no cards behind which it could be padded, so that its texts must stay in what
// mostText() allows the smallest section.
constexpr std::size_t kMostSampledSku = 250;
static_assert(kSampledSkus * (kMostSampledSku + 2) + 3 * (2 * kSampleBytes + 1) + 2 * (format::kMaxPattern + 1) <
              format::mostText(0));

void appendText(std::vector<std::uint8_t>& out, std::string_view text) {
  assert(text.find('\0') == std::string_view::npos);
  out.insert(out.end(), text.begin(), text.end());
  out.push_back(0);
}

// A SKU, of which the start that it shares with the one before is only counted.
void appendSku(std::vector<std::uint8_t>& out, std::string_view previous, std::string_view sku) {
  const std::size_t most = std::min({previous.size(), sku.size(), std::size_t{format::kMaxSharedPrefix}});
  std::size_t shared = 0;
  while (shared < most && sku[shared] == previous[shared]) ++shared;
  out.push_back(static_cast<std::uint8_t>(shared + 1));
  appendText(out, sku.substr(shared));
}

// A URL as it stands, in which nothing is a placeholder.
std::string literalUrl(std::string url) {
  for (std::size_t at = 0; (at = url.find(kPlaceholder, at)) != std::string::npos;) {
    url.replace(at, kPlaceholder.size(), kEscapedPlaceholder);
  }
  return url;
}

// The pattern that gives every card's field, if there is one; only of texts that hold the SKU.
std::optional<std::string> commonPattern(const std::vector<const Card*>& cards, std::string Card::*field) {
  if (cards.empty()) return {};
  const std::string encoded = expandPattern(kPlaceholder, cards[0]->sku);
  const std::string& first = cards[0]->*field;
  const std::size_t at = first.rfind(encoded);
  if (at == std::string::npos) return {};
  std::string pattern = first;
  pattern.replace(at, encoded.size(), kPlaceholder);
  const auto gives = [&](const Card* card) { return expandPattern(pattern, card->sku) == card->*field; };
  const bool fits = pattern.size() <= format::kMaxPattern && std::all_of(cards.begin(), cards.end(), gives);
  return fits ? std::optional(pattern) : std::nullopt;
}

// A column of numbers: each is as the one before it, a new one, or one that was new before.
void writeNumbers(HeadWriter& head, std::span<const std::uint32_t> numbers) {
  head.entries(numbers.size());
  head.forget();
  std::unordered_map<std::uint32_t, std::size_t> known;
  std::uint32_t last = 0;
  for (const std::uint32_t number : numbers) {
    if (number == last) {
      head.number(HeadReader::kSteps, 0);
    } else if (const auto [value, is_new] = known.try_emplace(number, known.size()); is_new) {
      head.number(HeadReader::kSteps, 1);
      head.number(HeadReader::kValues, number);
    } else {
      head.number(HeadReader::kSteps, static_cast<std::uint32_t>(value->second + 2));
    }
    last = number;
  }
}

// The runs of the cards, so many bits each, lowest first.
std::vector<std::uint8_t> packRuns(std::span<const std::uint32_t> run_of, std::uint32_t run_bits) {
  std::vector<std::uint8_t> bytes;
  std::uint64_t bits = 0;
  std::uint32_t bit_count = 0;
  for (const std::uint32_t run : run_of) {
    bits |= std::uint64_t{run} << bit_count;
    for (bit_count += run_bits; bit_count >= 8; bit_count -= 8, bits >>= 8) {
      bytes.push_back(static_cast<std::uint8_t>(bits));
    }
  }
  if (bit_count > 0) bytes.push_back(static_cast<std::uint8_t>(bits));
  return bytes;
}

// Writes the section, of cards in the order of the file.
class CardWriter {
 public:
  CardWriter(std::vector<const Card*> cards, TextEncoder encoder)
      : cards_(std::move(cards)), encoder_(std::move(encoder)) {}

  void textForAll(CardSubject subject, std::string_view text) {
    if (text.empty()) return;
    kind(subject) = format::kTextForAll;
    appendText(common_, text);
    ++common_count_;
  }

  void textEach(CardSubject subject, std::string Card::*field) {
    if (std::all_of(cards_.begin(), cards_.end(), [&](const Card* card) { return (card->*field).empty(); })) return;
    kind(subject) = format::kTextEach;
    fields_.push_back(field);
  }

  void textOrPattern(CardSubject subject, std::string Card::*field) {
    if (const std::optional<std::string> pattern = commonPattern(cards_, field)) {
      textForAll(subject, *pattern);
    } else {
      textEach(subject, field);
    }
  }

  // Numbers as they stand in the file, in the order of the cards; 0 for "not known".
  void numbers(CardSubject subject, std::vector<std::uint32_t> numbers) {
    if (std::all_of(numbers.begin(), numbers.end(), [](std::uint32_t number) { return number == 0; })) return;
    kind(subject) = format::kNumbers;
    numbers_.push_back(std::move(numbers));
  }

  // The same of numbers that have names; equal texts have equal numbers.
  void named(CardSubject subject, std::string Card::*field, const std::vector<std::uint32_t>& numbers) {
    this->numbers(subject, numbers);
    if (kind(subject) == format::kNothing) return;
    kind(subject) = format::kNamed;
    std::unordered_set<std::uint32_t> known;
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] != last && known.insert(numbers[i]).second) {
        appendText(names_, numbers[i] == 0 ? std::string_view() : cards_[i]->*field);
        ++name_count_;
      }
      last = numbers[i];
    }
  }

  // Texts for blocks to copy from: some SKUs that follow each other, and of each other column what every `step`-th of
  // `cards` has.
  void sample(const std::vector<const Card*>& cards, std::size_t step) {
    std::string_view previous;
    const std::size_t middle = cards_.size() / 2;
    for (std::size_t i = middle; i < std::min(middle + kSampledSkus, cards_.size()); ++i) {
      if (cards_[i]->sku.size() > kMostSampledSku) continue;
      appendSku(samples_, previous, cards_[i]->sku);
      previous = cards_[i]->sku;
      ++sample_count_;
    }
    for (std::string Card::*const field : fields_) {
      const std::size_t most = samples_.size() + kSampleBytes;
      for (std::size_t i = 0; i < cards.size() && samples_.size() < most; i += step) {
        if ((cards[i]->*field).size() > kSampleBytes) continue;
        appendText(samples_, cards[i]->*field);
        ++sample_count_;
      }
    }
  }

  std::size_t textBytes() const {
    std::size_t bytes = 0;
    for (const Card* card : cards_) {
      for (std::string Card::*const field : fields_) bytes += (card->*field).size() + 1;
    }
    return bytes;
  }

  // `run_of` says for each place to which run its card belongs.
  std::vector<std::uint8_t> section(std::span<const std::uint32_t> run_of) {
    const std::uint32_t block_shift = blockShift();
    const std::uint32_t last_run = run_of.empty() ? 0 : *std::max_element(run_of.begin(), run_of.end());
    const auto run_bits = static_cast<std::uint32_t>(std::bit_width(last_run));
    HeadWriter head;
    head.entries(cards_.size());
    startHead(head, block_shift, run_bits);
    head.bytes(packRuns(run_of, run_bits));
    std::size_t text_size = common_.size();
    const std::size_t block_cards = std::size_t{1} << block_shift;
    for (std::size_t begin = 0; begin < cards_.size(); begin += block_cards) {
      const std::vector<std::uint8_t> text = blockText(begin, std::min(cards_.size(), begin + block_cards));
      text_size += text.size();
      TextEncoder encoder = encoder_;
      RangeEncoder out;
      encoder.append(out, text);
      const std::vector<std::uint8_t> block = std::move(out).finish();
      head.number(HeadReader::kSteps, static_cast<std::uint32_t>(block.size()));
      head.bytes(block);
    }
    // What is all alike compresses so well that a reader would take it for an attack.
    return std::move(head).pack(format::leastForText(text_size));
  }

  // One without a card, of what the blocks of many others have in common.
  CardBase base() && {
    HeadWriter head;
    startHead(head, kLeastBlockShift, 0);
    return {std::move(head).pack(), std::move(encoder_)};
  }

 private:
  CardKind& kind(CardSubject subject) { return kinds_[static_cast<std::size_t>(subject)]; }

  // Once: the common texts are complete then, and the encoder has seen them.
  void startHead(HeadWriter& head, std::uint32_t block_shift, std::uint32_t run_bits) {
    common_.insert(common_.end(), names_.begin(), names_.end());
    common_.insert(common_.end(), samples_.begin(), samples_.end());
    head.number(HeadReader::kCounts, block_shift);
    head.number(HeadReader::kCounts, run_bits);
    for (std::uint32_t subject = 2; subject < format::kCardSubjects; ++subject) {
      head.number(HeadReader::kCounts, kinds_[subject]);
    }
    head.number(HeadReader::kCounts, common_count_ + name_count_ + sample_count_);
    encoder_.append(head.encoder(), common_);
    for (const std::vector<std::uint32_t>& numbers : numbers_) writeNumbers(head, numbers);
  }

  // SKUs alone are quick to decode, so that more of them go into a block.
  std::uint32_t blockShift() const {
    const std::size_t bytes = cards_.empty() ? 0 : textBytes() / cards_.size() + 4;
    std::uint32_t shift = kLeastBlockShift;
    while (shift < kMostBlockShift && bytes << shift < kBlockBytes) ++shift;
    return shift;
  }

  std::vector<std::uint8_t> blockText(std::size_t begin, std::size_t end) const {
    std::vector<std::uint8_t> text;
    std::string_view previous;
    for (std::size_t i = begin; i < end; ++i) {
      appendSku(text, previous, cards_[i]->sku);
      previous = cards_[i]->sku;
    }
    for (std::string Card::*const field : fields_) {
      for (std::size_t i = begin; i < end; ++i) {
        appendText(text, field == &Card::title ? cards_[i]->*field : literalUrl(cards_[i]->*field));
      }
    }
    return text;
  }

  std::vector<const Card*> cards_;
  TextEncoder encoder_;
  std::array<CardKind, format::kCardSubjects> kinds_{};
  std::vector<std::string Card::*> fields_;  // with a text each
  std::vector<std::vector<std::uint32_t>> numbers_;
  std::vector<std::uint8_t> common_;  // texts for all cards
  std::vector<std::uint8_t> names_;
  std::vector<std::uint8_t> samples_;
  std::uint32_t common_count_ = 0;
  std::uint32_t name_count_ = 0;
  std::uint32_t sample_count_ = 0;
};

// The cards in the order of the file, and for each place the number of its card.
struct FileOrder {
  explicit FileOrder(const Cards& cards) : card_at(cards.items.size()) {
    // Like SKUs go with like titles, prices and categories: in the order of SKUs all of them take less.
    std::iota(card_at.begin(), card_at.end(), 0);
    std::sort(card_at.begin(), card_at.end(),
              [&](std::uint32_t a, std::uint32_t b) { return cards.items[a].sku < cards.items[b].sku; });
    for (const std::uint32_t card : card_at) in_order.push_back(&cards.items[card]);
  }

  std::vector<std::uint32_t> ordered(const std::vector<std::uint32_t>& numbers) const {
    std::vector<std::uint32_t> ordered;
    if (!numbers.empty()) {
      for (const std::uint32_t card : card_at) ordered.push_back(numbers[card]);
    }
    return ordered;
  }

  std::vector<std::uint32_t> card_at;
  std::vector<const Card*> in_order;
};

}  // namespace

std::vector<std::uint8_t> encodeCards(const Cards& cards) {
  return encodeCards(cards, makeTraits(cards));
}

std::vector<std::uint8_t> encodeCards(const Cards& cards, const ItemTraits& traits, const CardBase* base) {
  const FileOrder order(cards);
  CardWriter writer(order.in_order, base != nullptr ? base->encoder : TextEncoder());
  writer.textEach(CardSubject::kTitle, &Card::title);
  writer.numbers(CardSubject::kPrice, order.ordered(traits.price));
  writer.textForAll(CardSubject::kCurrency, cards.currency);
  writer.textOrPattern(CardSubject::kUrl, &Card::url);
  writer.textOrPattern(CardSubject::kImage, &Card::image);
  writer.named(CardSubject::kCategory, &Card::category, order.ordered(traits.category));
  writer.named(CardSubject::kGroup, &Card::group, order.ordered(traits.group));
  std::vector<std::uint32_t> availability;
  for (const Card* card : order.in_order) availability.push_back(card->available ? 1 + *card->available : 0);
  writer.numbers(CardSubject::kAvailability, availability);
  writer.numbers(CardSubject::kFamily, order.ordered(traits.family));
  if (base == nullptr && cards.items.size() > std::size_t{1} << kLeastBlockShift) {
    // From everywhere, but few of a small table.
    writer.sample(order.in_order, std::max<std::size_t>(writer.textBytes() / kSampleBytes, 8));
  }

  // The numbers are told by runs of items whose SKUs ascend.
  std::vector<std::uint32_t> run_of(cards.items.size(), 0);
  for (std::size_t i = 1; i < run_of.size(); ++i) {
    run_of[i] = run_of[i - 1] + (cards.items[i].sku < cards.items[i - 1].sku);
  }
  return writer.section(order.ordered(run_of));
}

CardBase makeCardBase(const Cards& cards) {
  const FileOrder order(cards);
  CardWriter all(order.in_order, TextEncoder());
  all.textEach(CardSubject::kTitle, &Card::title);
  all.textForAll(CardSubject::kCurrency, cards.currency);
  all.textOrPattern(CardSubject::kUrl, &Card::url);
  all.textOrPattern(CardSubject::kImage, &Card::image);
  // What is in many orders is in many shards, as everybody's neighbour.
  std::vector<const Card*> by_popularity;
  for (const Card& card : cards.items) by_popularity.push_back(&card);
  all.sample(by_popularity, 1);
  return std::move(all).base();
}

}  // namespace goeswith
