// Is XML from outside heard only where someone listens, within limits, and refused with the line where it goes wrong?

#include "roster/xml.hpp"

#include <algorithm>
#include <cstring>

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::roster;

namespace {

// Writes down what it hears: "(a", "a=text)".
class Notes final : public xml::Listener {
public:
    void opened(const xml::Rule& rule, const xml::Attributes& attributes, int line) override {
        text += "(" + std::string{rule.name};
        if (const auto key = attributes["key"]; !key.empty()) text += "@" + std::string{key};
        last_line = line;
    }
    void closed(const xml::Rule& rule, std::string_view words, int) override {
        text += rule.hears == xml::Hears::text ? "=" + std::string{words} + ")" : ")";
    }
    std::string text;
    int last_line{};
};

class SmallPieces final : public Source {
public:
    explicit SmallPieces(std::string_view bytes, std::size_t size) : left_{bytes}, size_{size} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        const auto count = std::min({into.size(), left_.size(), size_});
        std::memcpy(into.data(), left_.data(), count);
        left_.remove_prefix(count);
        return count;
    }

private:
    std::string_view left_;
    std::size_t size_;
};

struct Heard {
    std::string text;
    std::vector<Finding> findings;
    xml::End end{};
    int last_line{};
};

const xml::Grammar grammar{{{0, "a", 1, xml::Hears::children},
                            {1, "b", 2, xml::Hears::text},
                            {1, "c", 3, xml::Hears::children},
                            {3, "b", 4, xml::Hears::text}}};

Heard hear(std::string_view bytes, xml::Documents documents = xml::Documents::one, std::size_t piece = 1 << 20) {
    SmallPieces source{bytes, piece};
    Notes notes;
    Findings findings{100};
    const auto end = xml::read(source, "file", grammar, notes, findings, documents);
    return {notes.text, std::move(findings).take(), end, notes.last_line};
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int time = 0; time < times; ++time) all += text;
    return all;
}

void check_refused(const Heard& heard, int line, std::string_view words) {
    CHECK(heard.end == xml::End::early);
    REQUIRE(heard.findings.size() == 1);
    CHECK(heard.findings[0].severity == Severity::fatal);
    CHECK(heard.findings[0].line == line);
    CHECK(heard.findings[0].place == "file");
    CHECK_THAT(heard.findings[0].message, Catch::Contains(std::string{words}));
}

}  // namespace

TEST_CASE("an element is heard where it stands, by its name without a prefix", "[roster][xml]") {
    const auto heard = hear("<x:a xmlns:x='u'><x:b key=' 1 '> one\n</x:b><c><b>two</b></c><d><b>deaf</b></d>loose</x:a>");
    CHECK(heard.text == "(a(b@1=one)(c(b=two)))");
    CHECK(heard.end == xml::End::whole);
    CHECK(heard.findings.empty());
}

TEST_CASE("it makes no difference in which pieces the bytes come", "[roster][xml]") {
    const std::string_view text =
        "<?xml version='1.0'?>\n<a><b key='1'>caf\u00e9 &amp; <![CDATA[<x>]]></b><!-- no --><c><b/></c></a>\n";
    const auto whole = hear(text);
    CHECK(whole.text == "(a(b@1=caf\u00e9 & <x>)(c(b=)))");
    for (std::size_t piece = 1; piece < 8; ++piece) CHECK(hear(text, xml::Documents::one, piece).text == whole.text);
}

TEST_CASE("a DOCTYPE is refused with its line, whatever it declares", "[roster][xml]") {
    check_refused(hear("<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>"), 2, "DOCTYPE");
    check_refused(hear("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), 1, "DOCTYPE");
    check_refused(hear("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a><b>&x;</b></a>"), 1, "DOCTYPE");
    std::string laughs = "<!DOCTYPE a [<!ENTITY l0 'ha'>";
    for (int at = 1; at < 20; ++at)
        laughs += "<!ENTITY l" + std::to_string(at) + " '" + repeated("&l" + std::to_string(at - 1) + ";", 10) + "'>";
    check_refused(hear(laughs + "]><a><b>&l19;</b></a>"), 1, "DOCTYPE");
}

TEST_CASE("what nobody declared is not expanded", "[roster][xml]") {
    check_refused(hear("<a>\n<b>&eacute;</b></a>"), 2, "entity");
}

TEST_CASE("elements lie at most 32 deep in each other", "[roster][xml]") {
    CHECK(hear("<a>" + repeated("<x>", 31) + repeated("</x>", 31) + "</a>").end == xml::End::whole);
    check_refused(hear("<a>\n" + repeated("<x>", 32) + repeated("</x>", 32) + "</a>"), 2, "32 deep");
    check_refused(hear("<a>" + repeated("<x>", 200'000)), 1, "32 deep");
}

TEST_CASE("one tag or comment is at most a mebibyte, and one element has at most 64 attributes", "[roster][xml]") {
    check_refused(hear("<a><x y='" + std::string(2'000'000, 'y') + "'/></a>"), 1, "longer than");
    check_refused(hear("<a><!--" + std::string(2'000'000, 'y') + "--></a>"), 1, "longer than");
    std::string attributes;
    for (int at = 0; at < 65; ++at) attributes += " x" + std::to_string(at) + "='1'";
    check_refused(hear("<a><x" + attributes + "/></a>"), 1, "attributes");
}

TEST_CASE("the text of an element that is too long is left out, and the rest is read", "[roster][xml]") {
    const auto heard = hear("<a>\n<b>" + std::string(70'000, 'x') + "</b><c><b>two</b></c></a>");
    CHECK(heard.text == "(a(b=)(c(b=two)))");
    CHECK(heard.end == xml::End::whole);
    REQUIRE(heard.findings.size() == 1);
    CHECK(heard.findings[0].severity == Severity::skipped);
    CHECK(heard.findings[0].line == 2);
    CHECK(heard.findings[0].place == "b");
}

TEST_CASE("long text that nobody listens to is passed over", "[roster][xml]") {
    CHECK(hear("<a><x>" + std::string(5'000'000, 'x') + "</x><b>one</b></a>").text == "(a(b=one))");
}

TEST_CASE("the alphabets of Dutch exports are read", "[roster][xml]") {
    const std::string cafe = "(a(b=caf\u00e9))";
    CHECK(hear("\xef\xbb\xbf<a><b>caf\u00e9</b></a>").text == cafe);
    CHECK(hear("<?xml version='1.0' encoding='ISO-8859-1'?><a><b>caf\xe9</b></a>").text == cafe);
    CHECK(hear("<?xml version='1.0' encoding='windows-1252'?><a><b>caf\xe9</b></a>").text == cafe);
    CHECK(hear("<?xml version='1.0' encoding='Windows-1252'?><a><b>\x80 \x8a\x9e \x92t</b></a>").text ==
          "(a(b=\u20ac \u0160\u017e \u2019t))");
    std::string wide = "\xff\xfe";
    for (const char sign : std::string_view{"<?xml version='1.0' encoding='UTF-16'?><a><b>caf\xe9</b></a>"}) wide += {sign, '\0'};
    CHECK(hear(wide).text == cafe);
    CHECK(hear(wide, xml::Documents::one, 3).text == cafe);
}

TEST_CASE("another alphabet, or other bytes than were promised, is refused with advice", "[roster][xml]") {
    check_refused(hear("<?xml version='1.0' encoding='IBM850'?>\n<a/>"), 1, "save it as UTF-8");
    check_refused(hear("<?xml version='1.0' encoding='UTF-7'?>\n<a/>"), 1, "save it as UTF-8");
    check_refused(hear("<a>\n<b>caf\xe9</b></a>"), 2, "another encoding");
    check_refused(hear("<a>\n<b>R & D</b></a>"), 2, "stray < or &");
}

TEST_CASE("what was cut off is refused", "[roster][xml]") {
    const std::string_view whole = "<a><b>one</b></a>";
    for (std::size_t length = 1; length < whole.size(); ++length) {
        INFO(length);
        check_refused(hear(whole.substr(0, length)), 1, "before it is complete");
    }
    check_refused(hear(""), 1, "empty");
    check_refused(hear(" \n\n "), 3, "empty");
}

TEST_CASE("another root is refused, and both are named", "[roster][xml]") {
    check_refused(hear("<html>\n</html>"), 1, "begins with <html> where <a> was expected");
}

TEST_CASE("documents follow each other only where that was said, and lines are counted on", "[roster][xml]") {
    const std::string_view two =
        "<?xml version='1.0'?>\n<a><b>one</b></a>\n<?xml version='1.0'?>\n<a>\n<b>two</b></a>\n<!-- end -->\n";
    check_refused(hear(two), 3, "");
    for (const std::size_t piece : {1u, 3u, 1000u}) {
        const auto heard = hear(two, xml::Documents::several, piece);
        CHECK(heard.text == "(a(b=one))(a(b=two))");
        CHECK(heard.end == xml::End::whole);
        CHECK(heard.last_line == 5);
        CHECK(heard.findings.empty());
    }
    CHECK(hear("<a/><a/>", xml::Documents::several, 2).text == "(a)(a)");
    check_refused(hear("<a/>\n<a>", xml::Documents::several), 2, "before it is complete");
    check_refused(hear("", xml::Documents::several), 1, "empty");
}

TEST_CASE("a source that fails ends the reading with its code", "[roster][xml]") {
    struct Broken final : Source {
        std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
            if (std::exchange(first, false)) {
                std::memcpy(into.data(), "<a>\n", 4);
                return 4;
            }
            return std::unexpected{Error{Remedy::ask_operator, "read a file", 5, "somewhere"}};
        }
        bool first{true};
    } source;
    Notes notes;
    Findings findings{100};
    const auto end = xml::read(source, "file", grammar, notes, findings);
    check_refused({notes.text, std::move(findings).take(), end}, 2, "system code 5");
}

TEST_CASE("a listener that throws ends the reading, and nothing flies", "[roster][xml]") {
    struct Full final : xml::Listener {
        void opened(const xml::Rule& rule, const xml::Attributes&, int) override {
            if (rule.node == 2) throw std::bad_alloc{};
        }
        void closed(const xml::Rule&, std::string_view, int) override {}
    } full;
    Findings findings{100};
    const auto text = std::string{"<a>\n<b/></a>"};
    const auto source = memory_source(as_bytes(text));
    const auto end = xml::read(*source, "file", grammar, full, findings);
    check_refused({"", std::move(findings).take(), end}, 2, "memory");
}
