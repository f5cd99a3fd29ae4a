#pragma once
// retention: rows of the catalogue: devices, sessions and the bookkeeping.

#include "retention/catalogue_words.hpp"

namespace monitor::retention {

inline constexpr std::array access_rows{
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
        to_link_pupil, from_operator, Listed::user_name),
    row(Kind::pupil, "people.devices", "fixed_user_expires", pupil, plain, erased_on, to_forget, from_system, Listed::rights),
    row(Kind::device, "people.devices", "enrolled_at", nobody, plain,
        {"wanneer het apparaat is aangemeld", "when the device was enrolled"}, to_know_device, from_system),
    row(Kind::device, "people.devices", "revoked_at", nobody, plain,
        {"wanneer het apparaat is afgemeld", "when the device was revoked"}, to_know_device, from_operator),
    row(Kind::device, "people.devices", "copied_at", nobody, plain,
        {"wanneer de sleutel van het apparaat ook ergens anders bleek te zijn",
         "when the device's key turned out to be somewhere else too"},
        to_know_device, from_device),

    row(Kind::enrolment_token, "people.enrolments", "id", nobody, plain, a_number, to_enrol, from_system),
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
        from_browser, Listed::address),
    row(Kind::session, "people.sessions", "browser", staff, plain, {"de soort browser", "the kind of browser"}, to_spot_misuse,
        from_browser),

    row(Kind::bookkeeping, "people.revisions", "school", nobody, plain, the_school, to_run, from_system),
    row(Kind::bookkeeping, "people.revisions", "revision", nobody, plain,
        {"hoe vaak er iets veranderde", "how often something changed"}, to_run, from_system),
    row(Kind::bookkeeping, "people.terms", "school", nobody, plain, the_school, to_forget, from_system),
    row(Kind::bookkeeping, "people.terms", "year", nobody, plain,
        {"een schooljaar waarvan nog een sleutel bestaat", "a school year of which a key still exists"}, to_forget, from_system),
    row(Kind::bookkeeping, "people.terms", "generation", nobody, plain,
        {"hoe vaak de sleutel van dat schooljaar nieuw werd, omdat de school iets liet wissen",
         "how often the key of that school year was made anew, because the school had something erased"}, to_forget, from_system),
    row(Kind::bookkeeping, "people.meta", "name", nobody, plain,
        {"de naam van een instelling van de opslag", "the name of a storage setting"}, to_run, from_system),
    row(Kind::bookkeeping, "people.meta", "value", nobody, plain, {"de waarde daarvan", "its value"}, to_run, from_system),
};

}  // namespace monitor::retention
