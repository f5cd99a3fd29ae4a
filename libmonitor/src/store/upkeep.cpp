// store: what is due, swept and remembered, over both files at once?

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "ended.hpp"
#include "parts.hpp"
#include "put_back.hpp"

namespace monitor::store {
namespace {

class SqliteUpkeep final : public Upkeep {
public:
    SqliteUpkeep(SharedPeople people, SharedAudit audit) : people_{std::move(people)}, audit_{std::move(audit)} {}

    std::expected<std::vector<Due>, Error> due(Instant now) override {
        auto people = answer(people_->database, Reach::across(), "look what is due", [&] {
            auto found = store::due(*people_, now);
            std::ranges::copy(due_of_ledger(*people_, now), std::back_inserter(found));
            return found;
        });
        return both(std::move(people),
                    answer(*audit_, Reach::across(), "look what is due", [&](AuditFile& file) { return store::due(file, now); }));
    }

    // One file that fails does not keep the other from being swept.
    std::expected<std::vector<Due>, Error> sweep(Instant now) override {
        finish_endings(people_, audit_);
        // Nor does a ledger whose disk fails.
        const auto ledger = answer(*people_, Reach::across(), "sweep the ledger", [&] {
            raise_tide(*people_, *audit_);
            return sweep_ledger(*people_, now);
        });
        if (!ledger) people_->log.write(Level::error, "store", fmt::format("{} ({})", ledger.error().place, ledger.error().system_code));
        auto people = answer(*people_, Reach::across(), "sweep", [&] {
            auto gone = store::sweep(*people_, now);
            if (ledger) std::ranges::copy(*ledger, std::back_inserter(gone));
            return gone;
        });
        return both(std::move(people),
                    answer(*audit_, Reach::across(), "sweep", [&](AuditFile& file) { return store::sweep(file, now); }));
    }

    std::expected<std::optional<Instant>, Error> high_water() override {
        return answer(people_->database, Reach::across(), "read the high-water mark", [&] { return people_->high_water(); });
    }

    std::expected<void, Error> raise_high_water(Instant seen) override {
        return answer(*people_, Reach::across(), "raise the high-water mark", [&] {
            {
                Transaction change{people_->database, Access::write};
                people_->keep_high_water(seen);
                change.commit();
            }
            raise_tide(*people_, *audit_);
        });
    }

private:
    using Found = std::expected<std::vector<Due>, Error>;

    static Found both(Found people, Found other) {
        if (!people) return people;
        if (!other) return other;
        people->insert(people->end(), other->begin(), other->end());
        return people;
    }

    SharedPeople people_;
    SharedAudit audit_;
};

Error none() {
    return {Remedy::give_up, "keep up the store", 0, "these stores were not opened"};
}

}  // namespace

std::unique_ptr<Upkeep> make_upkeep(SharedPeople people, SharedAudit audit) {
    return std::make_unique<SqliteUpkeep>(std::move(people), std::move(audit));
}

std::expected<std::vector<Due>, Error> due(Stores& stores, Instant now) {
    return stores.upkeep ? stores.upkeep->due(now) : std::unexpected{none()};
}
std::expected<std::vector<Due>, Error> sweep(Stores& stores, Instant now) {
    return stores.upkeep ? stores.upkeep->sweep(now) : std::unexpected{none()};
}
std::expected<std::optional<Instant>, Error> high_water(Stores& stores) {
    return stores.upkeep ? stores.upkeep->high_water() : std::unexpected{none()};
}
std::expected<void, Error> raise_high_water(Stores& stores, Instant seen) {
    return stores.upkeep ? stores.upkeep->raise_high_water(seen) : std::unexpected{none()};
}

retention::Trust trust(Stores& stores, const Clock& clock) {
    const auto mark = high_water(stores);
    if (!mark) return retention::Trust::doubtful;
    return retention::Timekeeper{*mark, clock.now(), Tick{}}.trust();
}

policy::Timekeeping timekeeping(retention::Trust trust) noexcept {
    return trust == retention::Trust::sure ? policy::Timekeeping::sure : policy::Timekeeping::doubtful;
}

}  // namespace monitor::store
