// StageDisplay: the stages of long work, timed and shown on a terminal.
#pragma once

#include <optional>

#include "command/terminal/progress.h"
#include "command/terminal/timings.h"
#include "recipe/recipe_progress.h"

namespace goeswith {

class StageDisplay {
 public:
  // Stages are begun on `timings`, which must outlive this.
  explicit StageDisplay(Timings& timings) : timings_(timings) {}

  // Callbacks for the work; they refer to this.
  RecipeProgress progress();

 private:
  Timings& timings_;
  std::optional<Progress> line_;
};

}  // namespace goeswith
