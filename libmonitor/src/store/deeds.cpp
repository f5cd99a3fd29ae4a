// store: which deeds does no backup undo, and how is each done again?

#include "deeds.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "connected.hpp"
#include "ended.hpp"
#include "kept_out.hpp"
#include "person_rows.hpp"

namespace monitor::store {
namespace {

constexpr std::string_view mark = "height";

/// Of two deeds of which one undoes the other, the first: only the last of them counts.
Deed pair_of(Deed deed) {
    switch (deed) {
        case Deed::let_back: return Deed::kept_out;
        case Deed::against_lifted: return Deed::against_recorded;
        case Deed::duty_given: return Deed::duty_withdrawn;
        case Deed::connection_on: return Deed::connection_off;
        case Deed::school_again: return Deed::school_ended;
        case Deed::tide:
        case Deed::tide_of_both:
        case Deed::device_revoked:
        case Deed::person_erased:
        case Deed::kept_out:
        case Deed::against_recorded:
        case Deed::duty_withdrawn:
        case Deed::connection_off:
        case Deed::lesson_ended:
        case Deed::directory_forgotten:
        case Deed::school_ended:
        case Deed::key_destroyed: return deed;
    }
    return deed;
}

/// One line, as the tables take it.
struct Target {
    PeopleFile& file;
    const LedgerLine& line;

    [[nodiscard]] Value school() const { return cell(line.done.school); }
    [[nodiscard]] Value whole() const { return line.done.what; }
    [[nodiscard]] std::int64_t kind() const { return std::to_integer<std::int64_t>(line.done.what.at(0)); }
    [[nodiscard]] Bytes rest() const { return {line.done.what.begin() + 1, line.done.what.end()}; }
    std::uint64_t run(const char* sql, std::initializer_list<Value> values) const { return file.database.run(sql, values); }
};

std::uint64_t erase_person(const Target& at) {
    const auto side = static_cast<Side>(at.kind());
    const auto now = at.file.now();
    const bool pupil = side == Side::pupil;
    if (side == Side::account) return 0;
    const auto there = at.file.database.number(
        fmt::format("SELECT count(*) FROM {} WHERE school=? AND id=? AND expires>?", pupil ? "pupils" : "staff"),
        {at.school(), at.rest(), cell(now)});
    if (there == 0) return 0;
    const auto person = pupil ? Person{*PupilId::from_bytes(at.rest())} : Person{*StaffId::from_bytes(at.rest())};
    (void)erase_rows(at.file.database, known(at.file, at.line.done.school, person, now));
    return 1;
}

std::uint64_t keep_out_again(const Target& at) {
    const auto erased = erase_person(at);
    const auto before =
        at.file.database.number("SELECT count(*) FROM kept_out WHERE school=? AND who=?", {at.school(), at.rest()});
    keep_out(at.file, at.line.done.school, static_cast<Side>(at.kind()), at.rest(), at.line.at, at.line.done.until);
    return before == 0 ? 1 : erased;
}

std::uint64_t turn_off(const Target& at) {
    const auto off = static_cast<std::int64_t>(Switch::off);
    if (at.file.database.number("SELECT count(*) FROM connections WHERE school=? AND kind=? AND state=?",
                                {at.school(), at.kind(), off}) != 0)
        return 0;
    turn(at.file, at.line.done.school, static_cast<Connected>(at.kind()), Switch::off);
    return 1;
}

std::uint64_t forget(const Target& at) {
    const auto there = at.file.database.number("SELECT count(*) FROM directories WHERE school=?", {at.school()});
    if (there != 0) forget_directory(at.file, at.line.done.school);
    return there != 0 ? 1 : 0;
}

std::uint64_t done_again(const Target& at, Pass pass) {
    const bool first = pass == Pass::first;
    switch (at.line.done.deed) {
        case Deed::tide:
        case Deed::tide_of_both:
        case Deed::duty_given:     // nobody gets a right back by themselves
        case Deed::connection_on:  // nor is anything fetched again before the school says so
        case Deed::school_again:
        case Deed::key_destroyed: return 0;
        case Deed::device_revoked:
            return at.run("UPDATE devices SET revoked_at=? WHERE school=? AND id=? AND revoked_at IS NULL",
                          {cell(at.line.at), at.school(), at.whole()});
        case Deed::person_erased: return first ? erase_person(at) : 0;
        case Deed::kept_out: return keep_out_again(at);
        case Deed::let_back: return at.run("DELETE FROM kept_out WHERE school=? AND who=?", {at.school(), at.rest()});
        case Deed::against_recorded:
            return at.run(
                "INSERT INTO against(school, pupil, kind, since) SELECT school, id, ?, ? FROM pupils WHERE school=? AND id=?"
                " AND NOT EXISTS(SELECT 1 FROM against a WHERE a.school=pupils.school AND a.pupil=pupils.id AND a.kind=?)",
                {at.kind(), cell(at.line.at), at.school(), at.rest(), at.kind()});
        case Deed::against_lifted:
            return at.run("DELETE FROM against WHERE school=? AND pupil=? AND kind=?", {at.school(), at.rest(), at.kind()});
        case Deed::duty_withdrawn:
            return at.run("DELETE FROM duties WHERE school=? AND staff=? AND duty=?", {at.school(), at.rest(), at.kind()});
        case Deed::connection_off: return turn_off(at);
        case Deed::lesson_ended:
            return at.run("DELETE FROM lessons WHERE school=? AND id=? AND began IS NULL", {at.school(), at.whole()}) +
                   at.run("UPDATE lessons SET ends=? WHERE school=? AND id=? AND ends>?",
                          {cell(at.line.at), at.school(), at.whole(), cell(at.line.at)});
        case Deed::directory_forgotten: return first ? forget(at) : 0;
        case Deed::school_ended: return leave_again(at.file, at.line.done.school, at.line.at) ? 1 : 0;
    }
    return 0;
}

}  // namespace

std::uint64_t height(PeopleFile& file) {
    const auto kept = file.database.rows("SELECT value FROM meta WHERE name=?", {std::string{mark}});
    return kept.empty() ? 0 : static_cast<std::uint64_t>(kept[0].number(0));
}

void keep_height(PeopleFile& file, std::uint64_t number) {
    if (number <= height(file)) return;
    file.database.run("INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
                      {std::string{mark}, std::to_string(number)});
}

std::uint64_t next_number(PeopleFile& file, const LedgerText& ledger) {
    return std::max({ledger.base, ledger.last(), height(file)}) + 1;
}

void note(PeopleFile& file, const Done& done, std::optional<Instant> at) {
    auto ledger = file.ledger->read();
    if (!ledger) fail(Remedy::ask_operator, "the ledger beside the key file: is gone");
    const LedgerLine line{next_number(file, *ledger), at ? *at : file.now(), done};
    file.ledger->add(line);
    ledger->lines.push_back(line);
    // With those before it whose commit failed, of any school. For its own deed, which is done, that changes nothing.
    const Reaching all_schools{file.database, Reach::across()};
    Again again;
    do_again(file, *ledger, height(file), Pass::first, again);
    keep_height(file, line.number);
}

void do_again(PeopleFile& file, const LedgerText& ledger, std::uint64_t after, Pass pass, Again& again, const SchoolId* only) {
    std::map<std::tuple<SchoolId, Deed, Bytes>, const LedgerLine*> last;
    for (const auto& line : ledger.lines) {
        auto& standing = last[{line.done.school, pair_of(line.done.deed), line.done.what}];
        if (standing == nullptr || standing->number < line.number) standing = &line;
    }
    for (const auto& line : ledger.lines) {
        const auto& done = line.done;
        if (line.number <= after || (only != nullptr && done.school != *only) || done.until <= file.now()) continue;
        if (last[{done.school, pair_of(done.deed), done.what}] != &line) continue;
        // A school that is not there has nothing that could come back; one that comes again is looked at then.
        if (file.database.number("SELECT count(*) FROM schools WHERE id=?", {cell(done.school)}) == 0) continue;
        if (const auto changed = done_again({file, line}, pass); changed != 0) again[done.deed] += changed;
    }
}

std::string text(const Again& again) {
    std::string all;
    for (const auto& [deed, count] : again) all += fmt::format("{}{} {}", all.empty() ? "" : ", ", count, word(deed));
    return all;
}

}  // namespace monitor::store
