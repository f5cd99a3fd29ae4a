// identity: how often is a provider asked for its keys, by whom, and which of them count?

#include "identity/jwks.hpp"

#include <future>
#include <thread>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "support/fake_fetch.hpp"
#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using identity::SignInFlaw;

namespace {

const std::string url = "https://login.example/keys";
const std::string tenant = "11111111-2222-3333-4444-555555555555";
const std::string issuer = "https://login.example/" + tenant + "/v2.0";

const test::TestKey& some_key() {
    static const test::TestKey key;
    return key;
}
std::string one(std::string_view id, std::string_view more = "") {
    auto jwk = some_key().jwk(id);
    jwk.insert(1, more);
    return jwk;
}
std::string set(const std::string& keys) {
    return R"({"keys":[)" + keys + "]}";
}

struct Keys {
    test::ManualClock clock{Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}}};
    test::FakeFetch fetch;
    identity::KeySet keys{issuer, fetch, clock};

    explicit Keys(const std::string& document) { fetch.reply(url, 200, document); }
    // Which flaw asking for it gives; empty: none.
    std::optional<SignInFlaw> flaw(const std::string& id) {
        const auto key = keys.key(url, id);
        return key ? std::nullopt : std::optional{key.error()};
    }
};

/// A provider whose next answer comes when the test says so.
class SlowFetch final : public fetch::Fetch {
public:
    std::expected<fetch::Answer, Error> fetch(const fetch::Ask&) override {
        if (++asked == 1) return fetch::Answer{200, {}, set(one("k1"))};
        arrived.set_value();
        go_on.get_future().wait();
        return fetch::Answer{200, {}, set(one("k2"))};
    }
    std::atomic<int> asked{};
    std::promise<void> arrived, go_on;
};

}  // namespace

TEST_CASE("a thousand key ids nobody knows cost one question in five minutes", "[identity]") {
    Keys here{set(one("k1"))};
    CHECK_FALSE(here.flaw("k1"));
    for (int round = 0; round < 1000; ++round) CHECK(here.flaw(fmt::format("k-{}", round)) == SignInFlaw::key_unknown);
    CHECK(here.fetch.times(url) == 2);
    here.clock.advance(5min - 1ms);
    CHECK(here.flaw("k-1") == SignInFlaw::key_unknown);
    CHECK(here.fetch.times(url) == 2);
    here.clock.advance(1ms);
    CHECK(here.flaw("k-1") == SignInFlaw::key_unknown);
    CHECK(here.fetch.times(url) == 3);
}

TEST_CASE("who has a key does not wait for who asks for fresher ones", "[identity]") {
    const test::ManualClock start{Instant{}};
    test::ManualClock clock{Instant{}};
    SlowFetch fetch;
    identity::KeySet keys{issuer, fetch, clock};
    REQUIRE(keys.key(url, "k1"));
    clock.advance(1h);
    std::thread asks{[&] { CHECK(keys.key(url, "k2")); }};
    fetch.arrived.get_future().wait();
    CHECK(keys.key(url, "k1"));  // while the provider has not answered
    CHECK(fetch.asked == 2);
    fetch.go_on.set_value();
    asks.join();
    CHECK(keys.key(url, "k2"));
    CHECK_FALSE(keys.key(url, "k1"));
    CHECK(fetch.asked == 2);
}

TEST_CASE("many who come at once cost one question", "[identity]") {
    Keys here{set(one("k1"))};
    std::vector<std::thread> visitors;
    std::atomic<int> let_in{};
    for (int visitor = 0; visitor < 16; ++visitor) visitors.emplace_back([&] { let_in += here.keys.key(url, "k1") ? 1 : 0; });
    for (auto& visitor : visitors) visitor.join();
    CHECK(let_in == 16);
    CHECK(here.fetch.times(url) == 1);
}

TEST_CASE("what the provider publishes no longer is believed no longer, within the hour", "[identity]") {
    Keys here{set(one("k1") + "," + one("k2"))};
    CHECK_FALSE(here.flaw("k1"));
    here.fetch.reply(url, 200, set(one("k2")));
    here.clock.advance(1h);
    CHECK(here.flaw("k1") == SignInFlaw::key_unknown);
    CHECK_FALSE(here.flaw("k2"));
}

TEST_CASE("a key counts only for the issuer it says it is of", "[identity]") {
    const auto with = [](const std::string& said) { return Keys{set(one("k1", "\"issuer\":" + said + ","))}.flaw("k1"); };
    CHECK_FALSE(with("\"https://login.example/{tenantid}/v2.0\""));
    CHECK_FALSE(with("\"" + issuer + "\""));
    for (const char* other :
         {"\"https://login.example/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0\"", "\"https://other.example/{tenantid}/v2.0\"",
          "\"https://login.example/{tenantid}\"", "\"https://login.example/{tenantid}\\/v2.0x\"", "\"{tenantid}\"", "7", "\"\""})
        CHECK(with(other) == SignInFlaw::provider_unreachable);
    // The same id for two issuers is no doubt: one of them is not ours.
    Keys both{set(one("k1", R"("issuer":"https://login.example/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",)") + "," +
                  one("k1", R"("issuer":"https://login.example/{tenantid}/v2.0",)"))};
    CHECK_FALSE(both.flaw("k1"));
}

TEST_CASE("the template stands for a GUID and nothing else", "[identity]") {
    test::ManualClock clock{Instant{}};
    test::FakeFetch fetch;
    fetch.reply(url, 200, set(one("k1", R"("issuer":"https://login.example/{tenantid}/v2.0",)")));
    for (const char* ours : {"https://login.example/common/v2.0", "https://login.example//v2.0", "https://login.example/v2.0"}) {
        identity::KeySet keys{ours, fetch, clock};
        CHECK_FALSE(keys.key(url, "k1"));
    }
}

TEST_CASE("a thousand keys are read and one more is not, a MiB is read and a byte more is not", "[identity]") {
    const auto many = [](int count) {
        std::string keys;
        for (int number = 1; number <= count; ++number)
            keys += fmt::format("{}{{\"kty\":\"EC\",\"kid\":\"e{}\"}}", keys.empty() ? "" : ",", number);
        return keys;
    };
    CHECK_FALSE(Keys{set(many(999) + "," + one("k1"))}.flaw("k1"));
    CHECK(Keys{set(many(1000) + "," + one("k1"))}.flaw("k1") == SignInFlaw::provider_unreachable);
    const auto document = set(one("k1"));
    constexpr std::size_t mebibyte = 1 << 20;
    CHECK_FALSE(Keys{document + std::string(mebibyte - document.size(), ' ')}.flaw("k1"));
    CHECK(Keys{document + std::string(mebibyte - document.size() + 1, ' ')}.flaw("k1") == SignInFlaw::provider_unreachable);
}

TEST_CASE("of the published keys only RSA signing keys with one id count", "[identity]") {
    Keys here{set(R"({"kty":"EC","kid":"e1","crv":"P-256","x":"a","y":"b"},{"kty":"oct","kid":"k1","k":"c2VjcmV0"},)" +
                  one("k1") + R"(,{"kty":"RSA","kid":"short","n":"AQAB","e":"AQAB"},)" + one("twice") + "," + one("twice"))};
    CHECK_FALSE(here.flaw("k1"));
    for (const char* id : {"e1", "short", "twice", "", "K1"}) CHECK(here.flaw(id) == SignInFlaw::key_unknown);
}
