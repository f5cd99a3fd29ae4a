// store: how are the terms of logs kept, how far they were passed on, and where somebody stands in them?

#include "monitor/audit/logbooks.hpp"

#include "audit_rows.hpp"
#include "lines_about.hpp"
#include "monitor/audit/reading.hpp"
#include "monitor/retention/terms.hpp"

namespace monitor::store {
namespace {

using audit::Logbook;
using std::chrono::days;

class SqliteLogbooks final : public audit::Logbooks {
public:
    explicit SqliteLogbooks(SharedAudit door) : door_{std::move(door)} {}

    std::expected<std::vector<Logbook>, Error> all() override {
        return answer(*door_, Reach::across(), "read audit.db", [&](AuditFile& file) {
            std::vector<Logbook> books;
            for (const Row& row : file.database.rows("SELECT school, size, passed_on FROM heads")) {
                const auto school = row.id<SchoolId>(0);
                books.push_back({school, static_cast<std::uint64_t>(row.number(1)),
                                 std::chrono::duration_cast<days>(term_of(file.database, school)),
                                 static_cast<std::uint64_t>(row.number(2))});
            }
            return books;
        });
    }

    std::expected<void, Error> keep_for(SchoolId school, days term) override {
        return answer(*door_, school, "set the term of a log", [&](AuditFile& file) {
            const auto room = retention::room(retention::Kind::audit_entry);
            if (!room || term < room->shortest || term > room->longest)
                fail(Remedy::correct_input, "a log is kept for 90 to 365 days");
            Transaction change{file.database, Access::write};
            keep_head(file.database, school, tail(file.database, school));
            file.database.run("UPDATE heads SET term=? WHERE school=?", {std::int64_t{term.count()}, cell(school)});
            change.commit();
        });
    }

    std::expected<void, Error> pass_on(SchoolId school, std::uint64_t lines) override {
        return answer(*door_, school, "remember what was passed on", [&](AuditFile& file) {
            Transaction change{file.database, Access::write};
            file.database.run("UPDATE heads SET passed_on=?1 WHERE school=?2 AND passed_on<?1",
                              {static_cast<std::int64_t>(lines), cell(school)});
            change.commit();
        });
    }

    std::expected<std::vector<audit::Kept>, Error> about(SchoolId school, const audit::Whom& whom, std::uint64_t before,
                                                         std::size_t at_most) override {
        return answer(*door_, school, "read audit.db", [&](AuditFile& file) {
            std::vector<audit::Kept> lines;
            // Fewer than asked means that there are no more: so what was erased makes room for what is older.
            for (auto wanted = at_most; wanted > 0; wanted = at_most - lines.size()) {
                const auto places = lines_about(file, school, whom, before, wanted);
                for (const auto& evidence : evidence_at(file, school, places)) {
                    auto line = as_kept(evidence);
                    if (line.entry && audit::names(*line.entry, whom)) lines.push_back(std::move(line));
                }
                if (places.size() < wanted) break;
                before = places.back();
            }
            return lines;
        });
    }

private:
    SharedAudit door_;
};

}  // namespace

std::unique_ptr<audit::Logbooks> make_logbooks(SharedAudit door) {
    return std::make_unique<SqliteLogbooks>(std::move(door));
}

}  // namespace monitor::store
