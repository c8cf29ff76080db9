#include "mine/records/json_stream.h"

#include <algorithm>
#include <utility>

#include "mine/records/delimited.h"
#include "mine/text/input_text.h"

namespace goeswith {

void JsonStream::feed(std::string_view chunk) {
  at_ = chunk.data();
  end_ = at_ + chunk.size();
}

JsonStream::Step JsonStream::next() {
  if (!message_.empty()) return Step::error;
  if (unfinished_is_used_) {
    unfinished_.clear();
    unfinished_is_used_ = false;
  }
  const char* start = at_;
  for (; at_ != end_; ++at_) {
    const char c = *at_;
    line_ += c == '\n';
    if (depth_ == 0) {
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0' || (list_closed_ && is_wrapped_)) continue;
      if (list_closed_) return fail(line_, "text follows the end of the JSON list");
      if (c == '{') {
        object_line_ = line_;
        start = at_;
        depth_ = 1;
      } else if (c == '[' && !in_list_) {
        in_list_ = true;
      } else if (c == ']' && in_list_) {
        list_closed_ = true;
      } else if (c != ',') {
        return fail(line_, "a JSON object starts with {, but here stands " +
                               quotedForMessage(std::string_view(
                                   at_, std::min<std::size_t>(20, static_cast<std::size_t>(end_ - at_)))));
      }
      continue;
    }
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
      }
      continue;
    }
    if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && --depth_ == 0) {
      ++at_;
      object_ = std::string_view(start, static_cast<std::size_t>(at_ - start));
      if (!unfinished_.empty()) {
        unfinished_ += object_;
        unfinished_is_used_ = true;
        object_ = unfinished_;
      }
      if (object_.size() > kMaxRowBytes) return fail(object_line_, "a JSON object is longer than 16 MiB");
      return Step::object;
    }
  }
  if (depth_ > 0) unfinished_.append(start, static_cast<std::size_t>(end_ - start));
  if (unfinished_.size() > kMaxRowBytes) return fail(object_line_, "a JSON object is longer than 16 MiB");
  if (ended_ && depth_ > 0) return fail(object_line_, "the JSON object that starts here is not closed by }");
  if (ended_ && in_list_ && !list_closed_)
    return fail(line_, "the JSON list is not closed by ]; is the file cut short?");
  return Step::drained;
}

JsonStream::Step JsonStream::fail(std::uint64_t line, std::string message) {
  object_line_ = line;
  message_ = std::move(message);
  return Step::error;
}

std::size_t wrappedListStart(std::string_view head, bool is_all) {
  constexpr std::string_view kKeys[] = {"orders", "products", "data", "results", "items", "value", "records", "rows"};
  constexpr std::string_view kBlanks = " \t\r\n";
  std::size_t at = 0;
  const auto take = [&](std::string_view what) {
    at = std::min(head.find_first_not_of(kBlanks, at), head.size());
    if (!head.substr(at).starts_with(what)) return false;
    at += what.size();
    return true;
  };
  if (!take("{") || !take("\"")) return 0;
  const std::size_t key_end = std::min(head.find('"', at), head.size());
  const std::string_view key = head.substr(at, key_end - at);
  if (std::find(std::begin(kKeys), std::end(kKeys), key) == std::end(kKeys)) return 0;
  at = key_end;
  if (!take("\"") || !take(":") || !take("[")) return 0;
  const std::size_t start = at;
  if (!take("{") && !take("]")) return 0;
  // An order may begin with its list of products: then another object follows, or further members do.
  JsonStream objects(JsonStream::Form::values);
  objects.feed(head);
  if (objects.next() != JsonStream::Step::object) return is_all ? 0 : start;
  const std::string_view object = objects.object();
  const std::size_t object_end = static_cast<std::size_t>(object.data() + object.size() - head.data());
  if (head.find_first_not_of(kBlanks, object_end) != std::string_view::npos) return 0;
  const std::size_t before = object.find_last_not_of(kBlanks, object.size() - 2);
  const bool is_orders = key == "orders" || key == "data" || key == "results" || key == "value";
  return is_orders || object[before] == ']' ? start : 0;
}

}  // namespace goeswith
