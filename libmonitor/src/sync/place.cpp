// sync: where in the directory's changes were we, and under which settings and memberships?

#include "sync/place.hpp"

#include <array>

#include <fmt/format.h>

#include "monitor/seal/hash.hpp"

namespace monitor::sync {
namespace {

constexpr std::string_view first_line = "graph 1\n";

}  // namespace

std::string Place::text() const {
    return fmt::format("{}{}\n{}\n{}\n{}\n", first_line, users, education, memberships, settings);
}

std::optional<Place> Place::from_text(std::string_view text) {
    if (!text.starts_with(first_line)) return std::nullopt;
    text.remove_prefix(first_line.size());
    Place place;
    for (auto* part : {&place.users, &place.education, &place.memberships, &place.settings}) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        *part = text.substr(0, end);
        text.remove_prefix(end + 1);
    }
    if (!text.empty() || place.users.empty()) return std::nullopt;
    return place;
}

std::string settings_digest(const GraphOptions& options) {
    const auto& set = options.connection;
    std::string all = set.school + "\n" + set.url + "\n" + set.tenant + "\n" + set.client_id + "\n";
    for (const auto source : set.role_sources) all += fmt::format("{} ", static_cast<int>(source));
    for (const auto* list : {&set.staff_app_roles, &set.pupil_app_roles, &set.staff_groups, &set.pupil_groups, &set.members_of}) {
        for (const auto& one : *list) all += one + "\t";
        all += '\n';
    }
    for (const auto& [duty, app_roles, groups] : set.duties) {
        all += fmt::format("duty {}\n", static_cast<int>(duty));
        for (const auto* list : {&app_roles, &groups}) {
            for (const auto& one : *list) all += one + "\t";
            all += '\n';
        }
    }
    for (const auto& rule : options.rules) all += fmt::format("{} {}\n", static_cast<int>(rule.kind), rule.pattern);
    return hex(seal::sha256(as_bytes(all)));
}

}  // namespace monitor::sync
