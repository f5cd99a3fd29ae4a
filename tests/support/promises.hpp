#pragma once
// What was promised about looking along, said a second time and in another way: as sets of what may be, promise by promise, over
// numbers. Written from the promises (P1–P4, P10–P12) and never from policy/ruling.cpp; tests/unit/policy and tests/bench/policy_space
// hold the two against each other.

#include <array>
#include <cstdint>
#include <optional>

#include "monitor/policy/ruling.hpp"

namespace monitor::test::promised {

inline constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1} + std::chrono::hours{8}};
inline constexpr std::array<std::byte, 16> someone{std::byte{7}};

/// One digit a fact; a case is one number for each.
enum Digit : std::size_t {
    timekeeping, directory, employment, role, schools, relation, objection, restriction,  // who
    hours, hours_end, viewer, device_user, device, lesson, lesson_end, indicator, action, purpose, look_end,             // what
    digits
};
/// How many values each has. Employment 3: active, but it is nobody who looks; relation 3: their group, but nobody is seen. An
/// end: 0 none, 1 now, 2 a millisecond from now; of a look also 3 = ten minutes, 4 = longer than that.
inline constexpr std::array<std::uint8_t, digits> values{3, 4, 4, 3, 3, 4, 3, 3, 4, 3, 3, 5, 3, 4, 3, 3, 4, 5, 5};
/// Where the half that is about the people ends and the half about the moment begins.
inline constexpr std::size_t half = hours;
using Case = std::array<std::uint8_t, digits>;

/// All is well: a teacher of the group helps a pupil who is at the site, on one screen.
inline constexpr Case well{1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 0, 0, 2, 1, 1, 2};

constexpr std::uint64_t combinations(std::size_t from = 0, std::size_t to = digits) {
    std::uint64_t all{1};
    for (auto at = from; at < to; ++at) all *= values[at];
    return all;
}

// ---- the promises: a set of the values that keep them

constexpr bool in(const Case& c, Digit digit, std::initializer_list<std::uint8_t> set) {
    for (const auto one : set)
        if (c[digit] == one) return true;
    return false;
}

// P4: a lift is in force for a group of this view, and has an end that lies ahead.
constexpr bool lifted(const Case& c) { return in(c, lesson, {1}) && in(c, lesson_end, {2}); }

/// A promise, whether a case keeps it, and how a break of it is told.
struct Promise {
    const char* what;
    bool (*kept)(const Case&);
    policy::Refusal (*told)(const Case&);
};
template <policy::Refusal refusal>
constexpr policy::Refusal always(const Case&) {
    return refusal;
}

/// In the order in which docs/how-to/add-a-rule.md says they are told.
using enum policy::Refusal;
inline constexpr std::array promises{
    Promise{"P1: the time is known", [](const Case& c) { return in(c, timekeeping, {1}); }, always<clock_doubtful>},
    Promise{"P1: the directory was read within a day, and since a backup was put back", [](const Case& c) { return in(c, directory, {1}); },
            [](const Case& c) { return in(c, directory, {3}) ? records_put_back : directory_stale; }},
    Promise{"P1: somebody looks, who works here now",
            [](const Case& c) { return in(c, employment, {1}); }, always<staff_not_active>},
    Promise{"P1: staff look, not who is there for the technique", [](const Case& c) { return in(c, role, {1}); },
            always<not_for_their_role>},
    Promise{"P1: at the pupil's own school", [](const Case& c) { return in(c, schools, {1}); }, always<other_school>},
    Promise{"P1: a pupil of their own group, or of one they stand in for",
            [](const Case& c) { return in(c, relation, {1, 2}); }, always<not_their_group>},
    Promise{"no objection (art. 21)", [](const Case& c) { return in(c, objection, {1}); }, always<objection_recorded>},
    Promise{"no restriction (art. 18)", [](const Case& c) { return in(c, restriction, {1}); }, always<restriction_recorded>},
    Promise{"on a school day, inside the hours", [](const Case& c) { return in(c, hours, {1}) && in(c, hours_end, {2}); },
            [](const Case& c) { return in(c, hours, {3}) ? school_on_holiday : outside_hours; }},
    Promise{"P3, P4: the teacher is at the site, or a remote lesson is in force",
            [](const Case& c) { return in(c, viewer, {1}) || lifted(c); }, always<viewer_elsewhere>},
    Promise{"P2: this pupil is at the device, and never staff", [](const Case& c) { return in(c, device_user, {1}); },
            [](const Case& c) { return in(c, device_user, {4}) ? device_not_in_use : not_a_pupil_device; }},
    Promise{"P3, P4: the device is at the site, or a remote lesson is in force",
            [](const Case& c) { return in(c, device, {1}) || lifted(c); }, always<device_elsewhere>},
    Promise{"P11: the pupil is shown it", [](const Case& c) { return in(c, indicator, {1, 2}); }, always<indicator_down>},
    Promise{"P12: one screen is looked at for a reason that is written down",
            [](const Case& c) { return !in(c, action, {1}) || in(c, purpose, {1, 2, 3, 4}); }, always<purpose_missing>},
    Promise{"P10: a look at one screen ends by itself within ten minutes",
            [](const Case& c) { return !in(c, action, {1}) || in(c, look_end, {2, 3}); }, always<look_time_over>},
};

/// The first promise from `first` up to `last` that is broken; `last` when none is.
constexpr std::size_t first_broken(const Case& c, std::size_t first = 0, std::size_t last = promises.size()) {
    while (first < last && promises[first].kept(c)) ++first;
    return first;
}

}  // namespace monitor::test::promised
