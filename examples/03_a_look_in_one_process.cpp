// 03: a whole look in one process: a school, a device with a drawn screen, and a teacher who looks.
//
// Everything is real but the people: the store, the listener, the agent's two halves, the rules, the log. How a program of your
// own puts the parts together stands in look(): it reads as a parts list.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "monitor/agent/desktop.hpp"
#include "monitor/agent/service.hpp"
#include "monitor/hub/hub.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/store/stores.hpp"
#include "monitor/transport/listener.hpp"
#include "monitor/transport/loopback.hpp"
#include "monitor/wire/agent.hpp"
#include "monitor/wire/viewer.hpp"

using namespace monitor;
using namespace std::chrono_literals;

namespace {

/// What a program of one's own does with an error: say the operation, and stop.
template <class Value>
Value must(std::expected<Value, Error> outcome) {
    if (!outcome) throw std::runtime_error{std::string{outcome.error().operation} + ": " + outcome.error().place};
    if constexpr (!std::is_void_v<Value>) return std::move(*outcome);
}

/// One group with one pupil and one teacher, at a school that stands on this machine and never closes.
roster::Snapshot people(Instant now) {
    const auto name = [](const char* text) { return Personal<std::string>{text}; };
    school::Hours always;
    for (auto& day : always.week) day = {{0min, 24h}};
    return {.year = school::school_year(now),
            .brin = "99XX",
            .school_name = "Basisschool De Regenboog",
            .sites = {{"main", "Hoofdgebouw", {*school::Network::from_text("127.0.0.0/8")}, always}},
            .groups = {{"5a", "Groep 5A", "main"}},
            .pupils = {{name("p1"), name("Sanne B."), name("sanne.b"), {"5a"}}},
            .staff = {{name("s1"), name("Anouk de Vries"), name("a.devries"), school::Employment::active, {}, {"5a"}}}};
}

/// The server's front: devices come in by /agent; there is nothing else here.
class Front final : public transport::Doors {
public:
    explicit Front(hub::Hub& hub) : hub_{hub} {}
    void request(transport::Request, transport::Reply reply) override { reply({.status = 404}); }
    std::variant<transport::Upgrade, transport::Response> upgrade(const transport::Request& request) override {
        if (request.target != "/agent") return transport::Response{.status = 404};
        return transport::Upgrade{.protocol = "monitor.agent.1",
                                  .limits = {.message = wire::message_limit},
                                  .welcome = hub_.agent_line(request.address)};
    }

private:
    hub::Hub& hub_;
};

/// The teacher's page, without a browser: opens the group, waits for the first picture.
class Page final : public transport::Events {
public:
    Page(transport::Socket& socket, wire::OpenView first, std::function<void(Bytes)> seen) : seen_{std::move(seen)} {
        socket.send(wire::encode(wire::FromViewer{std::move(first)}));
    }
    void message(BytesView bytes) override {
        Bytes unpacked;
        const auto envelope = wire::open(bytes, unpacked);
        const auto message = envelope ? wire::to_viewer(*envelope) : std::unexpected{wire::Flaw::bad_body};
        if (!message) return;
        if (const auto* view = std::get_if<wire::View>(&*message)) std::cout << "a view of " << view->tiles.size() << " pupil\n";
        if (const auto* end = std::get_if<wire::Ended>(&*message)) std::cout << "ended, reason " << static_cast<int>(end->why) << '\n';
        if (const auto* picture = std::get_if<wire::ViewPicture>(&*message)) seen_(picture::webp(picture->vp8));
    }
    void drained() override {}
    void closed(transport::CloseReason) override {}

private:
    std::function<void(Bytes)> seen_;
};

/// The pupil's device: a token to enrol with, a drawn screen, one account.
settings::Agent device(const std::filesystem::path& directory, const std::string& url, const Personal<std::string>& secret) {
    std::ofstream{directory / "token"} << wire::text(wire::EnrolmentToken{.url = url, .secret = secret.reveal(Purpose::operate)});
    return {.state = directory / "device",
            .socket = directory / "desktop.sock",
            .user = "sanne.b",
            .enrolment = directory / "token",
            .capture = "pattern"};
}

int look(const std::filesystem::path& directory) {
    // ---- the ground
    const SystemClock clock;
    const auto random = seal::system_random();
    NoLog log;
    const auto loop = transport::make_loop();

    // ---- the school
    auto stores = must(store::open({.directory = directory / "school", .keys = directory / "keys"}, clock, *random, log));
    const auto applied = must(ask(*stores.people_thread, [&] { return stores.rosters->apply(people(clock.now())); }));
    const auto roll = must(ask(*stores.people_thread, [&] { return stores.people->roll(applied.school); }));
    const auto hub = hub::make_hub({clock, *random, log, *loop, stores}, {.server_name = "127.0.0.1"});
    Front front{*hub};
    const auto listener = must(transport::listen(*loop, {}, front, log, clock));

    // ---- the pupil's device
    const identity::Enrolment offer{.school = applied.school, .site = roll->sites.front().id};
    const auto secret = must(ask(*stores.people_thread, [&] { return stores.enrolments->offer(offer); }));
    const auto settings = device(directory, "ws://127.0.0.1:" + std::to_string(listener->port()) + "/agent", secret);
    const capture::Options screen{.backend = "pattern", .source = "960x540", .clock = &clock};
    const auto service = must(agent::make_service(*loop, settings, *random, log, clock));
    const auto desktop = must(agent::make_desktop(
        *loop, settings, {[&](capture::Extent) { return capture::open(screen); }, [&] { return capture::open_strip(screen); }}, nullptr,
        Language::en, *random, log, clock));

    // ---- the teacher
    const identity::Session who{.school = applied.school, .staff = roll->staff.front().id, .browser = "none"};
    const auto token = must(ask(*stores.people_thread, [&] { return stores.sessions->begin(who, 1h); }));
    const auto session = must(ask(*stores.people_thread, [&] { return stores.sessions->find(token, 60min); }));
    std::optional<Bytes> picture;
    const auto page = transport::loopback(
        *loop,
        [&](transport::Socket& socket) -> std::unique_ptr<transport::Events> {
            return std::make_unique<Page>(socket, wire::OpenView{hub->ticket(session.value()), roll->groups.front().id.text()},
                                          [&](Bytes seen) {
                                              picture = std::move(seen);
                                              hub->close([&] { loop->stop(); });
                                          });
        },
        hub->viewer_line("127.0.0.1", token), {.message = wire::message_limit});

    loop->post_at(clock.tick() + 20s, [&] { loop->stop(); });
    loop->run();
    const auto lines = must(ask(*stores.audit_thread, [&] { return stores.trail->read(applied.school, 0, 100); }));
    for (const auto& line : lines) std::cout << "log " << line.index << ": " << (line.entry ? audit::word(line.entry->act) : "") << '\n';
    std::cout << (picture ? "seen: " + std::to_string(picture->size()) + " bytes of WebP" : "nothing was seen") << '\n';
    return picture && !picture->empty() ? 0 : 1;
}

}  // namespace

int main() {
    const auto random = seal::system_random();
    const auto directory = std::filesystem::temp_directory_path() / ("monitor-look-" + draw<ViewId>(*random).text());
    int result = 1;
    try {
        std::filesystem::create_directories(directory);
        result = look(directory);
    } catch (const std::exception& error) {
        std::cerr << "03_a_look_in_one_process: " << error.what() << '\n';
    }
    std::filesystem::remove_all(directory);
    return result;
}
