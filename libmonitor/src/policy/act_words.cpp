// policy: which word stands for an act, a contact detail, and what the rules say of them?

#include "monitor/policy/words.hpp"

namespace monitor::policy {

std::string_view word(AdminAct value) noexcept {
    switch (value) {
        case AdminAct::view_school: return "view_school";
        case AdminAct::switch_connection: return "switch_connection";
        case AdminAct::take_over_roster: return "take_over_roster";
        case AdminAct::confirm_import: return "confirm_import";
        case AdminAct::discard_import: return "discard_import";
        case AdminAct::choose_link: return "choose_link";
        case AdminAct::set_site: return "set_site";
        case AdminAct::enrol_device: return "enrol_device";
        case AdminAct::revoke_device: return "revoke_device";
        case AdminAct::grant_duty: return "grant_duty";
        case AdminAct::withdraw_duty: return "withdraw_duty";
        case AdminAct::accept_duty: return "accept_duty";
        case AdminAct::stand_in: return "stand_in";
        case AdminAct::grant_remote_lesson: return "grant_remote_lesson";
        case AdminAct::confirm_letter: return "confirm_letter";
        case AdminAct::end_remote_lesson: return "end_remote_lesson";
        case AdminAct::read_log: return "read_log";
        case AdminAct::read_own_looks: return "read_own_looks";
        case AdminAct::print_parent_code: return "print_parent_code";
        case AdminAct::answer_access: return "answer_access";
        case AdminAct::rectify: return "rectify";
        case AdminAct::erase_person: return "erase_person";
        case AdminAct::record_objection: return "record_objection";
        case AdminAct::end_contract: return "end_contract";
        case AdminAct::permit_support: return "permit_support";
        case AdminAct::support_access: return "support_access";
        case AdminAct::set_terms: return "set_terms";
        case AdminAct::end_session: return "end_session";
        case AdminAct::erase_loaded: return "erase_loaded";
    }
    return "unknown";
}

std::string_view word(ActRefusal value) noexcept {
    switch (value) {
        case ActRefusal::actor_unknown: return "actor_unknown";
        case ActRefusal::actor_not_active: return "actor_not_active";
        case ActRefusal::actor_of_other_school: return "actor_of_other_school";
        case ActRefusal::time_doubtful: return "time_doubtful";
        case ActRefusal::not_their_duty: return "not_their_duty";
        case ActRefusal::not_for_oneself: return "not_for_oneself";
        case ActRefusal::duty_not_theirs_to_grant: return "duty_not_theirs_to_grant";
        case ActRefusal::no_permission: return "no_permission";
        case ActRefusal::no_request: return "no_request";
    }
    return "unknown";
}

std::string_view word(ActBasis value) noexcept {
    switch (value) {
        case ActBasis::school_admin: return "school_admin";
        case ActBasis::board_admin: return "board_admin";
        case ActBasis::privacy_officer: return "privacy_officer";
        case ActBasis::colleague: return "colleague";
        case ActBasis::support: return "support";
        case ActBasis::operator_: return "operator";
    }
    return "unknown";
}

std::string_view word(Detail value) noexcept {
    switch (value) {
        case Detail::phone: return "phone";
        case Detail::email: return "email";
        case Detail::address: return "address";
    }
    return "unknown";
}

std::string_view word(ContactRefusal value) noexcept {
    switch (value) {
        case ContactRefusal::nobody_asks: return "nobody_asks";
        case ContactRefusal::viewer_not_of_this_school: return "viewer_not_of_this_school";
        case ContactRefusal::viewer_of_other_school: return "viewer_of_other_school";
        case ContactRefusal::support_not_permitted: return "support_not_permitted";
        case ContactRefusal::details_restricted: return "details_restricted";
        case ContactRefusal::only_the_school_sees: return "only_the_school_sees";
        case ContactRefusal::only_their_groups_see: return "only_their_groups_see";
    }
    return "unknown";
}

std::string_view word(ContactBasis value) noexcept {
    switch (value) {
        case ContactBasis::ones_own: return "ones_own";
        case ContactBasis::the_school: return "the_school";
        case ContactBasis::support: return "support";
        case ContactBasis::shared_with_groups: return "shared_with_groups";
        case ContactBasis::shared_with_school: return "shared_with_school";
    }
    return "unknown";
}

}  // namespace monitor::policy
