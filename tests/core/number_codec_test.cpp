#include "table/number_codec.h"

#include <array>
#include <random>
#include <vector>

#include "catch.h"
#include "table/block_index.h"
#include "table/bytes_out.h"
#include "table/range_decoder.h"
#include "table/range_encoder.h"

namespace goeswith::test {
namespace {

using Bytes = std::vector<std::uint8_t>;
using NumberModels = std::array<BitModel, kNumberModels>;

NumberModels unknownModels() {
  NumberModels models;
  models.fill(BitModel::unknown());
  return models;
}

std::vector<std::uint32_t> roundTrip(const std::vector<std::uint32_t>& numbers, std::int32_t offset, std::size_t* size = nullptr) {
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
  for (const std::uint32_t number : {0xFFFFFFFEu, 0xFFFFFFFDu, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFEu, 0u}) numbers.push_back(number);
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
    const std::int32_t expected = code % 2 ? -static_cast<std::int32_t>(code / 2) - 1 : static_cast<std::int32_t>(code / 2);
    CHECK(static_cast<std::int32_t>(unzigzag(code)) == expected);
  }
  for (const std::uint32_t difference : {0u, 1u, 0xFFFFFFFFu, 0x7FFFFFFFu, 0x80000000u, 0x80000001u, 255u}) {
    CHECK(unzigzag(zigzag(difference)) == difference);
  }
  CHECK(zigzag(0x7FFFFFFFu) == 0xFFFFFFFEu);
  CHECK(zigzag(0x80000000u) == 0xFFFFFFFFu);
}

// What an index of these lengths finds in so many bytes.
bool readsIndex(const std::vector<std::uint32_t>& lengths, std::uint32_t count, std::size_t bytes) {
  Bytes section;
  for (const std::uint32_t length : lengths) appendVarint(section, length);
  section.resize(section.size() + bytes, 7);
  BytesIn in(section);
  BlockIndex index;
  return index.read(in, count);
}

TEST_CASE("an index of blocks: says where each lies") {
  Bytes section = {9, 2, 0, 3, 'a', 'b', 'c', 'd', 'e'};
  BytesIn in(section);
  CHECK(in.u8() == 9);
  BlockIndex index;
  REQUIRE(index.read(in, 3));
  REQUIRE(index.count() == 3);
  CHECK(index.byteCount() == 5);
  const auto text = [&](std::uint32_t block) { return std::string(index[block].begin(), index[block].end()); };
  CHECK(text(0) == "ab");
  CHECK(text(1).empty());
  CHECK(text(2) == "cde");
}

TEST_CASE("an index of blocks: is refused unless its blocks are all that is left") {
  CHECK(readsIndex({}, 0, 0));
  CHECK(readsIndex({5}, 1, 5));
  CHECK(readsIndex({0, 0}, 2, 0));
  CHECK_FALSE(readsIndex({}, 0, 1));
  CHECK_FALSE(readsIndex({5}, 1, 4));
  CHECK_FALSE(readsIndex({5}, 1, 6));
  CHECK_FALSE(readsIndex({5, 1}, 1, 5));
  CHECK_FALSE(readsIndex({5, 3}, 2, 7));
  CHECK_FALSE(readsIndex({5}, 2, 4));  // a block is read as the length of another
  CHECK_FALSE(readsIndex({}, 1, 0));
  CHECK_FALSE(readsIndex({}, 0xFFFFFFFFu, 100));
  CHECK_FALSE(readsIndex({0xFFFFFFFFu}, 1, 100));
  CHECK_FALSE(readsIndex({0xFFFFFFFFu, 101}, 2, 100));  // 100 bytes, modulo 2^32
  CHECK_FALSE(readsIndex({0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu}, 3, 1000));
}

}  // namespace
}  // namespace goeswith::test
