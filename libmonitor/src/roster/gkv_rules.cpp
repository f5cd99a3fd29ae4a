// roster: which elements of GKV are heard?
//
// As with EDEXML the list is the minimisation (P7). Addresses and telephone numbers are not on it, so one that the school calls
// secret (geheimadres, geheim) is not taken over, and neither is any other.

#include "roster/gkv.hpp"

namespace monitor::roster {

std::vector<xml::Rule> gkv_rules() {
    using enum Gkv;
    std::vector<xml::Rule> rules;
    const auto heard = [&](auto in, std::string_view name, Gkv node, xml::Hears hears = xml::Hears::children) {
        rules.push_back({static_cast<xml::Node>(in), name, static_cast<xml::Node>(node), hears});
    };
    constexpr auto text = xml::Hears::text;
    heard(xml::Node{}, "Envelope", envelope);
    heard(envelope, "Body", body);
    heard(body, "Fault", fault);
    heard(fault, "faultcode", fault_text, text);
    heard(fault, "faultstring", fault_text, text);
    heard(fault, "detail", fault_detail, text);
    heard(fault_detail, "", fault_detail, text);
    heard(body, "", answer);  // getLeerlingenResponse, getMedewerkersResponse
    heard(answer, "return", result);
    heard(result, "schooljaren", years);
    heard(years, "schooljaar", year);
    heard(year, "id", year_id, text);
    heard(year, "naam", year_name, text);
    heard(result, "groepen", groups);
    heard(groups, "groep", group);
    heard(group, "id", group_id, text);
    heard(group, "naam", group_name, text);
    heard(group, "schooljaar", group_year, text);
    heard(result, "leerlingen", pupils);
    heard(pupils, "leerling", pupil);
    heard(pupil, "id", id, text);
    heard(pupil, "leerlingNummer", code, text);
    heard(pupil, "roepNaam", first, text);
    heard(pupil, "voornamen", given, text);
    heard(pupil, "tussenvoegsel", infix, text);
    heard(pupil, "achternaam", surname, text);
    heard(pupil, "groepsindelingen", placements);
    heard(placements, "groepsindeling", placement);
    heard(placement, "groep", placed_group, text);
    heard(placement, "schooljaar", placed_year, text);
    heard(placement, "vanafDatum", from, text);
    heard(placement, "totDatum", until, text);
    heard(pupil, "inschrijvingen", enrolments);
    heard(enrolments, "inschrijving", enrolment);
    heard(enrolment, "datumUitschrijving", enrolled_until, text);
    heard(result, "medewerkers", staff);
    heard(staff, "medewerker", member);
    heard(member, "id", id, text);
    heard(member, "roepNaam", first, text);
    heard(member, "firstName", given, text);
    heard(member, "tussenvoegsel", infix, text);
    heard(member, "lastName", surname, text);
    heard(member, "email", email, text);
    return rules;
}

}  // namespace monitor::roster
