// TextEncoder: finds the steps that write a text in few bits (text_codec.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "table/code/text_codec.h"
#include "table/write/range_encoder.h"

namespace goeswith {

class TextEncoder {
 public:
  // Models that have seen nothing, and no text to copy from.
  TextEncoder();

  // Writes the text; it and what the models learned from it are there for the texts that follow.
  void append(RangeEncoder& out, std::span<const std::uint8_t> text);

 private:
  // Where bytes stood before, by place plus 1.
  struct Seen {
    std::size_t up_to = 0;               // the places before are in it
    std::vector<std::uint32_t> pairs;    // by a hash of two bytes: the last place
    std::vector<std::uint32_t> triples;  // by a hash of three
    std::vector<std::uint32_t> before;   // by place: where the same hash of three was before
  };

  void note(Seen& seen, std::size_t at) const;
  std::vector<texts::Step> parse(std::size_t begin, const texts::Models& models) const;
  void write(RangeEncoder& out, std::size_t begin, std::span<const texts::Step> steps, texts::Models& models) const;

  std::vector<std::uint8_t> text_;  // all so far
  Seen seen_;
  texts::Models models_;
};

}  // namespace goeswith
