// FileContents: all that a table or shard says, as values that can be changed and written again.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "table/code/row_codec.h"
#include "table/code/text_codec.h"
#include "table/format.h"
#include "table/number_pair.h"
#include "table/read/card_reader.h"
#include "table/read/table.h"
#include "table_bytes.h"

namespace goeswith::test {

// Numbers that the seed decides.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  // 0 … bound − 1; 0 when the bound is 0.
  std::uint32_t below(std::size_t bound) { return bound == 0 ? 0 : engine_() % static_cast<std::uint32_t>(bound); }
  bool oneIn(std::uint32_t count) { return below(count) == 0; }

 private:
  std::mt19937 engine_;
};

// Says of one of all numbers that a file tells (how many, how long, how far) that it is another, or gives one of its
// blocks and heads another end.
class Liar {
 public:
  static Liar honest() { return {}; }
  // Lies about one of the first hundreds of numbers or ends.
  explicit Liar(Random& random);

  std::uint32_t number(std::uint32_t truth);
  void end(Bytes& bytes);

 private:
  Liar() = default;

  static constexpr std::uint32_t kNever = 0xFFFFFFFFu;
  std::uint32_t number_at_ = kNever;
  std::uint32_t added_ = 0;
  std::uint32_t end_at_ = kNever;
  std::int32_t longer_ = 0;  // bytes
};

// Texts and models so far: what a sequence stands on.
struct TextState {
  std::string text;
  texts::Models models;

  TextState() { BitModel::forget(models); }
};

// What the cards say of one subject; what its kind has no use for is empty.
struct CardColumn {
  std::uint32_t kind = format::kNothing;
  std::string text;                            // of all
  std::vector<std::string> texts;              // by place
  std::vector<std::uint32_t> numbers;          // by place
  std::map<std::uint32_t, std::string> names;  // of numbers; one that is missing is empty
};

// Cards by place, which is the order of the file.
struct CardContents {
  std::uint32_t block_shift = 0;
  std::vector<std::string> skus;
  std::vector<std::uint32_t> runs;
  std::array<CardColumn, format::kCardSubjects> columns;  // by subject, from 2 on
  std::vector<std::string> samples;                       // common texts that are there to be copied from

  std::size_t count() const { return skus.size(); }
  void insert(std::size_t place, std::string sku);
  void erase(std::size_t place);
};

struct FileContents {
  std::uint32_t generation = 0;  // 0: a whole table
  std::uint32_t items = 0;       // at most format::kMaxItems
  // Of a shard: the items of its cards, and whether each has a row too. Of a whole table empty.
  struct PartCard {
    std::uint32_t item;
    bool has_row;
  };
  std::vector<PartCard> part;

  std::uint32_t levels = 16;
  std::uint32_t row_shift = 0;
  std::optional<std::string> priors;  // none: it stands on the base
  std::vector<rows::CodedRow> rows;
  CardContents cards;
  Bytes info;
  Bytes support;
  std::uint32_t bias_unit = 0;
  Bytes biases;  // by card
  std::array<std::uint32_t, 2 + kPlacementCount> limits{};
  std::array<std::vector<NumberPair>, kPairLists> pairs;
  std::vector<Table::Knot> knots;

  bool isShard() const { return generation != 0; }
};

// A base, with what the files that stand on it start from. Does not change where it is.
struct FileBase {
  // Precondition: the bytes are those of a sound base.
  explicit FileBase(Bytes file);
  FileBase(const FileBase&) = delete;
  FileBase& operator=(const FileBase&) = delete;

  Bytes bytes;
  Table table;
  CardReader cards;
  TextState texts;
};

// Nothing when the bytes are no file whose head, rows and cards open, or have more than some hundred cards. Blocks that
// break the format are read as far as they go. Borrows nothing.
std::optional<FileContents> readContents(std::span<const std::uint8_t> file, const FileBase& base);
std::optional<CardContents> readCards(std::span<const std::uint8_t> section, std::uint32_t count, const FileBase* base);

// The file with its size and checksum right, and all else but for lies. What can be told in several ways is told as
// `random` wants it.
Bytes writeContents(const FileContents& contents, const FileBase& base, Random& random, Liar liar = Liar::honest());
Bytes writeCards(const CardContents& cards, const FileBase* base, Random& random, Liar& liar);

}  // namespace goeswith::test
