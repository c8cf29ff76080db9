#include "command/report/doubt_report.h"

namespace goeswith {

std::string doubtAsText(const InputDoubt& doubt, const OrderInput& input) {
  const std::string& file = doubt.file == InputDoubt::File::items ? input.items : input.orders.front();
  return (file == "-" ? "standard input" : file) + ": " + doubt.text;
}

}  // namespace goeswith
