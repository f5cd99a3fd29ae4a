#pragma once
// support: what stands around the pages, as tests want it: a hub, a schedule, a provider that says who came.

#include <string>
#include <vector>

#include "monitor/hub/hub.hpp"
#include "monitor/identity/sign_in.hpp"
#include "monitor/sync/schedule.hpp"

namespace monitor::test {

class FakeHub final : public hub::Hub {
public:
    FakeHub() = default;
    transport::Welcome agent_line(std::string) override { return {}; }
    transport::Welcome viewer_line(std::string, identity::SessionToken) override { return {}; }
    std::string ticket(const identity::Session&) override { return full ? "" : "a-ticket"; }
    void counts(std::move_only_function<void(hub::Counts)> told) override { told({.agents = 3, .pictures_in = 7}); }
    void close(Task) override {}
    bool full{};
};

/// Remembers what it was told by Microsoft 365, and whom it was to wake.
class FakeSchedule final : public sync::Schedule {
public:
    FakeSchedule() = default;
    std::vector<sync::Planned> planned() const override { return plan; }
    void wake(std::string_view brin, store::Connected kind) override { woken.emplace_back(brin, kind); }
    void accept(std::string_view brin) override { accepted.emplace_back(brin); }
    sync::Reply notified(std::string_view query, std::string_view body) override {
        told.emplace_back(std::string{query} + "|" + std::string{body});
        return {.status = 202, .body = {}};
    }
    void stop() override {}
    std::vector<std::string> told{};
    std::vector<sync::Planned> plan{};
    std::vector<std::pair<std::string, store::Connected>> woken{};
    std::vector<std::string> accepted{};
};

/// Says that whoever `says` names came back, or a flaw.
class FakeProvider final : public identity::Provider {
public:
    FakeProvider() = default;
    std::expected<identity::Departure, identity::SignInFlaw> depart() override {
        if (unreachable) return std::unexpected{identity::SignInFlaw::provider_unreachable};
        return identity::Departure{"https://login.example/authorize?state=s", {"s", "n", "v"}};
    }
    std::expected<identity::Account, identity::SignInFlaw> arrive(const identity::Attempt& attempt,
                                                                  const identity::Return& back) override {
        if (back.error == "invalid_client") return std::unexpected{identity::SignInFlaw::client};
        if (back.error == "access_denied") return std::unexpected{identity::SignInFlaw::refused_by_provider};
        if (back.state != attempt.state) return std::unexpected{identity::SignInFlaw::state};
        return identity::Account{"tenant", Personal<std::string>{back.code}};
    }
    std::expected<std::string, identity::SignInFlaw> sign_out() override {
        if (unreachable) return std::unexpected{identity::SignInFlaw::provider_unreachable};
        return way_out;
    }
    bool unreachable{};
    std::string way_out{"https://login.example/end?client_id=client"};
};

}  // namespace monitor::test
