// Is Graph asked with patience, and only as whom the school let in?

#include "unit/sync/graph_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using sync::Problem;

namespace {

/// Answers so many times with `first`, and then as it did before.
void stumble(GraphOfTest& graph, int times, const fetch::Answer& first) {
    graph.fetch.reply(graph.first_users,
                      [&graph, times, first](const fetch::Ask&) mutable -> std::expected<fetch::Answer, Error> {
                          if (times-- > 0) return first;
                          return fetch::Answer{200, {}, R"({"value":[],"@odata.deltaLink":")" + graph.root + "d1\"}"};
                      });
}

std::string value(const fetch::Ask& ask, const std::string& name) {
    for (const auto& [known, text] : ask.headers) {
        if (known == name) return text;
    }
    return {};
}

}  // namespace

TEST_CASE("the token is asked once with the secret in the body, and shown in a header after that", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, "");
    const auto state = graph.after(graph.round());
    graph.last(graph.root + "d1", "");
    (void)graph.round(state);
    CHECK(graph.fetch.times(graph.token_at) == 1);
    const auto asked = graph.fetch.asked();
    CHECK(asked[0].url == graph.token_at);
    CHECK(asked[0].method == fetch::Method::post);
    CHECK(asked[0].body ==
          "grant_type=client_credentials&client_id=6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01&client_secret=s%26cret&scope="
          "https%3A%2F%2Fgraph.example%2F.default");
    for (std::size_t at = 1; at < asked.size(); ++at) {
        CHECK(value(asked[at], "Authorization") == "Bearer token-1");
        CHECK(asked[at].url.find("cret") == std::string::npos);
        CHECK(value(asked[at], "Prefer").empty());  // return=minimal would leave members out
    }
}

TEST_CASE("a token is renewed shortly before its end", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, "");
    (void)graph.round();
    graph.clock.advance(54min);
    (void)graph.round();
    CHECK(graph.fetch.times(graph.token_at) == 1);
    graph.clock.advance(1min);
    (void)graph.round();
    CHECK(graph.fetch.times(graph.token_at) == 2);
}

TEST_CASE("401 asks one fresh token, not more", "[sync][graph]") {
    GraphOfTest graph;
    stumble(graph, 1, {401, {}, ""});
    (void)graph.round();
    CHECK(graph.fetch.times(graph.token_at) == 2);
    GraphOfTest refused;
    stumble(refused, 99, {401, {}, R"({"error":{"code":"InvalidAuthenticationToken"}})"});
    const auto failure = refused.failure();
    CHECK(failure.problem == Problem::sign_in);
    CHECK(failure.place == "users/delta: HTTP 401 InvalidAuthenticationToken");
    CHECK(refused.fetch.times(refused.first_users) == 2);
}

TEST_CASE("a refused secret is told with Microsoft's number and never with the secret", "[sync][graph]") {
    GraphOfTest graph;
    graph.fetch.reply(
        graph.token_at, 401,
        R"({"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app 's&cret' are expired."})");
    const auto failure = graph.failure();
    CHECK(failure.problem == Problem::sign_in);
    CHECK(failure.place == "token: HTTP 401 invalid_client AADSTS7000222");
}

TEST_CASE("429 with Retry-After waits that long and asks again", "[sync][graph]") {
    GraphOfTest graph;
    stumble(graph, 2, {429, {{"retry-after", "17"}}, ""});
    (void)graph.round();
    REQUIRE(graph.going.waits.size() == 2);
    for (const auto waited : graph.going.waits) CHECK((waited >= 17s && waited <= 18s));
    CHECK(graph.fetch.times(graph.first_users) == 3);
}

TEST_CASE("Retry-After may be a date", "[sync][graph]") {
    GraphOfTest graph;
    stumble(graph, 1, {503, {{"retry-after", "Tue, 01 Sep 2026 07:00:40 GMT"}}, ""});
    (void)graph.round();
    REQUIRE(graph.going.waits.size() == 1);
    CHECK((graph.going.waits[0] >= 40s && graph.going.waits[0] <= 41s));
}

TEST_CASE("without Retry-After the pauses grow, with jitter, and end", "[sync][graph]") {
    for (const int status : {429, 502, 503, 504}) {
        GraphOfTest graph;
        stumble(graph, 99, {status, {}, ""});
        const auto failure = graph.failure();
        CHECK(failure.problem == (status == 429 ? Problem::busy : Problem::service));
        REQUIRE(graph.going.waits.size() == 5);
        auto whole = 1000ms;
        for (const auto waited : graph.going.waits) {
            CHECK((waited >= whole / 2 && waited <= whole));
            whole *= 2;
        }
    }
}

TEST_CASE("two runs that were refused together do not come back together", "[sync][graph]") {
    GraphOfTest one{1}, other{7};
    stumble(one, 1, {429, {{"retry-after", "10"}}, ""});
    stumble(other, 1, {429, {{"retry-after", "10"}}, ""});
    (void)one.round();
    (void)other.round();
    CHECK(one.going.waits[0] != other.going.waits[0]);
}

TEST_CASE("a pause longer than a run may last ends the run, and says how long to stay away", "[sync][graph]") {
    GraphOfTest graph;
    stumble(graph, 99, {429, {{"retry-after", "3600"}}, ""});
    const auto failure = graph.failure();
    CHECK(failure.problem == Problem::busy);
    CHECK(failure.pause >= 1h);
    CHECK(graph.going.waits.empty());
    CHECK(graph.fetch.times(graph.first_users) == 1);
}

TEST_CASE("a service that says it is nearly enough is asked more slowly", "[sync][graph]") {
    GraphOfTest graph;
    graph.fetch.reply(graph.first_users, [&](const fetch::Ask&) {
        return fetch::Answer{
            200, {{"x-ms-throttle-limit-percentage", "0.9"}}, R"({"value":[],"@odata.nextLink":")" + graph.root + "p2\"}"};
    });
    graph.last(graph.root + "p2", "");
    (void)graph.round();
    CHECK(graph.going.waits == std::vector<std::chrono::milliseconds>{1s});
}

TEST_CASE("a host that cannot be reached is tried again, one that gives too much is not", "[sync][graph]") {
    GraphOfTest graph;
    graph.fetch.unreachable(graph.token_at);
    CHECK(graph.failure().problem == Problem::unreachable);
    CHECK(graph.going.waits.size() == 5);
    GraphOfTest large;
    large.fetch.reply(large.first_users, 200, std::string((32U << 20U) + 1, ' '));
    CHECK(large.failure().problem == Problem::not_understood);
    CHECK(large.fetch.times(large.first_users) == 1);
}

TEST_CASE("an application that may not read users says so, with the number for the helpdesk", "[sync][graph]") {
    GraphOfTest graph;
    graph.refuse(graph.first_users, 403, "Authorization_RequestDenied");
    const auto failure = graph.failure();
    CHECK(failure.problem == Problem::not_permitted);
    CHECK(failure.place == "users/delta: HTTP 403 Authorization_RequestDenied, request r-1");
}

TEST_CASE("what stands where a code should stand is not repeated when it is no word", "[sync][graph]") {
    GraphOfTest graph;
    graph.refuse(graph.first_users, 403, "Sanne de Vries was here");
    CHECK(graph.failure().place == "users/delta: HTTP 403, request r-1");
}

TEST_CASE("a subscription is asked for users, and renewed by its id", "[sync][graph]") {
    GraphOfTest graph;
    graph.open();
    graph.fetch.reply(graph.root + "subscriptions", 201, R"({"id":"sub-1","expirationDateTime":"2026-09-03T07:00:00Z"})");
    const auto made =
        graph.directory->subscribe("https://school.example/directory/notifications", "state", graph.clock.now() + 48h);
    REQUIRE(made);
    CHECK(*made == "sub-1");
    CHECK(
        graph.fetch.asked().back().body ==
        R"({"changeType":"updated,deleted","notificationUrl":"https://school.example/directory/notifications","lifecycleNotificationUrl":)"
        R"("https://school.example/directory/notifications","resource":"users","expirationDateTime":"2026-09-03T07:00:00Z","clientState":"state"})");
    graph.fetch.reply(graph.root + "subscriptions/sub-1", 200, "{}");
    CHECK(graph.directory->renew("sub-1", graph.clock.now() + 72h));
    CHECK(graph.fetch.asked().back().method == fetch::Method::patch);
    CHECK(graph.fetch.asked().back().body == R"({"expirationDateTime":"2026-09-04T07:00:00Z"})");
    graph.refuse(graph.root + "subscriptions/sub-1", 404, "ResourceNotFound");
    CHECK(graph.directory->renew("sub-1", graph.clock.now()).error().problem == Problem::empty);
}
