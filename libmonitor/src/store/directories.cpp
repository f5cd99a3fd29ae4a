// store: what was read of a school's directory, and what follows from it at once?

#include "monitor/store/directories.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "account_rows.hpp"
#include "chosen.hpp"
#include "connected.hpp"
#include "deeds.hpp"
#include "links.hpp"
#include "losses.hpp"
#include "monitor/retention/term.hpp"
#include "parts.hpp"
#include "told_duties.hpp"
#include "trial.hpp"

namespace monitor::store {
namespace {

constexpr const char* resume_place = "people.directories.resume";
constexpr std::size_t longest_tenant = 256, longest_resume = 64 * 1024, most_rules = 32;

// Where the next reading goes on.
enum class GoesOn : std::uint8_t { anew = 0, from_last = 1 };
struct Known {
    std::string tenant, rules;
    Instant read{}, read_whole{};
    GoesOn goes_on{};
};

std::string text(const std::vector<roster::LinkRule>& rules) {
    std::string lines;
    for (const auto& rule : rules) lines += roster::text(rule) + '\n';
    return lines;
}

class SqliteDirectories final : public Directories {
public:
    explicit SqliteDirectories(SharedPeople file) : file_{std::move(file)} {}

    std::expected<std::optional<DirectoryState>, Error> state(SchoolId school) override {
        return answer(*file_, school, "read a directory's state", [&]() -> std::optional<DirectoryState> {
            const Transaction one_moment{db(), Access::read};
            hold_to_school(*file_, school);
            const auto directory = known(school);
            if (!directory) return std::nullopt;
            const Instant now = file_->now();
            const auto counts = count_links(*file_, school, now);
            DirectoryState state{.tenant = directory->tenant, .read = directory->read};
            state.accounts = static_cast<std::uint64_t>(
                db().number("SELECT count(*) FROM accounts WHERE school=? AND expires>?", {cell(school), cell(now)}));
            state.linked = counts.linked;
            state.doubtful = counts.doubtful;
            if (!keys_are_missed(school, *directory, now)) state.resume = resume(school, now);
            return state;
        });
    }

    std::expected<RoundApplied, Error> apply(SchoolId school, const Round& round) override {
        return answer(*file_, school, "apply a round of a directory", [&] {
            const Instant now = file_->now();
            Change change{*file_};
            hold_to_school(*file_, school);
            hold_to_switch(*file_, school, Connected::directory);
            ToldDuties duties{*file_, school};
            const auto before = known(school);
            refuse(round, before);
            Touched touched;
            auto applied = taken_in(school, round, before, now, touched);
            if (applied.fate == Fate::held_for_consent) switch_off_named(*file_, school, round);
            const auto counts = linked(school, round, applied.fate, std::move(touched), now);
            applied.linked = counts.linked;
            applied.doubtful = counts.doubtful;
            applied.sessions_ended = end_sessions(*file_, school);
            duties.write_down();
            change.raise(school);
            change.commit();
            return applied;
        });
    }

    std::expected<std::vector<OpenLink>, Error> open_links(SchoolId school) override {
        return answer(*file_, school, "list open links", [&] {
            const Transaction one_moment{db(), Access::read};
            hold_to_school(*file_, school);
            return store::open_links(*file_, school, file_->now());
        });
    }

    std::expected<void, Error> link(SchoolId school, std::optional<PupilId> pupil, std::optional<StaffId> staff,
                                    const ChosenAccount& account) override {
        return answer(*file_, school, "link an account", [&] {
            if (pupil.has_value() == staff.has_value())
                fail(Remedy::correct_input, "person: a pupil or a member of staff, one of the two");
            Change change{*file_};
            ToldDuties duties{*file_, school};
            if (pupil) choose(*file_, school, *pupil, account);
            if (staff) choose(*file_, school, *staff, account);
            settle_links(*file_, school);
            (void)end_sessions(*file_, school);
            duties.write_down();
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> forget(SchoolId school) override {
        return answer(*file_, school, "forget a directory", [&] {
            Change change{*file_};
            hold_to_school(*file_, school);
            ToldDuties duties{*file_, school};
            forget_directory(*file_, school);
            duties.write_down();
            note(*file_, {.deed = Deed::directory_forgotten, .school = school});
            change.raise(school);
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }

    std::optional<Known> known(SchoolId school) {
        const auto found =
            db().rows("SELECT tenant, rules, read, read_whole, resume IS NULL FROM directories WHERE school=?", {cell(school)});
        if (found.empty()) return std::nullopt;
        return Known{found[0].text(0), found[0].text(1), found[0].instant(2), found[0].instant(3),
                     found[0].number(4) == 0 ? GoesOn::from_last : GoesOn::anew};
    }

    std::string resume(SchoolId school, Instant now) {
        const auto found =
            db().rows("SELECT resume, expires FROM directories WHERE school=? AND resume IS NOT NULL AND expires>?",
                      {cell(school), cell(now)});
        if (found.empty()) return {};
        return file_->seal_of(school).opened(resume_place, school.bytes(), found[0].bytes(0), year_until(found[0].instant(1)));
    }

    // The keys of accounts that nobody had yet are gone after a week; somebody without an account may need them.
    bool keys_are_missed(SchoolId school, const Known& directory, Instant now) {
        if (end_of(db(), school, retention::Kind::link_key, directory.read_whole) > now) return false;
        constexpr const char* unlinked =
            "SELECT count(*) FROM {} p WHERE p.school=? AND p.expires>? AND NOT EXISTS"
            "(SELECT 1 FROM accounts a WHERE a.school=p.school AND a.lookup=p.account_lookup)";
        return db().number(fmt::format(unlinked, "pupils"), {cell(school), cell(now)}) != 0 ||
               db().number(fmt::format(unlinked, "staff"), {cell(school), cell(now)}) != 0;
    }

    // The round's rows and state; or, where it must wait for a person, nothing.
    RoundApplied taken_in(SchoolId school, const Round& round, const std::optional<Known>& before, Instant now,
                          Touched& touched) {
        const bool guarded = before && round.extent == Extent::everything;
        std::optional<Losses> losses;
        if (guarded) losses.emplace(*file_, school, now);
        Trial trial{db()};
        change_rules(*file_, school, rules_of(*file_, school), round.rules);
        if (before && before->tenant != round.tenant) {
            keep_spent(*file_, school, "true", {}, now);
            db().run("DELETE FROM accounts WHERE school=?", {cell(school)});
        }
        const bool summer = before && school::school_year(before->read_whole) != school::school_year(now);
        auto written = write_accounts(*file_, school, round, summer ? Past::unknown : Past::none, now);
        touched = std::move(written.touched);
        RoundApplied applied{
            .added = written.added, .changed = written.changed, .removed = written.removed, .unchanged = written.unchanged};
        if (guarded) {
            const auto pupils = losses->pupils(), staff = losses->staff();
            applied.pupils_lost = pupils.removed;
            applied.staff_lost = staff.removed;
            if (round.consent == Consent::guard && roster::verdict(pupils, staff) == roster::Verdict::hold) {
                applied.fate = Fate::held_for_consent;
                trial.undo();
                return applied;
            }
        }
        keep(school, round, before, now);
        trial.keep();
        return applied;
    }

    // Changes concern those around them; after everything, everybody.
    LinkCounts linked(SchoolId school, const Round& round, Fate fate, Touched touched, Instant now) {
        if (fate == Fate::held_for_consent) return count_links(*file_, school, now);
        if (round.extent == Extent::everything) return store::link(*file_, school, now);
        return link_near(*file_, school, std::move(touched), now);
    }

    // Changes alone say nothing to somebody who does not know what they change.
    static void refuse(const Round& round, const std::optional<Known>& before) {
        if (round.tenant.empty() || round.tenant.size() > longest_tenant)
            fail(Remedy::correct_input, "tenant: empty, or too long");
        if (round.resume.size() > longest_resume) fail(Remedy::correct_input, "resume: too long");
        if (round.rules.size() > most_rules) fail(Remedy::correct_input, fmt::format("rules: more than {}", most_rules));
        for (const auto& rule : round.rules) {
            const auto same = roster::link_rule(roster::text(rule));
            if (!same || *same != rule || rule.pattern.find('\n') != std::string::npos)
                fail(Remedy::correct_input, "rules: no rule");
        }
        if (round.extent == Extent::everything) return;
        if (!before) fail(Remedy::conflict, "extent: this directory was never read; read everything");
        if (before->goes_on == GoesOn::anew) fail(Remedy::conflict, "extent: where it went on was forgotten; read everything");
        if (before->tenant != round.tenant) fail(Remedy::conflict, "tenant: another than before; read everything");
        if (before->rules != text(round.rules)) fail(Remedy::conflict, "rules: others than before; read everything");
    }

    void keep(SchoolId school, const Round& round, const std::optional<Known>& before, Instant now) {
        const auto year = file_->year_of(school, now);
        const bool whole = round.extent == Extent::everything;
        Value resume, expires;
        if (!round.resume.empty()) {
            resume = file_->seal_of(school).closed(resume_place, school.bytes(), round.resume, year);
            expires = cell(school::ends(year));
        }
        db().run(
            "INSERT INTO directories(school, tenant, rules, read, read_whole, resume, expires) VALUES(?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(school) DO UPDATE SET tenant=excluded.tenant, rules=excluded.rules, read=excluded.read,"
            " read_whole=excluded.read_whole, resume=excluded.resume, expires=excluded.expires",
            {cell(school), round.tenant, text(round.rules), cell(now), cell(whole || !before ? now : before->read_whole), resume,
             expires});
    }

    SharedPeople file_;
};

}  // namespace

void forget_directory(PeopleFile& file, SchoolId school) {
    auto& db = file.database;
    for (const char* table : {"accounts", "spent_accounts", "link_keys", "directories"})
        db.run(fmt::format("DELETE FROM {} WHERE school=?", table), {cell(school)});
    db.run("UPDATE pupils SET account_lookup=NULL WHERE school=?", {cell(school)});
    for (const Row& row : db.rows("UPDATE staff SET account_lookup=account_named WHERE school=?"
                                  " AND account_lookup IS DISTINCT FROM account_named RETURNING id",
                                  {cell(school)})) {
        db.run("DELETE FROM sessions WHERE school=? AND staff=?", {cell(school), row.bytes(0)});
    }
}

std::unique_ptr<Directories> make_directories(SharedPeople file) {
    return std::make_unique<SqliteDirectories>(std::move(file));
}

}  // namespace monitor::store
