// RecipeProgress: how long work tells whoever waits for it how far it is.
#pragma once

#include <functional>
#include <string_view>

#include "mine/count/rows_done.h"

namespace goeswith {

// Called from the calling thread only. Either may be empty.
struct RecipeProgress {
  std::function<void(std::string_view name)> stage;  // a stage begins, and with it the one before ends
  RowsDone rows;                                     // of the stage

  void begin(std::string_view name) const {
    if (stage) stage(name);
  }
};

}  // namespace goeswith
