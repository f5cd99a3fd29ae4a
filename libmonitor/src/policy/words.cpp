// policy: which word and which sentence belong to a ruling?

#include "monitor/policy/words.hpp"

#include "monitor/text/words.hpp"

namespace monitor::policy {

std::string_view sentence(Refusal refusal, Language language) {
    using enum text::Key;
    switch (refusal) {
        case Refusal::clock_doubtful: return text::words(refusal_clock_doubtful, language);
        case Refusal::directory_stale: return text::words(refusal_directory_stale, language);
        case Refusal::staff_not_active: return text::words(refusal_staff_not_active, language);
        case Refusal::other_school: return text::words(refusal_other_school, language);
        case Refusal::not_their_group: return text::words(refusal_not_their_group, language);
        case Refusal::objection_recorded: return text::words(refusal_objection_recorded, language);
        case Refusal::outside_hours: return text::words(refusal_outside_hours, language);
        case Refusal::viewer_elsewhere: return text::words(refusal_viewer_elsewhere, language);
        case Refusal::device_not_in_use: return text::words(refusal_device_not_in_use, language);
        case Refusal::not_a_pupil_device: return text::words(refusal_not_a_pupil_device, language);
        case Refusal::device_elsewhere: return text::words(refusal_device_elsewhere, language);
        case Refusal::indicator_down: return text::words(refusal_indicator_down, language);
        case Refusal::purpose_missing: return text::words(refusal_purpose_missing, language);
    }
    return text::words(refusal_unknown, language);
}

std::string_view sentence(LookPurpose purpose, Language language) {
    using enum text::Key;
    switch (purpose) {
        case LookPurpose::none: break;
        case LookPurpose::help: return text::words(purpose_help, language);
        case LookPurpose::safety: return text::words(purpose_safety, language);
        case LookPurpose::progress: return text::words(purpose_progress, language);
        case LookPurpose::test: return text::words(purpose_test, language);
    }
    return text::words(purpose_none, language);
}

std::string_view word(Refusal refusal) noexcept {
    switch (refusal) {
        case Refusal::clock_doubtful: return "clock_doubtful";
        case Refusal::directory_stale: return "directory_stale";
        case Refusal::staff_not_active: return "staff_not_active";
        case Refusal::other_school: return "other_school";
        case Refusal::not_their_group: return "not_their_group";
        case Refusal::objection_recorded: return "objection_recorded";
        case Refusal::outside_hours: return "outside_hours";
        case Refusal::viewer_elsewhere: return "viewer_elsewhere";
        case Refusal::device_not_in_use: return "device_not_in_use";
        case Refusal::not_a_pupil_device: return "not_a_pupil_device";
        case Refusal::device_elsewhere: return "device_elsewhere";
        case Refusal::indicator_down: return "indicator_down";
        case Refusal::purpose_missing: return "purpose_missing";
    }
    return "unknown";
}

std::string_view word(Basis basis) noexcept {
    switch (basis) {
        case Basis::teaches_group: return "teaches_group";
        case Basis::replaces_teacher: return "replaces_teacher";
    }
    return "unknown";
}

std::string_view word(Action action) noexcept {
    switch (action) {
        case Action::grid: return "grid";
        case Action::live: return "live";
        case Action::last_picture: return "last_picture";
        case Action::open_tabs: return "open_tabs";
    }
    return "unknown";
}

std::string_view word(LookPurpose purpose) noexcept {
    switch (purpose) {
        case LookPurpose::none: return "none";
        case LookPurpose::help: return "help";
        case LookPurpose::safety: return "safety";
        case LookPurpose::progress: return "progress";
        case LookPurpose::test: return "test";
    }
    return "unknown";
}

std::optional<Action> action_from(std::string_view written) noexcept {
    for (const auto action : {Action::grid, Action::live, Action::last_picture, Action::open_tabs}) {
        if (word(action) == written) return action;
    }
    return std::nullopt;
}

std::optional<LookPurpose> purpose_from(std::string_view written) noexcept {
    for (const auto purpose :
         {LookPurpose::none, LookPurpose::help, LookPurpose::safety, LookPurpose::progress, LookPurpose::test}) {
        if (word(purpose) == written) return purpose;
    }
    return std::nullopt;
}

}  // namespace monitor::policy
