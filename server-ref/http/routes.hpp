#pragma once
// pages: which page is meant?

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/ids.hpp"
#include "monitor/school/remote_lesson.hpp"
#include "monitor/store/schools.hpp"

namespace monitor::pages {

enum class Page : std::uint8_t {
    none = 0,        ///< 404
    wrong_method,    ///< 405
    home,            ///< GET /
    sign_in,         ///< GET /sign-in
    sign_in_depart,  ///< POST /sign-in/<number>
    sign_in_return,  ///< GET /sign-in/return
    sign_out,        ///< POST /sign-out
    sign_out_there,  ///< POST /sign-out/<number>: at the provider as well
    language,        ///< POST /language
    me,              ///< GET /me
    me_end,          ///< POST /me/end
    groups,          ///< GET /groups
    group,           ///< GET /groups/<id>
    ticket,          ///< POST /groups/<id>/ticket
    stand_in,        ///< POST /groups/stand-in
    school,          ///< GET /school, and below it what SchoolPart says
    school_change,   ///< POST /school
    rights,          ///< GET /rights, /rights/pupil/<id>, /rights/staff/<id>, and /erase below those
    rights_change,   ///< POST /rights
    invitation,      ///< GET /invitation
    invited,         ///< POST /invitation
    privacy,         ///< GET /privacy, /privacy/<BRIN>
    my_looks,        ///< GET /me/looks
    school_log,      ///< GET /school/log
    own_log,         ///< GET /own-log
    log_code,        ///< GET /log-code
    log_code_used,   ///< POST /log-code
};

/// Of the administrator's pages.
enum class SchoolPart : std::uint8_t {
    overview = 0,  ///< /school
    board,         ///< /school/board
    links,         ///< /school/links
    lessons,       ///< /school/lessons
    lesson,        ///< /school/lessons/<id>
    devices,       ///< /school/devices
    codes,         ///< /school/codes
    device,        ///< /school/devices/<id>
    waiting,       ///< /school/waiting/<id>
    off,           ///< /school/roster/off, /school/directory/off
    erase,         ///< /school/roster/erase, /school/directory/erase
    end,           ///< /school/end
};

/// Of the page of one person: the second question, before erasing.
enum class Second : std::uint8_t { none = 0, asked = 1 };

struct Route {
    Page page{};
    std::string brin{};       ///< of privacy; empty: of the server
    std::size_t provider{};   ///< of sign_in_depart and sign_out_there
    GroupId group{};          ///< of group and ticket
    SchoolPart part{};        ///< of school
    DeviceId device{};        ///< of device
    HeldId held{};            ///< of waiting
    LessonId lesson{};        ///< of lesson
    store::Connected kind{};  ///< of off and erase
    std::string kind_of_person{}, person{};  ///< of rights: "pupil" or "staff", and an id
    Second erase{};           ///< of rights
};

/// `path` without its query. Exact: no trailing slash, no escapes.
[[nodiscard]] Route route(std::string_view method, std::string_view path);

}  // namespace monitor::pages
