// The desktop process against a service that is this test: orders in, pictures out, on one clock.

#include "agent/desk.hpp"

#include <catch2/catch.hpp>

#include "monitor/transport/loopback.hpp"
#include "support/manual_executor.hpp"
#include "unit/agent/doubles.hpp"
#include "unit/agent/fake_screen.hpp"

using namespace monitor;
using namespace monitor::agent;
using namespace std::chrono_literals;
using picture::Stream;
using wire::StopReason;

namespace {

struct Tabs final : TabSource {
    explicit Tabs(std::vector<wire::Tab>& open) : open_{open} {}
    std::optional<std::vector<wire::Tab>> changed() override {
        if (open_.empty()) return std::nullopt;
        return std::exchange(open_, {});
    }
    std::vector<wire::Tab>& open_;
};

struct GotLocal {
    std::uint32_t lease{};
    Stream stream{};
    std::size_t size{};
};

/// The service's end of the line.
struct ServiceEnd {
    std::vector<wire::FromDesktop> got;  // pictures apart: they view the message
    std::vector<GotLocal> pictures;
    std::vector<std::string> order;
    transport::Socket* socket{};

    struct Line final : transport::Events {
        explicit Line(ServiceEnd& end) : end_{end} {}
        void message(BytesView bytes) override {
            Bytes unpacked;
            const auto said = wire::from_desktop(wire::open(bytes, unpacked).value()).value();
            if (const auto* one = std::get_if<wire::LocalPicture>(&said)) {
                end_.pictures.push_back({one->lease, one->stream, one->vp8.size()});
                end_.order.emplace_back("picture");
            } else {
                if (std::holds_alternative<wire::LocalHello>(said)) end_.order.emplace_back("hello");
                if (std::holds_alternative<wire::LocalIndicated>(said)) end_.order.emplace_back("indicated");
                if (std::holds_alternative<wire::LocalStopped>(said)) end_.order.emplace_back("stopped");
                end_.got.push_back(said);
            }
        }
        void drained() override {}
        void closed(transport::CloseReason) override { end_.socket = nullptr; }
        ServiceEnd& end_;
    };
    template <class Message>
    [[nodiscard]] std::vector<Message> all() const {
        std::vector<Message> found;
        for (const auto& message : got)
            if (const auto* one = std::get_if<Message>(&message)) found.push_back(*one);
        return found;
    }
};

struct Session {
    Session()
        : desk{executor, clock, log, std::make_unique<Tabs>(open_tabs)}, studio{screen.screen(), Language::nl, log,
                                                                                clock,           desk,         [] {}} {
        desk.with(studio);
        connect();
    }
    void connect() {
        line = transport::loopback(
            executor, [this](transport::Socket& socket) { return desk.line(socket); },
            [this](transport::Socket& socket) {
                service.socket = &socket;
                return std::make_unique<ServiceEnd::Line>(service);
            });
        executor.run();
    }
    void says(const wire::ToDesktop& message) {
        service.socket->send(wire::encode(message));
        pass(20ms);
    }
    void pass(std::chrono::milliseconds span) {
        for (auto left = span; left.count() > 0; left -= 10ms) {
            executor.run_for(10ms);
            (void)studio.work();
        }
        executor.run();
    }

    test::FakeScreen screen;
    test::ManualClock clock{Instant{1'790'000'000'000ms}};
    test::ManualExecutor executor{clock};
    test::KeptLog log;
    std::vector<wire::Tab> open_tabs;
    Desk desk;
    Studio studio;
    ServiceEnd service;
    std::unique_ptr<transport::Loopback> line;
};

}  // namespace

TEST_CASE("the desktop process says hello, and nothing more until someone looks", "[agent][desk]") {
    Session session;
    session.open_tabs = {{"Rekenen", "https://rekenen.example/"}};
    session.screen.draw(1);
    session.pass(60s);
    CHECK(session.service.order == std::vector<std::string>{"hello"});
    CHECK(session.service.got.size() == 1);
    CHECK(session.screen.strips_opened == 0);
}

TEST_CASE("the word that the strip is up leaves before the first picture", "[agent][desk]") {
    Session session;
    session.says(wire::LocalWatch{test::watch(1)});
    session.pass(100ms);
    CHECK(session.service.order == std::vector<std::string>{"hello", "indicated", "picture"});
    CHECK(session.service.pictures[0].lease == 1);
}

TEST_CASE("a service that is gone stops everything at once, and looking does not begin again by itself", "[agent][desk]") {
    Session session;
    session.says(wire::LocalWatch{test::watch(1)});
    session.pass(100ms);
    REQUIRE(session.screen.strips_open == 1);
    session.line.reset();
    (void)session.studio.work();
    CHECK(session.screen.strips_open == 0);
    CHECK(session.screen.capturers_open == 0);

    session.connect();
    session.pass(1s);
    CHECK(session.service.order.back() == "hello");
    CHECK(session.screen.strips_opened == 1);
}

TEST_CASE("a Watch that grants nothing is given back with its reason and ends what ran", "[agent][desk]") {
    Session session;
    session.says(wire::LocalWatch{test::watch(1)});
    session.pass(100ms);
    auto closed = test::watch(2);
    closed.hours_left = 0;
    session.says(wire::LocalWatch{closed});
    REQUIRE(session.service.all<wire::LocalStopped>().size() == 1);
    CHECK(session.service.all<wire::LocalStopped>()[0].lease == 2);
    CHECK(session.service.all<wire::LocalStopped>()[0].why == static_cast<std::uint8_t>(StopReason::hours_over));
    CHECK(session.screen.strips_open == 0);
}

TEST_CASE("a lease that ends says so once, after its counts", "[agent][desk]") {
    Session session;
    session.says(wire::LocalWatch{test::watch(1, 2)});
    session.pass(5s);
    REQUIRE(session.service.all<wire::LocalStopped>().size() == 1);
    CHECK(session.service.all<wire::LocalStopped>()[0].why == static_cast<std::uint8_t>(StopReason::lease_over));
    REQUIRE(session.service.all<wire::LocalCounts>().size() == 1);
    CHECK(session.service.all<wire::LocalCounts>()[0].pictures == session.service.pictures.size());
    CHECK(session.service.all<wire::LocalCounts>()[0].bytes == session.service.pictures[0].size);
}

TEST_CASE("tabs are looked at once a second, while someone looks, and cut to what may be sent", "[agent][desk]") {
    Session session;
    session.open_tabs = {{"Rekenen", "https://rekenen.example/"}};
    session.says(wire::LocalWatch{test::watch(1)});
    session.pass(100ms);
    REQUIRE(session.service.all<wire::LocalTabs>().size() == 1);

    session.open_tabs.assign(150, {std::string(255, 'a') + "é", "https://taal.example/"});
    session.pass(500ms);
    CHECK(session.service.all<wire::LocalTabs>().size() == 1);
    session.pass(600ms);
    REQUIRE(session.service.all<wire::LocalTabs>().size() == 2);
    const auto cut = session.service.all<wire::LocalTabs>()[1].tabs;
    CHECK(cut.size() == 100);
    CHECK(cut[0].title == std::string(255, 'a'));  // half a letter is none

    session.says(wire::LocalStop{1, static_cast<std::uint8_t>(StopReason::nobody_looks)});
    session.open_tabs = {{"Taal", "https://taal.example/"}};
    session.pass(5s);
    CHECK(session.service.all<wire::LocalTabs>().size() == 2);
}

TEST_CASE("a service that speaks another language is not listened to", "[agent][desk]") {
    Session session;
    session.says(wire::LocalWatch{test::watch(1)});
    session.pass(100ms);
    session.service.socket->send(Bytes(30, std::byte{2}));
    session.pass(20ms);
    CHECK(session.screen.strips_open == 0);
    CHECK(session.service.socket == nullptr);
}
