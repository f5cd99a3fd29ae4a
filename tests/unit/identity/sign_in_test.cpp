// identity: does a person come back from the provider as who they are, and does nobody else?

#include "monitor/identity/sign_in.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "monitor/seal/hash.hpp"
#include "support/fake_fetch.hpp"
#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using identity::SignInFlaw;

namespace {

const std::string tenant = "11111111-2222-3333-4444-555555555555", object = "22222222-2222-3333-4444-555555555555";
const std::string issuer = "https://login.example/" + tenant + "/v2.0";
const std::string discovery_url = issuer + "/.well-known/openid-configuration";
const std::string token_url = "https://login.example/t-1/token", keys_url = "https://login.example/t-1/keys";

const test::TestKey& key(int which) {
    static const test::TestKey first, second;
    return which == 1 ? first : second;
}

struct School {
    test::ManualClock clock{Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 8h};
    test::SeededRandom random;
    test::FakeFetch fetch;
    std::unique_ptr<identity::Provider> provider;
    std::string key_id{"k1"};
    int signer{1};

    explicit School(std::string secret = "") {
        fetch.reply(discovery_url, 200,
                    fmt::format(R"({{"issuer":"{}","authorization_endpoint":"https://login.example/t-1/authorize",
                                 "token_endpoint":"{}","jwks_uri":"{}"}})",
                                issuer, token_url, keys_url));
        publish(fmt::format("{}", key(1).jwk("k1")));
        provider = identity::make_provider(
            {issuer, "our-client", std::move(secret), "https://school.example/back", identity::Dialect::entra}, fetch, random,
            clock);
    }
    void publish(const std::string& keys) { fetch.reply(keys_url, 200, R"({"keys":[)" + keys + "]}"); }
    /// From now on the provider answers codes of this attempt.
    void answer(const identity::Attempt& attempt) {
        const auto now = std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count();
        const auto claims =
            fmt::format(R"({{"iss":"{}","aud":"our-client","exp":{},"iat":{},"nonce":"{}","sub":"s","tid":"{}","oid":"{}"}})",
                        issuer, now + 300, now, attempt.nonce, tenant, object);
        const auto token = key(signer).token(fmt::format(R"({{"alg":"RS256","kid":"{}"}})", key_id), claims);
        fetch.reply(token_url, 200, fmt::format(R"({{"access_token":"x","token_type":"Bearer","id_token":"{}"}})", token));
    }
    std::expected<identity::Account, SignInFlaw> sign_in() {
        const auto departure = provider->depart();
        if (!departure) return std::unexpected{departure.error()};
        answer(departure->attempt);
        return provider->arrive(departure->attempt, {departure->attempt.state, "code-1", "", ""});
    }
};

std::string parameter(const std::string& url, const std::string& name) {
    const auto at = url.find('&' + name + '=') + name.size() + 2;
    return url.substr(at, url.find('&', at) - at);
}

}  // namespace

TEST_CASE("one click goes there and back: code, PKCE, state, nonce", "[identity]") {
    School school;
    const auto departure = school.provider->depart();
    REQUIRE(departure);
    CHECK(departure->url.starts_with("https://login.example/t-1/authorize?response_type=code&"));
    CHECK(parameter(departure->url, "state") == departure->attempt.state);
    CHECK(parameter(departure->url, "nonce") == departure->attempt.nonce);
    CHECK(parameter(departure->url, "code_challenge_method") == "S256");
    CHECK(parameter(departure->url, "code_challenge") == base64url(seal::sha256(as_bytes(departure->attempt.verifier))));
    CHECK(parameter(departure->url, "redirect_uri") == "https%3a%2f%2fschool.example%2fback");
    CHECK(departure->url.find(departure->attempt.verifier) == std::string::npos);
    CHECK(departure->attempt.verifier.size() == 43);

    school.answer(departure->attempt);
    const auto account = school.provider->arrive(departure->attempt, {departure->attempt.state, "c o/de", "", ""});
    REQUIRE(account);
    CHECK(account->tenant == tenant);
    CHECK(account->object == Personal<std::string>{object});
    const auto asked = school.fetch.asked();
    const auto exchange = std::ranges::find(asked, token_url, &fetch::Ask::url);
    REQUIRE(exchange != asked.end());
    CHECK(exchange->method == fetch::Method::post);
    CHECK(exchange->body ==
          "grant_type=authorization_code&code=c%20o%2fde&redirect_uri=https%3a%2f%2fschool.example%2fback&client_id="
          "our-client&code_verifier=" +
              departure->attempt.verifier);
}

TEST_CASE("every attempt has its own lots", "[identity]") {
    School school;
    const auto one = school.provider->depart(), other = school.provider->depart();
    REQUIRE(one);
    REQUIRE(other);
    CHECK(one->attempt.state != other->attempt.state);
    CHECK(one->attempt.nonce != other->attempt.nonce);
    CHECK(one->attempt.verifier != other->attempt.verifier);
    CHECK(one->attempt.state != one->attempt.nonce);
    school.answer(one->attempt);
    CHECK(school.provider->arrive(other->attempt, {other->attempt.state, "code", "", ""}).error() == SignInFlaw::nonce);
    CHECK(school.provider->arrive(one->attempt, {other->attempt.state, "code", "", ""}).error() == SignInFlaw::state);
}

TEST_CASE("a return with another state, without one, or with an error is refused, and no code is exchanged", "[identity]") {
    School school;
    const auto attempt = school.provider->depart()->attempt;
    school.answer(attempt);
    CHECK(school.provider->arrive(attempt, {"", "code", "", ""}).error() == SignInFlaw::state);
    CHECK(school.provider->arrive(attempt, {attempt.state + "x", "code", "", ""}).error() == SignInFlaw::state);
    CHECK(school.provider->arrive({}, {"", "code", "", ""}).error() == SignInFlaw::state);
    CHECK(school.provider->arrive(attempt, {attempt.state, "", "", ""}).error() == SignInFlaw::refused_by_provider);
    CHECK(school.provider->arrive(attempt, {attempt.state, "code", "", "access_denied"}).error() ==
          SignInFlaw::refused_by_provider);
    CHECK(school.provider->arrive(attempt, {attempt.state, std::string(5000, 'c'), "", ""}).error() ==
          SignInFlaw::refused_by_provider);
    CHECK(school.provider->arrive(attempt, {attempt.state, "code", "https://evil.example", ""}).error() == SignInFlaw::issuer);
    CHECK(school.provider->arrive(attempt, {attempt.state, "code", "https://evil.example", "denied"}).error() ==
          SignInFlaw::issuer);
    CHECK(school.fetch.times(token_url) == 0);
    CHECK(school.provider->arrive(attempt, {attempt.state, "code", issuer, ""}));
}

TEST_CASE("an error at the provider tells whose affair it is: the visitor's, the provider's or our registration's", "[identity]") {
    School school;
    const auto attempt = school.provider->depart()->attempt;
    const auto flaw = [&](const char* error) { return school.provider->arrive(attempt, {attempt.state, "", "", error}).error(); };
    for (const char* error : {"access_denied", "login_required", "consent_required", "whatever"})
        CHECK(flaw(error) == SignInFlaw::refused_by_provider);
    for (const char* error : {"server_error", "temporarily_unavailable"}) CHECK(flaw(error) == SignInFlaw::provider_unreachable);
    for (const char* error : {"unauthorized_client", "invalid_request", "invalid_scope", "unsupported_response_type"})
        CHECK(flaw(error) == SignInFlaw::client);
    CHECK(school.fetch.times(token_url) == 0);
}

TEST_CASE("a provider that always names itself must do so", "[identity]") {
    School school;
    school.fetch.reply(discovery_url, 200,
                       fmt::format(R"({{"issuer":"{}","authorization_endpoint":"https://login.example/a","token_endpoint":"{}",
                                    "jwks_uri":"{}","authorization_response_iss_parameter_supported":true}})",
                                   issuer, token_url, keys_url));
    const auto attempt = school.provider->depart()->attempt;
    school.answer(attempt);
    CHECK(school.provider->arrive(attempt, {attempt.state, "code", "", ""}).error() == SignInFlaw::issuer);
    CHECK(school.provider->arrive(attempt, {attempt.state, "code", issuer, ""}));
}

TEST_CASE("a client secret goes in the header, or in the body where the provider says so", "[identity]") {
    School school{"s3cr=t/+"};
    REQUIRE(school.sign_in());
    const auto asked = school.fetch.asked();
    const auto exchange = *std::ranges::find(asked, token_url, &fetch::Ask::url);
    CHECK(exchange.body.find("client_secret") == std::string::npos);
    CHECK(std::ranges::find(exchange.headers,
                            std::pair<std::string, std::string>{"authorization", "Basic b3VyLWNsaWVudDpzM2NyJTNkdCUyZiUyYg=="}) !=
          exchange.headers.end());
}

TEST_CASE("a discovery document for another issuer, or with doors that are not HTTPS, is not believed", "[identity]") {
    School school;
    school.fetch.reply(discovery_url, 200, R"({"issuer":"https://evil.example","authorization_endpoint":"https://a.example",
        "token_endpoint":"https://a.example","jwks_uri":"https://a.example"})");
    CHECK(school.provider->depart().error() == SignInFlaw::issuer);
    for (const char* door :
         {"http://login.example/a", "javascript:alert(1)", "https://login.example/a b", "https://login.example/a#x", ""}) {
        School other;
        other.fetch.reply(discovery_url, 200,
                          fmt::format(R"({{"issuer":"{}","authorization_endpoint":"{}","token_endpoint":"{}","jwks_uri":"{}"}})",
                                      issuer, door, token_url, keys_url));
        CHECK(other.provider->depart().error() == SignInFlaw::provider_unreachable);
    }
}

TEST_CASE("one signs out at the provider too where it has a door for it on its own host, and nowhere else", "[identity]") {
    const auto way_out = [](const std::string& door) {
        School school;
        school.fetch.reply(discovery_url, 200,
                           fmt::format(R"({{"issuer":"{}","authorization_endpoint":"https://login.example/a","token_endpoint":"{}",
                                        "jwks_uri":"{}"{}}})",
                                       issuer, token_url, keys_url,
                                       door.empty() ? "" : fmt::format(R"(,"end_session_endpoint":"{}")", door)));
        return school.provider->sign_out().value();
    };
    constexpr const char* ours = "client_id=our-client&post_logout_redirect_uri=https%3a%2f%2fschool.example%2fback";
    CHECK(way_out("https://login.example/t-1/end") == std::string{"https://login.example/t-1/end?"} + ours);
    CHECK(way_out("https://login.example/end?p=1") == std::string{"https://login.example/end?p=1&"} + ours);
    for (const auto* other : {"", "https://evil.example/end", "https://login.example.evil.example/end", "http://login.example/end",
                              "https://login.example:8443/end", "https://login.example@evil.example/end",
                              "https://login.example\\\\@evil.example/end", "//login.example/end", "javascript:alert(1)",
                              "https://login.example/end#x"})
        CHECK(way_out(other).empty());
    School away;
    away.fetch.unreachable(discovery_url);
    CHECK(away.provider->sign_out().error() == SignInFlaw::provider_unreachable);
}

TEST_CASE("a provider that is away gives its own flaw, and is asked again only after a pause", "[identity]") {
    School school;
    school.fetch.unreachable(discovery_url);
    CHECK(school.provider->depart().error() == SignInFlaw::provider_unreachable);
    CHECK(school.provider->depart().error() == SignInFlaw::provider_unreachable);
    CHECK(school.fetch.times(discovery_url) == 1);
    school.clock.advance(5s);
    CHECK_FALSE(school.provider->depart());
    CHECK(school.fetch.times(discovery_url) == 2);
}

TEST_CASE("a code the provider refuses, a broken answer and a broken provider are told apart", "[identity]") {
    School school;
    const auto attempt = school.provider->depart()->attempt;
    const identity::Return back{attempt.state, "code", "", ""};
    school.fetch.reply(token_url, 400, R"({"error":"invalid_grant"})");
    CHECK(school.provider->arrive(attempt, back).error() == SignInFlaw::refused_by_provider);
    for (const char* error : {"invalid_client", "unauthorized_client"}) {
        school.fetch.reply(token_url, 401, fmt::format(R"({{"error":"{}"}})", error));
        CHECK(school.provider->arrive(attempt, back).error() == SignInFlaw::client);
    }
    for (const char* body : {"", "<html>", R"({"error":7})", R"({"error":"another"})"}) {
        school.fetch.reply(token_url, 400, body);
        CHECK(school.provider->arrive(attempt, back).error() == SignInFlaw::refused_by_provider);
    }
    school.fetch.reply(token_url, 503, "");
    CHECK(school.provider->arrive(attempt, back).error() == SignInFlaw::provider_unreachable);
    school.fetch.unreachable(token_url);
    CHECK(school.provider->arrive(attempt, back).error() == SignInFlaw::provider_unreachable);
    for (const std::string& body : {std::string{}, std::string{"[]"}, std::string{R"({"id_token":7})"},
                                    std::string{R"({"id_token":"a"})"}, std::string{"{\"id_token\":\"a\",\"id_token\":\"b\"}"}}) {
        school.fetch.reply(token_url, 200, body);
        CHECK(school.provider->arrive(attempt, back).error() == SignInFlaw::token_malformed);
    }
    school.fetch.reply(token_url, 200, std::string(10 << 20, ' '));
    CHECK(school.provider->arrive(attempt, back).error() == SignInFlaw::provider_unreachable);
}

TEST_CASE("the provider's keys are read once an hour and its doors once a day, not once a person", "[identity]") {
    School school;
    for (int person = 0; person < 30; ++person) REQUIRE(school.sign_in());
    CHECK(school.fetch.times(discovery_url) == 1);
    CHECK(school.fetch.times(keys_url) == 1);
    school.clock.advance(1h - 1ms);
    REQUIRE(school.sign_in());
    CHECK(school.fetch.times(keys_url) == 1);
    school.clock.advance(1ms);
    REQUIRE(school.sign_in());
    REQUIRE(school.sign_in());
    CHECK(school.fetch.times(keys_url) == 2);
    CHECK(school.fetch.times(discovery_url) == 1);
    school.clock.advance(24h);
    REQUIRE(school.sign_in());
    CHECK(school.fetch.times(discovery_url) == 2);
    CHECK(school.fetch.times(keys_url) == 3);
}

TEST_CASE("a provider that falls silent is asked again each five minutes, and what it said before serves", "[identity]") {
    School school;
    REQUIRE(school.sign_in());
    school.clock.advance(25h);
    school.fetch.unreachable(discovery_url);
    for (int round = 0; round < 10; ++round) CHECK(school.sign_in());
    CHECK(school.fetch.times(discovery_url) == 2);
    school.clock.advance(5min);
    CHECK(school.sign_in());
    CHECK(school.fetch.times(discovery_url) == 3);
}

TEST_CASE("claims with names of their own are asked for in the signed token", "[identity]") {
    School school;
    school.provider = identity::make_provider({issuer,
                                               "our-client",
                                               "",
                                               "https://school.example/back",
                                               identity::Dialect::oidc,
                                               {.object = "uid", .tenant = "nlEduPersonHomeOrganizationId"},
                                               {"99XX"}},
                                              school.fetch, school.random, school.clock);
    CHECK(
        parameter(school.provider->depart()->url, "claims") ==
        "%7b%22id_token%22%3a%7b%22uid%22%3a%7b%22essential%22%3atrue%7d%2c%22nlEduPersonHomeOrganizationId%22%3a%7b%22essential"
        "%22%3atrue%7d%7d%7d");
    CHECK(School{}.provider->depart()->url.find("claims=") == std::string::npos);
}

TEST_CASE("after the provider changed its keys the next person gets in with one question", "[identity]") {
    School school;
    REQUIRE(school.sign_in());
    school.clock.advance(1min);
    school.publish(key(2).jwk("k2"));
    school.key_id = "k2";
    school.signer = 2;
    REQUIRE(school.sign_in());
    CHECK(school.fetch.times(keys_url) == 2);
    school.key_id = "k1";
    school.signer = 1;
    CHECK(school.sign_in().error() == SignInFlaw::key_unknown);
    CHECK(school.fetch.times(keys_url) == 2);
}

TEST_CASE("while the provider's keys cannot be read the old ones serve, and nothing unsigned is believed", "[identity]") {
    School school;
    REQUIRE(school.sign_in());
    school.clock.advance(25h);
    for (const std::string& body :
         {std::string{}, std::string{R"({"keys":[]})"}, std::string{R"({"keys":7})"}, std::string(10 << 20, ' ')}) {
        school.fetch.reply(keys_url, 200, body);
        school.clock.advance(5min);
        CHECK(school.sign_in());
    }
    school.fetch.reply(keys_url, 500, "");
    school.clock.advance(5min);
    CHECK(school.sign_in());
    school.key_id = "k9";
    CHECK(school.sign_in().error() == SignInFlaw::key_unknown);

    School fresh;
    fresh.fetch.unreachable(keys_url);
    CHECK(fresh.sign_in().error() == SignInFlaw::provider_unreachable);
    fresh.publish(key(1).jwk("k1"));
    CHECK_FALSE(fresh.sign_in());
    fresh.clock.advance(5s);
    CHECK(fresh.sign_in());
}
