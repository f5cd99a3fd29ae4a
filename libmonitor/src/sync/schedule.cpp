// sync: when is each school's administration and directory read, by itself, day after day?

#include "monitor/sync/schedule.hpp"

#include <map>
#include <mutex>

#include <fmt/format.h>

#include "monitor/base/worker.hpp"
#include "sync/lane.hpp"

namespace monitor::sync {
namespace {

class Lanes final : public Schedule {
public:
    Lanes(const Parts& parts, std::vector<settings::Connection> connections, ScheduleOptions options) : parts_{parts} {
        for (auto& connection : connections) {
            auto& alone = one_a_school_[connection.school];
            lanes_.push_back({std::make_unique<Lane>(parts, std::move(connection),
                                                     options.public_url + "/directory/notifications", stopping_, alone),
                              options.thread ? options.thread() : make_worker(parts.clock)});
        }
        for (auto& road : lanes_) road.thread->post([this, &road] { go(road); });
    }
    ~Lanes() override {
        stopping_.stop();
        for (auto& road : lanes_) road.thread.reset();  // each waits for what runs on it
    }

    std::vector<Planned> planned() const override {
        std::vector<Planned> all;
        all.reserve(lanes_.size());
        for (const auto& road : lanes_) all.push_back(road.lane->planned());
        return all;
    }

    void wake(std::string_view brin, store::Connected kind) override {
        for (auto& road : lanes_) {
            if (road.lane->settings().school == brin && connected(road.lane->settings().kind) == kind) wake(road);
        }
    }

    void accept(std::string_view brin) override {
        for (auto& road : lanes_) {
            if (road.lane->settings().school != brin || connected(road.lane->settings().kind) != store::Connected::directory) continue;
            road.lane->accept();
            wake(road);
        }
    }

    Reply notified(std::string_view query, std::string_view body) override {
        if (auto token = validation_token(query)) return {200, std::move(*token)};
        std::vector<Subscription> known;
        std::vector<Road*> whose;
        for (auto& road : lanes_) {
            auto one = road.lane->subscriber().current();
            if (!one) continue;
            known.push_back(std::move(*one));
            whose.push_back(&road);
        }
        const auto notices = read_notices(body, known);
        if (!notices) return {400, {}};
        for (const auto place : notices->lost) whose[place]->lane->subscriber().lose();
        for (const auto place : notices->changed) wake(*whose[place]);
        if (notices->refused > 0)
            parts_.log.write(Level::warning, "sync",
                             fmt::format("{} notices that are not of a subscription of ours", notices->refused));
        return {202, {}};
    }

    void stop() override { stopping_.stop(); }

private:
    struct Road {
        std::unique_ptr<Lane> lane;
        std::unique_ptr<Executor> thread;
    };

    static void wake(Road& road) {
        road.lane->ask();
        road.thread->post([&road] {
            while (road.lane->step() == std::chrono::milliseconds{0}) {
            }
        });
    }
    void go(Road& road) {
        if (stopping_.stopped()) return;
        const auto sleep = road.lane->step();
        road.thread->post_at(parts_.clock.tick() + sleep, [this, &road] { go(road); });
    }

    Parts parts_;
    Stopping stopping_;
    std::map<std::string, std::mutex> one_a_school_;
    std::vector<Road> lanes_;
};

}  // namespace

std::unique_ptr<Schedule> make_schedule(const Parts& parts, std::vector<settings::Connection> connections,
                                        ScheduleOptions options) {
    return std::make_unique<Lanes>(parts, std::move(connections), std::move(options));
}

}  // namespace monitor::sync
