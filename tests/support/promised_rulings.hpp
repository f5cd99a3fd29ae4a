#pragma once
// A case of promises.hpp in the words of policy, and whether the ruling is the promised one.

#include <optional>

#include "support/promises.hpp"

namespace monitor::test::promised {

inline std::optional<Instant> end(std::uint8_t digit) {
    switch (digit) {
        case 0: return std::nullopt;
        case 1: return now;
        case 2: return now + std::chrono::milliseconds{1};
        case 3: return now + std::chrono::minutes{10};
        default: return now + std::chrono::minutes{10} + std::chrono::milliseconds{1};
    }
}

inline policy::Request request(const Case& c) {
    return {.viewer = c[employment] < 3 ? StaffId{someone} : StaffId{},
            .pupil = c[relation] < 3 ? PupilId{someone} : PupilId{},
            .action = static_cast<policy::Action>(c[action] + 1),
            .purpose = static_cast<policy::LookPurpose>(c[purpose])};
}

inline policy::Facts facts(const Case& c) {
    return {.timekeeping = static_cast<policy::Timekeeping>(c[timekeeping]),
            .directory = static_cast<policy::Directory>(c[directory]),
            .employment = static_cast<policy::Employment>(c[employment] < 3 ? c[employment] : 1),
            .role = static_cast<policy::Role>(c[role]),
            .schools = static_cast<policy::Schools>(c[schools]),
            .relation = c[relation] == 0 ? std::nullopt : std::optional{static_cast<policy::Basis>(c[relation] < 3 ? c[relation] : 1)},
            .objection = static_cast<policy::Objection>(c[objection]),
            .restriction = static_cast<policy::Restriction>(c[restriction]),
            .hours = static_cast<policy::Hours>(c[hours]),
            .viewer = static_cast<policy::Whereabouts>(c[viewer]),
            .device_user = static_cast<policy::DeviceUser>(c[device_user]),
            .device = static_cast<policy::Whereabouts>(c[device]),
            .remote_lesson = static_cast<policy::RemoteLesson>(c[lesson]),
            .indicator = static_cast<policy::Indicator>(c[indicator]),
            .hours_end = end(c[hours_end]),
            .remote_end = end(c[lesson_end]),
            .look_end = end(c[look_end])};
}

/// Does the ruling say what was promised: a permit where every promise is kept, and else the first that is broken?
inline bool same(const policy::Ruling& ruling, const Case& c, std::size_t broken) {
    if (broken < promises.size()) return !ruling && ruling.error() == promises[broken].told(c);
    return ruling && ruling->basis() == static_cast<policy::Basis>(c[relation]) && now < ruling->valid_until();
}

inline bool agrees(const Case& c) { return same(policy::decide(request(c), facts(c), now), c, first_broken(c)); }

}  // namespace monitor::test::promised
