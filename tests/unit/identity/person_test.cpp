// identity: whom does a believed token name? One thing wrong at a time (the hostile cases 4 and 8, and Entree).

#include "identity/person.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace monitor;
using identity::SignInFlaw;

namespace {

const std::string tenant = "11111111-2222-3333-4444-555555555555", object = "22222222-2222-3333-4444-555555555555";

identity::Wanted entra() {
    return {"https://login.example/" + tenant + "/v2.0", "our-client", "n", Instant{}, identity::Dialect::entra, {}, {}};
}
identity::Wanted entree() {
    return {"https://entree.example",
            "our-client",
            "n",
            Instant{},
            identity::Dialect::oidc,
            {"uid", "nlEduPersonHomeOrganizationId"},
            {"99XX", "99XX03"}};
}

std::expected<identity::Account, SignInFlaw> read(const std::string& claims, const identity::Wanted& wanted) {
    const auto json = identity::Json::parse(claims, 64 << 10);
    REQUIRE(json);
    return identity::person(*json, wanted);
}
std::string at_entra(const std::string& more, const std::string& tid, const std::string& oid) {
    return fmt::format(R"({{"sub":"s","tid":{},"oid":{}{}{}}})", tid, oid, more.empty() ? "" : ",", more);
}
std::expected<identity::Account, SignInFlaw> at_entra(const std::string& more) {
    return read(at_entra(more, "\"" + tenant + "\"", "\"" + object + "\""), entra());
}
std::optional<SignInFlaw> flaw(const std::expected<identity::Account, SignInFlaw>& account) {
    return account ? std::nullopt : std::optional{account.error()};
}

}  // namespace

TEST_CASE("at Entra ID a person is tenant and object, both GUIDs, and the tenant is the issuer's", "[identity]") {
    const auto account = at_entra(R"("email":"head@school.example","upn":"head@school.example","name":"Head")");
    REQUIRE(account);
    CHECK(account->tenant == tenant);
    CHECK(account->object == Personal<std::string>{object});
    for (const char* tid :
         {"\"99999999-2222-3333-4444-555555555555\"", "\"\"", "7", "null", "\"11111111-2222\"",
          "\"login.example/11111111-2222-3333-4444-555555555555\"", "[\"11111111-2222-3333-4444-555555555555\"]"})
        CHECK(flaw(read(at_entra("", tid, "\"" + object + "\""), entra())) == SignInFlaw::tenant);
    for (const char* oid :
         {"\"o-1\"", "\"\"", "7", "null", "\"head@school.example\"", "\"22222222-2222-3333-4444-55555555555G\""})
        CHECK(flaw(read(at_entra("", "\"" + tenant + "\"", oid), entra())) == SignInFlaw::subject);
    CHECK(flaw(read(fmt::format(R"({{"sub":"s","oid":"{}"}})", object), entra())) == SignInFlaw::tenant);
    CHECK(flaw(read(fmt::format(R"({{"tid":"{}","oid":"{}"}})", tenant, object), entra())) == SignInFlaw::subject);
}

TEST_CASE("an issuer that is not of one tenant names nobody", "[identity]") {
    for (const char* issuer : {"https://login.example/{tenantid}/v2.0", "https://login.example/common/v2.0",
                               "https://login.example/11111111-2222-3333-4444-555555555555",
                               "https://login.example/11111111-2222-3333-4444-555555555555/v2.0/x"}) {
        auto wanted = entra();
        wanted.issuer = issuer;
        CHECK(flaw(read(at_entra("", "\"" + tenant + "\"", "\"" + object + "\""), wanted)) == SignInFlaw::tenant);
    }
}

TEST_CASE("a guest of the tenant is somebody else's person", "[identity]") {
    CHECK(at_entra(R"("acct":0)"));
    CHECK(flaw(at_entra(R"("acct":1)")) == SignInFlaw::tenant);
    CHECK(flaw(at_entra(R"("acct":"0")")) == SignInFlaw::tenant);
    CHECK(at_entra("\"idp\":\"https://sts.windows.net/" + tenant + "/\""));
    CHECK(flaw(at_entra(R"("idp":"live.com")")) == SignInFlaw::tenant);
    CHECK(flaw(at_entra(R"("idp":"https://sts.windows.net/9188040d-6c67-4c5b-b112-36a304b66dad/")")) == SignInFlaw::tenant);
    CHECK(flaw(at_entra(R"("idp":7)")) == SignInFlaw::tenant);
}

TEST_CASE("roles and groups in a token are nobody's, whatever they are", "[identity]") {
    const auto plain = at_entra("");
    REQUIRE(plain);
    for (const char* more : {R"("roles":["School.Admin"],"groups":["x"])", R"("roles":7,"groups":{})", R"("hasgroups":true)",
                             R"("groups":[],"_claim_names":{"groups":"src1"},"_claim_sources":{"src1":{"endpoint":"x"}})"})
        CHECK(at_entra(more) == plain);
}

TEST_CASE("through Entree a person is issuer and uid, of an organisation that is registered", "[identity]") {
    const auto with = [](const std::string& claims) { return read("{\"sub\":\"s-1\"," + claims + "}", entree()); };
    const auto account = with(R"("uid":"qj7cks8qdz9ph54@de-wilg","nlEduPersonHomeOrganizationId":"99XX03",
                                 "eduPersonAffiliation":["employee","staff"],"mail":"head@school.example")");
    REQUIRE(account);
    CHECK(account->tenant == "https://entree.example");
    CHECK(account->object == Personal<std::string>{"qj7cks8qdz9ph54@de-wilg"});
    CHECK(with(R"("uid":["u@w"],"nlEduPersonHomeOrganizationId":["99XX"])"));
    for (const char* other : {"\"12AB\"", "\"99xx\"", "\"99XX04\"", "\"\"", "7", "[\"99XX\",\"12AB\"]", "[]"})
        CHECK(flaw(with(fmt::format(R"("uid":"u@w","nlEduPersonHomeOrganizationId":{})", other))) == SignInFlaw::tenant);
    CHECK(flaw(with(R"("uid":"u@w")")) == SignInFlaw::tenant);
    for (const char* uid : {"\"\"", "7", "[]", "[\"a\",\"b\"]", "null"})
        CHECK(flaw(with(fmt::format(R"("nlEduPersonHomeOrganizationId":"99XX","uid":{})", uid))) == SignInFlaw::subject);
    CHECK(flaw(with(fmt::format(R"("nlEduPersonHomeOrganizationId":"99XX","uid":"{}")", std::string(256, 'u')))) ==
          SignInFlaw::subject);
}

TEST_CASE("a plain provider cannot claim to be a tenant of Entra ID", "[identity]") {
    auto plain = entree();
    plain.claims = {};
    plain.tenants = {};
    const auto account = read(at_entra("", "\"" + tenant + "\"", "\"" + object + "\""), plain);
    REQUIRE(account);
    CHECK(account->tenant == "https://entree.example");
    CHECK(account->object == Personal<std::string>{"s"});
}
