// store: how did the tables of SQLite come to be? Each version is a step that is never changed once it was tagged; forward only.

#include "schema.hpp"

namespace monitor::store {
namespace {

// An id is 16 bytes; an instant is milliseconds since 1970, UTC; sealed and hashed columns are blobs.
constexpr const char* people_1[]{
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE schools(id BLOB PRIMARY KEY, brin TEXT NOT NULL UNIQUE, name TEXT NOT NULL, year INTEGER NOT NULL,"
    " directory_read INTEGER) STRICT, WITHOUT ROWID",
    "CREATE TABLE revisions(school BLOB PRIMARY KEY REFERENCES schools(id) ON DELETE CASCADE, revision INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE terms(school BLOB NOT NULL REFERENCES schools(id), year INTEGER NOT NULL, PRIMARY KEY(school, year))"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE sites(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, name TEXT NOT NULL,"
    " networks TEXT NOT NULL, hours TEXT NOT NULL, PRIMARY KEY(school, id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE groups(school BLOB NOT NULL, id BLOB NOT NULL, site BLOB NOT NULL, name TEXT NOT NULL,"
    " PRIMARY KEY(school, id), FOREIGN KEY(school, site) REFERENCES sites(school, id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE pupils(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, name BLOB NOT NULL,"
    " user BLOB NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY(school, id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE pupil_groups(school BLOB NOT NULL, pupil BLOB NOT NULL, grp BLOB NOT NULL,"
    " PRIMARY KEY(school, pupil, grp), FOREIGN KEY(school, pupil) REFERENCES pupils(school, id) ON DELETE CASCADE,"
    " FOREIGN KEY(school, grp) REFERENCES groups(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    "CREATE TABLE staff(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, name BLOB NOT NULL,"
    " user BLOB NOT NULL, account_lookup BLOB, employment INTEGER NOT NULL, expires INTEGER NOT NULL,"
    " PRIMARY KEY(school, id)) STRICT, WITHOUT ROWID",
    "CREATE INDEX staff_by_account ON staff(account_lookup)",
    "CREATE TABLE staff_groups(school BLOB NOT NULL, staff BLOB NOT NULL, grp BLOB NOT NULL,"
    " PRIMARY KEY(school, staff, grp), FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE CASCADE,"
    " FOREIGN KEY(school, grp) REFERENCES groups(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    "CREATE TABLE devices(id BLOB PRIMARY KEY, school BLOB NOT NULL REFERENCES schools(id), site BLOB NOT NULL,"
    " public_key BLOB NOT NULL, counter INTEGER NOT NULL, label TEXT NOT NULL, fixed_user BLOB,"
    " fixed_user_expires INTEGER, enrolled_at INTEGER NOT NULL, revoked_at INTEGER) STRICT, WITHOUT ROWID",
    "CREATE INDEX devices_by_school ON devices(school)",
    "CREATE TABLE enrolments(secret_hash BLOB PRIMARY KEY, school BLOB NOT NULL, site BLOB NOT NULL,"
    " uses_left INTEGER NOT NULL, expires INTEGER NOT NULL,"
    " FOREIGN KEY(school, site) REFERENCES sites(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    "CREATE TABLE sessions(token_hash BLOB PRIMARY KEY, id BLOB NOT NULL UNIQUE, school BLOB NOT NULL,"
    " staff BLOB NOT NULL, began INTEGER NOT NULL, seen INTEGER NOT NULL, expires INTEGER NOT NULL,"
    " address BLOB NOT NULL, browser TEXT NOT NULL,"
    " FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    "CREATE INDEX sessions_by_staff ON sessions(school, staff)",
};

// Who may do what at the school, beside teaching.
constexpr const char* people_2[]{
    "CREATE TABLE duties(school BLOB NOT NULL, staff BLOB NOT NULL, duty INTEGER NOT NULL, since INTEGER NOT NULL,"
    " PRIMARY KEY(school, staff, duty), FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE CASCADE)"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE replacements(school BLOB NOT NULL, staff BLOB NOT NULL, grp BLOB NOT NULL, reason INTEGER NOT NULL,"
    " until INTEGER NOT NULL, PRIMARY KEY(school, staff, grp),"
    " FOREIGN KEY(school, staff) REFERENCES staff(school, id) ON DELETE CASCADE,"
    " FOREIGN KEY(school, grp) REFERENCES groups(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    ("CREATE TABLE invitations(secret_hash BLOB PRIMARY KEY, school BLOB NOT NULL REFERENCES schools(id) ON DELETE CASCADE,"
     " duty INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID"),
};

// Who has which account: a directory's accounts, what links them, imports that wait, and what the school is connected to. What the
// roster itself named as somebody's account was all that account_lookup held. An import's sites were known by their id alone.
constexpr const char* people_3[]{
    "ALTER TABLE pupils ADD COLUMN account_lookup BLOB",
    "CREATE INDEX pupils_by_account ON pupils(account_lookup)",
    "ALTER TABLE staff ADD COLUMN account_named BLOB",
    "UPDATE staff SET account_named=account_lookup",
    "ALTER TABLE sites ADD COLUMN source BLOB",
    "UPDATE sites SET source=id",
    "CREATE TABLE directories(school BLOB PRIMARY KEY REFERENCES schools(id), tenant TEXT NOT NULL, rules TEXT NOT NULL,"
    " read INTEGER NOT NULL, read_whole INTEGER NOT NULL, resume BLOB, expires INTEGER) STRICT, WITHOUT ROWID",
    "CREATE TABLE accounts(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, lookup BLOB NOT NULL, user BLOB NOT NULL,"
    " enabled INTEGER NOT NULL, role INTEGER NOT NULL, spent INTEGER NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY(school, id))"
    " STRICT, WITHOUT ROWID",
    "CREATE INDEX accounts_by_lookup ON accounts(lookup)",
    "CREATE TABLE link_keys(school BLOB NOT NULL REFERENCES schools(id), side INTEGER NOT NULL, owner BLOB NOT NULL,"
    " rule INTEGER NOT NULL, hash BLOB NOT NULL, shared INTEGER NOT NULL, expires INTEGER NOT NULL,"
    " PRIMARY KEY(school, side, owner, rule, hash)) STRICT, WITHOUT ROWID",
    "CREATE TABLE held(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, fate INTEGER NOT NULL, year INTEGER NOT NULL,"
    " since INTEGER NOT NULL, expires INTEGER NOT NULL, counts TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY(school, id),"
    " UNIQUE(school, fate)) STRICT, WITHOUT ROWID",
    "CREATE TABLE connections(school BLOB NOT NULL REFERENCES schools(id), kind INTEGER NOT NULL, state INTEGER NOT NULL, at INTEGER,"
    " problem INTEGER, findings INTEGER, persons INTEGER, good INTEGER, PRIMARY KEY(school, kind)) STRICT, WITHOUT ROWID",
    // What someone's employment comes to: the roster's word, and once a directory was read an account of staff that works as well.
    // The numbers are those of school::Employment, roster::Enabled and roster::Role.
    "CREATE VIEW working AS SELECT s.school, s.id, s.account_lookup, s.expires,"
    " CASE WHEN s.employment=2 OR d.read IS NULL THEN s.employment WHEN s.account_lookup IS NULL THEN 0"
    " WHEN a.id IS NULL OR a.enabled=2 OR a.role<>2 THEN 2 WHEN a.enabled=1 THEN s.employment ELSE 0 END AS employment"
    " FROM staff s LEFT JOIN directories d ON d.school=s.school"
    " LEFT JOIN accounts a ON a.school=s.school AND a.lookup=s.account_lookup",
};

// Groups of two kinds; a token that can be named without being known; a device whose key is somewhere else too.
constexpr const char* people_4[]{
    "ALTER TABLE groups ADD COLUMN kind INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE enrolments ADD COLUMN id BLOB",
    "UPDATE enrolments SET id=randomblob(16)",
    "ALTER TABLE devices ADD COLUMN copied_at INTEGER",
    // How often a school had something erased in the middle of a year: each time what stays gets new keys.
    "ALTER TABLE terms ADD COLUMN generation INTEGER NOT NULL DEFAULT 0",
    // What a school chose about its own data.
    "CREATE TABLE shorter_terms(school BLOB NOT NULL REFERENCES schools(id) ON DELETE CASCADE, kind INTEGER NOT NULL,"
    " seconds INTEGER NOT NULL, PRIMARY KEY(school, kind)) STRICT, WITHOUT ROWID",
    "ALTER TABLE schools ADD COLUMN published INTEGER",
    // Boards of schools.
    "CREATE TABLE boards(id BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID",
    "ALTER TABLE schools ADD COLUMN board BLOB REFERENCES boards(id)",
    // What the directory says of duties, and all duties together: `until` is NULL for one that was given by hand.
    "CREATE TABLE account_duties(school BLOB NOT NULL, account BLOB NOT NULL, duty INTEGER NOT NULL,"
    " PRIMARY KEY(school, account, duty), FOREIGN KEY(school, account) REFERENCES accounts(school, id) ON DELETE CASCADE)"
    " STRICT, WITHOUT ROWID",
    "CREATE VIEW holding AS SELECT school, staff, duty, NULL AS until FROM duties UNION ALL"
    " SELECT s.school, s.id, d.duty, a.expires FROM account_duties d JOIN accounts a ON a.school=d.school AND a.id=d.account"
    " JOIN staff s ON s.school=a.school AND s.account_lookup=a.lookup WHERE a.enabled=1 AND a.role=2",
    // Accounts that were somebody's and are gone: who comes back under the same one is not found by name.
    "CREATE TABLE spent_accounts(lookup BLOB NOT NULL, school BLOB NOT NULL REFERENCES schools(id), expires INTEGER NOT NULL,"
    " PRIMARY KEY(lookup, school)) STRICT, WITHOUT ROWID",
    // Classes that are taught from afar; pupils with whom nobody looks along.
    "CREATE TABLE lessons(school BLOB NOT NULL REFERENCES schools(id), id BLOB NOT NULL, owner BLOB NOT NULL, why INTEGER NOT NULL,"
    " begins INTEGER NOT NULL, ends INTEGER NOT NULL, told INTEGER, told_by BLOB, began INTEGER, over INTEGER,"
    " expires INTEGER NOT NULL, PRIMARY KEY(school, id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE lesson_groups(school BLOB NOT NULL, lesson BLOB NOT NULL, grp BLOB NOT NULL, PRIMARY KEY(school, lesson, grp),"
    " FOREIGN KEY(school, lesson) REFERENCES lessons(school, id) ON DELETE CASCADE,"
    " FOREIGN KEY(school, grp) REFERENCES groups(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    "CREATE TABLE against(school BLOB NOT NULL, pupil BLOB NOT NULL, kind INTEGER NOT NULL, since INTEGER NOT NULL,"
    " PRIMARY KEY(school, pupil, kind), FOREIGN KEY(school, pupil) REFERENCES pupils(school, id) ON DELETE CASCADE)"
    " STRICT, WITHOUT ROWID",
};

// What is left of a school that ended, and who was erased and stays away while the administration still names them.
constexpr const char* people_5[]{
    "CREATE TABLE ended(school BLOB PRIMARY KEY, brin TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, asked INTEGER NOT NULL,"
    " asked_by INTEGER, lines INTEGER NOT NULL, root BLOB NOT NULL, checkpoint TEXT NOT NULL, counts TEXT NOT NULL,"
    " keys INTEGER NOT NULL, finished INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE kept_out(school BLOB NOT NULL REFERENCES schools(id), who BLOB NOT NULL, side INTEGER NOT NULL,"
    " since INTEGER NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY(school, who)) STRICT, WITHOUT ROWID",
};

// Codes on paper, and who reads with one, or with a pupil's own account.
constexpr const char* people_6[]{
    "CREATE TABLE codes(secret_hash BLOB PRIMARY KEY, id BLOB NOT NULL UNIQUE, school BLOB NOT NULL, pupil BLOB NOT NULL,"
    " opens INTEGER NOT NULL, made INTEGER NOT NULL, expires INTEGER NOT NULL,"
    " FOREIGN KEY(school, pupil) REFERENCES pupils(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    "CREATE INDEX codes_by_pupil ON codes(school, pupil)",
    "CREATE TABLE sittings(token_hash BLOB PRIMARY KEY, school BLOB NOT NULL, pupil BLOB NOT NULL, reader INTEGER NOT NULL,"
    " began INTEGER NOT NULL, expires INTEGER NOT NULL,"
    " FOREIGN KEY(school, pupil) REFERENCES pupils(school, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
    "CREATE INDEX sittings_by_pupil ON sittings(school, pupil)",
};

// The account of a provider that has no directory, beside the one the directory has.
constexpr const char* people_7[]{
    "ALTER TABLE staff ADD COLUMN second_lookup BLOB",
    "CREATE INDEX staff_by_second ON staff(second_lookup)",
};

// Schools that wait since an older file was put back.
constexpr const char* people_8[]{
    "CREATE TABLE quarantine(school BLOB NOT NULL, why INTEGER NOT NULL, since INTEGER NOT NULL, behind INTEGER NOT NULL,"
    " done TEXT NOT NULL, told INTEGER NOT NULL, PRIMARY KEY(school, why)) STRICT, WITHOUT ROWID",
};

// Until when support may see what the school sees.
constexpr const char* people_9[]{
    "CREATE TABLE support_permissions(school BLOB PRIMARY KEY REFERENCES schools(id) ON DELETE CASCADE, until INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID",
};

constexpr const char* audit_1[]{
    "CREATE TABLE heads(school BLOB PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, frontier BLOB NOT NULL)"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE entries(school BLOB NOT NULL, idx INTEGER NOT NULL, leaf BLOB NOT NULL, year INTEGER,"
    " salt BLOB, content BLOB, expires INTEGER, PRIMARY KEY(school, idx)) STRICT, WITHOUT ROWID",
    "CREATE INDEX entries_by_deadline ON entries(expires) WHERE expires IS NOT NULL",
};

// An entry in two parts, each with its commitment; proofs in few reads; signed checkpoints. Lines of before keep their leaves, so that
// the log still adds up; what they held is gone.
constexpr const char* audit_2[]{
    "DROP INDEX entries_by_deadline",
    "ALTER TABLE entries RENAME TO before",
    "CREATE TABLE entries(school BLOB NOT NULL, idx INTEGER NOT NULL, leaf BLOB NOT NULL, year INTEGER, recorded INTEGER,"
    " lasting_salt BLOB, lasting BLOB, personal_salt BLOB, personal BLOB, personal_hash BLOB, PRIMARY KEY(school, idx)) STRICT",
    "INSERT INTO entries(school, idx, leaf) SELECT school, idx, leaf FROM before ORDER BY school, idx",
    "DROP TABLE before",
    "CREATE INDEX entries_by_time ON entries(school, year, recorded) WHERE recorded IS NOT NULL",
    "CREATE TABLE subtrees(school BLOB NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,"
    " PRIMARY KEY(school, level, number)) STRICT, WITHOUT ROWID",
    "CREATE TABLE checkpoints(school BLOB NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY(school, size))"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE notary(public BLOB NOT NULL, private BLOB NOT NULL) STRICT",
    "CREATE TABLE years(school BLOB NOT NULL, year INTEGER NOT NULL, PRIMARY KEY(school, year)) STRICT, WITHOUT ROWID",
    "ALTER TABLE heads ADD COLUMN term INTEGER",
    "ALTER TABLE heads ADD COLUMN passed_on INTEGER NOT NULL DEFAULT 0",
};

// In which lines somebody stands (lines_about.hpp). Those that stand below `pointed_from` get their rows when the file is opened.
constexpr const char* audit_3[]{
    "CREATE TABLE pupil_lines(school BLOB NOT NULL, stretch INTEGER NOT NULL, who BLOB NOT NULL, idx INTEGER NOT NULL,"
    " PRIMARY KEY(school, stretch, who, idx)) STRICT, WITHOUT ROWID",
    "CREATE TABLE other_lines(school BLOB NOT NULL, stretch INTEGER NOT NULL, who BLOB NOT NULL, idx INTEGER NOT NULL,"
    " PRIMARY KEY(school, stretch, who, idx)) STRICT, WITHOUT ROWID",
    "ALTER TABLE heads ADD COLUMN pointed_from INTEGER NOT NULL DEFAULT 0",
    "UPDATE heads SET pointed_from=size",
};

// Of which schools nothing is written down any more.
constexpr const char* audit_4[]{"CREATE TABLE ended(school BLOB PRIMARY KEY) STRICT, WITHOUT ROWID"};

// How far the ledger beside the key file had come.
constexpr const char* audit_5[]{"CREATE TABLE tide(height INTEGER NOT NULL) STRICT"};

constexpr Step people_steps[]{people_1, people_2, people_3, people_4, people_5, people_6, people_7, people_8, people_9};
constexpr Step audit_steps[]{audit_1, audit_2, audit_3, audit_4, audit_5};

}  // namespace

std::span<const Step> sqlite_steps(File file) {
    switch (file) {
        case File::people: return people_steps;
        case File::audit: return audit_steps;
    }
    return {};
}

}  // namespace monitor::store
