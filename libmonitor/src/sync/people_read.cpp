// sync: what is known of each account, and which role do the sources give it?

#include "sync/people_read.hpp"

#include <algorithm>

namespace monitor::sync {
namespace {

using roster::Role;

template <class Value>
void newer(std::optional<Value>& known, std::optional<Value>&& said) {
    if (said) known = std::move(said);
}

void merge(roster::GraphItem& known, roster::GraphItem&& said) {
    newer(known.enabled, std::move(said.enabled));
    newer(known.user, std::move(said.user));
    newer(known.display, std::move(said.display));
    newer(known.first, std::move(said.first));
    newer(known.surname, std::move(said.surname));
    newer(known.email, std::move(said.email));
    newer(known.number, std::move(said.number));
    newer(known.sds, std::move(said.sds));
    newer(known.primary_role, std::move(said.primary_role));
    newer(known.user_type, std::move(said.user_type));
}

Personal<std::string> value(const std::optional<Personal<std::string>>& found) {
    return found.value_or(Personal<std::string>{});
}
bool says_something(const std::optional<Personal<std::string>>& found) {
    return found && *found != Personal<std::string>{};
}

/// What one source knows. Both at once is a contradiction: nobody is that, and no later source mends it.
struct Said {
    bool staff{}, pupil{};
};

Said said_by(settings::RoleSource source, const std::string& object, const roster::GraphItem* education,
             const Memberships& groups) {
    switch (source) {
        case settings::RoleSource::app_role:
            return {groups.has(object, Mark::staff_app_role), groups.has(object, Mark::pupil_app_role)};
        case settings::RoleSource::group: return {groups.has(object, Mark::staff_group), groups.has(object, Mark::pupil_group)};
        case settings::RoleSource::primary_role:
            return {education && education->primary_role == "teacher", education && education->primary_role == "student"};
        case settings::RoleSource::roster: break;  // the store says so, when it links
    }
    return {};
}

Role role_of(const std::string& object, const roster::GraphItem* education, const Memberships& groups,
             const settings::Connection& set) {
    for (const auto source : set.role_sources) {
        const auto said = said_by(source, object, education, groups);
        if (said.staff && said.pupil) return Role::unknown;
        if (said.staff) return Role::staff;
        if (said.pupil) return Role::pupil;
    }
    return Role::unknown;
}

std::vector<school::Duty> duties_of(const std::string& object, const Memberships& groups) {
    using enum school::Duty;
    std::vector<school::Duty> duties;
    for (const auto& [duty, mark] : {std::pair{school_admin, Mark::school_admin}, {board_admin, Mark::board_admin},
                                     {privacy_officer, Mark::privacy_officer}, {support, Mark::support}})
        if (groups.has(object, mark)) duties.push_back(duty);
    return duties;
}

}  // namespace

void PeopleRead::take(roster::GraphItem&& item) {
    if (item.id.empty()) return;
    if (item.removal != roster::Removal::none) {
        present.erase(item.id);
        removed.insert(std::move(item.id));
        return;
    }
    removed.erase(item.id);
    const auto id = item.id;
    if (const auto known = present.find(id); known != present.end())
        merge(known->second, std::move(item));
    else
        present.emplace(id, std::move(item));
}

bool whole_user(const roster::GraphItem& item) {
    return item.enabled && item.user && item.display && item.first && item.surname && item.email && item.number && item.user_type;
}

bool whole_education_user(const roster::GraphItem& item) {
    return item.primary_role.has_value();
}

std::optional<roster::Account> account(const std::string& object, const roster::GraphItem& user,
                                       const roster::GraphItem* education, const Memberships& groups,
                                       const settings::Connection& set) {
    if (user.user_type == "Guest" || !groups.of_this_school(object)) return std::nullopt;
    const auto role = role_of(object, education, groups, set);
    if (role == Role::unknown && std::ranges::count(set.role_sources, settings::RoleSource::roster) == 0) return std::nullopt;
    roster::Account account{.tenant = set.tenant,
                            .object = Personal<std::string>{object},
                            .enabled = user.enabled.value_or(roster::Enabled::unknown),
                            .role = role,
                            .user = value(user.user),
                            .name = role == Role::staff ? value(user.display) : Personal<std::string>{},
                            .first = value(user.first),
                            .surname = value(user.surname),
                            .email = value(user.email),
                            .number = value(user.number),
                            .duties = duties_of(object, groups),
                            .schools = groups.schools()};
    if (education != nullptr) {
        account.sds = value(education->sds);
        if (!says_something(user.number)) account.number = value(education->number);
    }
    return account;
}

}  // namespace monitor::sync
