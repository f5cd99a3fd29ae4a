// store: how is kept what a school chose, and what does a shorter term do to what is there already?

#include "monitor/store/choices.hpp"

#include <algorithm>

#include "held.hpp"
#include "own_terms.hpp"
#include "parts.hpp"
#include "school_rows.hpp"

namespace monitor::store {
namespace {

using retention::Kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::int64_t number(Kind kind) {
    return static_cast<std::int64_t>(kind);
}

// What waits for the new year is counted from its first day.
void hold_held_to(Database& database, SchoolId school) {
    for (const Row& row : database.rows("SELECT id, fate, year, since FROM held WHERE school=?", {cell(school)})) {
        const auto until = held_until(database, school, static_cast<Fate>(row.number(1)),
                                      {std::chrono::year{static_cast<int>(row.number(2))}}, row.instant(3));
        database.run("UPDATE held SET expires=?1 WHERE school=?2 AND id=?3 AND expires>?1",
                     {cell(until), cell(school), row.bytes(0)});
    }
}

// What says since when it is there ends by that; of the rest only its end is known, so it ends by now.
void hold_to(Database& database, SchoolId school, Kind kind, seconds term, Instant now) {
    const Value span = std::int64_t{milliseconds{term}.count()}, until = cell(now + milliseconds{term});
    const auto cap = [&](const char* statement, const Value& by) { database.run(statement, {cell(school), by}); };
    switch (kind) {
        case Kind::session:
            cap("UPDATE sessions SET expires=began+?2 WHERE school=?1 AND expires>began+?2", span);
            return cap("UPDATE sittings SET expires=began+?2 WHERE school=?1 AND expires>began+?2", span);
        case Kind::enrolment_token: return cap("UPDATE enrolments SET expires=?2 WHERE school=?1 AND expires>?2", until);
        case Kind::invitation:
            cap("UPDATE codes SET expires=made+?2 WHERE school=?1 AND expires>made+?2", span);
            return cap("UPDATE invitations SET expires=?2 WHERE school=?1 AND expires>?2", until);
        case Kind::link_key: return cap("UPDATE link_keys SET expires=?2 WHERE school=?1 AND expires>?2", until);
        case Kind::held_import: return hold_held_to(database, school);
        case Kind::last_picture:
        case Kind::open_tabs: return;  // in memory, held to it when read
        case Kind::audit_entry:
        case Kind::audit_personal:
        case Kind::pupil:
        case Kind::staff:
        case Kind::membership:
        case Kind::school_layout:
        case Kind::device:
        case Kind::sign_in_attempt:
        case Kind::audit_chain:
        case Kind::bookkeeping:
        case Kind::right:
        case Kind::remote_lesson:
        case Kind::restriction:
        case Kind::ledger:
        case Kind::directory_account:
        case Kind::connection:
        case Kind::line: break;
    }
    fail(Remedy::correct_input, "a term that is not set here");
}

class SqliteChoices final : public Choices {
public:
    explicit SqliteChoices(SharedPeople file) : file_{std::move(file)} {}

    std::expected<Choice, Error> of(SchoolId school) override {
        return answer(*file_, school, "read what a school chose", [&] {
            const auto found = db().rows("SELECT published FROM schools WHERE id=?", {cell(school)});
            if (found.empty()) fail(Remedy::not_found, "school");
            Choice choice{.terms = terms_of(db(), school)};
            if (!found[0].empty(0)) choice.published = found[0].instant(0);
            return choice;
        });
    }

    std::expected<void, Error> shorten(SchoolId school, Kind kind, seconds term) override {
        return answer(*file_, school, "shorten a term", [&] {
            if (const auto fits = retention::Terms{}.shorten(kind, term); !fits || kind == Kind::audit_entry)
                fail(Remedy::correct_input, fits ? "the log has its own" : "not a term that a school may set");
            change(school, [&] {
                db().run(
                    "INSERT INTO shorter_terms(school, kind, seconds) VALUES(?, ?, ?)"
                    " ON CONFLICT(school, kind) DO UPDATE SET seconds=excluded.seconds",
                    {cell(school), number(kind), std::int64_t{term.count()}});
                hold_to(db(), school, kind, term, file_->now());
            });
        });
    }

    std::expected<void, Error> restore(SchoolId school, Kind kind) override {
        return answer(*file_, school, "restore a term", [&] {
            change(school, [&] {
                db().run("DELETE FROM shorter_terms WHERE school=? AND kind=?", {cell(school), number(kind)});
            });
        });
    }

    std::expected<void, Error> publish(SchoolId school, Publication publication) override {
        return answer(*file_, school, "publish a page", [&] {
            change(school, [&] {
                if (publication == Publication::none)
                    db().run("UPDATE schools SET published=NULL WHERE id=?", {cell(school)});
                else
                    db().run("UPDATE schools SET published=coalesce(published, ?2) WHERE id=?1",
                             {cell(school), cell(file_->now())});
            });
        });
    }

    std::expected<std::vector<school::School>, Error> published() override {
        return answer(*file_, Reach::across(), "list public pages", [&] {
            std::vector<school::School> schools;
            for (const Row& row : db().rows(std::string{school_lines} + " WHERE s.published IS NOT NULL ORDER BY 2, 3"))
                schools.push_back(school_of(row));
            return schools;
        });
    }

private:
    Database& db() { return file_->database; }

    template <class Work>
    void change(SchoolId school, Work work) {
        Change change{*file_};
        if (db().number("SELECT count(*) FROM schools WHERE id=?", {cell(school)}) == 0) fail(Remedy::not_found, "school");
        work();
        change.raise(school);
        change.commit();
        if (file_->picture_terms) file_->picture_terms->read(db());
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<Choices> make_choices(SharedPeople file) {
    return std::make_unique<SqliteChoices>(std::move(file));
}

}  // namespace monitor::store
