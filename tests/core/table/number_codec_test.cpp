#include "table/code/number_codec.h"

#include <array>
#include <random>
#include <vector>

#include "catch.h"
#include "table/code/block_index.h"
#include "table/code/range_decoder.h"
#include "table/write/head_writer.h"
#include "table/write/range_encoder.h"

namespace goeswith::test {
namespace {

using Bytes = std::vector<std::uint8_t>;
using NumberModels = std::array<BitModel, kNumberModels>;

NumberModels unknownModels() {
  NumberModels models;
  models.fill(BitModel::unknown());
  return models;
}

std::vector<std::uint32_t> roundTrip(const std::vector<std::uint32_t>& numbers, std::int32_t offset,
                                     std::size_t* size = nullptr) {
  RangeEncoder out;
  NumberModels models = unknownModels();
  for (const std::uint32_t number : numbers) codeNumber(out, models.data(), number, offset);
  const Bytes bytes = std::move(out).finish();
  if (size) *size = bytes.size();
  models = unknownModels();
  RangeDecoder decoder(bytes);
  std::vector<std::uint32_t> decoded;
  for (std::size_t k = 0; k < numbers.size(); ++k) decoded.push_back(codeNumber(decoder, models.data(), 0, offset));
  CHECK(decoder.isExhausted());
  return decoded;
}

TEST_CASE("numbers: are read back at every power of two, up to the largest, whatever the offset") {
  std::vector<std::uint32_t> numbers = {0, 1, 2};
  for (std::uint32_t bits = 2; bits < 32; ++bits) {
    for (const std::uint32_t number : {(1u << bits) - 2, (1u << bits) - 1, 1u << bits}) numbers.push_back(number);
  }
  for (const std::uint32_t number : {0xFFFFFFFEu, 0xFFFFFFFDu, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFEu, 0u})
    numbers.push_back(number);
  for (const std::int32_t offset : {0, 1, 12, 23, 100, -1, -12, -40}) CHECK(roundTrip(numbers, offset) == numbers);
}

TEST_CASE("numbers of any size, one after the other: are read back") {
  std::mt19937 random(41);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::uint32_t> numbers(random() % 200);
    for (std::uint32_t& number : numbers) number = std::min<std::uint32_t>(random() >> random() % 32, 0xFFFFFFFEu);
    REQUIRE(roundTrip(numbers, static_cast<std::int32_t>(random() % 30) - 15) == numbers);
  }
}

TEST_CASE("numbers that are all alike: take next to nothing") {
  std::size_t size = 0;
  const std::vector<std::uint32_t> numbers(10000, 0);
  CHECK(roundTrip(numbers, 0, &size) == numbers);
  CHECK(size < 30);
}

TEST_CASE("any bytes: are numbers, and reading them comes to an end") {
  for (const std::uint8_t byte : {0x00, 0x55, 0xAA, 0xFF}) {
    const Bytes bytes(64, byte);
    NumberModels models = unknownModels();
    RangeDecoder decoder(bytes);
    for (int k = 0; k < 1000; ++k) CHECK(codeNumber(decoder, models.data(), 0) <= 0xFFFFFFFEu);
  }
}

TEST_CASE("signed numbers: are 0, −1, 1, −2, … in turn, up to the extremes") {
  for (std::uint32_t code = 0; code < 8; ++code) {
    const std::int32_t expected =
        code % 2 ? -static_cast<std::int32_t>(code / 2) - 1 : static_cast<std::int32_t>(code / 2);
    CHECK(static_cast<std::int32_t>(unzigzag(code)) == expected);
  }
  for (const std::uint32_t difference : {0u, 1u, 0xFFFFFFFFu, 0x7FFFFFFFu, 0x80000000u, 0x80000001u, 255u}) {
    CHECK(unzigzag(zigzag(difference)) == difference);
  }
  CHECK(zigzag(0x7FFFFFFFu) == 0xFFFFFFFEu);
  CHECK(zigzag(0x80000000u) == 0xFFFFFFFFu);
}

// A pack whose head has these numbers, in front of so many bytes.
Bytes packOf(const std::vector<std::uint32_t>& numbers, std::size_t bytes) {
  HeadWriter head;
  for (const std::uint32_t number : numbers) head.number(HeadReader::kSteps, number);
  head.bytes(Bytes(bytes, 7));
  return std::move(head).pack();
}

// Whether so many blocks are found in a pack, and nothing else.
bool readsIndex(const std::vector<std::uint32_t>& lengths, std::uint32_t count, std::size_t bytes) {
  const Bytes pack = packOf(lengths, bytes);
  HeadReader head(pack);
  BlockIndex index;
  index.read(head, count);
  for (std::uint32_t block = 0; block < count; ++block) {
    for (const std::uint8_t byte : index[block]) CHECK(byte == 7);
  }
  return head.isSound();
}

TEST_CASE("an index of blocks: says where each lies") {
  HeadWriter writer;
  for (const std::uint32_t length : {1u, 2u, 0u, 3u}) writer.number(HeadReader::kSteps, length);
  writer.bytes(Bytes{'-', 'a', 'b', 'c', 'd', 'e'});
  const Bytes pack = std::move(writer).pack();
  HeadReader head(pack);
  CHECK(head.bytes(head.number(HeadReader::kSteps)).size() == 1);
  BlockIndex index;
  index.read(head, 3);
  REQUIRE(index.count() == 3);
  CHECK(index.byteCount() == 5);
  const auto text = [&](std::uint32_t block) { return std::string(index[block].begin(), index[block].end()); };
  CHECK(text(0) == "ab");
  CHECK(text(1).empty());
  CHECK(text(2) == "cde");
  CHECK(head.isSound());
}

TEST_CASE("an index of blocks: is refused unless its blocks are all that is left, and never leaves the bytes") {
  CHECK(readsIndex({}, 0, 0));
  CHECK(readsIndex({5}, 1, 5));
  CHECK(readsIndex({0, 0}, 2, 0));
  CHECK_FALSE(readsIndex({}, 0, 1));
  CHECK_FALSE(readsIndex({5}, 1, 4));
  CHECK_FALSE(readsIndex({5}, 1, 6));
  CHECK_FALSE(readsIndex({5, 3}, 2, 7));
  CHECK_FALSE(readsIndex({0xFFFFFFFEu}, 1, 100));
  CHECK_FALSE(readsIndex({0xFFFFFFFEu, 102}, 2, 100));  // 100 bytes, modulo 2^32
  CHECK_FALSE(readsIndex({0xFFFFFFFEu, 0xFFFFFFFEu, 0xFFFFFFFEu}, 3, 1000));
}

TEST_CASE("a pack: is as long as its entries demand, and a reader takes no more of them") {
  for (const std::uint32_t count : {0u, 7u, 8u, 9u, 1000u}) {
    HeadWriter writer;
    writer.entries(count);
    const Bytes pack = std::move(writer).pack();
    CHECK(format::mostEntries(pack.size()) >= count);
    HeadReader head(pack);
    const auto most = static_cast<std::uint32_t>(format::mostEntries(pack.size()));
    CHECK(head.entries(count) == count);
    CHECK(head.entries(most - count) == most - count);
    CHECK(head.isSound());
    CHECK(head.entries(1) == 0);
    CHECK_FALSE(head.isSound());
  }
  HeadWriter writer;
  writer.number(HeadReader::kCounts, 3);
  const Bytes longer = std::move(writer).pack(100);
  CHECK(longer.size() == 100);
  HeadReader head(longer);
  CHECK(head.number(HeadReader::kCounts) == 3);
  CHECK(head.isSound());
  HeadReader all(longer);
  CHECK(all.entries(0xFFFFFFFFu) == 0);
  CHECK_FALSE(all.isSound());
}

TEST_CASE("numbers of a head: keep apart by kind, and start anew when told to") {
  HeadWriter writer;
  for (std::uint32_t k = 0; k < 100; ++k) {
    writer.number(HeadReader::kCounts, k);
    writer.number(HeadReader::kSteps, 1000000 + k);
    if (k % 10 == 0) writer.forget();
    writer.number(HeadReader::kValues, 0xFFFFFFFEu - k);
  }
  const Bytes pack = std::move(writer).pack();
  HeadReader head(pack);
  for (std::uint32_t k = 0; k < 100; ++k) {
    CHECK(head.number(HeadReader::kCounts) == k);
    CHECK(head.number(HeadReader::kSteps) == 1000000 + k);
    if (k % 10 == 0) head.forget();
    CHECK(head.number(HeadReader::kValues) == 0xFFFFFFFEu - k);
  }
  CHECK(head.isSound());
}

TEST_CASE("a pack of any bytes: is safe to read") {
  for (const std::uint8_t byte : {0x00, 0x01, 0x55, 0xFF}) {
    for (std::size_t size = 0; size < 12; ++size) {
      const Bytes pack(size, byte);
      HeadReader head(pack);
      for (int k = 0; k < 100; ++k) head.bytes(head.number(HeadReader::kSteps));
      CHECK(head.body().size() <= size);
      if (size < format::kLengthSize) CHECK_FALSE(head.isSound());
    }
  }
}

}  // namespace
}  // namespace goeswith::test
