// support: which invented people are at which invented school, and how does EDEXML write them?

#include "support/roster_samples.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"

namespace monitor::test {
namespace {

constexpr std::array<std::string_view, 32> firsts{
    "Sanne", "Tim",   "Zo\u00eb",   "Bram",       "Noor",   "Luuk",  "Fleur", "Daan", "A\u00efsha", "Mohammed", "Eva",
    "Sem",   "Lotte", "Finn",       "Ren\u00e9e", "Jayden", "Ece",   "Milan", "Yara", "Thijs",      "Saar",     "Omar",
    "Jip",   "Nina",  "Chlo\u00e9", "Joris",      "Feline", "Stijn", "Merel", "Ravi", "Anna",       "Teun"};
struct Family {
    std::string_view infix, surname;
};
constexpr std::array<Family, 32> families{{{"de", "Vries"},     {"", "Jansen"},
                                           {"van den", "Berg"}, {"", "Bakker"},
                                           {"van", "Dijk"},     {"", "Visser"},
                                           {"", "Smit"},        {"'t", "Hart"},
                                           {"", "IJzerman"},    {"", "\u00d6zt\u00fcrk"},
                                           {"van der", "Meer"}, {"", "Mulder"},
                                           {"el", "Amrani"},    {"", "Haddad"},
                                           {"in 't", "Veld"},   {"", "Bos"},
                                           {"ter", "Horst"},    {"", "\u0160imi\u0107"},
                                           {"", "Peters"},      {"van", "IJssel"},
                                           {"", "Nguy\u1ec5n"}, {"de", "Groot"},
                                           {"", "Kaya"},        {"", "Hendriks"},
                                           {"d'", "Ancona"},    {"", "Kuipers"},
                                           {"van", "Leeuwen"},  {"", "Dekker"},
                                           {"", "Brouwer"},     {"de", "Wit"},
                                           {"", "Post-Meijer"}, {"", "Yilmaz"}}};

// Spread without a pattern one sees (splitmix64).
std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
    value = (value ^ value >> 27) * 0x94d049bb133111eb;
    return value ^ value >> 31;
}

// Letters a user name may have; é is e, ö is o.
std::string plain(std::string_view name) {
    std::string text;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const char sign = name[at];
        if (lower(sign) >= 'a' && lower(sign) <= 'z')
            text += lower(sign);
        else if (static_cast<unsigned char>(sign) == 0xc3 && at + 1 < name.size())
            text += (name[at + 1] & 0x1f) < 0x10 ? 'e' : 'o';
    }
    return text;
}

Invented someone(const SampleSize& size, std::size_t school, std::size_t number, std::string_view kind) {
    // Each hundredth pupil is the twin of the one before: another first name, the same family.
    const auto family_of = number % 100 == 1 ? number - 1 : number;
    const auto base = size.seed * 1'000'003 + school * 7'919;
    const auto& family = families[mixed(base + family_of + 17) % families.size()];
    auto first = mixed(base + number) % firsts.size();
    if (family_of != number && first == mixed(base + family_of) % firsts.size()) first = (first + 1) % firsts.size();
    Invented who{fmt::format("{}-{}-{}", kind, school, number), std::string{firsts[first]}, std::string{family.infix},
                 std::string{family.surname}};
    if (kind == "ll" && number % 500 == 3) who.infix = who.surname = "";
    who.user = fmt::format("{}.{}{}@s{}.example", plain(who.first), plain(who.surname).substr(0, 1), number, school);
    return who;
}

/// The parts of one file, each made when its turn comes.
class Edexml {
public:
    Edexml(SampleSize size, std::size_t school) : size_{size}, school_{school} {}

    void operator()(std::string& text) {
        if (at_ == 0) text += head();
        const auto groups = groups_of(size_), pupils = size_.pupils + size_.leavers, teachers = teachers_of(size_);
        const auto number = at_++;
        if (number < groups)
            text += group(number);
        else if (number < groups + pupils)
            pupil(text, number - groups);
        else if (number < groups + pupils + teachers)
            text += teacher(number - groups - pupils);
        else if (number == groups + pupils + teachers)
            text += "  </leerkrachten>\n</EDEX>\n";
    }

private:
    std::string head() const {
        return fmt::format(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EDEX xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
            "xsi:noNamespaceSchemaLocation=\"EDEXML.structuur.xsd\">\n  <school>\n    <schooljaar>2026-2027</schooljaar>\n"
            "    <brincode>{}</brincode>\n    <dependancecode>00</dependancecode>\n    "
            "<aanmaakdatum>2026-11-21T02:15:00</aanmaakdatum>\n"
            "    <auteur>Voorbeeld 1.0</auteur>\n    <xsdversie>2.1</xsdversie>\n  </school>\n  <groepen>\n",
            brin_of(school_));
    }
    std::string group(std::size_t number) const {
        auto text = fmt::format("    <groep key=\"g{}\"><naam>{}</naam><jaargroep>{}</jaargroep></groep>\n", number,
                                group_name(number), number / 4 % 8 + 1);
        if (number + 1 == groups_of(size_))
            text +=
                "    <samengestelde_groep key=\"plus\"><naam>Plusgroep</naam></samengestelde_groep>\n  </groepen>\n  "
                "<leerlingen>\n";
        return text;
    }
    static std::string name(const Invented& who) {
        if (who.surname.empty()) return fmt::format("      <roepnaam>{}</roepnaam>\n", who.first);
        const auto infix = who.infix.empty() ? "" : fmt::format("<voorvoegsel>{}</voorvoegsel>", who.infix);
        return fmt::format("      <achternaam>{}</achternaam>{}<roepnaam>{}</roepnaam>\n", who.surname, infix, who.first);
    }
    void pupil(std::string& text, std::size_t number) const {
        const auto who = pupil_of(size_, school_, number);
        text += fmt::format(
            "    <leerling key=\"{}\">\n{}      <geboortedatum>{}-{:02}-{:02}</geboortedatum><geslacht>{}</geslacht>\n", who.key,
            name(who), 2014 + number % 8, number % 12 + 1, number % 28 + 1, number % 2 + 1);
        text += fmt::format("      <jaargroep>{}</jaargroep><groep key=\"g{}\"/>\n", number / pupils_in_a_group / 4 % 8 + 1,
                            number / pupils_in_a_group);
        if (number % 20 == 0)
            text += "      <samengestelde_groepen><samengestelde_groep key=\"plus\"/></samengestelde_groepen>\n";
        text += fmt::format(
            "      <gebruikersnaam>{}</gebruikersnaam><bsn_ondwnr-4>{:04}</bsn_ondwnr-4><postcodenl>{}AB</postcodenl>\n",
            who.user, number * 37 % 10000, 1000 + number % 9000);
        text += "      <instroomdatum>2020-08-17</instroomdatum>";
        if (number >= size_.pupils) text += "<uitstroomdatum>2026-07-17</uitstroomdatum>";
        text += "<mutatiedatum>2026-11-20T16:04:11</mutatiedatum>\n    </leerling>\n";
        if (number + 1 == size_.pupils + size_.leavers) text += "  </leerlingen>\n  <leerkrachten>\n";
    }
    std::string teacher(std::size_t number) const {
        const auto who = teacher_of(size_, school_, number);
        auto text = fmt::format(
            "    <leerkracht key=\"{}\">\n{}      <gebruikersnaam>{}</gebruikersnaam><emailadres>{}</emailadres><rol>LRK</rol>\n",
            who.key, name(who), who.user, who.email);
        if (number < groups_of(size_))
            text += fmt::format("      <groepen><groep key=\"g{}\"><rol>LRK</rol></groep></groepen>\n", number);
        return text + "      <mutatiedatum>2026-08-20T09:00:00</mutatiedatum>\n    </leerkracht>\n";
    }

    SampleSize size_;
    std::size_t school_{};
    std::size_t at_{};
};

class OnTheWay final : public roster::Source {
public:
    explicit OnTheWay(std::function<void(std::string&)> more) : more_{std::move(more)} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        while (left_.size() < into.size() && !over_) {
            const auto before = left_.size();
            more_(left_);
            over_ = left_.size() == before;
        }
        const auto count = std::min(left_.size(), into.size());
        std::ranges::copy(as_bytes(std::string_view{left_}.substr(0, count)), into.begin());
        left_.erase(0, count);
        return count;
    }

private:
    std::function<void(std::string&)> more_;
    std::string left_{};
    bool over_{};
};

}  // namespace

Invented pupil_of(const SampleSize& size, std::size_t school, std::size_t number) {
    auto who = someone(size, school, number, "ll");
    // Two with one name: only the number in the user name tells them apart.
    if (number % 200 == 150) {
        const auto other = someone(size, school, number - 1, "ll");
        who.first = other.first, who.infix = other.infix, who.surname = other.surname;
    }
    return who;
}
Invented teacher_of(const SampleSize& size, std::size_t school, std::size_t number) {
    auto who = someone(size, school, number + 1'000'000, "lk");
    who.email = who.user;
    return who;
}

std::string brin_of(std::size_t school) {
    const auto letters = school / 90;
    return fmt::format("{:02}{}{}", school % 90 + 10, static_cast<char>('A' + letters / 26 % 26),
                       static_cast<char>('A' + letters % 26));
}
std::string group_name(std::size_t group) {
    return fmt::format("{}{}", group / 4 % 8 + 1, static_cast<char>('A' + group % 4)) +
           (group < 32 ? "" : fmt::format("-{}", group / 32));
}

std::unique_ptr<roster::Source> made_on_the_way(std::function<void(std::string&)> more) {
    return std::make_unique<OnTheWay>(std::move(more));
}
std::unique_ptr<roster::Source> edexml_sample(const SampleSize& size, std::size_t school) {
    return made_on_the_way(Edexml{size, school});
}

}  // namespace monitor::test
