// store: does what the administration said take effect now, wait, or not at all?

#include "monitor/store/rosters.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "connected.hpp"
#include "held.hpp"
#include "kept_out.hpp"
#include "links.hpp"
#include "parts.hpp"
#include "told_duties.hpp"
#include "trial.hpp"

namespace monitor::store {
namespace {

// A snapshot for a year that is over, or that is far ahead, would be gone at once, or far too late.
void refuse(const roster::Snapshot& snapshot, Instant now) {
    for (const auto& finding : roster::check(snapshot)) {
        if (finding.severity == roster::Severity::fatal) fail(Remedy::correct_input, finding.place + ": " + finding.message);
    }
    const auto running = school::school_year(now);
    const school::SchoolYear next{running.begins + std::chrono::years{1}};
    if (snapshot.year != running && snapshot.year != next) {
        fail(Remedy::correct_input, fmt::format("year: {} is neither this school year nor the next", snapshot.year.text()));
    }
}

class SqliteRosters final : public Rosters {
public:
    explicit SqliteRosters(SharedPeople file) : file_{std::move(file)} {}

    std::expected<Applied, Error> preview(const roster::Snapshot& snapshot) override {
        return answer(*file_, Reach::across(), "preview a roster", [&] {
            const Instant now = file_->now();
            refuse(snapshot, now);
            const auto school = id_of(snapshot);
            const Reaching own{db(), school};
            const Transaction never_kept{db(), Access::write};
            begin_year(*file_, school, now);
            return settled(school, minimal(snapshot, school, now), Consent::guard, now);
        });
    }

    std::expected<Applied, Error> apply(const roster::Snapshot& snapshot, Consent consent) override {
        return answer(*file_, Reach::across(), "apply a roster", [&] {
            const Instant now = file_->now();
            refuse(snapshot, now);
            const auto school = id_of(snapshot);
            const Reaching own{db(), school};
            Change change{*file_};
            hold_to_switch(*file_, school, Connected::roster);
            ToldDuties duties{*file_, school};
            begin_year(*file_, school, now);
            const auto wanted = minimal(snapshot, school, now);
            const auto applied = settled(school, wanted, consent, now);
            if (applied.fate == Fate::applied) drop_held(*file_, school, Fate::held_for_consent);
            if (applied.fate != Fate::applied) hold(*file_, applied, wanted, now);
            duties.write_down();
            change.raise(school);
            change.commit();
            return applied;
        });
    }

    std::expected<std::vector<Held>, Error> held(SchoolId school) override {
        return answer(*file_, school, "list imports that wait", [&] {
            const Instant now = file_->now();
            auto all = store::held(*file_, school, now);
            for (auto& one : all) one.movers = movers(*file_, school, held_content(*file_, one), now);
            return all;
        });
    }

    std::expected<Applied, Error> confirm(SchoolId school, HeldId id) override {
        return answer(*file_, school, "confirm an import", [&] {
            const Instant now = file_->now();
            Change change{*file_};
            const auto one = waiting(school, id, now);
            hold_to_switch(*file_, school, Connected::roster);
            if (one.fate != Fate::held_for_consent)
                fail(Remedy::conflict, "import: takes effect by itself when its school year begins");
            ToldDuties duties{*file_, school};
            const auto applied = take_in(*file_, school, without_kept_out(*file_, school, held_content(*file_, one), now),
                                         {.now = now, .read = one.since, .alive = now});
            drop_held(*file_, school, Fate::held_for_consent);
            duties.write_down();
            change.raise(school);
            change.commit();
            return applied;
        });
    }

    std::expected<void, Error> discard(SchoolId school, HeldId id) override {
        return answer(*file_, school, "discard an import", [&] {
            Change change{*file_};
            drop_held(*file_, school, waiting(school, id, file_->now()).fate);
            change.raise(school);
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }
    SchoolId id_of(const roster::Snapshot& snapshot) {
        return id_for<SchoolId>(file_->instance("school"), "school", snapshot.brin);
    }
    Minimal minimal(const roster::Snapshot& snapshot, SchoolId school, Instant now) {
        return without_kept_out(*file_, school,
                                minimised(snapshot, school_keys(file_->keys, school), rules_of(*file_, school),
                                          linked_persons(*file_, school, now)),
                                now);
    }
    Held waiting(SchoolId school, HeldId id, Instant now) {
        const auto all = store::held(*file_, school, now);
        const auto one = std::ranges::find(all, id, &Held::id);
        if (one == all.end()) fail(Remedy::not_found, "import");
        return *one;
    }

    // What the import does, done; or, where it must wait, what it would have done, undone.
    Applied settled(SchoolId school, const Minimal& wanted, Consent consent, Instant now) {
        Trial trial{db()};
        auto applied = take_in(*file_, school, wanted, {.now = now, .read = now, .alive = now});
        if (wanted.year != school::school_year(now)) {
            applied.fate = Fate::waits_for_year;
        } else if (consent == Consent::guard && roster::verdict(applied.pupils, applied.staff) == roster::Verdict::hold) {
            applied.fate = Fate::held_for_consent;
        }
        if (applied.fate == Fate::applied) {
            trial.keep();
            return applied;
        }
        trial.undo();
        const auto links = count_links(*file_, school, now);
        applied.linked = links.linked;
        applied.doubtful = links.doubtful;
        return applied;
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<Rosters> make_rosters(SharedPeople file) {
    return std::make_unique<SqliteRosters>(std::move(file));
}

}  // namespace monitor::store
