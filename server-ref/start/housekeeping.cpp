// start: what is past its deadline goes, at the start and every hour after.

#include "start/housekeeping.hpp"

#include <atomic>
#include <mutex>

#include <fmt/format.h>

#include "monitor/base/worker.hpp"
#include "monitor/privacy/turns.hpp"
#include "monitor/retention/timekeeping.hpp"

namespace monitor::start {
namespace {

constexpr std::chrono::hours pause{1};
constexpr std::chrono::seconds between_turns{5};

bool of_record(const Error& error) {
    return error.operation == "open audit.db" || error.place.starts_with("audit.db");
}

class HousekeepingInside final : public Housekeeping {
public:
    HousekeepingInside(store::Stores& stores, const Clock& clock, Log& log, std::function<retention::Trust()> time_sync,
                       std::optional<Instant> high_water)
        : stores_{stores},
          clock_{clock},
          log_{log},
          time_sync_{std::move(time_sync)},
          time_{high_water, clock.now(), clock.tick()},
          sure_{high_water.value_or(clock.now())},
          swept_at_{clock.tick()},
          worker_{make_worker(clock)} {}

    [[nodiscard]] Tidiness tidiness() const override {
        return {std::chrono::duration_cast<std::chrono::seconds>(clock_.tick() - swept_at_.load()), swept_.load(), trust_.load()};
    }

    std::expected<void, Error> sweep() override {
        const std::lock_guard one{sweeping_};
        time_.observe(clock_.now(), clock_.tick());
        if (time_.trust() == retention::Trust::doubtful && time_sync_ && time_sync_() == retention::Trust::sure) {
            time_.confirm();
            log_.write(Level::info, "start", "the clock leapt ahead, and a time server says that it is right");
        }
        trust_ = time_.trust();
        if (time_.trust() == retention::Trust::sure)
            sure_ = time_.effective();
        else
            log_.write(Level::warning, "start", "the clock leapt ahead: only what was due before is deleted now");
        announce();
        write_turns();  // what ended while nobody ran comes into the log before it is swept
        const auto gone = store::sweep(stores_, sure_);
        if (!gone) return std::unexpected{gone.error()};
        for (const auto& due : *gone) {
            if (due.count == 0) continue;
            swept_ += due.count;
            log_.write(Level::info, "start", fmt::format("swept {}: {}", retention::word(due.kind), due.count));
        }
        swept_at_ = clock_.tick();
        return {};
    }

    void again() {
        worker_->post_at(clock_.tick() + pause, [this] {
            if (const auto swept = sweep(); !swept)
                log_.write(Level::error, "start",
                           fmt::format("sweeping failed: {} ({})", swept.error().operation, swept.error().system_code));
            if (tidiness().lag >= late)
                log_.write(Level::error, "start",
                           fmt::format("ALARM: nothing was deleted for {} minutes: look at the disks and run monitor doctor",
                                       tidiness().lag / std::chrono::minutes{1}));
            again();
        });
    }

    /// Remote lessons begin and end within a few seconds of their time.
    void turn_lessons() {
        write_turns();
        worker_->post_at(clock_.tick() + between_turns, [this] { turn_lessons(); });
    }

private:
    /// Said once, not every few seconds, while it fails.
    void write_turns() {
        const auto written = privacy::write_turns(stores_, clock_);
        if (!turns_fail_.exchange(!written) && !written)
            log_.write(Level::error, "start",
                       fmt::format("remote lessons cannot begin or end: {} ({})", written.error().operation, written.error().system_code));
    }

    /// What goes, by rule, in the operator's log before it goes. A log that cannot be written keeps nothing alive.
    void announce() {
        const auto waiting = store::due(stores_, sure_);
        if (!waiting) return;
        for (const auto& due : *waiting) {
            if (due.count == 0) continue;
            const audit::Entry entry{
                .at = sure_, .act = audit::Act::swept, .count = due.count, .detail = std::string{retention::word(due.kind)}};
            const auto kept = ask(*stores_.audit_thread, [&] { return stores_.trail->append(SchoolId{}, entry); });
            if (!kept)
                log_.write(Level::error, "start",
                           fmt::format("what is deleted could not be written down ({})", kept.error().system_code));
        }
    }

    store::Stores& stores_;
    const Clock& clock_;
    Log& log_;
    std::function<retention::Trust()> time_sync_;
    std::mutex sweeping_{};
    retention::Timekeeper time_;
    Instant sure_;
    std::atomic<Tick> swept_at_;
    std::atomic<std::uint64_t> swept_{};
    std::atomic<retention::Trust> trust_{};
    std::atomic<bool> turns_fail_{};
    std::unique_ptr<Executor> worker_;  // last: its thread ends before what it uses
};

}  // namespace

std::expected<std::unique_ptr<Housekeeping>, Error> keep_house(store::Stores& stores, const Clock& clock, Log& log,
                                                               std::function<retention::Trust()> time_sync) {
    const auto kept = store::high_water(stores);
    if (!kept) return std::unexpected{kept.error()};
    auto house = std::make_unique<HousekeepingInside>(stores, clock, log, std::move(time_sync), *kept);
    if (const auto swept = house->sweep(); !swept) {
        // A record whose disk fails stops looking along, not the house; what in it is past its term is not read anyway.
        if (!of_record(swept.error())) return std::unexpected{swept.error()};
        log.write(Level::error, "start",
                  fmt::format("the record cannot be swept ({}): tried again within the hour", swept.error().system_code));
    }
    house->again();
    house->turn_lessons();
    return house;
}

}  // namespace monitor::start
