// pages: which page is meant?

#include "http/routes.hpp"

#include <algorithm>
#include <charconv>

namespace monitor::pages {
namespace {

Route with_method(std::string_view method, std::string_view wanted, Route route) {
    return method == wanted ? route : Route{.page = Page::wrong_method};
}

Route provider_route(std::string_view method, std::string_view number, Page page) {
    std::size_t provider{};
    const auto* end = number.data() + number.size();
    const auto [stopped, error] = std::from_chars(number.data(), end, provider);
    if (error != std::errc{} || stopped != end || number.size() > 2) return {};
    return with_method(method, "POST", {.page = page, .provider = provider});
}

Route group_route(std::string_view method, std::string_view rest) {
    constexpr std::string_view ticket = "/ticket";
    const bool for_ticket = rest.ends_with(ticket);
    if (for_ticket) rest.remove_suffix(ticket.size());
    const auto group = GroupId::from_text(rest);
    if (!group) return {};
    return for_ticket ? with_method(method, "POST", {.page = Page::ticket, .group = *group})
                      : with_method(method, "GET", {.page = Page::group, .group = *group});
}

Route school_route(std::string_view method, std::string_view rest) {
    const auto show = [&](Route route) {
        route.page = Page::school;
        return with_method(method, "GET", route);
    };
    using store::Connected;
    if (rest == "end") return show({.part = SchoolPart::end});
    if (rest == "board") return show({.part = SchoolPart::board});
    if (rest == "links") return show({.part = SchoolPart::links});
    if (rest == "lessons") return show({.part = SchoolPart::lessons});
    if (rest == "codes") return show({.part = SchoolPart::codes});
    if (rest == "devices") return show({.part = SchoolPart::devices});
    if (rest == "roster/off") return show({.part = SchoolPart::off, .kind = Connected::roster});
    if (rest == "directory/off") return show({.part = SchoolPart::off, .kind = Connected::directory});
    if (rest == "roster/erase") return show({.part = SchoolPart::erase, .kind = Connected::roster});
    if (rest == "directory/erase") return show({.part = SchoolPart::erase, .kind = Connected::directory});
    constexpr std::string_view device = "devices/", waiting = "waiting/", lesson = "lessons/";
    if (rest.starts_with(lesson))
        if (const auto id = LessonId::from_text(rest.substr(lesson.size()))) return show({.part = SchoolPart::lesson, .lesson = *id});
    if (rest.starts_with(device))
        if (const auto id = DeviceId::from_text(rest.substr(device.size())))
            return show({.part = SchoolPart::device, .device = *id});
    if (rest.starts_with(waiting))
        if (const auto id = HeldId::from_text(rest.substr(waiting.size())))
            return show({.part = SchoolPart::waiting, .held = *id});
    return {};
}

Route rights_route(std::string_view method, std::string_view rest) {
    constexpr std::string_view erase = "/erase";
    Route route{.page = Page::rights};
    for (const std::string_view kind : {"pupil", "staff"}) {
        if (!rest.starts_with(kind) || rest.substr(kind.size(), 1) != "/") continue;
        rest.remove_prefix(kind.size() + 1);
        if (rest.ends_with(erase)) {
            rest.remove_suffix(erase.size());
            route.erase = Second::asked;
        }
        if (!PupilId::from_text(rest)) return {};
        route.kind_of_person = kind;
        route.person = rest;
        return with_method(method, "GET", std::move(route));
    }
    return {};
}

/// A BRIN as it is written; anything else is no page.
Route privacy_route(std::string_view method, std::string_view rest) {
    const auto fits = [](char sign) { return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z'); };
    if (rest.size() != 4 || !std::ranges::all_of(rest, fits)) return {};
    return with_method(method, "GET", {.page = Page::privacy, .brin = std::string{rest}});
}

}  // namespace

Route route(std::string_view method, std::string_view path) {
    if (path == "/") return with_method(method, "GET", {.page = Page::home});
    if (path == "/sign-in") return with_method(method, "GET", {.page = Page::sign_in});
    if (path == "/sign-in/return") return with_method(method, "GET", {.page = Page::sign_in_return});
    if (path == "/sign-out") return with_method(method, "POST", {.page = Page::sign_out});
    if (path == "/me") return with_method(method, "GET", {.page = Page::me});
    if (path == "/me/looks") return with_method(method, "GET", {.page = Page::my_looks});
    if (path == "/school/log") return with_method(method, "GET", {.page = Page::school_log});
    if (path == "/own-log") return with_method(method, "GET", {.page = Page::own_log});
    if (path == "/log-code")
        return method == "POST" ? Route{.page = Page::log_code_used} : with_method(method, "GET", {.page = Page::log_code});
    if (path == "/me/end") return with_method(method, "POST", {.page = Page::me_end});
    if (path == "/language") return with_method(method, "POST", {.page = Page::language});
    if (path == "/groups/stand-in") return with_method(method, "POST", {.page = Page::stand_in});
    if (path == "/school")
        return method == "POST" ? Route{.page = Page::school_change} : with_method(method, "GET", {.page = Page::school});
    if (path == "/rights")
        return method == "POST" ? Route{.page = Page::rights_change} : with_method(method, "GET", {.page = Page::rights});
    if (path == "/invitation")
        return method == "POST" ? Route{.page = Page::invited} : with_method(method, "GET", {.page = Page::invitation});
    if (path == "/privacy") return with_method(method, "GET", {.page = Page::privacy});
    if (path == "/groups") return with_method(method, "GET", {.page = Page::groups});
    if (path.starts_with("/sign-in/")) return provider_route(method, path.substr(9), Page::sign_in_depart);
    if (path.starts_with("/sign-out/")) return provider_route(method, path.substr(10), Page::sign_out_there);
    if (path.starts_with("/privacy/")) return privacy_route(method, path.substr(9));
    if (path.starts_with("/rights/")) return rights_route(method, path.substr(8));
    if (path.starts_with("/school/")) return school_route(method, path.substr(8));
    if (path.starts_with("/groups/")) return group_route(method, path.substr(8));
    return {};
}

}  // namespace monitor::pages
