#pragma once
// Who answers where Graph would, what the reader is told to do, and how long it waited.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "monitor/sync/graph.hpp"
#include "support/fake_fetch.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"

namespace monitor::test {
using namespace std::chrono_literals;

/// Nobody waits in a test: the clock is moved on, and what was asked is kept.
class TestGoing final : public sync::Going {
public:
    explicit TestGoing(ManualClock& clock) : clock_{clock} {}
    std::optional<sync::Problem> ended() override { return end_after-- > 0 ? std::nullopt : std::optional{with}; }
    void wait(std::chrono::milliseconds span) override {
        waits.push_back(span);
        clock_.advance(span);
    }
    std::stop_token token() override { return {}; }
    std::vector<std::chrono::milliseconds> waits{};
    int end_after{1'000'000};
    sync::Problem with{sync::Problem::stopped};

private:
    ManualClock& clock_;
};

struct GraphOfTest {
    static constexpr const char* tenant = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00";
    static constexpr const char* group = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f02";
    const std::string root = "https://graph.example/v1.0/";
    const std::string token_at = std::string{"https://login.example/"} + tenant + "/oauth2/v2.0/token";
    const std::string first_users =
        root + "users/delta?$select=id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType";
    const std::string first_education = root + "education/users/delta?$select=id,primaryRole,student,teacher";
    const std::string schools = root + "education/schools?$select=id,schoolNumber,externalId";

    ManualClock clock{Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 7h};
    SeededRandom random;
    TestGoing going{clock};
    FakeFetch fetch;
    sync::GraphOptions options{};
    std::unique_ptr<sync::Directory> directory{};

    explicit GraphOfTest(std::uint64_t seed = 1) : random{seed} {
        auto& set = options.connection;
        set.school = "99XX";
        set.kind = settings::ConnectionKind::graph;
        set.tenant = tenant;
        set.client_id = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01";
        set.url = "https://graph.example";
        set.login_url = "https://login.example";
        options.secret = "s&cret";
        options.rules = roster::usual_rules();
        fetch.reply(token_at, 200, R"({"token_type":"Bearer","expires_in":3599,"access_token":"token-1"})");
        // A tenant without education.
        refuse(schools, 403, "Authorization_RequestDenied");
        refuse(first_education, 403, "Authorization_RequestDenied");
    }
    void open() { directory = sync::make_graph(options, {fetch, random, clock, going}); }
    void refuse(const std::string& url, int status, const std::string& code) {
        fetch.reply(url, status, R"({"error":{"code":")" + code + R"(","message":"x","innerError":{"request-id":"r-1"}}})");
    }
    void page(const std::string& url, const std::string& items, const std::string& next, const std::string& delta) {
        std::string body = R"({"value":[)" + items + "]";
        if (!next.empty()) body += R"(,"@odata.nextLink":")" + next + "\"";
        if (!delta.empty()) body += R"(,"@odata.deltaLink":")" + delta + "\"";
        fetch.reply(url, 200, body + "}");
    }
    /// The last page of a delta.
    void last(const std::string& url, const std::string& items, const std::string& delta = "d1") {
        page(url, items, "", root + delta);
    }

    static std::string user(const std::string& id, const std::string& more = "") {
        return R"({"id":")" + id + R"(","accountEnabled":true,"userPrincipalName":")" + id +
               R"(@school.example","displayName":"Name )" + id + R"(","givenName":"Given","surname":"Sur","mail":null,)" +
               R"("employeeId":null,"userType":"Member")" + more + "}";
    }
    static std::string removed(const std::string& id, const std::string& reason) {
        return R"({"id":")" + id + R"(","@removed":{"reason":")" + reason + "\"}}";
    }
    std::expected<store::Round, sync::Failure> read(std::optional<store::DirectoryState> state = {}) {
        if (!directory) open();
        return directory->read(state);
    }
    store::Round round(std::optional<store::DirectoryState> state = {}) {
        auto read_ = read(std::move(state));
        if (!read_) FAIL(sync::word(read_.error().problem) << ": " << read_.error().place);
        return std::move(*read_);
    }
    sync::Failure failure(std::optional<store::DirectoryState> state = {}) {
        auto read_ = read(std::move(state));
        REQUIRE_FALSE(read_);
        return read_.error();
    }
    /// What the store holds after a round was applied.
    static store::DirectoryState after(const store::Round& round) {
        return {.tenant = tenant, .resume = round.resume, .accounts = round.accounts.size()};
    }
    static std::string who(const std::vector<roster::Account>& accounts) {
        std::string all;
        for (const auto& one : accounts) all += one.object.reveal(Purpose::match_account) + " ";
        return all;
    }
    static std::string who(const std::vector<Personal<std::string>>& objects) {
        std::string all;
        for (const auto& one : objects) all += one.reveal(Purpose::match_account) + " ";
        return all;
    }
};

}  // namespace monitor::test
