// TableRows: all rows of a table, decoded, for commands and tests. The scorer decodes what it needs.
#pragma once

#include <cstdint>
#include <span>
#include <tl/expected.hpp>
#include <vector>

#include "table/read/table.h"

namespace goeswith {

struct TableEdge {
  std::uint32_t target : 24;  // item number
  std::uint32_t lead : 8;     // 0 … format::kTopLead
  std::int32_t weight;        // |weight| < 2^20
};

struct TableRows {
  std::vector<std::uint64_t> offsets = {0};  // the row of number i is edges[offsets[i] … offsets[i + 1])
  std::vector<TableEdge> edges;              // targets of a row ascend

  std::size_t rowCount() const { return offsets.size() - 1; }
  std::span<const TableEdge> row(std::size_t i) const {
    return std::span(edges).subspan(offsets[i], offsets[i + 1] - offsets[i]);
  }
};

// Decodes every block, and so checks what Table::open() leaves unchecked: the edges are as many as the header says.
// Safe for untrusted input; takes at most 64 bytes a byte of the rows' section and 8 a row.
tl::expected<TableRows, TableError> decodeRows(const Table& table);

// The cost of the rows' decisions by kind, in bits, as the coder prices them; priors, index and rounding are the rest.
struct RowBits {
  double lengths = 0;
  double scales = 0;
  double ids = 0;
  double weights = 0;
  double leads = 0;
};
// Precondition: decodeRows() has found nothing wrong.
RowBits measureRowBits(const Table& table);

}  // namespace goeswith
