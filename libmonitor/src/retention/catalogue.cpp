// retention: every column there is, in the words of the people it is about.
//
// A column that is not here does not exist: the store refuses a schema that differs. Texts are shown to parents: short and plain.

#include "monitor/retention/catalogue.hpp"

#include <array>

namespace monitor::retention {
namespace {

struct Words {
    std::string_view nl, en;
};

constexpr Words from_school{"de administratie van de school", "the school's administration"};
constexpr Words from_operator{"de beheerder", "the administrator"};
constexpr Words from_system{"het systeem zelf", "the system itself"};
constexpr Words from_device{"het apparaat", "the device"};
constexpr Words from_browser{"de browser bij het inloggen", "the browser at sign-in"};
constexpr Words from_screen{"het scherm van de leerling, terwijl er wordt meegekeken",
                            "the pupil's screen, while someone looks along"};

constexpr Words to_know_school{"weten om welke school het gaat", "knowing which school is meant"};
constexpr Words to_know_site{"alleen meekijken op de locatie en binnen schooltijd",
                             "looking along only at the location and in school hours"};
constexpr Words to_show_group{"de leerkracht de eigen groep laten kiezen", "letting the teacher choose their own group"};
constexpr Words to_show_pupil{"de leerkracht laten zien van wie een scherm is", "showing the teacher whose screen it is"};
constexpr Words to_link_pupil{"het apparaat aan de juiste leerling koppelen", "linking the device to the right pupil"};
constexpr Words to_know_staff{"weten wie er meekijkt, en dat laten zien", "knowing who looks along, and showing it"};
constexpr Words to_admit_staff{"alleen medewerkers van de school laten meekijken", "letting only staff of the school look along"};
constexpr Words to_limit_groups{"alleen meekijken bij de eigen groep", "looking along with one's own group only"};
constexpr Words to_forget{"op tijd wissen", "erasing in time"};
constexpr Words to_know_device{"alleen beelden van bekende apparaten aannemen", "taking pictures from known devices only"};
constexpr Words to_enrol{"alleen nieuwe apparaten van de school toelaten", "admitting only new devices of the school"};
constexpr Words to_stay_signed_in{"ingelogd blijven, en op tijd uitloggen", "staying signed in, and signing out in time"};
constexpr Words to_spot_misuse{"misbruik van een account opmerken", "noticing misuse of an account"};
constexpr Words to_sign_in{"veilig inloggen", "signing in safely"};
constexpr Words to_account{"kunnen nagaan wie heeft meegekeken en waarom", "being able to check who looked along and why"};
constexpr Words to_prove{"kunnen bewijzen dat het logboek niet is veranderd", "being able to prove that the log was not changed"};
constexpr Words to_run{"het systeem laten werken", "making the system work"};
constexpr Words to_help{"de leerling helpen tijdens de les", "helping the pupil during the lesson"};

constexpr Words a_number{"een nummer zonder betekenis", "a number without meaning"};
constexpr Words the_school{"de school", "the school"};
constexpr Words the_site{"de locatie", "the location"};
constexpr Words the_group{"de groep", "the group"};
constexpr Words erased_on{"de dag waarop dit wordt gewist", "the day on which this is erased"};

constexpr auto nobody = Subject::nobody;
constexpr auto pupil = Subject::pupil;
constexpr auto staff = Subject::staff;
constexpr auto everyone = Subject::pupil_and_staff;
constexpr auto plain = Keeping::plain;
constexpr auto sealed = Keeping::sealed;
constexpr auto hashed = Keeping::keyed_hash;
constexpr auto memory = Keeping::memory_only;

constexpr Field row(Kind kind, std::string_view table, std::string_view column, Subject subject, Keeping keeping, Words what,
                    Words purpose, Words source) {
    return {kind, table, column, subject, keeping, what.nl, what.en, purpose.nl, purpose.en, source.nl, source.en};
}

constexpr std::array rows{
    row(Kind::school_layout, "people.schools", "id", nobody, plain, a_number, to_know_school, from_system),
    row(Kind::school_layout, "people.schools", "name", nobody, plain, {"de naam van de school", "the name of the school"},
        to_know_school, from_school),
    row(Kind::school_layout, "people.schools", "brin", nobody, plain,
        {"het BRIN-nummer van de school", "the BRIN number of the school"}, to_know_school, from_school),
    row(Kind::school_layout, "people.schools", "directory_read", nobody, plain,
        {"wanneer de lijst met leerlingen en medewerkers is ingelezen", "when the list of pupils and staff was read"},
        to_admit_staff, from_system),
    row(Kind::school_layout, "people.schools", "year", nobody, plain, {"het schooljaar", "the school year"}, to_forget,
        from_school),

    row(Kind::school_layout, "people.sites", "id", nobody, plain, a_number, to_know_site, from_system),
    row(Kind::school_layout, "people.sites", "school", nobody, plain, the_school, to_know_site, from_school),
    row(Kind::school_layout, "people.sites", "name", nobody, plain, {"de naam van de locatie", "the name of the location"},
        to_know_site, from_school),
    row(Kind::school_layout, "people.sites", "networks", nobody, plain,
        {"de netwerken van de locatie", "the networks of the location"}, to_know_site, from_operator),
    row(Kind::school_layout, "people.sites", "hours", nobody, plain,
        {"de schooltijden en vakanties", "the school hours and holidays"}, to_know_site, from_operator),

    row(Kind::school_layout, "people.groups", "id", nobody, plain, a_number, to_show_group, from_system),
    row(Kind::school_layout, "people.groups", "school", nobody, plain, the_school, to_show_group, from_school),
    row(Kind::school_layout, "people.groups", "site", nobody, plain, the_site, to_show_group, from_school),
    row(Kind::school_layout, "people.groups", "name", nobody, plain, {"de naam van de groep", "the name of the group"},
        to_show_group, from_school),

    row(Kind::pupil, "people.pupils", "id", pupil, plain, a_number, to_show_pupil, from_system),
    row(Kind::pupil, "people.pupils", "school", pupil, plain, the_school, to_show_pupil, from_school),
    row(Kind::pupil, "people.pupils", "name", pupil, sealed,
        {"voornaam en eerste letter van de achternaam", "first name and first letter of the surname"}, to_show_pupil,
        from_school),
    row(Kind::pupil, "people.pupils", "user", pupil, sealed, {"de gebruikersnaam", "the user name"}, to_link_pupil, from_school),
    row(Kind::pupil, "people.pupils", "expires", pupil, plain, erased_on, to_forget, from_system),

    row(Kind::staff, "people.staff", "id", staff, plain, a_number, to_know_staff, from_system),
    row(Kind::staff, "people.staff", "school", staff, plain, the_school, to_admit_staff, from_school),
    row(Kind::staff, "people.staff", "name", staff, sealed, {"de naam", "the name"}, to_know_staff, from_school),
    row(Kind::staff, "people.staff", "user", staff, sealed, {"de gebruikersnaam", "the user name"}, to_admit_staff, from_school),
    row(Kind::staff, "people.staff", "account_lookup", staff, hashed,
        {"het account als versleuteld kenmerk", "the account as a keyed hash"}, to_admit_staff, from_system),
    row(Kind::staff, "people.staff", "employment", staff, plain,
        {"of iemand nu op de school werkt", "whether someone works at the school now"}, to_admit_staff, from_school),
    row(Kind::staff, "people.staff", "expires", staff, plain, erased_on, to_forget, from_system),

    row(Kind::membership, "people.pupil_groups", "school", pupil, plain, the_school, to_limit_groups, from_school),
    row(Kind::membership, "people.pupil_groups", "pupil", pupil, plain, {"de leerling", "the pupil"}, to_limit_groups,
        from_school),
    row(Kind::membership, "people.pupil_groups", "grp", pupil, plain, the_group, to_limit_groups, from_school),
    row(Kind::membership, "people.staff_groups", "school", staff, plain, the_school, to_limit_groups, from_school),
    row(Kind::membership, "people.staff_groups", "staff", staff, plain, {"de medewerker", "the staff member"}, to_limit_groups,
        from_school),
    row(Kind::membership, "people.staff_groups", "grp", staff, plain, the_group, to_limit_groups, from_school),

    row(Kind::device, "people.devices", "id", nobody, plain, a_number, to_know_device, from_system),
    row(Kind::device, "people.devices", "school", nobody, plain, the_school, to_know_device, from_operator),
    row(Kind::device, "people.devices", "site", nobody, plain, the_site, to_know_site, from_operator),
    row(Kind::device, "people.devices", "public_key", nobody, plain,
        {"de openbare sleutel van het apparaat", "the public key of the device"}, to_know_device, from_device),
    row(Kind::device, "people.devices", "counter", nobody, plain,
        {"hoe vaak het apparaat verbinding maakte", "how often the device connected"}, to_know_device, from_device),
    row(Kind::device, "people.devices", "label", nobody, plain, {"hoe het apparaat heet", "what the device is called"},
        to_know_device, from_operator),
    row(Kind::pupil, "people.devices", "fixed_user", pupil, sealed,
        {"de gebruikersnaam, als maar één leerling het apparaat gebruikt", "the user name, if only one pupil uses the device"},
        to_link_pupil, from_operator),
    row(Kind::pupil, "people.devices", "fixed_user_expires", pupil, plain, erased_on, to_forget, from_system),
    row(Kind::device, "people.devices", "enrolled_at", nobody, plain,
        {"wanneer het apparaat is aangemeld", "when the device was enrolled"}, to_know_device, from_system),
    row(Kind::device, "people.devices", "revoked_at", nobody, plain,
        {"wanneer het apparaat is afgemeld", "when the device was revoked"}, to_know_device, from_operator),

    row(Kind::enrolment_token, "people.enrolments", "school", nobody, plain, the_school, to_enrol, from_operator),
    row(Kind::enrolment_token, "people.enrolments", "site", nobody, plain, the_site, to_enrol, from_operator),
    row(Kind::enrolment_token, "people.enrolments", "secret_hash", nobody, hashed,
        {"de code als versleuteld kenmerk", "the code as a keyed hash"}, to_enrol, from_system),
    row(Kind::enrolment_token, "people.enrolments", "uses_left", nobody, plain,
        {"hoe vaak de code nog werkt", "how often the code still works"}, to_enrol, from_operator),
    row(Kind::enrolment_token, "people.enrolments", "expires", nobody, plain, erased_on, to_forget, from_system),

    row(Kind::session, "people.sessions", "id", staff, plain, a_number, to_stay_signed_in, from_system),
    row(Kind::session, "people.sessions", "school", staff, plain, the_school, to_stay_signed_in, from_school),
    row(Kind::session, "people.sessions", "staff", staff, plain, {"de medewerker", "the staff member"}, to_stay_signed_in,
        from_browser),
    row(Kind::session, "people.sessions", "token_hash", staff, hashed,
        {"de sleutel van de browser als versleuteld kenmerk", "the browser's key as a keyed hash"}, to_stay_signed_in,
        from_system),
    row(Kind::session, "people.sessions", "began", staff, plain, {"wanneer iemand inlogde", "when someone signed in"},
        to_stay_signed_in, from_system),
    row(Kind::session, "people.sessions", "seen", staff, plain,
        {"wanneer iemand voor het laatst iets deed", "when someone last did something"}, to_stay_signed_in, from_system),
    row(Kind::session, "people.sessions", "expires", staff, plain, erased_on, to_forget, from_system),
    row(Kind::session, "people.sessions", "address", staff, sealed, {"het IP-adres", "the IP address"}, to_spot_misuse,
        from_browser),
    row(Kind::session, "people.sessions", "browser", staff, plain, {"de soort browser", "the kind of browser"}, to_spot_misuse,
        from_browser),

    row(Kind::bookkeeping, "people.revisions", "school", nobody, plain, the_school, to_run, from_system),
    row(Kind::bookkeeping, "people.revisions", "revision", nobody, plain,
        {"hoe vaak er iets veranderde", "how often something changed"}, to_run, from_system),
    row(Kind::bookkeeping, "people.terms", "school", nobody, plain, the_school, to_forget, from_system),
    row(Kind::bookkeeping, "people.terms", "year", nobody, plain,
        {"een schooljaar waarvan nog een sleutel bestaat", "a school year of which a key still exists"}, to_forget, from_system),
    row(Kind::bookkeeping, "people.meta", "name", nobody, plain,
        {"de naam van een instelling van de opslag", "the name of a storage setting"}, to_run, from_system),
    row(Kind::bookkeeping, "people.meta", "value", nobody, plain, {"de waarde daarvan", "its value"}, to_run, from_system),

    row(Kind::audit_chain, "audit.entries", "school", nobody, plain, the_school, to_prove, from_system),
    row(Kind::audit_chain, "audit.entries", "idx", nobody, plain, {"het volgnummer", "the number of the line"}, to_prove,
        from_system),
    row(Kind::audit_chain, "audit.entries", "leaf", nobody, plain, {"een controlegetal", "a checksum"}, to_prove, from_system),
    row(Kind::audit_entry, "audit.entries", "year", everyone, plain, {"het schooljaar", "the school year"}, to_forget,
        from_system),
    row(Kind::audit_entry, "audit.entries", "salt", everyone, plain, {"een toevalsgetal", "a random number"}, to_prove,
        from_system),
    row(Kind::audit_entry, "audit.entries", "content", everyone, sealed,
        {"wie bij wie meekeek, wanneer, waarom, en of het mocht",
         "who looked along with whom, when, why, and whether it was allowed"},
        to_account, from_system),
    row(Kind::audit_entry, "audit.entries", "expires", everyone, plain, erased_on, to_forget, from_system),
    row(Kind::audit_chain, "audit.heads", "school", nobody, plain, the_school, to_prove, from_system),
    row(Kind::audit_chain, "audit.heads", "size", nobody, plain, {"het aantal regels", "the number of lines"}, to_prove,
        from_system),
    row(Kind::audit_chain, "audit.heads", "frontier", nobody, plain, {"controlegetallen", "checksums"}, to_prove, from_system),
    row(Kind::audit_chain, "audit.heads", "root", nobody, plain,
        {"het controlegetal van alle regels samen", "the checksum of all lines together"}, to_prove, from_system),

    row(Kind::sign_in_attempt, "memory.sign_ins", "attempt", nobody, memory,
        {"toevalsgetallen voor deze ene keer inloggen", "random numbers for this one sign-in"}, to_sign_in, from_system),
    row(Kind::sign_in_attempt, "memory.sign_ins", "expires", nobody, memory, erased_on, to_forget, from_system),
    row(Kind::last_picture, "memory.latest_pictures", "picture", pupil, memory,
        {"het laatste kleine beeld van het scherm", "the last small picture of the screen"}, to_help, from_screen),
    row(Kind::last_picture, "memory.latest_pictures", "taken", pupil, memory,
        {"wanneer dat beeld is gemaakt", "when that picture was taken"}, to_help, from_screen),
    row(Kind::open_tabs, "memory.open_tabs", "tabs", pupil, memory,
        {"de titels en adressen van de open tabbladen", "the titles and addresses of the open tabs"}, to_help, from_screen),
    row(Kind::open_tabs, "memory.open_tabs", "taken", pupil, memory, {"wanneer die lijst is gemaakt", "when that list was made"},
        to_help, from_screen),
};

}  // namespace

std::span<const Field> catalogue() noexcept {
    return rows;
}

}  // namespace monitor::retention
