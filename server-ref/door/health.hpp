#pragma once
// door: how is the server doing, for the operator and for Prometheus?

#include <chrono>
#include <cstdint>
#include <string>

#include "monitor/hub/hub.hpp"
#include "monitor/retention/timekeeping.hpp"
#include "monitor/school/network.hpp"
#include "monitor/transport/http.hpp"

namespace monitor::door {

enum class Stage : std::uint8_t { stopping = 0, serving = 1 };

/// 127.0.0.0/8 and ::1.
[[nodiscard]] bool is_loopback(const school::Address&) noexcept;
enum class Deleting : std::uint8_t { late = 0, in_time = 1 };
/// How deleting goes, and whether the clock by which it goes is believed.
struct Upkeep {
    std::chrono::seconds since_sweep{};
    std::uint64_t swept{};
    Deleting deleting{};
    retention::Trust clock{};
};

/// 200 while serving, 503 while stopping; a line a fact.
[[nodiscard]] transport::Response ready(const hub::Counts&, const Upkeep&, Stage);
/// The Prometheus text format, version 0.0.4. Counts only, never who.
[[nodiscard]] transport::Response metrics(const hub::Counts&, const Upkeep&);

}  // namespace monitor::door
