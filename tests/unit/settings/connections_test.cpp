// Which connections of a school are taken, and is every mistake told with its line?

#include <catch2/catch.hpp>

#include "monitor/settings/server.hpp"

using namespace monitor::settings;
using namespace std::chrono_literals;

namespace {

const std::string far_away = R"([server]
listen = "0.0.0.0:8443"
public_url = "https://school.example"
state = "state"
)";
const std::string at_home = R"([server]
listen = "127.0.0.1:8080"
public_url = "http://127.0.0.1:8080"
state = "state"
tls = "plain_loopback"
)";
const std::string graph = R"([[connection]]
school = "99xx"
kind = "graph"
tenant = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00"
client_id = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01"
secret_file = "graph-secret"
)";
const std::string uwlr = R"([[connection]]
school = "99XX"
kind = "uwlr"
url = "https://las.example/uwlr"
customer = "K-1"
customer_name = "De Regenboog"
secret_file = "uwlr-key"
)";

std::string told(const std::string& toml) {
    const auto read = server(toml, "/etc/monitor");
    return read ? "" : describe(read.error(), "f");
}

Connection taken(const std::string& toml) {
    const auto read = server(toml, "/etc/monitor");
    INFO((read ? "" : describe(read.error(), "f")));
    REQUIRE(read);
    REQUIRE(read->connections.size() == 1);
    return read->connections.front();
}

}  // namespace

TEST_CASE("a directory needs a tenant, an application and its secret, and has the cautious rest", "[settings]") {
    const auto one = taken(far_away + graph);
    CHECK(one.school == "99XX");
    CHECK(one.kind == ConnectionKind::graph);
    CHECK(one.url == "https://graph.microsoft.com");
    CHECK(one.login_url == "https://login.microsoftonline.com");
    CHECK(one.secret_file == "/etc/monitor/graph-secret");
    CHECK(one.every == 15min);
    CHECK(one.role_sources == std::vector{RoleSource::app_role, RoleSource::group, RoleSource::primary_role, RoleSource::roster});
    CHECK(one.notifications == Notifications::off);
    CHECK(one.link_rules.empty());
}

TEST_CASE("every key of a directory is read", "[settings]") {
    const auto one = taken(far_away + graph + R"(url = "https://graph.example"
login_url = "https://login.example"
every = "5m"
role_sources = ["group", "roster"]
staff_app_roles = ["Leerkracht", "IB"]
pupil_app_roles = ["Leerling"]
staff_groups = ["6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f02"]
pupil_groups = ["6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f03"]
members_of = ["6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f04"]
notifications = "on"
[connection.link]
rules = ["number", "name {first}.{surname}"]
)");
    CHECK(one.every == 5min);
    CHECK(one.role_sources == std::vector{RoleSource::group, RoleSource::roster});
    CHECK(one.staff_app_roles == std::vector<std::string>{"Leerkracht", "IB"});
    CHECK(one.pupil_groups.size() == 1);
    CHECK(one.members_of.size() == 1);
    CHECK(one.notifications == Notifications::on);
    CHECK(one.link_rules == std::vector<std::string>{"number", "name {first}.{surname}"});
}

TEST_CASE("who has a duty may follow from roles and groups of the directory, and from nothing that was not named", "[settings]") {
    CHECK(taken(far_away + graph).duties.empty());
    const auto one = taken(far_away + graph + R"([connection.duties.school_admin]
app_roles = ["School.Admin", "Directie"]
[connection.duties.privacy_officer]
app_roles = ["FG"]
groups = ["6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f05"]
)");
    REQUIRE(one.duties.size() == 2);
    CHECK(one.duties[0].duty == Duty::school_admin);
    CHECK(one.duties[0].app_roles == std::vector<std::string>{"School.Admin", "Directie"});
    CHECK(one.duties[1].duty == Duty::privacy_officer);
    CHECK(one.duties[1].groups == std::vector<std::string>{"6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f05"});
}

TEST_CASE("what is wrong with the duties of a connection is told all at once, each with its line", "[settings]") {
    const auto all = told(far_away + graph + R"([connection.duties.schooladmin]
app_roles = ["School.Admin"]
[connection.duties.support]
groups = ["Team"]
[connection.duties.board_admin]
[connection.duties.privacy_officer]
app_roles = ["FG"]
group = ["6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f05"]
)");
    CHECK(all.find("f:11: connection.duties.schooladmin: is not a key that exists (did you mean `school_admin`?)") !=
          std::string::npos);
    CHECK(all.find("f:14: connection.duties.support.groups: must be ids of groups") != std::string::npos);
    CHECK(all.find("f:15: connection.duties.board_admin: names nobody: write app_roles, groups, or both") != std::string::npos);
    CHECK(all.find("f:18: connection.duties.privacy_officer.group: is not a key that exists") != std::string::npos);
    CHECK(told(far_away + uwlr + "[connection.duties.support]\napp_roles = [\"ICT\"]\n").find("connection.duties: is not a key") !=
          std::string::npos);
}

TEST_CASE("an administration over UWLR is asked at a quarter past two", "[settings]") {
    const auto one = taken(far_away + uwlr);
    CHECK(one.kind == ConnectionKind::uwlr);
    CHECK(one.at == 2h + 15min);
    CHECK(one.location == "00");
    CHECK(one.asking == Asking::everything);
    CHECK(one.delivery == Delivery::whole);
    CHECK(taken(far_away + uwlr + "at = \"23:59\"\ndelivery = \"staged\"\nlocation = \"03\"\ndata_set = \"smalle-set\"\n").at ==
          23h + 59min);
}

TEST_CASE("an administration may be a file that is read every day", "[settings]") {
    for (const std::string kind : {"edexml", "oneroster", "sds"}) {
        const auto one = taken(far_away + "[[connection]]\nschool = \"99XX\"\nkind = \"" + kind + "\"\nfile = \"in/roster\"\n");
        CHECK(one.file == "/etc/monitor/in/roster");
    }
}

TEST_CASE("a key of another kind of connection is not a key that exists", "[settings]") {
    CHECK(told(far_away + graph + "customer = \"K\"\n").find("f:11: connection.customer: is not a key that exists") == 0);
    CHECK(told(far_away + uwlr + "tenant = \"K\"\n").find("connection.tenant: is not a key that exists") != std::string::npos);
}

TEST_CASE("what is wrong with a connection is told with its line", "[settings]") {
    const auto wrong = [](std::string from, const std::string& what, const std::string& with) {
        return told(far_away + from.replace(from.find(what), what.size(), with));
    };
    CHECK(wrong(graph, "99xx", "9XXX").find("f:6: connection.school: must be a BRIN") == 0);
    CHECK(wrong(graph, "\"graph\"", "\"entra\"").find("f:7: connection.kind: must be one of \"graph\", \"uwlr\"") == 0);
    CHECK(wrong(graph, "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00", "school.example").find("f:8: connection.tenant: must be an id") ==
          0);
    CHECK(wrong(graph, "secret_file = \"graph-secret\"\n", "").find("f:5: connection.secret_file: is missing") == 0);
    CHECK(told(far_away + graph + "every = \"1m\"\n").find("f:11: connection.every: must be from \"5m\" to \"720m\"") == 0);
    CHECK(told(far_away + graph + "role_sources = [\"rol\"]\n").find("must be a list of \"app_role\"") != std::string::npos);
    CHECK(told(far_away + graph + "role_sources = [\"group\", \"group\"]\n").find("names a source twice") != std::string::npos);
    CHECK(told(far_away + graph + "staff_groups = [\"Team\"]\n").find("must be ids of groups") != std::string::npos);
    CHECK(told(far_away + uwlr + "at = \"25:00\"\n").find("f:12: connection.at: must be a time of day") == 0);
    CHECK(told(far_away + uwlr + "location = \"1\"\n").find("must be two digits") != std::string::npos);
    CHECK(told(far_away + graph + graph).find("f:11: connection.school: has a directory already") == 0);
    CHECK(told(far_away + uwlr + uwlr).find("has an administration already") != std::string::npos);
}

TEST_CASE("a school is asked in the clear only where all stays on one machine", "[settings]") {
    const auto plain = graph + "url = \"http://127.0.0.1:9000\"\nlogin_url = \"http://127.0.0.1:9000\"\n";
    CHECK(told(at_home + plain).empty());
    CHECK(told(far_away + plain).find("connection.url: must be https") != std::string::npos);
    CHECK(told(at_home + graph + "url = \"http://graph.example\"\n").find("connection.url: must be https") != std::string::npos);
}

TEST_CASE("only what changed may be asked where a directory keeps the list fresh", "[settings]") {
    CHECK(
        told(far_away + uwlr + "ask = \"when_changed\"\n").find("connection.ask: \"when_changed\" needs a connection of kind") !=
        std::string::npos);
    CHECK(told(far_away + uwlr + "ask = \"when_changed\"\n" + graph).empty());
}

TEST_CASE("a board of schools has a connection or two for each", "[settings]") {
    std::string all = far_away;
    for (int school = 10; school < 30; ++school) {
        auto one = uwlr, two = graph;
        const auto brin = std::to_string(school) + "AB";
        all += one.replace(one.find("99XX"), 4, brin) + two.replace(two.find("99xx"), 4, brin);
    }
    CHECK(told(all).empty());
}
