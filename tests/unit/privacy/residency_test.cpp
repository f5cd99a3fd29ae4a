// Is it noticed when something stands outside Europe, or nobody said where it stands?

#include "monitor/privacy/residency.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/fake_fetch.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using privacy::PlaceFlaw;
using privacy::Use;

namespace {

constexpr const char* location = "http://169.254.169.254/metadata/instance/compute/location?api-version=2021-02-01&format=text";

settings::Server with_graph() {
    settings::Server server;
    server.connections = {{.school = "99XX",
                           .kind = settings::ConnectionKind::graph,
                           .url = "https://graph.microsoft.com/v1.0",
                           .login_url = "https://login.microsoftonline.com"}};
    return server;
}

const privacy::Placement& of(const std::vector<privacy::Placement>& all, Use use) {
    const auto at = std::ranges::find(all, use, &privacy::Placement::use);
    REQUIRE(at != all.end());
    return *at;
}

}  // namespace

TEST_CASE("a server on an own machine without connections stands where it stands", "[privacy]") {
    test::FakeFetch fetch;
    const auto all = privacy::placements(settings::Server{}, fetch);
    CHECK(all.size() == 2);
    CHECK(std::ranges::all_of(all, [](const auto& one) { return one.flaw == PlaceFlaw::none; }));
    CHECK(fetch.asked().empty());
}

TEST_CASE("a part outside the allowed regions, or of which nobody said where it stands, is told with its reason", "[privacy]") {
    auto server = with_graph();
    CHECK(of(privacy::placements(server), Use::directory).flaw == PlaceFlaw::not_said);
    CHECK(said(of(privacy::placements(server), Use::directory), Language::en).find("host = \"graph.microsoft.com\"") !=
          std::string::npos);
    server.residency.endpoints = {{"graph.microsoft.com", "eu_data_boundary"}, {"login.microsoftonline.com", "eastus"}};
    const auto all = privacy::placements(server);
    CHECK(all[2].flaw == PlaceFlaw::none);
    CHECK(all[3].flaw == PlaceFlaw::not_allowed);
    CHECK(said(all[3], Language::nl).find("eastus") != std::string::npos);
    server.residency.storage = "southeastasia";
    CHECK(of(privacy::placements(server), Use::storage).flaw == PlaceFlaw::not_allowed);
    server.residency.storage = "westeurope";
    CHECK(of(privacy::placements(server), Use::storage).flaw == PlaceFlaw::none);
    server.residency.allowed = {"northeurope"};
    CHECK(of(privacy::placements(server), Use::storage).flaw == PlaceFlaw::not_allowed);
}

TEST_CASE("a database on another machine needs a place as everything else does", "[privacy]") {
    settings::Server server;
    server.postgres_host = "/run/postgresql";
    CHECK(of(privacy::placements(server), Use::database).flaw == PlaceFlaw::none);
    server.postgres_host = "127.0.0.1";
    CHECK(of(privacy::placements(server), Use::database).flaw == PlaceFlaw::none);
    server.postgres_host = "db.school.example";
    CHECK(of(privacy::placements(server), Use::database).flaw == PlaceFlaw::not_said);
    server.residency.endpoints = {{"db.school.example", "eastus"}};
    CHECK(of(privacy::placements(server), Use::database).flaw == PlaceFlaw::not_allowed);
    server.residency.endpoints = {{"db.school.example", "westeurope"}};
    CHECK(of(privacy::placements(server), Use::database).flaw == PlaceFlaw::none);
}

TEST_CASE("what is on this machine needs no place", "[privacy]") {
    settings::Server server;
    server.providers = {{.name = "Demo", .issuer = "http://127.0.0.1:8090", .client_id = "classroom"}};
    CHECK(of(privacy::placements(server), Use::sign_in).flaw == PlaceFlaw::none);
    server.providers.front().issuer = "https://127.example";
    CHECK(of(privacy::placements(server), Use::sign_in).flaw == PlaceFlaw::not_said);
}

TEST_CASE("on Azure the machine itself is asked where it stands, and silence is no answer", "[privacy]") {
    settings::Server server;
    server.residency.platform = settings::Platform::azure;
    CHECK(of(privacy::placements(server), Use::machine).flaw == PlaceFlaw::machine_silent);
    test::FakeFetch fetch;
    CHECK(of(privacy::placements(server, fetch), Use::machine).flaw == PlaceFlaw::machine_silent);
    fetch.reply(location, 200, "westeurope");
    const auto here = privacy::placements(server, fetch);
    CHECK(of(here, Use::machine).flaw == PlaceFlaw::none);
    CHECK(of(here, Use::machine).region == "westeurope");
    const auto asked = fetch.asked().back();
    CHECK(asked.headers == std::vector<std::pair<std::string, std::string>>{{"Metadata", "true"}});
    CHECK(asked.patience == 2s);
    fetch.reply(location, 200, "eastus2");
    CHECK(of(privacy::placements(server, fetch), Use::machine).flaw == PlaceFlaw::not_allowed);
    for (const auto* odd : {"", "West Europe", "westeurope\n", "{\"location\":\"westeurope\"}"}) {
        INFO(odd);
        fetch.reply(location, 200, odd);
        CHECK(of(privacy::placements(server, fetch), Use::machine).flaw == PlaceFlaw::machine_silent);
    }
    fetch.reply(location, 404, "westeurope");
    CHECK(of(privacy::placements(server, fetch), Use::machine).flaw == PlaceFlaw::machine_silent);
}
