// store: which schools wait since an older file was put back, for what, and who may end it?

#include "quarantine_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/retention/term.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

constexpr std::size_t longest_detail = 128;

std::int64_t number(OlderFile why) {
    return static_cast<std::int64_t>(why);
}

bool waits(const Row& row, std::size_t read, Instant since) {
    return row.empty(read) || row.instant(read) <= since;
}

class SqliteQuarantines final : public Quarantines {
public:
    explicit SqliteQuarantines(SharedPeople file) : file_{std::move(file)} {}

    std::expected<std::vector<Quarantine>, Error> of(SchoolId school) override {
        return answer(*file_, school, "read what was put back", [&] { return told(quarantines(*file_, school)); });
    }
    std::expected<std::vector<Quarantine>, Error> all() override {
        return answer(*file_, Reach::across(), "read what was put back", [&] { return told(quarantines(*file_)); });
    }

    std::expected<void, Error> accept(SchoolId school) override {
        return answer(*file_, school, "accept what was put back", [&] {
            Change change{*file_};
            if (file_->database.run("DELETE FROM quarantine WHERE school=? AND why<>?",
                                    {cell(school), number(OlderFile::people)}) == 0)
                fail(Remedy::not_found, "school");
            change.raise(school);
            change.commit();
        });
    }

private:
    static std::vector<Quarantine> told(std::vector<QuarantineRow> rows) {
        std::vector<Quarantine> found;
        for (auto& row : rows) found.push_back(std::move(row.is));
        return found;
    }

    SharedPeople file_;
};

}  // namespace

std::string_view word(OlderFile why) noexcept {
    switch (why) {
        case OlderFile::people: return "people";
        case OlderFile::log: return "log";
        case OlderFile::too_old: return "too_old";
    }
    return "unknown";
}

bool any_quarantine(PeopleFile& file) {
    return file.database.number("SELECT count(*) FROM quarantine") != 0;
}

// Where no directory is read nothing waits for it; a school that is not there waits for its roster.
std::vector<QuarantineRow> quarantines(PeopleFile& file, std::optional<SchoolId> only) {
    std::vector<QuarantineRow> all;
    const auto sql = fmt::format("SELECT q.school, q.why, q.since, q.behind, q.done, q.told, s.directory_read, d.read, d.school"
                                 " FROM quarantine q LEFT JOIN schools s ON s.id=q.school"
                                 " LEFT JOIN directories d ON d.school=q.school {} ORDER BY q.school, q.why",
                                 only ? "WHERE q.school=?" : "");
    for (const Row& row : only ? file.database.rows(sql, {cell(*only)}) : file.database.rows(sql)) {
        QuarantineRow one{{row.id<SchoolId>(0), static_cast<OlderFile>(row.number(1)), row.instant(2), row.text(4)},
                          static_cast<std::uint64_t>(row.number(3))};
        one.is.record_waits = row.number(5) == 0;
        one.is.roster_waits = waits(row, 6, one.is.since);
        one.is.directory_waits = !row.empty(8) && waits(row, 7, one.is.since);
        all.push_back(std::move(one));
    }
    return all;
}

void begin_quarantine(PeopleFile& file, SchoolId school, OlderFile why, std::uint64_t behind, const std::string& done) {
    file.database.run(
        "INSERT INTO quarantine(school, why, since, behind, done, told) VALUES(?, ?, ?, ?, ?, 0)"
        " ON CONFLICT(school, why) DO UPDATE SET since=excluded.since, done=excluded.done, told=0, behind=CASE WHEN"
        " quarantine.behind<excluded.behind THEN quarantine.behind ELSE excluded.behind END",
        {cell(school), number(why), cell(file.now()), static_cast<std::int64_t>(behind), done});
}

bool tell(PeopleFile& file, const QuarantineRow& row) {
    if (!row.is.record_waits) return false;
    const audit::Entry entry{.at = file.clock.now(),
                             .act = audit::Act::restored,
                             .reason = static_cast<std::uint16_t>(row.is.why),
                             .detail = row.is.done.substr(0, longest_detail)};
    std::vector<audit::Line> lines{{SchoolId{}, entry}};
    if (!row.is.roster_waits || file.database.number("SELECT count(*) FROM schools WHERE id=?", {cell(row.is.school)}) != 0)
        lines.push_back({row.is.school, entry});
    for (const auto& kept : file.trail->append(lines))
        if (!kept) return false;
    file.database.run("UPDATE quarantine SET told=1 WHERE school=? AND why=?", {cell(row.is.school), number(row.is.why)});
    return true;
}

bool end_quarantine(PeopleFile& file, const QuarantineRow& row) {
    const auto term =
        retention::deadline(retention::ceiling(retention::Kind::ledger), row.is.since, school::school_year(row.is.since));
    const bool read = !row.is.record_waits && !row.is.roster_waits && !row.is.directory_waits;
    const bool never_came = term && *term <= file.now() &&
                            file.database.number("SELECT count(*) FROM schools WHERE id=?", {cell(row.is.school)}) == 0;
    if (!read && !never_came) return false;
    file.database.run("DELETE FROM quarantine WHERE school=? AND why=?", {cell(row.is.school), number(row.is.why)});
    return true;
}

std::unique_ptr<Quarantines> make_quarantines(SharedPeople file) {
    return std::make_unique<SqliteQuarantines>(std::move(file));
}

}  // namespace monitor::store
