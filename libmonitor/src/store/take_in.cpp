// store: what happens to a school when an import takes effect? Everything at once: rows, links, sessions, devices of one person.

#include <set>

#include "account_rows.hpp"
#include "held.hpp"
#include "links.hpp"
#include "monitor/school/user.hpp"
#include "roster_rows.hpp"

namespace monitor::store {
namespace {

constexpr const char* column = "people.devices.fixed_user";

std::set<std::string> users(PeopleFile& file, SchoolId school, const Minimal& minimal, Instant now) {
    std::set<std::string> users;
    const auto add = [&](const std::string& user) {
        const auto theirs = school::folded(user);
        users.insert(theirs);
        users.insert(school::before_at(theirs));
    };
    for (const auto* persons : {&minimal.pupils, &minimal.staff})
        for (const auto& person : *persons) add(person.user);
    PeopleSeal seal = file.seal_of(school);
    for (const Row& row :
         file.database.rows("SELECT id, \"user\", expires FROM accounts WHERE school=?1 AND expires>?2 AND"
                            " (EXISTS(SELECT 1 FROM pupils p WHERE p.school=?1 AND p.account_lookup=accounts.lookup) OR"
                            " EXISTS(SELECT 1 FROM staff s WHERE s.school=?1 AND s.account_lookup=accounts.lookup))",
                            {cell(school), cell(now)})) {
        add(seal.opened("people.accounts.user", row.bytes(0), row.bytes(1), year_until(row.instant(2))));
    }
    users.erase(std::string{});
    return users;
}

// A device of one person goes into the new year with that person; the others end with the old one.
void keep_fixed_users(PeopleFile& file, SchoolId school, const Minimal& minimal, Instant now, Instant alive) {
    const Instant expires = school::ends(minimal.year);
    const auto devices = file.database.rows(
        "SELECT id, fixed_user, fixed_user_expires FROM devices WHERE school=?"
        " AND fixed_user_expires>? AND fixed_user_expires<>?",
        {cell(school), cell(alive), cell(expires)});
    if (devices.empty()) return;
    const auto known = users(file, school, minimal, now);
    PeopleSeal seal = file.seal_of(school);
    for (const Row& row : devices) {
        const auto user = seal.opened(column, row.bytes(0), row.bytes(1), year_until(row.instant(2)));
        if (!known.contains(school::folded(user))) continue;
        file.database.run("UPDATE devices SET fixed_user=?, fixed_user_expires=? WHERE id=?",
                          {seal.closed(column, row.bytes(0), user, minimal.year), cell(expires), row.bytes(0)});
    }
}

}  // namespace

Applied take_in(PeopleFile& file, SchoolId school, const Minimal& minimal, Moments at) {
    const auto [now, read, alive] = at;
    const auto written = write_roster(file, school, minimal, read, alive);
    renew_accounts(file, school, minimal.year, alive);
    keep_person_keys(file, school, minimal, now);
    const auto links = link(file, school, now);
    (void)end_sessions(file, school);
    keep_fixed_users(file, school, minimal, now, alive);
    return {school, Fate::applied, written.pupils, written.staff, written.groups, links.linked, links.doubtful};
}

}  // namespace monitor::store
