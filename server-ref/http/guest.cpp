#include "http/guest.hpp"

#include <algorithm>

namespace monitor::pages {

std::expected<std::optional<Guest>, Error> guest(const Parts& parts, std::string_view session_cookie) {
    if (session_cookie.empty()) return std::nullopt;
    identity::SittingToken token{std::string{session_cookie}};
    using Found = std::expected<std::optional<Guest>, Error>;
    return ask(*parts.stores.people_thread, [&]() -> Found {
        const auto sitting = parts.stores.sittings->find(token);
        if (!sitting) return std::unexpected{sitting.error()};
        if (!*sitting) return std::nullopt;
        auto roll = parts.stores.people->roll((*sitting)->about.school);
        if (!roll) return std::unexpected{roll.error()};
        const auto self = std::ranges::find((*roll)->pupils, (*sitting)->about.pupil, &school::Pupil::id);
        if (self == (*roll)->pupils.end()) return std::nullopt;
        return Guest{std::move(token), **sitting, std::move(*roll), &*self};
    });
}

}  // namespace monitor::pages
