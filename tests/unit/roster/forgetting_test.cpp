// Is what nobody listened to nowhere in the memory of this process, once a reader has returned?

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"
#include "support/marks.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono_literals;
using test::allowed;
using test::forbidden;
using test::in_memory;
using test::write_marked;

namespace {

constexpr Instant october_2026{std::chrono::sys_days{std::chrono::year{2026} / 10 / 14} + 12h};
std::string element(std::string_view name, std::string_view text) {
    return "<" + std::string{name} + ">" + std::string{text} + "</" + std::string{name} + ">\n";
}

// Every field of EDEXML that is not on the list, some that nobody ever heard of, and a leaver whose own name must go too.
std::string marked_school() {
    std::string fields;
    for (const auto* name : {"geboortedatum",
                             "geslacht",
                             "start_ondw_jgr3",
                             "jaargroep",
                             "fotourl",
                             "etniciteit",
                             "land",
                             "land_vader",
                             "land_moeder",
                             "sofinummer",
                             "bsn",
                             "onderwijsnummer",
                             "bsn_ondwnr-4",
                             "rijksregisternummer",
                             "gewicht_nieuw",
                             "gewicht",
                             "postcodenl",
                             "postnummerbe",
                             "postcodeoverig",
                             "instroomdatum",
                             "mutatiedatum",
                             "eckid",
                             "geheim",
                             "straat",
                             "telefoon"})
        fields += element(name, "@");
    fields +=
        "<!-- @ --><?note @?><toevoegingen><blok><code>@</code><leerling key='@' "
        "eckid='@'><roepnaam>@</roepnaam></leerling></blok></toevoegingen>";
    std::string people;
    for (int at = 0; at < 1500; ++at) {  // some mebibytes, so that the parser's buffers are used again and again
        people += "<leerling key='" + std::to_string(at) +
                  "' eckid='@' bsn='@'><roepnaam>Bo</roepnaam><achternaam>Bakker</achternaam>" + fields + "</leerling>";
    }
    people +=
        "<leerling key='@' "
        "eckid='@'><roepnaam>@</roepnaam><achternaam>@</achternaam><gebruikersnaam>@</gebruikersnaam><emailadres>@@@@</"
        "emailadres>"
        "<uitstroomdatum>2020-01-01</uitstroomdatum></leerling><leerling key='w'><roepnaam>~</roepnaam></leerling>";
    return "<school><schooljaar>2026-2027</schooljaar><brincode>99XX</brincode><schoolkey>@</schoolkey><auteur>@</"
           "auteur><commentaar>@</commentaar></school>"
           "<groepen><groep key='g'><naam>7A</naam><omschrijving>@</omschrijving></groep></groepen><leerlingen>" +
           people +
           "</leerlingen>"
           "<leerkrachten><leerkracht key='7' eckid='@'><roepnaam>Lia</roepnaam>" +
           fields + "<rolomschrijving>@</rolomschrijving></leerkracht></leerkrachten>";
}

// The import is alive while memory is searched: what came in is found, and nothing else.
void check_forgotten(const Import& import) {
    CHECK(in_memory(forbidden) == 0);
    CHECK(in_memory(allowed) > 0);
    CHECK_FALSE(import.snapshot.pupils.empty());
}

}  // namespace

TEST_CASE("what EDEXML says beside the list is nowhere in memory after reading", "[roster][forgetting]") {
    const test::Temporary folder;
    write_marked(folder.path() / "a.xml", "<EDEX>" + marked_school() + "</EDEX>");
    const auto source = file_source(folder.path() / "a.xml").value();
    const auto import = read_edexml(*source, {.now = october_2026});
    CHECK(import.snapshot.pupils.size() == 1501);
    check_forgotten(import);
}

TEST_CASE("what UWLR says beside the list is nowhere in memory after reading", "[roster][forgetting]") {
    const test::Temporary folder;
    write_marked(folder.path() / "a.xml", "<leerlinggegevens_antwoord><leerlinggegevens>" + marked_school() +
                                              "</leerlinggegevens></leerlinggegevens_antwoord>");
    const auto source = file_source(folder.path() / "a.xml").value();
    const auto import = read_uwlr(*source, {.now = october_2026});
    CHECK(import.snapshot.pupils.size() == 1501);
    check_forgotten(import);
}

TEST_CASE("an EDEXML file that breaks off in the middle of a secret leaves nothing of it", "[roster][forgetting]") {
    const test::Temporary folder;
    auto text = "<EDEX>" + marked_school();
    text.resize(text.find("bsn>", text.size() / 2) + 5);
    write_marked(folder.path() / "a.xml", text);
    const auto source = file_source(folder.path() / "a.xml").value();
    const auto import = read_edexml(*source, {.now = october_2026});
    CHECK(test::any_fatal(import));
    CHECK(in_memory(forbidden) == 0);
}

TEST_CASE("what GKV says beside the list is nowhere in memory after reading", "[roster][forgetting]") {
    std::string secret;
    for (const auto* name : {"achternaamOfficieel", "tussenvoegselOfficieel", "geboortedatum", "geboortedatumOnzeker",
                             "geboorteplaats", "geboorteland", "geslacht", "datumAanmelding", "leerlingAdres", "aanhef", "bsn"})
        secret += element(name, "@");
    secret +=
        "<mobile><id>@</id><nummer>@</nummer><geheim>true</geheim></mobile><telefoonWerk><nummer>@</nummer><geheim>false</"
        "geheim></telefoonWerk>";
    std::string people, addresses;
    for (int at = 0; at < 1500; ++at) {
        people += "<leerling><id>" + std::to_string(at) + "</id><roepNaam>Bo</roepNaam>" + secret + "</leerling>";
        addresses +=
            "<adres><id>@</id><straat>@</straat><geheimadres>false</geheimadres><telefoon><nummer>@</nummer></telefoon></adres>";
    }
    const auto around = [](std::string_view inside) {
        return "<E:Envelope xmlns:E='u'><E:Body><r><return>" + std::string{inside} + "</return></r></E:Body></E:Envelope>";
    };
    const test::Temporary folder;
    write_marked(folder.path() / "p.xml", around("<adressen>" + addresses + "</adressen><leerlingen>" + people +
                                                 "<leerling><id>w</id><roepNaam>~</roepNaam></leerling></leerlingen>"));
    write_marked(folder.path() / "s.xml",
                 around("<medewerkers><medewerker><id>7</id><roepNaam>Lia</roepNaam>" + secret + "</medewerker></medewerkers>"));
    const auto pupils = file_source(folder.path() / "p.xml").value(), staff = file_source(folder.path() / "s.xml").value();
    const auto import = read_gkv(*pupils, *staff, {.now = october_2026, .brin = "99XX"});
    CHECK(import.snapshot.pupils.size() == 1501);
    CHECK(import.snapshot.staff.size() == 1);
    check_forgotten(import);
}
