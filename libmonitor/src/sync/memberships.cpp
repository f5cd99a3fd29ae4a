// sync: what do roles and groups of the tenant say of each account?

#include "sync/memberships.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/seal/hash.hpp"

namespace monitor::sync {
namespace {

using Kind = GraphRefusal::Kind;

bool begins_with_brin(const std::optional<Personal<std::string>>& number, std::string_view brin) {
    if (!number) return false;
    const auto& text = number->reveal(Purpose::match_account);
    return text.size() >= brin.size() && std::equal(brin.begin(), brin.end(), text.begin(), [](char a, char b) {
               return a == (b >= 'a' && b <= 'z' ? static_cast<char>(b - 0x20) : b);
           });
}

std::uint16_t bits(Mark mark) {
    return static_cast<std::uint16_t>(mark);
}

/// Which marks the settings tie to a role of our app.
std::uint16_t marks_of(const settings::Connection& connection, const std::string& role) {
    const auto named = [&](const std::vector<std::string>& words) { return std::ranges::count(words, role) > 0; };
    std::uint16_t marks{};
    if (named(connection.staff_app_roles)) marks |= bits(Mark::staff_app_role);
    if (named(connection.pupil_app_roles)) marks |= bits(Mark::pupil_app_role);
    for (const auto& holders : connection.duties)
        if (named(holders.app_roles)) marks |= bits(mark(holders.duty));
    return marks;
}

bool names_app_roles(const settings::Connection& connection) {
    return !connection.staff_app_roles.empty() || !connection.pupil_app_roles.empty() ||
           std::ranges::any_of(connection.duties, [](const auto& holders) { return !holders.app_roles.empty(); });
}

}  // namespace

Mark mark(settings::Duty duty) noexcept {
    switch (duty) {
        case settings::Duty::school_admin: return Mark::school_admin;
        case settings::Duty::board_admin: return Mark::board_admin;
        case settings::Duty::privacy_officer: return Mark::privacy_officer;
        case settings::Duty::support: return Mark::support;
    }
    return {};
}

FromGraph<Memberships> Memberships::read(GraphLine& line, const settings::Connection& connection) {
    Memberships all;
    if (auto read = all.read_app_roles(line, connection); !read) return std::unexpected{read.error()};
    if (auto read = all.read_all_groups(line, connection); !read) return std::unexpected{read.error()};
    if (!connection.members_of.empty()) {
        all.scope_ = Scope::members_only;
        if (auto read = all.read_groups(line, connection.members_of, Mark::member); !read) return std::unexpected{read.error()};
    } else if (auto read = all.read_schools(line, connection.school); !read) {
        return std::unexpected{read.error()};
    }
    all.seal();
    return all;
}

FromGraph<void> Memberships::read_members(GraphLine& line, const std::string& path, std::string_view what,
                                          std::uint16_t marks) {
    const auto read = line.pages(line.address(path), what, [&](roster::GraphItem&& item) {
        if (!item.id.empty()) marks_[item.id] |= marks;
    });
    if (!read) return std::unexpected{read.error()};
    return {};
}

FromGraph<void> Memberships::read_all_groups(GraphLine& line, const settings::Connection& connection) {
    if (auto read = read_groups(line, connection.staff_groups, Mark::staff_group); !read) return read;
    if (auto read = read_groups(line, connection.pupil_groups, Mark::pupil_group); !read) return read;
    for (const auto& holders : connection.duties)
        if (auto read = read_groups(line, holders.groups, mark(holders.duty)); !read) return read;
    return {};
}

FromGraph<void> Memberships::read_groups(GraphLine& line, const std::vector<std::string>& groups, Mark mark) {
    for (const auto& group : groups) {
        // A group that the settings name and the tenant does not have is a mistake, not an empty group.
        const auto path = fmt::format("groups/{}/transitiveMembers/microsoft.graph.user?$select=id&$top=999", group);
        auto read = read_members(line, path, "a group's members", bits(mark));
        if (read) continue;
        auto refusal = read.error();
        if (refusal.kind == Kind::absent && refusal.failure.problem == Problem::empty)
            refusal.failure.problem = Problem::settings;
        return std::unexpected{std::move(refusal)};
    }
    return {};
}

FromGraph<Memberships::Roles> Memberships::our_roles(GraphLine& line, const settings::Connection& connection) {
    Roles ours;
    const auto path = fmt::format("servicePrincipals?$filter=appId%20eq%20'{}'&$select=id,appRoles", connection.client_id);
    const auto read = line.pages(line.address(path), "our app roles", [&](roster::GraphItem&& item) {
        ours.principal = item.id;
        for (const auto& role : item.app_roles) {
            if (const auto marks = marks_of(connection, role.value); marks != 0) ours.marks.emplace(role.id, marks);
        }
    });
    if (!read) return std::unexpected{read.error()};
    if (!ours.principal.empty() && !ours.marks.empty()) return ours;
    return std::unexpected{
        GraphRefusal{Kind::failed, {Problem::settings, "our app has no role of the names in the settings", {}}, {}}};
}

FromGraph<void> Memberships::read_app_roles(GraphLine& line, const settings::Connection& connection) {
    if (!names_app_roles(connection)) return {};
    const auto ours = our_roles(line, connection);
    if (!ours) return std::unexpected{ours.error()};
    std::vector<std::pair<std::string, std::uint16_t>> groups;
    const auto path = fmt::format("servicePrincipals/{}/appRoleAssignedTo?$select=principalId,principalType,appRoleId&$top=999",
                                  ours->principal);
    const auto read = line.pages(line.address(path), "who has our app roles", [&](roster::GraphItem&& item) {
        if (item.app_roles.empty() || item.principal.empty()) return;
        const auto role = ours->marks.find(item.app_roles.front().id);
        if (role == ours->marks.end()) return;
        if (item.principal_type == "Group")
            groups.emplace_back(item.principal, role->second);
        else
            marks_[item.principal] |= role->second;
    });
    if (!read) return std::unexpected{read.error()};
    // Entra ID gives a group's role to its direct members only.
    for (const auto& [group, marks] : groups) {
        const auto members = fmt::format("groups/{}/members/microsoft.graph.user?$select=id&$top=999", group);
        if (auto found = read_members(line, members, "members of a group with our app role", marks); !found) return found;
    }
    return {};
}

FromGraph<void> Memberships::read_schools(GraphLine& line, const std::string& brin) {
    std::size_t count{};
    const auto read = line.pages(line.address("education/schools?$select=id,schoolNumber,externalId"), "education/schools",
                                 [&](roster::GraphItem&& school) {
                                     ++count;
                                     if (begins_with_brin(school.number, brin) || begins_with_brin(school.sds, brin))
                                         schools_.push_back(std::move(school.id));
                                 });
    if (!read && read.error().kind == Kind::absent) return {};  // a tenant without education, or an app that may not see it
    if (!read) return std::unexpected{read.error()};
    if (count < 2) return {};
    if (schools_.empty()) {
        return std::unexpected{GraphRefusal{
            Kind::failed, {Problem::school_not_found, fmt::format("{} schools, none with this BRIN", count), {}}, {}}};
    }
    scope_ = Scope::members_only;
    std::ranges::sort(schools_);
    for (const auto& school : schools_) {
        if (auto members = read_members(line, fmt::format("education/schools/{}/users?$select=id", school), "a school's users",
                                        bits(Mark::member));
            !members) {
            return members;
        }
    }
    return {};
}

bool Memberships::has(const std::string& object, Mark mark) const {
    const auto found = marks_.find(object);
    return found != marks_.end() && (found->second & bits(mark)) != 0;
}

bool Memberships::of_this_school(const std::string& object) const {
    return scope_ == Scope::whole_tenant || has(object, Mark::member);
}

void Memberships::seal() {
    std::vector<std::string> lines;
    lines.reserve(marks_.size() + schools_.size() + 1);
    for (const auto& [object, marks] : marks_) lines.push_back(fmt::format("{} {}\n", object, marks));
    std::ranges::sort(lines);
    for (const auto& school : schools_) lines.push_back("school " + school + "\n");
    lines.push_back(fmt::format("scope {}\n", static_cast<int>(scope_)));
    std::string whole;
    for (const auto& one : lines) whole += one;
    digest_ = hex(seal::sha256(as_bytes(whole)));
}

std::vector<std::string> Memberships::differing(const Memberships& other) const {
    std::vector<std::string> all;
    for (const auto& [object, mark] : marks_) {
        const auto found = other.marks_.find(object);
        if (found == other.marks_.end() || found->second != mark) all.push_back(object);
    }
    for (const auto& [object, mark] : other.marks_) {
        if (!marks_.contains(object)) all.push_back(object);
    }
    return all;
}

}  // namespace monitor::sync
