// The two processes of a device on a real X server, against a school that is this test: is the strip there before the first
// picture, and gone whenever it must be?

#include <fstream>

#include <catch2/catch.hpp>
#include <xcb/xcb.h>

#include "monitor/codec/decoder.hpp"
#include "processes/program.hpp"
#include "processes/small_school.hpp"
#include "support/temporary.hpp"
#include "support/x_painter.hpp"
#include "support/xvfb.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using test::soon;
using wire::StopReason;

namespace {

/// Windows that stand on the screen and belong to no window manager: on an otherwise empty server, the strip.
int strips(const std::string& display) {
    auto* line = xcb_connect(display.c_str(), nullptr);
    int found = 0;
    if (xcb_connection_has_error(line) == 0) {
        const auto root = xcb_setup_roots_iterator(xcb_get_setup(line)).data->root;
        if (auto* tree = xcb_query_tree_reply(line, xcb_query_tree(line, root), nullptr)) {
            for (int i = 0; i < xcb_query_tree_children_length(tree); ++i) {
                const auto window = xcb_query_tree_children(tree)[i];
                auto* state = xcb_get_window_attributes_reply(line, xcb_get_window_attributes(line, window), nullptr);
                if (state != nullptr && state->map_state == XCB_MAP_STATE_VIEWABLE && state->override_redirect != 0) ++found;
                std::free(state);
            }
            std::free(tree);
        }
    }
    xcb_disconnect(line);
    return found;
}

struct Device {
    Device() {
        std::ofstream{file("token")} << wire::text(wire::EnrolmentToken{school.url(), {}, "a secret"});
        std::ofstream{file("agent.toml")}
            << "[agent]\nstate = \"state\"\nsocket = \"desktop.sock\"\nuser = \"sam.k\"\nenrolment = \"token\"\n";
        start_service();
        start_desktop();
        REQUIRE(soon([&] { return user() == "sam.k"; }));
    }
    [[nodiscard]] std::string file(const char* name) const { return (directory.path() / name).string(); }
    void start_service() {
        service = std::make_unique<test::Program>(
            std::vector<std::string>{MONITOR_AGENT, "service", "--config", file("agent.toml")}, file("service.log"));
    }
    void start_desktop() {
        desktop = std::make_unique<test::Program>(
            std::vector<std::string>{MONITOR_AGENT, "run", "--config", file("agent.toml"), "--display", server.display()},
            file("run.log"));
    }
    [[nodiscard]] std::string user() {
        return school.seen([](auto& end) {
            const auto told = end.template all<wire::Desktop>();
            return told.empty() ? std::string{} : told.back().user;
        });
    }
    [[nodiscard]] std::size_t pictures() {
        return school.seen([](auto& end) { return end.pictures.size(); });
    }
    [[nodiscard]] bool stopped_for(StopReason why) {
        return school.seen([&](auto& end) {
            const auto told = end.template all<wire::Stopped>();
            return !told.empty() && told.back().why == static_cast<std::uint8_t>(why);
        });
    }
    /// Someone looks, and sees.
    void look(std::uint32_t lease, std::uint16_t seconds = 15) {
        const auto before = pictures();
        school.say(test::watch(lease, seconds));
        REQUIRE(soon([&] { return pictures() > before; }));
    }

    test::Temporary directory;
    test::Xvfb server{"640x360x24"};
    test::XPainter painter{server.display()};
    test::SmallSchool school;
    std::unique_ptr<test::Program> service, desktop;
};

}  // namespace

TEST_CASE("nobody looks: no strip, no capture, no byte", "[processes]") {
    Device device;
    for (int i = 0; i < 50; ++i) device.painter.fill({i * 10, 10, 50, 50}, static_cast<std::uint32_t>(0x102030 * i));
    device.desktop->signal(SIGUSR1);
    REQUIRE(soon([&] { return device.desktop->says("captures=0 pictures=0 bytes=0"); }));
    CHECK(strips(device.server.display()) == 0);
    CHECK(device.pictures() == 0);
}

TEST_CASE("the strip stands before the first picture leaves, and the picture is what was drawn", "[processes]") {
    Device device;
    device.painter.fill({0, 0, 640, 360}, 0x2060a0);
    device.look(1);
    CHECK(strips(device.server.display()) == 1);
    const auto [indicated, first] = device.school.seen([](auto& end) {
        return std::pair{end.template all<wire::Indicated>().size(), end.pictures.front()};
    });
    CHECK(indicated == 1);
    const auto decoder = codec::make_decoder(picture::Stream::grid);
    const auto seen = decoder->decode(first.vp8);
    REQUIRE(seen);
    CHECK(seen->size == Size{480, 270});
    const auto at = (200 * 480 + 240) * 4;
    CHECK(std::abs(std::to_integer<int>(seen->bgrx[at]) - 0xa0) < 6);
    CHECK(std::abs(std::to_integer<int>(seen->bgrx[at + 1]) - 0x60) < 6);
    CHECK(std::abs(std::to_integer<int>(seen->bgrx[at + 2]) - 0x20) < 6);

    const auto before = device.pictures();
    device.painter.fill({100, 100, 200, 100}, 0xff0000);
    CHECK(soon([&] { return device.pictures() > before; }));
    device.school.say(wire::Stop{1, static_cast<std::uint8_t>(StopReason::nobody_looks)});
    CHECK(soon([&] { return strips(device.server.display()) == 0; }));
}

TEST_CASE("a lease that nobody renews ends by itself, and the strip goes", "[processes]") {
    Device device;
    const SystemClock clock;
    const Tick asked = clock.tick();
    device.look(1, 2);
    REQUIRE(soon([&] { return device.stopped_for(StopReason::lease_over); }));
    CHECK(clock.tick() - asked >= 1990ms);
    CHECK(clock.tick() - asked < 3s);
    CHECK(soon([&] { return strips(device.server.display()) == 0; }, 500ms));
}

TEST_CASE("a school that is switched off: no strip, no picture, within the lease", "[processes]") {
    Device device;
    device.look(1, 2);
    device.school.close();
    CHECK(soon([&] { return strips(device.server.display()) == 0; }, 3s));
    CHECK(device.desktop->runs());
    CHECK(device.service->runs());
}

TEST_CASE("a service that is killed takes the strip with it, and comes back as the same device", "[processes]") {
    Device device;
    device.look(1);
    CHECK(device.service->end(SIGKILL) == -SIGKILL);
    CHECK(soon([&] { return strips(device.server.display()) == 0; }, 1s));
    const auto before = device.school.seen([](auto& end) {
        end.got.clear();
        return end.counters.back();
    });
    device.start_service();
    REQUIRE(soon([&] { return device.user() == "sam.k"; }));  // the desktop process found its way back
    CHECK(device.school.seen([](auto& end) { return end.counters.back(); }) > before);
    CHECK(device.school.seen([](auto& end) { return end.enrol.has_value() && end.accepted == 2; }));
    device.look(2);
}

TEST_CASE("a desktop process that is killed takes the strip with it, and the school hears that nobody is there", "[processes]") {
    Device device;
    device.look(1);
    CHECK(device.desktop->end(SIGKILL) == -SIGKILL);
    CHECK(soon([&] { return device.user().empty(); }, 1s));
    CHECK(soon([&] { return strips(device.server.display()) == 0; }, 1s));
    device.start_desktop();
    REQUIRE(soon([&] { return device.user() == "sam.k"; }));
    device.look(2);
}

TEST_CASE("both halves end cleanly when they are asked to", "[processes]") {
    const auto which = GENERATE(SIGTERM, SIGINT);
    Device device;
    device.look(1);
    CHECK(device.desktop->end(which) == 0);
    CHECK(soon([&] { return strips(device.server.display()) == 0; }, 1s));  // the X server hears of an end a moment later
    CHECK(device.service->end(which) == 0);
    CHECK_FALSE(std::filesystem::exists(device.directory.path() / "desktop.sock"));
}

TEST_CASE("a screen that goes away gives the lease back, and the process stays", "[processes]") {
    Device device;
    device.look(1);
    device.server.kill();
    CHECK(soon([&] { return device.stopped_for(StopReason::desktop_gone); }, 5s));
    CHECK(device.desktop->runs());
}

TEST_CASE("nothing that is logged names a person", "[processes]") {
    Device device;
    device.look(1, 2);
    REQUIRE(soon([&] { return device.stopped_for(StopReason::lease_over); }));
    for (const auto* name : {"sam.k", "Anouk", "Vries", "a secret"}) {
        CHECK_FALSE(device.desktop->says(name));
        CHECK_FALSE(device.service->says(name));
    }
}
