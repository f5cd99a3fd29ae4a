// The capture thread's mind, without its thread: every call of work() is the test's own, and so is the clock.

#include "agent/studio.hpp"

#include <catch2/catch.hpp>

#include "support/manual_clock.hpp"
#include "unit/agent/doubles.hpp"
#include "unit/agent/fake_screen.hpp"

using namespace monitor;
using namespace monitor::agent;
using namespace std::chrono_literals;
using capture::Fault;
using capture::Standing;
using picture::Part;
using picture::Stream;
using wire::StopReason;

namespace {

constexpr wire::StreamWish grid{Stream::grid, {480, 270}, 5};
constexpr wire::StreamWish live{Stream::live, {960, 540}, 10};

struct Took {
    std::uint32_t lease{};
    Stream stream{};
    Part part{};
    Size size{};
    Tick at{};
};

/// The studio with a day that passes in steps of ten milliseconds.
struct Day final : StudioSide {
    Day() : studio{screen.screen(), Language::nl, log, clock, *this, [this] { woken = true; }} {}

    void indicated(std::uint32_t lease) override { told.push_back("indicated " + std::to_string(lease)); }
    void picture(std::uint32_t lease, Stream stream, Bytes vp8) override {
        const auto header = picture::header(vp8, stream).value();
        pictures.push_back({lease, stream, header.part, header.size, clock.tick()});
        if (pictures.size() == 1) told.push_back("picture");
        if (gives_room) studio.take(wire::LocalRoom{stream});
    }
    void stopped(std::uint32_t lease, StopReason why) override {
        told.push_back("stopped " + std::to_string(lease));
        reasons.push_back(why);
        stopped_at = clock.tick();
        if (hears) studio.take(EndOrder{lease, why});
    }
    void counted(const wire::LocalCounts& counts) override { counted_.push_back(counts); }

    void watch(std::vector<wire::StreamWish> wishes, std::uint32_t id = 1, std::uint16_t seconds = 15,
               std::vector<std::string> who = {"Anouk de Vries"}, std::uint32_t hours_left = 3600) {
        studio.take(
            Lease::granted({id, seconds, hours_left, std::move(who), wire::Occasion::at_school, std::move(wishes)}, clock.tick())
                .value());
    }
    void pass(std::chrono::milliseconds span) {
        for (auto left = span; left.count() > 0; left -= 10ms) {
            next = studio.work();
            clock.advance(10ms);
        }
        next = studio.work();
    }
    [[nodiscard]] std::vector<Tick> keys(Stream stream) const {
        std::vector<Tick> found;
        for (const auto& one : pictures)
            if (one.stream == stream && one.part == Part::key) found.push_back(one.at);
        return found;
    }
    [[nodiscard]] bool at_rest() const { return screen.strips_open == 0 && screen.capturers_open == 0; }

    test::FakeScreen screen;
    test::ManualClock clock{Instant{1'790'000'000'000ms}};
    test::KeptLog log;
    bool woken{}, gives_room{true}, hears{true};
    std::vector<std::string> told;
    std::vector<Took> pictures;
    std::vector<StopReason> reasons;
    Tick stopped_at{};
    std::vector<wire::LocalCounts> counted_;
    std::optional<Tick> next;
    Studio studio;
};

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("nobody looks: nothing is opened, nothing is read, and nobody is woken", "[agent][studio]") {
    Day day;
    for (std::uint32_t i = 0; i < 600; ++i) {
        day.screen.draw(i);
        day.pass(100ms);
        REQUIRE_FALSE(day.next);
    }
    CHECK(day.screen.strips_opened == 0);
    CHECK(day.screen.capturers_opened == 0);
    CHECK(day.screen.reads == 0);
    CHECK(day.studio.counts().captures == 0);
    CHECK(day.studio.counts().bytes == 0);
}

TEST_CASE("the strip stands and says so before the first picture is taken", "[agent][studio]") {
    Day day;
    day.screen.standing = Standing::covered;
    day.watch({grid});
    day.pass(500ms);
    CHECK(day.screen.shown == Told{"Anouk de Vries kijkt mee"});
    CHECK(day.screen.capturers_opened == 0);
    CHECK(day.told.empty());
    day.screen.standing = Standing::up;
    day.pass(10ms);
    CHECK(day.told == Told{"indicated 1", "picture"});
    REQUIRE(day.pictures.size() == 1);
    CHECK(day.pictures[0].part == Part::key);
    CHECK(day.pictures[0].size == Size{480, 270});
}

TEST_CASE("a lease is over at its tick: screen closed, strip gone, and the service told", "[agent][studio]") {
    Day day;
    day.watch({grid, live}, 1, 3);
    const Tick start = day.clock.tick();
    for (std::uint32_t i = 0; i < 29; ++i) {
        day.screen.draw(i);
        day.pass(100ms);
    }
    CHECK(day.screen.capturers_open == 2);
    CHECK(day.reasons.empty());
    day.pass(100ms);
    CHECK(day.reasons == std::vector{StopReason::lease_over});
    CHECK(day.stopped_at == start + 3s);
    CHECK(day.at_rest());
    CHECK_FALSE(day.next);
    const auto reads = day.screen.reads;
    day.screen.draw(99);
    day.pass(1s);
    CHECK(day.screen.reads == reads);
    REQUIRE(day.counted_.size() == 1);
    CHECK(day.counted_[0].captures == static_cast<std::uint64_t>(reads));
    CHECK(day.counted_[0].pictures == day.pictures.size());
    CHECK(day.log.says("captures=" + std::to_string(reads)));
}

TEST_CASE("the hours of the site end a lease with their own reason", "[agent][studio]") {
    Day day;
    day.watch({grid}, 1, 15, {"Anouk de Vries"}, 2);
    day.pass(2s);
    CHECK(day.reasons == std::vector{StopReason::hours_over});
    CHECK(day.at_rest());
}

TEST_CASE("a stop ends it at once, and is not answered", "[agent][studio]") {
    Day day;
    day.watch({grid});
    day.pass(100ms);
    day.studio.take(EndOrder{2, StopReason::nobody_looks});  // of another lease
    day.pass(10ms);
    CHECK(day.screen.strips_open == 1);
    day.woken = false;
    day.studio.take(EndOrder{1, StopReason::nobody_looks});
    CHECK(day.woken);
    day.pass(10ms);
    CHECK(day.at_rest());
    CHECK(day.reasons.empty());
}

TEST_CASE("a still screen costs one picture, however long someone looks", "[agent][studio]") {
    Day day;
    for (int i = 0; i < 20; ++i) {
        day.watch({grid});
        day.pass(5s);
    }
    CHECK(day.screen.reads == 1);
    CHECK(day.pictures.size() == 1);
    CHECK(day.screen.capturers_opened == 1);
    CHECK(day.screen.shown.size() == 1);
    CHECK(day.told == Told{"indicated 1", "picture"});
}

TEST_CASE("a busy screen is read as often as the lease allows, and no more", "[agent][studio]") {
    Day day;
    day.watch({grid, live});
    for (std::uint32_t i = 0; i < 200; ++i) {
        day.screen.draw(i);
        day.pass(10ms);
    }
    const auto of = [&](Stream stream) { return std::ranges::count(day.pictures, stream, &Took::stream); };
    CHECK(of(Stream::grid) >= 10);
    CHECK(of(Stream::grid) <= 11);
    CHECK(of(Stream::live) >= 20);
    CHECK(of(Stream::live) <= 21);
    CHECK(day.screen.extents == std::vector{capture::Extent::desktop, capture::Extent::active_monitor});
}

TEST_CASE("while a picture has not left the device, the screen is not read", "[agent][studio]") {
    Day day;
    day.gives_room = false;
    day.watch({grid});
    for (std::uint32_t i = 0; i < 50; ++i) {
        day.screen.draw(i);
        day.pass(100ms);
    }
    CHECK(day.pictures.size() == 1);
    CHECK(day.screen.reads == 1);
    day.studio.take(wire::LocalRoom{Stream::grid});
    day.pass(10ms);
    CHECK(day.pictures.size() == 2);  // all that changed meanwhile, as one picture
    CHECK(day.screen.reads == 2);
}

TEST_CASE("a key that is asked for comes, at most once a second, also of a still screen", "[agent][studio]") {
    Day day;
    day.watch({grid});
    day.pass(100ms);
    REQUIRE(day.keys(Stream::grid).size() == 1);
    const auto first = day.keys(Stream::grid)[0];
    for (int i = 0; i < 20; ++i) {
        day.studio.take(wire::LocalKey{Stream::grid});
        day.pass(100ms);
    }
    const auto keys = day.keys(Stream::grid);
    REQUIRE(keys.size() == 3);
    CHECK(keys[1] - first >= 1s);
    CHECK(keys[1] - first < 1100ms);
    CHECK(keys[2] - keys[1] >= 1s);
    day.studio.take(wire::LocalKey{Stream::live});  // a stream nobody looks at
    day.pass(2s);
    CHECK(day.keys(Stream::live).empty());
}

TEST_CASE("the grid gives a whole picture every ten seconds while things change, and the last change is in one",
          "[agent][studio]") {
    Day day;
    for (std::uint32_t i = 0; i < 250; ++i) {  // 25 seconds of change
        if (i % 50 == 0) day.watch({grid, live});
        day.screen.draw(i);
        day.pass(100ms);
    }
    CHECK(day.keys(Stream::grid).size() == 3);
    CHECK(day.keys(Stream::live).size() == 1);
    for (int i = 0; i < 8; ++i) {  // and then nothing
        day.watch({grid, live});
        day.pass(5s);
    }
    const auto keys = day.keys(Stream::grid);
    REQUIRE(keys.size() == 4);
    for (std::size_t i = 1; i < keys.size(); ++i) {
        CHECK(keys[i] - keys[i - 1] >= 10s);
        CHECK(keys[i] - keys[i - 1] < 10'300ms);
    }
}

TEST_CASE("a covered strip stops the pictures at once, and after three seconds the lease is given back", "[agent][studio]") {
    Day day;
    day.watch({grid});
    day.pass(100ms);
    const auto reads = day.screen.reads;
    day.screen.standing = Standing::covered;
    const Tick covered = day.clock.tick();
    for (std::uint32_t i = 0; i < 29; ++i) {
        day.screen.draw(i);
        day.pass(100ms);
    }
    CHECK(day.screen.reads == reads);
    CHECK(day.reasons.empty());
    day.pass(200ms);
    CHECK(day.reasons == std::vector{StopReason::indicator_covered});
    CHECK(day.stopped_at - covered <= 3'020ms);
    CHECK(day.at_rest());

    day.screen.standing = Standing::up;
    day.watch({grid});
    day.pass(100ms);
    CHECK(day.told.back() == "indicated 1");
    CHECK(day.screen.reads == reads + 1);
}

TEST_CASE("a renewal that was on its way when the lease was given back revives nothing", "[agent][studio]") {
    Day day;
    day.hears = false;
    day.watch({grid});
    day.pass(100ms);
    day.screen.standing = Standing::covered;
    day.pass(3100ms);
    REQUIRE(day.reasons.size() == 1);
    day.screen.standing = Standing::up;
    day.watch({grid});
    day.pass(1s);
    CHECK(day.at_rest());
    day.studio.take(EndOrder{1, StopReason::indicator_covered});  // heard
    day.watch({grid});
    day.pass(100ms);
    CHECK(day.told.back() == "indicated 1");
}

TEST_CASE("a strip that is covered for a moment only pauses the pictures", "[agent][studio]") {
    Day day;
    day.watch({grid});
    day.pass(100ms);
    day.screen.standing = Standing::covered;
    day.screen.draw(1);
    day.pass(2s);
    CHECK(day.pictures.size() == 1);
    day.screen.standing = Standing::up;
    day.pass(20ms);
    CHECK(day.pictures.size() == 2);
    CHECK(day.reasons.empty());
}

TEST_CASE("the strip changes its words before a second viewer sees anything", "[agent][studio]") {
    Day day;
    day.watch({grid});
    day.pass(500ms);
    day.watch({grid}, 1, 15, {"Anouk de Vries", "Bram Smit"});
    day.screen.draw(1);
    day.pass(10ms);
    CHECK(day.screen.shown == Told{"Anouk de Vries kijkt mee", "Anouk de Vries en Bram Smit kijken mee"});
    CHECK(day.told == Told{"indicated 1", "picture", "indicated 1"});
    CHECK(day.pictures.size() == 2);
    CHECK(day.pictures[1].part == Part::delta);
}

TEST_CASE("a stream that a renewal no longer names is closed, and begins with a key when it comes back", "[agent][studio]") {
    Day day;
    day.watch({grid, live});
    day.pass(100ms);
    CHECK(day.screen.capturers_open == 2);
    day.watch({grid});
    day.pass(10ms);
    CHECK(day.screen.capturers_open == 1);
    day.watch({grid, live});
    day.pass(100ms);
    CHECK(day.keys(Stream::live).size() == 2);
    CHECK(day.keys(Stream::grid).size() == 1);
}

TEST_CASE("another lease begins with its own word and a key", "[agent][studio]") {
    Day day;
    day.watch({grid}, 1);
    day.pass(100ms);
    day.watch({grid}, 2);
    day.pass(100ms);
    CHECK(day.told == Told{"indicated 1", "picture", "indicated 2"});
    CHECK(day.keys(Stream::grid).size() == 2);
    CHECK(day.pictures.back().lease == 2);
}

TEST_CASE("a screen that went away gives the lease back, and comes back after a rest", "[agent][studio]") {
    Day day;
    day.watch({grid});
    day.pass(100ms);
    day.screen.read_fails = capture::CaptureError{Fault::reopen, "xcb_shm_get_image", 0};
    day.screen.strip_refuses = capture::CaptureError{Fault::reopen, "xcb_connect", 1};
    day.pass(2s);
    CHECK(day.reasons == std::vector{StopReason::desktop_gone});
    CHECK(day.at_rest());
    CHECK(day.log.says("xcb_connect"));

    day.screen.read_fails.reset();
    day.screen.strip_refuses.reset();
    day.watch({grid});
    day.pass(2s);
    CHECK(day.told.back() == "indicated 1");
    CHECK(day.pictures.size() == 2);
}

TEST_CASE("a screen that stays away is asked less and less often", "[agent][studio]") {
    Day day;
    day.screen.strip_refuses = capture::CaptureError{Fault::try_another, "xcb_connect", 1};
    std::vector<Tick> given_back;
    for (int i = 0; i < 1'000; ++i) {
        day.watch({grid});
        const auto before = day.reasons.size();
        day.pass(100ms);
        if (day.reasons.size() > before) given_back.push_back(day.stopped_at);
    }
    REQUIRE(given_back.size() >= 4);
    CHECK(given_back.size() <= 8);
    for (std::size_t i = 2; i < given_back.size(); ++i)
        CHECK(given_back[i] - given_back[i - 1] >= given_back[i - 1] - given_back[i - 2]);
}

TEST_CASE("passing trouble does not end a lease, withdrawn permission does", "[agent][studio]") {
    Day day;
    day.watch({grid});
    day.pass(100ms);
    day.screen.read_fails = capture::CaptureError{Fault::try_again, "xcb_shm_get_image", 11};
    day.pass(400ms);
    day.screen.read_fails.reset();
    day.screen.draw(1);
    day.pass(400ms);
    CHECK(day.pictures.size() == 2);
    CHECK(day.reasons.empty());
    day.screen.read_fails = capture::CaptureError{Fault::stop, "portal", 0};
    day.screen.draw(2);
    day.pass(400ms);
    CHECK(day.reasons == std::vector{StopReason::capture_failed});
    CHECK(day.at_rest());
}
