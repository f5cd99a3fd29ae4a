#pragma once
// agent: how does a device come to have an identity?

#include <expected>
#include <filesystem>
#include <string>

#include "agent/identity_file.hpp"
#include "monitor/base/error.hpp"
#include "monitor/settings/agent.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::agent {

/// The identity of before, or a fresh one for the school that the token names; then its key is on disk before anyone hears of
/// it, so that a line that breaks between Enrol and Enrolled finds the same key again.
/// Neither: Remedy::ask_operator with the place where a token belongs.
[[nodiscard]] std::expected<Identity, Error> identity_of(const settings::Agent&, const IdentityFile&);

/// What a device without an id asks. The token's file is read again each time: it may have been replaced by a fresh one.
[[nodiscard]] std::expected<wire::Enrol, Error> enrol(const settings::Agent&, const Identity&);

}  // namespace monitor::agent
