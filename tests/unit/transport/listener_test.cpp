// Does the one door stay open for the honest, whatever stands in it?

#include "monitor/transport/listener.hpp"

#include <catch2/catch.hpp>

#include "school.hpp"

using namespace monitor;
using namespace monitor::test;
using namespace monitor::transport;

namespace {

const std::string get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

ListenerOptions impatient() {
    ListenerOptions options;
    options.patience = std::chrono::seconds{1};
    return options;
}

}  // namespace

TEST_CASE("requests on one connection are answered in turn, pipelined or not") {
    Network network;
    School school{network};
    RawClient client{school.port};
    const auto first = client.ask(get);
    CHECK(first.starts_with("HTTP/1.1 200 OK\r\nDate: Mon, 21 Sep 2026 14:13:20 GMT\r\n"));
    CHECK(first.ends_with("GET /a "));
    CHECK(client.ask("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello").ends_with("POST /b hello"));
    client.send("POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /d HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.answer().ends_with("POST /c hi"));
    CHECK(client.answer().ends_with("GET /d "));
    client.send("GET /e HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(client.answer().find("Connection: close") != std::string::npos);
    CHECK(client.hung_up());
    CHECK(network.on([&] { return school.doors.requests[0].address; }) == "127.0.0.1");
    CHECK(network.on([&] { return school.doors.requests[0].line; }) == Line::plain);
}

TEST_CASE("a request that comes byte by byte is the same request") {
    Network network;
    School school{network};
    RawClient client{school.port};
    for (const char letter : std::string{"POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"}) client.send({&letter, 1});
    CHECK(client.answer().ends_with("POST /b hi"));
}

TEST_CASE("HEAD, 204 and 304 have no body, and an expected continue is said") {
    Network network;
    School school{network};
    RawClient client{school.port};
    client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto head = client.read_until("\r\n\r\n");
    CHECK(head.find("Content-Length: 8\r\n") != std::string::npos);
    network.on([&] { school.doors.on_request = [](Request, Reply reply) { reply({.status = 204, .headers = {}, .body = "no"}); }; });
    client.send(get);
    CHECK(client.read_until("\r\n\r\n").find("Content-Length") == std::string::npos);
    network.on([&] { school.doors.on_request = nullptr; });
    client.send("PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("x");
    CHECK(client.answer().ends_with("PUT /a x"));
}

TEST_CASE("a reply may come later and from another thread, and one that is thrown away is a 500") {
    Network network;
    School school{network};
    std::vector<std::thread> workers;
    network.on([&] {
        school.doors.on_request = [&](Request request, Reply reply) {
            if (request.target == "/never") return;
            workers.emplace_back([reply = std::move(reply)]() mutable { reply({.status = 200, .headers = {}, .body = "late"}); });
        };
    });
    RawClient client{school.port};
    CHECK(client.ask(get).ends_with("late"));
    CHECK(client.ask("GET /never HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 500"));
    CHECK(client.ask(get).ends_with("late"));
    for (auto& worker : workers) worker.join();
}

TEST_CASE("a reply may outlive the connection, the listener and the loop") {
    std::optional<Reply> kept;
    {
        Network network;
        School school{network};
        network.on([&] {
            school.doors.on_request = [&](Request, Reply reply) {
                kept = std::move(reply);
                network.changed();
            };
        });
        RawClient client{school.port};
        client.send(get);
        CHECK(network.until([&] { return kept.has_value(); }));
    }
    (*kept)({.status = 200});
}

TEST_CASE("an answer with a header that would split it is not sent") {
    Network network;
    School school{network};
    network.on([&] {
        school.doors.on_request = [](Request, Reply reply) {
            reply({.status = 200, .headers = {{"x", "a\r\nSet-Cookie: b"}}, .body = "hi"});
        };
    });
    RawClient client{school.port};
    const auto answer = client.ask(get);
    CHECK(answer.starts_with("HTTP/1.1 500"));
    CHECK(answer.find("Set-Cookie") == std::string::npos);
}

TEST_CASE("after a crooked request nothing on that connection is read as another") {
    Network network;
    School school{network};
    const std::string next = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const auto* crooked :
         {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n folded\r\n\r\n",
          "GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nX-T: =?utf-8?Q?a=0D=0AX-Injected:1?=\r\n\r\n"}) {
        INFO(crooked);
        RawClient client{school.port};
        client.send(crooked + next);
        const auto all = client.read_all();
        CHECK((all.starts_with("HTTP/1.1 400") || all.starts_with("HTTP/1.1 411")));
        CHECK(all.find("200 OK") == std::string::npos);
        CHECK(client.hung_up());
    }
    CHECK(school.asked() == 0);
    CHECK(school.log.lines().find("Injected") == std::string::npos);
}

TEST_CASE("a body or head beyond the limit is refused") {
    Network network;
    ListenerOptions options;
    options.body = 100;
    School school{network, options};
    CHECK(RawClient{school.port}.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n").starts_with("HTTP/1.1 413"));
    CHECK(RawClient{school.port}.ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'a')).starts_with("HTTP/1.1 431"));
    CHECK(school.asked() == 0);
}

TEST_CASE("of one address so much of bodies may be under way at once, and no more; what was only announced counts for nothing") {
    Network network;
    ListenerOptions options;
    options.body = 1000;
    School school{network, options};
    const std::string begun = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int count = 0; count < 100; ++count) {
        slow.push_back(std::make_unique<RawClient>(school.port));
        slow.back()->send(begun);
    }
    CHECK(RawClient{school.port}.ask(begun + std::string(1000, 'y')).starts_with("HTTP/1.1 200"));
    for (int count = 0; count < 16; ++count) slow[static_cast<std::size_t>(count)]->send(std::string(999, 'x'));
    bool full = false;
    for (int count = 0; count < 80 && !full; ++count)
        full = RawClient{school.port}.ask(begun + std::string(1000, 'z')).starts_with("HTTP/1.1 503");
    CHECK(full);
    CHECK(RawClient{school.port}.ask(get).ends_with("GET /a "));
    for (int count = 0; count < 16; ++count) {
        slow[static_cast<std::size_t>(count)]->send("x");
        CHECK(slow[static_cast<std::size_t>(count)]->answer().starts_with("HTTP/1.1 200"));
    }
    CHECK(RawClient{school.port}.ask(begun + std::string(1000, 'y')).starts_with("HTTP/1.1 200"));
}

TEST_CASE("who asks too often is told so before a body is waited for") {
    Network network;
    ListenerOptions options;
    options.requests_a_second = 1;
    School school{network, options};
    std::string last;
    for (int count = 0; count < 5; ++count) last = RawClient{school.port}.ask(get);
    RawClient one{school.port};
    one.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
    CHECK(one.read_until("\r\n\r\n").starts_with("HTTP/1.1 429"));
}

TEST_CASE("an empty line before a request is nothing") {
    Network network;
    School school{network};
    RawClient client{school.port};
    CHECK(client.ask("\r\n" + get).ends_with("GET /a "));
    client.send("\r");
    CHECK(client.ask("\n" + get).ends_with("GET /a "));
    CHECK(RawClient{school.port}.ask("\r\n\r\n" + get).starts_with("HTTP/1.1 400"));
}

TEST_CASE("a long answer over a slow line takes as long as it takes, while it is read") {
    Network network;
    School school{network, impatient()};
    const std::string long_one(24 << 20, 'x');
    network.on([&] {
        school.doors.on_request = [&](Request, Reply reply) { reply({.status = 200, .headers = {}, .body = long_one}); };
    });
    RawClient client{school.port};
    client.send(get);
    std::size_t read = 0;
    for (int piece = 0; piece < 8; ++piece) {
        read += client.read(3 << 20).size();
        std::this_thread::sleep_for(std::chrono::milliseconds{300});
    }
    while (read < long_one.size()) {
        const auto more = client.read(1 << 20).size();
        if (more == 0) break;
        read += more;
    }
    CHECK(read >= long_one.size());
}

TEST_CASE("half-open requests are hung up in time and keep nobody else waiting") {
    Network network;
    School school{network, impatient()};
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int count = 0; count < 60; ++count) {
        slow.push_back(std::make_unique<RawClient>(school.port));
        if (count % 3 == 0) slow.back()->send("GET / HTTP/1.1\r\nHost: a\r\nX-");
        if (count % 3 == 1) slow.back()->send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
    }
    CHECK(RawClient{school.port}.ask(get).ends_with("GET /a "));
    for (auto& one : slow) CHECK(one->hung_up());
    CHECK(school.asked() == 1);
}

TEST_CASE("a client that drips a byte now and then gets no more time for it") {
    Network network;
    School school{network, impatient()};
    RawClient client{school.port};
    client.wait_at_most(1);
    client.send("GET / HTTP/1.1\r\nHost: a\r\n");
    for (int count = 0; count < 4 && client.send("X"); ++count) (void)client.read(1);  // each waits a while, or hears the end
    CHECK(client.hung_up());
}

TEST_CASE("a client that does not read its answer is hung up in time, and its place is free again") {
    Network network;
    auto options = impatient();
    options.connections = 1;
    School school{network, options};
    network.on([&] {
        school.doors.on_request = [](Request, Reply reply) { reply({.status = 200, .headers = {}, .body = std::string(64 << 20, 'x')}); };
    });
    RawClient stuck{school.port};
    stuck.send(get + get);
    (void)stuck.read(1);
    CHECK(RawClient{school.port}.hung_up());
    bool let_in = false;
    for (int count = 0; count < 100'000 && !let_in; ++count) {
        RawClient next{school.port};
        next.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n");
        let_in = !next.read(1).empty();
    }
    CHECK(let_in);
    CHECK(network.on([&] { return school.doors.requests.at(1).target; }) == "/b");
}

TEST_CASE("an idle kept connection is hung up after a while, a busy one is not") {
    Network network;
    School school{network};
    RawClient client{school.port};
    CHECK(client.ask(get).ends_with("GET /a "));
    CHECK(client.hung_up());
}

TEST_CASE("one address may ask so much and then waits") {
    Network network;
    ListenerOptions options;
    options.requests_a_second = 2;
    School school{network, options};
    for (int count = 0; count < 8; ++count) CHECK(RawClient{school.port}.ask(get).starts_with("HTTP/1.1 200"));
    const auto slower = RawClient{school.port}.ask(get);
    CHECK(slower.starts_with("HTTP/1.1 429"));
    CHECK(slower.find("retry-after: 1\r\n") != std::string::npos);
    CHECK(school.asked() == 8);
    school.clock.advance(std::chrono::seconds{1});
    CHECK(RawClient{school.port}.ask(get).starts_with("HTTP/1.1 200"));
    CHECK(RawClient{school.port}.ask(get).starts_with("HTTP/1.1 200"));
    CHECK(RawClient{school.port}.ask(get).starts_with("HTTP/1.1 429"));
}

TEST_CASE("there are only so many places, over all and for one address") {
    Network network;
    ListenerOptions options;
    SECTION("over all") { options.connections = 1000; options.connections_per_address = 5000; }
    SECTION("for one address") { options.connections_per_address = 1000; }
    School school{network, options};
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int count = 0; count < 1000; ++count) idle.push_back(std::make_unique<RawClient>(school.port));
    CHECK(RawClient{school.port}.hung_up());
    CHECK(idle.front()->ask(get).ends_with("GET /a "));
    CHECK(idle.back()->ask("GET /a HTTP/1.0\r\nHost: a\r\n\r\n").ends_with("GET /a "));
    CHECK(idle.back()->hung_up());
    bool freed = false;
    for (int count = 0; count < 100'000 && !freed; ++count) freed = RawClient{school.port}.ask(get).ends_with("GET /a ");
    CHECK(freed);
}

TEST_CASE("only a trusted proxy says for whom it asks, and nobody behind reads what it wrote") {
    Network network;
    const std::string asked = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.1.1.1, 203.0.113.9\r\nForwarded: for=10.1.1.1\r\n"
                              "X-Real-IP: 10.1.1.1\r\nX-Forwarded-Proto: https\r\n\r\n";
    {
        School school{network};
        RawClient{school.port}.ask(asked);
        const auto request = network.on([&] { return school.doors.requests.at(0); });
        CHECK(request.address == "127.0.0.1");
        CHECK(request.line == Line::plain);
        CHECK(request.way == Way::by_proxy);
        CHECK(request.headers.size() == 1);
    }
    ListenerOptions options;
    options.trusted_proxies = {"127.0.0.0/8"};
    School school{network, options};
    RawClient{school.port}.ask(asked);
    const auto request = network.on([&] { return school.doors.requests.at(0); });
    CHECK(request.address == "203.0.113.9");
    CHECK(request.line == Line::encrypted);
    CHECK(request.way == Way::by_proxy);
    RawClient{school.port}.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(network.on([&] { return school.doors.requests.at(1); }).way == Way::direct);
    CHECK(request.headers.size() == 1);
    CHECK(RawClient{school.port}.ask("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
}

TEST_CASE("without a certificate only this machine is listened to") {
    Network network;
    ListenerOptions options;
    options.address = "0.0.0.0";
    TestDoors doors;
    MemoryLog log;
    const ManualClock clock{Instant{}};
    const auto refused = listen(network.loop(), options, doors, log, clock);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().place == "0.0.0.0");
    CHECK(refused.error().remedy == Remedy::correct_input);
    options.address = "nowhere";
    CHECK(listen(network.loop(), options, doors, log, clock).error().place == "nowhere");
    options = {};
    options.trusted_proxies = {"10/8"};
    CHECK(listen(network.loop(), options, doors, log, clock).error().place == "10/8");
}

TEST_CASE("a port in use is said, with its number") {
    Network network;
    School school{network};
    ListenerOptions options;
    options.port = school.port;
    const auto refused = listen(network.loop(), options, school.doors, school.log, school.clock);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().system_code == EADDRINUSE);
    CHECK(refused.error().place.ends_with("port " + std::to_string(school.port)));
}
