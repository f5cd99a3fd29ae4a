// audit: which word stands for an act in files, commands and bindings?

#include "monitor/audit/entry.hpp"

namespace monitor::audit {

std::string_view word(Act act) noexcept {
    switch (act) {
        case Act::look_began: return "look_began";
        case Act::look_refused: return "look_refused";
        case Act::look_changed: return "look_changed";
        case Act::look_ended: return "look_ended";
        case Act::signed_in: return "signed_in";
        case Act::signed_out: return "signed_out";
        case Act::session_ended: return "session_ended";
        case Act::device_token_made: return "device_token_made";
        case Act::device_enrolled: return "device_enrolled";
        case Act::device_revoked: return "device_revoked";
        case Act::device_refused: return "device_refused";
        case Act::roster_applied: return "roster_applied";
        case Act::swept: return "swept";
        case Act::server_started: return "server_started";
        case Act::server_stopped: return "server_stopped";
        case Act::settings_changed: return "settings_changed";
        case Act::duty_changed: return "duty_changed";
        case Act::stood_in: return "stood_in";
        case Act::link_chosen: return "link_chosen";
        case Act::sign_in_refused: return "sign_in_refused";
    }
    return "unknown";
}

}  // namespace monitor::audit
