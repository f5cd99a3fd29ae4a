// Who is staff, who is a pupil, and who is not of this school: does the first source that knows decide, and nobody else?

#include "unit/sync/graph_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using roster::Role;
using settings::RoleSource;
using store::Extent;
using sync::Problem;

namespace {

std::string members_of(const GraphOfTest& graph, const std::string& group) {
    return graph.root + "groups/" + group + "/transitiveMembers/microsoft.graph.user?$select=id&$top=999";
}

std::string ids(const std::vector<std::string>& all) {
    std::string items;
    for (const auto& id : all) items += (items.empty() ? "" : ",") + std::string{R"({"id":")"} + id + "\"}";
    return items;
}

/// A tenant in which staff are in one group.
struct WithGroup : GraphOfTest {
    WithGroup() { options.connection.staff_groups = {group}; }
    void staff(const std::vector<std::string>& all) { page(members_of(*this, group), ids(all), "", ""); }
};

Role role(const store::Round& round, const std::string& id) {
    for (const auto& one : round.accounts) {
        if (one.object == Personal<std::string>{id}) return one.role;
    }
    FAIL(id << " is not in the round");
    return {};
}

}  // namespace

TEST_CASE("a role nobody knows grants nothing", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a"));
    CHECK(role(graph.round(), "a") == Role::unknown);  // the roster may still say that it is one of its staff
    GraphOfTest without;
    without.options.connection.role_sources = {RoleSource::app_role, RoleSource::group, RoleSource::primary_role};
    without.last(without.first_users, without.user("a"));
    CHECK(without.round().accounts.empty());
}

TEST_CASE("a group in the settings makes staff, also through a group within it", "[sync][graph]") {
    WithGroup graph;
    graph.page(members_of(graph, graph.group), ids({"a"}), graph.root + "more", "");
    graph.page(graph.root + "more", ids({"b"}), "", "");
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b") + "," + graph.user("c"));
    const auto round = graph.round();
    CHECK(role(round, "a") == Role::staff);
    CHECK(role(round, "b") == Role::staff);
    CHECK(role(round, "c") == Role::unknown);
}

TEST_CASE("staff are shown by their name, pupils are not", "[sync][graph]") {
    WithGroup graph;
    graph.staff({"a"});
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"));
    const auto round = graph.round();
    CHECK(round.accounts[0].name == Personal<std::string>{"Name a"});
    CHECK(round.accounts[1].name == Personal<std::string>{});
}

TEST_CASE("a group that the settings name and the tenant does not have is a mistake, not an empty group", "[sync][graph]") {
    WithGroup graph;
    graph.refuse(members_of(graph, graph.group), 404, "Request_ResourceNotFound");
    CHECK(graph.failure().problem == Problem::settings);
}

TEST_CASE("who leaves a group is told, though Graph says nothing about that user", "[sync][graph]") {
    WithGroup graph;
    graph.staff({"a", "b"});
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"), "d1");
    const auto first = graph.round();
    graph.staff({"b"});
    graph.last(graph.root + "d1", "", "d2");
    graph.fetch.reply(
        graph.root + "users/a?$select=id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType",
        200, graph.user("a"));
    const auto second = graph.round(graph.after(first));
    CHECK(second.extent == Extent::changes);
    CHECK(graph.who(second.accounts) == "a ");
    CHECK(role(second, "a") == Role::unknown);
}

TEST_CASE("a program that did not see the groups before reads everything when they changed", "[sync][graph]") {
    WithGroup before;
    before.staff({"a"});
    before.last(before.first_users, before.user("a"), "d1");
    const auto first = before.round();
    WithGroup after;
    after.staff({"a"});
    after.last(after.root + "d1", "", "d2");
    CHECK(after.round(before.after(first)).extent == Extent::changes);
    WithGroup changed;
    changed.staff({});
    changed.last(changed.first_users, changed.user("a"), "d3");
    const auto again = changed.round(before.after(first));
    CHECK(again.extent == Extent::everything);
    CHECK(role(again, "a") == Role::unknown);
}

TEST_CASE("an app role makes staff or pupil, by its value in the manifest", "[sync][graph]") {
    GraphOfTest graph;
    graph.options.connection.staff_app_roles = {"Leerkracht"};
    graph.options.connection.pupil_app_roles = {"Leerling"};
    graph.page(
        graph.root + "servicePrincipals?$filter=appId%20eq%20'6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01'&$select=id,appRoles",
        R"({"id":"sp","appRoles":[{"id":"r1","value":"Leerkracht"},{"id":"r2","value":"Leerling"},{"id":"r3","value":"Ouder"}]})",
        "", "");
    graph.page(
        graph.root + "servicePrincipals/sp/appRoleAssignedTo?$select=principalId,principalType,appRoleId&$top=999",
        R"({"principalId":"a","appRoleId":"r1"},{"principalId":"b","appRoleId":"r2"},{"principalId":"c","appRoleId":"r3"},{"principalId":"g1","principalType":"Group","appRoleId":"r1"})",
        "", "");
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b") + "," + graph.user("c") + "," + graph.user("d"));
    graph.page(graph.root + "groups/g1/members/microsoft.graph.user?$select=id&$top=999", ids({"d"}), "", "");
    const auto round = graph.round();
    CHECK(role(round, "a") == Role::staff);
    CHECK(role(round, "b") == Role::pupil);
    CHECK(role(round, "c") == Role::unknown);
    CHECK(role(round, "d") == Role::staff);
    GraphOfTest misspelt;
    misspelt.options.connection.staff_app_roles = {"Leraar"};
    misspelt.page(
        graph.root + "servicePrincipals?$filter=appId%20eq%20'6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01'&$select=id,appRoles",
        R"({"id":"sp","appRoles":[{"id":"r1","value":"Leerkracht"}]})", "", "");
    CHECK(misspelt.failure().problem == Problem::settings);
}

TEST_CASE("the first source that knows decides, in the order of the settings", "[sync][graph]") {
    for (const auto& [order, expected] : {std::pair{std::vector{RoleSource::group, RoleSource::primary_role}, Role::staff},
                                          {std::vector{RoleSource::primary_role, RoleSource::group}, Role::pupil}}) {
        WithGroup graph;
        graph.options.connection.role_sources = order;
        graph.staff({"a"});
        graph.last(graph.first_users, graph.user("a"));
        graph.last(graph.first_education, R"({"id":"a","primaryRole":"student","student":{"externalId":"ll-1"}})", "e1");
        CHECK(role(graph.round(), "a") == expected);
    }
}

TEST_CASE("who is staff and pupil at once, by one source, is neither", "[sync][graph]") {
    WithGroup graph;
    graph.options.connection.pupil_groups = {"6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f03"};
    graph.options.connection.role_sources.push_back(RoleSource::roster);
    graph.staff({"a"});
    graph.page(members_of(graph, "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f03"), ids({"a"}), "", "");
    graph.last(graph.first_users, graph.user("a"));
    graph.last(graph.first_education, R"({"id":"a","primaryRole":"teacher"})", "e1");
    CHECK(role(graph.round(), "a") == Role::unknown);
}

TEST_CASE("a primaryRole of none, or of a later version, is a role nobody knows", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"));
    graph.last(graph.first_education, R"({"id":"a","primaryRole":"none"},{"id":"b","primaryRole":"unknownFutureValue"})", "e1");
    const auto round = graph.round();
    CHECK(role(round, "a") == Role::unknown);
    CHECK(role(round, "b") == Role::unknown);
}

TEST_CASE("education adds numbers and ids for linking, and its changes are heard", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"), "d1");
    graph.last(graph.first_education,
               R"({"id":"a","primaryRole":"student","student":{"externalId":"ll-1","studentNumber":"10001"}})", "e1");
    const auto first = graph.round();
    CHECK(first.accounts[0].sds == Personal<std::string>{"ll-1"});
    CHECK(first.accounts[0].number == Personal<std::string>{"10001"});
    graph.last(graph.root + "d1", "", "d2");
    graph.last(graph.root + "e1", R"({"id":"a","primaryRole":"teacher","teacher":{"externalId":"lk-1"}})", "e2");
    graph.fetch.reply(
        graph.root + "users/a?$select=id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType",
        200, graph.user("a"));
    const auto second = graph.round(graph.after(first));
    CHECK(second.extent == Extent::changes);
    CHECK(graph.who(second.accounts) == "a ");
    CHECK(role(second, "a") == Role::staff);
    CHECK(second.resume.find(graph.root + "e2\n") != std::string::npos);
}

TEST_CASE("a tenant without education, or one that does not show it, goes on without", "[sync][graph]") {
    for (const int status : {403, 404, 501}) {
        GraphOfTest graph;
        graph.refuse(graph.schools, status, "NotImplemented");
        graph.refuse(graph.first_education, status, "NotImplemented");
        graph.last(graph.first_users, graph.user("a"), "d1");
        const auto first = graph.round();
        graph.last(graph.root + "d1", graph.user("a"), "d2");
        CHECK(graph.round(graph.after(first)).extent == Extent::changes);
        CHECK(graph.fetch.times(graph.first_education) == 1);
    }
}

TEST_CASE("when education no longer knows where we were, users are read anew from their own beginning", "[sync][graph]") {
    GraphOfTest graph;
    graph.last(graph.first_users, graph.user("a"), "d1");
    graph.last(graph.first_education, "", "e1");
    const auto first = graph.round();
    graph.last(graph.root + "d1", "", "d2");
    graph.fetch.reply(graph.root + "e1", [&](const fetch::Ask&) {
        return fetch::Answer{410, {{"location", graph.root + "education/anew"}}, ""};
    });
    const auto second = graph.round(graph.after(first));
    CHECK(second.extent == Extent::everything);
    CHECK(graph.fetch.times(graph.root + "education/anew") == 0);
    CHECK(graph.fetch.times(graph.first_users) == 2);
}

TEST_CASE("of several schools in a tenant, the one with this BRIN is read, with all its locations", "[sync][graph]") {
    GraphOfTest graph;
    graph.page(graph.schools,
               R"({"id":"s1","schoolNumber":"99XX"},{"id":"s2","externalId":"99xx01"},{"id":"s3","schoolNumber":"12AB"})", "",
               "");
    graph.page(graph.root + "education/schools/s1/users?$select=id", ids({"a"}), "", "");
    graph.page(graph.root + "education/schools/s2/users?$select=id", ids({"b"}), "", "");
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b") + "," + graph.user("c"), "d1");
    const auto first = graph.round();
    CHECK(graph.who(first.accounts) == "a b ");
    CHECK(first.accounts[0].schools == std::vector<std::string>{"s1", "s2"});
    // A mover leaves without Graph saying a word about the user.
    graph.page(graph.root + "education/schools/s2/users?$select=id", "", "", "");
    graph.last(graph.root + "d1", "", "d2");
    graph.fetch.reply(
        graph.root + "users/b?$select=id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType",
        200, graph.user("b"));
    CHECK(graph.who(graph.round(graph.after(first)).removed) == "b ");
}

TEST_CASE("several schools of which none has this BRIN: nobody is guessed", "[sync][graph]") {
    GraphOfTest graph;
    graph.page(graph.schools, R"({"id":"s1","schoolNumber":"12AB"},{"id":"s3"})", "", "");
    CHECK(graph.failure().problem == Problem::school_not_found);
    GraphOfTest only_one;
    only_one.page(only_one.schools, R"({"id":"s1","schoolNumber":"Regenboog"})", "", "");
    only_one.last(only_one.first_users, only_one.user("a"));
    CHECK(only_one.round().accounts.size() == 1);
}

TEST_CASE("a group may say who belongs to the school at all", "[sync][graph]") {
    GraphOfTest graph;
    graph.options.connection.members_of = {GraphOfTest::group};
    graph.page(members_of(graph, GraphOfTest::group), ids({"a"}), "", "");
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b"), "d1");
    const auto first = graph.round();
    CHECK(graph.who(first.accounts) == "a ");
    CHECK(graph.fetch.times(graph.schools) == 0);
    graph.last(graph.root + "d1", graph.user("b"), "d2");
    CHECK(graph.who(graph.round(graph.after(first)).removed) == "b ");
}

TEST_CASE("a guest of the tenant is nobody of the school", "[sync][graph]") {
    WithGroup graph;
    graph.staff({"a"});
    graph.last(graph.first_users, graph.user("a", R"(,"userType":"Guest")"));
    CHECK(graph.round().accounts.empty());
}

TEST_CASE("a duty comes from a role of our app or from a group, where the settings say so, and from nothing else", "[sync][graph]") {
    using school::Duty;
    const std::string officers = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f05";
    WithGroup graph;
    graph.options.connection.staff_app_roles = {"Directie"};
    graph.options.connection.duties = {{settings::Duty::school_admin, {"Directie", "School.Admin"}, {}},
                                       {settings::Duty::privacy_officer, {}, {officers}}};
    graph.staff({"a", "b", "c"});
    graph.page(members_of(graph, officers), ids({"a", "b"}), "", "");
    graph.page(
        graph.root + "servicePrincipals?$filter=appId%20eq%20'6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01'&$select=id,appRoles",
        R"({"id":"sp","appRoles":[{"id":"r1","value":"Directie"},{"id":"r2","value":"Board.Admin"}]})", "", "");
    graph.page(graph.root + "servicePrincipals/sp/appRoleAssignedTo?$select=principalId,principalType,appRoleId&$top=999",
               R"({"principalId":"a","appRoleId":"r1"},{"principalId":"c","appRoleId":"r2"})", "", "");
    graph.last(graph.first_users, graph.user("a") + "," + graph.user("b") + "," + graph.user("c"), "d1");
    const auto first = graph.round();
    CHECK(first.accounts[0].duties == std::vector{Duty::school_admin, Duty::privacy_officer});
    CHECK(first.accounts[1].duties == std::vector{Duty::privacy_officer});
    CHECK(first.accounts[2].duties.empty());  // that role is tied to no duty here
    // Who is no officer any more is told, though Graph says nothing about that user.
    graph.page(members_of(graph, officers), ids({"a"}), "", "");
    graph.last(graph.root + "d1", "", "d2");
    graph.fetch.reply(
        graph.root + "users/b?$select=id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType",
        200, graph.user("b"));
    const auto second = graph.round(graph.after(first));
    CHECK(graph.who(second.accounts) == "b ");
    CHECK(second.accounts[0].duties.empty());
    // Other settings: everything is read anew.
    graph.options.connection.duties.pop_back();
    graph.directory.reset();
    const auto third = graph.round(graph.after(second));
    CHECK(third.extent == Extent::everything);
    CHECK(third.accounts[0].duties == std::vector{Duty::school_admin});
}
