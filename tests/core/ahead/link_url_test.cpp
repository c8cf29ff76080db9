#include "command/ahead/link_url.h"

#include "catch.h"

namespace goeswith::test {
namespace {

const std::string kShop = "https://shop.example/de/index.html?x=1#top";

TEST_CASE("link URLs: are resolved as browsers do") {
  CHECK(linkUrl("product.html?id=1", kShop) == "https://shop.example/de/product.html?id=1");
  CHECK(linkUrl("/p/1", kShop) == "https://shop.example/p/1");
  CHECK(linkUrl("../p/./1/../2", kShop) == "https://shop.example/p/2");
  CHECK(linkUrl("../../../..", kShop) == "https://shop.example/");
  CHECK(linkUrl("?id=1", kShop) == "https://shop.example/de/index.html?id=1");
  CHECK(linkUrl("#more", kShop) == "https://shop.example/de/index.html?x=1#more");
  CHECK(linkUrl("//cdn.example/a.png", kShop) == "https://cdn.example/a.png");
  CHECK(linkUrl("//cdn.example/a.png", "http://shop.example/") == "http://cdn.example/a.png");
  CHECK(linkUrl("\\p\\1", kShop) == "https://shop.example/p/1");
  CHECK(linkUrl("HTTPS://Shop.Example", "") == "https://shop.example/");
  CHECK(linkUrl("https://shop.example/a/b/", "") == "https://shop.example/a/b/");
  CHECK(linkUrl("https://shop.example:8443/a//b?c=/../d", "") == "https://shop.example:8443/a//b?c=/../d");
}

TEST_CASE("link URLs: are ASCII without white space") {
  CHECK(linkUrl(" /tée pot\t?q=a b\n", kShop) == "https://shop.example/t%C3%A9e%20pot?q=a%20b");
  CHECK(linkUrl("/a\"onclick='x'<b>", kShop) == "https://shop.example/a%22onclick=%27x%27%3Cb%3E");
  CHECK(linkUrl("/100%25", kShop) == "https://shop.example/100%25");
}

TEST_CASE("link URLs: lead nowhere with other schemes, or hosts that deceive") {
  for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\nscript:alert(1)", "\x01javascript:x",
                          "data:text/html,x", "vbscript:x", "mailto:a@b", "file:///etc/passwd", "https:shop.example",
                          "https:///p", "https://", "https://a@evil.example/", "https://shop.example@evil.example/",
                          "https://müller.example/", "https://a b/", "//", "///x", "", "  "}) {
    INFO(bad);
    CHECK_FALSE(linkUrl(bad, kShop));
    CHECK_FALSE(linkUrl(bad, ""));
  }
}

TEST_CASE("link URLs without a base: stay relative") {
  CHECK(linkUrl("product.html?id=1", "") == "product.html?id=1");
  CHECK(linkUrl("/a b", "") == "/a%20b");
  CHECK(linkUrl("//cdn.example/x", "") == "//cdn.example/x");
  CHECK(isAbsoluteUrl("https://a/"));
  CHECK_FALSE(isAbsoluteUrl("//cdn.example/x"));
  CHECK_FALSE(isAbsoluteUrl("a/b:c"));
}

TEST_CASE("a base: is an absolute http or https URL") {
  CHECK(baseUrl("https://shop.example") == "https://shop.example/");
  CHECK(baseUrl(" http://127.0.0.1:8080/de/ ") == "http://127.0.0.1:8080/de/");
  for (const char* bad : {"shop.example", "/de/", "ftp://shop.example/", "javascript:x", "https://", ""}) {
    INFO(bad);
    CHECK_FALSE(baseUrl(bad));
  }
}

TEST_CASE("pictures: are left out of mails by the end of their path") {
  CHECK(isPictureUnknownToMail("https://s.example/a.SVG?v=1"));
  CHECK(isPictureUnknownToMail("https://s.example/a.svgz#x"));
  CHECK(isPictureUnknownToMail("https://s.example/a.avif"));
  CHECK_FALSE(isPictureUnknownToMail("https://s.example/a.png?from=a.svg"));
  CHECK_FALSE(isPictureUnknownToMail("https://s.example/image/7"));
}

}  // namespace
}  // namespace goeswith::test
