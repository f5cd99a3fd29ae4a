#pragma once
// door: how is the server doing, for the operator and for Prometheus?

#include <cstdint>
#include <string>

#include "monitor/hub/hub.hpp"
#include "monitor/school/network.hpp"
#include "monitor/transport/http.hpp"

namespace monitor::door {

enum class Stage : std::uint8_t { stopping = 0, serving = 1 };

/// 127.0.0.0/8 and ::1.
[[nodiscard]] bool is_loopback(const school::Address&) noexcept;
/// 200 while serving, 503 while stopping; a line a fact.
[[nodiscard]] transport::Response ready(const hub::Counts&, Stage);
/// The Prometheus text format, version 0.0.4. Counts only, never who.
[[nodiscard]] transport::Response metrics(const hub::Counts&);

}  // namespace monitor::door
