// Is what nobody listened to nowhere in the memory of this process, once a reader has returned?
//
// The files are written by a child, with a mark in every field that must not come in; this process knows the mark only in disguise, so
// that a hit is never our own. Then all memory that can be written is searched, the heap with what was given back to it included.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <span>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono_literals;

namespace {

constexpr Instant october_2026{std::chrono::sys_days{std::chrono::year{2026} / 10 / 14} + 12h};
constexpr unsigned char disguise = 0x5a;
using Mark = std::array<unsigned char, 14>;

consteval Mark disguised(const char (&text)[15]) {
    Mark mark{};
    for (std::size_t at = 0; at < mark.size(); ++at) mark[at] = static_cast<unsigned char>(text[at]) ^ disguise;
    return mark;
}
constexpr Mark forbidden = disguised("KanarieVogel7x"), allowed = disguised("ZebraVinkje42y");

// '@' becomes the forbidden mark and '~' the allowed one; in a child, so that neither was ever in this process.
void write_marked(const std::filesystem::path& path, const std::string& text) {
    const auto child = ::fork();
    if (child == 0) {
        std::FILE* file = std::fopen(path.c_str(), "wb");
        for (const char sign : text) {
            if (sign != '@' && sign != '~') std::fputc(sign, file);
            else for (const auto part : sign == '@' ? forbidden : allowed) std::fputc(part ^ disguise, file);
        }
        ::_exit(std::fclose(file));
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    REQUIRE(status == 0);
}

std::size_t hits(std::span<const unsigned char> bytes, const Mark& mark) {
    std::size_t found = 0;
    const unsigned char first = mark[0] ^ disguise;  // one letter alone is no mark
    while (bytes.size() >= mark.size()) {
        const auto* at = static_cast<const unsigned char*>(std::memchr(bytes.data(), first, bytes.size() - mark.size() + 1));
        if (at == nullptr) break;
        bytes = bytes.subspan(static_cast<std::size_t>(at - bytes.data()));
        std::size_t same = 1;
        while (same < mark.size() && (bytes[same] ^ disguise) == mark[same]) ++same;
        found += same == mark.size();
        bytes = bytes.subspan(1);
    }
    return found;
}

// How often the mark stands in memory that can be written. What is larger than 4 GiB is the sanitizer's own shadow.
std::size_t in_memory(const Mark& mark) {
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    std::ifstream maps{"/proc/self/maps"};
    std::vector<unsigned char> piece(1 << 20);
    std::size_t found = 0;
    for (std::string line; std::getline(maps, line);) {
        unsigned long from{}, until{};
        char rights[8]{};
        REQUIRE(std::sscanf(line.c_str(), "%lx-%lx %7s", &from, &until, rights) == 3);
        if (rights[0] != 'r' || rights[1] != 'w' || until - from > (4ul << 30)) continue;
        for (auto at = from; at < until; at += piece.size() - mark.size()) {  // pieces overlap by one mark
            const auto got = ::pread(memory, piece.data(), std::min(piece.size(), until - at), static_cast<off_t>(at));
            if (got <= 0) break;
            found += hits(std::span{piece}.first(static_cast<std::size_t>(got)), mark);
        }
        std::ranges::fill(piece, 0);
    }
    ::close(memory);
    return found;
}

std::string element(std::string_view name, std::string_view text) {
    return "<" + std::string{name} + ">" + std::string{text} + "</" + std::string{name} + ">\n";
}

// Every field of EDEXML that is not on the list, some that nobody ever heard of, and a leaver whose own name must go too.
std::string marked_school() {
    std::string fields;
    for (const auto* name : {"geboortedatum", "geslacht", "start_ondw_jgr3", "jaargroep", "fotourl", "etniciteit", "land", "land_vader", "land_moeder",
                             "sofinummer", "bsn", "onderwijsnummer", "bsn_ondwnr-4", "rijksregisternummer", "gewicht_nieuw", "gewicht", "postcodenl",
                             "postnummerbe", "postcodeoverig", "instroomdatum", "mutatiedatum", "eckid", "geheim", "straat", "telefoon"})
        fields += element(name, "@");
    fields += "<!-- @ --><?note @?><toevoegingen><blok><code>@</code><leerling key='@' eckid='@'><roepnaam>@</roepnaam></leerling></blok></toevoegingen>";
    std::string people;
    for (int at = 0; at < 1500; ++at) {  // some mebibytes, so that the parser's buffers are used again and again
        people += "<leerling key='" + std::to_string(at) + "' eckid='@' bsn='@'><roepnaam>Bo</roepnaam><achternaam>Bakker</achternaam>" + fields + "</leerling>";
    }
    people += "<leerling key='@' eckid='@'><roepnaam>@</roepnaam><achternaam>@</achternaam><gebruikersnaam>@</gebruikersnaam><emailadres>@@@@</emailadres>"
              "<uitstroomdatum>2020-01-01</uitstroomdatum></leerling><leerling key='w'><roepnaam>~</roepnaam></leerling>";
    return "<school><schooljaar>2026-2027</schooljaar><brincode>99XX</brincode><schoolkey>@</schoolkey><auteur>@</auteur><commentaar>@</commentaar></school>"
           "<groepen><groep key='g'><naam>7A</naam><omschrijving>@</omschrijving></groep></groepen><leerlingen>" + people + "</leerlingen>"
           "<leerkrachten><leerkracht key='7' eckid='@'><roepnaam>Lia</roepnaam>" + fields + "<rolomschrijving>@</rolomschrijving></leerkracht></leerkrachten>";
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
    write_marked(folder.path() / "a.xml", "<leerlinggegevens_antwoord><leerlinggegevens>" + marked_school() + "</leerlinggegevens></leerlinggegevens_antwoord>");
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
    for (const auto* name : {"achternaamOfficieel", "tussenvoegselOfficieel", "geboortedatum", "geboortedatumOnzeker", "geboorteplaats", "geboorteland", "geslacht",
                             "datumAanmelding", "leerlingAdres", "aanhef", "bsn"})
        secret += element(name, "@");
    secret += "<mobile><id>@</id><nummer>@</nummer><geheim>true</geheim></mobile><telefoonWerk><nummer>@</nummer><geheim>false</geheim></telefoonWerk>";
    std::string people, addresses;
    for (int at = 0; at < 1500; ++at) {
        people += "<leerling><id>" + std::to_string(at) + "</id><roepNaam>Bo</roepNaam>" + secret + "</leerling>";
        addresses += "<adres><id>@</id><straat>@</straat><geheimadres>false</geheimadres><telefoon><nummer>@</nummer></telefoon></adres>";
    }
    const auto around = [](std::string_view inside) { return "<E:Envelope xmlns:E='u'><E:Body><r><return>" + std::string{inside} + "</return></r></E:Body></E:Envelope>"; };
    const test::Temporary folder;
    write_marked(folder.path() / "p.xml", around("<adressen>" + addresses + "</adressen><leerlingen>" + people + "<leerling><id>w</id><roepNaam>~</roepNaam></leerling></leerlingen>"));
    write_marked(folder.path() / "s.xml", around("<medewerkers><medewerker><id>7</id><roepNaam>Lia</roepNaam>" + secret + "</medewerker></medewerkers>"));
    const auto pupils = file_source(folder.path() / "p.xml").value(), staff = file_source(folder.path() / "s.xml").value();
    const auto import = read_gkv(*pupils, *staff, {.now = october_2026, .brin = "99XX"});
    CHECK(import.snapshot.pupils.size() == 1501);
    CHECK(import.snapshot.staff.size() == 1);
    check_forgotten(import);
}
