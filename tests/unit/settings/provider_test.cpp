// Who may say who a person is, and is a provider that anybody could be refused before the server starts?

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "monitor/settings/server.hpp"

using namespace monitor;
using namespace monitor::settings;

namespace {

const std::string server_part = R"([server]
listen = "127.0.0.1:8080"
public_url = "http://127.0.0.1:8080"
state = "state"
tls = "plain_loopback"
)";
const std::string tenant = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00", other_tenant = "7f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00";

std::string provider(std::string_view name, std::string_view issuer, std::string_view more) {
    return fmt::format("[[provider]]\nname = \"{}\"\nissuer = \"{}\"\nclient_id = \"c\"\n{}", name, issuer, more);
}
std::string told(const std::string& providers) {
    const auto read = server(server_part + providers, "/etc/monitor");
    return read ? "" : describe(read.error(), "f");
}
std::string entra(std::string_view issuer) {
    return told(provider("M", issuer, "kind = \"entra\"\n"));
}

}  // namespace

TEST_CASE("a tenant of Entra ID is named by its own id, in the issuer, exactly", "[settings]") {
    CHECK(entra("https://login.microsoftonline.com/" + tenant + "/v2.0").empty());
    CHECK(entra("http://127.0.0.1:8090/" + tenant + "/v2.0").empty());
    for (const std::string& wrong :
         {std::string{"https://login.microsoftonline.com/common/v2.0"},
          std::string{"https://login.microsoftonline.com/organizations/v2.0"},
          std::string{"https://login.microsoftonline.com/consumers/v2.0"},
          std::string{"https://login.microsoftonline.com/school.example/v2.0"}, "https://login.microsoftonline.com/" + tenant,
          "https://login.microsoftonline.com/" + tenant + "/v2.0/", "https://login.microsoftonline.com/" + tenant + "/v1.0",
          "https://sts.windows.net/" + tenant + "/",
          std::string{"https://login.microsoftonline.com/6F1C1A52-0D4E-4B7E-9A35-2C1D7E5B9F00/v2.0"}}) {
        INFO(wrong);
        CHECK(entra(wrong).starts_with("f:8: provider.issuer: must end in the tenant's id"));
    }
}

TEST_CASE("the template of the tenant-independent endpoint and the tenant of personal accounts are never accepted",
          "[settings]") {
    CHECK(entra("https://login.microsoftonline.com/{tenantid}/v2.0").starts_with("f:8: provider.issuer: is the template of all"));
    CHECK(entra("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0")
              .starts_with("f:8: provider.issuer: is the tenant of personal accounts"));
}

TEST_CASE("an issuer of Entra ID does not pass for a plain provider", "[settings]") {
    const auto plain = [](std::string_view issuer) { return told(provider("M", issuer, "")); };
    CHECK(plain("https://login.microsoftonline.com/" + tenant + "/v2.0")
              .starts_with("f:8: provider.issuer: is of Entra ID, which needs kind = \"entra\""));
    CHECK(
        plain("https://login.microsoftonline.com/common/v2.0").starts_with("f:8: provider.issuer: must end in the tenant's id"));
    CHECK(plain("https://login.example/common/v2.0").empty());
    CHECK(told(provider("M", "https://login.example", "kind = \"saml\"\n")) ==
          "f:10: provider.kind: must be \"entra\" or \"oidc\"\n");
}

TEST_CASE("several tenants stand side by side, and no two providers speak for one", "[settings]") {
    const auto one = provider("A", "https://login.microsoftonline.com/" + tenant + "/v2.0", "kind = \"entra\"\n");
    CHECK(told(one + provider("B", "https://login.microsoftonline.com/" + other_tenant + "/v2.0", "kind = \"entra\"\n")).empty());
    const auto twice = "f:13: provider.issuer: is the issuer, or the tenant, of another provider too\n";
    CHECK(told(one + provider("B", "https://login.microsoftonline.com/" + tenant + "/v2.0", "kind = \"entra\"\n")) == twice);
    CHECK(told(one + provider("B", "https://login.other.example/" + tenant + "/v2.0", "kind = \"entra\"\n")) == twice);
}

TEST_CASE("claims with another name come from a short list, and never name an address", "[settings]") {
    const auto claims = [](std::string_view more) { return told(provider("E", "https://entree.example", more)); };
    const auto read =
        server(server_part + provider("E", "https://entree.example",
                                      "kind = \"oidc\"\ntenants = [\"99XX\", \"99XX03\"]\n[provider.claims]\nobject = "
                                      "\"uid\"\ntenant = \"nlEduPersonHomeOrganizationId\"\n"),
               "/etc/monitor");
    REQUIRE(read);
    const auto& entree = read->providers.front();
    CHECK(entree.kind == ProviderKind::oidc);
    CHECK(entree.claims.object == "uid");
    CHECK(entree.claims.tenant == "nlEduPersonHomeOrganizationId");
    CHECK(entree.tenants == std::vector<std::string>{"99XX", "99XX03"});
    for (const auto* wrong : {"email", "mail", "preferred_username", "upn", "unique_name", "name", "eckId", "UID", "\\\"}"}) {
        INFO(wrong);
        CHECK(claims(fmt::format("[provider.claims]\nobject = \"{}\"\n", wrong)) ==
              "f:11: provider.claims.object: must be one of \"sub\", \"oid\", \"uid\", \"nlEduPersonRealId\"\n");
    }
    CHECK(claims("[provider.claims]\ntenant = \"mail\"\n").find("f:11: provider.claims.tenant: must be \"nlEdu") !=
          std::string::npos);
    CHECK(claims("[provider.claims]\nroles = \"roles\"\n").starts_with("f:11: provider.claims.roles: is not a key that exists"));
    CHECK(
        claims("[provider.claims]\nsubject = \"uid\"\n").starts_with("f:11: provider.claims.subject: is not a key that exists"));
}

TEST_CASE("who says where the organisation stands says which ones are let in, and the other way round", "[settings]") {
    const auto more = [](std::string_view text) { return told(provider("E", "https://entree.example", text)); };
    CHECK(more("[provider.claims]\ntenant = \"nlEduPersonHomeOrganizationId\"\n") ==
          "f:10: provider.tenants: is missing: which values of claims.tenant are your schools, such as [\"99XX\"]?\n");
    CHECK(more("tenants = [\"99XX\"]\n") ==
          "f:10: provider.tenants: is used only with claims.tenant, which says where to look\n");
}

TEST_CASE("a person at Entra ID is always (tid, oid), whatever one would like", "[settings]") {
    CHECK(told(provider("M", "https://login.microsoftonline.com/" + tenant + "/v2.0",
                        "kind = \"entra\"\n[provider.claims]\nobject = \"sub\"\n"))
              .starts_with("f:11: provider.claims: is for other providers"));
}
