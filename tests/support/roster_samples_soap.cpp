// support: how do the same invented schools answer over UWLR and GKV?

#include <string_view>

#include <fmt/format.h>

#include "support/roster_samples.hpp"

namespace monitor::test {
namespace {

constexpr std::string_view soap =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope "
    "xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\n";
constexpr std::string_view soap_end = "</soap:Body></soap:Envelope>\n";

/// An EDEXML file with another root around what is in it.
class Uwlr {
public:
    explicit Uwlr(std::shared_ptr<roster::Source> file) : file_{std::move(file)} {}

    void operator()(std::string& text) {
        std::string piece(64 * 1024, '\0');
        const auto got = file_->read(std::as_writable_bytes(std::span{piece}));
        left_.append(piece, 0, got.value_or(0));
        if (!begun_) {
            left_.erase(0, left_.find('>', left_.find("<EDEX")) + 1);
            text += fmt::format(
                "{}<leerlinggegevens_antwoord "
                "xmlns=\"http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens\"><leerlinggegevens>",
                soap);
            begun_ = true;
        }
        const bool last = got.value_or(0) == 0;
        const auto ready = last ? left_.rfind("</EDEX>") : left_.size() - std::min<std::size_t>(left_.size(), 16);
        if (last && ready == std::string::npos) return;
        text += left_.substr(0, ready);
        left_.erase(0, ready);
        if (!last) return;
        text += fmt::format("</leerlinggegevens></leerlinggegevens_antwoord>{}", soap_end);
        left_.clear();
    }

private:
    std::shared_ptr<roster::Source> file_;  // std::function wants what can be copied
    std::string left_{};
    bool begun_{};
};

std::string gkv_name(const Invented& who, std::string_view surname) {
    const auto infix = who.infix.empty() ? "<tussenvoegsel/>" : fmt::format("<tussenvoegsel>{}</tussenvoegsel>", who.infix);
    return fmt::format("<roepNaam>{0}</roepNaam>{1}<{2}>{3}</{2}>", who.first, infix, surname, who.surname);
}

class GkvPupils {
public:
    GkvPupils(SampleSize size, std::size_t school) : size_{size}, school_{school} {}

    void operator()(std::string& text) {
        const auto groups = groups_of(size_), number = at_++;
        if (number == 0)
            text +=
                fmt::format("{}<p:getLeerlingenResponse xmlns:p=\"http://www.topicus.nl/parnassys\"><return>\n<groepen>\n", soap);
        if (number < groups)
            text += fmt::format("  <groep><id>{}</id><naam>{}</naam><lokaal>1</lokaal><schooljaar>26</schooljaar></groep>\n",
                                number, group_name(number));
        if (number == groups)
            text +=
                "</groepen>\n<schooljaren><schooljaar><id>26</id><naam>2026 / "
                "2027</naam></schooljaar></schooljaren>\n<leerlingen>\n";
        if (number >= groups && number < groups + size_.pupils) text += pupil(number - groups);
        if (number == groups + size_.pupils)
            text += fmt::format("</leerlingen>\n</return></p:getLeerlingenResponse>{}", soap_end);
    }

private:
    std::string pupil(std::size_t number) const {
        const auto who = pupil_of(size_, school_, number);
        return fmt::format(
            "  <leerling><id>{}</id><leerlingNummer>{}</leerlingNummer>{}\n    <achternaamOfficieel>{}</achternaamOfficieel>"
            "<geboortedatum>2014-02-03</geboortedatum><geboorteplaats>Verweg</geboorteplaats><geslacht>V</"
            "geslacht><leerlingAdres>{}</leerlingAdres>\n"
            "    <groepsindelingen><groepsindeling><id>{}</id><groep>{}</groep><schooljaar>26</schooljaar><leerjaar>7</leerjaar>"
            "<vanafDatum>2026-08-01</vanafDatum><totDatum>2027-07-31</totDatum></groepsindeling></groepsindelingen>\n"
            "    "
            "<inschrijvingen><inschrijving><id>{}</id><datumInschrijving>2020-08-01</datumInschrijving></inschrijving></"
            "inschrijvingen></leerling>\n",
            who.key, number + 1'000'000, gkv_name(who, "achternaam"), who.surname, number, number, number / pupils_in_a_group,
            number);
    }

    SampleSize size_;
    std::size_t school_{}, at_{};
};

class GkvStaff {
public:
    GkvStaff(SampleSize size, std::size_t school) : size_{size}, school_{school} {}

    void operator()(std::string& text) {
        const auto number = at_++;
        if (number == 0)
            text += fmt::format(
                "{}<p:getMedewerkersResponse xmlns:p=\"http://www.topicus.nl/parnassys\"><return>\n<medewerkers>\n", soap);
        if (number < teachers_of(size_)) {
            const auto who = teacher_of(size_, school_, number);
            text += fmt::format(
                "  "
                "<medewerker><id>{}</id><aanhef>mevrouw</aanhef>{}<email>{}</email><mobile><nummer>0600000000</"
                "nummer><geheim>true</geheim></mobile></medewerker>\n",
                who.key, gkv_name(who, "lastName"), who.email);
        }
        if (number == teachers_of(size_)) text += fmt::format("</medewerkers>\n</return></p:getMedewerkersResponse>{}", soap_end);
    }

private:
    SampleSize size_;
    std::size_t school_{}, at_{};
};

}  // namespace

std::unique_ptr<roster::Source> uwlr_sample(const SampleSize& size, std::size_t school) {
    return made_on_the_way(Uwlr{edexml_sample(size, school)});
}
std::unique_ptr<roster::Source> gkv_pupils_sample(const SampleSize& size, std::size_t school) {
    return made_on_the_way(GkvPupils{size, school});
}
std::unique_ptr<roster::Source> gkv_staff_sample(const SampleSize& size, std::size_t school) {
    return made_on_the_way(GkvStaff{size, school});
}

}  // namespace monitor::test
