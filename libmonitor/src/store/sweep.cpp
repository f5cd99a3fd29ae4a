// store: what is past its deadline, and how does it go? Rows first, then the keys that opened them, then the log behind them.

#include <algorithm>

#include <fmt/format.h>

#include "held.hpp"
#include "parts.hpp"
#include "reseal.hpp"
#include "told_duties.hpp"

namespace monitor::store {
namespace {

using retention::Kind;

// `from` has one ?, the instant, against which the column `deadline` is held.
struct Rule {
    Kind kind;
    const char *from, *deadline;
};
constexpr Rule people_rules[]{
    {Kind::session, "sessions WHERE expires<=?", "expires"},
    {Kind::session, "sittings WHERE expires<=?", "expires"},
    {Kind::enrolment_token, "enrolments WHERE expires<=?", "expires"},
    {Kind::right, "replacements WHERE until<=?", "until"},
    {Kind::right, "support_permissions WHERE until<=?", "until"},
    {Kind::remote_lesson, "lessons WHERE expires<=?", "expires"},
    {Kind::invitation, "invitations WHERE expires<=?", "expires"},
    {Kind::invitation, "codes WHERE expires<=?", "expires"},
    {Kind::held_import, "held WHERE expires<=?", "expires"},
    {Kind::link_key, "link_keys WHERE expires<=?", "expires"},
    {Kind::directory_account, "accounts WHERE expires<=?", "expires"},
    {Kind::directory_account, "directories WHERE expires<=?", "expires"},
    {Kind::directory_account, "spent_accounts WHERE expires<=?", "expires"},
    {Kind::device, "devices WHERE fixed_user_expires<=?", "fixed_user_expires"},
    {Kind::restriction, "kept_out WHERE expires<=?", "expires"},
    {Kind::membership, "pupil_groups JOIN pupils p ON p.school=pupil_groups.school AND p.id=pupil WHERE p.expires<=?",
     "p.expires"},
    {Kind::membership, "staff_groups JOIN staff s ON s.school=staff_groups.school AND s.id=staff WHERE s.expires<=?",
     "s.expires"},
    {Kind::pupil, "pupils WHERE expires<=?", "expires"},
    {Kind::staff, "staff WHERE expires<=?", "expires"},
};

void count(Database& database, const Rule& rule, Instant now, std::vector<Due>& found) {
    const auto line = database.rows(fmt::format("SELECT count(*), min({}) FROM {}", rule.deadline, rule.from), {cell(now)});
    if (line.empty() || line[0].number(0) == 0) return;
    const auto number = static_cast<std::uint64_t>(line[0].number(0));
    const Instant oldest = line[0].instant(1);
    if (!found.empty() && found.back().kind == rule.kind) {
        found.back().count += number;
        found.back().oldest = std::min(found.back().oldest.value_or(oldest), oldest);
    } else {
        found.push_back({rule.kind, number, oldest});
    }
}

school::SchoolYear year(const Row& row, std::size_t at) {
    return {std::chrono::year{static_cast<int>(row.number(at))}};
}

// What waits for the new school year comes before what the old one leaves is deleted: who is in both keeps their link. One school
// whose import cannot be read does not keep the others waiting.
void begin_years(PeopleFile& file, Instant now) {
    for (const SchoolId school : beginning(file, now)) {
        try {
            const Reaching own{file.database, school};
            Change change{file};
            ToldDuties duties{file, school};
            begin_year(file, school, now);
            duties.write_down();
            change.raise(school);
            change.commit();
        } catch (const Failure& failure) {
            file.log.write(Level::error, "store",
                           fmt::format("the new school year of a school could not begin: {}", failure.error.place));
        }
    }
}

// The key of a year that is over, once nothing is left that it opens; before that, those of before an erasure.
void destroy_people_keys(PeopleFile& file, Instant now) {
    for (const Row& row : file.database.rows("SELECT school, year FROM terms")) {
        const auto school = row.id<SchoolId>(0);
        destroy_older_keys(file, school, year(row, 1));
        const Instant end = school::ends(year(row, 1));
        if (end > now) continue;
        const Instant begin = school::ends({year(row, 1).begins - std::chrono::years{1}});
        const auto left = file.database.number(
            "SELECT (SELECT count(*) FROM pupils WHERE school=?1 AND expires=?2) + (SELECT count(*) FROM staff WHERE school=?1 "
            "AND expires=?2)"
            " + (SELECT count(*) FROM devices WHERE school=?1 AND fixed_user_expires=?2)"
            " + (SELECT count(*) FROM sessions WHERE school=?1 AND began>=?3 AND began<?2)"
            " + (SELECT count(*) FROM accounts WHERE school=?1 AND expires=?2)"
            " + (SELECT count(*) FROM directories WHERE school=?1 AND expires=?2)"
            " + (SELECT count(*) FROM held WHERE school=?1 AND year=?4)",
            {cell(school), cell(end), cell(begin), row.number(1)});
        if (left != 0) continue;
        destroy_keys(file, school, year(row, 1));
        file.database.run("DELETE FROM terms WHERE school=? AND year=?", {cell(school), row.number(1)});
    }
}

}  // namespace

std::vector<Due> due(PeopleFile& file, Instant now) {
    std::vector<Due> found;
    for (const Rule& rule : people_rules) count(file.database, rule, now, found);
    return found;
}

std::vector<Due> sweep(PeopleFile& file, Instant now) {
    begin_years(file, now);
    std::vector<Due> gone;
    {
        Change change{file};
        gone = due(file, now);
        for (const char* table :
             {"sessions WHERE expires<=?", "sittings WHERE expires<=?", "codes WHERE expires<=?",
              "devices WHERE fixed_user_expires<=?", "pupils WHERE expires<=?", "staff WHERE expires<=?",
              "enrolments WHERE expires<=?", "replacements WHERE until<=?", "invitations WHERE expires<=?",
              "held WHERE expires<=?", "link_keys WHERE expires<=?", "lessons WHERE expires<=?", "accounts WHERE expires<=?",
              "spent_accounts WHERE expires<=?", "kept_out WHERE expires<=?", "support_permissions WHERE until<=?"}) {
            for (const Row& row : file.database.rows(fmt::format("SELECT DISTINCT school FROM {}", table), {cell(now)})) {
                change.raise(row.id<SchoolId>(0));
            }
            file.database.run(fmt::format("DELETE FROM {}", table), {cell(now)});
        }
        file.database.run("UPDATE directories SET resume=NULL, expires=NULL WHERE expires<=?", {cell(now)});
        change.commit();
    }
    {
        Transaction alone{file.database, Access::write};
        destroy_people_keys(file, now);
        alone.commit();
    }
    empty_log(file.database, file.log, "people.db");
    return gone;
}

}  // namespace monitor::store
