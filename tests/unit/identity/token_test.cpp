// identity: which ID tokens are believed? Made by hand, one thing wrong at a time (the hostile cases 1 to 6 and 8).

#include "identity/token.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "support/fake_provider.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using identity::SignInFlaw;

namespace {

const test::TestKey& provider_key() {
    static const test::TestKey key;
    return key;
}

const std::string header = R"({"alg":"RS256","kid":"k1","typ":"JWT"})";
const std::string issuer = "https://login.example/11111111-2222-3333-4444-555555555555/v2.0";
const std::string tenant = "11111111-2222-3333-4444-555555555555", object = "22222222-2222-3333-4444-555555555555";
const Instant noon = Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 12h;

std::int64_t seconds(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

// The claims of a right token; each member may be replaced by any JSON text, or left out with "".
std::string claims(const std::string& member = "", const std::string& value = "") {
    std::vector<std::pair<std::string, std::string>> members{{"iss", fmt::format("\"{}\"", issuer)},
                                                             {"aud", "\"our-client\""},
                                                             {"exp", fmt::format("{}", seconds(noon + 5min))},
                                                             {"iat", fmt::format("{}", seconds(noon - 1s))},
                                                             {"nbf", fmt::format("{}", seconds(noon - 1s))},
                                                             {"nonce", "\"n-1\""},
                                                             {"sub", "\"subject\""},
                                                             {"tid", fmt::format("\"{}\"", tenant)},
                                                             {"oid", fmt::format("\"{}\"", object)}};
    std::string text;
    bool known{};
    for (const auto& [name, given] : members) {
        const auto& used = name == member ? value : given;
        known = known || name == member;
        if (!used.empty()) text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", name, used);
    }
    if (!known && !member.empty()) text += fmt::format(",\"{}\":{}", member, value);
    return "{" + text + "}";
}

identity::Wanted wanted() {
    return {issuer, "our-client", "n-1", noon, identity::Dialect::entra};
}

std::expected<identity::RsaKey, SignInFlaw> key_of(const std::string& key_id) {
    if (key_id != "k1") return std::unexpected{SignInFlaw::key_unknown};
    return *identity::rsa_key(provider_key().n(), provider_key().e());
}

// What is wrong with this token; empty: nothing.
std::optional<SignInFlaw> flaw(const std::string& token) {
    const auto account = identity::account(token, wanted(), key_of);
    return account ? std::nullopt : std::optional{account.error()};
}
std::optional<SignInFlaw> flaw_of_claims(const std::string& member, const std::string& value) {
    return flaw(provider_key().token(header, claims(member, value)));
}
std::optional<SignInFlaw> flaw_of_header(const std::string& other) {
    return flaw(provider_key().token(other, claims()));
}

std::string at(Instant instant) {
    return fmt::format("{}", seconds(instant));
}

}  // namespace

TEST_CASE("a right token names a person by tenant and object, never by address", "[identity]") {
    const auto token = provider_key().token(header, claims("preferred_username", "\"head@school.example\""));
    const auto account = identity::account(token, wanted(), key_of);
    REQUIRE(account);
    CHECK(account->tenant == tenant);
    CHECK(account->object == Personal<std::string>{object});
}

TEST_CASE("a provider without tenants names a person by issuer and subject", "[identity]") {
    auto plain = wanted();
    plain.issuer = "http://127.0.0.1:9000";
    plain.dialect = identity::Dialect::oidc;
    const auto token = provider_key().token(
        header, fmt::format(R"({{"iss":"{}","aud":["our-client"],"exp":{},"iat":{},"nonce":"n-1","sub":"s-7"}})", plain.issuer,
                            at(noon + 1min), at(noon)));
    const auto account = identity::account(token, plain, key_of);
    REQUIRE(account);
    CHECK(account->tenant == plain.issuer);
    CHECK(account->object == Personal<std::string>{"s-7"});
}

TEST_CASE("no algorithm but RS256 is believed, whatever the signature", "[identity]") {
    for (const char* alg : {"none", "None", "nOnE", "HS256", "RS384", "RS512", "ES256", "PS256", "rs256", ""}) {
        CHECK(flaw_of_header(fmt::format(R"({{"alg":"{}","kid":"k1"}})", alg)) == SignInFlaw::algorithm);
    }
    CHECK(flaw_of_header(R"({"kid":"k1"})") == SignInFlaw::algorithm);
    CHECK(flaw_of_header(R"({"alg":["RS256"],"kid":"k1"})") == SignInFlaw::algorithm);
    const auto unsigned_one = base64url(as_bytes(R"({"alg":"none","kid":"k1"})")) + '.' + base64url(as_bytes(claims()));
    CHECK(flaw(unsigned_one + '.') == SignInFlaw::algorithm);
    CHECK(flaw(unsigned_one) == SignInFlaw::token_malformed);
}

TEST_CASE("a token signed with the public key as a secret is refused, in any writing of that key", "[identity]") {
    const auto hs = R"({"alg":"HS256","kid":"k1","typ":"JWT"})";
    for (const std::string& secret : {provider_key().public_pem(), identity::pem(*key_of("k1")), provider_key().n(),
                                      provider_key().jwk("k1"), std::string{as_text(*from_base64url(provider_key().n()))}}) {
        CHECK(flaw(test::hs256_token(hs, claims(), secret)) == SignInFlaw::algorithm);
        CHECK(flaw(test::hs256_token(header, claims(), secret)) == SignInFlaw::signature);
    }
}

TEST_CASE("times are held to 120 seconds on either side", "[identity]") {
    CHECK_FALSE(flaw_of_claims("exp", at(noon - 119s)));
    CHECK_FALSE(flaw_of_claims("exp", at(noon - 120s)));
    CHECK(flaw_of_claims("exp", at(noon - 121s)) == SignInFlaw::time);
    CHECK_FALSE(flaw_of_claims("nbf", at(noon + 119s)));
    CHECK_FALSE(flaw_of_claims("nbf", at(noon + 120s)));
    CHECK(flaw_of_claims("nbf", at(noon + 121s)) == SignInFlaw::time);
    CHECK_FALSE(flaw_of_claims("iat", at(noon + 119s)));
    CHECK(flaw_of_claims("iat", at(noon + 121s)) == SignInFlaw::time);
    CHECK(flaw_of_claims("iat", at(Instant{std::chrono::sys_days{std::chrono::year{2040} / 1 / 1}})) == SignInFlaw::time);
    CHECK_FALSE(flaw_of_claims("nbf", ""));
}

TEST_CASE("a time that is missing, or is no whole number, is no time", "[identity]") {
    for (const char* member : {"exp", "iat"}) CHECK(flaw_of_claims(member, "") == SignInFlaw::time);
    for (const char* member : {"exp", "iat", "nbf"}) {
        for (const char* value :
             {"true", "null", "\"1788264300\"", "1788264300.5", "-1", "99999999999999999", "{}", "[1788264300]"}) {
            CHECK(flaw_of_claims(member, value) == SignInFlaw::time);
        }
    }
    CHECK(flaw_of_claims("exp", "1e400").has_value());
    CHECK(flaw_of_claims("exp", "18446744073709551615").has_value());
}

TEST_CASE("a token from another issuer, or for another client, is refused", "[identity]") {
    CHECK(flaw_of_claims("iss", "\"https://login.example/other/v2.0\"") == SignInFlaw::issuer);
    CHECK(flaw_of_claims("iss", fmt::format("\"{}/\"", issuer)) == SignInFlaw::issuer);
    CHECK(flaw_of_claims("iss", fmt::format("\"{}.evil.example\"", issuer)) == SignInFlaw::issuer);
    CHECK(flaw_of_claims("iss", "") == SignInFlaw::issuer);
    CHECK(flaw_of_claims("iss", fmt::format("[\"{}\"]", issuer)) == SignInFlaw::issuer);
    CHECK_FALSE(flaw_of_claims("aud", "[\"our-client\"]"));
    CHECK(flaw_of_claims("aud", "[\"our-client\",\"other\"]") == SignInFlaw::audience);
    CHECK(flaw_of_claims("aud", "[]") == SignInFlaw::audience);
    CHECK(flaw_of_claims("aud", "\"other\"") == SignInFlaw::audience);
    CHECK(flaw_of_claims("aud", "") == SignInFlaw::audience);
    CHECK(flaw_of_claims("aud", "\"Our-Client\"") == SignInFlaw::audience);
    CHECK_FALSE(flaw_of_claims("azp", "\"our-client\""));
    CHECK(flaw_of_claims("azp", "\"other\"") == SignInFlaw::audience);
    CHECK(flaw_of_claims("azp", "7") == SignInFlaw::audience);
}

TEST_CASE("a token for another attempt is refused", "[identity]") {
    CHECK(flaw_of_claims("nonce", "\"n-2\"") == SignInFlaw::nonce);
    CHECK(flaw_of_claims("nonce", "") == SignInFlaw::nonce);
    CHECK(flaw_of_claims("nonce", "\"\"") == SignInFlaw::nonce);
    auto without = wanted();
    without.nonce.clear();
    const auto account = identity::account(provider_key().token(header, claims("nonce", "\"\"")), without, key_of);
    CHECK(account.error() == SignInFlaw::nonce);
}

TEST_CASE("another person with the head teacher's address is another person", "[identity]") {
    const auto one =
        identity::account(provider_key().token(header, claims("email", "\"head@school.example\"")), wanted(), key_of);
    const auto other_claims = claims("oid", "\"33333333-2222-3333-4444-555555555555\"");
    const auto other = identity::account(
        provider_key().token(header, other_claims.substr(0, other_claims.size() - 1) + R"(,"email":"head@school.example"})"),
        wanted(), key_of);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(*one != *other);
}

TEST_CASE("a key id nobody knows, of any shape, gives no key", "[identity]") {
    for (const std::string& kid :
         {std::string{"k2"}, std::string{"../../etc/passwd"}, std::string{"k1' OR '1'='1"}, std::string(256, 'k')}) {
        CHECK(flaw_of_header(fmt::format(R"({{"alg":"RS256","kid":"{}"}})", kid)) == SignInFlaw::key_unknown);
    }
    CHECK(flaw_of_header(R"({"alg":"RS256"})") == SignInFlaw::key_unknown);
    CHECK(flaw_of_header(R"({"alg":"RS256","kid":""})") == SignInFlaw::key_unknown);
    CHECK(flaw_of_header(R"({"alg":"RS256","kid":7})") == SignInFlaw::key_unknown);
    CHECK(flaw_of_header(fmt::format(R"({{"alg":"RS256","kid":"{}"}})", std::string(257, 'k'))) == SignInFlaw::key_unknown);
    CHECK(flaw_of_header(fmt::format(R"({{"alg":"RS256","kid":"{}"}})", std::string(1 << 20, 'k'))) ==
          SignInFlaw::token_malformed);
}

TEST_CASE("a header that brings its own key is refused", "[identity]") {
    for (const char* member :
         {R"("jwk":{"kty":"RSA"})", R"("jku":"https://evil.example/keys")", R"("x5u":"https://evil.example/x")",
          R"("x5c":["MIIB"])", R"("crit":["exp"])", R"("zip":"DEF")", R"("b64":false)", R"("typ":"at+jwt")"}) {
        CHECK(flaw_of_header(fmt::format(R"({{"alg":"RS256","kid":"k1",{}}})", member)) == SignInFlaw::token_malformed);
    }
    CHECK_FALSE(flaw_of_header(R"({"alg":"RS256","kid":"k1","x5t":"abc"})"));
}

TEST_CASE("a token of another form is refused before anything in it is read", "[identity]") {
    const auto good = provider_key().token(header, claims());
    REQUIRE_FALSE(flaw(good));
    const auto first = good.find('.'), second = good.find('.', first + 1);
    for (const std::string& token :
         {std::string{}, std::string{"."}, std::string{".."}, std::string{"..."}, good + ".", good + ".x", "x." + good,
          good + "=", good + "==", good + "\n", ' ' + good, good.substr(0, first), good.substr(0, second), good.substr(first),
          good.substr(0, first) + '.' + good.substr(second), good.substr(0, first) + "=" + good.substr(first),
          std::string(17 * 1024, 'a') + ".a.a"}) {
        CHECK(flaw(token) == SignInFlaw::token_malformed);
    }
}

TEST_CASE("a name that comes twice is refused, in header and in claims", "[identity]") {
    CHECK(flaw_of_header(R"({"alg":"none","alg":"RS256","kid":"k1"})") == SignInFlaw::token_malformed);
    CHECK(flaw_of_header(R"({"alg":"RS256","kid":"k0","kid":"k1"})") == SignInFlaw::token_malformed);
    const auto twice = claims();
    CHECK(flaw(provider_key().token(header, twice.substr(0, twice.size() - 1) + R"(,"oid":"head-teacher"})")) ==
          SignInFlaw::token_malformed);
    CHECK(flaw(provider_key().token(header, twice.substr(0, twice.size() - 1) + R"(,"\u006fid":"head-teacher"})")) ==
          SignInFlaw::token_malformed);
    CHECK(flaw(provider_key().token(header, twice + "{}")) == SignInFlaw::token_malformed);
    CHECK(flaw(provider_key().token(header, "[" + twice + "]")) == SignInFlaw::token_malformed);
    CHECK(flaw(provider_key().token(header, std::string(5000, '['))) == SignInFlaw::token_malformed);
    CHECK(flaw_of_claims("deep", std::string(20, '[') + std::string(20, ']')) == SignInFlaw::token_malformed);
    CHECK(flaw_of_claims("nonce", "\"n-1\\u0000\"") == SignInFlaw::token_malformed);
}

TEST_CASE("no changed character of a token is believed", "[identity]") {
    const auto good = provider_key().token(header, claims());
    for (std::size_t place = 0; place < good.size(); place += 3) {
        auto other = good;
        other[place] = other[place] == 'A' ? 'B' : 'A';
        CHECK(flaw(other).has_value());
    }
}

TEST_CASE("another key with the right id is refused", "[identity]") {
    const test::TestKey forger;
    CHECK(flaw(forger.token(header, claims())) == SignInFlaw::signature);
}

TEST_CASE("keys too short, too long or of another shape are no keys", "[identity]") {
    const test::TestKey weak{1024};
    CHECK_FALSE(identity::rsa_key(weak.n(), weak.e()));
    const auto n = provider_key().n();
    CHECK(identity::rsa_key(n, "AQAB"));
    CHECK(identity::rsa_key(n, "Aw"));
    CHECK_FALSE(identity::rsa_key(n, "AQ"));
    CHECK_FALSE(identity::rsa_key(n, "AQAA"));
    CHECK_FALSE(identity::rsa_key(n, ""));
    CHECK_FALSE(identity::rsa_key("", "AQAB"));
    CHECK_FALSE(identity::rsa_key(n + "=", "AQAB"));
    CHECK_FALSE(identity::rsa_key(std::string(1400, '_'), "AQAB"));
    CHECK(identity::rsa_key("AAAA" + n, "AQAB")->modulus == identity::rsa_key(n, "AQAB")->modulus);
}
