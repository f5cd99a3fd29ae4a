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
constexpr Words from_staff{"de medewerker zelf", "the staff member"};
constexpr Words from_directory{"Microsoft 365 van de school", "the school's Microsoft 365"};
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
constexpr Words to_know_duties{"weten wie wat mag beheren", "knowing who may manage what"};
constexpr Words to_replace{"een dag voor een collega kunnen invallen", "standing in for a colleague for a day"};
constexpr Words to_link{"bij iedereen het juiste account vinden, zonder dat iemand iets hoeft te doen",
                        "finding everyone's account without anyone having to do anything"};
constexpr Words to_end_rights{"rechten laten stoppen zodra een account stopt", "ending rights as soon as an account ends"};
constexpr Words to_hold{"een mens laten beslissen als een levering te veel zou weghalen, en het nieuwe schooljaar klaarzetten",
                        "letting a person decide when a delivery would remove too much, and having the new school year ready"};
constexpr Words to_fetch{"weten of de gegevens goed binnenkomen", "knowing whether the data comes in well"};
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
    row(Kind::school_layout, "people.sites", "source", nobody, hashed,
        {"hoe de administratie de locatie noemt, als versleuteld kenmerk", "what the administration calls the location, as a keyed hash"},
        to_know_site, from_school),

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
    row(Kind::pupil, "people.pupils", "account_lookup", pupil, hashed,
        {"het account als versleuteld kenmerk", "the account as a keyed hash"}, to_link, from_system),
    row(Kind::pupil, "people.pupils", "expires", pupil, plain, erased_on, to_forget, from_system),

    row(Kind::staff, "people.staff", "id", staff, plain, a_number, to_know_staff, from_system),
    row(Kind::staff, "people.staff", "school", staff, plain, the_school, to_admit_staff, from_school),
    row(Kind::staff, "people.staff", "name", staff, sealed, {"de naam", "the name"}, to_know_staff, from_school),
    row(Kind::staff, "people.staff", "user", staff, sealed, {"de gebruikersnaam", "the user name"}, to_admit_staff, from_school),
    row(Kind::staff, "people.staff", "account_lookup", staff, hashed,
        {"het account als versleuteld kenmerk", "the account as a keyed hash"}, to_admit_staff, from_system),
    row(Kind::staff, "people.staff", "account_named", staff, hashed,
        {"het account dat de administratie noemt, als versleuteld kenmerk", "the account that the administration names, as a keyed hash"},
        to_admit_staff, from_school),
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

    row(Kind::right, "people.duties", "school", staff, plain, the_school, to_know_duties, from_system),
    row(Kind::right, "people.duties", "staff", staff, plain, {"de medewerker", "the staff member"}, to_know_duties, from_school),
    row(Kind::right, "people.duties", "duty", staff, plain,
        {"de taak, zoals beheerder van de school", "the duty, such as administrator of the school"}, to_know_duties, from_school),
    row(Kind::right, "people.duties", "since", staff, plain, {"sinds wanneer", "since when"}, to_know_duties, from_system),
    row(Kind::right, "people.replacements", "school", staff, plain, the_school, to_replace, from_system),
    row(Kind::right, "people.replacements", "staff", staff, plain, {"wie invalt", "who stands in"}, to_replace, from_staff),
    row(Kind::right, "people.replacements", "grp", staff, plain, the_group, to_replace, from_staff),
    row(Kind::right, "people.replacements", "reason", staff, plain, {"waarom", "why"}, to_replace, from_staff),
    row(Kind::right, "people.replacements", "until", staff, plain, {"tot wanneer: het einde van de dag", "until when: the end of the day"},
        to_replace, from_system),
    row(Kind::invitation, "people.invitations", "secret_hash", nobody, hashed,
        {"de uitnodiging, als versleuteld kenmerk", "the invitation, as a keyed hash"}, to_know_duties, from_system),
    row(Kind::invitation, "people.invitations", "school", nobody, plain, the_school, to_know_duties, from_operator),
    row(Kind::invitation, "people.invitations", "duty", nobody, plain, {"de taak", "the duty"}, to_know_duties, from_operator),
    row(Kind::invitation, "people.invitations", "expires", nobody, plain, erased_on, to_forget, from_system),

    row(Kind::directory_account, "people.accounts", "id", everyone, plain, a_number, to_link, from_system),
    row(Kind::directory_account, "people.accounts", "school", everyone, plain, the_school, to_link, from_school),
    row(Kind::directory_account, "people.accounts", "lookup", everyone, hashed,
        {"het account als versleuteld kenmerk", "the account as a keyed hash"}, to_link, from_directory),
    row(Kind::directory_account, "people.accounts", "user", everyone, sealed, {"de gebruikersnaam", "the user name"}, to_link,
        from_directory),
    row(Kind::directory_account, "people.accounts", "enabled", everyone, plain,
        {"of het account aan staat", "whether the account is enabled"}, to_end_rights, from_directory),
    row(Kind::directory_account, "people.accounts", "role", everyone, plain,
        {"of het van een leerling of van een medewerker is", "whether it is a pupil's or a staff member's"}, to_end_rights,
        from_directory),
    row(Kind::directory_account, "people.accounts", "spent", everyone, plain,
        {"of het al eens van iemand was, en dus niet op naam mag worden gekoppeld",
         "whether it was somebody's before, and so must not be linked by name"},
        to_link, from_system),
    row(Kind::directory_account, "people.accounts", "expires", everyone, plain, erased_on, to_forget, from_system),
    row(Kind::link_key, "people.link_keys", "school", everyone, plain, the_school, to_link, from_school),
    row(Kind::link_key, "people.link_keys", "side", everyone, plain,
        {"of het van een leerling, een medewerker of een account is", "whether it is a pupil's, a staff member's or an account's"},
        to_link, from_system),
    row(Kind::link_key, "people.link_keys", "owner", everyone, plain, {"van wie", "whose"}, to_link, from_system),
    row(Kind::link_key, "people.link_keys", "rule", everyone, plain, {"de regel voor het koppelen", "the rule for linking"}, to_link,
        from_operator),
    row(Kind::link_key, "people.link_keys", "hash", everyone, hashed,
        {"gebruikersnaam, e-mailadres, nummer of naam, alleen als versleuteld kenmerk",
         "user name, e-mail address, number or name, as a keyed hash only"},
        to_link, from_school),
    row(Kind::link_key, "people.link_keys", "shared", everyone, plain,
        {"of nog iemand hetzelfde kenmerk heeft", "whether somebody else has the same hash"}, to_link, from_system),
    row(Kind::link_key, "people.link_keys", "expires", everyone, plain, erased_on, to_forget, from_system),

    row(Kind::held_import, "people.held", "id", nobody, plain, a_number, to_hold, from_system),
    row(Kind::held_import, "people.held", "school", nobody, plain, the_school, to_hold, from_school),
    row(Kind::held_import, "people.held", "fate", nobody, plain, {"waarom de levering wacht", "why the delivery waits"}, to_hold,
        from_system),
    row(Kind::held_import, "people.held", "year", nobody, plain, {"het schooljaar", "the school year"}, to_hold, from_school),
    row(Kind::held_import, "people.held", "since", nobody, plain, {"wanneer de levering kwam", "when the delivery came"}, to_hold,
        from_system),
    row(Kind::held_import, "people.held", "counts", nobody, plain, {"hoeveel er zou veranderen", "how much would change"}, to_hold,
        from_system),
    row(Kind::held_import, "people.held", "content", everyone, sealed,
        {"de levering zelf; die van het nieuwe schooljaar tot 7 dagen na 1 augustus",
         "the delivery itself; that of the new school year until 7 days after 1 August"},
        to_hold, from_school),
    row(Kind::held_import, "people.held", "expires", everyone, plain, erased_on, to_forget, from_system),

    row(Kind::connection, "people.directories", "school", nobody, plain, the_school, to_fetch, from_school),
    row(Kind::connection, "people.directories", "tenant", nobody, plain,
        {"het nummer van Microsoft 365 van de school", "the number of the school's Microsoft 365"}, to_fetch, from_operator),
    row(Kind::connection, "people.directories", "rules", nobody, plain, {"de regels voor het koppelen", "the rules for linking"},
        to_link, from_operator),
    row(Kind::connection, "people.directories", "read", nobody, plain,
        {"wanneer de accounts voor het laatst zijn gelezen", "when the accounts were last read"}, to_end_rights, from_system),
    row(Kind::connection, "people.directories", "read_whole", nobody, plain,
        {"wanneer alle accounts voor het laatst zijn gelezen", "when all accounts were last read"}, to_link, from_system),
    row(Kind::directory_account, "people.directories", "resume", everyone, sealed,
        {"waar het lezen verder gaat", "where reading goes on"}, to_fetch, from_directory),
    row(Kind::directory_account, "people.directories", "expires", everyone, plain, erased_on, to_forget, from_system),
    row(Kind::connection, "people.connections", "school", nobody, plain, the_school, to_fetch, from_school),
    row(Kind::connection, "people.connections", "kind", nobody, plain,
        {"administratie of Microsoft 365", "administration or Microsoft 365"}, to_fetch, from_operator),
    row(Kind::connection, "people.connections", "state", nobody, plain,
        {"of de school de koppeling aan heeft staan", "whether the school has the connection switched on"}, to_fetch, from_school),
    row(Kind::connection, "people.connections", "at", nobody, plain, {"wanneer de laatste keer was", "when the last run was"}, to_fetch,
        from_system),
    row(Kind::connection, "people.connections", "problem", nobody, plain, {"wat er toen misging", "what went wrong then"}, to_fetch,
        from_system),
    row(Kind::connection, "people.connections", "findings", nobody, plain, {"hoeveel opmerkingen er waren", "how many findings"},
        to_fetch, from_system),
    row(Kind::connection, "people.connections", "persons", nobody, plain, {"hoeveel personen", "how many persons"}, to_fetch,
        from_system),
    row(Kind::connection, "people.connections", "good", nobody, plain,
        {"wanneer het voor het laatst goed ging", "when it last went well"}, to_fetch, from_system),

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
    row(Kind::sign_in_attempt, "memory.sign_ins", "address", staff, memory,
        {"het IP-adres waar vandaan wordt ingelogd", "the IP address from which someone signs in"}, to_spot_misuse, from_system),
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
