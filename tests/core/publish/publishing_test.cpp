// Publishing when all goes well, and when the disk is full, broken, or the process is killed at any of its calls.
#include "command/publish/publishing.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "catch.h"
#include "command/publish/directory_lock.h"
#include "command/publish/generations.h"
#include "command/published/content_name.h"
#include "faulty_system.h"

namespace fs = std::filesystem;
using namespace goeswith;
using namespace goeswith::test;

namespace {

using Json = nlohmann::ordered_json;

// A directory that goes with the test, in memory where there is such a place: flushing costs nothing there.
class Scratch {
 public:
  Scratch() {
    const fs::path memory = "/dev/shm";
    const fs::path place = ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
    std::string name = (place / "goeswith-publishing-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Scratch() { fs::remove_all(path_); }

  std::string path(const std::string& name = "site") const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::vector<std::uint8_t> bytesOf(const std::string& text) {
  return {text.begin(), text.end()};
}

std::string contentOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

void put(const fs::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

// All files under a directory, by their path within it.
std::map<std::string, std::string> snapshot(const std::string& directory) {
  std::map<std::string, std::string> files;
  if (!fs::exists(directory)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    const std::string name = fs::relative(entry.path(), directory).string();
    files[name] = entry.is_directory() ? "a directory" : contentOf(entry.path());
  }
  return files;
}

constexpr int kShards = 6;

// Publishes a table, a twin and shards that all hold `text`.
tl::expected<PublishedGeneration, FileError> publish(const std::string& directory, const std::string& text) {
  auto publication = Publication::begin(directory);
  if (!publication) return tl::unexpected(publication.error());
  const auto table = publication->addFile("table", "gwt", bytesOf("table of " + text));
  if (!table) return tl::unexpected(table.error());
  const auto twin = publication->addFile("table", "json", bytesOf("twin of " + text));
  if (!twin) return tl::unexpected(twin.error());
  const auto shards = publication->addDirectory("shards", [&](const Publication::WriteShard& write) {
    tl::expected<void, FileError> written;
    for (int i = 0; i < kShards && written; ++i) {
      written = write(std::to_string(i) + ".gws", bytesOf("shard " + std::to_string(i) + " of " + text));
    }
    return written;
  });
  if (!shards) return tl::unexpected(shards.error());
  return publication->finish({{"table", {{"file", *table}, {"twin", {{"file", *twin}}}}},
                              {"shards", {{"directory", *shards}, {"count", kShards}}}});
}

std::string publishOrFail(const std::string& directory, const std::string& text) {
  const auto published = publish(directory, text);
  INFO((published ? "" : published.error().message));
  REQUIRE(published.has_value());
  return published->manifest.id;
}

// What a directory serves whole: the text that publish() was given. Empty: nothing is published.
std::string served(const std::string& directory) {
  if (!fs::exists(fs::path(directory) / kManifestName)) return "";
  const auto generations = readGenerations(directory);
  REQUIRE(generations.has_value());
  REQUIRE(generations->damaged.empty());
  const Manifest& current = *generations->current;
  REQUIRE(generations->find(current.id) != nullptr);
  const auto checked = checkGeneration(directory, current);
  INFO((checked ? "" : checked.error().message));
  REQUIRE(checked.has_value());
  const auto content = [&](const std::string& name) { return contentOf(fs::path(directory) / name); };
  const std::string table = content(current.content["table"]["file"]);
  REQUIRE(table.starts_with("table of "));
  const std::string text = table.substr(9);
  CHECK(content(current.content["table"]["twin"]["file"]) == "twin of " + text);
  const std::string shards = current.content["shards"]["directory"];
  for (int i = 0; i < kShards; ++i) {
    CHECK(content(shards + "/" + std::to_string(i) + ".gws") == "shard " + std::to_string(i) + " of " + text);
  }
  return text;
}

std::vector<std::string> names(const std::string& directory) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(directory)) found.push_back(entry.path().filename().string());
  std::sort(found.begin(), found.end());
  return found;
}

Pruned prune(const std::string& directory, const PruneOptions& options) {
  const auto pruned = pruneGenerations(directory, options);
  INFO((pruned ? "" : pruned.error().message));
  REQUIRE(pruned.has_value());
  return *pruned;
}

void rollBack(const std::string& directory, const std::string& id) {
  const auto generations = readGenerations(directory);
  REQUIRE(generations->find(id) != nullptr);
  REQUIRE(restoreGeneration(directory, *generations->find(id)).has_value());
}

}  // namespace

TEST_CASE("publishing: serves what was added, for a web server to read, and leaves nothing else") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  CHECK(served(scratch.path()) == "A");
  CHECK(names(scratch.path()).size() == 5);
  for (const auto& [name, content] : snapshot(scratch.path())) {
    struct stat status {};
    REQUIRE(::stat((scratch.path() + "/" + name).c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == (S_ISDIR(status.st_mode) ? 0755u : 0644u));
  }
}

TEST_CASE("publishing: the same again changes nothing, not even a file's time or number") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  const auto before = snapshot(scratch.path());
  std::map<std::string, ino_t> numbers;
  const auto numberOf = [&](const std::string& name) {
    struct stat status {};
    REQUIRE(::stat((scratch.path() + "/" + name).c_str(), &status) == 0);
    return status.st_ino;
  };
  for (const auto& [name, content] : before) numbers[name] = numberOf(name);
  const auto again = publish(scratch.path(), "A");
  REQUIRE(again.has_value());
  CHECK_FALSE(again->is_new);
  CHECK(snapshot(scratch.path()) == before);
  for (const auto& [name, number] : numbers) CHECK(numberOf(name) == number);
}

TEST_CASE("publishing: the same into two directories gives the same bytes") {
  const Scratch scratch;
  publishOrFail(scratch.path("one"), "A");
  publishOrFail(scratch.path("two/deep/er"), "A");
  CHECK(snapshot(scratch.path("one")) == snapshot(scratch.path("two/deep/er")));
}

TEST_CASE("publishing: each generation names the one before, also after a rollback and with content that was there") {
  const Scratch scratch;
  const std::string a = publishOrFail(scratch.path(), "A");
  const std::string b = publishOrFail(scratch.path(), "B");
  const std::string c = publishOrFail(scratch.path(), "C");
  rollBack(scratch.path(), a);
  CHECK(served(scratch.path()) == "A");
  CHECK_FALSE(publish(scratch.path(), "A")->is_new);
  const std::string d = publishOrFail(scratch.path(), "C");  // once more what was rolled back
  CHECK(served(scratch.path()) == "C");
  const auto generations = readGenerations(scratch.path());
  REQUIRE(generations->stored.size() == 4);
  CHECK(generations->find(d)->generation == 4);
  CHECK(generations->find(d)->previous == a);
  CHECK(generations->find(d)->files == generations->find(c)->files);
  CHECK(generations->find(c)->previous == b);
  CHECK(generations->find(b)->previous == a);
  CHECK(generations->find(a)->previous.empty());
}

TEST_CASE("publishing: a manifest of a version that counted nothing is kept when it is replaced") {
  const Scratch scratch;
  fs::create_directory(scratch.path());
  const std::string table = fileContentName("table", contentHash(bytesOf("old")), "gwt");
  put(scratch.path("site/" + table), "old");
  put(scratch.path("site/manifest.json"),
      Json{{"format", "goeswith"}, {"version", 1}, {"table", {{"file", table}, {"bytes", 3}}}}.dump() + "\n");
  publishOrFail(scratch.path(), "A");
  const auto generations = readGenerations(scratch.path());
  REQUIRE(generations->stored.size() == 2);
  CHECK(generations->stored[0].generation == 1);
  CHECK(generations->stored[0].previous == generations->stored[1].id);
  CHECK(generations->stored[1].generation == 0);
  CHECK(checkGeneration(scratch.path(), generations->stored[1]).has_value());
}

TEST_CASE("publishing: a manifest alone, as fetched from the host, is what the next one goes back to") {
  const Scratch scratch;
  const std::string a = publishOrFail(scratch.path("host"), "A");
  fs::create_directory(scratch.path("nightly"));
  fs::copy_file(scratch.path("host/manifest.json"), scratch.path("nightly/manifest.json"));
  const auto published = publish(scratch.path("nightly"), "B");
  REQUIRE(published.has_value());
  CHECK(published->manifest.previous == a);
  CHECK(published->manifest.generation == 2);
  CHECK(readGenerations(scratch.path("nightly"))->stored.size() == 1);
}

TEST_CASE("publishing: puts right what was damaged under the same name") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  for (const std::string& name : names(scratch.path())) {
    const fs::path path = scratch.path("site/" + name);
    if (name == kManifestName || isStoredManifestName(name)) continue;
    if (fs::is_directory(path)) {
      put(path / "0.gws", "harm");
      fs::remove(path / "1.gws");
    } else {
      put(path, "harm");
    }
  }
  publishOrFail(scratch.path(), "A");
  CHECK(served(scratch.path()) == "A");
}

TEST_CASE("publishing: bytes that the caller's check refuses are not published") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  const auto before = snapshot(scratch.path());
  {
    auto publication = Publication::begin(scratch.path());
    const auto added = publication->addFile("table", "gwt", bytesOf("x"), [](auto) -> tl::expected<void, std::string> {
      return tl::make_unexpected("is no table");
    });
    REQUIRE_FALSE(added.has_value());
    CHECK(added.error().message.ends_with(".gwt: is no table"));
  }
  CHECK(snapshot(scratch.path()) == before);
}

TEST_CASE("publishing: given up before the end, leaves no trace, nor a directory that was not there") {
  const Scratch scratch;
  {
    auto publication = Publication::begin(scratch.path("a/b/c"));
    REQUIRE(publication->addFile("table", "gwt", bytesOf("x")).has_value());
    REQUIRE(publication->addDirectory("shards", [](const auto& write) { return write("0.gws", bytesOf("y")); }));
  }
  CHECK_FALSE(fs::exists(scratch.path("a")));
}

TEST_CASE("publishing: two at once exclude each other, and the second says who is in the way") {
  const Scratch scratch;
  const auto first = Publication::begin(scratch.path());
  const auto second = Publication::begin(scratch.path());
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().message.find("process " + std::to_string(::getpid()) + " is publishing here") !=
        std::string::npos);
  CHECK_FALSE(DirectoryLock::take(scratch.path()).has_value());
}

TEST_CASE("publishing: a lock file that a killed process left is no lock") {
  const Scratch scratch;
  fs::create_directory(scratch.path());
  put(scratch.path("site/.goeswith.lock"), "1\n");
  publishOrFail(scratch.path(), "A");
  CHECK_FALSE(fs::exists(scratch.path("site/.goeswith.lock")));
}

TEST_CASE("publishing: what killed builds left half-written goes, foreign files stay") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  fs::create_directories(scratch.path("site/.goeswith-new-AbC123/shards"));
  put(scratch.path("site/.goeswith-new-AbC123/shards/0.gws"), "half");
  const std::vector<std::string> foreign = {
      ".goeswith-new-", ".goeswith-new-notes-of-mine", ".htaccess",
      "index.html",     "photo-0123456789abcdef.jpg",  "table-0123456789abcdef.gwt",
      "table.gwt"};
  for (const std::string& name : foreign) put(scratch.path("site/" + name), "mine");
  publishOrFail(scratch.path(), "B");
  CHECK_FALSE(fs::exists(scratch.path("site/.goeswith-new-AbC123")));
  for (int k = 0; k < 3; ++k) publishOrFail(scratch.path(), "C" + std::to_string(k));
  prune(scratch.path(), {.keep = 1, .orphans = true});
  for (const std::string& name : foreign) CHECK(contentOf(scratch.path("site/" + name)) == "mine");
}

TEST_CASE("publishing: somebody else's manifest.json is never replaced") {
  const Scratch scratch;
  fs::create_directory(scratch.path());
  for (const std::string content :
       {"", "{", "[]", "null", R"({"name":"My shop","icons":[]})", R"({"format":"goeswith","version":2})",
        R"({"format":"goeswith","version":1,"generation":0})", R"({"format":"goeswith","version":1,"generation":-1})",
        R"({"format":"goeswith","version":1,"generation":9007199254740992})",
        R"({"format":"goeswith","version":1,"previous":"../../etc/passwd"})",
        R"({"format":"goeswith","version":1,"table":{"file":"../table.gwt"}})",
        R"({"format":"goeswith","version":1,"table":{"file":".htaccess"}})",
        R"({"format":"goeswith","version":1,"table":{"file":7}})"}) {
    INFO(content);
    put(scratch.path("site/manifest.json"), content);
    const auto published = publish(scratch.path(), "A");
    REQUIRE_FALSE(published.has_value());
    CHECK(published.error().message.find("manifest.json: ") != std::string::npos);
    CHECK(names(scratch.path()) == std::vector<std::string>{"manifest.json"});
    CHECK(contentOf(scratch.path("site/manifest.json")) == content);
  }
  fs::remove(scratch.path("site/manifest.json"));
  fs::create_directory(scratch.path("site/manifest.json"));
  CHECK_FALSE(publish(scratch.path(), "A").has_value());
  CHECK(fs::is_directory(scratch.path("site/manifest.json")));
}

TEST_CASE("a manifest that nests without end: is refused, not followed") {
  std::string text = R"({"format":"goeswith","version":1)";
  for (int depth = 0; depth < 100000; ++depth) text += R"(,"a":{"b":1)";
  CHECK_FALSE(parseManifest(text).has_value());
  text += std::string(100001, '}');
  CHECK_FALSE(parseManifest(text).has_value());
}

TEST_CASE("publishing into what is a file, or below one: says so") {
  const Scratch scratch;
  put(scratch.path("file"), "x");
  CHECK_FALSE(publish(scratch.path("file"), "A").has_value());
  CHECK_FALSE(publish(scratch.path("file/below"), "A").has_value());
  CHECK(contentOf(scratch.path("file")) == "x");
}

TEST_CASE("publishing where a foreign directory has the table's name: fails and changes nothing") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  const std::string name = fileContentName("table", contentHash(bytesOf("table of B")), "gwt");
  fs::create_directory(scratch.path("site/" + name));
  const auto before = snapshot(scratch.path());
  CHECK_FALSE(publish(scratch.path(), "B").has_value());
  CHECK(snapshot(scratch.path()) == before);
}

TEST_CASE("content names: letters, a dash, 16 hexadecimal digits, an extension, and nothing else") {
  for (const char* name : {"table-0123456789abcdef.gwt", "shards-0123456789abcdef", "a-0000000000000000.b"}) {
    CHECK(isContentName(name));
  }
  for (const char* name :
       {"", "-", "table", "table-", "-0123456789abcdef", "table-0123456789abcde", "Table-0123456789abcdef",
        "table-0123456789abcdeF.gwt", "table-0123456789abcdef.", "table-0123456789abcdefgwt",
        "table-0123456789abcdef.gwt.gz", "../table-0123456789abcdef", "table-0123456789abcdef/x"}) {
    INFO(name);
    CHECK_FALSE(isContentName(name));
  }
}

TEST_CASE("content name of a directory: says every name, size and byte, in whatever order") {
  const std::vector<FileRecord> files = {{"0.gws", 1, 2}, {"1.gws", 3, 4}};
  const std::string name = directoryContentName("shards", files);
  CHECK(directoryContentName("shards", {files[1], files[0]}) == name);
  for (std::vector<FileRecord> other : {std::vector<FileRecord>{{"0.gws", 1, 2}, {"2.gws", 3, 4}},
                                        {{"0.gws", 1, 2}},
                                        {{"0.gws", 1, 2}, {"1.gws", 3, 5}},
                                        {{"0.gws", 0, 2}, {"1.gws", 3, 4}},
                                        {}}) {
    CHECK(directoryContentName("shards", other) != name);
  }
}

TEST_CASE("prune: keeps the newest and removes the others whole, as its dry run has said") {
  const Scratch scratch;
  std::vector<std::string> ids;
  for (int k = 0; k < 5; ++k) ids.push_back(publishOrFail(scratch.path(), std::to_string(k)));
  const auto before = snapshot(scratch.path());
  const Pruned dry = prune(scratch.path(), {.dry_run = true});
  CHECK(snapshot(scratch.path()) == before);
  const Pruned pruned = prune(scratch.path(), {});
  CHECK(pruned.kept == std::vector<std::string>{ids[4], ids[3], ids[2]});
  CHECK(pruned.gone == std::vector<std::string>{ids[1], ids[0]});
  CHECK(dry.gone == pruned.gone);
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  for (const Pruned::Entry& entry : pruned.removed) {
    files += entry.files;
    bytes += entry.bytes;
  }
  std::uint64_t bytes_before = 0;
  std::uint64_t bytes_after = 0;
  for (const auto& [name, content] : before) bytes_before += content == "a directory" ? 0 : content.size();
  for (const auto& [name, content] : snapshot(scratch.path())) {
    bytes_after += content == "a directory" ? 0 : content.size();
  }
  CHECK(files == 2 * (3 + kShards));
  CHECK(bytes == bytes_before - bytes_after);
  CHECK(dry.removed.size() == pruned.removed.size());
  CHECK(names(scratch.path()).size() == 1 + 3 * 4);
  CHECK(served(scratch.path()) == "4");
  CHECK(prune(scratch.path(), {}).removed.empty());
}

TEST_CASE("prune: keeps files that an older and a kept generation share") {
  const Scratch scratch;
  const std::string a = publishOrFail(scratch.path(), "A");
  for (const char* text : {"B", "C", "D"}) publishOrFail(scratch.path(), text);
  publishOrFail(scratch.path(), "A");
  const Pruned pruned = prune(scratch.path(), {.keep = 2});
  CHECK(pruned.gone.size() == 3);
  CHECK(pruned.gone.back() == a);
  CHECK(served(scratch.path()) == "A");
}

TEST_CASE("prune after a rollback: keeps what the current one goes back to, and the newest") {
  const Scratch scratch;
  std::vector<std::string> ids;
  for (int k = 0; k < 6; ++k) ids.push_back(publishOrFail(scratch.path(), std::to_string(k)));
  rollBack(scratch.path(), ids[1]);
  Pruned pruned = prune(scratch.path(), {.keep = 2});
  CHECK(pruned.kept == std::vector<std::string>{ids[5], ids[4], ids[1], ids[0]});
  CHECK(served(scratch.path()) == "1");
  const std::string next = publishOrFail(scratch.path(), "next");
  pruned = prune(scratch.path(), {.keep = 2});
  CHECK(pruned.kept == std::vector<std::string>{next, ids[5], ids[1]});
  CHECK(served(scratch.path()) == "next");
}

TEST_CASE("prune: leaves foreign files in a directory of shards, and then the directory") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  const std::string shards = readGenerations(scratch.path())->current->content["shards"]["directory"];
  put(scratch.path("site/" + shards + "/notes.txt"), "mine");
  publishOrFail(scratch.path(), "B");
  const Pruned pruned = prune(scratch.path(), {.keep = 1});
  CHECK(pruned.not_empty == std::vector<std::string>{shards});
  CHECK(names(scratch.path("site/" + shards)) == std::vector<std::string>{"notes.txt"});
}

TEST_CASE("prune: removes what no manifest names when asked to, and only what its name describes") {
  const Scratch scratch;
  publishOrFail(scratch.path(), "A");
  publishOrFail(scratch.path("other"), "B");
  std::size_t copied = 0;
  for (const std::string& name : names(scratch.path("other"))) {
    if (name == kManifestName || isStoredManifestName(name)) continue;
    fs::copy(scratch.path("other/" + name), scratch.path("site/" + name), fs::copy_options::recursive);
    ++copied;
  }
  const std::string damaged = fileContentName("table", 7, "gwt");
  put(scratch.path("site/" + damaged), "not what its name says");
  CHECK(prune(scratch.path(), {.keep = 1}).removed.empty());
  CHECK(prune(scratch.path(), {.keep = 1, .orphans = true}).removed.size() == copied);
  CHECK(fs::exists(scratch.path("site/" + damaged)));
  CHECK(served(scratch.path()) == "A");
}

TEST_CASE("prune without a manifest.json: removes nothing") {
  const Scratch scratch;
  for (const char* text : {"A", "B", "C", "D", "E"}) publishOrFail(scratch.path(), text);
  fs::remove(scratch.path("site/manifest.json"));
  const auto before = snapshot(scratch.path());
  CHECK_FALSE(pruneGenerations(scratch.path(), {.keep = 1}).has_value());
  CHECK(snapshot(scratch.path()) == before);
}

TEST_CASE("generations: a stored manifest that was changed is damaged, and pruning lets it be") {
  const Scratch scratch;
  const std::string a = publishOrFail(scratch.path(), "A");
  publishOrFail(scratch.path(), "B");
  const std::string name = "manifest-" + a + ".json";
  put(scratch.path("site/" + name), contentOf(scratch.path("site/" + name)) + " ");
  const auto generations = readGenerations(scratch.path());
  CHECK(generations->damaged == std::vector<std::string>{name});
  CHECK(generations->stored.size() == 1);
  prune(scratch.path(), {.keep = 1});
  CHECK(fs::exists(scratch.path("site/" + name)));
}

namespace {

// Counts the calls of an action on a fresh copy of a directory.
int countCalls(const std::string& directory, const std::function<void()>& action) {
  const std::string copy = directory + ".before";
  const bool existed = fs::exists(directory);
  if (existed) fs::copy(directory, copy, fs::copy_options::recursive);
  armFault(Fault::none, -1);
  action();
  const int calls = disarmFault();
  fs::remove_all(directory);
  if (existed) fs::rename(copy, directory);
  return calls;
}

void refresh(const std::string& directory, const std::string& original) {
  fs::remove_all(directory);
  if (fs::exists(original)) fs::copy(original, directory, fs::copy_options::recursive);
}

}  // namespace

TEST_CASE("publishing killed at any of its calls: serves the old or the new generation, and the next one succeeds") {
  for (const bool has_old : {true, false}) {
    const Scratch scratch;
    const std::string original = scratch.path("original");
    if (has_old) publishOrFail(original, "old");
    refresh(scratch.path(), original);
    const auto action = [&] { (void)publish(scratch.path(), "new"); };
    const int calls = countCalls(scratch.path(), action);
    CHECK(calls >= 60);
    int old_served = 0;
    int new_served = 0;
    for (const Fault fault : {Fault::kill, Fault::kill_after}) {
      for (int call = 0; call < calls; ++call) {
        INFO((has_old ? "over an old generation, " : "into nothing, ") << "call " << call);
        refresh(scratch.path(), original);
        REQUIRE(diesIn(fault, call, action));
        const std::string text = served(scratch.path());
        CHECK((text == (has_old ? "old" : "") || text == "new"));
        ++(text == "new" ? new_served : old_served);
        publishOrFail(scratch.path(), "next");
        CHECK(served(scratch.path()) == "next");
        // Only what is whole may be left, of the generation that did or did not come about.
        for (const std::string& name : names(scratch.path())) {
          INFO(name);
          CHECK((name == kManifestName || isContentName(name)));
        }
        CHECK(prune(scratch.path(), {.keep = 1, .orphans = true}).not_empty.empty());
        CHECK(names(scratch.path()).size() == 5);
      }
    }
    CHECK(old_served > 60);
    CHECK(new_served > 4);
  }
}

TEST_CASE("publishing with a full or broken disk at any of its calls: serves old or new and says what is wrong") {
  const Scratch scratch;
  const std::string original = scratch.path("original");
  publishOrFail(original, "old");
  refresh(scratch.path(), original);
  const int calls = countCalls(scratch.path(), [&] { (void)publish(scratch.path(), "new"); });
  int failures = 0;
  for (const Fault fault : {Fault::no_space, Fault::io_error}) {
    for (int call = 0; call < calls; ++call) {
      INFO("call " << call);
      refresh(scratch.path(), original);
      armFault(fault, call);
      const auto published = publish(scratch.path(), "new");
      disarmFault();
      const std::string text = served(scratch.path());
      if (published) {
        CHECK(text == "new");
      } else {
        ++failures;
        CHECK(published.error().message.find(": ") != std::string::npos);
        CHECK((text == "old" || text == "new"));
      }
      // Nothing half-written is left but what could not be removed.
      publishOrFail(scratch.path(), "next");
      CHECK(served(scratch.path()) == "next");
    }
  }
  CHECK(failures > calls);
}

TEST_CASE("publishing with short writes at any of its calls: writes the rest") {
  const Scratch scratch;
  const int calls = countCalls(scratch.path(), [&] { (void)publish(scratch.path(), "new"); });
  for (int call = 0; call < calls; ++call) {
    fs::remove_all(scratch.path());
    armFault(Fault::short_write, call);
    const auto published = publish(scratch.path(), "new");
    disarmFault();
    REQUIRE(published.has_value());
    CHECK(served(scratch.path()) == "new");
  }
}

TEST_CASE("rolling back, killed or failing at any of its calls: serves the one or the other") {
  const Scratch scratch;
  const std::string original = scratch.path("original");
  const std::string a = publishOrFail(original, "A");
  publishOrFail(original, "B");
  refresh(scratch.path(), original);
  const auto generations = readGenerations(scratch.path());
  const Manifest manifest = *generations->find(a);
  const auto action = [&] { (void)restoreGeneration(scratch.path(), manifest); };
  const int calls = countCalls(scratch.path(), action);
  CHECK(calls >= 8);
  for (const Fault fault : {Fault::kill, Fault::kill_after, Fault::io_error, Fault::no_space}) {
    for (int call = 0; call < calls; ++call) {
      refresh(scratch.path(), original);
      const bool died = diesIn(fault, call, action);
      CHECK(died == (fault == Fault::kill || fault == Fault::kill_after));
      const std::string text = served(scratch.path());
      CHECK((text == "A" || text == "B"));
      publishOrFail(scratch.path(), "next");
      CHECK(served(scratch.path()) == "next");
    }
  }
}

TEST_CASE("pruning, killed at any of its calls: serves as before, and the next time removes the rest") {
  const Scratch scratch;
  const std::string original = scratch.path("original");
  for (const char* text : {"A", "B", "C"}) publishOrFail(original, text);
  refresh(scratch.path(), original);
  const auto action = [&] { (void)pruneGenerations(scratch.path(), {.keep = 1}); };
  const int calls = countCalls(scratch.path(), action);
  CHECK(calls >= 2 * (4 + kShards));
  for (const Fault fault : {Fault::kill, Fault::kill_after}) {
    for (int call = 0; call < calls; ++call) {
      refresh(scratch.path(), original);
      REQUIRE(diesIn(fault, call, action));
      CHECK(served(scratch.path()) == "C");
      prune(scratch.path(), {.keep = 1});
      CHECK(served(scratch.path()) == "C");
      CHECK(names(scratch.path()).size() == 5);
    }
  }
}
