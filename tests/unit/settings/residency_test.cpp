// Is it read where data may stand, and can nobody allow more than Europe?

#include "monitor/settings/residency.hpp"

#include <catch2/catch.hpp>

#include "monitor/settings/server.hpp"

using namespace monitor::settings;

namespace {

const std::string least = R"([server]
listen = "127.0.0.1:8443"
public_url = "https://school.example"
state = "state"
)";

std::string told(const std::string& toml) {
    const auto read = server(least + toml, "/etc/monitor");
    return read ? "" : describe(read.error(), "f");
}

}  // namespace

TEST_CASE("without a word about places a server stands on its own machine", "[settings]") {
    const auto read = server(least, "/etc/monitor");
    REQUIRE(read);
    CHECK(read->residency.platform == Platform::own);
    CHECK(read->residency.allowed.empty());
    CHECK(read->residency.endpoints.empty());
}

TEST_CASE("where everything stands is read", "[settings]") {
    const auto read = server(least + R"([residency]
platform = "azure"
allowed = ["westeurope", "eu_data_boundary"]
storage = "westeurope"
[[residency.endpoint]]
host = "graph.microsoft.com"
region = "eu_data_boundary"
[[residency.endpoint]]
host = "administration.example"
region = "eastus"
)",
                             "/etc/monitor");
    REQUIRE(read);
    CHECK(read->residency.platform == Platform::azure);
    CHECK(read->residency.allowed == std::vector<std::string>{"westeurope", "eu_data_boundary"});
    CHECK(read->residency.storage == "westeurope");
    REQUIRE(read->residency.endpoints.size() == 2);
    CHECK(read->residency.endpoints[1].region == "eastus");  // judged where it is used, with a reason
}

TEST_CASE("a region outside Europe cannot be allowed", "[settings]") {
    CHECK(told("[residency]\nallowed = [\"eastus\"]\n").starts_with("f:6: residency.allowed: must be some of self_hosted, "));
    CHECK(told("[residency]\nallowed = [\"uksouth\"]\n") != "");
}

TEST_CASE("what is no region, no host or no platform is told with its line", "[settings]") {
    CHECK(told("[residency]\nplatform = \"aws\"\n") == "f:6: residency.platform: must be \"own\" or \"azure\"\n");
    CHECK(told("[residency]\nstorage = \"West Europe\"\n")
              .starts_with("f:6: residency.storage: must be a region as Azure writes it"));
    CHECK(told("[residency]\nplace = \"x\"\n").starts_with("f:6: residency.place: is not a key that exists"));
    CHECK(told("[[residency.endpoint]]\nhost = \"https://graph.microsoft.com\"\nregion = \"westeurope\"\n")
              .find(".host: must be a host") != std::string::npos);
    CHECK(told("[[residency.endpoint]]\nhost = \"a.example\"\n").find(".region") != std::string::npos);
    CHECK(told("[[residency.endpoint]]\nhost = \"a.example\"\nregion = \"x\"\n[[residency.endpoint]]\nhost = "
               "\"a.example\"\nregion = \"x\"\n")
              .find("stands twice") != std::string::npos);
}

TEST_CASE("the host of a web address is what stands before its port and path", "[settings]") {
    CHECK(host_of("https://graph.microsoft.com/v1.0") == "graph.microsoft.com");
    CHECK(host_of("http://127.0.0.1:8090") == "127.0.0.1");
    CHECK(host_of("http://[::1]:8090/x") == "[::1]");
    CHECK(host_of("https://[2001:db8::1]") == "[2001:db8::1]");
    CHECK(host_of("") == "");
    CHECK(bare_host("http://[::1]:8090/x") == "::1");
    CHECK(bare_host("https://meekijken.school.example:8443") == "meekijken.school.example");
    CHECK(bare_host("https://meekijken.school.example") == "meekijken.school.example");
}
