// store: which tables has PostgreSQL? Each version is a step that is never changed
// once it was tagged; forward only. A test holds the tables to those of SQLite.

#include "schema.hpp"

namespace monitor::store {
namespace {

// In the words of SQLite (spelling.hpp). An account looks at a view with its own eyes, not with those of the owner.
constexpr const char* people_1[]{
    "CREATE TABLE boards(id BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE schools(id BLOB PRIMARY KEY, brin TEXT NOT NULL UNIQUE, name TEXT NOT NULL, year INTEGER NOT NULL,"
    " directory_read INTEGER, published INTEGER, board BLOB REFERENCES boards(id))",
    "CREATE TABLE revisions(school BLOB PRIMARY KEY REFERENCES schools(id) ON DELETE CASCADE, revision INTEGER NOT NULL)",
    "CREATE TABLE terms(school BLOB NOT NULL REFERENCES schools(id), year INTEGER NOT NULL, generation INTEGER NOT NULL"
    " DEFAULT 0, PRIMARY KEY(school, year))",
    "CREATE TABLE sites(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, name TEXT NOT NULL, networks TEXT NOT"
    " NULL, hours TEXT NOT NULL, source BLOB, PRIMARY KEY(school, id))",
    "CREATE TABLE groups(school BLOB NOT NULL, id BLOB NOT NULL, site BLOB NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL"
    " DEFAULT 1, PRIMARY KEY(school, id), FOREIGN KEY(school, site) REFERENCES sites(school, id))",
    "CREATE TABLE pupils(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, name BLOB NOT NULL, \"user\" BLOB NOT"
    " NULL, expires INTEGER NOT NULL, account_lookup BLOB, PRIMARY KEY(school, id))",
    "CREATE TABLE pupil_groups(school BLOB NOT NULL, pupil BLOB NOT NULL, grp BLOB NOT NULL, PRIMARY KEY(school, pupil, grp),"
    " FOREIGN KEY(school, pupil) REFERENCES pupils(school, id) ON DELETE CASCADE, FOREIGN KEY(school, grp) REFERENCES"
    " groups(school, id) ON DELETE CASCADE)",
    "CREATE TABLE staff(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, name BLOB NOT NULL, \"user\" BLOB NOT"
    " NULL, account_lookup BLOB, employment INTEGER NOT NULL, expires INTEGER NOT NULL, account_named BLOB, second_lookup"
    " BLOB, PRIMARY KEY(school, id))",
    "CREATE INDEX staff_by_account ON staff(account_lookup)",
    "CREATE TABLE staff_groups(school BLOB NOT NULL, staff BLOB NOT NULL, grp BLOB NOT NULL, PRIMARY KEY(school, staff, grp),"
    " FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE CASCADE, FOREIGN KEY(school, grp) REFERENCES"
    " groups(school, id) ON DELETE CASCADE)",
    "CREATE TABLE devices(id BLOB PRIMARY KEY, school BLOB NOT NULL REFERENCES schools(id), site BLOB NOT NULL, public_key"
    " BLOB NOT NULL, counter INTEGER NOT NULL, label TEXT NOT NULL, fixed_user BLOB, fixed_user_expires INTEGER, enrolled_at"
    " INTEGER NOT NULL, revoked_at INTEGER, copied_at INTEGER)",
    "CREATE INDEX devices_by_school ON devices(school)",
    "CREATE TABLE enrolments(secret_hash BLOB PRIMARY KEY, school BLOB NOT NULL, site BLOB NOT NULL, uses_left INTEGER NOT"
    " NULL, expires INTEGER NOT NULL, id BLOB, FOREIGN KEY(school, site) REFERENCES sites(school, id) ON DELETE CASCADE)",
    "CREATE TABLE sessions(token_hash BLOB PRIMARY KEY, id BLOB NOT NULL UNIQUE, school BLOB NOT NULL, staff BLOB NOT NULL,"
    " began INTEGER NOT NULL, seen INTEGER NOT NULL, expires INTEGER NOT NULL, address BLOB NOT NULL, browser TEXT NOT NULL,"
    " FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE CASCADE)",
    "CREATE INDEX sessions_by_staff ON sessions(school, staff)",
    "CREATE TABLE duties(school BLOB NOT NULL, staff BLOB NOT NULL, duty INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY"
    " KEY(school, staff, duty), FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE CASCADE)",
    "CREATE TABLE replacements(school BLOB NOT NULL, staff BLOB NOT NULL, grp BLOB NOT NULL, reason INTEGER NOT NULL, until"
    " INTEGER NOT NULL, PRIMARY KEY(school, staff, grp), FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE"
    " CASCADE, FOREIGN KEY(school, grp) REFERENCES groups(school, id) ON DELETE CASCADE)",
    "CREATE TABLE invitations(secret_hash BLOB PRIMARY KEY, school BLOB NOT NULL REFERENCES schools(id) ON DELETE CASCADE,"
    " duty INTEGER NOT NULL, expires INTEGER NOT NULL)",
    "CREATE INDEX pupils_by_account ON pupils(account_lookup)",
    "CREATE TABLE directories(school BLOB PRIMARY KEY REFERENCES schools(id), tenant TEXT NOT NULL, rules TEXT NOT NULL, read"
    " INTEGER NOT NULL, read_whole INTEGER NOT NULL, resume BLOB, expires INTEGER)",
    "CREATE TABLE accounts(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, lookup BLOB NOT NULL, \"user\" BLOB"
    " NOT NULL, enabled INTEGER NOT NULL, role INTEGER NOT NULL, spent INTEGER NOT NULL, expires INTEGER NOT NULL, PRIMARY"
    " KEY(school, id))",
    "CREATE INDEX accounts_by_lookup ON accounts(lookup)",
    "CREATE TABLE link_keys(school BLOB NOT NULL REFERENCES schools(id), side INTEGER NOT NULL, owner BLOB NOT NULL, rule"
    " INTEGER NOT NULL, hash BLOB NOT NULL, shared INTEGER NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY(school, side,"
    " owner, rule, hash))",
    "CREATE TABLE held(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, fate INTEGER NOT NULL, year INTEGER NOT"
    " NULL, since INTEGER NOT NULL, expires INTEGER NOT NULL, counts TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY(school,"
    " id), UNIQUE(school, fate))",
    "CREATE TABLE connections(school BLOB NOT NULL REFERENCES schools(id), kind INTEGER NOT NULL, state INTEGER NOT NULL, at"
    " INTEGER, problem INTEGER, findings INTEGER, persons INTEGER, good INTEGER, PRIMARY KEY(school, kind))",
    "CREATE VIEW working WITH (security_invoker=true) AS SELECT s.school, s.id, s.account_lookup, s.expires,"
    " CASE WHEN s.employment=2 OR d.read IS NULL"
    " THEN s.employment WHEN s.account_lookup IS NULL THEN 0 WHEN a.id IS NULL OR a.enabled=2 OR a.role<>2 THEN 2 WHEN"
    " a.enabled=1 THEN s.employment ELSE 0 END AS employment FROM staff s LEFT JOIN directories d ON d.school=s.school LEFT"
    " JOIN accounts a ON a.school=s.school AND a.lookup=s.account_lookup",
    "CREATE TABLE shorter_terms(school BLOB NOT NULL REFERENCES schools(id) ON DELETE CASCADE, kind INTEGER NOT NULL, seconds"
    " INTEGER NOT NULL, PRIMARY KEY(school, kind))",
    "CREATE TABLE account_duties(school BLOB NOT NULL, account BLOB NOT NULL, duty INTEGER NOT NULL, PRIMARY KEY(school,"
    " account, duty), FOREIGN KEY(school, account) REFERENCES accounts(school, id) ON DELETE CASCADE)",
    "CREATE VIEW holding WITH (security_invoker=true) AS SELECT school, staff, duty, NULL AS until FROM duties UNION ALL"
    " SELECT s.school, s.id, d.duty,"
    " a.expires FROM account_duties d JOIN accounts a ON a.school=d.school AND a.id=d.account JOIN staff s ON"
    " s.school=a.school AND s.account_lookup=a.lookup WHERE a.enabled=1 AND a.role=2",
    "CREATE TABLE spent_accounts(lookup BLOB NOT NULL, school BLOB NOT NULL REFERENCES schools(id), expires INTEGER NOT NULL,"
    " PRIMARY KEY(lookup, school))",
    "CREATE TABLE lessons(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, owner BLOB NOT NULL, why INTEGER NOT"
    " NULL, begins INTEGER NOT NULL, ends INTEGER NOT NULL, told INTEGER, told_by BLOB, began INTEGER, over INTEGER, expires"
    " INTEGER NOT NULL, PRIMARY KEY(school, id))",
    "CREATE TABLE lesson_groups(school BLOB NOT NULL, lesson BLOB NOT NULL, grp BLOB NOT NULL, PRIMARY KEY(school, lesson,"
    " grp), FOREIGN KEY(school, lesson) REFERENCES lessons(school, id) ON DELETE CASCADE, FOREIGN KEY(school, grp) REFERENCES"
    " groups(school, id) ON DELETE CASCADE)",
    "CREATE TABLE against(school BLOB NOT NULL, pupil BLOB NOT NULL, kind INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY"
    " KEY(school, pupil, kind), FOREIGN KEY(school, pupil) REFERENCES pupils(school, id) ON DELETE CASCADE)",
    "CREATE TABLE ended(school BLOB PRIMARY KEY, brin TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, asked INTEGER"
    " NOT NULL, asked_by INTEGER, lines INTEGER NOT NULL, root BLOB NOT NULL, checkpoint TEXT NOT NULL, counts TEXT NOT NULL,"
    " keys INTEGER NOT NULL, finished INTEGER NOT NULL)",
    "CREATE TABLE kept_out(school BLOB NOT NULL REFERENCES schools(id), who BLOB NOT NULL, side INTEGER NOT NULL, since"
    " INTEGER NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY(school, who))",
    "CREATE TABLE codes(secret_hash BLOB PRIMARY KEY, id BLOB NOT NULL UNIQUE, school BLOB NOT NULL, pupil BLOB NOT NULL,"
    " opens INTEGER NOT NULL, made INTEGER NOT NULL, expires INTEGER NOT NULL, FOREIGN KEY(school, pupil) REFERENCES"
    " pupils(school, id) ON DELETE CASCADE)",
    "CREATE INDEX codes_by_pupil ON codes(school, pupil)",
    "CREATE TABLE sittings(token_hash BLOB PRIMARY KEY, school BLOB NOT NULL, pupil BLOB NOT NULL, reader INTEGER NOT NULL,"
    " began INTEGER NOT NULL, expires INTEGER NOT NULL, FOREIGN KEY(school, pupil) REFERENCES pupils(school, id) ON DELETE"
    " CASCADE)",
    "CREATE INDEX sittings_by_pupil ON sittings(school, pupil)",
    "CREATE INDEX staff_by_second ON staff(second_lookup)",
    "CREATE TABLE quarantine(school BLOB NOT NULL, why INTEGER NOT NULL, since INTEGER NOT NULL, behind INTEGER NOT NULL, done"
    " TEXT NOT NULL, told INTEGER NOT NULL, PRIMARY KEY(school, why))",
    "CREATE TABLE support_permissions(school BLOB PRIMARY KEY REFERENCES schools(id) ON DELETE CASCADE, until INTEGER NOT NULL)",
};

constexpr const char* audit_1[]{
    "CREATE TABLE heads(school BLOB PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, frontier BLOB NOT NULL, term"
    " INTEGER, passed_on INTEGER NOT NULL DEFAULT 0, pointed_from INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE entries(school BLOB NOT NULL, idx INTEGER NOT NULL, leaf BLOB NOT NULL, year INTEGER, recorded INTEGER,"
    " lasting_salt BLOB, lasting BLOB, personal_salt BLOB, personal BLOB, personal_hash BLOB, PRIMARY KEY(school, idx))",
    "CREATE INDEX entries_by_time ON entries(school, year, recorded) WHERE recorded IS NOT NULL",
    "CREATE TABLE subtrees(school BLOB NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY"
    " KEY(school, level, number))",
    "CREATE TABLE checkpoints(school BLOB NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY(school, size))",
    "CREATE TABLE notary(public BLOB NOT NULL, private BLOB NOT NULL)",
    "CREATE TABLE years(school BLOB NOT NULL, year INTEGER NOT NULL, PRIMARY KEY(school, year))",
    "CREATE TABLE pupil_lines(school BLOB NOT NULL, stretch INTEGER NOT NULL, who BLOB NOT NULL, idx INTEGER NOT NULL, PRIMARY"
    " KEY(school, stretch, who, idx))",
    "CREATE TABLE other_lines(school BLOB NOT NULL, stretch INTEGER NOT NULL, who BLOB NOT NULL, idx INTEGER NOT NULL, PRIMARY"
    " KEY(school, stretch, who, idx))",
    "CREATE TABLE ended(school BLOB PRIMARY KEY)",
    "CREATE TABLE tide(height INTEGER NOT NULL)",
};

constexpr Step people_steps[]{people_1};
constexpr Step audit_steps[]{audit_1};

}  // namespace

std::span<const Step> postgres_steps(File file) {
    switch (file) {
        case File::people: return people_steps;
        case File::audit: return audit_steps;
    }
    return {};
}

}  // namespace monitor::store
