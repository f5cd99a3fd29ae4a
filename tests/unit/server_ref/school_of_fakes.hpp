#pragma once
// support: a small invented school with the pages on top, and a browser before them.

#include "monitor/base/worker.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"
#include "unit/server_ref/browser.hpp"
#include "unit/server_ref/fake_readers.hpp"
#include "unit/server_ref/fake_rooms.hpp"
#include "unit/server_ref/fake_stores.hpp"

namespace monitor::test {

class SchoolOfFakes : public Browser {
public:
    SchoolOfFakes() {
        stores.people = std::make_unique<FakePeople>(kept);
        stores.sessions = std::make_unique<FakeSessions>(kept);
        stores.sittings = std::make_unique<FakeSittings>(kept);
        stores.codes = std::make_unique<FakeCodes>(kept);
        stores.trail = std::make_unique<FakeTrail>(kept);
        stores.logbooks = std::make_unique<FakeLogbooks>(kept);
        stores.notary = std::make_unique<FakeNotary>();
        stores.people_thread = make_worker(clock);
        stores.audit_thread = make_worker(clock);
        settings.public_url = origin;
        settings.providers = {{"Microsoft 365", "https://login.example/tenant/v2.0", "client", {}}};
        auto one = std::make_unique<FakeProvider>();
        provider = one.get();
        providers.push_back(std::move(one));
        pages = pages::make_pages({stores, hub, schedule, providers, settings, random, clock, log});
    }

    /// All the way in, as this account.
    transport::Response sign_in(const std::string& account) {
        send("/sign-in/0", look("/sign-in").body);
        return look("/sign-in/return?state=s&code=" + account);
    }
    Kept kept{};
    ManualClock clock{Instant{std::chrono::milliseconds{1'790'000'000'000}}};
    SeededRandom random{};
    NoLog log{};
    store::Stores stores{};
    FakeHub hub{};
    FakeSchedule schedule{};
    settings::Server settings{};
    FakeProvider* provider{};
    std::vector<std::unique_ptr<identity::Provider>> providers{};
};

}  // namespace monitor::test
