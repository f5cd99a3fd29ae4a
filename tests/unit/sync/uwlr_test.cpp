// Is an administration asked over UWLR and GKV as the standard writes it, and is each answer understood?

#include "monitor/sync/administration.hpp"
#include "unit/sync/stores_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using sync::Problem;

namespace {

const std::string space = "http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens";
const std::string head =
    "<school><schooljaar>2026-2027</schooljaar><brincode>99XX</brincode><dependancecode>00</dependancecode><xsdversie>2.2</"
    "xsdversie></school>";
const std::string groups =
    R"(<groepen><groep key="5&amp;a"><naam>5A</naam><jaargroep>5</jaargroep></groep><samengestelde_groep key="plus"><naam>Plus</naam></samengestelde_groep></groepen>)";
const std::string pupils =
    R"(<leerlingen><leerling key="1"><achternaam>Bakker</achternaam><roepnaam>Sanne</roepnaam><jaargroep>5</jaargroep><groep key="5&amp;a"/></leerling></leerlingen>)";
const std::string staff =
    R"(<leerkrachten><leerkracht key="lk"><achternaam>Vries</achternaam><roepnaam>Anouk</roepnaam><groepen><groep key="5&amp;a"/></groepen></leerkracht></leerkrachten>)";

std::string envelope(const std::string& body) {
    return R"(<?xml version="1.0"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>)" + body +
           "</S:Body></S:Envelope>";
}
std::string reply(const std::string& subject, const std::string& inside) {
    return envelope("<" + subject + "_antwoord xmlns=\"" + space + "\">" + inside + "</" + subject + "_antwoord>");
}
std::string fault(const std::string& code) {
    return envelope("<S:Fault><faultcode>S:" + code.substr(0, 6) + "</faultcode><faultstring>" + code +
                    "</faultstring></S:Fault>");
}

std::string header(const fetch::Ask& ask, const std::string& name) {
    for (const auto& [known, text] : ask.headers) {
        if (known == name) return text;
    }
    return {};
}

struct Uwlr : SyncOfTest {
    settings::Connection set = uwlr_connection();
    void says(int status, const std::string& body) { graph.fetch.reply(set.url, status, body); }
    /// Answers by the SOAPAction.
    void says(std::vector<std::pair<std::string, std::string>> replies) {
        graph.fetch.reply(set.url, [replies = std::move(replies)](const fetch::Ask& ask) {
            for (const auto& [action, body] : replies) {
                if (header(ask, "SOAPAction") == "\"" + action + "\"") return fetch::Answer{200, {}, body};
            }
            return fetch::Answer{500, {}, fault("Client.OngeldigBericht")};
        });
    }
    std::string result() { return word(run(set)); }
};

}  // namespace

TEST_CASE("HaalLeerlinggegevens is asked as the standard writes it, and texts are escaped", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.set.data_set = "Smalle-set-PO";
    uwlr.says(200, reply("leerlinggegevens", "<leerlinggegevens>" + head + groups + pupils + staff + "</leerlinggegevens>"));
    CHECK(uwlr.result() == "good");
    const auto asked = uwlr.graph.fetch.asked().back();
    CHECK(header(asked, "SOAPAction") == "\"HaalLeerlinggegevens\"");
    CHECK(header(asked, "Content-Type") == "text/xml; charset=utf-8");
    CHECK(
        asked.body ==
        R"(<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>)"
        R"(<a:autorisatie xmlns:a="http://www.edustandaard.nl/leerresultaten/2/autorisatie"><a:autorisatiesleutel>k&lt;1&gt;&amp;</a:autorisatiesleutel>)"
        R"(<a:klantcode>K-1</a:klantcode><a:klantnaam>Regenboog &amp; Zn</a:klantnaam></a:autorisatie></soap:Header><soap:Body>)"
        R"(<u:leerlinggegevens_verzoek xmlns:u="http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens"><u:schooljaar>2026-2027</u:schooljaar>)"
        R"(<u:brincode>99XX</u:brincode><u:dependancecode>00</u:dependancecode><u:xsdversie>2.2</u:xsdversie><u:gegevenssetid>Smalle-set-PO</u:gegevenssetid>)"
        R"(</u:leerlinggegevens_verzoek></soap:Body></soap:Envelope>)");
    REQUIRE(uwlr.kept.snapshots.size() == 1);
    CHECK(uwlr.kept.snapshots[0].pupils.size() == 1);
    CHECK(uwlr.kept.snapshots[0].staff.size() == 1);
    CHECK(uwlr.kept.snapshots[0].groups.size() == 2);
}

TEST_CASE("the staged delivery asks structure, pupils of each base group and of none, and staff of every group", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.set.delivery = settings::Delivery::staged;
    uwlr.says({{space + "/structuur_verzoek",
                reply("structuur", "<leerlinggegevens-structuur>" + head + groups + "</leerlinggegevens-structuur>")},
               {space + "/leerlingen_verzoek",
                reply("leerlingen", "<leerlinggegevens-leerlingen>" + head + pupils + "</leerlinggegevens-leerlingen>")},
               {space + "/leerkrachten_verzoek",
                reply("leerkrachten", "<leerlinggegevens-leerkrachten>" + head + staff + "</leerlinggegevens-leerkrachten>")}});
    CHECK(uwlr.result() == "good");
    const auto asked = uwlr.graph.fetch.asked();
    REQUIRE(asked.size() == 3);
    CHECK(asked[1].body.find(R"(<u:groepen><u:groep key="5&amp;a"/><u:groep/></u:groepen></u:leerlingen_verzoek>)") !=
          std::string::npos);
    CHECK(asked[2].body.find(R"(<u:groepen><u:groep key="5&amp;a"/><u:samengestelde_groep key="plus"/><u:groep/></u:groepen>)") !=
          std::string::npos);
    REQUIRE(uwlr.kept.snapshots.size() == 1);
    CHECK(uwlr.kept.snapshots[0].pupils[0].groups == std::vector<std::string>{"5&a"});
    CHECK(uwlr.kept.snapshots[0].staff[0].groups == std::vector<std::string>{"5&a"});
}

TEST_CASE("a stage that fails gives nothing at all", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.set.delivery = settings::Delivery::staged;
    uwlr.says({{space + "/structuur_verzoek",
                reply("structuur", "<leerlinggegevens-structuur>" + head + groups + "</leerlinggegevens-structuur>")}});
    CHECK(uwlr.result().find("message: ") == 0);
    CHECK(uwlr.kept.snapshots.empty());
}

TEST_CASE("only what changed is asked with laatstontvangengegevens, and geenwijzigingen changes nothing", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.set.asking = settings::Asking::when_changed;
    uwlr.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    uwlr.kept.of(store::Connected::roster).last_good = uwlr.graph.clock.now() - 24h;
    uwlr.says(200, reply("leerlinggegevens", "<geenwijzigingen/>"));
    CHECK(uwlr.result() == "good");
    CHECK(uwlr.graph.fetch.asked().back().body.find(
              "<u:laatstontvangengegevens>2026-08-31T07:00:00Z</u:laatstontvangengegevens>") != std::string::npos);
    CHECK(uwlr.kept.told() == "ran 0");
}

TEST_CASE("a new school year is asked whole, whatever changed", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.set.asking = settings::Asking::when_changed;
    uwlr.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    uwlr.kept.of(store::Connected::roster).last_good = uwlr.graph.clock.now() - 24h * 40;
    uwlr.says(200, reply("leerlinggegevens", "<geenwijzigingen/>"));
    (void)uwlr.result();
    CHECK(uwlr.graph.fetch.asked().back().body.find("laatstontvangengegevens") == std::string::npos);
}

TEST_CASE("geengegevens is not a school without pupils", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.says(200, reply("leerlinggegevens", "<geengegevens/>"));
    CHECK(uwlr.result().find("empty: ") == 0);
    CHECK(uwlr.kept.snapshots.empty());
}

TEST_CASE("each fault of UWLR is what the school must do about it", "[sync][uwlr]") {
    for (const auto& [code, expected] : {std::pair{"Server.InterneFout", "service"},
                                         {"Server.TijdelijkNietBeschikbaar", "service"},
                                         {"Client.OngeldigBericht", "message"},
                                         {"Client.OngeldigeKlantIdentificatie", "customer"},
                                         {"Client.AutorisatieOngeldig", "authorisation"},
                                         {"Client.VocabulaireTermOngeldig", "message"},
                                         {"Client.XsdVersieOngeldig", "message"},
                                         {"Client.LeerlingOngeldig", "message"}}) {
        Uwlr uwlr;
        uwlr.says(500, fault(code));
        CHECK(uwlr.result().find(std::string{expected} + ": HaalLeerlinggegevens: Fault/" + code) == 0);
    }
}

TEST_CASE("what is no answer of UWLR says what to look at", "[sync][uwlr]") {
    for (const auto& [status, body, expected] : {std::tuple{200, "<html></html>", "refused"},
                                                 {200, "", "refused"},
                                                 {401, "", "authorisation"},
                                                 {403, "", "authorisation"},
                                                 {404, "", "settings"},
                                                 {500, "", "service"},
                                                 {400, "", "message"}}) {
        Uwlr uwlr;
        uwlr.says(status, body);
        CHECK(uwlr.result().find(std::string{expected} + ": ") == 0);
        CHECK(uwlr.kept.snapshots.empty());
    }
}

TEST_CASE("the key is in no problem and no log", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.says(500, fault("Client.AutorisatieOngeldig") + "k<1>&");
    CHECK(uwlr.result().find("k<1>") == std::string::npos);
    uwlr.says(200, "k<1>&");
    CHECK(uwlr.result().find("k<1>") == std::string::npos);
}

TEST_CASE("GKV is asked twice, with its own way to write a school year", "[sync][gkv]") {
    Uwlr gkv;
    gkv.set.kind = settings::ConnectionKind::gkv;
    gkv.says(500, fault("Client"));
    CHECK(gkv.result() != "good");
    const auto asked = gkv.graph.fetch.asked();
    REQUIRE(asked.size() == 2);
    CHECK(header(asked[0], "SOAPAction") == "\"getLeerlingen\"");
    CHECK(header(asked[1], "SOAPAction") == "\"getMedewerkers\"");
    CHECK(
        asked[0].body.find(
            R"(<soap:Body><p:getLeerlingen xmlns:p="http://www.topicus.nl/parnassys"><leveranciernaam>K-1</leveranciernaam>)"
            R"(<leveranciersleutel>k&lt;1&gt;&amp;</leveranciersleutel><brinnummer>99XX</brinnummer><schooljaar>2026 / 2027</schooljaar>)"
            R"(</p:getLeerlingen></soap:Body>)") != std::string::npos);
}

TEST_CASE("text of the settings cannot become XML of its own", "[sync][uwlr]") {
    Uwlr uwlr;
    uwlr.set.customer = "</a:klantcode><x>";
    uwlr.says(200, "");
    (void)uwlr.result();
    CHECK(uwlr.graph.fetch.asked().back().body.find("<a:klantcode>&lt;/a:klantcode&gt;&lt;x&gt;</a:klantcode>") !=
          std::string::npos);
}
