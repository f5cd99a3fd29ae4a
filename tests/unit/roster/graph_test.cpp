// What is read of Graph's answers, and is everything else refused or passed by?

#include <string>

#include <catch2/catch.hpp>

#include "monitor/roster/directory.hpp"

using namespace monitor;
using namespace monitor::roster;

namespace {

const std::string page = R"({"@odata.context": "https://graph.example/v1.0/$metadata#users",
 "@odata.nextLink": "https://graph.example/v1.0/users/delta?$skiptoken=abc",
 "value": [
  {"displayName": "Sanne V", "givenName": "Sanne", "surname": "Vries", "accountEnabled": true, "mail": null,
   "userPrincipalName": "sanne.v@school.example", "employeeId": "10001", "userType": "Member", "id": "11111111-0000-4000-8000-000000000001",
   "businessPhones": ["06"], "onPremises": {"id": "not this one", "surname": "nor this"}},
  {"id": "11111111-0000-4000-8000-000000000002", "@removed": {"reason": "changed"}},
  {"@removed": {"reason": "deleted"}, "id": "11111111-0000-4000-8000-000000000003"}]})";

std::string of(const std::optional<Personal<std::string>>& value) {
    return value ? value->reveal(Purpose::match_account) : "(absent)";
}

/// What was wrong with it.
template <class Read>
std::string wrong(const Read& read) {
    return read ? "taken" : read.error();
}

}  // namespace

TEST_CASE("a page of users is read: what was asked for, what was null and what was not there are three things",
          "[roster][graph]") {
    const auto read = read_graph_page(page);
    REQUIRE(read);
    CHECK(read->next_link == "https://graph.example/v1.0/users/delta?$skiptoken=abc");
    CHECK(read->delta_link.empty());
    REQUIRE(read->items.size() == 3);
    const auto& sanne = read->items[0];
    CHECK(sanne.id == "11111111-0000-4000-8000-000000000001");
    CHECK(sanne.removal == Removal::none);
    CHECK(sanne.enabled == Enabled::yes);
    CHECK(of(sanne.user) == "sanne.v@school.example");
    CHECK(of(sanne.first) == "Sanne");
    CHECK(of(sanne.surname) == "Vries");
    CHECK(of(sanne.display) == "Sanne V");
    CHECK(of(sanne.number) == "10001");
    CHECK(of(sanne.email).empty());
    CHECK(of(sanne.sds) == "(absent)");
    CHECK(sanne.user_type == "Member");
    CHECK_FALSE(sanne.primary_role);
}

TEST_CASE("removed comes in two kinds: restorable, and gone for good", "[roster][graph]") {
    const auto read = read_graph_page(page);
    REQUIRE(read);
    CHECK(read->items[1].removal == Removal::changed);
    CHECK(read->items[2].removal == Removal::deleted);
    CHECK(read->items[2].id == "11111111-0000-4000-8000-000000000003");
    CHECK_FALSE(read->items[1].enabled);
}

TEST_CASE("an empty page has its link all the same", "[roster][graph]") {
    const auto read = read_graph_page(R"({"@odata.deltaLink": "https://graph.example/d?$deltatoken=xyz", "value": []})");
    REQUIRE(read);
    CHECK(read->items.empty());
    CHECK(read->delta_link == "https://graph.example/d?$deltatoken=xyz");
}

TEST_CASE("pupil numbers and SDS ids are read from where education keeps them", "[roster][graph]") {
    const auto read = read_graph_page(R"({"value": [
        {"id": "a", "primaryRole": "student", "student": {"externalId": "ll-1", "studentNumber": "10001", "grade": "7"}, "teacher": null},
        {"id": "b", "primaryRole": "teacher", "student": {"externalId": "", "studentNumber": null}, "teacher": {"externalId": "lk-7", "teacherNumber": "77"}},
        {"id": "c", "displayName": "De Regenboog", "schoolNumber": "99XX", "externalId": "99XX00"}]})");
    REQUIRE(read);
    REQUIRE(read->items.size() == 3);
    CHECK(read->items[0].primary_role == "student");
    CHECK(of(read->items[0].sds) == "ll-1");
    CHECK(of(read->items[0].number) == "10001");
    CHECK(of(read->items[1].sds) == "lk-7");
    CHECK(of(read->items[1].number) == "77");
    CHECK(of(read->items[2].number) == "99XX");
    CHECK(of(read->items[2].sds) == "99XX00");
}

TEST_CASE("app roles are read with their words, and whose they are", "[roster][graph]") {
    const auto principal = read_graph_page(R"({"value": [{"id": "sp", "appRoles": [
        {"id": "r1", "value": "Leerkracht", "displayName": "x", "allowedMemberTypes": ["User"]}, {"value": "Leerling", "id": "r2"}]}]})");
    REQUIRE(principal);
    REQUIRE(principal->items.size() == 1);
    CHECK(principal->items[0].id == "sp");
    REQUIRE(principal->items[0].app_roles.size() == 2);
    CHECK(principal->items[0].app_roles[0].id == "r1");
    CHECK(principal->items[0].app_roles[0].value == "Leerkracht");
    CHECK(principal->items[0].app_roles[1].id == "r2");
    const auto assigned =
        read_graph_page(R"({"value": [{"id": "x", "principalId": "u1", "appRoleId": "r1", "principalType": "User"}]})");
    REQUIRE(assigned);
    CHECK(assigned->items[0].principal == "u1");
    CHECK(assigned->items[0].principal_type == "User");
    REQUIRE(assigned->items[0].app_roles.size() == 1);
    CHECK(assigned->items[0].app_roles[0].id == "r1");
}

TEST_CASE("whether an account works is a truth, or nobody knows", "[roster][graph]") {
    const auto enabled = [](const std::string& value) {
        return read_graph_item(R"({"id": "a", "accountEnabled": )" + value + "}").value().enabled;
    };
    CHECK(enabled("true") == Enabled::yes);
    CHECK(enabled("false") == Enabled::no);
    CHECK(enabled("null") == Enabled::unknown);
    CHECK(enabled("\"true\"") == Enabled::unknown);
    CHECK_FALSE(read_graph_item(R"({"id": "a"})").value().enabled);
}

TEST_CASE("what is not a page says where it went wrong", "[roster][graph]") {
    const auto told = [](std::string_view text) { return wrong(read_graph_page(text)); };
    CHECK(told("") == "it is empty");
    CHECK(told("<html>").find("it is not JSON") == 0);
    CHECK(told(page.substr(0, page.size() / 2)).find("it is not JSON") == 0);
    CHECK(told("{}") == "it is not a page: there is no list `value` in it");
    CHECK(told(R"({"value": {"id": "a"}})") == "it is not a page: there is no list `value` in it");
    CHECK(told(R"({"value": [], "@odata.nextLink": "a", "@odata.deltaLink": "b"})") == "it has both a nextLink and a deltaLink");
    CHECK(told(std::string{"{\"value\": []"} + '\0' + "}") == "there is a zero byte in it");
}

TEST_CASE("pages have limits: depth, items, links", "[roster][graph]") {
    const auto deep = R"({"value": [{"x": )" + std::string(29, '[') + std::string(29, ']') + "}]}";
    CHECK(read_graph_page(deep));
    const auto deeper = R"({"value": [{"x": )" + std::string(30, '[') + std::string(30, ']') + "}]}";
    CHECK(wrong(read_graph_page(deeper)) == "it is more than 32 deep");
    CHECK_FALSE(read_graph_page(std::string(100'000, '[')));
    std::string many = R"({"value": [{"id": "a"})";
    for (int item = 1; item < 2000; ++item) many += R"(,{"id": "a"})";
    CHECK(read_graph_page(many + "]}"));
    CHECK(wrong(read_graph_page(many + R"(,{"id": "a"}]})")) == "there are more than 2000 items in one page");
    const auto link = R"({"value": [], "@odata.nextLink": ")" + std::string(16'385, 'a') + "\"}";
    CHECK(wrong(read_graph_page(link)) == "its link is longer than 16 KiB");
    CHECK(wrong(read_graph_page(std::string((32U << 20U) + 1, ' '))) == "it is larger than 32 MiB");
}

TEST_CASE("an error of Graph gives its code and the number its helpdesk asks for", "[roster][graph]") {
    const auto problem = read_graph_problem(
        R"({"error": {"code": "syncStateNotFound", "message": "…", "innerError": {"request-id": "r-1", "date": "2019-09-20T21:47:50"}}})");
    CHECK(problem.code == "syncStateNotFound");
    CHECK(problem.request == "r-1");
    CHECK(read_graph_problem("<html>").code.empty());
    CHECK(read_graph_problem(R"({"code": "x"})").code.empty());
}
