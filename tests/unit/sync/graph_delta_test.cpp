// Is what a delta query says taken over as it is meant, whatever the order, the gaps and the repetitions?

#include "unit/sync/graph_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using store::Extent;
using sync::Problem;

TEST_CASE("the first reading asks for accountEnabled by name and takes everybody", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"));
    const auto round = graph.round();
    CHECK(round.extent == Extent::everything);
    CHECK(round.tenant == GraphOfTest::tenant);
    CHECK(graph.who(round.accounts) == "a b ");
    CHECK(round.accounts[0].enabled == roster::Enabled::yes);
    CHECK(round.accounts[0].user == Personal<std::string>{"a@school.example"});
    CHECK(graph.fetch.asked().back().url.find("%") == std::string::npos);
    CHECK(round.rules == roster::usual_rules());
}

TEST_CASE("a nextLink is followed as it is, also from a page without anybody, until there is a deltaLink", "[sync][graph]") {
    GraphOfTest graph;
    const auto odd = graph.root + "users/delta?$skiptoken=aB%2F-_.~==&x='y'";
    graph.page(graph.first_users, graph.user("a"), odd, "");
    graph.page(odd, "", graph.root + "third", "");
    graph.page(graph.root + "third", "", graph.root + "fourth", "");
    graph.last(graph.root + "fourth", graph.user("b"), "users/delta?$deltatoken=xyz");
    const auto round = graph.round();
    CHECK(graph.who(round.accounts) == "a b ");
    CHECK(graph.fetch.times(odd) == 1);
    CHECK(round.resume.find("users/delta?$deltatoken=xyz\n") != std::string::npos);
}

TEST_CASE("the next reading asks the whole deltaLink and names only who changed", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"), "d1");
    const auto first = graph.round();
    graph.last(graph.root + "d1", graph.user("b", R"(,"accountEnabled":false)"), "d2");
    const auto second = graph.round(graph.after(first));
    CHECK(second.extent == Extent::changes);
    CHECK(graph.who(second.accounts) == "b ");
    CHECK(second.accounts[0].enabled == roster::Enabled::no);
    CHECK(second.removed.empty());
    CHECK(second.resume.find(graph.root + "d2\n") != std::string::npos);
}

TEST_CASE("both kinds of removal are removals, also in the first round", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a") + "," + graph.removed("b", "changed") + "," + graph.user("c"), "d1");
    const auto first = graph.round();
    CHECK(graph.who(first.accounts) == "a c ");
    graph.last(graph.root + "d1", graph.removed("a", "changed") + "," + graph.removed("c", "deleted"), "d2");
    const auto second = graph.round(graph.after(first));
    CHECK(second.accounts.empty());
    CHECK(graph.who(second.removed) == "a c ");
}

TEST_CASE("who was restored comes back without annotation", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.removed("a", "changed") + "," + graph.user("b"), "d1");
    const auto first = graph.round();
    graph.last(graph.root + "d1", graph.user("a"), "d2");
    const auto second = graph.round(graph.after(first));
    CHECK(graph.who(second.accounts) == "a ");
    CHECK(second.removed.empty());
}

TEST_CASE("the same object several times: the latest state wins", "[sync][graph]") {
    GraphOfTest graph;
    const auto later = R"({"id":"a","accountEnabled":false})";
    graph.page(graph.first_users, graph.user("a") + "," + graph.user("b") + "," + graph.removed("b", "changed"),
               graph.root + "p2", "");
    graph.last(graph.root + "p2",
               std::string{later} + "," + graph.user("c") + "," + graph.removed("c", "deleted") + "," + graph.user("c"));
    const auto round = graph.round();
    CHECK(graph.who(round.accounts) == "a c ");
    CHECK(round.accounts[0].enabled == roster::Enabled::no);
    CHECK(round.accounts[0].user == Personal<std::string>{"a@school.example"});
}

TEST_CASE("a replay of what was told before gives the same round again", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"), "d1");
    const auto first = graph.round();
    graph.last(graph.root + "d1", graph.user("b") + "," + graph.user("a") + "," + graph.user("b"), "d2");
    const auto once = graph.round(graph.after(first)), twice = graph.round(graph.after(first));
    CHECK(graph.who(once.accounts) == "a b ");
    CHECK(graph.who(twice.accounts) == graph.who(once.accounts));
    CHECK(once.resume == twice.resume);
}

TEST_CASE("what a change left out is asked of the one user it is about", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a"), "d1");
    const auto first = graph.round();
    graph.last(graph.root + "d1", R"({"id":"a","accountEnabled":false},{"id":"gone","surname":"X"})", "d2");
    const std::string members =
        "?$select=id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType";
    graph.fetch.reply(graph.root + "users/a" + members, 200, graph.user("a", R"(,"accountEnabled":false)"));
    graph.refuse(graph.root + "users/gone" + members, 404, "Request_ResourceNotFound");
    const auto second = graph.round(graph.after(first));
    REQUIRE(second.accounts.size() == 1);
    CHECK(second.accounts[0].enabled == roster::Enabled::no);
    CHECK(second.accounts[0].user == Personal<std::string>{"a@school.example"});
    CHECK(graph.who(second.removed) == "gone ");
}

TEST_CASE("more half-told changes than can be asked one by one: everything is read again", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a"), "d1");
    const auto first = graph.round();
    std::string many;
    for (int one = 0; one < 201; ++one) {
        const auto id = "u" + std::to_string(one);
        many += (many.empty() ? "" : ",") + std::string{R"({"id":")"} + id + R"("})";
        graph.fetch.reply(
            graph.root + "users/" + id +
                "?$select=id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType",
            200, graph.user(id));
    }
    graph.last(graph.root + "d1", many, "d2");
    const auto second = graph.round(graph.after(first));
    CHECK(second.extent == Extent::everything);
    CHECK(graph.fetch.times(graph.first_users) == 2);
}

TEST_CASE("410 Gone with a Location: everything is read anew from there, and absence is removal", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"), "d1");
    const auto first = graph.round();
    graph.fetch.reply(graph.root + "d1", [&](const fetch::Ask&) {
        return fetch::Answer{410, {{"location", graph.root + "users/delta?$resync=1"}}, ""};
    });
    graph.last(graph.root + "users/delta?$resync=1", graph.user("b"), "d2");
    const auto second = graph.round(graph.after(first));
    CHECK(second.extent == Extent::everything);
    CHECK(graph.who(second.accounts) == "b ");
    CHECK(graph.fetch.times(graph.first_users) == 1);
}

TEST_CASE("syncStateNotFound and resyncRequired: everything is read anew", "[sync][graph]") {
    for (const auto& [status, code] :
         {std::pair{400, "syncStateNotFound"}, {404, "SyncStateNotFound"}, {400, "resyncRequired"}, {410, ""}}) {
        GraphOfTest graph;
        graph.last(graph.first_users, graph.user("a"), "d1");
        const auto first = graph.round();
        graph.refuse(graph.root + "d1", status, code);
        const auto second = graph.round(graph.after(first));
        CHECK(second.extent == Extent::everything);
        CHECK(graph.who(second.accounts) == "a ");
    }
}

TEST_CASE("a Location on another host is not gone to", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a"), "d1");
    const auto first = graph.round();
    graph.fetch.reply(graph.root + "d1", [](const fetch::Ask&) {
        return fetch::Answer{410, {{"location", "https://graph.example.evil.example/v1.0/x"}}, ""};
    });
    CHECK(graph.failure(graph.after(first)).problem == Problem::other_host);
}

TEST_CASE("a link to another host is refused and no token goes there", "[sync][graph]") {
    for (const std::string evil :
         {"https://evil.example/v1.0/users", "http://graph.example/v1.0/users", "https://graph.example@evil.example/",
          "https://graph.example.evil.example/", "https://graph.example:444/"}) {
        GraphOfTest graph;
        graph.page(graph.first_users, graph.user("a"), evil, "");
        CHECK(graph.failure().problem == Problem::other_host);
        CHECK(graph.fetch.times(evil) == 0);
    }
}

TEST_CASE("a page that is cut off, or no JSON, gives nothing at all", "[sync][graph]") {
    for (const std::string body :
         {R"({"value":[{"id":"b","accountEnabled":false},{"id":")", "<html>busy</html>", "", "[]", "{}"}) {
        GraphOfTest graph;
        graph.page(graph.first_users, graph.user("a"), graph.root + "p2", "");
        graph.fetch.reply(graph.root + "p2", 200, body);
        const auto failure = graph.failure();
        CHECK(failure.problem == Problem::not_understood);
        CHECK(failure.place.find("users/delta: ") == 0);
    }
}

TEST_CASE("a list that ends without a deltaLink is not whole", "[sync][graph]") {
    GraphOfTest graph;
    graph.page(graph.first_users, graph.user("a"), "", "");
    CHECK(graph.failure().problem == Problem::not_understood);
}

TEST_CASE("a nextLink to the same page does not go round for ever", "[sync][graph]") {
    GraphOfTest graph;
    graph.page(graph.first_users, "", graph.first_users, "");
    CHECK(graph.failure().problem == Problem::not_understood);
    CHECK(graph.fetch.times(graph.first_users) == 1);
}

TEST_CASE("a reading of nobody, where there were people, is not believed", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, "");
    CHECK(graph.round().accounts.empty());  // a tenant that has nobody yet
    CHECK(graph.failure(store::DirectoryState{.tenant = GraphOfTest::tenant, .resume = "", .accounts = 30}).problem ==
          Problem::empty);
}

TEST_CASE("other settings, or another tenant than last time: everything is read", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a"), "d1");
    const auto first = graph.round();
    GraphOfTest other;
    other.options.connection.role_sources = {settings::RoleSource::roster};
    other.last(other.first_users, other.user("a"), "d1");
    CHECK(other.round(graph.after(first)).extent == Extent::everything);
    auto elsewhere = graph.after(first);
    elsewhere.tenant = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9fff";
    CHECK(graph.round(elsewhere).extent == Extent::everything);
    auto unknown = graph.after(first);
    unknown.resume = "written by a later version";
    CHECK(graph.round(unknown).extent == Extent::everything);
}

TEST_CASE("a run that must end does so between two questions", "[sync][graph]") {
    GraphOfTest graph;
    graph.page(graph.first_users, graph.user("a"), graph.root + "p2", "");
    graph.last(graph.root + "p2", graph.user("b"));
    graph.going.end_after = 3;  // the token, the schools, the first page
    graph.going.with = Problem::switched_off;
    CHECK(graph.failure().problem == Problem::switched_off);
    CHECK(graph.fetch.times(graph.root + "p2") == 0);
}
