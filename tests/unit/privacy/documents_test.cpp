// Are the documents of a school what the code and its settings say? MONITOR_APPROVE=1 writes those of docs/privacy anew.

#include "monitor/privacy/documents.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "monitor/retention/catalogue.hpp"
#include "privacy/measures.hpp"
#include "privacy/writing.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using privacy::Document;

namespace {

struct Made {
    const char* name;
    Document (*make)(const privacy::Facts&, Language);
};
constexpr std::array all{Made{"page", privacy::page}, Made{"register", privacy::register_of},
                         Made{"bijsluiter", privacy::bijsluiter}, Made{"agreement", privacy::agreement},
                         Made{"dpia", privacy::dpia}};

std::string path(const char* name, Language language) {
    return std::string{MONITOR_TEST_DATA "/../docs/privacy/"} + name + (language == Language::en ? ".en.md" : ".md");
}

std::string whole(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

privacy::Facts any() {
    return privacy::facts({}, {});
}

privacy::Facts demo() {
    privacy::Facts facts;
    facts.school = school::School{{}, "De <b>Wilg</b> & Co", "99XX"};
    facts.sites = {"Hoofdgebouw", "Dependance"};
    facts.couplings = {{settings::ConnectionKind::graph, store::Switch::on}, {settings::ConnectionKind::gkv, store::Switch::off}};
    facts.settings.providers = {{.name = "Microsoft 365", .issuer = "https://login.example", .client_id = "x"}};
    facts.settings.live_view = 5min;
    REQUIRE(facts.terms.shorten(retention::Kind::last_picture, 2h));
    REQUIRE(facts.terms.shorten(retention::Kind::session, 4h));
    facts.placements = privacy::placements(facts.settings);
    facts.version = "1.2.3";
    return facts;
}

const privacy::Table* table_of(const Document& document, std::string_view title) {
    for (const auto& section : document.sections) {
        if (section.title != title) continue;
        for (const auto& block : section.blocks)
            if (const auto* table = std::get_if<privacy::Table>(&block)) return table;
    }
    return nullptr;
}

std::vector<std::string> firsts(const privacy::Table& table) {
    std::vector<std::string> words;
    for (const auto& row : table.rows) words.push_back(row.front().substr(0, row.front().find_first_of(";:")));
    return words;
}

}  // namespace

TEST_CASE("docs/privacy holds each document of any school as the code writes it", "[privacy][golden]") {
    for (const auto& [name, make] : all) {
        for (const auto language : {Language::nl, Language::en}) {
            const auto printed = markdown(make(any(), language));
            if (std::getenv("MONITOR_APPROVE") != nullptr) std::ofstream{path(name, language), std::ios::binary} << printed;
            INFO(path(name, language) << ": look at the difference; if it is right, run this with MONITOR_APPROVE=1");
            CHECK(whole(path(name, language)) == printed);
        }
    }
}

TEST_CASE("every field of the catalogue stands in the register once, with its purpose and its term", "[privacy]") {
    for (const auto language : {Language::nl, Language::en}) {
        const auto page = markdown(privacy::register_of(any(), language));
        const auto rows = std::count(page.begin(), page.end(), '`') / 2;
        CHECK(static_cast<std::size_t>(rows) == retention::catalogue().size());
        CHECK_FALSE(holds(page, "|  |"));
        CHECK_FALSE(holds(page, "{0}"));
    }
}

TEST_CASE("the two identity tables have the rows of the promise, and technical identifiers stand under the user name",
          "[privacy]") {
    const auto page = privacy::page(demo(), Language::nl);
    const auto* teacher = table_of(page, "Wie de leerkracht is");
    const auto* pupil = table_of(page, "Wie de leerling is");
    REQUIRE(teacher);
    REQUIRE(pupil);
    CHECK(firsts(*teacher) == std::vector<std::string>{"Naam", "Gebruikersnaam", "School", "IP-adres"});
    CHECK(firsts(*pupil) == std::vector<std::string>{"Voornaam en eerste letter van de achternaam", "Gebruikersnaam", "School",
                                                     "Groep", "IP-adres", "Laatste beeld", "Open tabbladen"});
    CHECK(holds(pupil->rows[1][0], "het account als versleuteld kenmerk"));
    for (const auto* table : {teacher, pupil})
        for (const auto& row : table->rows)
            for (const auto& cell : row) CHECK_FALSE(cell.empty());
}

TEST_CASE("everything that is kept is told in one of the three tables of the page", "[privacy]") {
    const auto text = markdown(privacy::page(any(), Language::nl));
    for (const auto& field : retention::catalogue()) {
        // A row with a name of its own is told by that name: picture, tabs, address, group, name.
        using retention::Listed;
        const bool named = field.listed != Listed::rights && field.listed != Listed::user_name && field.listed != Listed::school;
        INFO(field.table << "." << field.column);
        CHECK((named || holds(text, field.what_nl)));
        CHECK(holds(text, field.purpose_nl));
    }
}

TEST_CASE("the terms, the connections and the limits in force are those of the school", "[privacy]") {
    const auto text = markdown(privacy::page(demo(), Language::nl));
    CHECK(holds(text, "Dat blijft hoogstens 2 uur"));
    CHECK(holds(text, "| Laatste beeld | de leerling helpen tijdens de les | hoogstens 2 uur |"));
    CHECK(holds(text, "stopt vanzelf na 5 minuten"));
    CHECK(holds(text, "| Open tabbladen | de leerling helpen tijdens de les | hoogstens 48 uur |"));
    CHECK(holds(text, "Microsoft 365 van de school (accounts): staat aan"));
    CHECK(holds(text, "ParnasSys, door de gegevenskoppeling voor leerlingen: staat uit"));
    const auto terms = markdown(privacy::bijsluiter(demo(), Language::nl));
    CHECK(holds(terms, "| Ingelogd zijn | hoogstens 4 uur | hoogstens 12 uur |"));
    CHECK(holds(terms, "Hoofdgebouw, Dependance"));
    CHECK(holds(terms, "versie 1.2.3"));
}

TEST_CASE("a document says in which language it is and leaves no place of the word files open", "[privacy]") {
    for (const auto& [name, make] : all) {
        for (const auto language : {Language::nl, Language::en}) {
            for (const auto& facts : {any(), demo()}) {
                const auto document = make(facts, language);
                INFO(name << " " << tag(language));
                CHECK(document.language == language);
                const auto text = markdown(document);
                for (const auto* left : {"{0}", "{1}", "{school}", "{brin}", "|  |", "\n\n\n"}) CHECK_FALSE(holds(text, left));
                CHECK(std::ranges::count(text, '[') == std::ranges::count(text, ']'));
            }
        }
    }
}

TEST_CASE("the name of a school cannot become markup, whatever form it is given", "[privacy]") {
    const auto page = privacy::page(demo(), Language::nl);
    CHECK(holds(html(page), "De &lt;b&gt;Wilg&lt;/b&gt; &amp; Co"));
    CHECK_FALSE(holds(html(page), "<b>"));
    CHECK_FALSE(holds(markdown(page), "<b>"));
    auto quoted = demo();
    quoted.school->name = "De \"Wilg\"\\ | x\ny";
    CHECK(holds(json(privacy::page(quoted, Language::nl)), R"(De \"Wilg\"\\ | x\ny)"));
    CHECK(holds(markdown(privacy::register_of(quoted, Language::en)), "# Register of processing of De \"Wilg\"\\ | x y"));
}

TEST_CASE("every measure that a document names is proved by a test that is there", "[privacy]") {
    std::string tests;
    for (const auto& file : std::filesystem::recursive_directory_iterator{MONITOR_TEST_DATA}) {
        const auto end = file.path().extension();
        if (file.is_regular_file() && (end == ".cpp" || end == ".mjs")) tests += whole(file.path());
    }
    REQUIRE(tests.size() > 100'000);
    for (const auto& [words, proof] : privacy::proved_measures()) {
        INFO(text::words(words, Language::en) << " — " << proof);
        const bool file = std::filesystem::exists(std::filesystem::path{MONITOR_TEST_DATA} / "compile_fail" / proof);
        // This file names no test of its own: what stands here between quotes is not one.
        CHECK((file || holds(tests, "TEST_CASE(\"" + std::string{proof} + "\"") ||
               holds(tests, "test('" + std::string{proof} + "'")));
    }
}

TEST_CASE("every kind of data has a name that a parent can read", "[privacy]") {
    using retention::Kind;
    for (int number = 1; retention::word(static_cast<Kind>(number)) != "unknown"; ++number) {
        const auto kind = static_cast<Kind>(number);
        INFO("kind_" << retention::word(kind) << " is missing in libmonitor/text/{nl,en}/kinds.txt");
        for (const auto language : {Language::nl, Language::en}) CHECK(privacy::name(kind, language) != retention::word(kind));
    }
}
