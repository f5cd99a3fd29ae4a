#pragma once
// start: which key does the server show to the world?

#include <expected>
#include <filesystem>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/settings/server.hpp"

namespace monitor::start {

/// Files in PEM, and the key's pin as hexadecimal digits: what enrolment tokens carry.
struct ShownKey {
    std::filesystem::path certificate{}, key{};
    std::string pin{};
};

/// As the settings say: the operator's files; or our own, <state>/tls/certificate.pem and key.pem, made at the first start; or,
/// all empty, no TLS.
[[nodiscard]] std::expected<ShownKey, Error> shown_key(const settings::Server&, const Clock&);

}  // namespace monitor::start
