#include "mine/model/ridge_solver.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

namespace goeswith {
namespace {

constexpr int kMaxSteps = 30;
constexpr double kTolerance = 1e-6;  // of the squared residual, in the norm of the preconditioner

// The pairs by target: the sources of target j are sources[offsets[j] … offsets[j + 1]), ascending, and positions says
// where in the rows each of them lies.
struct ByTarget {
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> sources;
  std::vector<std::uint64_t> positions;
};

ByTarget groupByTarget(const WeightRows& pairs) {
  ByTarget result;
  const std::size_t n = pairs.rowCount();
  result.offsets.assign(n + 1, 0);
  for (const WeightedTarget& edge : pairs.edges) ++result.offsets[edge.target + 1];
  std::inclusive_scan(result.offsets.begin(), result.offsets.end(), result.offsets.begin());
  result.sources.resize(pairs.edges.size());
  result.positions.resize(pairs.edges.size());
  std::vector<std::uint64_t> next(result.offsets.begin(), result.offsets.end() - 1);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint64_t at = pairs.offsets[i]; at < pairs.offsets[i + 1]; ++at) {
      const std::uint64_t k = next[pairs.edges[at].target]++;
      result.sources[k] = i;
      result.positions[k] = at;
    }
  }
  return result;
}

// The system of one target: the sources' part of the Gram matrix, gathered once so that the steps run on memory that
// lies together. The constant source is the last unknown.
struct TargetSystem {
  struct Entry {
    std::uint32_t column;
    float value;
  };
  std::vector<std::uint32_t> offsets;
  std::vector<Entry> entries;    // off the diagonal, without the constant source
  std::vector<double> diagonal;  // without the ridge; also the entries with the constant source
  std::vector<double> right_side;
  std::vector<std::uint32_t> place;  // by item: 1 + its unknown; all 0 between calls

  void gather(const GramMatrix& gram, std::uint32_t target, std::span<const std::uint32_t> sources) {
    place.resize(gram.itemCount());
    const auto m = static_cast<std::uint32_t>(sources.size());
    for (std::uint32_t x = 0; x < m; ++x) place[sources[x]] = x + 1;
    right_side.assign(m + 1, 0);
    for (const GramMatrix::Entry& entry : gram.row(target)) {
      if (place[entry.other] != 0) right_side[place[entry.other] - 1] = entry.weight;
    }
    right_side[m] = gram.diagonal(target);
    diagonal.resize(m + 1);
    offsets.assign(1, 0);
    entries.clear();
    for (std::uint32_t x = 0; x < m; ++x) {
      diagonal[x] = gram.diagonal(sources[x]);
      const std::span<const GramMatrix::Entry> row = gram.row(sources[x]);
      const std::span<const float> dense = gram.denseRow(sources[x]);
      // Few sources are looked up in a long row, else the row is looked up among the sources.
      if (!dense.empty() && row.size() > m) {
        for (std::uint32_t y = 0; y < m; ++y) {
          if (const float weight = dense[sources[y]]; weight != 0) entries.push_back({y, weight});
        }
      } else if (row.size() / 16 > m) {
        auto at = row.begin();
        for (std::uint32_t y = 0; y < m && at != row.end(); ++y) {
          at = std::lower_bound(at, row.end(), sources[y],
                                [](const GramMatrix::Entry& e, std::uint32_t item) { return e.other < item; });
          if (at != row.end() && at->other == sources[y]) entries.push_back({y, at->weight});
        }
      } else {
        for (const GramMatrix::Entry& entry : row) {
          if (const std::uint32_t y = place[entry.other]; y != 0) entries.push_back({y - 1, entry.weight});
        }
      }
      offsets.push_back(static_cast<std::uint32_t>(entries.size()));
    }
    diagonal[m] = gram.constantSource();
    for (const std::uint32_t source : sources) place[source] = 0;
  }
};

// Conjugate gradients for L shrinkages side by side; lane l of unknown x lies at [x][l].
template <std::size_t L>
class LaneSolver {
 public:
  using Lanes = std::array<double, L>;

  // `ridge` in the units of G.
  const std::vector<Lanes>& solve(const TargetSystem& system, const Lanes& ridge, const Lanes& dropout) {
    const std::size_t unknowns = system.diagonal.size();
    diagonal_.resize(unknowns);
    for (std::size_t x = 0; x < unknowns; ++x) {
      const bool is_constant = x + 1 == unknowns;
      for (std::size_t l = 0; l < L; ++l) {
        diagonal_[x][l] = system.diagonal[x] * (1 + (is_constant ? 0 : dropout[l])) + ridge[l];
      }
    }
    b_.assign(unknowns, Lanes{});
    r_.resize(unknowns);
    p_.resize(unknowns);
    q_.resize(unknowns);
    inverse_.resize(unknowns);
    Lanes rz{};
    for (std::size_t x = 0; x < unknowns; ++x) {
      for (std::size_t l = 0; l < L; ++l) {
        inverse_[x][l] = diagonal_[x][l] > 0 ? 1 / diagonal_[x][l] : 0;
        r_[x][l] = system.right_side[x];
        p_[x][l] = inverse_[x][l] * r_[x][l];
        rz[l] += r_[x][l] * p_[x][l];
      }
    }
    Lanes enough;
    for (std::size_t l = 0; l < L; ++l) enough[l] = kTolerance * rz[l];
    for (int step = 0; step < kMaxSteps; ++step) {
      bool done = true;
      for (std::size_t l = 0; l < L; ++l) done &= rz[l] <= enough[l];
      if (done) break;
      multiply(system);
      Lanes pq{};
      for (std::size_t x = 0; x < unknowns; ++x) {
        for (std::size_t l = 0; l < L; ++l) pq[l] += p_[x][l] * q_[x][l];
      }
      // A lane that has arrived stays where it is.
      Lanes alpha;
      for (std::size_t l = 0; l < L; ++l) alpha[l] = rz[l] > enough[l] && pq[l] > 0 ? rz[l] / pq[l] : 0;
      Lanes next{};
      for (std::size_t x = 0; x < unknowns; ++x) {
        for (std::size_t l = 0; l < L; ++l) {
          b_[x][l] += alpha[l] * p_[x][l];
          r_[x][l] -= alpha[l] * q_[x][l];
          next[l] += r_[x][l] * r_[x][l] * inverse_[x][l];
        }
      }
      Lanes beta;
      for (std::size_t l = 0; l < L; ++l) beta[l] = alpha[l] > 0 ? next[l] / rz[l] : 0;
      for (std::size_t x = 0; x < unknowns; ++x) {
        for (std::size_t l = 0; l < L; ++l) p_[x][l] = inverse_[x][l] * r_[x][l] + beta[l] * p_[x][l];
      }
      for (std::size_t l = 0; l < L; ++l) rz[l] = alpha[l] > 0 ? next[l] : 0;
    }
    return b_;
  }

 private:
  // q = A p, with A the shrunk Gram matrix.
  void multiply(const TargetSystem& system) {
    const std::size_t m = system.diagonal.size() - 1;
    const Lanes constant = p_[m];
    Lanes constant_sum{};
    for (std::size_t x = 0; x < m; ++x) {
      Lanes sum;
      for (std::size_t l = 0; l < L; ++l) {
        sum[l] = diagonal_[x][l] * p_[x][l] + system.diagonal[x] * constant[l];
        constant_sum[l] += system.diagonal[x] * p_[x][l];
      }
      for (std::uint32_t e = system.offsets[x]; e < system.offsets[x + 1]; ++e) {
        const Lanes& other = p_[system.entries[e].column];
        const double value = system.entries[e].value;
        for (std::size_t l = 0; l < L; ++l) sum[l] += value * other[l];
      }
      q_[x] = sum;
    }
    for (std::size_t l = 0; l < L; ++l) q_[m][l] = constant_sum[l] + diagonal_[m][l] * constant[l];
  }

  std::vector<Lanes> diagonal_, inverse_;
  std::vector<Lanes> b_, r_, p_, q_;  // solution, residual, direction, A · direction
};

template <std::size_t L>
void solveLanes(const GramMatrix& gram, const ByTarget& by_target, std::span<const Shrinkage> shrinkages,
                std::span<LinearModel> models, const RowsDone& targets_done) {
  std::array<double, L> ridge;
  std::array<double, L> dropout;
  for (std::size_t l = 0; l < L; ++l) {
    const Shrinkage& shrinkage = shrinkages[std::min(l, shrinkages.size() - 1)];  // lanes to spare repeat the last
    ridge[l] = shrinkage.ridge * gram.meanWeight();
    dropout[l] = shrinkage.dropout;
  }
  const auto n = static_cast<std::ptrdiff_t>(gram.itemCount());
  constexpr std::ptrdiff_t kSlice = 4096;
  for (std::ptrdiff_t begin = 0; begin < n; begin += kSlice) {
    const std::ptrdiff_t end = std::min(n, begin + kSlice);
#pragma omp parallel
    {
      TargetSystem system;
      LaneSolver<L> solver;
      // One by one, since popular targets have by far the most sources.
#pragma omp for schedule(dynamic, 1)
      for (std::ptrdiff_t j = begin; j < end; ++j) {
        const std::uint64_t first = by_target.offsets[j];
        const std::uint64_t count = by_target.offsets[j + 1] - first;
        system.gather(gram, static_cast<std::uint32_t>(j), std::span(by_target.sources).subspan(first, count));
        const auto& b = solver.solve(system, ridge, dropout);
        for (std::size_t l = 0; l < shrinkages.size(); ++l) {
          models[l].bias[j] = static_cast<float>(b[count][l]);
          for (std::size_t x = 0; x < count; ++x) {
            models[l].rows.edges[by_target.positions[first + x]].weight = static_cast<float>(b[x][l]);
          }
        }
      }
    }
    if (targets_done) targets_done(static_cast<std::size_t>(end), static_cast<std::size_t>(n));
  }
}

}  // namespace

std::vector<LinearModel> solveRidge(const GramMatrix& gram, const WeightRows& pairs,
                                    std::span<const Shrinkage> shrinkages, const RowsDone& targets_done) {
  assert(!shrinkages.empty() && shrinkages.size() <= kMaxShrinkages && pairs.rowCount() == gram.itemCount());
  const ByTarget by_target = groupByTarget(pairs);
  std::vector<LinearModel> models(shrinkages.size(), {pairs, std::vector<float>(gram.itemCount(), 0)});
  if (shrinkages.size() == 1) {
    solveLanes<1>(gram, by_target, shrinkages, models, targets_done);
  } else if (shrinkages.size() <= 4) {
    solveLanes<4>(gram, by_target, shrinkages, models, targets_done);
  } else {
    solveLanes<8>(gram, by_target, shrinkages, models, targets_done);
  }
  return models;
}

}  // namespace goeswith
