// start: what is past its deadline goes, at the start and every hour after.

#include "start/housekeeping.hpp"

#include <fmt/format.h>

#include "monitor/base/worker.hpp"
#include "monitor/retention/timekeeping.hpp"

namespace monitor::start {
namespace {

constexpr std::chrono::hours pause{1};

class HousekeepingInside final : public Housekeeping {
public:
    HousekeepingInside(store::Stores& stores, const Clock& clock, Log& log, std::optional<Instant> high_water)
        : stores_{stores},
          clock_{clock},
          log_{log},
          time_{high_water, clock.now(), clock.tick()},
          sure_{high_water.value_or(clock.now())},
          worker_{make_worker(clock)} {}

    std::expected<void, Error> sweep() {
        time_.observe(clock_.now(), clock_.tick());
        if (time_.trust() == retention::Trust::sure)
            sure_ = time_.effective();
        else
            log_.write(Level::warning, "start", "the clock leapt ahead: only what was due before is deleted now");
        const auto gone = store::sweep(stores_, sure_);
        if (!gone) return std::unexpected{gone.error()};
        for (const auto& due : *gone)
            if (due.count > 0)
                log_.write(Level::info, "start", fmt::format("swept {}: {}", retention::word(due.kind), due.count));
        return {};
    }

    void again() {
        worker_->post_at(clock_.tick() + pause, [this] {
            if (const auto swept = sweep(); !swept)
                log_.write(Level::error, "start",
                           fmt::format("sweeping failed: {} ({})", swept.error().operation, swept.error().system_code));
            again();
        });
    }

private:
    store::Stores& stores_;
    const Clock& clock_;
    Log& log_;
    retention::Timekeeper time_;
    Instant sure_;
    std::unique_ptr<Executor> worker_;  // last: its thread ends before what it uses
};

}  // namespace

std::expected<std::unique_ptr<Housekeeping>, Error> keep_house(store::Stores& stores, const Clock& clock, Log& log) {
    const auto kept = store::high_water(stores);
    if (!kept) return std::unexpected{kept.error()};
    auto house = std::make_unique<HousekeepingInside>(stores, clock, log, *kept);
    if (const auto swept = house->sweep(); !swept) return std::unexpected{swept.error()};
    house->again();
    return house;
}

}  // namespace monitor::start
