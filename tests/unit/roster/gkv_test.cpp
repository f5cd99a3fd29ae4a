// Are the answers of ParnasSys GKV read: references by id, the right school year, and nothing that is secret?

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"

using namespace monitor;
using namespace monitor::roster;
using test::finding;
using namespace std::chrono_literals;

namespace {

constexpr Instant october_2026{std::chrono::sys_days{std::chrono::year{2026} / 10 / 5} + 12h};

std::string answer(std::string_view name, std::string_view inside) {
    const std::string whole{name};
    return "<?xml version='1.0' encoding='UTF-8'?>\n<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><S:Body>"
           "<ns2:" +
           whole + "Response xmlns:ns2='http://www.topicus.nl/parnassys'><return>" + std::string{inside} +
           "</return></ns2:" + whole + "Response></S:Body></S:Envelope>\n";
}

const std::string years =
    "<schooljaren><schooljaar><id>25</id><naam>2025 / 2026</naam></schooljaar><schooljaar><id>26</id><naam>2026 / "
    "2027</naam></schooljaar></schooljaren>";
const std::string groups =
    "<groepen><groep><id>1</id><naam>6A</naam><lokaal>3</lokaal><schooljaar>25</schooljaar></groep>"
    "<groep><id>2</id><naam>7A</naam><schooljaar>26</schooljaar></groep><groep><id>3</id><naam>7B</naam><schooljaar>26</"
    "schooljaar></groep></groepen>";

std::string placed(std::string_view group, std::string_view year, std::string_view from = "", std::string_view until = "") {
    const auto element = [](std::string_view name, std::string_view text) {
        return text.empty() ? std::string{} : "<" + std::string{name} + ">" + std::string{text} + "</" + std::string{name} + ">";
    };
    return "<groepsindeling><id>9</id>" + element("groep", group) + element("schooljaar", year) + element("vanafDatum", from) +
           element("totDatum", until) + "<leerjaar>7</leerjaar></groepsindeling>";
}
std::string pupil(std::string_view id, std::string_view placements, std::string_view enrolments = "") {
    return "<leerling><id>" + std::string{id} + "</id><leerlingNummer>20" + std::string{id} +
           "</leerlingNummer><roepNaam>Sanne</roepNaam>"
           "<achternaam>Bakker</achternaam><achternaamOfficieel>Zwartjes</achternaamOfficieel><tussenvoegsel/"
           "><geboortedatum>2014-02-03</geboortedatum>"
           "<leerlingAdres>5</leerlingAdres><groepsindelingen>" +
           std::string{placements} + "</groepsindelingen><inschrijvingen>" + std::string{enrolments} +
           "</inschrijvingen></leerling>";
}
const std::string staff =
    answer("getMedewerkers",
           "<medewerkers><medewerker><id>7</id><aanhef>mevrouw</aanhef><firstName>Anna Maria</firstName><lastName>de "
           "Vries</lastName><roepNaam>Anouk</roepNaam>"
           "<email>a.vries@school.example</email><mobile><id>1</id><nummer>0600000000</nummer><geheim>true</geheim></mobile>"
           "<telefoonWerk><id>2</id><nummer>0201234567</nummer><geheim>false</geheim></"
           "telefoonWerk><dienstverbanden><dienstverband>4</dienstverband></dienstverbanden></medewerker></medewerkers>"
           "<dienstverbanden><dienstverband><id>4</id><afkorting>vast</afkorting></dienstverband></dienstverbanden>");

Import read(std::string_view pupils, std::string_view members = staff, Reading reading = {}) {
    if (reading.now == Instant{}) reading.now = october_2026;
    if (reading.brin.empty()) reading.brin = "99XX";
    const auto first = memory_source(as_bytes(pupils)), second = memory_source(as_bytes(members));
    return read_gkv(*first, *second, std::move(reading));
}
Import read_pupils(std::string_view pupils) {
    return read(answer("getLeerlingen", groups + years + "<leerlingen>" + std::string{pupils} + "</leerlingen>"));
}
std::vector<std::string> groups_of(std::string_view placements) {
    return read_pupils(pupil("1", placements)).snapshot.pupils.at(0).groups;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("pupils and staff of two answers become one school", "[roster][gkv]") {
    const auto import = read_pupils(pupil("1", placed("2", "26")));
    INFO(test::import_text(import));
    CHECK(import.findings.empty());
    CHECK(import.snapshot.brin == "99XX");
    CHECK(import.snapshot.year.text() == "2026-2027");
    REQUIRE(import.snapshot.pupils.size() == 1);
    const auto& line = import.snapshot.pupils[0];
    CHECK(line.name.reveal(Purpose::match_account) == "Sanne B.");
    CHECK(line.clues.number.reveal(Purpose::match_account) == "201");
    CHECK(line.groups == Texts{"2"});
    REQUIRE(import.snapshot.staff.size() == 1);
    CHECK(import.snapshot.staff[0].name.reveal(Purpose::match_account) == "Anouk de Vries");
    CHECK(import.snapshot.staff[0].clues.email.reveal(Purpose::match_account) == "a.vries@school.example");
    REQUIRE(import.snapshot.groups.size() == 2);
    CHECK(import.snapshot.groups[0].name == "7A");
}

TEST_CASE("trap: a school year is written with spaces around a slash", "[roster][gkv]") {
    const auto text = answer(
        "getLeerlingen", groups + years + "<leerlingen>" + pupil("1", placed("1", "25") + placed("2", "26")) + "</leerlingen>");
    CHECK(read(text).snapshot.pupils.at(0).groups == Texts{"2"});
    const auto before = read(text, staff, {.year = school::SchoolYear{std::chrono::year{2025}}});
    CHECK(before.snapshot.pupils.at(0).groups == Texts{"1"});
    REQUIRE(before.snapshot.groups.size() == 1);
    CHECK(before.snapshot.groups[0].name == "6A");
    const auto none = read(text, staff, {.year = school::SchoolYear{std::chrono::year{2030}}});
    CHECK(none.snapshot.groups.empty());
    CHECK(finding(none, "groepen", "another school year")->severity == Severity::note);
}

TEST_CASE("a pupil is in the group of today, by the days it runs from and to", "[roster][gkv]") {
    CHECK(groups_of(placed("2", "26", "2026-08-01", "2027-07-31")) == Texts{"2"});
    CHECK(groups_of(placed("2", "26", "2026-08-01T00:00:00+02:00")) == Texts{"2"});
    CHECK(groups_of(placed("2", "26", "2026-10-06")) == Texts{});
    CHECK(groups_of(placed("2", "26", "2026-08-01", "2026-10-04")) == Texts{});
    CHECK(groups_of(placed("2", "26", "2026-08-01", "2026-10-05") + placed("3", "26", "2026-10-05")) == Texts{"3"});
    CHECK(groups_of(placed("3", "26", "2026-10-05") + placed("2", "26", "2026-08-01", "2026-10-05")) == Texts{"3"});
    CHECK(groups_of(placed("2", "26") + placed("2", "26")) == Texts{"2"});
}

TEST_CASE("next year's import looks at the first day of that year", "[roster][gkv]") {
    const auto text = answer("getLeerlingen", groups + years + "<leerlingen>" +
                                                  pupil("1", placed("2", "26", "2026-08-01", "2027-07-31")) + "</leerlingen>");
    const auto early =
        read(text, staff, {.now = october_2026 - std::chrono::days{120}, .year = school::SchoolYear{std::chrono::year{2026}}});
    CHECK(early.snapshot.pupils.at(0).groups == Texts{"2"});
}

TEST_CASE("a group nobody listed is left out, and lists may come behind the pupils", "[roster][gkv]") {
    const auto import = read_pupils(pupil("1", placed("8", "26")));
    CHECK(import.snapshot.pupils.at(0).groups.empty());
    CHECK(finding(import, "leerling[1]/groep", "not listed")->severity == Severity::skipped);
    const auto pupils = "<leerlingen>" + pupil("1", placed("1", "25") + placed("2", "26", "2026-08-02")) + "</leerlingen>";
    for (const auto& turned :
         {pupils + groups + years, pupils + years + groups, groups + pupils + years, years + pupils + groups}) {
        const auto late = read(answer("getLeerlingen", turned));
        CHECK(late.snapshot.pupils.at(0).groups == Texts{"2"});
        CHECK(late.findings.empty());
    }
}

TEST_CASE("whose enrolments have all ended has left", "[roster][gkv]") {
    const std::string ended =
        "<inschrijving><id>1</id><datumInschrijving>2018-08-01</datumInschrijving><datumUitschrijving>2026-10-05</"
        "datumUitschrijving></inschrijving>";
    const std::string runs = "<inschrijving><id>2</id><datumInschrijving>2018-08-01</datumInschrijving></inschrijving>";
    const std::string ends_later = "<inschrijving><id>2</id><datumUitschrijving>2026-10-06</datumUitschrijving></inschrijving>";
    CHECK(read_pupils(pupil("1", "", runs) + pupil("2", "", ended + runs) + pupil("3", "", ends_later) + pupil("4", ""))
              .snapshot.pupils.size() == 4);
    const auto left = read_pupils(pupil("1", "", ended));
    CHECK(left.snapshot.pupils.empty());
    CHECK_THAT(finding(left, "uitstroomdatum")->message, Catch::Contains("1 left the school"));
}

TEST_CASE("geheimadres and geheim are honoured: no address and no number comes in, secret or not", "[roster][gkv]") {
    const std::string addresses =
        "<adressen><adres><id>5</id><straat>Kanariestraat</straat><huisnummer>1</huisnummer><geheimadres>true</geheimadres>"
        "<telefoon><id>6</id><nummer>0600000001</nummer><geheim>true</geheim></telefoon></adres></adressen>";
    const auto text =
        answer("getLeerlingen", addresses + groups + years + "<leerlingen>" + pupil("1", placed("2", "26")) + "</leerlingen>");
    for (const auto wanted : {Wanted::look_along, Wanted::look_along_and_portal}) {
        const auto shown = test::import_text(read(text, staff, {.wanted = wanted}));
        for (const auto* secret : {"Kanariestraat", "0600000001", "0600000000", "0201234567", "2014", "Zwartjes", "mevrouw"})
            CHECK_THAT(shown, !Catch::Contains(secret));
    }
}

TEST_CASE("a fault, or an answer to another question, is fatal", "[roster][gkv]") {
    const auto fault = read(
        "<S:Envelope "
        "xmlns:S='u'><S:Body><S:Fault><faultcode>S:Client</faultcode><faultstring>Sanne</faultstring></S:Fault></S:Body></"
        "S:Envelope>");
    CHECK(finding(fault, "Fault/Client", "settings")->severity == Severity::fatal);
    const auto turned = read(staff, answer("getLeerlingen", "<schooljaren/>"));
    CHECK(finding(turned, "leerlingen", "getLeerlingen")->severity == Severity::fatal);
    const auto nobody = read(answer("getLeerlingen", "<leerlingen/>"), answer("getMedewerkers", ""));
    CHECK(finding(nobody, "medewerkers", "getMedewerkers")->severity == Severity::fatal);
    CHECK(finding(read("<a/>"), "getLeerlingen", "begins with <a>")->severity == Severity::fatal);
    const auto text = answer("getLeerlingen", "<leerlingen/>");
    const auto first = memory_source(as_bytes(text)), second = memory_source(as_bytes(staff));
    CHECK(finding(read_gkv(*first, *second, {.now = october_2026}), "brinnummer", "which school")->severity == Severity::fatal);
}
