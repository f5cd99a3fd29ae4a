#pragma once
// retention: how is a row of the catalogue written, and which words do several rows share? Short and plain: parents read them.

#include <array>

#include "monitor/retention/catalogue.hpp"

namespace monitor::retention {

struct Words {
    std::string_view nl, en;
};

inline constexpr Words from_school{"de administratie van de school", "the school's administration"};
inline constexpr Words from_operator{"de beheerder", "the administrator"};
inline constexpr Words from_staff{"de medewerker zelf", "the staff member"};
inline constexpr Words from_directory{"Microsoft 365 van de school", "the school's Microsoft 365"};
inline constexpr Words from_system{"het systeem zelf", "the system itself"};
inline constexpr Words from_device{"het apparaat", "the device"};
inline constexpr Words from_browser{"de browser bij het inloggen", "the browser at sign-in"};
inline constexpr Words from_screen{"het scherm van de leerling, terwijl er wordt meegekeken",
                                   "the pupil's screen, while someone looks along"};

inline constexpr Words to_know_school{"weten om welke school het gaat", "knowing which school is meant"};
inline constexpr Words to_know_site{"alleen meekijken op de locatie en binnen schooltijd",
                                    "looking along only at the location and in school hours"};
inline constexpr Words to_show_group{"de leerkracht de eigen groep laten kiezen", "letting the teacher choose their own group"};
inline constexpr Words to_show_pupil{"de leerkracht laten zien van wie een scherm is", "showing the teacher whose screen it is"};
inline constexpr Words to_link_pupil{"het apparaat aan de juiste leerling koppelen", "linking the device to the right pupil"};
inline constexpr Words to_know_staff{"weten wie er meekijkt, en dat laten zien", "knowing who looks along, and showing it"};
inline constexpr Words to_admit_staff{"alleen medewerkers van de school laten meekijken",
                                      "letting only staff of the school look along"};
inline constexpr Words to_limit_groups{"alleen meekijken bij de eigen groep", "looking along with one's own group only"};
inline constexpr Words to_know_duties{"weten wie wat mag beheren", "knowing who may manage what"};
inline constexpr Words to_replace{"een dag voor een collega kunnen invallen", "standing in for a colleague for a day"};
inline constexpr Words to_teach_afar{"les op afstand geven, tijdelijk en met medeweten van ouders",
                                     "teaching from afar, for a while and with the parents told"};
inline constexpr Words to_refrain{"bij deze leerling niet meekijken", "not looking along with this pupil"};
inline constexpr Words to_link{"bij iedereen het juiste account vinden, zonder dat iemand iets hoeft te doen",
                               "finding everyone's account without anyone having to do anything"};
inline constexpr Words to_end_rights{"rechten laten stoppen zodra een account stopt", "ending rights as soon as an account ends"};
inline constexpr Words to_hold{
    "een mens laten beslissen als een levering te veel zou weghalen, en het nieuwe schooljaar klaarzetten",
    "letting a person decide when a delivery would remove too much, and having the new school year ready"};
inline constexpr Words to_fetch{"weten of de gegevens goed binnenkomen", "knowing whether the data comes in well"};
inline constexpr Words to_forget{"op tijd wissen", "erasing in time"};
inline constexpr Words to_know_device{"alleen beelden van bekende apparaten aannemen", "taking pictures from known devices only"};
inline constexpr Words to_enrol{"alleen nieuwe apparaten van de school toelaten", "admitting only new devices of the school"};
inline constexpr Words to_stay_signed_in{"ingelogd blijven, en op tijd uitloggen", "staying signed in, and signing out in time"};
inline constexpr Words to_spot_misuse{"misbruik van een account opmerken", "noticing misuse of an account"};
inline constexpr Words to_sign_in{"veilig inloggen", "signing in safely"};
inline constexpr Words to_account{"kunnen nagaan wie heeft meegekeken en waarom", "being able to check who looked along and why"};
inline constexpr Words to_show_looks{"iemand kunnen laten zien wie er met hem of haar meekeek, zonder in andere regels te kijken",
                                     "being able to show someone who looked along with them, without looking into other lines"};
inline constexpr Words to_read_own_log{"leerling en ouders laten lezen wie er meekeek, en niemand anders",
                                       "letting pupil and parents read who looked along, and nobody else"};
inline constexpr Words to_prove{"kunnen bewijzen dat het logboek niet is veranderd",
                                "being able to prove that the log was not changed"};
inline constexpr Words to_show_end{"kunnen laten zien dat alles van een school is gewist, en de school niet vanzelf laten terugkomen",
                                    "being able to show that everything of a school was erased, and not letting it come back by itself"};
inline constexpr Words to_run{"het systeem laten werken", "making the system work"};
inline constexpr Words to_show_privacy{"laten zien wat er met gegevens gebeurt", "showing what happens to data"};
inline constexpr Words to_help{"de leerling helpen tijdens de les", "helping the pupil during the lesson"};

inline constexpr Words a_number{"een nummer zonder betekenis", "a number without meaning"};
inline constexpr Words the_school{"de school", "the school"};
inline constexpr Words the_site{"de locatie", "the location"};
inline constexpr Words the_group{"de groep", "the group"};
inline constexpr Words a_school_that_left{"een school die hier weg is, als nummer", "a school that has left, as a number"};
inline constexpr Words erased_on{"de dag waarop dit wordt gewist", "the day on which this is erased"};

inline constexpr auto nobody = Subject::nobody;
inline constexpr auto pupil = Subject::pupil;
inline constexpr auto staff = Subject::staff;
inline constexpr auto everyone = Subject::pupil_and_staff;
inline constexpr auto plain = Keeping::plain;
inline constexpr auto sealed = Keeping::sealed;
inline constexpr auto hashed = Keeping::keyed_hash;
inline constexpr auto memory = Keeping::memory_only;

/// Where a field stands that does not say so itself. Of a kind that says who somebody is, each field must.
constexpr Listed usual(Kind kind, Subject subject) {
    if (subject == Subject::nobody) return Listed::rights;
    switch (kind) {
        case Kind::pupil:
        case Kind::staff:
        case Kind::membership:
        case Kind::directory_account:
        case Kind::link_key:
        case Kind::last_picture:
        case Kind::open_tabs:
        case Kind::line:
        case Kind::school_layout: return Listed::nowhere;
        case Kind::device:
        case Kind::enrolment_token:
        case Kind::session:
        case Kind::sign_in_attempt:
        case Kind::audit_entry:
        case Kind::audit_chain:
        case Kind::audit_personal:
        case Kind::bookkeeping:
        case Kind::right:
        case Kind::remote_lesson:
        case Kind::restriction:
        case Kind::ledger:
        case Kind::invitation:
        case Kind::held_import:
        case Kind::connection: return Listed::rights;
    }
    return Listed::nowhere;
}

/// `listed`: which row of the three tables of docs/privacy/by-design.md it belongs to.
constexpr Field row(Kind kind, std::string_view table, std::string_view column, Subject subject, Keeping keeping, Words what,
                    Words purpose, Words source, Listed listed = Listed::nowhere) {
    if (listed == Listed::nowhere) listed = usual(kind, subject);
    return {kind, table, column, subject, keeping, what.nl, what.en, purpose.nl, purpose.en, source.nl, source.en, listed};
}

}  // namespace monitor::retention
