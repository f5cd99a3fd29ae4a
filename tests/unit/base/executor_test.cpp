// Does asking another executor give what it gives, and fail as it fails?

#include <memory>
#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

#include "monitor/base/worker.hpp"
#include "support/manual_clock.hpp"
#include "support/manual_executor.hpp"

using namespace monitor;
using namespace std::chrono_literals;

TEST_CASE("asking gives back what the work gives, also what cannot be copied", "[base]") {
    const test::ManualClock clock{Instant{}};
    const auto worker = make_worker(clock);
    CHECK(ask(*worker, [] { return 42; }) == 42);
    CHECK(*ask(*worker, [] { return std::make_unique<int>(7); }) == 7);
    bool done{};
    ask(*worker, [&] { done = true; });
    CHECK(done);
}

TEST_CASE("asking fails as the work fails, and the worker goes on", "[base]") {
    const test::ManualClock clock{Instant{}};
    const auto worker = make_worker(clock);
    CHECK_THROWS_AS(ask(*worker, []() -> int { throw std::out_of_range{"no such thing"}; }), std::out_of_range);
    CHECK(ask(*worker, [] { return 1; }) == 1);
}

TEST_CASE("a manual executor runs when told, timers at their own tick", "[base]") {
    test::ManualClock clock{Instant{}};
    test::ManualExecutor executor{clock};
    const auto start = clock.tick();
    std::vector<std::chrono::milliseconds::rep> seen;
    const auto note = [&] { seen.push_back((clock.tick() - start).count()); };
    executor.post(note);
    executor.post_at(start + 30ms, note);
    executor.post_at(start + 10ms, [&] {
        note();
        executor.post_at(clock.tick() + 5ms, note);
    });
    CHECK(seen.empty());
    executor.run();
    CHECK(seen == std::vector<std::chrono::milliseconds::rep>{0});
    executor.run_for(20ms);
    CHECK(seen == std::vector<std::chrono::milliseconds::rep>{0, 10, 15});
    executor.run_for(20ms);
    CHECK(seen == std::vector<std::chrono::milliseconds::rep>{0, 10, 15, 30});
    CHECK(clock.tick() == start + 40ms);
}
