// Does a worker do what it is given, in order, on its own thread, and nothing after it is gone?

#include "monitor/base/worker.hpp"

#include <array>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "support/manual_clock.hpp"

using namespace monitor;
using namespace std::chrono_literals;

namespace {

struct Started {
    test::ManualClock clock{Instant{}};
    std::unique_ptr<Executor> worker{make_worker(clock)};

    /// A timer that has come due stands behind what was posted already: one round for it to be seen, one for it to have run.
    void settle() {
        for (int round = 0; round < 2; ++round) ask(*worker, [] {});
    }
};

}  // namespace

TEST_CASE("tasks run one at a time, in the order they were posted, on a thread of the worker's own", "[base]") {
    Started s;
    std::vector<int> order;
    std::thread::id where;
    for (int number = 0; number < 100; ++number) s.worker->post([&, number] { order.push_back(number); });
    s.worker->post([&] { where = std::this_thread::get_id(); });
    CHECK(ask(*s.worker, [&] { return order.size(); }) == 100);
    for (int number = 0; number < 100; ++number) CHECK(order[static_cast<std::size_t>(number)] == number);
    CHECK(where != std::this_thread::get_id());
}

TEST_CASE("what was posted from several threads all runs, and each thread's in its order", "[base]") {
    Started s;
    std::vector<std::pair<int, int>> seen;
    const auto post = [&](int thread) {
        for (int number = 0; number < 200; ++number) s.worker->post([&, thread, number] { seen.emplace_back(thread, number); });
    };
    auto other = std::async(std::launch::async, post, 1);
    post(0);
    other.get();
    CHECK(ask(*s.worker, [&] { return seen.size(); }) == 400);
    std::array<int, 2> next{};
    for (const auto& [thread, number] : seen) CHECK(number == next[static_cast<std::size_t>(thread)]++);
}

TEST_CASE("everything posted has run when the worker is gone", "[base]") {
    int ran{};
    {
        Started s;
        for (int number = 0; number < 1000; ++number) s.worker->post([&] { ++ran; });
        s.worker->post([&] { s.worker->post([&] { ++ran; }); });
    }
    CHECK(ran == 1001);
}

TEST_CASE("a timer runs when its tick has come, the earliest first", "[base]") {
    Started s;
    const auto start = s.clock.tick();
    std::vector<int> order;
    s.worker->post_at(start + 20ms, [&] { order.push_back(2); });
    s.worker->post_at(start + 10ms, [&] { order.push_back(1); });
    s.worker->post_at(start + 20ms, [&] { order.push_back(3); });
    s.settle();
    CHECK(ask(*s.worker, [&] { return order; }).empty());
    s.clock.advance(10ms);
    s.settle();
    CHECK(ask(*s.worker, [&] { return order; }) == std::vector{1});
    s.clock.advance(10ms);
    s.settle();
    CHECK(ask(*s.worker, [&] { return order; }) == std::vector{1, 2, 3});
}

TEST_CASE("a timer of the past runs at once, after what was posted before it", "[base]") {
    Started s;
    std::vector<int> order;
    std::promise<void> held, all;
    s.worker->post([&] { held.get_future().wait(); });
    s.worker->post([&] { order.push_back(1); });
    s.worker->post_at(s.clock.tick() - 1h, [&] {
        order.push_back(2);
        all.set_value();
    });
    held.set_value();
    all.get_future().wait();
    CHECK(ask(*s.worker, [&] { return order; }) == std::vector{1, 2});
}

TEST_CASE("a timer that is not due when the worker goes is dropped, with all it held", "[base]") {
    const auto held = std::make_shared<int>(7);
    bool ran{};
    {
        Started s;
        s.worker->post_at(s.clock.tick() + 1h, [&ran, held] { ran = true; });
        CHECK(held.use_count() == 2);
    }
    CHECK_FALSE(ran);
    CHECK(held.use_count() == 1);
}

TEST_CASE("a task is let go as soon as it has run", "[base]") {
    Started s;
    auto held = std::make_shared<int>(7);
    s.worker->post([held] {});
    CHECK(ask(*s.worker, [&] { return held.use_count(); }) == 1);
}

TEST_CASE("what is asked gives back what it gave, also what can only be moved", "[base]") {
    Started s;
    const auto answer = ask(*s.worker, [] { return std::make_unique<int>(7); });
    CHECK(*answer == 7);
}

TEST_CASE("what is thrown there is thrown to who asked", "[base]") {
    Started s;
    CHECK_THROWS_WITH(ask(*s.worker, []() -> int { throw std::runtime_error{"there"}; }), "there");
    CHECK(ask(*s.worker, [] { return 1; }) == 1);
}

TEST_CASE("who asks an executor that drops the task hears so, and does not wait for ever", "[base]") {
    class Dropping final : public Executor {
    public:
        void post(Task) override {}
        void post_at(Tick, Task) override {}
    } nowhere;
    CHECK_THROWS_AS(ask(nowhere, [] { return 1; }), std::future_error);
    CHECK_THROWS_AS(finish(nowhere, [] {}), std::future_error);
}
