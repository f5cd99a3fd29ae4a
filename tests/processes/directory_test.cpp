// Does our side of Graph and Graph's side of us agree, each in a process of its own, from the first page to a session that ends?

#include <atomic>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <catch2/catch.hpp>

#include "monitor/fetch/fetch.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/sync/schedule.hpp"
#include "processes/beside.hpp"
#include "processes/program.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

constexpr const char* tenant = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00";
constexpr const char* client = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01";
constexpr const char* team = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f02";

/// A real store, a real fetch, and the stand-in beside it.
struct World {
    Temporary directory;
    SystemClock clock;
    NoLog log;
    std::unique_ptr<Random> random{seal::system_random()};
    std::unique_ptr<fetch::Fetch> fetch{fetch::make_fetch(fetch::Loopback::plain_allowed)};
    store::Stores stores{};
    std::string url{"http://127.0.0.1:" + std::to_string(free_port())};
    std::unique_ptr<Program> graph{};
    Hasty going;

    explicit World(const std::string& people, const std::string& page = "1") {
        stores = must(store::open({.directory = directory.path() / "store", .keys = directory.path() / "keys" / "keys"}, clock,
                                  *random, log));
        const auto file = directory.path() / "tenants.json";
        std::ofstream{file} << R"({"tenant":[{"tenant":")" << tenant << R"(","client":")" << client
                            << R"(","secret":"s3cret","group":[{"id":")" << team << R"("}],)" << people << "}]}";
        std::ofstream{directory.path() / "secret"} << "s3cret";
        std::filesystem::permissions(directory.path() / "secret", std::filesystem::perms::owner_read);
        graph = std::make_unique<Program>(
            std::vector<std::string>{MONITOR_NODE, MONITOR_CLASSROOM "/directory/graph.mjs", "--port",
                                     url.substr(url.rfind(':') + 1), "--people", file.string(), "--page", page},
            directory.path() / "graph.log");
        REQUIRE(soon([&] { return does("faults", "{}"); }, 30s));
    }
    bool does(const std::string& act, const std::string& asked) {
        const auto answer = fetch->fetch({.method = fetch::Method::post, .url = url + "/_admin/" + act, .body = asked});
        return answer && answer->status == 200;
    }
    [[nodiscard]] settings::Connection connection() {
        settings::Connection set{.school = "99XX", .kind = settings::ConnectionKind::graph, .url = url};
        set.secret_file = directory.path() / "secret";
        set.tenant = tenant;
        set.client_id = client;
        set.login_url = url;
        set.staff_groups = {team};
        return set;
    }
    [[nodiscard]] sync::Parts parts() { return {stores, *fetch, *random, clock, log}; }
    sync::Report run() {
        auto report = sync::run_once(parts(), connection(), going);
        INFO((report.failure ? report.failure->place : ""));
        CHECK_FALSE(report.failure);
        return report;
    }
    store::DirectoryState state(SchoolId school) {
        return *must(ask(*stores.people_thread, [&] { return stores.directories->state(school); }));
    }
    std::optional<store::StaffAt> staff(const std::string& object) {
        return must(ask(*stores.people_thread, [&] { return stores.people->staff(tenant, Personal<std::string>{object}); }));
    }
    SchoolId apply(const roster::Snapshot& snapshot) {
        return must(ask(*stores.people_thread, [&] { return stores.rosters->apply(snapshot); })).school;
    }
};

const std::string three =
    R"("user":[{"user":"anouk.devries@school.example","name":"Anouk de Vries","object":"6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f11","groups":["6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f02"]},
    {"user":"sanne.b@school.example","name":"Sanne Bakker","first":"Sanne","surname":"Bakker","role":"student","object":"6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f12"},
    {"user":"tim.v@school.example","name":"Tim Visser","first":"Tim","surname":"Visser","role":"student"}])";
constexpr const char* anouk = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f11";

/// The school of the store's tests, in the year of this machine, its staff known by user name only.
roster::Snapshot school_now(Instant now) {
    auto snapshot = regenboog(school::school_year(now));
    for (auto& member : snapshot.staff) member.account.reset();
    return snapshot;
}

}  // namespace

TEST_CASE("page by page, past empty ones, accounts come and are linked with who is at school", "[processes]") {
    World world{three};
    REQUIRE(world.does("faults", R"({"empty":true})"));
    const auto school = world.apply(school_now(world.clock.now()));
    const auto report = world.run();
    CHECK(report.persons == 3);
    CHECK(report.round->linked == 3);
    CHECK(report.school == school);
    CHECK(world.staff(anouk).has_value());
}

TEST_CASE("whichever came first, the directory or the roster, the same people are linked", "[processes]") {
    World world{three};
    CHECK(world.run().round->linked == 0);
    const auto school = world.apply(school_now(world.clock.now()));
    CHECK(world.state(school).linked == 3);
}

TEST_CASE("who is disabled, or leaves the group of staff, is no staff after the next reading", "[processes]") {
    World world{three};
    world.apply(school_now(world.clock.now()));
    world.run();
    REQUIRE(world.staff(anouk));
    REQUIRE(world.does("disable", R"({"user":"anouk.devries"})"));
    CHECK(world.run().round->changed == 1);
    CHECK_FALSE(world.staff(anouk));
    REQUIRE(world.does("enable", R"({"user":"anouk.devries"})"));
    world.run();
    REQUIRE(world.staff(anouk));
    REQUIRE(world.does("remove", R"({"user":"anouk.devries","reason":"deleted"})"));
    CHECK(world.run().round->removed == 1);
    CHECK_FALSE(world.staff(anouk));
}

TEST_CASE("half-told changes, replays and old tokens of a bad day change nothing in what is kept", "[processes]") {
    World world{three};
    world.run();
    for (const auto& [faults, changed] : {std::pair{R"({"partial":true})", 1U},
                                          {R"({"partial":false,"replay":5})", 1U},
                                          {R"({"replay":0,"expire":"gone"})", 1U},
                                          {R"({"expire":"lost"})", 1U},
                                          {R"({"expire":"","throttle":{"status":429,"times":3,"after":2}})", 1U},
                                          {R"({"throttle":{"status":503,"times":2,"after":"date"}})", 1U},
                                          {R"({"throttle":{"status":504,"times":2}})", 1U},
                                          {R"({"nearly":0.9})", 1U}}) {
        INFO(faults);
        static int number{};
        REQUIRE(world.does("faults", faults));
        REQUIRE(world.does("rename", R"({"user":"6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f12","changes":{"userPrincipalName":"sanne)" +
                                         std::to_string(++number) + R"(@school.example"}})"));
        const auto report = world.run();
        CHECK(report.persons == 3);
        CHECK(report.round->changed == changed);
        CHECK(report.round->removed == 0);
    }
    CHECK(world.going.waited > 6s);
}

TEST_CASE("a page that is cut off on the way is as if nobody had asked", "[processes]") {
    World world{three};
    const auto school = world.run().school;
    for (const auto* faults : {R"({"cut":1})", R"({"html":1})", R"({"link":"https://elsewhere.example/v1.0/users/delta"})"}) {
        REQUIRE(world.does("disable", R"({"user":"anouk.devries"})"));
        REQUIRE(world.does("disable", R"({"user":"tim.v"})"));
        const auto before = world.state(school).resume;
        REQUIRE(world.does("faults", faults));
        const auto report = sync::run_once(world.parts(), world.connection(), world.going);
        REQUIRE(report.failure);
        CHECK(world.state(school).resume == before);
    }
    REQUIRE(world.does("faults", R"({"link":null})"));
    CHECK(world.run().round->changed == 2);
}

namespace {

/// The server's address for notices, as Microsoft 365 reaches it.
class Door final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit Door(std::atomic<sync::Schedule*>& schedule) : schedule_{schedule} {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        return new Room{schedule_};
    }

private:
    class Room final : public Poco::Net::HTTPRequestHandler {
    public:
        explicit Room(std::atomic<sync::Schedule*>& schedule) : schedule_{schedule} {}
        void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
            std::string body;
            Poco::StreamCopier::copyToString(request.stream(), body);
            schedule_.wait(nullptr);  // it may ask whether we are here before we know who it is
            const auto reply = schedule_.load()->notified(Poco::URI{request.getURI()}.getRawQuery(), body);
            response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(reply.status));
            response.setContentType("text/plain");
            response.sendBuffer(reply.body.data(), reply.body.size());
        }

    private:
        std::atomic<sync::Schedule*>& schedule_;
    };
    std::atomic<sync::Schedule*>& schedule_;
};

}  // namespace

TEST_CASE("a notice brings a disabled account to the store within five seconds, by itself", "[processes]") {
    World world{three};
    world.apply(school_now(world.clock.now()));
    std::atomic<sync::Schedule*> listening{};
    Poco::Net::HTTPServer door{new Door{listening}, Poco::Net::ServerSocket{Poco::Net::SocketAddress{"127.0.0.1", 0}},
                               new Poco::Net::HTTPServerParams};
    door.start();
    auto set = world.connection();
    set.notifications = settings::Notifications::on;
    const auto schedule =
        sync::make_schedule(world.parts(), {set}, {.public_url = "http://127.0.0.1:" + std::to_string(door.port())});
    listening = schedule.get();
    listening.notify_all();
    const auto subscribed = [&] {
        const auto seen = world.fetch->fetch({.url = world.url + "/_admin/seen"});
        return seen && seen->body.find("\"subscriptions\":[\"") != std::string::npos;
    };
    REQUIRE(soon(subscribed, 30s));
    REQUIRE(world.staff(anouk));
    const auto began = world.clock.tick();
    REQUIRE(world.does("disable", R"({"user":"anouk.devries"})"));
    REQUIRE(soon([&] { return !world.staff(anouk); }, 10s));
    const auto took = world.clock.tick() - began;
    WARN("from the change to the store: " << took.count() << " ms");
    CHECK(took < 5s);
    door.stopAll(true);
}
