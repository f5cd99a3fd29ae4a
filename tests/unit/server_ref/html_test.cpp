// pages: can anything become markup that was not written as markup?

#include "http/html.hpp"

#include <catch2/catch.hpp>

using namespace monitor::pages;

TEST_CASE("text becomes markup only by being escaped", "[server_ref]") {
    CHECK(Html{"Sanne <b>&\"'"}.markup() == "Sanne &lt;b&gt;&amp;&quot;&#39;");
    const std::string name = "</span><script>alert(1)</script>";
    CHECK(element("span", {}, {name}).markup() == "<span>&lt;/span&gt;&lt;script&gt;alert(1)&lt;/script&gt;</span>");
}

TEST_CASE("a value cannot end its attribute", "[server_ref]") {
    CHECK(element("p", {{"class", "\" onclick=\"x"}}).markup() == "<p class=\"&quot; onclick=&quot;x\"></p>");
    CHECK(void_element("input", {{"name", "a"}, {"required"}}).markup() == "<input name=\"a\" required>");
}

TEST_CASE("bytes that are no text show as such instead of passing", "[server_ref]") {
    CHECK(escaped(std::string_view{"a\0b\x7f\x1b", 5}) ==
          "a\xef\xbf\xbd"
          "b\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(escaped("\xc0\xbc") == "\xef\xbf\xbd\xef\xbf\xbd");                  // '<', written too long
    CHECK(escaped("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");  // half a surrogate
    CHECK(escaped("\xe2\x82") == "\xef\xbf\xbd\xef\xbf\xbd");                  // cut off
    CHECK(escaped("Zoë 😀\n") == "Zoë 😀\n");
}

TEST_CASE("a link leads to this server or to its start", "[server_ref]") {
    const auto leads_to = [](std::string_view path) { return element("a", {href(path)}).markup(); };
    CHECK(leads_to("/groups/1?a=b&c") == "<a href=\"/groups/1?a=b&amp;c\"></a>");
    for (const auto* elsewhere :
         {"javascript:alert(1)", "//evil.example/", "https://evil.example/", "/\\evil.example", "", "/a\nb", "groups"})
        CHECK(leads_to(elsewhere) == "<a href=\"/\"></a>");
    CHECK(element("a", {href_within("main")}).markup() == "<a href=\"#main\"></a>");
}

TEST_CASE("elements hold their children in order", "[server_ref]") {
    CHECK(element("ul", {}, {element("li", {}, {"een"}), element("li", {}, {"twee"})}).markup() ==
          "<ul><li>een</li><li>twee</li></ul>");
    CHECK(document(element("html", {})) == "<!doctype html>\n<html></html>\n");
}
