#pragma once
// retention: rows of the catalogue: what is only ever in memory.

#include "retention/catalogue_words.hpp"

namespace monitor::retention {

inline constexpr std::array memory_rows{
    row(Kind::line, "memory.lines", "device_address", pupil, memory,
        {"het IP-adres van het apparaat, zolang het verbonden is", "the IP address of the device, while it is connected"},
        to_know_site, from_device, Listed::address),
    row(Kind::line, "memory.lines", "device_user", pupil, memory,
        {"wie er op het apparaat is ingelogd", "who is logged in on the device"}, to_link_pupil, from_device, Listed::user_name),
    row(Kind::line, "memory.lines", "viewer_address", staff, memory,
        {"het IP-adres van wie meekijkt, zolang de pagina open is", "the IP address of who looks along, while the page is open"},
        to_know_site, from_browser, Listed::address),

    row(Kind::sign_in_attempt, "memory.sign_ins", "attempt", nobody, memory,
        {"toevalsgetallen voor deze ene keer inloggen", "random numbers for this one sign-in"}, to_sign_in, from_system),
    row(Kind::sign_in_attempt, "memory.sign_ins", "address", staff, memory,
        {"het IP-adres waar vandaan wordt ingelogd", "the IP address from which someone signs in"}, to_spot_misuse, from_system,
        Listed::address),
    row(Kind::sign_in_attempt, "memory.sign_ins", "expires", nobody, memory, erased_on, to_forget, from_system),
    row(Kind::last_picture, "memory.latest_pictures", "picture", pupil, memory,
        {"het laatste kleine beeld van het scherm", "the last small picture of the screen"}, to_help, from_screen,
        Listed::picture),
    row(Kind::last_picture, "memory.latest_pictures", "taken", pupil, memory,
        {"wanneer dat beeld is gemaakt", "when that picture was taken"}, to_help, from_screen, Listed::picture),
    row(Kind::open_tabs, "memory.open_tabs", "tabs", pupil, memory,
        {"de titels en adressen van de open tabbladen", "the titles and addresses of the open tabs"}, to_help, from_screen,
        Listed::tabs),
    row(Kind::open_tabs, "memory.open_tabs", "taken", pupil, memory, {"wanneer die lijst is gemaakt", "when that list was made"},
        to_help, from_screen, Listed::tabs),
};

}  // namespace monitor::retention
