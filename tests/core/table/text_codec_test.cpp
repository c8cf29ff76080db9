#include "table/code/text_codec.h"

#include <random>
#include <string>

#include "card_bytes.h"
#include "catch.h"
#include "table/code/range_decoder.h"
#include "table/write/text_encoder.h"

namespace goeswith::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytesOf(std::string_view text) {
  return {text.begin(), text.end()};
}

// Reads sequences, each of a known number of bytes, which a format would tell by their NULs.
class TextReader {
 public:
  explicit TextReader(const Bytes& bytes) : decoder_(bytes) { BitModel::forget(models_); }

  Bytes next(std::size_t size) {
    const std::size_t begin = text_.size();
    bool after_copy = false;
    texts::Step step;
    while (text_.size() < begin + size) {
      const std::uint8_t last = text_.empty() ? std::uint8_t{0} : text_.back();
      step = codeStep(decoder_, models_.data(), after_copy, last, step);
      if (after_copy) {
        REQUIRE(step.distance <= text_.size());
        for (std::uint32_t k = 0; k < step.length; ++k) text_.push_back(text_[text_.size() - step.distance]);
      } else {
        text_.push_back(step.byte);
      }
    }
    REQUIRE(text_.size() == begin + size);
    return {text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.end()};
  }
  bool isExhausted() { return decoder_.isExhausted(); }

 private:
  RangeDecoder decoder_;
  texts::Models models_;
  Bytes text_;
};

Bytes encoded(const std::vector<Bytes>& sequences) {
  TextEncoder encoder;
  RangeEncoder out;
  for (const Bytes& text : sequences) encoder.append(out, text);
  return std::move(out).finish();
}

void requireRoundTrip(const std::vector<Bytes>& sequences) {
  const Bytes bytes = encoded(sequences);
  TextReader reader(bytes);
  for (const Bytes& text : sequences) REQUIRE(reader.next(text.size()) == text);
  REQUIRE(reader.isExhausted());
}

Bytes randomText(std::mt19937& random, std::size_t size, std::uint32_t letters) {
  Bytes text(size);
  for (std::uint8_t& byte : text) byte = static_cast<std::uint8_t>(random() % letters);
  return text;
}

// Titles as shops have them: few words, in all orders.
std::string titles(std::mt19937& random, std::size_t size) {
  static const std::vector<std::string> kWords = {"white ",    "hanging ", "heart ", "t-light ", "holder",
                                                  "set of 6 ", "vintage ", "Ärmel ", "青い ",    "retrospot "};
  std::string text;
  while (text.size() < size) {
    for (std::uint32_t k = 0; k <= random() % 5; ++k) text += kWords[random() % kWords.size()];
    text += '\0';
  }
  return text;
}

TEST_CASE("a text: is read back as it was written, whatever it is") {
  std::mt19937 random(31);
  requireRoundTrip({});
  requireRoundTrip({{}});
  for (int byte = 0; byte < 256; ++byte) requireRoundTrip({{static_cast<std::uint8_t>(byte)}});
  for (const std::size_t size : {2u, 3u, 4u, 255u, 256u, 257u, 259u, 4000u, 65536u}) {
    CAPTURE(size);
    requireRoundTrip({Bytes(size, 'a')});
    requireRoundTrip({randomText(random, size, 256)});
    requireRoundTrip({randomText(random, size, 3)});
    Bytes period(size);
    for (std::size_t k = 0; k < size; ++k) period[k] = static_cast<std::uint8_t>(k % 7);
    requireRoundTrip({period});
    requireRoundTrip({bytesOf(titles(random, size))});
  }
}

TEST_CASE("texts that follow each other: go on with what those before have taught, and may copy from them") {
  std::mt19937 random(32);
  for (int round = 0; round < 40; ++round) {
    std::vector<Bytes> sequences;
    for (std::uint32_t k = 0; k <= random() % 6; ++k) {
      const std::size_t size = random() % 300;
      sequences.push_back(random() % 2 ? randomText(random, size, 2 + random() % 40) : bytesOf(titles(random, size)));
      if (random() % 3 == 0) sequences.push_back(sequences[random() % sequences.size()]);
    }
    requireRoundTrip(sequences);
  }
  const Bytes text = randomText(random, 500, 200);
  CHECK(encoded({text, text}).size() < encoded({text}).size() + 12);
  CHECK(encoded({text, {text.begin() + 100, text.end()}}).size() < encoded({text}).size() + 12);
}

TEST_CASE("an encoder that is copied: goes on from where it was, and the original does so too") {
  std::mt19937 random(33);
  const Bytes common = bytesOf(titles(random, 2000));
  TextEncoder encoder;
  RangeEncoder out;
  encoder.append(out, common);
  const auto lengthAfter = [&](const Bytes& text) {
    TextEncoder copy = encoder;
    RangeEncoder block;
    copy.append(block, text);
    return std::move(block).finish();
  };
  const Bytes text = bytesOf(titles(random, 600));
  const Bytes first = lengthAfter(text);
  lengthAfter(randomText(random, 600, 256));
  CHECK(lengthAfter(text) == first);
  CHECK(first.size() * 3 < encoded({text}).size() * 2);
}

TEST_CASE("texts of few words: take a quarter or less, chance no more than a fiftieth above itself") {
  std::mt19937 random(34);
  const std::string text = titles(random, 20000);
  CHECK(encoded({bytesOf(text)}).size() < text.size() / 4);
  CHECK(encoded({Bytes(65536, 'x')}).size() < 64);
  CHECK(encoded({randomText(random, 65536, 256)}).size() < 65536 + 1310);
}

TEST_CASE("the same text: gives the same bytes") {
  std::mt19937 random(35);
  const Bytes text = bytesOf(titles(random, 3000));
  CHECK(encoded({text}) == encoded({text}));
}

TEST_CASE("a text of one byte or of one long title again and again: is written in time that grows as the text does") {
  // Were each place compared to the end of the text, this would take minutes.
  requireRoundTrip({Bytes(std::size_t{1} << 20, 'x')});
  std::mt19937 random(36);
  const Bytes title = randomText(random, 1000, 100);
  Bytes text;
  for (int k = 0; k < 512; ++k) text.insert(text.end(), title.begin(), title.end());
  requireRoundTrip({text});
}

TEST_CASE("copies of every length and distance: are what they were, those that reach into themselves too") {
  for (const std::uint32_t length : {2u, 3u, 4u, 255u, 256u, 257u, 65535u, 1u << 24, 0x7FFFFFFFu, 0xFFFFFFFFu}) {
    for (const std::uint32_t distance : {1u, 2u, 3u, 255u, 65536u, 1u << 24, 0x80000000u, 0xFFFFFFFFu}) {
      for (const bool was_copy : {false, true}) {
        texts::Models models;
        BitModel::forget(models);
        RangeEncoder out;
        bool after_copy = was_copy;
        codeStep(out, models.data(), after_copy, 'x', copyOf(length, distance));
        codeStep(out, models.data(), after_copy, 'x', texts::Step{.byte = 'y'});
        const Bytes bytes = std::move(out).finish();
        BitModel::forget(models);
        RangeDecoder decoder(bytes);
        after_copy = was_copy;
        texts::Step step = codeStep(decoder, models.data(), after_copy, 'x', texts::Step{});
        CHECK(after_copy);
        CHECK(step.length == length);
        CHECK(step.distance == distance);
        step = codeStep(decoder, models.data(), after_copy, 'x', step);
        CHECK_FALSE(after_copy);
        CHECK(step.byte == 'y');
        CHECK(decoder.isExhausted());
      }
    }
  }
}

}  // namespace
}  // namespace goeswith::test
