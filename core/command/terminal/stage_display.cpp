#include "command/terminal/stage_display.h"

#include <string>

#include "mine/text/thousands.h"

namespace goeswith {

RecipeProgress StageDisplay::progress() {
  const auto stage = [this](std::string_view name) {
    timings_.begin(std::string(name));
    line_.emplace(std::string(name));
    line_->show(0, 0);
  };
  const auto rows = [this](std::size_t done, std::size_t all) {
    if (line_) line_->show(done, all, withThousands(done) + " of " + withThousands(all) + " items");
  };
  return {stage, rows};
}

}  // namespace goeswith
