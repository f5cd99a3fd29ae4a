// Are the answers of UWLR read as services really give them, and do refusals say what the school must do?

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"

using namespace monitor;
using namespace monitor::roster;
using test::finding;

namespace {

Import read(std::string_view text, Reading reading = {}) {
    const auto source = memory_source(as_bytes(text));
    return read_uwlr(*source, std::move(reading));
}

constexpr std::string_view space = " xmlns='http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens'";

std::string envelope(std::string_view body) {
    return "<?xml version='1.0' encoding='UTF-8'?>\n<soap:Envelope "
           "xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Header/>"
           "<soap:Body>" +
           std::string{body} + "</soap:Body></soap:Envelope>\n";
}
std::string answer(std::string_view name, std::string_view inside) {
    return envelope("<" + std::string{name} + std::string{space} + ">" + std::string{inside} + "</" + std::string{name} + ">");
}
std::string the_school(std::string_view brin = "99XX") {
    return "<school><schooljaar>2026-2027</schooljaar><dependancecode>00</dependancecode><brincode>" + std::string{brin} +
           "</brincode>"
           "<xsdversie>2.2</xsdversie></school>";
}
const std::string groups =
    "<groepen><samengestelde_groep key='s'><naam>Plus</naam></samengestelde_groep><groep "
    "key='g'><naam>7A</naam><jaargroep>7</jaargroep></groep></groepen>";
const std::string pupils =
    "<leerlingen><leerling key='1' "
    "eckid='https://ketenid.nl/201703/0f'><achternaam>Bakker</achternaam><voorvoegsel></voorvoegsel>"
    "<roepnaam>Sanne</roepnaam><groep key='g'/><samengestelde_groepen><samengestelde_groep key='s'/></samengestelde_groepen>"
    "<mutatiedatum>2026-09-01T10:00:00Z</mutatiedatum></leerling></leerlingen>";
const std::string staff =
    "<leerkrachten><leerkracht key='7'><achternaam>Vries</achternaam><voorvoegsel>de</voorvoegsel><roepnaam>Anouk</roepnaam>"
    "<emailadres>a.vries@school.example</emailadres><groepen><groep key='g'/></groepen></leerkracht></leerkrachten>";

void check_whole(const Import& import) {
    INFO(test::import_text(import));
    CHECK_FALSE(test::any_fatal(import));
    CHECK(import.snapshot.brin == "99XX");
    CHECK(import.snapshot.year.text() == "2026-2027");
    REQUIRE(import.snapshot.pupils.size() == 1);
    CHECK(import.snapshot.pupils[0].name.reveal(Purpose::match_account) == "Sanne B.");
    CHECK(import.snapshot.pupils[0].groups == std::vector<std::string>{"g", "s"});
    REQUIRE(import.snapshot.staff.size() == 1);
    CHECK(import.snapshot.staff[0].name.reveal(Purpose::match_account) == "Anouk de Vries");
    CHECK(import.snapshot.staff[0].groups == std::vector<std::string>{"g"});
    CHECK(import.snapshot.groups.size() == 2);
}

void check_refused(const Import& import, std::string_view place, std::string_view words) {
    INFO(test::import_text(import));
    CHECK(import.snapshot.pupils.empty());
    CHECK(import.snapshot.groups.empty());
    REQUIRE(import.findings.size() == 1);
    CHECK(import.findings[0].severity == Severity::fatal);
    CHECK(import.findings[0].place == place);
    CHECK_THAT(import.findings[0].message, Catch::Contains(std::string{words}));
}

}  // namespace

TEST_CASE("an answer is read in its envelope, without it, and with the data alone", "[roster][uwlr]") {
    const auto data =
        "<leerlinggegevens" + std::string{space} + ">" + the_school() + groups + pupils + staff + "</leerlinggegevens>";
    check_whole(read(answer("leerlinggegevens_antwoord", data)));
    check_whole(read("<leerlinggegevens_antwoord>" + data + "</leerlinggegevens_antwoord>"));
    check_whole(read(data));
}

TEST_CASE("trap: every element has a namespace in UWLR, with a prefix or without", "[roster][uwlr]") {
    std::string prefixed =
        "<l:leerlinggegevens_antwoord "
        "xmlns:l='http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens'><l:leerlinggegevens>";
    for (std::string part : {the_school(), groups, pupils, staff}) {
        for (std::size_t at = 0; (at = part.find('<', at)) != std::string::npos; ++at)
            part.insert(part[at + 1] == '/' ? at + 2 : at + 1, "l:");
        prefixed += part;
    }
    check_whole(read(prefixed + "</l:leerlinggegevens></l:leerlinggegevens_antwoord>"));
}

TEST_CASE("trap: real answers have other orders, empty elements and times with Z", "[roster][uwlr]") {
    const auto import = read(answer("leerlinggegevens_antwoord",
                                    "<leerlinggegevens>" + staff + pupils + groups + the_school() + "</leerlinggegevens>"));
    check_whole(import);
    CHECK(finding(import, "voorvoegsel", "empty")->severity == Severity::note);
    CHECK(import.findings.size() == 1);
}

TEST_CASE("trap: the schema's keys are dead, so references and doubles are checked here", "[roster][uwlr]") {
    const auto twice =
        "<leerlingen><leerling key='1'><roepnaam>Bo</roepnaam><groep key='gone'/></leerling><leerling "
        "key='1'><roepnaam>Li</roepnaam></leerling></leerlingen>";
    const auto import =
        read(answer("leerlinggegevens_antwoord", "<leerlinggegevens>" + the_school() + groups + twice + "</leerlinggegevens>"));
    REQUIRE(import.snapshot.pupils.size() == 1);
    CHECK(import.snapshot.pupils[0].groups.empty());
    CHECK(finding(import, "leerling[1]/groep", "not listed")->line == 2);
    CHECK(finding(import, "leerling[2]", "came before") != nullptr);
}

TEST_CASE("the answers of a staged question may follow each other in any order", "[roster][uwlr]") {
    const auto structure =
        answer("structuur_antwoord", "<leerlinggegevens-structuur>" + the_school() + groups + "</leerlinggegevens-structuur>");
    const auto people =
        answer("leerlingen_antwoord", "<leerlinggegevens-leerlingen>" + the_school() + pupils + "</leerlinggegevens-leerlingen>");
    const auto teachers = answer("leerkrachten_antwoord",
                                 "<leerlinggegevens-leerkrachten>" + the_school() + staff + "</leerlinggegevens-leerkrachten>");
    check_whole(read(structure + people + teachers));
    check_whole(read(teachers + people + structure));
    check_refused(read(structure + answer("leerlingen_antwoord", "<geengegevens/>") + teachers), "geengegevens",
                  "nothing for this school");
    const auto no_staff = read(structure + people + answer("leerkrachten_antwoord", "<geengegevens/>"));
    CHECK_FALSE(test::any_fatal(no_staff));
    CHECK(no_staff.snapshot.pupils.size() == 1);
    CHECK(finding(no_staff, "leerkrachten_antwoord/geengegevens")->severity == Severity::note);
    const auto cut = read(structure + teachers);
    CHECK(finding(cut, "leerlingen", "missing")->severity == Severity::fatal);
}

TEST_CASE("answers of two schools are never one import", "[roster][uwlr]") {
    const auto import = read(
        answer("structuur_antwoord", "<leerlinggegevens-structuur>" + the_school() + groups + "</leerlinggegevens-structuur>") +
        answer("leerlingen_antwoord",
               "<leerlinggegevens-leerlingen>" + the_school("88YY") + pupils + "</leerlinggegevens-leerlingen>"));
    CHECK(finding(import, "school", "another school")->severity == Severity::fatal);
}

TEST_CASE("nothing changed and nothing there are told apart, and never make an empty school", "[roster][uwlr]") {
    check_refused(read(answer("leerlinggegevens_antwoord", "<geenwijzigingen/>")), "geenwijzigingen", "what is there stays");
    check_refused(read(answer("leerlinggegevens_antwoord", "<geengegevens/>")), "geengegevens", "check both");
    check_refused(read("<leerlinggegevens_antwoord><geenwijzigingen/></leerlinggegevens_antwoord>"), "geenwijzigingen", "");
}

TEST_CASE("a fault says what the school must do, for every code there is", "[roster][uwlr]") {
    const std::pair<std::string_view, std::string_view> codes[] = {
        {"Server.InterneFout", "tries again"},
        {"Server.TijdelijkNietBeschikbaar", "tries again"},
        {"Client.OngeldigBericht", "school year, BRIN"},
        {"Client.OngeldigeKlantIdentificatie", "klantcode"},
        {"Client.AutorisatieOngeldig", "autorisatiesleutel"},
        {"Client.VocabulaireTermOngeldig", "supplier"},
        {"Client.XsdVersieOngeldig", "2.2"},
        {"Client.LeerlingOngeldig", "mend the pupil"},
        {"Client.ToetsNormeringOngeldig", "address"},
        {"Client.ScoreOngeldig", "address"},
        {"Client.EldResultaatOngeldig", "address"},
    };
    for (const auto& [code, words] : codes) {
        const std::string name{code};
        const auto fault = [&](std::string_view inside) {
            return read(envelope("<soap:Fault>" + std::string{inside} + "</soap:Fault>"));
        };
        check_refused(fault("<faultcode>soap:" + name + "</faultcode><faultstring>Sanne Bakker</faultstring>"), "Fault/" + name,
                      words);
        check_refused(fault("<faultcode>soap:Client</faultcode><faultstring>" + name + "</faultstring>"), "Fault/" + name, words);
        check_refused(fault("<faultcode>soap:Server</faultcode><detail><x:StructuurFault xmlns:x='u'><faultcode>" + name +
                            "</faultcode></x:StructuurFault></detail>"),
                      "Fault/" + name, words);
        check_refused(fault("<soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode><soap:Value>" + name +
                            "</soap:Value></soap:Subcode></soap:Code>"),
                      "Fault/" + name, words);
    }
    check_refused(
        read(envelope("<soap:Fault><faultcode>soap:Client</faultcode><faultstring>Sanne Bakker</faultstring></soap:Fault>")),
        "Fault/Client", "settings");
    check_refused(read(envelope("<soap:Fault><faultcode>soap:Server</faultcode></soap:Fault>")), "Fault/Server", "tries again");
    check_refused(read(envelope("<soap:Fault/>")), "Fault", "tries again");
}

TEST_CASE("what is no answer of UWLR is refused", "[roster][uwlr]") {
    CHECK_THAT(read("<html><body>Log in</body></html>").findings.at(0).message, Catch::Contains("begins with <html>"));
    CHECK(finding(read(envelope("<leerresultaten_bevestiging/>")), "leerlinggegevens", "no answer of UWLR")->severity ==
          Severity::fatal);
    CHECK(finding(read(envelope("")), "leerlinggegevens", "no answer of UWLR")->severity == Severity::fatal);
    CHECK_THAT(read("").findings.at(0).message, Catch::Contains("empty"));
    CHECK_THAT(read("<!DOCTYPE x><leerlinggegevens_antwoord/>").findings.at(0).message, Catch::Contains("DOCTYPE"));
}
