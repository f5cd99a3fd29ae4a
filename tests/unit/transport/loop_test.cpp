// Does the loop run what it is given, in order and in time?

#include "monitor/transport/loop.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <thread>
#include <vector>

using namespace monitor;
using namespace monitor::transport;

TEST_CASE("a loop runs tasks in the order they were posted, until it is stopped") {
    const auto loop = make_loop();
    std::vector<int> ran;
    loop->post([&] { ran.push_back(1); });
    loop->post([&] { ran.push_back(2); });
    loop->post([&] { loop->stop(); });
    loop->run();
    CHECK(ran == std::vector{1, 2});
}

TEST_CASE("timers run by their time, not by the order of posting") {
    const SystemClock clock;
    const auto loop = make_loop();
    std::vector<int> ran;
    const auto now = clock.tick();
    loop->post_at(now + std::chrono::milliseconds{30}, [&] { ran.push_back(2), loop->stop(); });
    loop->post_at(now + std::chrono::milliseconds{5}, [&] { ran.push_back(1); });
    loop->run();
    CHECK(ran == std::vector{1, 2});
    CHECK(clock.tick() >= now + std::chrono::milliseconds{30});
}

TEST_CASE("another thread may ask the loop") {
    const auto loop = make_loop();
    std::thread network{[&] { loop->run(); }};
    CHECK(ask(*loop, [] { return 7; }) == 7);
    loop->stop();
    network.join();
}

TEST_CASE("a signal runs its task on the loop, once") {
    const auto loop = make_loop();
    int heard = 0;
    loop->on_signals([&] { ++heard, loop->stop(); });
    loop->post([] { std::raise(SIGTERM); });
    loop->run();
    CHECK(heard == 1);
}

TEST_CASE("a loop may go with work undone") {
    const auto left = std::make_shared<int>(1);
    {
        const auto loop = make_loop();
        loop->post([left] {});
        loop->post_at(SystemClock{}.tick() + std::chrono::hours{1}, [left] {});
    }
    CHECK(left.use_count() == 1);
}
