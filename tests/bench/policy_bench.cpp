// What does it cost to ask the rules?
//
//   policy_bench [--check]     a table; with --check exit 1 naming what falls short (release build)
//
// decide() alone; a whole ruling as the hub makes one, with facts from a roll that is in memory; and a school where every device
// sends as many pictures as its lease allows and every one is ruled. Invented people.

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

#include "hub/facts.hpp"
#include "hub/tile.hpp"
#include "monitor/base/clock.hpp"

using namespace monitor;

namespace {

constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1} + std::chrono::hours{8}};

template <class SomeId>
SomeId id(unsigned number) {
    return SomeId{std::array<std::byte, 16>{std::byte{1}, static_cast<std::byte>(number >> 8), static_cast<std::byte>(number & 255)}};
}

/// A school of so many pupils on four sites of four networks each; groups of 25, a teacher for each who stands in for another.
std::unique_ptr<school::Roll> roll(unsigned pupils) {
    auto made = std::make_unique<school::Roll>();
    made->school.id = id<SchoolId>(1);
    made->directory_read = now - std::chrono::hours{1};
    for (unsigned site = 1; site <= 4; ++site) {
        school::Site one{.id = id<SiteId>(site), .name = "Noord", .networks = {}, .hours = {}};
        for (unsigned network = 0; network < 4; ++network)
            one.networks.push_back(*school::Network::from_text(fmt::format("10.{}.0.0/16", site * 4 + network)));
        for (auto& day : one.hours.week)
            day = {{std::chrono::hours{7}, std::chrono::hours{12}}, {std::chrono::hours{13}, std::chrono::hours{17}}};
        for (unsigned holiday = 1; holiday <= 12; ++holiday) {
            const std::chrono::year_month_day day{std::chrono::year{2027}, std::chrono::month{holiday}, std::chrono::day{1}};
            one.hours.holidays.push_back({day, day});
        }
        made->sites.push_back(std::move(one));
    }
    for (unsigned group = 1; group <= pupils / 25; ++group) {
        made->groups.push_back({.id = id<GroupId>(group), .name = "5A", .site = id<SiteId>(1 + group % 4)});
        made->staff.push_back({.id = id<StaffId>(group),
                               .name = {},
                               .user = Personal<std::string>{fmt::format("anouk{}", group)},
                               .employment = school::Employment::active,
                               .teaches = {id<GroupId>(group)},
                               .replaces = {{id<GroupId>(group + 1), school::StandIn::ill, now + std::chrono::hours{8}}}});
    }
    for (unsigned pupil = 0; pupil < pupils; ++pupil)
        made->pupils.push_back({.id = id<PupilId>(pupil + 1),
                                .name = {},
                                .user = Personal<std::string>{fmt::format("sanne{}", pupil)},
                                .groups = {id<GroupId>(1 + pupil / 25)}});
    return made;
}

struct Device {
    policy::Request request{};
    hub::Situation situation;
    hub::Standing standing{};
};

std::vector<Device> devices(const hub::RollIndex& index) {
    std::vector<Device> all;
    for (unsigned pupil = 0; pupil < index.roll().pupils.size(); ++pupil) {
        const unsigned group = 1 + pupil / 25;
        const auto address = fmt::format("10.{}.1.{}", (1 + group % 4) * 4 + pupil % 4, 1 + pupil % 250);
        all.push_back({{.viewer = id<StaffId>(group), .pupil = id<PupilId>(pupil + 1)},
                       {.index = index,
                        .session_school = id<SchoolId>(1),
                        .group = index.group(id<GroupId>(group)),
                        .viewer_address = address,
                        .device = {policy::DeviceUser::this_pupil, address, policy::Indicator::up},
                        .trust = retention::Trust::sure,
                        .now = now},
                       {}});
    }
    return all;
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) / 1e6;
}

/// The best of several runs, in processor seconds each: a busy machine only ever adds.
template <class Work>
double least(Work work) {
    double best = 1e9;
    for (int run = 0; run < 7; ++run) {
        const double begin = cpu_seconds();
        work();
        best = std::min(best, cpu_seconds() - begin);
    }
    return best;
}

int falls_short(std::string_view what, double value, double most) {
    if (value <= most) return 0;
    fmt::print("falls short: {}: {:.3f}, at most {:.3f}\n", what, value, most);
    return 1;
}

// As hub/viewer_line reviews a tile when a picture comes in: the situation is put together anew each time.
bool ruled_again(Device& device) {
    const hub::Situation situation = device.situation;
    const auto ruling = policy::decide(device.request, hub::facts(device.request, situation), situation.now);
    if (device.standing.same(ruling)) return true;
    device.standing.take(ruling);
    return false;
}

}  // namespace

int main(int words, char** word) {
    if (words > 2 || (words == 2 && std::string_view{word[1]} != "--check")) {
        fmt::print(stderr, "policy_bench: --check, or nothing\n");
        return 2;
    }
    constexpr unsigned agents = 2'000, pictures_a_second = 5;  // of the grid: hub/lease.cpp
    const hub::RollIndex index{roll(agents)};
    auto all = devices(index);
    std::uint64_t permits{};
    for (auto& device : all) permits += policy::decide(device.request, hub::facts(device.request, device.situation), now) ? 1 : 0;
    if (permits != agents) return falls_short("devices that may not be seen", static_cast<double>(agents - permits), 0) + 1;

    auto facts = hub::facts(all[0].request, all[0].situation);
    facts.look_end = now + std::chrono::minutes{10};
    std::vector<policy::Request> requests(1'000, all[0].request);
    for (std::size_t at = 0; at < requests.size(); ++at) {
        requests[at].action = static_cast<policy::Action>(1 + at % 4);
        requests[at].purpose = policy::LookPurpose::help;
    }
    std::uint64_t yes{};
    const double decide = least([&] {
        for (int round = 0; round < 2'000; ++round)
            for (const auto& request : requests) yes += policy::decide(request, facts, now) ? 1 : 0;
    }) / 2e6 * 1e9;
    std::uint64_t same{};
    const double ruling = least([&] {
        for (int round = 0; round < 50; ++round)
            for (auto& device : all) same += ruled_again(device) ? 1 : 0;
    }) / (50.0 * agents) * 1e6;
    const double core = ruling * agents * pictures_a_second / 1e6 * 100;

    fmt::print("{:<52} {:>10} {:>10}\n", "what", "measured", "at most");
    fmt::print("{:<52} {:>7.1f} ns {:>7} ns\n", "decide(), a permit: every rule is tried", decide, 100);
    fmt::print("{:<52} {:>7.2f} us {:>7} us\n", "a whole ruling, with facts from a warm hub", ruling, 10);
    fmt::print("{:<52} {:>8.2f} % {:>8} %\n",
               fmt::format("{} agents, {} pictures a second each, of a core", agents, pictures_a_second), core, 5);
    fmt::print("{} permits, {} rulings the same as before\n", yes, same);
    return falls_short("decide(), ns", decide, 100) + falls_short("a whole ruling, us", ruling, 10) +
                       falls_short("2,000 agents, % of a core", core, 5) >
                   0 && words == 2
               ? 1
               : 0;
}
