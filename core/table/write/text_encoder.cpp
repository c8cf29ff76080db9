#include "table/write/text_encoder.h"

#include <algorithm>
#include <array>
#include <limits>

namespace goeswith {
namespace {

using texts::Step;

constexpr std::uint32_t kHashBits = 13;
// Of all places where three bytes stood before, so many are looked at.
constexpr int kLooks = 24;
// A copy of so many bytes is taken as it is.
constexpr std::uint32_t kLongCopy = 256;

std::uint32_t hashOfPair(const std::uint8_t* at) {
  return (at[0] | at[1] << 8) * 0x9E3779B1u >> (32 - kHashBits);
}

std::uint32_t hashOfTriple(const std::uint8_t* at) {
  return (at[0] | at[1] << 8 | at[2] << 16) * 0x9E3779B1u >> (32 - kHashBits);
}

// A coder that writes nothing and adds up what decisions would take, in sixteenths of a bit.
class DecisionCost {
 public:
  bool bit(const BitModel& model, bool outcome) {
    const std::uint32_t chance = outcome ? model.chance_of_one : 65536u - model.chance_of_one;
    const std::uint32_t octave = log2Of(chance);
    total_ += 256 - (16 * octave + (16 * chance >> octave & 15));
    return outcome;
  }
  bool evenBit(bool outcome) {
    total_ += 16;
    return outcome;
  }
  std::uint32_t total() const { return total_; }

 private:
  std::uint32_t total_ = 0;
};

// Costs of steps while the models stay as they are.
class StepCosts {
 public:
  explicit StepCosts(const texts::Models& models) : models_(models.data()) {
    for (std::uint32_t is_long = 0; is_long < 2; ++is_long) {
      for (std::uint32_t top = 0; top < kDistances; ++top) {
        // All numbers of one exponent and one bit below it cost the same.
        const std::uint32_t exponent = top / 2;
        const std::uint32_t value = exponent == 0 ? 0 : ((2 | (top & 1)) << (exponent - 1)) - 1;
        const BitModel* const distances = models.data() + texts::kDistances + is_long * kNumberModels;
        distance_[is_long * kDistances + top] = numberCost(distances, value);
      }
    }
    for (std::uint32_t length = texts::kLeastCopy; length <= kLongCopy; ++length) {
      length_[length] = numberCost(models.data() + texts::kLengths, length - texts::kLeastCopy);
    }
    for (std::uint32_t copy = 0; copy < 2; ++copy) {
      for (std::uint32_t after = 0; after < 2; ++after) {
        DecisionCost cost;
        cost.bit(models[texts::kIsCopy + after], copy != 0);
        kind_[copy][after] = cost.total();
      }
    }
  }

  std::uint32_t byte(bool after_copy, std::uint8_t last_byte, std::uint8_t byte) const {
    DecisionCost cost;
    codeStep(cost, models_, after_copy, last_byte, Step{.byte = byte});
    return cost.total();
  }

  std::uint32_t copy(bool after_copy, std::uint32_t length, std::uint32_t distance) const {
    const std::uint32_t exponent = log2Of(distance);
    const std::uint32_t top = 2 * exponent + (exponent > 0 ? distance >> (exponent - 1) & 1 : 0);
    const std::uint32_t first = length > texts::kLeastCopy ? kDistances : 0;
    return kind_[1][after_copy] + length_[std::min(length, kLongCopy)] + distance_[first + top];
  }

 private:
  static constexpr std::uint32_t kDistances = 2 * (kMaxExponent + 1);

  static std::uint32_t numberCost(const BitModel* models, std::uint32_t value) {
    DecisionCost cost;
    codeNumber(cost, models, value);
    return cost.total();
  }

  const BitModel* models_;
  std::vector<std::uint32_t> length_ = std::vector<std::uint32_t>(kLongCopy + 1);
  // Of short copies, then of longer ones: by exponent and the bit below it.
  std::vector<std::uint32_t> distance_ = std::vector<std::uint32_t>(2 * kDistances);
  std::array<std::array<std::uint32_t, 2>, 2> kind_{};
};

}  // namespace

TextEncoder::TextEncoder() {
  BitModel::forget(models_);
  seen_.pairs.resize(std::size_t{1} << kHashBits);
  seen_.triples.resize(std::size_t{1} << kHashBits);
}

void TextEncoder::append(RangeEncoder& out, std::span<const std::uint8_t> text) {
  const std::size_t begin = text_.size();
  text_.insert(text_.end(), text.begin(), text.end());
  // Twice: first with the models as they are, then with what they will have learned.
  std::vector<Step> steps = parse(begin, models_);
  texts::Models learned = models_;
  RangeEncoder unused;
  write(unused, begin, steps, learned);
  steps = parse(begin, learned);
  write(out, begin, steps, models_);
  for (std::size_t at = seen_.up_to; at < text_.size(); ++at) note(seen_, at);
  seen_.up_to = text_.size();
}

void TextEncoder::write(RangeEncoder& out, std::size_t begin, std::span<const Step> steps,
                        texts::Models& models) const {
  bool after_copy = false;
  std::size_t at = begin;
  for (const Step& step : steps) {
    codeStep(out, models.data(), after_copy, at > 0 ? text_[at - 1] : std::uint8_t{0}, step);
    at += std::max(step.length, 1u);
  }
}

void TextEncoder::note(Seen& seen, std::size_t at) const {
  const std::size_t left = text_.size() - at;
  seen.before.resize(text_.size());
  if (left >= 2) seen.pairs[hashOfPair(&text_[at])] = static_cast<std::uint32_t>(at + 1);
  if (left >= 3) {
    std::uint32_t& last = seen.triples[hashOfTriple(&text_[at])];
    seen.before[at] = last;
    last = static_cast<std::uint32_t>(at + 1);
  }
}

// The cheapest way from `begin` to the end, by dynamic programming over places.
std::vector<Step> TextEncoder::parse(std::size_t begin, const texts::Models& models) const {
  struct Arrival {
    std::uint64_t cost = std::numeric_limits<std::uint64_t>::max();
    Step step;
  };
  const StepCosts costs(models);
  const std::size_t count = text_.size() - begin;
  std::vector<Arrival> arrivals(count + 1);
  arrivals[0] = {0, {}};
  Seen seen = seen_;
  for (std::size_t at = seen.up_to; at < begin; ++at) note(seen, at);
  // Up to where the last long copy went on, from how far before: it is not compared again at each of its places.
  std::size_t known_end = begin;
  std::size_t known_distance = 0;
  for (std::size_t at = begin; at < text_.size(); ++at) {
    const Arrival here = arrivals[at - begin];
    const bool after_copy = here.step.length > 0;
    const auto copyFrom = [&](std::size_t from, std::uint32_t length) {
      const auto distance = static_cast<std::uint32_t>(at - from);
      Arrival& there = arrivals[at - begin + length];
      const std::uint64_t cost = here.cost + costs.copy(after_copy, length, distance);
      if (cost < there.cost) there = {cost, {.length = length, .distance = distance}};
    };
    const std::uint8_t last_byte = at > 0 ? text_[at - 1] : std::uint8_t{0};
    const std::uint64_t byte_cost = here.cost + costs.byte(after_copy, last_byte, text_[at]);
    if (Arrival& next = arrivals[at - begin + 1]; byte_cost < next.cost) next = {byte_cost, {.byte = text_[at]}};

    const std::size_t left = text_.size() - at;
    if (left >= 2) {
      const std::uint32_t pair = seen.pairs[hashOfPair(&text_[at])];
      if (pair > 0 && std::equal(&text_[at], &text_[at] + 2, &text_[pair - 1])) copyFrom(pair - 1, 2);
    }
    if (left >= 3) {
      std::uint32_t longest = 2;
      std::uint32_t candidate = seen.triples[hashOfTriple(&text_[at])];
      for (int look = 0; look < kLooks && candidate > 0 && longest < std::min<std::size_t>(left, kLongCopy); ++look) {
        const std::size_t from = candidate - 1;
        candidate = seen.before[from];
        // Places farther back are only of use for what nearer ones do not give.
        if (text_[from + longest] != text_[at + longest]) continue;
        const bool is_known = at - from == known_distance && at < known_end;
        auto length = is_known ? static_cast<std::uint32_t>(known_end - at) : 0;
        while (length < left && text_[from + length] == text_[at + length]) ++length;
        if (length >= kLongCopy) {
          known_end = at + length;
          known_distance = at - from;
        }
        if (length <= longest) continue;
        for (std::uint32_t part = longest + 1; part < std::min(length, kLongCopy); ++part) copyFrom(from, part);
        copyFrom(from, length);
        longest = length;
      }
    }
    note(seen, at);
  }
  std::vector<Step> steps;
  for (std::size_t at = count; at > 0; at -= std::max(steps.back().length, 1u)) steps.push_back(arrivals[at].step);
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace goeswith
