// The rows of a table as binary decisions (FORMAT.md, "Rows"), in both directions as number_codec.h has it.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "table/code/bit_model.h"
#include "table/code/number_codec.h"
#include "table/format.h"

namespace goeswith {

// A row's word on one target, as it is coded.
struct CodedEdge {
  std::uint32_t target;     // item number
  std::uint32_t magnitude;  // 1 … levels
  bool is_negative;
  std::uint32_t lead = 0;  // 0 … format::kTopLead
};

namespace rows {

// 4 · log2(x), linear between powers of two. Precondition: 1 ≤ x < 2^30.
constexpr std::uint32_t quarterLog2(std::uint32_t x) {
  const std::uint32_t octave = log2Of(x);
  return 4 * octave + (4 * x >> octave & 3);
}

// Half octaves of item numbers: what is alike about targets of like popularity.
constexpr std::uint32_t bucketOf(std::uint32_t item) {
  return quarterLog2(item + 4) / 2;
}
inline constexpr std::uint32_t kBuckets = bucketOf(format::kMaxItems) + 1;

// Where each kind of decision has its models.
inline constexpr std::uint32_t kLengths = 0;
inline constexpr std::uint32_t kScales = kLengths + kNumberModels;
inline constexpr std::uint32_t kGaps = kScales + kNumberModels;
inline constexpr std::uint32_t kSigns = kGaps + kNumberModels;
inline constexpr std::uint32_t kMagnitudes = kSigns + 128;
// Of the magnitude, this many bits have models; the rest, which only tables of many levels have, are even.
inline constexpr std::uint32_t kModelledBits = 4;
// Of each lead, from 1 on, 256: by places left, edges left and magnitude.
inline constexpr std::uint32_t kLeads = kMagnitudes + (2 * 128 << kModelledBits) - 256;
inline constexpr std::uint32_t kModels = kLeads + (format::kTopLead + 1) * 256;

// For each bucket how far apart targets lie there: quarterLog2 of the mean distance to the next one if only one is left
// in the row. And the prior of every model (BitModel::startingAt). In the file they are one text, so none is 0.
struct Priors {
  std::array<std::uint8_t, kBuckets> spread;
  std::array<std::uint8_t, kModels> models;
};

using Models = std::array<BitModel, kModels>;

inline Models startModels(const Priors& priors) {
  Models models;  // NOLINT: all of it is set below
  for (std::uint32_t k = 0; k < kModels; ++k) models[k] = BitModel::startingAt(priors.models[k]);
  return models;
}

// A row as it is coded: its scale, 0 … 127, and its edges, targets ascending.
template <class Edges>
struct RowOf {
  std::uint32_t scale = 0;
  Edges edges;
};
using CodedRow = RowOf<std::vector<CodedEdge>>;

// The edges of one row, where they take no memory but their own.
class EdgeBuffer {
 public:
  std::uint32_t size() const { return size_; }
  // Precondition: size ≤ kMaxRowLength.
  void resize(std::uint32_t size) { size_ = size; }
  CodedEdge& operator[](std::uint32_t k) { return edges_[k]; }
  const CodedEdge* begin() const { return edges_.data(); }
  const CodedEdge* end() const { return begin() + size_; }

 private:
  std::uint32_t size_ = 0;
  std::array<CodedEdge, format::kMaxRowLength> edges_{};
};
using DecodedRow = RowOf<EdgeBuffer>;

// Codes rows one after the other, with models that learn from row to row.
template <class Coder>
class RowCoder {
 public:
  // Borrows all of them.
  RowCoder(Coder& coder, Models& models, const Priors& priors, std::uint32_t levels)
      : coder_(coder), models_(models.data()), priors_(priors), codes_(std::bit_ceil(levels)) {}

  // Encodes the row of item `source`, or fills it with what is decoded, of up to `most_edges` edges. False when that is
  // no row of a table with so many items and levels, or is longer; it is then not to be used.
  template <class Row>
  bool code(Row& row, std::uint32_t source, std::uint32_t item_count, std::uint32_t levels, std::size_t most_edges) {
    const std::uint32_t length = codeNumber(
        coder_, models_ + kLengths, toWrite<Coder>([&] { return static_cast<std::uint32_t>(row.edges.size()); }));
    if (length > format::kMaxRowLength || length > most_edges) return false;
    row.edges.resize(length);
    if (length == 0) return true;
    last_scale_ += unzigzag(
        codeNumber(coder_, models_ + kScales, toWrite<Coder>([&] { return zigzag(row.scale - last_scale_); })));
    row.scale = last_scale_;
    if (row.scale > format::kMaxScale) return false;
    std::uint32_t next = 0;
    places_left_.fill(format::kLeadPlaces);
    for (std::uint32_t k = 0; k < length; ++k) {
      CodedEdge& edge = row.edges[k];
      const std::int32_t spread = priors_.spread[bucketOf(next)] - static_cast<std::int32_t>(quarterLog2(length - k));
      const std::uint32_t gap = codeNumber(coder_, models_ + kGaps, toWrite<Coder>([&] { return edge.target - next; }),
                                           static_cast<std::int32_t>(kExponents / 2) - (spread >> 2));
      edge.target = next + gap;
      if (gap >= item_count - next || edge.target == source) return false;
      next = edge.target + 1;
      codeWeight(row.scale, edge);
      if (edge.magnitude > levels) return false;
      codeLead(length - k, edge);
    }
    return true;
  }

 private:
  void codeWeight(std::uint32_t scale, CodedEdge& edge) {
    const std::uint32_t popularity = std::min(log2Of(edge.target + 1) / 3, 7u);
    const std::uint32_t place = (scale >> 3) << 3 | popularity;
    edge.is_negative = coder_.bit(models_[kSigns + place], edge.is_negative);
    BitModel* tree =
        models_ + kMagnitudes + ((static_cast<std::uint32_t>(edge.is_negative) << 7 | place) << kModelledBits);
    std::uint32_t code = 1;
    const std::uint32_t whole = toWrite<Coder>([&] { return codes_ + edge.magnitude - 1; });
    while (code < codes_) {
      const bool bit = toWrite<Coder>([&] { return whole / (codes_ / std::bit_floor(code) / 2) & 1; }) != 0;
      const bool is_modelled = code < 1u << kModelledBits;
      code = code << 1 | static_cast<std::uint32_t>(is_modelled ? coder_.bit(tree[code], bit) : coder_.evenBit(bit));
    }
    edge.magnitude = code - codes_ + 1;
  }

  void codeLead(std::uint32_t edges_left, CodedEdge& edge) {
    const std::uint32_t lead = toWrite<Coder>([&] { return edge.lead; });
    const std::uint32_t seen = std::min(log2Of(edges_left), 3u) << 4 | (edge.is_negative ? 0 : edge.magnitude & 15);
    edge.lead = format::kTopLead;
    do {
      std::uint32_t& places = places_left_[edge.lead];
      if (places != 0 && coder_.bit(models_[kLeads + (edge.lead << 8 | places << 6 | seen)], lead == edge.lead)) {
        --places;
        return;
      }
    } while (--edge.lead != 0);
  }

  Coder& coder_;
  BitModel* models_;
  const Priors& priors_;
  std::array<std::uint32_t, format::kTopLead + 1> places_left_{};  // of each lead, in the row that is being coded
  std::uint32_t codes_;  // a power of two, for magnitudes 1 … levels at least
  std::uint32_t last_scale_ = 64;
};

}  // namespace rows
}  // namespace goeswith
