// policy: which rule speaks first? One line a rule, in the order of Refusal; only a fact that is known to be right lets a request
// pass.

#include "monitor/policy/ruling.hpp"

namespace monitor::policy {
namespace {

bool known(Basis basis) noexcept {
    switch (basis) {
        case Basis::teaches_group:
        case Basis::replaces_teacher: return true;
    }
    return false;
}

bool known(LookPurpose purpose) noexcept {
    switch (purpose) {
        case LookPurpose::none: return false;
        case LookPurpose::help:
        case LookPurpose::safety:
        case LookPurpose::progress:
        case LookPurpose::test: return true;
    }
    return false;
}

// A live view shows everything, in full: whoever opens one says why. An action nobody knows has no purpose that would do.
bool purpose_suffices(const Request& request) noexcept {
    switch (request.action) {
        case Action::grid:
        case Action::last_picture:
        case Action::open_tabs: return true;
        case Action::live: return known(request.purpose);
    }
    return false;
}

bool shown(Indicator indicator) noexcept {
    return indicator == Indicator::first || indicator == Indicator::up;
}

bool on_site(Whereabouts whereabouts, RemoteLesson lesson) noexcept {
    return whereabouts == Whereabouts::at_the_site || lesson == RemoteLesson::in_force;
}

}  // namespace

Ruling decide(const Request& request, const Facts& facts, Instant now) {
    const auto no = [](Refusal refusal) { return std::unexpected{refusal}; };
    if (facts.timekeeping != Timekeeping::sure) return no(Refusal::clock_doubtful);
    if (facts.directory != Directory::fresh) return no(Refusal::directory_stale);
    if (request.viewer == StaffId{} || facts.employment != Employment::active) return no(Refusal::staff_not_active);
    if (facts.schools != Schools::same) return no(Refusal::other_school);
    if (request.pupil == PupilId{} || !facts.relation || !known(*facts.relation)) return no(Refusal::not_their_group);
    if (facts.objection != Objection::none) return no(Refusal::objection_recorded);
    if (facts.hours != Hours::open || !facts.hours_end || *facts.hours_end <= now) return no(Refusal::outside_hours);
    if (!on_site(facts.viewer, facts.remote_lesson)) return no(Refusal::viewer_elsewhere);
    if (facts.device_user == DeviceUser::nobody) return no(Refusal::device_not_in_use);
    if (facts.device_user != DeviceUser::this_pupil) return no(Refusal::not_a_pupil_device);
    if (!on_site(facts.device, facts.remote_lesson)) return no(Refusal::device_elsewhere);
    if (!shown(facts.indicator)) return no(Refusal::indicator_down);
    if (!purpose_suffices(request)) return no(Refusal::purpose_missing);
    return Permit{request, *facts.relation, *facts.hours_end};
}

}  // namespace monitor::policy
