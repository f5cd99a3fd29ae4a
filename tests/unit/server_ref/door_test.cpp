// door: who gets a line, and what does the door say by itself?

#include "door/door.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "door/assets.hpp"
#include "support/manual_executor.hpp"
#include "unit/server_ref/school_of_fakes.hpp"

using namespace monitor;

namespace {

struct AtTheDoor {
    std::unique_ptr<transport::Loop> loop{transport::make_loop()};
    test::FakeHub hub{};
    test::FakeSchedule schedule{};
    test::SeededRandom random{};
    NoLog log{};
    settings::Server settings{.public_url = "https://school.example"};
    std::unique_ptr<door::Door> door{door::make_door({*loop, hub, schedule, random, log, settings, "/nowhere"})};

    /// The status of a refused handshake; 101 when a line is given.
    int line(std::string path, std::vector<transport::Header> headers) {
        const auto answer = door->upgrade({"GET", std::move(path), std::move(headers), {}, "10.1.2.3", {}, {}});
        if (const auto* refused = std::get_if<transport::Response>(&answer)) return refused->status;
        return 101;
    }
    /// As a browser sends it: with our Host.
    transport::Response ask(std::string path, std::string address = "10.1.2.3", std::vector<transport::Header> headers = {},
                            std::string method = "GET", transport::Way way = transport::Way::direct) {
        transport::Response answer;
        if (std::ranges::none_of(headers, [](const auto& header) { return header.name == "host"; }))
            headers.push_back({"host", "school.example"});
        bool answered = false;
        door->request({std::move(method), std::move(path), std::move(headers), {}, std::move(address), {}, way},
                      [&](transport::Response given) {
                          answer = std::move(given);
                          answered = true;
                          loop->stop();
                      });
        if (!answered) loop->run();
        return answer;
    }
};

const transport::Header ours{"origin", "https://school.example"}, cookie{"cookie", "__Host-session=abc"};
const transport::Header as_viewer{"sec-websocket-protocol", "monitor.viewer.1"},
    as_agent{"sec-websocket-protocol", "x, monitor.agent.1"};

}  // namespace

TEST_CASE("a page gets a line with our origin, a session and the protocol, and not otherwise", "[server_ref]") {
    AtTheDoor at;
    CHECK(at.line("/view", {ours, cookie, as_viewer}) == 101);
    CHECK(at.line("/view", {cookie, as_viewer}) == 403);
    CHECK(at.line("/view", {{"origin", "https://evil.example"}, cookie, as_viewer}) == 403);
    CHECK(at.line("/view", {{"origin", "https://school.example/"}, cookie, as_viewer}) == 403);
    CHECK(at.line("/view", {ours, as_viewer}) == 403);
    CHECK(at.line("/view", {ours, cookie}) == 400);
    CHECK(at.line("/view", {ours, cookie, as_agent}) == 400);
    CHECK(at.line("/view", {ours, {"cookie", "__Host-session=a; __Host-session=b"}, as_viewer}) == 403);
}

TEST_CASE("a device gets a line without an origin: no web page can play one", "[server_ref]") {
    AtTheDoor at;
    CHECK(at.line("/agent", {as_agent}) == 101);
    CHECK(at.line("/agent", {as_agent, ours}) == 403);
    CHECK(at.line("/agent", {as_agent, {"origin", ""}}) == 403);
    CHECK(at.line("/agent", {as_viewer}) == 400);
    CHECK(at.line("/elsewhere", {as_agent}) == 404);
}

TEST_CASE("a server that stops gives no new lines", "[server_ref]") {
    AtTheDoor at;
    at.door->closing();
    CHECK(at.line("/agent", {as_agent}) == 503);
    CHECK(at.line("/view", {ours, cookie, as_viewer}) == 503);
    CHECK(at.ask("/healthz").status == 503);
}

TEST_CASE("the files of the pages come from memory, may be kept for ever, and carry a policy of their own", "[server_ref]") {
    AtTheDoor at;
    const auto path = std::string{door::asset_root()} + "decode-worker.js";
    const auto file = at.ask(path);
    CHECK(file.status == 200);
    CHECK(file.body.find("VideoDecoder") != std::string::npos);
    CHECK(test::SchoolOfFakes::header(file, "content-type") == "text/javascript; charset=utf-8");
    CHECK(test::SchoolOfFakes::header(file, "cache-control") == "public, max-age=31536000, immutable");
    CHECK(test::SchoolOfFakes::header(file, "content-security-policy").starts_with("default-src 'none'"));
    const auto etag = test::SchoolOfFakes::header(file, "etag");
    const auto again = at.ask(path, "10.1.2.3", {{"if-none-match", etag}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(at.ask("/assets/0000000000000000/page.js").status == 404);
    CHECK(at.ask(std::string{door::asset_root()} + "nothing.js").status == 404);
    CHECK(at.ask(path, "10.1.2.3", {}, "HEAD").body == file.body);  // the line leaves it out, and says how long it is
    std::size_t total = 0;
    for (const auto& asset : door::assets()) total += asset.content.size();
    CHECK(total < 100 * 1024);
}

TEST_CASE("counts are for this machine's operator only", "[server_ref]") {
    AtTheDoor at;
    CHECK(at.ask("/healthz").body == "ok\n");
    const auto metrics = at.ask("/metrics", "127.0.0.1");
    CHECK(metrics.status == 200);
    CHECK(metrics.body.find("\nmonitor_agents 3\n") != std::string::npos);
    CHECK(metrics.body.find("\nmonitor_pictures_in_total 7\n") != std::string::npos);
    CHECK(at.ask("/readyz", "::1").body.starts_with("ready\n"));
    // For anyone else it is a page like any other, and the pages (which are not there in this test) know none of that name. A
    // proxy on this machine that nobody named speaks for anyone.
    CHECK(AtTheDoor{}.ask("/metrics", "127.0.0.1", {}, "GET", transport::Way::by_proxy).status == 502);
    CHECK(AtTheDoor{}.ask("/metrics", "10.1.2.3").status == 502);
}

TEST_CASE("under another name one is sent to the right one, and nothing is changed", "[server_ref]") {
    AtTheDoor at;
    const transport::Header other{"host", "evil.example"};
    const auto sent = at.ask("/groups?a=1", "10.1.2.3", {other});
    CHECK(sent.status == 308);
    CHECK(test::SchoolOfFakes::header(sent, "location") == "https://school.example/groups?a=1");
    CHECK(at.ask("/sign-out", "10.1.2.3", {other}, "POST").status == 421);
    CHECK(at.ask("/healthz", "10.1.2.3", {other}).status == 200);
}

TEST_CASE("every answer says what browsers may not do with it", "[server_ref]") {
    AtTheDoor at;
    const auto answer = at.ask("/healthz");
    for (const auto& [name, value] : std::vector<transport::Header>{{"x-content-type-options", "nosniff"},
                                                                    {"referrer-policy", "same-origin"},
                                                                    {"cross-origin-opener-policy", "same-origin"},
                                                                    {"cross-origin-resource-policy", "same-origin"},
                                                                    {"cache-control", "no-store"}})
        CHECK(test::SchoolOfFakes::header(answer, name) == value);
    CHECK_FALSE(test::SchoolOfFakes::header(answer, "permissions-policy").empty());
    CHECK(test::SchoolOfFakes::header(answer, "strict-transport-security").empty());
    at.settings.tls = settings::Tls::files;
    CHECK_FALSE(test::SchoolOfFakes::header(at.ask("/healthz"), "strict-transport-security").empty());
    CHECK(at.ask("/groups", "10.1.2.3", {}, "PUT").status == 405);
    CHECK(at.ask("/a b").status == 400);
}

TEST_CASE("what Microsoft 365 posts goes to the schedule as it is, and nothing else does", "[server_ref]") {
    AtTheDoor at;
    CHECK(at.ask("/directory/notifications?validationToken=a%20b", "10.1.2.3", {}, "POST").status == 202);
    CHECK(at.schedule.told == std::vector<std::string>{"validationToken=a%20b|"});
    CHECK(at.ask("/directory/notifications").status == 405);
    CHECK(at.schedule.told.size() == 1);
}
