#include "table/write/head_writer.h"

#include <utility>

#include "table/code/bytes_out.h"

namespace goeswith {

HeadWriter::HeadWriter() {
  forget();
}

void HeadWriter::number(HeadReader::Kind kind, std::uint32_t value) {
  codeNumber(encoder_, models_.data() + kind * kNumberModels, value);
}

void HeadWriter::forget() {
  BitModel::forget(models_);
}

std::vector<std::uint8_t> HeadWriter::pack(std::size_t least) && {
  std::vector<std::uint8_t> head = std::move(encoder_).finish();
  std::size_t size = format::kLengthSize + head.size() + body_.size();
  for (; size < least || format::mostEntries(size) < entries_; ++size) head.push_back(0);
  std::vector<std::uint8_t> out;
  appendU32(out, head.size());
  out.insert(out.end(), head.begin(), head.end());
  out.insert(out.end(), body_.begin(), body_.end());
  return out;
}

}  // namespace goeswith
