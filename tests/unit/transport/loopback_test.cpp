// Is the line without a network like the one with it?

#include "monitor/transport/loopback.hpp"

#include <catch2/catch.hpp>

#include "recorded.hpp"
#include "support/manual_executor.hpp"

using namespace monitor;
using namespace monitor::test;
using namespace monitor::transport;

namespace {

struct Pair {
    explicit Pair(SocketLimits limits = {}) : line{loopback(executor, recording(near), recording(far), limits)} { executor.run(); }
    ManualClock clock{Instant{}};
    ManualExecutor executor{clock};
    std::shared_ptr<Record> near{std::make_shared<Record>()}, far{std::make_shared<Record>()};
    std::unique_ptr<Loopback> line;
};

}  // namespace

TEST_CASE("messages arrive whole, in order, by a post") {
    Pair pair;
    pair.near->socket->send(text("one"));
    pair.near->socket->send(text("two"));
    CHECK(pair.far->messages.empty());
    CHECK(pair.near->socket->unsent() == 6);
    pair.executor.run();
    CHECK(pair.far->messages == std::vector<std::string>{"one", "two"});
    CHECK(pair.near->socket->unsent() == 0);
    CHECK(pair.near->drained == 1);
}

TEST_CASE("what is said while being welcomed arrives") {
    ManualClock clock{Instant{}};
    ManualExecutor executor{clock};
    const auto near = std::make_shared<Record>(), far = std::make_shared<Record>();
    const auto line = loopback(
        executor,
        [&](Socket& socket) {
            socket.send(text("hello"));
            return recording(near)(socket);
        },
        recording(far));
    executor.run();
    CHECK(far->messages == std::vector<std::string>{"hello"});
}

TEST_CASE("an answer given inside a message arrives too") {
    Pair pair;
    pair.far->on_message = [&](std::string_view words) { pair.far->socket->send(text(std::string{words} + "!")); };
    pair.near->socket->send(text("ho"));
    pair.executor.run();
    CHECK(pair.near->messages == std::vector<std::string>{"ho!"});
}

TEST_CASE("a stalled reader makes the other end's unsent grow until it is closed for it") {
    Pair pair{{.backlog = 10}};
    pair.line->far_reads(Loopback::Reading::stalled);
    pair.near->socket->send(text("12345"));
    pair.executor.run();
    CHECK(pair.near->socket->unsent() == 5);
    CHECK(pair.near->drained == 0);
    pair.line->far_reads(Loopback::Reading::flowing);
    pair.executor.run();
    CHECK(pair.near->drained == 1);
    CHECK(pair.far->messages.size() == 1);
    pair.line->far_reads(Loopback::Reading::stalled);
    pair.near->socket->send(text("12345"));
    pair.near->socket->send(text("123456"));
    pair.executor.run();
    CHECK(pair.near->closed == CloseReason::too_much);
    CHECK(pair.far->closed == CloseReason::too_much);
    CHECK(pair.far->messages.size() == 1);
}

TEST_CASE("a message beyond the limit closes the line") {
    Pair pair{{.message = 3}};
    pair.near->socket->send(text("123"));
    pair.near->socket->send(text("1234"));
    pair.executor.run();
    CHECK(pair.far->messages == std::vector<std::string>{"123"});
    CHECK(pair.far->closed == CloseReason::too_much);
}

TEST_CASE("a close comes after what was sent before it, and both ends hear of it once") {
    Pair pair;
    pair.near->socket->send(text("last"));
    pair.near->socket->close(CloseReason::done);
    pair.near->socket->close(CloseReason::failed);
    pair.near->socket->send(text("never"));
    CHECK_FALSE(pair.near->closed);
    pair.executor.run();
    CHECK(pair.far->messages == std::vector<std::string>{"last"});
    CHECK(pair.near->closed == CloseReason::done);
    CHECK(pair.far->closed == CloseReason::gone);
    CHECK(pair.near->destroyed == 1);
    CHECK(pair.far->destroyed == 1);
}

TEST_CASE("a close inside a message is no call into what is gone") {
    Pair pair;
    pair.far->on_message = [&](std::string_view) { pair.far->socket->close(CloseReason::not_permitted); };
    pair.near->socket->send(text("a"));
    pair.near->socket->send(text("b"));
    pair.executor.run();
    CHECK(pair.far->messages.size() == 1);
    CHECK(pair.far->closed == CloseReason::not_permitted);
    CHECK(pair.near->closed == CloseReason::not_permitted);
}

TEST_CASE("destroying the loopback closes both ends at once, also from inside a message") {
    Pair pair;
    pair.line.reset();
    CHECK(pair.near->closed == CloseReason::gone);
    CHECK(pair.far->closed == CloseReason::gone);
    CHECK(pair.far->destroyed == 1);

    Pair other;
    other.far->on_message = [&](std::string_view) { other.line.reset(); };
    other.near->socket->send(text("a"));
    other.executor.run();
    CHECK(other.far->closed == CloseReason::gone);
    CHECK(other.far->destroyed == 1);
}
