// store: who had an account in the directory before it was read anew, and has none after?

#include "losses.hpp"

#include <fmt/format.h>

namespace monitor::store {
namespace {

// The numbers are those of roster::Role and roster::Enabled.
constexpr std::int64_t of_pupils = 1, of_staff = 2;
constexpr const char* theirs = "a.school=p.school AND a.lookup=p.account_lookup AND a.expires>?2 AND a.role<>?3";

}  // namespace

Losses::Losses(PeopleFile& file, SchoolId school, Instant now) : file_{file}, school_{school}, now_{now} {
    auto& db = file.database;
    db.run(
        "CREATE TEMP TABLE IF NOT EXISTS had_account(side INTEGER NOT NULL, person BLOB NOT NULL, PRIMARY KEY(side, person))"
        " STRICT, WITHOUT ROWID");
    db.run("DELETE FROM had_account");
    for (const auto& [table, other_role] : {std::pair{"pupils", of_staff}, std::pair{"staff", of_pupils}}) {
        db.run(fmt::format("INSERT INTO had_account SELECT ?3, p.id FROM {} p JOIN accounts a ON {} AND a.enabled<>2"
                           " WHERE p.school=?1 AND p.expires>?2",
                           table, theirs),
               {cell(school), cell(now), other_role});
    }
}

roster::Tally Losses::pupils() {
    return count("pupils", of_staff);
}
roster::Tally Losses::staff() {
    return count("staff", of_pupils);
}

roster::Tally Losses::count(const char* table, std::int64_t other_role) {
    const auto line = file_.database.rows(
        fmt::format("SELECT count(*), count(CASE WHEN NOT EXISTS(SELECT 1 FROM accounts a WHERE {}) THEN 1 END)"
                    " FROM had_account h JOIN {} p ON p.school=?1 AND p.id=h.person WHERE h.side=?3",
                    theirs, table),
        {cell(school_), cell(now_), other_role});
    const auto all = static_cast<std::uint64_t>(line.at(0).number(0)), lost = static_cast<std::uint64_t>(line.at(0).number(1));
    return {.removed = lost, .unchanged = all - lost};
}

}  // namespace monitor::store
