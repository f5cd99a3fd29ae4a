#pragma once
// store: how does a device say whose alone it is? Private.

#include <string>

#include "people_file.hpp"

namespace monitor::store {

inline constexpr std::size_t longest_user = 256;

/// Not too long, and without control characters.
[[nodiscard]] bool fits(const std::string& text, std::size_t longest) noexcept;

/// What stands in `fixed_user` and `fixed_user_expires`; a device that everyone uses has nothing in either.
struct SealedUser {
    Value closed{}, expires{};
};
[[nodiscard]] SealedUser sealed_user(PeopleFile&, SchoolId, DeviceId, const std::string& user, Instant now);

}  // namespace monitor::store
