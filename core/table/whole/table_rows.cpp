#include "table/whole/table_rows.h"

#include <cmath>

namespace goeswith {
namespace {

// A coder that writes nothing and adds up what each decision would take.
class DecisionPricer {
 public:
  DecisionPricer(const rows::Models& models, RowBits& bits) : first_(models.data()), bits_(bits) {}

  bool bit(BitModel& model, bool outcome) {
    const double share = static_cast<double>(model.chance_of_one) / 65536;
    kindOf(&model) -= std::log2(outcome ? share : 1 - share);
    model.update(outcome);
    return outcome;
  }
  bool evenBit(bool outcome) {
    *last_ += 1;
    return outcome;
  }

 private:
  double& kindOf(const BitModel* model) {
    const std::ptrdiff_t place = model - first_;
    last_ = place < rows::kScales        ? &bits_.lengths
            : place < rows::kGaps        ? &bits_.scales
            : place < rows::kSigns       ? &bits_.ids
            : place < rows::kLeads + 256 ? &bits_.weights
                                         : &bits_.leads;
    return *last_;
  }

  const BitModel* first_;
  RowBits& bits_;
  double* last_ = &bits_.lengths;  // even bits follow the modelled ones of their kind
};

}  // namespace

tl::expected<TableRows, TableError> decodeRows(const Table& table) {
  TableRows result;
  const tl::unexpected<TableError> bad(TableError{TableErrorCode::kBadRows, offsetOf(TableErrorCode::kBadRows)});
  // Growing step by step would take up to three times as much.
  if (table.edgeCount() > std::uint64_t{format::kMaxEdgesPerByte} * table.section(format::kRows).size()) return bad;
  result.edges.reserve(table.edgeCount());
  result.offsets.reserve(std::size_t{table.rowCount()} + 1);
  for (std::uint32_t block = 0; block < table.blockCount(); ++block) {
    const bool is_sound = table.visitBlock(block, [&](std::uint32_t, const rows::DecodedRow& row) {
      for (const CodedEdge& edge : row.edges) {
        result.edges.push_back({edge.target & format::kMaxItems, edge.lead & 0xFF, table.weightOf(edge, row.scale)});
      }
      result.offsets.push_back(result.edges.size());
      return true;
    });
    if (!is_sound) return bad;
  }
  if (result.edges.size() != table.edgeCount()) return bad;
  return result;
}

RowBits measureRowBits(const Table& table) {
  RowBits bits;
  for (std::uint32_t block = 0; block < table.blockCount(); ++block) {
    rows::Models models = rows::startModels(table.priors());
    DecisionPricer pricer(models, bits);
    rows::RowCoder<DecisionPricer> coder(pricer, models, table.priors(), table.levels());
    table.visitBlock(block, [&](std::uint32_t number, const rows::DecodedRow& row) {
      rows::DecodedRow copy = row;
      return coder.code(copy, table.itemOfRow(number), table.itemCount(), table.levels(), format::kMaxRowLength);
    });
  }
  return bits;
}

}  // namespace goeswith
