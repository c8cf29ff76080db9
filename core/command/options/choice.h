// choice(): an option that is one of a few names.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mine/text/near_miss.h"

namespace goeswith {

// A transformer from a name to its enumerator, for an option over an enumeration. Help shows "auto|always|never"; other
// words are refused with these and the nearest one.
template <class Enum>
CLI::Validator choice(std::vector<std::pair<std::string, Enum>> choices) {
  std::string names;
  for (const auto& [name, value] : choices) names += (names.empty() ? "" : "|") + name;
  const auto transform = [choices = std::move(choices), names](std::string& word) -> std::string {
    std::vector<std::string_view> candidates;
    for (const auto& [name, value] : choices) {
      if (name == word) {
        word = std::to_string(static_cast<int>(value));
        return {};
      }
      candidates.push_back(name);
    }
    return "'" + word + "' is none of " + names + didYouMean(word, candidates);
  };
  return CLI::Validator(transform, names, "choice");
}

}  // namespace goeswith
