// store: whose account is it, when an administrator says so?

#include "chosen.hpp"

#include <fmt/format.h>

namespace monitor::store {
namespace {

using roster::Role;

constexpr std::size_t longest = 256;

struct Side {
    const char *table, *named;
    Role role;
};
constexpr Side pupils{"pupils", "NULL", Role::pupil};
constexpr Side staff{"staff", "p.account_named", Role::staff};

void refuse_anothers(PeopleFile& file, SchoolId school, const Value& person, const Value& lookup) {
    if (file.database.number("SELECT (SELECT count(*) FROM pupils WHERE school=?1 AND account_lookup=?2 AND id<>?3)"
                             " + (SELECT count(*) FROM staff WHERE school=?1 AND ?2 IN (account_lookup, second_lookup) AND id<>?3)",
                             {cell(school), lookup, person}) != 0) {
        fail(Remedy::conflict, "account: is somebody else's by now");
    }
}

void choose_known(PeopleFile& file, SchoolId school, const Side& side, const Value& person, AccountId account) {
    auto& db = file.database;
    const Instant now = file.now();
    const auto found = db.rows(fmt::format("SELECT {}, (SELECT count(*) FROM accounts a WHERE a.school=p.school AND"
                                           " a.lookup=p.account_lookup AND a.id<>? AND (a.role=0 OR a.role=?))"
                                           " FROM {} p WHERE p.school=? AND p.id=? AND p.expires>?",
                                           side.named, side.table),
                               {cell(account), static_cast<std::int64_t>(side.role), cell(school), person, cell(now)});
    if (found.empty()) fail(Remedy::not_found, "person");
    const auto line = db.rows("SELECT lookup, role FROM accounts WHERE school=? AND id=? AND expires>?",
                              {cell(school), cell(account), cell(now)});
    if (line.empty()) fail(Remedy::not_found, "account");
    const auto of_account = line[0].number(1);
    if (of_account != 0 && of_account != static_cast<std::int64_t>(side.role))
        fail(Remedy::correct_input, "account: of another role");
    if (!found[0].empty(0)) fail(Remedy::conflict, "person: the roster itself names the account");
    if (found[0].number(1) != 0) fail(Remedy::conflict, "person: has an account");
    const Value lookup = line[0].bytes(0);
    refuse_anothers(file, school, person, lookup);
    db.run(fmt::format("UPDATE {} SET account_lookup=? WHERE school=? AND id=?", side.table), {lookup, cell(school), person});
}

void fit(const std::string& text, const char* place) {
    if (text.empty() || text.size() > longest)
        fail(Remedy::correct_input, fmt::format("{}: empty, or longer than {} bytes", place, longest));
}

// Beside the account of the directory, which goes on saying whether they work here: with both one is the same person.
void choose_second(PeopleFile& file, SchoolId school, const Value& person, const Value& given) {
    auto& db = file.database;
    const auto found = db.rows("SELECT second_lookup IS NOT DISTINCT FROM ? FROM staff WHERE school=? AND id=? AND expires>?",
                               {given, cell(school), person, cell(file.now())});
    if (found.empty()) fail(Remedy::not_found, "person");
    if (found[0].number(0) != 0) return;
    refuse_anothers(file, school, person, given);
    db.run("UPDATE staff SET second_lookup=? WHERE school=? AND id=?", {given, cell(school), person});
    db.run("DELETE FROM sessions WHERE school=? AND staff=?", {cell(school), person});
}

// One that no reading of a directory knows. Given anew, it takes the place of the last, and who signed in with that is out.
void choose_given(PeopleFile& file, SchoolId school, StaffId person, const roster::AccountLine& account) {
    auto& db = file.database;
    const auto& object = account.object.reveal(Purpose::match_account);
    fit(account.tenant, "tenant");
    fit(object, "object");
    const Value given = cell(lookup(file.instance("account"), {as_bytes(account.tenant), as_bytes(object)}));
    const auto known = db.rows("SELECT id FROM accounts WHERE school=? AND lookup=? AND expires>?",
                               {cell(school), given, cell(file.now())});
    if (!known.empty()) return choose_known(file, school, staff, cell(person), known[0].id<AccountId>(0));
    const auto directory = db.rows("SELECT tenant FROM directories WHERE school=?", {cell(school)});
    if (!directory.empty()) {
        if (directory[0].text(0) == account.tenant)
            fail(Remedy::conflict, "account: the school's directory does not have it, and only whom that has works here");
        return choose_second(file, school, cell(person), given);
    }
    const auto found =
        db.rows("SELECT account_named, account_lookup IS NOT DISTINCT FROM ? FROM staff WHERE school=? AND id=? AND expires>?",
                {given, cell(school), cell(person), cell(file.now())});
    if (found.empty()) fail(Remedy::not_found, "person");
    if (!found[0].empty(0)) fail(Remedy::conflict, "person: the roster itself names the account");
    if (found[0].number(1) != 0) return;
    refuse_anothers(file, school, cell(person), given);
    db.run("UPDATE staff SET account_lookup=?, second_lookup=NULL WHERE school=? AND id=?", {given, cell(school), cell(person)});
    db.run("DELETE FROM sessions WHERE school=? AND staff=?", {cell(school), cell(person)});
}

}  // namespace

void choose(PeopleFile& file, SchoolId school, PupilId person, const ChosenAccount& account) {
    const auto* known = std::get_if<AccountId>(&account);
    if (known == nullptr) fail(Remedy::correct_input, "account: a pupil's is one of the directory");
    choose_known(file, school, pupils, cell(person), *known);
}

void choose(PeopleFile& file, SchoolId school, StaffId person, const ChosenAccount& account) {
    if (const auto* known = std::get_if<AccountId>(&account)) return choose_known(file, school, staff, cell(person), *known);
    choose_given(file, school, person, std::get<roster::AccountLine>(account));
}

}  // namespace monitor::store
