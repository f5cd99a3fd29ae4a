// store: in which lines of a log does somebody stand, without opening them all?

#include "lines_about.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "audit_rows.hpp"

namespace monitor::store {
namespace {

using audit::Whom;
using audit::Entry;

constexpr std::string_view for_pupils = "pupil_lines", for_others = "other_lines";

std::string_view table_for(const Whom& whom) {
    return std::holds_alternative<PupilId>(whom) ? for_pupils : for_others;
}

std::string inserting(std::string_view table) {
    return fmt::format("INSERT INTO {}(school, stretch, who, idx) VALUES", table);
}

// A pupil's number is nobody else's, a view's no member of staff's: the kind stands in the hash.
seal::Digest hash_of(const seal::Secret& key, const Whom& whom) {
    const auto kind = std::string_view{"pupil staff view "}.substr(whom.index() * 6, 6);
    return std::visit([&](const auto& id) { return lookup(key, {as_bytes("audit.lines"), as_bytes(kind), id.bytes()}); }, whom);
}

// Half a hash: rows are many, and whoever reads opens the line and sees whether it is so.
Bytes who(const seal::Secret& key, const Whom& whom) {
    const auto whole = hash_of(key, whom);
    return {whole.begin(), whole.begin() + sizeof whole / 2};
}

std::int64_t number(std::uint64_t index) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(index, std::numeric_limits<std::int64_t>::max()));
}
std::int64_t stretch(std::uint64_t index) {
    return number(index / lines_a_stretch);
}

std::string key_name(SchoolId school, school::SchoolYear year, const Whom& whom) {
    return std::holds_alternative<PupilId>(whom) ? audit_personal_key(school, year) : audit_key(school, year);
}

/// One for each school year of which something may still be read.
std::vector<Bytes> hashes(AuditFile& file, SchoolId school, const Whom& whom) {
    std::vector<Bytes> all;
    for (const Row& row : file.database.rows("SELECT year FROM years WHERE school=?", {cell(school)})) {
        const school::SchoolYear year{std::chrono::year{static_cast<int>(row.number(0))}};
        if (const auto key = if_kept(file.keys, key_name(school, year, whom))) all.push_back(who(*key, whom));
    }
    return all;
}

}  // namespace

Pointing::Pointing(Database& database)
    : pupils_{database, inserting(for_pupils), 4, "ON CONFLICT DO NOTHING"},
      others_{database, inserting(for_others), 4, "ON CONFLICT DO NOTHING"} {}

void Pointing::add(Batch& to, SchoolId school, std::uint64_t index, const seal::Secret& key, const Whom& whom) {
    to.add({cell(school), stretch(index), who(key, whom), number(index)});
}

void Pointing::add(SchoolId school, std::uint64_t index, const Entry& entry, const LineKeys& keys) {
    if (keys.lasting != nullptr) {
        if (entry.view != ViewId{}) add(others_, school, index, *keys.lasting, entry.view);
        if (entry.actor.staff) add(others_, school, index, *keys.lasting, *entry.actor.staff);
        if (entry.colleague) add(others_, school, index, *keys.lasting, *entry.colleague);
    }
    if (keys.personal != nullptr) {
        if (entry.pupil) add(pupils_, school, index, *keys.personal, *entry.pupil);
        for (const auto& ruled : entry.rulings) add(pupils_, school, index, *keys.personal, ruled.pupil);
    }
}

void Pointing::done() {
    pupils_.done();
    others_.done();
}

std::vector<std::uint64_t> lines_about(AuditFile& file, SchoolId school, const Whom& whom, std::uint64_t before,
                                       std::size_t at_most) {
    std::vector<std::uint64_t> found;
    const auto whose = hashes(file, school, whom);
    const auto table = table_for(whom);
    const auto oldest = file.database.rows(fmt::format("SELECT min(stretch), max(stretch) FROM {} WHERE school=?", table), {cell(school)});
    if (whose.empty() || oldest.empty() || oldest[0].empty(0)) return found;
    const auto sql = fmt::format("SELECT idx FROM {} WHERE school=? AND stretch=? AND who=? AND idx<? ORDER BY idx DESC LIMIT ?", table);
    auto at = std::min(stretch(before), oldest[0].number(1));
    for (; at >= oldest[0].number(0) && found.size() < at_most; --at) {
        const auto had = static_cast<std::ptrdiff_t>(found.size());
        for (const auto& hash : whose)
            for (const Row& row : file.database.rows(sql, {cell(school), at, hash, number(before), number(at_most)}))
                found.push_back(static_cast<std::uint64_t>(row.number(0)));
        std::ranges::sort(found.begin() + had, found.end(), std::greater{});
    }
    if (found.size() > at_most) found.resize(at_most);
    return found;
}

void point_at_older(AuditFile& file) {
    constexpr std::uint64_t at_once = 5000;
    auto& db = file.database;
    while (true) {
        Transaction change{db, Access::write};
        const auto behind = db.rows("SELECT school, pointed_from FROM heads WHERE pointed_from>0 LIMIT 1");
        if (behind.empty()) return;
        const auto school = behind[0].id<SchoolId>(0);
        const auto end = static_cast<std::uint64_t>(behind[0].number(1)), first = end - std::min(end, at_once);
        Pointing pointing{db};
        for (const auto& line : evidence_of(file, school, first, static_cast<std::size_t>(end - first))) {
            const auto entry = audit::entry(line);
            if (!entry || !*entry) continue;  // erased; what was changed is for the verifier to say
            const auto year = school::school_year((*entry)->at);
            const auto lasting = if_kept(file.keys, audit_key(school, year));
            const auto personal = line.personal ? if_kept(file.keys, audit_personal_key(school, year)) : std::nullopt;
            pointing.add(school, line.index, **entry, {lasting ? &*lasting : nullptr, personal ? &*personal : nullptr});
        }
        pointing.done();
        db.run("UPDATE heads SET pointed_from=? WHERE school=?", {number(first), cell(school)});
        change.commit();
    }
}

void forget_pointers(Database& db, Pointed which, SchoolId school, const std::string& condition, std::initializer_list<Value> values) {
    const auto range = db.rows(fmt::format("SELECT min(idx), max(idx) FROM entries WHERE recorded IS NOT NULL AND {}", condition), values);
    if (range.empty() || range[0].empty(0)) return;
    const auto low = static_cast<std::uint64_t>(range[0].number(0)), high = static_cast<std::uint64_t>(range[0].number(1));
    std::vector<Value> given{cell(school), stretch(low), stretch(high)};
    given.insert(given.end(), values);
    for (const auto table : {for_pupils, for_others}) {
        if (which == Pointed::pupils && table == for_others) continue;
        db.run(fmt::format("DELETE FROM {} WHERE school=? AND stretch BETWEEN ? AND ? AND idx IN"
                           " (SELECT idx FROM entries WHERE recorded IS NOT NULL AND {})",
                           table, condition),
               given);
    }
}

}  // namespace monitor::store
