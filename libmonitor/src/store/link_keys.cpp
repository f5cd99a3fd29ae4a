// store: where do link keys stand between two runs, and when do they go?

#include <algorithm>

#include <fmt/format.h>

#include "links.hpp"
#include "own_terms.hpp"

namespace monitor::store {
namespace {

std::int64_t number(Side side) {
    return static_cast<std::int64_t>(side);
}

std::vector<roster::LinkRule> set_rules(const PeopleFile& file, SchoolId school) {
    const auto at = file.rules.find(school);
    return at == file.rules.end() ? roster::usual_rules() : at->second;
}

constexpr const char* theirs =
    "(EXISTS(SELECT 1 FROM pupils p WHERE p.account_lookup=accounts.lookup AND p.school=accounts.school)"
    " OR EXISTS(SELECT 1 FROM staff s WHERE s.account_lookup=accounts.lookup AND s.school=accounts.school))";

}  // namespace

std::string may_be_named(int now) {
    return fmt::format(
        "(a.enabled=1 AND NOT EXISTS(SELECT 1 FROM accounts o WHERE o.lookup=a.lookup AND o.spent=1)"
        " AND NOT EXISTS(SELECT 1 FROM spent_accounts g WHERE g.lookup=a.lookup AND g.expires>?{}))",
        now);
}

KeptKey kept_key(const Row& row, std::size_t at) {
    KeptKey key{.key = {.rule = static_cast<std::uint8_t>(row.number(at))},
                .whose = row.number(at + 2) == 0 ? Whose::one : Whose::several};
    const Bytes& hash = row.bytes(at + 1);
    if (hash.size() != key.key.hash.size()) fail(Remedy::ask_operator, "people.link_keys.hash: not what was written");
    std::ranges::copy(hash, key.key.hash.begin());
    return key;
}

std::vector<roster::LinkRule> rules_of(PeopleFile& file, SchoolId school) {
    const auto found = file.database.rows("SELECT rules FROM directories WHERE school=?", {cell(school)});
    if (found.empty()) return set_rules(file, school);
    std::vector<roster::LinkRule> rules;
    std::string_view text = found[0].text(0);
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto rule = roster::link_rule(text.substr(0, end));
        if (!rule) fail(Remedy::ask_operator, "people.directories.rules: not what was written");
        rules.push_back(*rule);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return rules;
}

void change_rules(PeopleFile& file, SchoolId school, const std::vector<roster::LinkRule>& before,
                  const std::vector<roster::LinkRule>& after) {
    if (before == after) return;
    constexpr std::int64_t aside = 1'000;
    auto& db = file.database;
    db.run("UPDATE link_keys SET rule=rule+? WHERE school=?", {aside, cell(school)});
    for (std::size_t old = 0; old < before.size(); ++old) {
        const auto at = std::ranges::find(after, before[old]);
        if (at == after.end()) continue;
        db.run("UPDATE link_keys SET rule=? WHERE school=? AND rule=?",
               {std::int64_t{at - after.begin()}, cell(school), aside + static_cast<std::int64_t>(old)});
    }
    db.run("DELETE FROM link_keys WHERE school=? AND rule>=?", {cell(school), aside});
}

std::vector<RowId> linked_persons(PeopleFile& file, SchoolId school, Instant now) {
    std::vector<RowId> linked;
    for (const char* table : {"pupils", "staff"}) {
        for (const Row& row : file.database.rows(fmt::format("SELECT p.id FROM {} p JOIN accounts a ON a.school=p.school"
                                                             " AND a.lookup=p.account_lookup WHERE p.school=? AND a.expires>?",
                                                             table),
                                                 {cell(school), cell(now)})) {
            linked.push_back(row.id<PupilId>(0).bytes());
        }
    }
    std::ranges::sort(linked);
    return linked;
}

KeysWriter::KeysWriter(PeopleFile& file, SchoolId school, Side side, Instant now)
    : school_{school},
      side_{side},
      expires_{end_of(file.database, school, retention::Kind::link_key, now)},
      batch_{file.database, "INSERT INTO link_keys(school, side, owner, rule, hash, shared, expires) VALUES", 7} {}

void KeysWriter::add(const RowId& owner, const std::vector<KeptKey>& keys) {
    for (const auto& [key, whose] : keys) {
        batch_.add({cell(school_), number(side_), cell(owner), std::int64_t{key.rule}, cell(key.hash),
                    static_cast<std::int64_t>(whose), cell(expires_)});
    }
}

void keep_person_keys(PeopleFile& file, SchoolId school, const Minimal& minimal, Instant now) {
    for (const auto& [side, persons] : {std::pair{Side::pupil, &minimal.pupils}, std::pair{Side::staff, &minimal.staff}}) {
        file.database.run("DELETE FROM link_keys WHERE school=? AND side=?", {cell(school), number(side)});
        KeysWriter keys{file, school, side, now};
        for (const auto& person : *persons) keys.add(person.id, person.keys);
        keys.done();
    }
}

void settle_links(PeopleFile& file, SchoolId school) {
    auto& db = file.database;
    db.run(fmt::format("UPDATE accounts SET spent=1 WHERE school=? AND spent=0 AND {}", theirs), {cell(school)});
    db.run(fmt::format("DELETE FROM link_keys WHERE school=?1 AND side=3 AND owner NOT IN"
                       " (SELECT id FROM accounts WHERE school=?1 AND NOT {})",
                       theirs),
           {cell(school)});
    constexpr const char* persons =
        "DELETE FROM link_keys WHERE school=?1 AND side={} AND owner NOT IN (SELECT p.id FROM {} p WHERE p.school=?1 AND {}"
        " NOT EXISTS(SELECT 1 FROM accounts a WHERE a.school=p.school AND a.lookup=p.account_lookup))";
    db.run(fmt::format(persons, 1, "pupils", ""), {cell(school)});
    db.run(fmt::format(persons, 2, "staff", "p.account_named IS NULL AND"), {cell(school)});
}

void settle_account(PeopleFile& file, SchoolId school, const RowId& account, Touched& left) {
    auto& db = file.database;
    const auto one = {cell(school), cell(account)};
    const auto forget = [&](Side side, const std::string& owner) {
        for (const Row& row : db.rows(fmt::format("DELETE FROM link_keys WHERE school=?1 AND side={} AND owner {}"
                                                  " RETURNING rule, hash, shared",
                                                  number(side), owner),
                                      one))
            left.try_emplace(kept_key(row, 0).key, 0);
    };
    if (db.number(fmt::format("SELECT count(*) FROM accounts WHERE school=?1 AND id=?2 AND {}", theirs), one) == 0) return;
    db.run("UPDATE accounts SET spent=1 WHERE school=?1 AND id=?2 AND spent=0", one);
    forget(Side::account, "=?2");
    for (const auto& [side, table] : {std::pair{Side::pupil, "pupils"}, std::pair{Side::staff, "staff"}}) {
        forget(side, fmt::format("IN (SELECT id FROM {} WHERE school=?1 AND account_lookup="
                                 "(SELECT lookup FROM accounts WHERE school=?1 AND id=?2))",
                                 table));
    }
}

std::uint64_t end_sessions(PeopleFile& file, SchoolId school) {
    return file.database.run(
        "DELETE FROM sessions WHERE school=?1 AND EXISTS(SELECT 1 FROM working w WHERE w.school=?1 AND w.id=sessions.staff"
        " AND w.employment=?2)",
        {cell(school), std::int64_t{static_cast<int>(school::Employment::ended)}});
}

}  // namespace monitor::store
