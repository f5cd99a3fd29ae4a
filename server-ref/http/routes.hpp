#pragma once
// pages: which page is meant?

#include <cstdint>
#include <optional>
#include <string_view>

#include "monitor/base/ids.hpp"

namespace monitor::pages {

enum class Page : std::uint8_t {
    none = 0,        ///< 404
    wrong_method,    ///< 405
    home,            ///< GET /
    sign_in,         ///< GET /sign-in
    sign_in_depart,  ///< POST /sign-in/<number>
    sign_in_return,  ///< GET /sign-in/return
    sign_out,        ///< POST /sign-out
    language,        ///< POST /language
    me,              ///< GET /me
    me_end,          ///< POST /me/end
    groups,          ///< GET /groups
    group,           ///< GET /groups/<id>
    ticket,          ///< POST /groups/<id>/ticket
    stand_in,        ///< POST /groups/stand-in
    school,          ///< GET /school
    school_change,   ///< POST /school
    invitation,      ///< GET /invitation
    invited,         ///< POST /invitation
};

struct Route {
    Page page{};
    std::size_t provider{};  ///< of sign_in_depart
    GroupId group{};         ///< of group and ticket
};

/// `path` without its query. Exact: no trailing slash, no escapes.
[[nodiscard]] Route route(std::string_view method, std::string_view path);

}  // namespace monitor::pages
