#include "http/log_look.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/written.hpp"

namespace monitor::pages {

audit::Names names_in(const school::Roll& roll, Purpose purpose) {
    const auto name_of = [purpose](const auto& all, auto id) -> std::string {
        const auto at = std::ranges::find_if(all, [&](const auto& one) { return one.id == id; });
        return at == all.end() ? std::string{} : at->name.reveal(purpose);
    };
    return {[&roll, name_of](StaffId id) { return name_of(roll.staff, id); },
            [&roll, name_of](PupilId id) { return name_of(roll.pupils, id); },
            [&roll](GroupId id) {
                const auto at = std::ranges::find(roll.groups, id, &school::Group::id);
                return at == roll.groups.end() ? std::string{} : at->name;
            }};
}

std::uint64_t before(const Visit& visit) {
    const auto given = value_of(visit.query, "before");
    std::uint64_t line{};
    const auto* end = given.data() + given.size();
    const auto [stopped, error] = std::from_chars(given.data(), end, line);
    return error == std::errc{} && stopped == end && !given.empty() ? line : audit::from_the_end;
}

Html older(const Visit& visit, std::string_view path, std::string_view query, std::optional<std::uint64_t> next) {
    if (!next) return {};
    return element("p", {{"class", "older"}},
                   {element("a", {href(fmt::format("{}?before={}{}", path, *next, query)), {"class", "button second"}},
                            {visit.words(Key::log_older)})});
}

Html fact(const Visit& visit, Key name, const std::string& value) {
    if (value.empty()) return {};
    Html pair = element("dt", {}, {visit.words(name)});
    return pair += element("dd", {}, {value});
}

std::expected<void, Error> write_reading(Visit& visit, SchoolId school, audit::Entry entry) {
    // What the cookie proves stands in no memory of ours: what follows from it does.
    const auto reading = form_token(visit.cookie(door::session_cookie)) + std::string{audit::word(entry.act)} + school.text();
    if (visit.noted.already(reading) == Noted::Already::yes) return {};
    if (const auto kept = append(visit, school, std::move(entry)); !kept) return kept;
    visit.noted.note(reading);
    return {};
}

}  // namespace monitor::pages
