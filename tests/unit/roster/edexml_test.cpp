// Is EDEXML read as administrations really write it, whatever its schema says?

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"

using namespace monitor;
using namespace monitor::roster;
using test::finding;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon_15_april_2025{std::chrono::sys_days{std::chrono::year{2025} / 4 / 15} + 12h};

Import read(std::string_view text, Reading reading = {}) {
    if (reading.now == Instant{}) reading.now = noon_15_april_2025;
    const auto source = memory_source(as_bytes(text));
    return read_edexml(*source, std::move(reading));
}

// A file of one school: four parts, each with a line of its own.
struct File {
    std::string school{"<schooljaar>2024-2025</schooljaar><brincode>99XX</brincode><xsdversie>2.1</xsdversie>"};
    std::string sites{};
    std::string groups{"<groepen><groep key='g'><naam>7A</naam><jaargroep>7</jaargroep></groep></groepen>"};
    std::string pupils{};
    std::string staff{};
    [[nodiscard]] std::string text() const {
        return "<?xml version='1.0' encoding='UTF-8'?>\n<EDEX xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n<school>" +
               school + "</school>\n" + sites + "\n" + groups + "\n<leerlingen>" + pupils + "</leerlingen>\n<leerkrachten>" +
               staff + "</leerkrachten>\n</EDEX>\n";
    }
};
constexpr int line_of_pupils = 6, line_of_staff = 7;

const std::string& revealed(const Personal<std::string>& value) {
    return value.reveal(Purpose::match_account);
}
std::vector<std::string> names(const std::vector<PupilLine>& pupils) {
    std::vector<std::string> all;
    for (const auto& pupil : pupils) all.push_back(revealed(pupil.name));
    return all;
}
std::string person_name(std::string_view words) {
    const auto import = read(File{.pupils = "<leerling key='1'>" + std::string{words} + "</leerling>"}.text());
    return import.snapshot.pupils.empty() ? "" : revealed(import.snapshot.pupils[0].name);
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("trap 1: a school year that the official list does not have is a school year", "[roster][edexml]") {
    for (const auto* year : {"2024-2025", "2025-2026", "2026-2027", "2099-2100"}) {
        const auto import =
            read(File{.school = "<schooljaar>" + std::string{year} + "</schooljaar><brincode>99XX</brincode>"}.text());
        CHECK(import.snapshot.year.text() == year);
        CHECK_FALSE(test::any_fatal(import));
    }
    for (const auto* year : {"2024-2026", "2025-2024", "2024", "24-25", "abcd-efgh"}) {
        const auto import =
            read(File{.school = "<schooljaar>" + std::string{year} + "</schooljaar><brincode>99XX</brincode>"}.text());
        const auto* said = finding(import, "schooljaar", "2026-2027");
        REQUIRE(said != nullptr);
        CHECK(said->severity == Severity::fatal);
        CHECK(said->line == 3);
    }
}

TEST_CASE("trap 2: an empty element is absent, and noted once with how often", "[roster][edexml]") {
    const auto import = read(File{
        .pupils = "<leerling key='1'><achternaam>Bakker</achternaam><voorvoegsel></voorvoegsel><roepnaam>Bo</roepnaam></leerling>"
                  "<leerling key='2'><achternaam>Bos</achternaam><voorvoegsel/><roepnaam>Li</roepnaam></leerling>"}
                                 .text());
    CHECK(names(import.snapshot.pupils) == Texts{"Bo B.", "Li B."});
    const auto* said = finding(import, "voorvoegsel", "2 times");
    REQUIRE(said != nullptr);
    CHECK(said->severity == Severity::note);
    CHECK(said->line == line_of_pupils);
}

TEST_CASE("trap 3: in 1.03 a pupil has either a group or a year group", "[roster][edexml]") {
    const auto import =
        read(File{.school = "<schooljaar>2011-2012</schooljaar><brincode>99XX</brincode><xsdversie>1.03</xsdversie>",
                  .pupils = "<leerling key='1'><roepnaam>Bo</roepnaam><groep key='g'/></leerling>"
                            "<leerling key='2'><roepnaam>Li</roepnaam><jaargroep>7</jaargroep></leerling>"}
                 .text());
    REQUIRE(import.snapshot.pupils.size() == 2);
    CHECK(import.snapshot.pupils[0].groups == Texts{"g"});
    CHECK(import.snapshot.pupils[1].groups.empty());
    CHECK(import.findings.empty());
}

TEST_CASE("trap 4: an eckid and long keys are new in 2.1, and a key of 256 bytes is kept", "[roster][edexml]") {
    const std::string longest(256, 'k');
    const auto import = read(File{.pupils = "<leerling eckid='https://ketenid.nl/x' key='" + longest +
                                            "'><roepnaam>Bo</roepnaam></leerling>"
                                            "<leerling key='" +
                                            longest + "k'><roepnaam>Li</roepnaam></leerling>"}
                                 .text());
    REQUIRE(import.snapshot.pupils.size() == 1);
    CHECK(revealed(import.snapshot.pupils[0].key) == longest);
    CHECK(finding(import, "leerling", "longer than 256") != nullptr);
    CHECK(finding(import, "leerling[2]", "has no key") != nullptr);
}

TEST_CASE("trap 5: a BRIN in small letters is read with a note, any order of elements is, and a namespace is",
          "[roster][edexml]") {
    const auto small = read(File{.school = "<brincode>99xx</brincode><schooljaar>2024-2025</schooljaar>"}.text());
    CHECK(small.snapshot.brin == "99XX");
    CHECK(finding(small, "brincode", "99XX")->severity == Severity::note);
    const auto turned = read(
        "<EDEX xmlns='urn:x'><leerkrachten><leerkracht key='l'><groepen><groep "
        "key='g'/></groepen><roepnaam>Lia</roepnaam></leerkracht></leerkrachten>"
        "<leerlingen><leerling key='1'><vestiging key='v'/><groep key='g'/><roepnaam>Bo</roepnaam></leerling></leerlingen>"
        "<groepen><samengestelde_groep key='s'><naam>Plus</naam></samengestelde_groep><groep "
        "key='g'><naam>7A</naam></groep></groepen>"
        "<vestigingen><vestiging key='w'><naam>Zuid</naam></vestiging><vestiging "
        "key='v'><naam>Noord</naam></vestiging></vestigingen>"
        "<school><dependancecode>00</dependancecode><brincode>99XX</brincode><schooljaar>2024-2025</schooljaar></school></EDEX>");
    CHECK(turned.findings.empty());
    CHECK(turned.snapshot.pupils[0].groups == Texts{"g"});
    CHECK(turned.snapshot.staff[0].groups == Texts{"g"});
    REQUIRE(turned.snapshot.groups.size() == 2);
    CHECK(turned.snapshot.groups[0].kind == GroupKind::composed);
    CHECK(turned.snapshot.groups[1].site == "v");
}

TEST_CASE("trap 6: names longer than the schema allows are read, and what is longer than 256 bytes is not", "[roster][edexml]") {
    CHECK(person_name("<achternaam>Bakker</achternaam><voornamen>" + std::string(250, 'a') + "</voornamen>") ==
          std::string(250, 'a') + " B.");
    const auto import = read(File{.pupils = "<leerling key='1'><roepnaam>Bo</roepnaam><gebruikersnaam>" + std::string(257, 'a') +
                                            "</gebruikersnaam></leerling>"}
                                 .text());
    REQUIRE(import.snapshot.pupils.size() == 1);
    CHECK(revealed(import.snapshot.pupils[0].user).empty());
    CHECK(finding(import, "gebruikersnaam", "longer than 256") != nullptr);
    CHECK(
        read(File{.school = "<schooljaar>2024-2025</schooljaar><brincode>99XX</brincode><aanmaakdatum>2025-03-14</aanmaakdatum>"}
                 .text())
            .findings.empty());
}

TEST_CASE("trap 7: a DOCTYPE is refused before anything is read", "[roster][edexml]") {
    const auto import = read(
        "<?xml version='1.0'?>\n<!DOCTYPE EDEX [<!ENTITY x SYSTEM "
        "'file:///etc/hostname'>]>\n<EDEX><school><schooljaar>&x;</schooljaar></school></EDEX>");
    REQUIRE(import.findings.size() == 1);
    CHECK(import.findings[0].severity == Severity::fatal);
    CHECK(import.findings[0].line == 2);
    CHECK(import.snapshot.pupils.empty());
}

TEST_CASE("a pupil is called by first name and one letter, in every shape a file has", "[roster][edexml]") {
    CHECK(person_name("<achternaam>Vries</achternaam><voorvoegsel>de</voorvoegsel><roepnaam>Sanne</roepnaam>") == "Sanne V.");
    CHECK(person_name("<roepnaam>Milan</roepnaam>") == "Milan");
    CHECK(
        person_name("<achternaam>Assa</achternaam><voornamen>Isma\u00ebl Hassan</voornamen><voorletters-1>IH</voorletters-1>") ==
        "Isma\u00ebl A.");
    CHECK(person_name("<achternaam>Evers</achternaam><voorletters-1>TM</voorletters-1>") == "T.M. E.");
    CHECK(person_name("<achternaam>IJssel</achternaam><roepnaam>Bo</roepnaam>") == "Bo IJ.");
    CHECK(person_name("<achternaam>\u00d6zt\u00fcrk</achternaam><roepnaam>Ece</roepnaam>") == "Ece \u00d6.");
    CHECK(person_name("<achternaam>\n  Bakker\n</achternaam><roepnaam> Bo\n</roepnaam>") == "Bo B.");
}

TEST_CASE("someone without any name, or without a key, is left out with the line", "[roster][edexml]") {
    const auto import = read(File{.pupils = "\n<leerling key='1'/>\n<leerling><roepnaam>Bo</roepnaam></leerling><leerling key=' "
                                            "'><roepnaam>Bo</roepnaam></leerling>"}
                                 .text());
    CHECK(import.snapshot.pupils.empty());
    CHECK(finding(import, "leerling[1]", "no name")->line == line_of_pupils + 1);
    CHECK(finding(import, "leerling[2]", "no key")->line == line_of_pupils + 2);
    CHECK(finding(import, "leerling[3]", "no key")->severity == Severity::skipped);
}

TEST_CASE("a reference to a group that is not listed is left out with its line, and the person stays", "[roster][edexml]") {
    const auto import = read(File{
        .pupils = "<leerling key='1'><roepnaam>Bo</roepnaam>\n<groep key='gone'/>\n"
                  "<samengestelde_groepen><samengestelde_groep key='g'/><samengestelde_groep "
                  "key='lost'/></samengestelde_groepen></leerling>",
        .staff =
            "<leerkracht key='l'><roepnaam>Lia</roepnaam><groepen><groep key='gone'/><groep key='g'/></groepen></leerkracht>"}
                                 .text());
    REQUIRE(import.snapshot.pupils.size() == 1);
    CHECK(import.snapshot.pupils[0].groups == Texts{"g"});
    CHECK(import.snapshot.staff[0].groups == Texts{"g"});
    Texts lines;
    for (const auto& each : import.findings) {
        CHECK(each.severity == Severity::skipped);
        lines.push_back(each.place + ":" + std::to_string(each.line));
    }
    CHECK(lines == Texts{"leerling[1]/groep:7", "leerling[1]/groep:8", "leerkracht[1]/groep:9"});
}

TEST_CASE("a second base group is left out, and one that is said twice counts once", "[roster][edexml]") {
    const auto import =
        read(File{.groups = "<groepen><groep key='g'><naam>7A</naam></groep><groep key='h'><naam>7B</naam></groep></groepen>",
                  .pupils = "<leerling key='1'><roepnaam>Bo</roepnaam><groep key='g'/><groep key='h'/>"
                            "<samengestelde_groepen><samengestelde_groep key='g'/></samengestelde_groepen></leerling>"}
                 .text());
    CHECK(import.snapshot.pupils[0].groups == Texts{"g"});
    REQUIRE(import.findings.size() == 1);
    CHECK(import.findings[0].severity == Severity::skipped);
    CHECK(import.findings[0].place == "leerling[1]/groep");
}

TEST_CASE("someone in more groups than there can be stays in the first of them", "[roster][edexml]") {
    std::string groups, references;
    for (int at = 0; at < 300; ++at) {
        groups += "<groep key='" + std::to_string(at) + "'><naam>G</naam></groep>";
        references += "<groep key='" + std::to_string(at) + "'/>";
    }
    const auto import =
        read(File{.groups = "<groepen>" + groups + "</groepen>",
                  .staff = "<leerkracht key='l'><roepnaam>Lia</roepnaam><groepen>" + references + "</groepen></leerkracht>"}
                 .text());
    CHECK(import.snapshot.staff.at(0).groups.size() == 256);
    CHECK(finding(import, "leerkracht[1]", "more than 256 groups")->line == line_of_staff);
}

TEST_CASE("a key that comes twice: the first stays", "[roster][edexml]") {
    const auto import = read(File{
        .sites = "<vestigingen><vestiging key='v'><naam>Noord</naam></vestiging><vestiging "
                 "key='v'><naam>Zuid</naam></vestiging></vestigingen>",
        .groups = "<groepen><groep key='g'><naam>7A</naam></groep><samengestelde_groep key=' g "
                  "'><naam>Plus</naam></samengestelde_groep></groepen>",
        .pupils = "<leerling key='1'><roepnaam>Bo</roepnaam></leerling><leerling key=' 1 '><roepnaam>Li</roepnaam></leerling>",
        .staff =
            "<leerkracht key='1'><roepnaam>Lia</roepnaam></leerkracht><leerkracht key='1'><roepnaam>Ab</roepnaam></leerkracht>"}
                                 .text());
    CHECK(names(import.snapshot.pupils) == Texts{"Bo"});
    REQUIRE(import.snapshot.sites.size() == 1);
    CHECK(import.snapshot.sites[0].name == "Noord");
    REQUIRE(import.snapshot.groups.size() == 1);
    CHECK(import.snapshot.groups[0].name == "7A");
    CHECK(import.snapshot.staff.size() == 1);
    CHECK(import.findings.size() == 4);
    CHECK(finding(import, "leerling[2]", "came before")->severity == Severity::skipped);
}

TEST_CASE("a dummy key is kept as it is, and noted", "[roster][edexml]") {
    const auto import = read(
        File{.pupils =
                 "<leerling key='#001'><roepnaam>Bo</roepnaam></leerling><leerling key='#002'><roepnaam>Li</roepnaam></leerling>"}
            .text());
    REQUIRE(import.snapshot.pupils.size() == 2);
    CHECK(revealed(import.snapshot.pupils[0].key) == "#001");
    CHECK(revealed(import.snapshot.pupils[0].clues.number).empty());
    CHECK(finding(import, "leerling", "2 times")->severity == Severity::note);
}

TEST_CASE("who left by the day of the import is left out and counted, and who leaves later stays", "[roster][edexml]") {
    const auto pupil = [](std::string_view key, std::string_view left) {
        return "<leerling key='" + std::string{key} + "'><roepnaam>P" + std::string{key} + "</roepnaam><uitstroomdatum>" +
               std::string{left} + "</uitstroomdatum></leerling>";
    };
    const auto text = File{.pupils = pupil("1", "2024-07-31") + pupil("2", "2025-04-15") + pupil("3", "2025-04-16") +
                                     pupil("4", "2025-04-15+02:00") + pupil("5", "soon") +
                                     "<leerling key='1'><roepnaam>Back</roepnaam></leerling>"}
                          .text();
    const auto import = read(text);
    CHECK(names(import.snapshot.pupils) == Texts{"P3", "P5", "Back"});
    CHECK_THAT(finding(import, "uitstroomdatum")->message, Catch::Contains("3 left the school"));
    CHECK(finding(import, "leerling[5]/uitstroomdatum", "no day")->severity == Severity::skipped);
    // Midnight is that of Amsterdam: 22:00 in UTC in summer, 23:00 in winter.
    const auto at = [&](Instant now) { return read(text, {.now = now}).snapshot.pupils.size(); };
    CHECK(at(noon_15_april_2025 + 10h - 1ms) == 3);
    CHECK(at(noon_15_april_2025 + 10h) == 2);
}

TEST_CASE("a school without sites has one, by its dependance", "[roster][edexml]") {
    const auto key = [](std::string_view more) {
        const auto import = read(File{.school = "<schooljaar>2024-2025</schooljaar>" + std::string{more},
                                      .pupils = "<leerling key='1'><roepnaam>Bo</roepnaam><groep key='g'/></leerling>"}
                                     .text());
        REQUIRE(import.snapshot.sites.size() == 1);
        CHECK(import.snapshot.sites[0].name == "Hoofdlocatie");
        CHECK(import.snapshot.groups[0].site == import.snapshot.sites[0].key);
        CHECK(import.snapshot.brin == "99XX");
        CHECK(import.snapshot.school_name.empty());
        return import.snapshot.sites[0].key;
    };
    CHECK(key("<brincode>99XX</brincode>") == "00");
    CHECK(key("<brincode>99XX</brincode><dependancecode>00</dependancecode>") == "00");
    CHECK(key("<brincode>99XX</brincode><dependancecode/>") == "00");
    CHECK(key("<brincode>99XX</brincode><dependancecode>01</dependancecode>") == "01");
    CHECK(key("<brincode>99XX01</brincode>") == "01");
    CHECK(key("<brincode>99xx1</brincode>") == "01");
}

TEST_CASE("a group is at the site of most of its pupils, else at the first", "[roster][edexml]") {
    const auto pupil = [](int key, std::string_view group, std::string_view site) {
        return "<leerling key='" + std::to_string(key) + "'><roepnaam>P</roepnaam><groep key='" + std::string{group} +
               "'/><vestiging key='" + std::string{site} + "'/></leerling>";
    };
    const auto import = read(File{.sites = "<vestigingen><vestiging key='n'><naam>Noord</naam></vestiging><vestiging "
                                           "key='z'><naam>Zuid</naam></vestiging></vestigingen>",
                                  .groups = "<groepen><groep key='a'><naam>A</naam></groep><groep "
                                            "key='b'><naam>B</naam></groep><groep key='c'><naam>C</naam></groep></groepen>",
                                  .pupils = pupil(1, "a", "n") + pupil(2, "a", "z") + pupil(3, "a", "z") + pupil(4, "b", "gone") +
                                            pupil(5, "b", "gone") + pupil(6, "b", "z")}
                                 .text());
    CHECK(import.snapshot.groups[0].site == "z");
    CHECK(import.snapshot.groups[1].site == "z");
    CHECK(import.snapshot.groups[2].site == "n");
    CHECK(finding(import, "vestiging", "not listed")->severity == Severity::skipped);
    CHECK(import.snapshot.school_name.empty());  // a site's name is not the school's
}

TEST_CASE("what the file does not say of the school may be said beside it, else it is fatal", "[roster][edexml]") {
    const auto text = File{.school = ""}.text();
    const auto import = read(text);
    CHECK(finding(import, "schooljaar", "missing")->severity == Severity::fatal);
    CHECK(finding(import, "brincode", "missing")->severity == Severity::fatal);
    const auto helped = read(text, {.brin = "12ab", .year = school::SchoolYear{std::chrono::year{2026}}});
    CHECK_FALSE(test::any_fatal(helped));
    CHECK(helped.snapshot.brin == "12AB");
    CHECK(helped.snapshot.year.text() == "2026-2027");
    const auto other = read(File{}.text(), {.brin = "12AB"});
    CHECK_THAT(finding(other, "brincode")->message, Catch::Contains("another school"));
    CHECK(finding(read(File{.school = "<schooljaar>2024-2025</schooljaar><brincode>9999</brincode>"}.text()), "brincode", "12AB")
              ->severity == Severity::fatal);
    const auto flemish = read(File{.school = "<schooljaar>2024-2025</schooljaar><instellingsnummer>1234</instellingsnummer>",
                                   .pupils = "<leerling key='1'><roepnaam>Bo</roepnaam></leerling>"}
                                  .text());
    CHECK(finding(flemish, "instellingsnummer", "Flemish")->severity == Severity::fatal);
    CHECK(flemish.snapshot.pupils.size() == 1);
}

TEST_CASE("an unknown toevoegingen blok is skipped, also when it speaks of a leerling", "[roster][edexml]") {
    const auto import = read(
        File{.pupils = "<leerling key='1'><roepnaam>Bo</roepnaam><toevoegingen><blok xsi:type='VolgsysteemVOType'><code>V</code>"
                       "<leerling key='2'><roepnaam>No</roepnaam></leerling><groep key='gone'/></blok></toevoegingen></leerling>"}
            .text());
    CHECK(names(import.snapshot.pupils) == Texts{"Bo"});
    CHECK(import.findings.empty());
}

TEST_CASE("staff are named in full, and a role gives nobody anything", "[roster][edexml]") {
    const auto import = read(File{
        .staff =
            "<leerkracht key='7'><achternaam>Vries</achternaam><voorvoegsel>de</voorvoegsel><roepnaam>Anouk</roepnaam>"
            "<gebruikersnaam>a.vries</gebruikersnaam><emailadres>a.vries@school.example</emailadres><rol>LRK</rol><rol>OUD</rol>"
            "<groepen><groep key='g'><rol>LRK</rol></groep></groepen></leerkracht>"
            "<leerkracht "
            "key='lk-8'><achternaam>Bemmel</achternaam><voorletters-1>AB</voorletters-1><rolomschrijving>Alles</"
            "rolomschrijving></leerkracht>"
            "<leerkracht key='9'><achternaam>Ouder</achternaam><roepnaam>Pa</roepnaam><rol>OUD</rol></leerkracht>"}
                                 .text());
    REQUIRE(import.snapshot.staff.size() == 2);
    const auto& [first, second] = std::tie(import.snapshot.staff[0], import.snapshot.staff[1]);
    CHECK(revealed(first.name) == "Anouk de Vries");
    CHECK(revealed(first.user) == "a.vries");
    CHECK(revealed(first.clues.email) == "a.vries@school.example");
    CHECK(revealed(first.clues.number) == "7");
    CHECK(first.employment == school::Employment::active);
    CHECK(first.groups == Texts{"g"});
    CHECK(revealed(second.name) == "A.B. Bemmel");
    CHECK(revealed(second.clues.number).empty());
    CHECK_THAT(finding(import, "leerkracht/rol")->message, Catch::Contains("1 in the list of staff"));
}

TEST_CASE("a user name that two people have is nobody's", "[roster][edexml]") {
    const auto import =
        read(File{.pupils = "<leerling key='1'><roepnaam>Bo</roepnaam><gebruikersnaam>bo</gebruikersnaam></leerling>"
                            "<leerling key='2'><roepnaam>Li</roepnaam><gebruikersnaam>li</gebruikersnaam></leerling>",
                  .staff = "<leerkracht key='7'><roepnaam>Bo</roepnaam><gebruikersnaam>Bo</gebruikersnaam></leerkracht>"}
                 .text());
    CHECK(revealed(import.snapshot.pupils[0].user).empty());
    CHECK(revealed(import.snapshot.pupils[1].user) == "li");
    CHECK(revealed(import.snapshot.staff[0].user).empty());
    CHECK(import.findings.size() == 2);
}

TEST_CASE("a file of another format, of no pupils, or too large is refused in one line", "[roster][edexml]") {
    CHECK_THAT(read("<leerlinggegevens/>").findings.at(0).message, Catch::Contains("<EDEX>"));
    const auto none = read("<EDEX><school><schooljaar>2024-2025</schooljaar><brincode>99XX</brincode></school></EDEX>");
    CHECK(finding(none, "leerlingen", "missing")->severity == Severity::fatal);
    const auto large = read(File{.pupils = std::string(300'000, ' ')}.text(), {.bytes = 100'000});
    REQUIRE(large.findings.size() == 1);
    CHECK_THAT(large.findings[0].message, Catch::Contains("larger than may be read"));
}

TEST_CASE("findings end where they are told to, and never hold a name", "[roster][edexml]") {
    std::string pupils;
    for (int at = 0; at < 50; ++at)
        pupils +=
            "<leerling key='Zwartjes'><roepnaam>Zwartjes</roepnaam><groep key='Zwartjes'/><vestiging "
            "key='Zwartjes'/><uitstroomdatum>Zwartjes</uitstroomdatum></leerling>";
    const auto import = read(File{.pupils = pupils}.text(), {.findings = 10});
    CHECK(import.findings.size() == 11);
    CHECK_THAT(import.findings.back().message, Catch::Contains("more findings"));
    for (const auto& each : import.findings) CHECK((each.message + each.place).find("Zwartjes") == std::string::npos);
}
