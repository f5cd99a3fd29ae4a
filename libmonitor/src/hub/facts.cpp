#include "hub/facts.hpp"

#include <algorithm>

#include "monitor/school/calendar.hpp"
#include "monitor/school/network.hpp"
#include "monitor/store/upkeep.hpp"

namespace monitor::hub {
namespace {

policy::Employment employment(const school::Staff* staff) {
    if (staff == nullptr) return policy::Employment::unknown;
    switch (staff->employment) {
        case school::Employment::active: return policy::Employment::active;
        case school::Employment::ended: return policy::Employment::ended;
        case school::Employment::unknown: return policy::Employment::unknown;
    }
    return policy::Employment::unknown;
}

policy::Directory directory(const Situation& at) {
    if (at.index.roll().put_back) return policy::Directory::put_back;
    const auto read = at.index.roll().directory_read;
    if (!read) return policy::Directory::unknown;
    return at.now - *read <= at.directory_fresh ? policy::Directory::fresh : policy::Directory::stale;
}

template <class Value>
bool among(const std::vector<Value>& all, Value one) {
    return std::ranges::find(all, one) != all.end();
}

policy::Role role(const school::Staff* staff) {
    if (staff == nullptr) return policy::Role::unknown;
    return school::for_technique_alone(*staff) ? policy::Role::support : policy::Role::staff;
}

policy::Hours hours(const school::Site& site, Instant now, const std::optional<Instant>& end) {
    if (end) return policy::Hours::open;
    return school::on_holiday(site.hours, now) ? policy::Hours::holiday : policy::Hours::closed;
}

// Of several lessons the one that helps most; two in force at once: the first that is listed.
void add_remote_lesson(policy::Facts& facts, const school::Roll& roll, GroupId group, Instant now) {
    using policy::RemoteLesson;
    for (const auto& lesson : roll.remote_lessons) {
        if (now < lesson.begins || lesson.ends <= now || facts.remote_lesson == RemoteLesson::in_force) continue;
        if (!among(lesson.groups, group)) {
            if (facts.remote_lesson == RemoteLesson::none) facts.remote_lesson = RemoteLesson::other_groups;
            continue;
        }
        switch (school::state(lesson, now)) {
            case school::LessonState::letter_first: facts.remote_lesson = RemoteLesson::parents_not_told; break;
            case school::LessonState::in_force:
                facts.remote_lesson = RemoteLesson::in_force;
                facts.remote_end = lesson.ends;
                break;
            case school::LessonState::planned:  // told, begun, and not yet in the log
            case school::LessonState::over: break;
        }
    }
}

// An address that two sites share (one way out to the internet for both) tells of neither: unknown, and so refused.
policy::Whereabouts whereabouts(const std::string& address, const school::Site* site, const std::vector<school::Site>& all) {
    const auto from = school::Address::from_text(address);
    if (!from || site == nullptr) return policy::Whereabouts::unknown;
    if (!school::holds(*site, *from)) return policy::Whereabouts::elsewhere;
    return std::ranges::count_if(all, [&](const auto& one) { return school::holds(one, *from); }) == 1
               ? policy::Whereabouts::at_the_site
               : policy::Whereabouts::unknown;
}

// One's own group, or a colleague's for the rest of the day.
std::optional<policy::Basis> relation(const school::Staff& staff, GroupId group, Instant now) {
    if (among(staff.teaches, group)) return policy::Basis::teaches_group;
    const auto today = [&](const school::Replacement& one) { return one.group == group && now < one.until; };
    if (std::ranges::any_of(staff.replaces, today)) return policy::Basis::replaces_teacher;
    return std::nullopt;
}

}  // namespace

policy::Facts facts(const policy::Request& request, const Situation& at) {
    policy::Facts facts;
    const auto* staff = at.index.staff(request.viewer);
    const auto* pupil = at.index.pupil(request.pupil);
    facts.timekeeping = store::timekeeping(at.trust);
    facts.directory = directory(at);
    facts.employment = employment(staff);
    facts.role = role(staff);
    facts.schools = at.session_school == at.index.roll().school.id ? policy::Schools::same : policy::Schools::different;
    if (pupil == nullptr) return facts;

    if (staff != nullptr && at.group != nullptr && among(pupil->groups, at.group->id))
        facts.relation = relation(*staff, at.group->id, at.now);
    using enum school::Against;
    facts.objection = among(pupil->against, objection) ? policy::Objection::recorded : policy::Objection::none;
    facts.restriction = among(pupil->against, restriction) ? policy::Restriction::recorded : policy::Restriction::none;

    const auto* site = at.group == nullptr ? nullptr : at.index.site(at.group->site);
    if (site != nullptr) {
        facts.hours_end = school::open_until(site->hours, at.now);
        facts.hours = hours(*site, at.now, facts.hours_end);
    }
    facts.viewer = whereabouts(at.viewer_address, site, at.index.roll().sites);
    facts.device_user = at.device.user;
    facts.device = whereabouts(at.device.address, site, at.index.roll().sites);
    facts.indicator = at.device.indicator;
    if (at.group != nullptr) add_remote_lesson(facts, at.index.roll(), at.group->id, at.now);
    if (at.look_left) facts.look_end = at.now + *at.look_left;
    return facts;
}

}  // namespace monitor::hub
