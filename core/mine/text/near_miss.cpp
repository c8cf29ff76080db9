#include "mine/text/near_miss.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

constexpr std::size_t kMaxCompared = 100;

// The edits (of one byte, or a swap of neighbours) between two texts; `bound` + 1 when there are more than `bound`.
std::size_t editDistance(std::string_view a, std::string_view b, std::size_t bound) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > bound) return bound + 1;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    if (*std::min_element(row.begin(), row.end()) > bound) return bound + 1;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], bound + 1);
}

}  // namespace

std::optional<std::string_view> nearMiss(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string wanted = lowerCase(name);
  std::size_t bound = std::max<std::size_t>(1, wanted.size() / 3);
  std::optional<std::string_view> best;
  const auto consider = [&](std::string_view text, std::string_view candidate) {
    if (text.size() > kMaxCompared || wanted.size() > kMaxCompared) {
      if (!best && lowerCase(text) == wanted) best = candidate;
      return;
    }
    const std::size_t distance = editDistance(wanted, lowerCase(text), bound);
    if (distance > bound || (best && distance == bound)) return;
    best = candidate;
    bound = distance;
  };
  for (const std::string_view candidate : candidates) {
    consider(candidate, candidate);
    const std::size_t mark = candidate.find_last_of(">/");
    if (mark != std::string_view::npos) consider(trimmed(candidate.substr(mark + 1)), candidate);
  }
  return best;
}

std::string didYouMean(std::string_view name, std::span<const std::string_view> candidates) {
  const auto meant = nearMiss(name, candidates);
  return meant ? "; did you mean " + quotedForMessage(*meant) + "?" : "";
}

}  // namespace goeswith
