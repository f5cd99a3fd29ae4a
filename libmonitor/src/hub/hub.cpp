#include "monitor/hub/hub.hpp"

#include <algorithm>

#include "hub/device_line.hpp"
#include "hub/viewer_line.hpp"

namespace monitor::hub {
namespace {

constexpr std::chrono::seconds beat{1};
constexpr std::chrono::minutes high_water_pause{1};
constexpr double changes_a_second = 0.5;
constexpr double changes_at_once = 30;

class HubImpl final : public Hub {
public:
    HubImpl(Parts parts, Options options) : floor_{parts, std::move(options)} {
        parts.stores.changes->tell([strand = &parts.strand, self = std::weak_ptr{self_}] {
            strand->post([self] {
                if (const auto here = self.lock()) (*here)->changed();
            });
        });
        parts.strand.post([self = std::weak_ptr{self_}] {
            if (const auto here = self.lock()) (*here)->tick();
        });
        // What cannot be recorded must not go on.
        floor_.record.when_it_fails([self = std::weak_ptr{self_}] {
            const auto here = self.lock();
            if (!here) return;
            auto& viewers = (*here)->floor_.viewers;
            for (auto* viewer : std::vector(viewers.begin(), viewers.end())) viewer->end(wire::EndReason::audit_down);
        });
    }

    transport::Welcome agent_line(std::string address) override {
        return [this, address = std::move(address)](transport::Socket& socket) -> std::unique_ptr<transport::Events> {
            return std::make_unique<DeviceLine>(floor_, socket, address);
        };
    }

    transport::Welcome viewer_line(std::string address, identity::SessionToken token) override {
        return [this, address = std::move(address),
                token = std::move(token)](transport::Socket& socket) -> std::unique_ptr<transport::Events> {
            return std::make_unique<ViewerLine>(floor_, socket, address, token);
        };
    }

    std::string ticket(const identity::Session& session) override {
        return floor_.tickets.make(session.id, floor_.parts.clock.tick(), floor_.parts.random);
    }

    void counts(std::move_only_function<void(Counts)> told) override {
        floor_.parts.strand.post([self = std::weak_ptr{self_}, told = std::move(told)]() mutable {
            const auto here = self.lock();
            if (!here) return;
            auto counts = (*here)->floor_.counts;
            counts.pictures_kept = (*here)->floor_.parts.stores.pictures->count();
            told(counts);
        });
    }

    void close(Task done) override {
        floor_.parts.strand.post([self = std::weak_ptr{self_}, done = std::move(done)]() mutable {
            const auto here = self.lock();
            if (!here) return;
            auto& floor = (*here)->floor_;
            for (auto* viewer : std::vector(floor.viewers.begin(), floor.viewers.end())) viewer->end(wire::EndReason::server_stops);
            floor.record.flush(std::move(done));
        });
    }

private:
    void tick() {
        const auto now = floor_.parts.clock.tick();
        floor_.time.observe(floor_.parts.clock.now(), now);
        if (floor_.time.trust() == retention::Trust::doubtful && floor_.options.time_sync &&
            floor_.options.time_sync() == retention::Trust::sure)
            floor_.time.confirm();
        for (auto* device : std::vector(floor_.devices.begin(), floor_.devices.end())) device->tick(now);
        for (auto* viewer : std::vector(floor_.viewers.begin(), floor_.viewers.end())) viewer->tick(now);
        floor_.parts.stores.pictures->sweep(floor_.now());
        if (now >= high_water_at_) {
            high_water_at_ = now + high_water_pause;
            std::erase_if(floor_.doings, [now](const auto& one) { return one.second.full(now); });
            floor_.parts.stores.people_thread->post([&stores = floor_.parts.stores, seen = floor_.time.high_water()] {
                (void)store::raise_high_water(stores, seen);
            });
        }
        floor_.parts.strand.post_at(now + beat, [self = std::weak_ptr{self_}] {
            if (const auto here = self.lock()) (*here)->tick();
        });
    }

    void changed() {
        floor_.rolls.refresh([self = std::weak_ptr{self_}](const std::vector<SchoolId>& moved) {
            const auto here = self.lock();
            if (!here) return;
            auto& floor = (*here)->floor_;
            for (const auto school : moved) {
                for (auto* device : std::vector(floor.devices.begin(), floor.devices.end())) {
                    if (!device->device() || device->device()->school != school) continue;
                    device->recheck();
                    device->reconsider();
                }
                for (auto* viewer : std::vector(floor.viewers.begin(), floor.viewers.end())) viewer->reconsider(school);
            }
        });
    }

    Floor floor_;
    Tick high_water_at_{};
    std::shared_ptr<HubImpl*> self_{std::make_shared<HubImpl*>(this)};
};

std::optional<Instant> remembered(store::Stores& stores) {
    const auto kept = store::high_water(stores);
    return kept ? *kept : std::nullopt;
}

}  // namespace

Floor::Floor(Parts given, Options wanted)
    : parts{given}, options{std::move(wanted)}, rolls{given}, record{given},
      time{remembered(given.stores), given.clock.now(), given.clock.tick()} {}

Instant Floor::now() {
    time.observe(parts.clock.now(), parts.clock.tick());
    return time.effective();
}

bool Floor::may_change(DeviceId device) {
    return doings.try_emplace(device, changes_a_second, changes_at_once).first->second.take(1, parts.clock.tick());
}

void Floor::look_again(PupilId pupil) {
    for (auto* viewer : std::vector(viewers.begin(), viewers.end())) viewer->look_again(pupil);
}

void Floor::settle_lease(PupilId pupil) {
    const auto at = at_work.find(pupil);
    if (at == at_work.end()) return;
    Demand demand;
    for (const auto* viewer : viewers) viewer->add_demand(pupil, demand);
    std::ranges::sort(demand.who);
    const auto doubles = std::ranges::unique(demand.who);
    demand.who.erase(doubles.begin(), doubles.end());
    if (demand.who.size() > wire::most_viewers) demand = {};  // nobody looks who cannot be named
    at->second->settle(demand);
}

std::unique_ptr<Hub> make_hub(Parts parts, Options options) { return std::make_unique<HubImpl>(parts, std::move(options)); }

}  // namespace monitor::hub
