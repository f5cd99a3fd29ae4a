#include "history/random_day.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "store/latest_pictures.hpp"

namespace monitor::test {
namespace {

using Minutes = std::chrono::minutes;

constexpr std::array groups{"Groep 5A", "Groep 6B", "Groep 7C"};
constexpr std::array addresses{"10.1.0.7", "10.2.0.9", "10.3.0.3", "192.0.2.9", "2001:db8::7"};
constexpr std::array users{"sanne.b", "tim.v", "noor.k", "daan.m", "fleur.s", "anouk.devries", "nobody.knows", "", "SANNE.B"};
constexpr std::array purposes{"help", "safety", "progress", "test", "curiosity", ""};

// Where the group is at home; the third class is in the annex.
const char* home(std::string_view group_or_user) {
    return group_or_user == "Groep 7C" || group_or_user == "daan.m" ? "10.2.0.9" : "10.1.0.7";
}

roster::Snapshot whole_school() {
    auto snapshot = Classroom::snapshot();
    snapshot.sites.push_back({"annex", "Dependance", {}, {}});
    snapshot.groups.push_back({"7c", "Groep 7C", "annex"});
    const auto pupil = [&](const char* key, const char* name, const char* user, const char* group) {
        snapshot.pupils.push_back(
            {.key = roster::Key{key}, .name = school::Name{name}, .user = school::Name{user}, .groups = {group}});
    };
    pupil("p4", "Daan M.", "daan.m", "7c");
    pupil("p5", "Fleur S.", "fleur.s", "6b");
    auto third = snapshot.staff[0];
    third.key = roster::Key{"s3"};
    third.name = Personal<std::string>{"Iris Bakker"};
    third.user = Personal<std::string>{"iris.bakker"};
    third.account->object = Personal<std::string>{"object-s3"};
    third.groups = {"7c"};
    snapshot.staff.push_back(third);
    return snapshot;
}

school::Hours weekdays(Minutes from, Minutes until, unsigned days) {
    school::Hours hours;
    for (unsigned day = 1; day <= days; ++day) hours.week[day] = {{from, Minutes{12 * 60}}, {Minutes{12 * 60 + 45}, until}};
    return hours;
}

Instant morning(std::mt19937_64& lots) {
    using namespace std::chrono;
    // Ordinary days, the days around both nights on which the clock is set, and a day before a holiday.
    constexpr std::array days{2026y / September / 1, 2026y / October / 23, 2026y / October / 26, 2026y / November / 23,
                              2027y / March / 26,    2027y / March / 29,   2027y / May / 3,      2027y / June / 18};
    return sys_days{days[lots() % days.size()]} + minutes{6 * 60 + 30 + static_cast<int>(lots() % 360)};
}

hub::Options options(Crooked crooked) {
    hub::Options options{.server_name = "school.test"};
    if (crooked == Crooked::trusts_old_directory) options.directory_fresh = std::chrono::hours{24 * 365};
    return options;
}

}  // namespace

RandomDay::RandomDay(std::uint64_t seed, std::ostream& out, Crooked crooked)
    : lots_{seed}, room_{morning(lots_)}, history_{room_, out}, crooked_{crooked}, roster_{whole_school()} {
    history_.event("begin").put("seed", static_cast<std::int64_t>(seed));
    room_.hub.reset();
    room_.stores.trail = told(std::move(room_.stores.trail), history_,
                              crooked == Crooked::writes_nothing ? Recording::off : Recording::on);
    if (crooked == Crooked::keeps_old_pictures)
        room_.stores.pictures = store::make_latest_pictures(48h, store::DeadlineCheck::off);
    places_["Hoofdgebouw"] = {{"10.1.0.0/16"}, weekdays(Minutes{8 * 60 + 30}, Minutes{15 * 60 + 15}, 5)};
    places_["Dependance"] = {{"10.2.0.0/16"}, weekdays(Minutes{8 * 60}, Minutes{16 * 60}, 6)};
    roster_read();
    school_starts();
    for (const auto& pupil : roster_.pupils) {
        const auto& user = pupil.user.reveal(Purpose::operate);
        devices_.push_back(std::make_unique<Device>(room_, user, once_in(6) ? one_of(addresses) : home(user)));
    }
    for (auto& device : devices_) device->come();
    open_view();
}

RandomDay::~RandomDay() = default;

void RandomDay::run(int steps) {
    for (int at = 0; at < steps; ++at) step();
    two_days_later();
    for (int at = 0; at < steps / 4; ++at) step();
}

void RandomDay::step() {
    const auto lot = below(100);
    if (lot < 38) pictures();
    else if (lot < 42) bad_pictures();
    else if (lot < 55) device_moves();
    else if (lot < 70) teacher_moves();
    else if (lot < 78) look_closer();
    else if (lot < 90) school_moves();
    else time_passes();
}

void RandomDay::pictures() {
    for (auto& device : devices_) {
        if (!device->lease() || once_in(6)) continue;
        if (!once_in(12)) device->indicate();
        const auto rounds = 1 + below(3);
        for (std::size_t at = 0; at < rounds && device->lease(); ++at) {
            const auto stream = device->lease()->streams.size() > 1 && once_in(2) ? picture::Stream::live : picture::Stream::grid;
            const auto part = at == 0 || once_in(3) ? picture::Part::key : picture::Part::delta;
            device->send(stream, History::picture(part, static_cast<std::uint64_t>(++last_picture_)));
        }
    }
    room_.run_for(std::chrono::milliseconds{200 + below(4000)});
}

void RandomDay::bad_pictures() {
    auto& device = one_of(devices_);
    const auto part = once_in(3) ? picture::Part::delta : picture::Part::key;
    device->send(once_in(3) ? picture::Stream::live : picture::Stream::grid,
                 History::picture(part, static_cast<std::uint64_t>(++last_picture_)));
}

void RandomDay::device_moves() {
    auto& device = one_of(devices_);
    if (device->closed || once_in(5)) {
        device->leave();
        device->come();
    } else if (once_in(4)) {
        device->leave();
    } else if (once_in(3) && device->lease()) {
        device->say(wire::Stopped{device->lease()->lease, static_cast<std::uint8_t>(wire::StopReason::indicator_covered)});
        room_.run();
    } else if (once_in(12)) {
        history_.event("revoked").put("device", device->id.text());
        REQUIRE(room_.stores.devices->revoke(room_.school, device->id));
        room_.run();
        another_device(device);
    } else if (once_in(3)) {
        device->leave();
        another_device(device);
    } else {
        device->log_in(one_of(users));
    }
}

void RandomDay::another_device(std::unique_ptr<Device>& device) {
    const auto* user = one_of(users);
    device = std::make_unique<Device>(room_, user, once_in(4) ? one_of(addresses) : home(user));
    device->come();
}

void RandomDay::teacher_moves() {
    std::erase_if(teachers_, [](const auto& teacher) { return teacher->closed; });
    if (teachers_.size() > 3 || (!teachers_.empty() && once_in(4))) {
        auto& teacher = one_of(teachers_);
        if (once_in(2)) teacher->say(wire::CloseView{});
        teacher->leave();
        return;
    }
    open_view();
}

void RandomDay::open_view() {
    const std::string group{one_of(groups)};
    open_view(group, once_in(5) ? one_of(addresses) : home(group));
}

// By one of the group's own teachers, mostly.
void RandomDay::open_view(const std::string& group, const char* address) {
    const auto key = std::ranges::find(roster_.groups, group, &roster::GroupLine::name)->key;
    std::vector<const roster::StaffLine*> here;
    for (const auto& member : roster_.staff)
        if (member.employment == school::Employment::active &&
            (std::ranges::find(member.groups, key) != member.groups.end() || once_in(6)))
            here.push_back(&member);
    if (here.empty()) return;
    const auto id = history_.staff().at(one_of(here)->user.reveal(Purpose::operate));
    // Whose account is switched off does not come in: then there is no page.
    if (!room_.stores.sessions->begin({.school = room_.school, .staff = id, .browser = "Chrome"}, 10h)) return;
    teachers_.push_back(std::make_unique<Teacher>(room_, id, address));
    teachers_.back()->open(room_.group(group));
}

void RandomDay::look_closer() {
    if (teachers_.empty()) return;
    auto& teacher = one_of(teachers_);
    if (!teacher->view || teacher->closed) return;
    std::string pupil{};
    if (!once_in(5)) pupil = one_of(teacher->view->tiles).pupil;
    if (once_in(20)) pupil = history_.pupils().begin()->second.text();
    teacher->say(wire::LookAt{pupil, once_in(5) ? one_of(purposes) : "help"});
}

void RandomDay::time_passes() {
    if (once_in(12)) {
        // The machine slept: both hands went on.
        room_.clock.advance(std::chrono::minutes{30 + below(20 * 60)});
        room_.run();
        if (once_in(2)) roster_read();
    } else if (once_in(40)) {
        room_.clock.jump(std::chrono::hours{20 + below(16)});
        history_.event("leap");
        room_.run();
    } else if (once_in(6)) {
        room_.run_for(std::chrono::minutes{3 + below(10)});
    } else {
        room_.run_for(std::chrono::seconds{1 + below(40)});
    }
}

// Who looks two days later, in the hours, sees nothing of what was kept: every pupil is back at a device of the school.
void RandomDay::two_days_later() {
    room_.clock.advance(std::chrono::hours{48});
    for (int at = 0; at < 400 && !school::open_until(places_.at("Hoofdgebouw").hours, room_.clock.now()); ++at)
        room_.clock.advance(std::chrono::minutes{30});
    room_.run();
    if (crooked_ != Crooked::trusts_old_directory) roster_read();
    devices_.clear();
    for (const auto& pupil : roster_.pupils) {
        const auto& user = pupil.user.reveal(Purpose::operate);
        devices_.push_back(std::make_unique<Device>(room_, user, home(user)));
        devices_.back()->come();
    }
    for (const auto* group : groups) open_view(group, home(group));
    pictures();
}

void RandomDay::school_stops() {
    for (auto& teacher : teachers_) teacher->leave();
    for (auto& device : devices_) device->leave();
    teachers_.clear();
    room_.hub.reset();
}

void RandomDay::school_starts() {
    history_.event("server_starts");
    room_.restart(options(crooked_));
}

}  // namespace monitor::test
