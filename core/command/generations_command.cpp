// goeswith generations: what a directory has published, now and before.

#include <iomanip>
#include <iostream>
#include <memory>

#include "command/commands.h"
#include "command/publish/generations.h"

namespace goeswith {
namespace {

using Json = nlohmann::ordered_json;

Json describe(const std::string& directory, const Manifest& manifest, bool is_current) {
  const auto checked = checkGeneration(directory, manifest);
  return {{"generation", manifest.generation},
          {"id", manifest.id},
          {"previous", manifest.previous.empty() ? Json() : Json(manifest.previous)},
          {"current", is_current},
          {"files", manifest.files},
          {"problem", checked ? Json() : Json(checked.error().message)}};
}

void printList(const Json& list) {
  for (const Json& one : list["generations"]) {
    std::cout << (one["current"] ? "* " : "  ") << std::right << std::setw(5) << one["generation"].get<std::uint64_t>()
              << "  " << one["id"].get<std::string>();
    if (one["problem"].is_string()) std::cout << "  " << one["problem"].get<std::string>();
    std::cout << '\n';
  }
  for (const Json& name : list["damaged"]) std::cout << "         " << name.get<std::string>() << " is damaged\n";
}

}  // namespace

Run addGenerationsCommand(CLI::App& parent) {
  struct Options {
    std::string directory;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand("generations", "List what a directory has published, the newest first");
  command->add_option("DIR", options->directory, "A published directory")->required();
  command->add_flag("--json", options->json, "One JSON object");
  return [options] {
    const auto generations = readGenerations(options->directory);
    if (!generations) return reportBadData(generations.error().message);
    const auto& current = generations->current;
    Json list = {{"generations", Json::array()}, {"damaged", generations->damaged}};
    const bool is_stored = current && generations->find(current->id) != nullptr;
    if (current && !is_stored) list["generations"].push_back(describe(options->directory, *current, true));
    for (const Manifest& manifest : generations->stored) {
      const bool is_current = current && manifest.id == current->id;
      list["generations"].push_back(describe(options->directory, manifest, is_current));
    }
    if (options->json) {
      std::cout << list.dump() << '\n';
    } else {
      printList(list);
    }
    return kDone;
  };
}

}  // namespace goeswith
