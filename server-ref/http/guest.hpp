#pragma once
// pages: is this a pupil or a parent, who may read one log and nothing else?

#include <expected>
#include <memory>
#include <optional>
#include <string_view>

#include "http/pages.hpp"
#include "monitor/identity/sittings.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::pages {

/// Someone with a live sitting: they read what is kept about one pupil, and no page for colleagues knows them.
struct Guest {
    identity::SittingToken token{};
    identity::Sitting sitting{};
    std::unique_ptr<const school::Roll> roll{};
    const school::Pupil* self{};  ///< in `roll`; whom the reading is about
};

/// Empty: no sitting, over, or of a pupil who is not there any more. Error: the store does not answer.
[[nodiscard]] std::expected<std::optional<Guest>, Error> guest(const Parts&, std::string_view session_cookie);

}  // namespace monitor::pages
