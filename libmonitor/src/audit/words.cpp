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
        case Act::remote_lesson_set: return "remote_lesson_set";
        case Act::remote_lesson_told: return "remote_lesson_told";
        case Act::remote_lesson_began: return "remote_lesson_began";
        case Act::remote_lesson_ended: return "remote_lesson_ended";
        case Act::restriction_changed: return "restriction_changed";
        case Act::log_exported: return "log_exported";
        case Act::log_read: return "log_read";
        case Act::code_made: return "code_made";
        case Act::code_used: return "code_used";
        case Act::data_given: return "data_given";
        case Act::data_corrected: return "data_corrected";
        case Act::person_erased: return "person_erased";
        case Act::school_erased: return "school_erased";
        case Act::restored: return "restored";
        case Act::support_began: return "support_began";
        case Act::support_ended: return "support_ended";
        case Act::term_changed: return "term_changed";
        case Act::support_looked: return "support_looked";
    }
    return "unknown";
}

std::optional<Act> act_from(std::string_view wanted) noexcept {
    for (int number = 1; number <= 255; ++number) {
        const auto act = static_cast<Act>(number);
        if (word(act) == "unknown") return std::nullopt;
        if (word(act) == wanted) return act;
    }
    return std::nullopt;
}

}  // namespace monitor::audit
