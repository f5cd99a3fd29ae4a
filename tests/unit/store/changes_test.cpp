// store: who hears of a change, and which changes are heard?

#include <array>
#include <future>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

TEST_CASE("every change of people, devices or sessions raises the school's revision once", "[store]") {
    StoreOfTest test;
    auto& stores = test.stores;
    int told{};
    stores.changes->tell([&] { ++told; });
    std::uint64_t revision{};
    const auto raised = [&](auto change) {
        const auto before = told;
        change();
        CHECK(test.revision() == ++revision);
        CHECK(told == before + 1);
    };
    const auto still = [&](auto no_change) {
        const auto before = told;
        no_change();
        CHECK(test.revision() == revision);
        CHECK(told == before);
    };
    raised([&] { test.apply(regenboog()); });
    raised([&] { test.apply(regenboog()); });
    const auto staff = test.staff("anouk.devries");
    const auto site = test.site("Hoofdgebouw");
    Personal<std::string> secret, token;
    identity::Device device;
    still([&] { secret = must(stores.enrolments->offer({test.school, site, 1, 1h})); });
    raised([&] {
        device = must(stores.enrolments->redeem(secret, seal::SigningKey::make().public_key(), "kar", Personal<std::string>{}));
    });
    still([&] { CHECK_FALSE(stores.enrolments->redeem(secret, device.public_key, "kar", Personal<std::string>{})); });
    still([&] { must(stores.devices->proved(device.id, 3)); });
    still([&] { CHECK_FALSE(stores.devices->proved(device.id, 3)); });
    raised([&] { must(stores.devices->revoke(test.school, device.id)); });
    raised([&] { token = must(stores.sessions->begin({.school = test.school, .staff = staff}, 2h)); });
    test.clock.advance(10min);
    still([&] { CHECK(must(stores.sessions->find(token, 60min))); });
    test.clock.advance(60min);
    raised([&] { CHECK_FALSE(must(stores.sessions->find(token, 60min))); });
    raised([&] { token = must(stores.sessions->begin({.school = test.school, .staff = staff}, 2h)); });
    raised([&] { must(stores.sessions->end(test.school, must(stores.sessions->of(test.school, staff)).front().id)); });
    raised([&] { token = must(stores.sessions->begin({.school = test.school, .staff = staff}, 2h)); });
    still([&] { CHECK(must(store::sweep(stores, test.clock.now())).empty()); });
    raised([&] { CHECK(must(store::sweep(stores, test.clock.now() + 2h)).size() == 1); });
    auto wrong = regenboog();
    wrong.brin.clear();
    still([&] { CHECK_FALSE(stores.rosters->apply(wrong)); });
    stores.changes->tell({});
    test.apply(regenboog());
    CHECK(test.revision() == ++revision);
}

TEST_CASE("the listener may ask what changed while it is told", "[store]") {
    StoreOfTest test;
    std::uint64_t seen{};
    test.stores.changes->tell([&] { seen = must(test.stores.changes->now()).front().revision; });
    test.apply(regenboog());
    CHECK(seen == 1);
    test.apply(regenboog());
    CHECK(seen == 2);
    test.stores.changes->tell({});
}

TEST_CASE("what another process changes is heard without asking", "[store]") {
    Temporary directory;
    SystemClock clock;
    NoLog log;
    const store::Options options{.directory = directory.path() / "store", .keys = directory.path() / "keys"};
    const auto snapshot = regenboog(school::school_year(clock.now()));
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        // Another process: it waits for the word, then opens the same files and changes them.
        char word{};
        SeededRandom other_lots{2};
        bool done{};
        if (::read(pipe[0], &word, 1) == 1) {
            if (auto stores = store::open(options, clock, other_lots, log)) done = stores->rosters->apply(snapshot).has_value();
        }
        ::_exit(done ? 0 : 1);
    }
    SeededRandom random;
    auto stores = must(store::open(options, clock, random, log));
    std::promise<std::thread::id> heard;
    auto hears = heard.get_future();
    bool once{};
    stores.changes->tell([&] {
        if (!std::exchange(once, true)) heard.set_value(std::this_thread::get_id());
    });
    const auto people_thread = ask(*stores.people_thread, [] { return std::this_thread::get_id(); });
    REQUIRE(::write(pipe[1], "!", 1) == 1);
    // 250 ms are promised; a machine that builds meanwhile is given more before the test calls it silence.
    REQUIRE(hears.wait_for(std::chrono::seconds{60}) == std::future_status::ready);
    const bool on_people_thread = hears.get() == people_thread;
    CHECK(on_people_thread);
    int status{};
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    const auto schools = must(ask(*stores.people_thread, [&] { return stores.people->schools(); }));
    REQUIRE(schools.size() == 1);
    CHECK(must(ask(*stores.people_thread, [&] { return stores.people->roll(schools[0].id); }))->pupils.size() == 3);
    stores.changes->tell({});
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST_CASE("what changed before anybody listened is heard when somebody does", "[store]") {
    Temporary directory;
    SystemClock clock;
    SeededRandom random;
    NoLog log;
    const store::Options options{.directory = directory.path() / "store", .keys = directory.path() / "keys"};
    auto one = must(store::open(options, clock, random, log));
    auto other = must(store::open(options, clock, random, log));
    must(ask(*one.people_thread, [&] { return one.rosters->apply(regenboog(school::school_year(clock.now()))); }));
    std::promise<void> heard;
    bool once{};
    other.changes->tell([&] {
        if (!std::exchange(once, true)) heard.set_value();
    });
    CHECK(heard.get_future().wait_for(std::chrono::seconds{60}) == std::future_status::ready);
    other.changes->tell({});
}
