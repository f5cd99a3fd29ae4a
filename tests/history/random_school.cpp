// history: what the school and its administration do on a random day. Each is written down before it is done.

#include <algorithm>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "history/random_day.hpp"
#include "monitor/school/daily.hpp"

namespace monitor::test {
namespace {

using Minutes = std::chrono::minutes;

std::vector<school::Network> networks(const std::vector<std::string>& texts) {
    std::vector<school::Network> networks;
    for (const auto& text : texts) networks.push_back(*school::Network::from_text(text));
    return networks;
}

std::chrono::year_month_day day_of(Instant now) {
    return std::chrono::floor<std::chrono::days>(now + std::chrono::hours{1});
}

}  // namespace

void RandomDay::school_moves() {
    switch (below(11)) {
        case 0: return people_change();
        case 1: return roster_read();
        case 2: return directory_read();
        case 3: return place_changes();
        case 4:
        case 5: return duties_change();
        case 6:
        case 7:
        case 8: return lesson_moves();
        case 9: return session_ends();
        default: break;
    }
    if (!once_in(4)) return roster_read();
    school_stops();
    school_starts();
    for (auto& device : devices_) device->come();
}

void RandomDay::people_change() {
    const auto whole = Classroom::snapshot();
    auto& member = one_of(roster_.staff);
    if (once_in(3)) {
        using enum school::Employment;
        member.employment = member.employment == active ? ended : active;
    } else if (once_in(2)) {
        member.groups = {one_of(roster_.groups).key};
        if (once_in(3)) member.groups.push_back(one_of(roster_.groups).key);
        std::ranges::sort(member.groups);
        member.groups.erase(std::ranges::unique(member.groups).begin(), member.groups.end());
    } else if (once_in(3) && roster_.pupils.size() > 3) {
        roster_.pupils.pop_back();
    } else {
        one_of(roster_.pupils).groups = {one_of(roster_.groups).key};
    }
    roster_read();
}

void RandomDay::roster_read() {
    history_.roster(roster_);
    const auto applied = room_.stores.rosters->apply(roster_, store::Consent::given);
    REQUIRE(applied);
    REQUIRE(applied->fate == store::Fate::applied);
    history_.learn();
    const auto roll = room_.stores.people->roll(room_.school);
    for (const auto& site : (*roll)->sites) {
        const auto& place = places_.at(site.name);
        if (site.networks == networks(place.networks) && site.hours == place.hours) continue;
        history_.site(site.name == "Hoofdgebouw" ? "main" : "annex", place.networks, place.hours);
        REQUIRE(room_.stores.schools->set(room_.school, {site.id, site.name, networks(place.networks), place.hours}));
    }
    room_.run();
    if (has_directory_ && !once_in(8)) directory_read();
}

void RandomDay::directory_read() {
    if (!has_directory_ && !once_in(2)) return;
    has_directory_ = true;
    if (!disabled_.empty() && once_in(2)) disabled_.clear();
    else if (once_in(3)) disabled_.push_back(one_of(roster_.staff).user.reveal(Purpose::operate));
    store::Round round{.tenant = "tenant", .extent = store::Extent::everything, .resume = "again", .rules = roster::usual_rules(),
                       .consent = store::Consent::given};
    std::string accounts{"["};
    for (const auto& member : roster_.staff) {
        const auto& user = member.user.reveal(Purpose::operate);
        const bool off = std::ranges::find(disabled_, user) != disabled_.end();
        if (off && once_in(4)) continue;  // gone altogether
        round.accounts.push_back({.tenant = "tenant", .object = member.account->object,
                                  .enabled = off ? roster::Enabled::no : roster::Enabled::yes, .role = roster::Role::staff,
                                  .user = Personal{user + "@school.example"}});
        accounts += fmt::format(R"({}{{"object":"{}","enabled":{}}})", accounts.size() > 1 ? "," : "",
                                member.account->object.reveal(Purpose::operate), !off);
    }
    for (const auto& pupil : roster_.pupils) {
        const auto& user = pupil.user.reveal(Purpose::operate);
        round.accounts.push_back({.tenant = "tenant", .object = Personal{"object-" + user}, .enabled = roster::Enabled::yes,
                                  .role = roster::Role::pupil, .user = Personal{user + "@school.example"}});
    }
    history_.event("directory").raw("accounts", accounts + ']');
    const auto applied = room_.stores.directories->apply(room_.school, round);
    REQUIRE(applied);
    REQUIRE(applied->fate == store::Fate::applied);
    room_.run();
}

void RandomDay::place_changes() {
    auto& place = once_in(2) ? places_["Hoofdgebouw"] : places_["Dependance"];
    if (once_in(3)) {
        place.hours.holidays.clear();
        const auto today = day_of(room_.clock.now());
        if (once_in(3)) place.hours.holidays = {{today, today}};
    } else if (once_in(2)) {
        for (auto& windows : place.hours.week)
            if (!windows.empty()) windows.back().until = Minutes{13 * 60 + static_cast<int>(below(16)) * 15};
    } else {
        const bool is_main = &place == &places_["Hoofdgebouw"];
        place.networks = {is_main ? "10.1.0.0/16" : "10.2.0.0/16"};
        if (once_in(3)) place.networks.emplace_back("10.3.0.0/16");
        if (once_in(3)) place.networks.emplace_back("2001:db8::/32");
        if (once_in(4)) place.networks.erase(place.networks.begin());
    }
    roster_read();
}

void RandomDay::duties_change() {
    if (once_in(3)) {
        const auto& member = one_of(roster_.staff);
        if (member.employment != school::Employment::active) return;
        const auto& user = member.user.reveal(Purpose::operate);
        const auto* group = one_of(roster_.groups).name.c_str();
        // Not for who was switched off by the directory: then nobody stands in.
        if (room_.stores.rights->replace(room_.school, history_.staff().at(user), room_.group(group), school::StandIn::ill))
            history_.event("stands_in").put("staff", user).put("group", group);
        return room_.run();
    }
    const auto& user = one_of(roster_.pupils).user.reveal(Purpose::operate);
    const auto against = once_in(2) ? school::Against::objection : school::Against::restriction;
    const bool records = once_in(3);
    history_.event("against").put("pupil", user).put("what", static_cast<std::int64_t>(against)).put("on", std::int64_t{records});
    const auto id = history_.pupils().at(user);
    auto& restrictions = *room_.stores.restrictions;
    REQUIRE((records ? restrictions.record(room_.school, id, against) : restrictions.lift(room_.school, id, against)));
    room_.run();
}

void RandomDay::lesson_moves() {
    if (lessons_.empty() || once_in(5)) lesson_planned();
    if (lessons_.empty()) return;
    auto& lesson = lessons_.back();
    const auto now = room_.clock.now();
    const auto id = lesson.id.text();
    if (!lesson.parents_told && !once_in(3)) {
        if (!room_.stores.lessons->told(room_.school, lesson.id, lesson.owner)) return lessons_.pop_back();
        lesson.parents_told = now;
        history_.event("lesson_told").put("id", id).put("by", "anouk.devries");
    }
    if (lesson.parents_told && !lesson.began && now >= lesson.begins && now < lesson.ends && !once_in(4)) {
        lesson.began = now;
        REQUIRE(room_.stores.trail->append(room_.school, audit::Entry{.at = now, .act = audit::Act::remote_lesson_began,
                                                                      .group = lesson.groups.front()}));
        history_.event("lesson_began").put("id", id);
        if (!room_.stores.lessons->wrote(room_.school, lesson.id, school::LessonTurn::begins)) return lessons_.pop_back();
    } else if (lesson.began && once_in(4)) {
        history_.event("lesson_over").put("id", id);
        (void)room_.stores.lessons->end(room_.school, lesson.id);
        lessons_.pop_back();
    }
    room_.run();
    class_at_home();
}

void RandomDay::lesson_planned() {
    const auto now = room_.clock.now();
    const auto& owner = one_of(roster_.staff).user.reveal(Purpose::operate);
    const school::RemoteLesson wish{.owner = history_.staff().at(owner), .why = school::LessonReason::group_at_home,
                                    .groups = {room_.group(one_of(roster_.groups).name)},
                                    .begins = now + std::chrono::minutes{static_cast<int>(below(12)) - 6},
                                    .ends = now + std::chrono::minutes{20 + below(300)}};
    const auto roll = room_.stores.people->roll(room_.school);
    if (school::flaw(wish, **roll, now)) return;
    const auto planned = room_.stores.lessons->plan(room_.school, wish);
    REQUIRE(planned);
    lessons_.push_back(*planned);
    history_.event("lesson").put("id", planned->id.text()).put("owner", owner).put("reason", school::word(wish.why))
        .put("groups", school::group_names(*planned, **roll)).put("begins", planned->begins.time_since_epoch().count())
        .put("ends", planned->ends.time_since_epoch().count());
    room_.run();
}

// A teacher and a pupil of the last lesson's group, both away from school, whatever state the lesson is in.
void RandomDay::class_at_home() {
    if (lessons_.empty()) return;
    const auto roll = room_.stores.people->roll(room_.school);
    const auto name = school::group_names(lessons_.back(), **roll).front();
    const auto group = std::ranges::find(roster_.groups, name, &roster::GroupLine::name)->key;
    const auto in_it = [&](const auto& one) { return std::ranges::find(one.groups, group) != one.groups.end(); };
    const auto pupil = std::ranges::find_if(roster_.pupils, in_it);
    if (pupil == roster_.pupils.end()) return;
    auto& device = one_of(devices_);
    device = std::make_unique<Device>(room_, pupil->user.reveal(Purpose::operate), "192.0.2.9");
    device->come();
    open_view(name, "192.0.2.9");
    pictures();
}

void RandomDay::session_ends() {
    if (teachers_.empty()) return;
    const auto& teacher = one_of(teachers_);
    history_.event("session_over").put("session", teacher->session->id.text());
    (void)room_.stores.sessions->end(room_.school, teacher->session->id);  // it may be gone already, with its account
    room_.run();
}

}  // namespace monitor::test
