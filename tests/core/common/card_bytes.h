// Sections CARD by hand, decision by decision: right ones, and those that break the format.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "table/code/number_codec.h"
#include "table/code/text_codec.h"
#include "table/format.h"
#include "table/write/head_writer.h"
#include "table/write/range_encoder.h"

namespace goeswith::test {

using Steps = std::vector<texts::Step>;

// Every byte for itself; a literal's own NULs count.
inline Steps literally(std::string_view text) {
  Steps steps;
  for (const char c : text) steps.push_back({.byte = static_cast<std::uint8_t>(c)});
  return steps;
}

inline texts::Step copyOf(std::uint32_t length, std::uint32_t distance) {
  return {.length = length, .distance = distance};
}

inline Steps operator+(Steps steps, const Steps& more) {
  steps.insert(steps.end(), more.begin(), more.end());
  return steps;
}

// Writes a sequence, whatever its copies reach for, and appends what it stands for to `text`.
inline void writeSteps(RangeEncoder& out, texts::Models& models, std::string& text, const Steps& steps) {
  bool after_copy = false;
  for (const texts::Step& step : steps) {
    const char last = text.empty() ? '\0' : text.back();
    codeStep(out, models.data(), after_copy, static_cast<std::uint8_t>(last), step);
    if (step.length == 0) {
      text += static_cast<char>(step.byte);
    } else {
      // What is longer breaks the format, whatever follows.
      for (std::uint32_t k = 0; k < std::min(step.length, 1u << 20); ++k) {
        text += step.distance <= text.size() ? text[text.size() - step.distance] : '\0';
      }
    }
  }
}

// How a column of numbers tells one of them: 0, the same again; 1, a new one; from 2 on, one of those that were new.
struct NumberCode {
  std::uint32_t place;
  std::uint32_t value = 0;
};

// The pieces of a section.
struct CardParts {
  std::uint32_t block_shift = 8;
  std::uint32_t run_bits = 0;
  std::vector<std::uint8_t> runs;
  std::vector<std::uint32_t> kinds;  // of the subjects from 2 on; nothing is known of the rest
  Steps common;
  std::uint32_t common_count = 0;
  std::vector<std::vector<NumberCode>> columns;  // in the order of their subjects
  std::vector<Steps> blocks;
  std::vector<std::uint8_t> behind_head;
  std::vector<std::uint8_t> behind_blocks;  // of the last one
  std::uint32_t last_is_longer = 0;         // by so many bytes than it is

  std::vector<std::uint8_t> section() const {
    HeadWriter head;
    const auto count = [&head](std::size_t number) {
      head.number(HeadReader::kCounts, static_cast<std::uint32_t>(number));
    };
    count(block_shift);
    count(run_bits);
    std::vector<std::uint32_t> all_kinds = kinds;
    all_kinds.resize(format::kCardSubjects - 2);
    for (const std::uint32_t kind : all_kinds) count(kind);
    count(common_count);
    texts::Models text_models;
    BitModel::forget(text_models);
    std::string text;
    writeSteps(head.encoder(), text_models, text, common);
    for (const std::vector<NumberCode>& column : columns) {
      head.forget();
      for (const NumberCode& code : column) {
        head.number(HeadReader::kSteps, code.place);
        if (code.place == 1) head.number(HeadReader::kValues, code.value);
      }
    }
    head.bytes(runs);
    for (const Steps& block : blocks) {
      RangeEncoder encoder;
      texts::Models block_models = text_models;
      std::string block_text = text;
      writeSteps(encoder, block_models, block_text, block);
      std::vector<std::uint8_t> bytes = std::move(encoder).finish();
      if (&block == &blocks.back()) bytes.insert(bytes.end(), behind_blocks.begin(), behind_blocks.end());
      const std::uint32_t more = &block == &blocks.back() ? last_is_longer : 0;
      head.number(HeadReader::kSteps, static_cast<std::uint32_t>(bytes.size()) + more);
      head.bytes(bytes);
    }
    std::vector<std::uint8_t> section = std::move(head).pack();
    const std::uint32_t head_size = format::readU32(section.data());
    section.insert(section.begin() + static_cast<std::ptrdiff_t>(format::kLengthSize + head_size), behind_head.begin(),
                   behind_head.end());
    for (int k = 0; k < 4; ++k) section[k] = static_cast<std::uint8_t>((head_size + behind_head.size()) >> (8 * k));
    return section;
  }
};

// The coded texts of SKUs that share nothing.
inline std::string codedSkus(const std::vector<std::string>& skus) {
  std::string coded;
  for (const std::string& sku : skus) coded += '\x01' + sku + '\0';
  return coded;
}

}  // namespace goeswith::test
