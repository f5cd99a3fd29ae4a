// policy: which rule speaks first? One line a rule, in the order in which they are tried; only a fact that is known to be right
// lets a request pass.

#include "monitor/policy/ruling.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

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

bool lies_ahead(const std::optional<Instant>& end, Instant now) noexcept {
    return end && now < *end;
}

bool on_site(Whereabouts whereabouts, const Facts& facts, Instant now) noexcept {
    return whereabouts == Whereabouts::at_the_site ||
           (facts.remote_lesson == RemoteLesson::in_force && lies_ahead(facts.remote_end, now));
}

// What ends by itself has an end, and not a far one.
bool ends_in_time(const Request& request, const Facts& facts, Instant now) noexcept {
    return request.action != Action::live || (lies_ahead(facts.look_end, now) && *facts.look_end <= now + longest_look);
}

struct Rule {
    Refusal says;
    bool (*passes)(const Request&, const Facts&, Instant now) noexcept;
};
using R = const Request&;
using F = const Facts&;

constexpr std::array rules{
    Rule{Refusal::clock_doubtful, [](R, F f, Instant) noexcept { return f.timekeeping == Timekeeping::sure; }},
    Rule{Refusal::records_put_back, [](R, F f, Instant) noexcept { return f.directory != Directory::put_back; }},
    Rule{Refusal::directory_stale, [](R, F f, Instant) noexcept { return f.directory == Directory::fresh; }},
    Rule{Refusal::staff_not_active,
         [](R r, F f, Instant) noexcept { return r.viewer != StaffId{} && f.employment == Employment::active; }},
    Rule{Refusal::not_for_their_role, [](R, F f, Instant) noexcept { return f.role == Role::staff; }},
    Rule{Refusal::other_school, [](R, F f, Instant) noexcept { return f.schools == Schools::same; }},
    Rule{Refusal::not_their_group,
         [](R r, F f, Instant) noexcept { return r.pupil != PupilId{} && f.relation && known(*f.relation); }},
    Rule{Refusal::objection_recorded, [](R, F f, Instant) noexcept { return f.objection == Objection::none; }},
    Rule{Refusal::restriction_recorded, [](R, F f, Instant) noexcept { return f.restriction == Restriction::none; }},
    Rule{Refusal::school_on_holiday, [](R, F f, Instant) noexcept { return f.hours != Hours::holiday; }},
    Rule{Refusal::outside_hours,
         [](R, F f, Instant now) noexcept { return f.hours == Hours::open && lies_ahead(f.hours_end, now); }},
    Rule{Refusal::viewer_elsewhere, [](R, F f, Instant now) noexcept { return on_site(f.viewer, f, now); }},
    Rule{Refusal::device_not_in_use, [](R, F f, Instant) noexcept { return f.device_user != DeviceUser::nobody; }},
    Rule{Refusal::not_a_pupil_device, [](R, F f, Instant) noexcept { return f.device_user == DeviceUser::this_pupil; }},
    Rule{Refusal::device_elsewhere, [](R, F f, Instant now) noexcept { return on_site(f.device, f, now); }},
    Rule{Refusal::indicator_down, [](R, F f, Instant) noexcept { return shown(f.indicator); }},
    Rule{Refusal::purpose_missing, [](R r, F, Instant) noexcept { return purpose_suffices(r); }},
    Rule{Refusal::look_time_over, [](R r, F f, Instant now) noexcept { return ends_in_time(r, f, now); }},
};

constexpr auto tried = [] {
    std::array<Refusal, rules.size()> all{};
    for (std::size_t at = 0; at < rules.size(); ++at) all[at] = rules[at].says;
    return all;
}();

// A fold and not a loop, so that every rule is inlined: this is asked on every picture.
template <std::size_t... at>
std::optional<Refusal> first_that_fails(const Request& request, const Facts& facts, Instant now, std::index_sequence<at...>) noexcept {
    std::optional<Refusal> first;
    (void)((rules[at].passes(request, facts, now) || (first = rules[at].says, false)) && ...);
    return first;
}

// All facts are right: which of the ends that were needed comes first?
Instant first_end(const Request& request, const Facts& facts) noexcept {
    Instant end = *facts.hours_end;
    const bool lifted = facts.viewer != Whereabouts::at_the_site || facts.device != Whereabouts::at_the_site;
    if (lifted) end = std::min(end, *facts.remote_end);
    if (request.action == Action::live) end = std::min(end, *facts.look_end);
    return end;
}

}  // namespace

Ruling decide(const Request& request, const Facts& facts, Instant now) {
    const auto first = first_that_fails(request, facts, now, std::make_index_sequence<rules.size()>{});
    if (first) return std::unexpected{*first};
    return Permit{request, *facts.relation, first_end(request, facts)};
}

std::span<const Refusal> order() noexcept {
    return tried;
}

std::vector<Refusal> refusals(const Request& request, const Facts& facts, Instant now) {
    std::vector<Refusal> all;
    for (const Rule& rule : rules)
        if (!rule.passes(request, facts, now)) all.push_back(rule.says);
    return all;
}

}  // namespace monitor::policy
