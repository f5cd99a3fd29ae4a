#pragma once
// start: which key does the server show to the world?

#include <expected>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/seal/sign.hpp"
#include "monitor/settings/server.hpp"

namespace monitor::start {

/// As the settings say: the operator's files, or our own below <state>/tls, made at the first start. Both empty: no TLS.
[[nodiscard]] std::expected<seal::Certificate, Error> certificate(const settings::Server&, const Clock&);

/// "meekijken.school.example" of "https://meekijken.school.example:8443"; "::1" of "http://[::1]:8080".
[[nodiscard]] std::string host_of(std::string_view url);

}  // namespace monitor::start
