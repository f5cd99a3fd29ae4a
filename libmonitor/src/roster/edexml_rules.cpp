// roster: which elements of EDEXML are heard?
//
// The minimisation at the door (P7) is this list: what is not on it is never text of ours. Not on it, among others: bsn,
// sofinummer, onderwijsnummer, bsn_ondwnr-4, rijksregisternummer, eckid, geboortedatum, geslacht, etniciteit, land*, gewicht*,
// postcode*, fotourl.

#include "roster/edexml.hpp"

namespace monitor::roster {

std::vector<xml::Rule> edex_rules() {
    using enum Edex;
    std::vector<xml::Rule> rules;
    const auto heard = [&](Edex in, std::string_view name, Edex node, xml::Hears hears = xml::Hears::children) {
        rules.push_back({static_cast<xml::Node>(in), name, static_cast<xml::Node>(node), hears});
    };
    constexpr auto text = xml::Hears::text;
    heard(frame, "school", school);
    heard(school, "schooljaar", year, text);
    heard(school, "brincode", brin, text);
    heard(school, "dependancecode", location, text);
    heard(school, "instellingsnummer", flemish);
    heard(frame, "vestigingen", sites);
    heard(sites, "vestiging", site);
    heard(site, "naam", site_name, text);
    heard(frame, "groepen", groups);
    heard(groups, "groep", group);
    heard(group, "naam", group_name, text);
    heard(groups, "samengestelde_groep", composed_group);
    heard(composed_group, "naam", group_name, text);
    heard(frame, "leerlingen", pupils);
    heard(pupils, "leerling", pupil);
    heard(frame, "leerkrachten", staff);
    heard(staff, "leerkracht", member);
    for (const auto person : {pupil, member}) {
        heard(person, "achternaam", surname, text);
        heard(person, "voorvoegsel", infix, text);
        heard(person, "voornamen", given, text);
        heard(person, "voorletters-1", initials, text);
        heard(person, "roepnaam", first, text);
        heard(person, "gebruikersnaam", user, text);
        heard(person, "emailadres", email, text);
    }
    heard(pupil, "groep", base_group);
    heard(pupil, "samengestelde_groepen", group_list);
    heard(pupil, "vestiging", site_reference);
    heard(pupil, "uitstroomdatum", left, text);
    heard(member, "rol", role, text);
    heard(member, "groepen", group_list);
    heard(group_list, "groep", group_reference);
    heard(group_list, "samengestelde_groep", group_reference);
    return rules;
}

}  // namespace monitor::roster
