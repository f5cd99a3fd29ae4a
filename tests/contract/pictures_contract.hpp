#pragma once
// contract: what every store::LatestPictures does.

#include <catch2/catch.hpp>

#include "monitor/store/latest_pictures.hpp"

namespace monitor::contract {

/// A permit as the rules give it, until `until`.
inline policy::Permit permit(PupilId pupil, Instant until, policy::Action action = policy::Action::grid) {
    policy::Facts facts;
    facts.timekeeping = policy::Timekeeping::sure;
    facts.directory = policy::Directory::fresh;
    facts.employment = policy::Employment::active;
    facts.schools = policy::Schools::same;
    facts.relation = policy::Basis::teaches_group;
    facts.role = policy::Role::staff;
    facts.objection = policy::Objection::none;
    facts.restriction = policy::Restriction::none;
    facts.hours = policy::Hours::open;
    facts.viewer = facts.device = policy::Whereabouts::at_the_site;
    facts.device_user = policy::DeviceUser::this_pupil;
    facts.indicator = policy::Indicator::up;
    facts.hours_end = until;
    StaffId viewer{{std::byte{9}}};
    const auto ruling =
        policy::decide({viewer, pupil, action, policy::LookPurpose::help}, facts, until - std::chrono::milliseconds{1});
    REQUIRE(ruling);
    return *ruling;
}

/// `pictures` is empty and keeps for 48 hours.
inline void pictures(store::LatestPictures& pictures, Instant now) {
    using namespace std::chrono_literals;
    const SchoolId school{{std::byte{1}}}, other_school{{std::byte{2}}};
    const PupilId sanne{{std::byte{1}}}, tim{{std::byte{2}}};
    const Bytes first(1000, std::byte{11}), second(2000, std::byte{22});
    const auto later = now + 1000h;

    INFO("none, then one, then only the newest");
    CHECK(pictures.count() == 0);
    CHECK_FALSE(pictures.latest(school, permit(sanne, later), now));
    pictures.keep(school, sanne, first, now);
    CHECK(pictures.latest(school, permit(sanne, later), now)->vp8 == first);
    for (int round = 0; round < 1000; ++round) pictures.keep(school, sanne, second, now + 1ms * round);
    CHECK(pictures.count() == 1);
    const auto latest = pictures.latest(school, permit(sanne, later), now + 1h);
    REQUIRE(latest);
    CHECK(latest->vp8 == second);
    CHECK(latest->taken == now + 999ms);

    INFO("of this pupil, of this school, and only with a permit that still holds");
    CHECK_FALSE(pictures.latest(school, permit(tim, later), now));
    CHECK_FALSE(pictures.latest(other_school, permit(sanne, later), now));
    CHECK_FALSE(pictures.latest(school, permit(sanne, now), now));
    CHECK_FALSE(pictures.latest(school, permit(sanne, later, policy::Action::open_tabs), now));

    INFO("what is no grid picture is not kept, and replaces");
    pictures.keep(school, tim, first, now);
    pictures.keep(school, tim, Bytes(1 << 20), now);
    CHECK_FALSE(pictures.latest(school, permit(tim, later), now));
    pictures.keep(school, tim, first, now);
    pictures.keep(school, tim, {}, now);
    CHECK_FALSE(pictures.latest(school, permit(tim, later), now));
    CHECK(pictures.count() == 1);

    INFO("erased is gone");
    pictures.keep(school, tim, first, now);
    pictures.erase(school, tim);
    pictures.erase(school, tim);
    CHECK_FALSE(pictures.latest(school, permit(tim, later), now));

    INFO("unreadable from the deadline on, whoever forgot to sweep");
    pictures.keep(school, tim, first, now);
    CHECK(pictures.latest(school, permit(tim, later), now + 48h - 1ms));
    CHECK_FALSE(pictures.latest(school, permit(tim, later), now + 48h));
    CHECK_FALSE(pictures.latest(school, permit(tim, later), now));

    INFO("swept at the deadline, not before");
    pictures.keep(school, tim, first, now);
    CHECK(pictures.sweep(now + 48h - 1ms) == 0);
    CHECK(pictures.sweep(now + 48h) == 1);
    CHECK(pictures.sweep(now + 48h + 999ms) == 1);
    CHECK(pictures.count() == 0);
}

}  // namespace monitor::contract
