// roster: who of the people in OneRoster's users.csv is a pupil, staff or a guardian of this school?

#include <algorithm>
#include <array>

#include "monitor/base/ascii.hpp"
#include "roster/csv_dates.hpp"
#include "roster/names.hpp"
#include "roster/oneroster.hpp"

namespace monitor::roster {
namespace {

// What is not named here never becomes a text of its own: password, middleName, userIds, pronouns, metadata.*
enum Cell : std::uint8_t {
    key,
    state,
    enabled,
    role,
    schools_of,
    user,
    given,
    family,
    preferred_given,
    preferred_family,
    number,
    email,
    agents
};
constexpr std::array<Column, 13> columns_1_1{{{"sourcedId", Need::required},
                                              {"status"},
                                              {"enabledUser", Need::required},
                                              {"role", Need::required},
                                              {"orgSourcedIds", Need::required, Shape::list},
                                              {"username", Need::required},
                                              {"givenName", Need::required},
                                              {"familyName", Need::required},
                                              {"preferredGivenName"},
                                              {"preferredFamilyName"},
                                              {"identifier"},
                                              {"email"},
                                              {"agentSourcedIds", Need::optional, Shape::list}}};
// Role and school stand in roles.csv.
constexpr std::array<Column, 13> columns_1_2 = [] {
    auto columns = columns_1_1;
    columns[role] = columns[schools_of] = {};
    return columns;
}();

// The second time through, for those who care for a pupil.
enum Contact : std::uint8_t { c_key, c_status, c_enabled, c_role, c_given, c_family, c_email, c_phone, c_sms, c_agents };
constexpr std::array<Column, 10> contact_columns{{{"sourcedId", Need::required},
                                                  {"status"},
                                                  {"enabledUser", Need::required},
                                                  {"role"},
                                                  {"givenName", Need::required},
                                                  {"familyName", Need::required},
                                                  {"email"},
                                                  {"phone"},
                                                  {"sms"},
                                                  {"agentSourcedIds", Need::optional, Shape::list}}};

Personal<std::string> personal(std::string_view text) {
    return Personal{std::string{text}};
}

}  // namespace

void OneRoster::users() {
    auto columns = manifest_.version == OneRosterVersion::v1_1 ? columns_1_1 : columns_1_2;
    const std::size_t count = reading_.wanted == Wanted::look_along_and_portal ? columns.size() : columns.size() - 1;
    const auto table = delivery_.table("users.csv", Need::required, std::span{columns}.first(count));
    while (table && table->next()) take_user(*table);
}

OneRoster::Standing OneRoster::standing(CsvTable& row, const std::string& id) {
    Standing found;
    if (manifest_.version == OneRosterVersion::v1_2) {
        const auto known = standings_.find(id);
        if (known != standings_.end()) found = known->second;
        // Changes say nothing about a role that stays as it is.
        if (manifest_.mode("roles") != FileMode::bulk && !found.withdrawn && !found.staff && !found.was_staff && !found.pupil) {
            found.staff = ledger_.has_staff(id);
            found.pupil = ledger_.has_pupil(id);
        }
        return found;
    }
    const auto schools = listed(row[schools_of]);
    if (std::ranges::none_of(schools, [&](const std::string& org) { return ours_.contains(org); })) return found;
    const auto capacity = oneroster_capacity(row[role]);
    found.pupil = capacity.role == Role::pupil;
    found.staff = capacity.role == Role::staff;
    found.guardian = capacity.guardian;
    if (capacity.role == Role::unknown && capacity.guardian == Relation::unknown)
        row.say(Severity::skipped, role, "is a role that is not known; it grants nothing");
    return found;
}

void OneRoster::take_user(CsvTable& row) {
    std::string id{row[key]};
    if (id.empty()) return row.say(Severity::skipped, key, "is empty; this person is left out");
    const auto found = status(row, state);
    if (found == Status::unclear) return;
    if (manifest_.mode("roles") == FileMode::delta) in_users_.insert(id);
    const bool whole = manifest_.mode("users") == FileMode::bulk;
    if (found == Status::deleted) return remove(id);
    const auto what = standing(row, id);
    const bool known = ledger_.has_pupil(id) || ledger_.has_staff(id);
    if (known && whole) row.say(Severity::skipped, key, "comes twice; the last row counts");
    if (what.staff || what.was_staff) {
        if (what.pupil) row.say(Severity::note, key, "is both pupil and staff; taken as staff, whose screen is never seen");
        take_staff(row, std::move(id), what);
    } else if (what.pupil && enabled_from(row[enabled]) != Enabled::no) {
        take_pupil(row, std::move(id));
    } else if (known) {
        remove(id);
    }
}

void OneRoster::take_pupil(CsvTable& row, std::string id) {
    if (manifest_.mode("users") == FileMode::bulk && ledger_.has_staff(id)) return;  // came before as staff, and stays it
    const auto first = row[preferred_given].empty() ? row[given] : row[preferred_given];
    const auto surname = row[preferred_family].empty() ? row[family] : row[preferred_family];
    PupilLine line{Key{id}, Personal{short_name(first, "", surname)}, personal(row[user])};
    line.clues = {personal(first), {}, personal(surname), personal(row[email]), personal(row[number])};
    ledger_.put(std::move(line));
    if (reading_.wanted != Wanted::look_along_and_portal || !row.has(agents)) return;
    auto ids = listed(row[agents]);
    for (const auto& agent : ids) wards_[agent].push_back(id);
    agents_.insert_or_assign(std::move(id), std::move(ids));
}

void OneRoster::take_staff(CsvTable& row, std::string id, const Standing& what) {
    const auto first = row[preferred_given].empty() ? row[given] : row[preferred_given];
    const auto surname = row[preferred_family].empty() ? row[family] : row[preferred_family];
    StaffLine line{Key{std::move(id)}, Personal{full_name(first, "", surname)}, personal(row[user])};
    switch (enabled_from(row[enabled])) {
        case Enabled::yes: line.employment = what.staff ? school::Employment::active : school::Employment::ended; break;
        case Enabled::no: line.employment = school::Employment::ended; break;
        case Enabled::unknown:
            row.say(Severity::note, enabled,
                    "says neither true nor false; whether this person is active is unknown, which grants nothing");
            break;
    }
    line.clues = {personal(first), {}, personal(surname), personal(row[email]), personal(row[number])};
    ledger_.put(std::move(line));
}

// A role that changes of someone whose own row did not: what is taken away is taken, what is granted needs a name.
void OneRoster::changed_roles() {
    for (const auto& [id, what] : standings_) {
        if (in_users_.contains(id) || (what.staff && ledger_.has_staff(id)) || (what.pupil && ledger_.has_pupil(id))) continue;
        if (what.staff || what.pupil) {
            delivery_.findings().fatal(0, "roles.csv",
                                       "someone gets another role who is not in users.csv; give a whole delivery (bulk)");
            return;
        }
        if (what.withdrawn || what.was_staff) remove(id);
    }
}

void OneRoster::guardians() {
    const auto table = delivery_.table("users.csv", Need::required, contact_columns, Told::before);
    while (table && table->next()) take_guardian(*table);
    if (manifest_.mode("users") == FileMode::delta) ledger_.set_guardians(agents_);
}

void OneRoster::take_guardian(CsvTable& row) {
    const std::string id{row[c_key]};
    auto relation = oneroster_capacity(row[c_role]).guardian;
    if (const auto known = standings_.find(id); known != standings_.end()) relation = known->second.guardian;
    if (relation == Relation::unknown && !(manifest_.mode("roles") != FileMode::bulk && ledger_.has_guardian(id))) return;
    if (id.empty() || (!row[c_status].empty() && !same_word(row[c_status], "active"))) return;
    if (enabled_from(row[c_enabled]) == Enabled::no) return ledger_.remove_guardian(id);
    GuardianLine line{Key{id}, Personal{full_name(row[c_given], "", row[c_family])}, personal(row[c_email]),
                      personal(row[c_phone].empty() ? row[c_sms] : row[c_phone])};
    auto wards = listed(row[c_agents]);
    if (const auto named = wards_.find(id); named != wards_.end())
        wards.insert(wards.end(), named->second.begin(), named->second.end());
    std::ranges::sort(wards);
    wards.erase(std::ranges::unique(wards).begin(), wards.end());
    for (auto& ward : wards) {
        if (ledger_.has_pupil(ward)) line.children.push_back({Key{std::move(ward)}, relation});
    }
    if (const auto* before = ledger_.guardian(id); before != nullptr && wards.empty()) line.children = before->children;
    if (!line.children.empty()) ledger_.put(std::move(line));
}

}  // namespace monitor::roster
