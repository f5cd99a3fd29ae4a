// store: is this the file that was here last, and what must happen before an older one is used?

#include "put_back.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "connected.hpp"
#include "deeds.hpp"
#include "monitor/retention/term.hpp"
#include "quarantine_rows.hpp"
#include "unopened.hpp"

namespace monitor::store {
namespace {

constexpr std::chrono::minutes between_tides{10};

/// Error: its disk does not give it now.
std::expected<std::uint64_t, Error> height(AuditDoor& audit) {
    return answer(audit, Reach::across(), "read the height of audit.db",
                  [](AuditFile& file) { return static_cast<std::uint64_t>(file.database.number("SELECT max(height) FROM tide")); });
}

std::vector<SchoolId> schools(PeopleFile& file) {
    std::vector<SchoolId> all;
    for (const Row& row : file.database.rows("SELECT id FROM schools ORDER BY id")) all.push_back(row.id<SchoolId>(0));
    return all;
}

// What a code, a token or a browser opens was handed out before: who is to have it gets it again.
void end_what_was_handed_out(PeopleFile& file, SchoolId school) {
    for (const char* table : {"sessions", "sittings", "codes", "invitations", "enrolments", "held", "support_permissions"})
        file.database.run(fmt::format("DELETE FROM {} WHERE school=?", table), {cell(school)});
    read_whole_next(file, school);
}

bool is_here(PeopleFile& file, SchoolId school) {
    return file.database.number("SELECT count(*) FROM schools WHERE id=?", {cell(school)}) != 0;
}

// One school of a people.db of before: as far as is known here, as it would be had it never been away. False: it has left since.
bool catch_up(PeopleFile& file, const LedgerText& ledger, SchoolId school, std::uint64_t behind) {
    end_what_was_handed_out(file, school);
    const auto emptied = empty_unopened(file, ledger, school);
    Again again;
    do_again(file, ledger, behind, Pass::first, again, &school);
    if (!is_here(file, school)) return false;
    auto done = text(again);
    if (emptied != 0) done += fmt::format("{}{} emptied", done.empty() ? "" : ", ", emptied);
    begin_quarantine(file, school, OlderFile::people, behind, done);
    if (behind < ledger.base) begin_quarantine(file, school, OlderFile::too_old, behind, {});
    return true;
}

// Schools that the older file does not know come again, with whoever was erased or objected: they wait for that.
void await_missing(PeopleFile& file, const LedgerText& ledger, std::uint64_t behind, const std::vector<SchoolId>& here) {
    const auto ended = ledger.ends_of_schools();
    for (const auto& line : ledger.lines) {
        const auto school = line.done.school;
        if (line.number <= behind || school == SchoolId{} || ended.contains(school) || std::ranges::binary_search(here, school))
            continue;
        begin_quarantine(file, school, OlderFile::people, behind, {});
    }
}

// The clock goes on from where it was, too: what is past its end by then stays past it.
void keep_high_water(PeopleFile& file, const LedgerText& ledger) {
    Instant last = file.high_water().value_or(Instant::min());
    for (const auto& line : ledger.lines) last = std::max(last, line.at);
    file.keep_high_water(last);
}

void take_up_older(PeopleFile& file, const LedgerText& ledger) {
    Change change{file};
    const auto behind = height(file);
    const auto here = schools(file);
    const bool older = std::max({ledger.base, ledger.last(Deed::tide), ledger.last(Deed::tide_of_both)}) > behind;
    const auto waiting = older ? here : without_keys(file);
    if (older) keep_high_water(file, ledger);
    for (const SchoolId school : waiting)
        if (catch_up(file, ledger, school, behind)) change.raise(school);
    if (older) await_missing(file, ledger, behind, here);
    Again half_way;
    do_again(file, ledger, behind, Pass::first, half_way);
    for (const auto& line : ledger.lines)
        if (line.number > behind && !half_way.empty() && is_here(file, line.done.school)) change.raise(line.done.school);
    keep_height(file, ledger.last());
    change.commit();
    if (!waiting.empty() || older)
        file.log.write(Level::warning, "store",
                       fmt::format("people.db or its keys were put back from a backup: nobody looks along at {} schools"
                                   " until roster and directory were read again",
                                   waiting.size()));
}

void take_up_older_log(PeopleFile& file, AuditDoor& audit, const LedgerText& ledger) {
    const auto seen = height(audit);
    if (!seen || *seen >= ledger.last(Deed::tide_of_both)) return;
    Change change{file};
    for (const SchoolId school : schools(file)) {
        begin_quarantine(file, school, OlderFile::log, height(file), {});
        change.raise(school);
    }
    change.commit();
    file.log.write(Level::error, "store",
                   "audit.db was put back from a backup: lines that were written are gone. Nobody looks along until"
                   " somebody accepts that: monitor retention restored --accept");
}

// Who writes a deed has the write lock of people.db: none can come between reading the ledger and the next number.
void mark(PeopleFile& file, AuditDoor& audit) {
    if (const auto ledger = file.ledger->read()) take_up_older_log(file, audit, *ledger);
    Transaction change{file.database, Access::write};
    const auto ledger = file.ledger->read();
    if (!ledger) fail(Remedy::ask_operator, "the ledger beside the key file: is gone");
    const auto number = std::max(next_number(file, *ledger), height(audit).value_or(0) + 1);
    const auto both = answer(audit, Reach::across(), "keep the height of audit.db", [&](AuditFile& log) {
        Transaction alone{log.database, Access::write};
        log.database.run("DELETE FROM tide");
        log.database.run("INSERT INTO tide(height) VALUES(?)", {static_cast<std::int64_t>(number)});
        alone.commit();
    });
    keep_height(file, number);
    change.commit();
    file.ledger->add({number, file.now(), {.deed = both ? Deed::tide_of_both : Deed::tide}});
}

void end_what_may_end(PeopleFile& file, const LedgerText& ledger) {
    const auto rows = quarantines(file);
    if (rows.empty()) return;
    Change change{file};
    for (const auto& row : rows) {
        if (row.is.why != OlderFile::people) continue;
        if (tell(file, row)) change.raise(row.is.school);
        Again again;
        do_again(file, ledger, row.behind, Pass::standing, again, &row.is.school);
        if (!again.empty()) change.raise(row.is.school);
        if (end_quarantine(file, row)) change.raise(row.is.school);
    }
    change.commit();
}

}  // namespace

void look_for_older_files(PeopleFile& file, AuditDoor& audit) {
    // Without the ledger that a people.db knows of, nobody can tell whether it is an older one: so it is taken for one.
    if (const auto known = height(file); !file.ledger->read()) file.ledger->begin(known == 0 ? 0 : known + 1);
    const auto ledger = file.ledger->read();
    destroyed_again(file, *ledger);
    take_up_older(file, *ledger);
    mark(file, audit);
    end_what_may_end(file, *file.ledger->read());
    file.tide_at = file.clock.tick();
}

void raise_tide(PeopleFile& file, AuditDoor& audit) {
    const auto tick = file.clock.tick();
    if (tick - file.tide_at >= between_tides) {
        mark(file, audit);
        file.tide_at = tick;
    }
    if (any_quarantine(file)) end_what_may_end(file, file.ledger->read().value_or(LedgerText{}));
}

std::vector<Due> due_of_ledger(PeopleFile& file, Instant now) {
    const auto count = file.ledger->due(now);
    if (count == 0) return {};
    return {{retention::Kind::ledger, count, {}}};
}

std::vector<Due> sweep_ledger(PeopleFile& file, Instant now) {
    const auto count = file.ledger->trim(now);
    if (count == 0) return {};
    return {{retention::Kind::ledger, count, {}}};
}

}  // namespace monitor::store
