#pragma once
// identity: whom does a believed token name, and what else does it say of them?

#include <expected>

#include "json.hpp"
#include "monitor/identity/sign_in.hpp"
#include "token.hpp"

namespace monitor::identity {

/// Flaws: tenant (another's, a guest, or an organisation nobody registered) and subject.
[[nodiscard]] std::expected<Account, SignInFlaw> person(const Json& claims, const Wanted&);

}  // namespace monitor::identity
